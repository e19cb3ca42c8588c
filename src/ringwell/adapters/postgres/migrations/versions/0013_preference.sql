-- Whose customers contacts are, and whom a queue's callers would rather have.
ALTER TABLE contacts ADD COLUMN owner_agent_id UUID, ADD COLUMN key_customer BOOLEAN DEFAULT false NOT NULL,
    ADD CONSTRAINT fk_contacts_workspace_id_owner_agent_id FOREIGN KEY(workspace_id, owner_agent_id) REFERENCES agents (workspace_id, agent_id);
ALTER TABLE queues ADD COLUMN prefers TEXT[] DEFAULT '{}' NOT NULL, ADD COLUMN prefers_for_s INTEGER DEFAULT 30 NOT NULL,
    ADD COLUMN prefers_for_key_s INTEGER;

DROP FUNCTION meet_contact(uuid, uuid, uuid, bytea, bytea, bytea, jsonb);
DROP FUNCTION find_contact(uuid, bytea);

CREATE OR REPLACE FUNCTION find_contact(
    workspace uuid, wanted bytea, OUT contact_id uuid, OUT key_id uuid, OUT wrapped bytea, OUT card_sealed bytea,
    OUT last_agent_id uuid, OUT owner_agent_id uuid, OUT key_customer boolean
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    SELECT c.contact_id, c.key_id, k.wrapped, c.card_sealed, c.owner_agent_id, c.key_customer
    INTO find_contact.contact_id, find_contact.key_id, find_contact.wrapped, find_contact.card_sealed,
        find_contact.owner_agent_id, find_contact.key_customer
    FROM contact_numbers n
    JOIN contacts c ON c.workspace_id = n.workspace_id AND c.contact_id = n.contact_id
    JOIN data_keys k ON k.workspace_id = c.workspace_id AND k.key_id = c.key_id
    WHERE n.workspace_id = workspace AND n.number_hash = wanted;
    -- Who served them last, within their last twenty interactions.
    SELECT s.agent_id INTO find_contact.last_agent_id
    FROM (
        SELECT i.interaction_id, i.started_at FROM interactions i
        WHERE i.workspace_id = workspace AND i.contact_id = find_contact.contact_id
        ORDER BY i.started_at DESC LIMIT 20
    ) AS lately
    JOIN segments s ON s.workspace_id = workspace AND s.interaction_id = lately.interaction_id
    ORDER BY lately.started_at DESC, s.started_at DESC LIMIT 1;
END
$$;

CREATE OR REPLACE FUNCTION meet_contact(
    workspace uuid, new_contact uuid, new_key uuid, new_wrapped bytea, new_hash bytea, new_number bytea, new_events jsonb,
    OUT contact_id uuid, OUT key_id uuid, OUT wrapped bytea, OUT card_sealed bytea,
    OUT last_agent_id uuid, OUT owner_agent_id uuid, OUT key_customer boolean
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM make_contact(workspace, new_contact, new_key, new_wrapped, new_hash, new_number, new_events);
    SELECT found.contact_id, found.key_id, found.wrapped, found.card_sealed, found.last_agent_id, found.owner_agent_id, found.key_customer
    INTO meet_contact.contact_id, meet_contact.key_id, meet_contact.wrapped, meet_contact.card_sealed, meet_contact.last_agent_id,
        meet_contact.owner_agent_id, meet_contact.key_customer
    FROM find_contact(workspace, new_hash) AS found;
END
$$;

UPDATE installation SET schema_number = 13;
