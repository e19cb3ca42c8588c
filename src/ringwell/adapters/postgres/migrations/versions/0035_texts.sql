-- Text messages that go out.
CREATE TABLE sms_settings (
    workspace_id UUID NOT NULL,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    system_id TEXT NOT NULL,
    url TEXT NOT NULL,
    secret_sealed BYTEA,
    sender TEXT NOT NULL,
    per_day INTEGER NOT NULL,
    per_recipient INTEGER NOT NULL,
    prefixes TEXT NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_sms_settings PRIMARY KEY (workspace_id),
    CONSTRAINT fk_sms_settings_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);
COMMENT ON TABLE sms_settings IS 'A workspace''s gateway for text messages';
CREATE TABLE texts (
    workspace_id UUID NOT NULL,
    text_id UUID NOT NULL,
    interaction_id UUID,
    key_id UUID NOT NULL,
    content_sealed BYTEA NOT NULL,
    number_hash BYTEA NOT NULL,
    parts SMALLINT NOT NULL,
    taken SMALLINT DEFAULT 0 NOT NULL,
    state TEXT DEFAULT 'queued' NOT NULL,
    attempt SMALLINT DEFAULT 0 NOT NULL,
    under_way BOOLEAN DEFAULT false NOT NULL,
    unsure BOOLEAN DEFAULT false NOT NULL,
    code TEXT,
    reason_sealed BYTEA,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    listen_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_texts PRIMARY KEY (workspace_id, text_id),
    CONSTRAINT fk_texts_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);
CREATE INDEX ix_texts_created ON texts (workspace_id, created_at);
CREATE INDEX ix_texts_due ON texts (next_at) WHERE state = 'queued';
CREATE INDEX ix_texts_listening ON texts (listen_until) WHERE state = 'sent';
COMMENT ON TABLE texts IS 'Text messages: written before they are sent, sent by a worker. under_way: handed to a worker that has not told yet. Without an interaction: an administrator''s test';
CREATE TABLE text_parts (
    workspace_id UUID NOT NULL,
    text_id UUID NOT NULL,
    part SMALLINT NOT NULL,
    name TEXT NOT NULL,
    delivered BOOLEAN,
    CONSTRAINT pk_text_parts PRIMARY KEY (workspace_id, text_id, part),
    CONSTRAINT fk_text_parts_workspace_id_text_id FOREIGN KEY(workspace_id, text_id) REFERENCES texts (workspace_id, text_id)
);
CREATE INDEX ix_text_parts_name ON text_parts (workspace_id, name);
COMMENT ON TABLE text_parts IS 'Parts that a gateway has taken, by its own names. delivered: what it told of them later';
ALTER TABLE sms_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE sms_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sms_settings USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE texts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON texts USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE text_parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE text_parts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON text_parts USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON sms_settings TO ringwell_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON texts TO ringwell_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON text_parts TO ringwell_app;
CREATE OR REPLACE FUNCTION workspaces_with_texts() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT workspace_id FROM texts
    WHERE (state = 'queued' AND next_at <= now()) OR (state = 'sent' AND listen_until > now()) ORDER BY workspace_id
$$;
CREATE POLICY owner ON texts TO ringwell_owner USING (true) WITH CHECK (true);
REVOKE ALL ON FUNCTION workspaces_with_texts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspaces_with_texts() TO ringwell_app, ringwell_relay;
UPDATE installation SET schema_number = 35;
