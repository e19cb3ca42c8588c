ALTER TABLE installation ADD COLUMN keys_fingerprint BYTEA;

-- Answers were kept with the text of notes in them, which outlived the erasure of the person they were about.
TRUNCATE idempotency_keys;
ALTER TABLE idempotency_keys ADD COLUMN etag TEXT;

CREATE OR REPLACE VIEW audit WITH (security_invoker = true) AS
    SELECT workspace_id, occurred_at AS at, type, actor_kind, actor_id, on_behalf_of,
        coalesce(fact ->> 'id', fact ->> 'contact_id', fact ->> 'session_id', fact ->> 'token_id',
            'int_' || replace(interaction_id::text, '-', '')) AS object_id,
        fact - 'type' AS params, event_id AS entry_id
    FROM events WHERE actor_kind IN ('user', 'token')
    UNION ALL
    SELECT workspace_id, at, action, actor_kind, actor_id, on_behalf_of, object_id, params, access_id FROM access_log;

UPDATE installation SET schema_number = 4;
