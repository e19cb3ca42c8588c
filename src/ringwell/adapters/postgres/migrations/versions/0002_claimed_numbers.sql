-- A contact for a number that nobody has called from before, with its key and the event that tells of it; nothing where another call has
-- just made one. Foreign keys are checked when the statement is over, so the number can be claimed first.
CREATE OR REPLACE FUNCTION make_contact(
    workspace uuid, new_contact uuid, new_key uuid, new_wrapped bytea, new_hash bytea, new_number bytea, new_events jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    WITH claimed AS (
        INSERT INTO contact_numbers (workspace_id, number_hash, contact_id, number_sealed, ordinal)
        VALUES (workspace, new_hash, new_contact, new_number, 0)
        ON CONFLICT (workspace_id, number_hash) DO NOTHING
        RETURNING contact_id
    ), key AS (
        INSERT INTO data_keys (workspace_id, key_id, wrapped) SELECT workspace, new_key, new_wrapped FROM claimed
    )
    INSERT INTO contacts (workspace_id, contact_id, key_id) SELECT workspace, contact_id, new_key FROM claimed;
    IF FOUND THEN
        PERFORM append_events(workspace, NULL, new_events, NULL);
    END IF;
END
$$;

UPDATE installation SET schema_number = 2;
