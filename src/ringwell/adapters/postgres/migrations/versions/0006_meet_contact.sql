-- The contact with this number, made where there was none, and its key and card, which may be another call's of the same moment.
CREATE OR REPLACE FUNCTION meet_contact(
    workspace uuid, new_contact uuid, new_key uuid, new_wrapped bytea, new_hash bytea, new_number bytea, new_events jsonb,
    OUT contact_id uuid, OUT key_id uuid, OUT wrapped bytea, OUT card_sealed bytea
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM make_contact(workspace, new_contact, new_key, new_wrapped, new_hash, new_number, new_events);
    SELECT found.contact_id, found.key_id, found.wrapped, found.card_sealed
    INTO meet_contact.contact_id, meet_contact.key_id, meet_contact.wrapped, meet_contact.card_sealed
    FROM find_contact(workspace, new_hash) AS found;
END
$$;

UPDATE installation SET schema_number = 6;
