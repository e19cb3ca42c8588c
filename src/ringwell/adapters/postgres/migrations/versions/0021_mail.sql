-- Mail that goes out.
ALTER TABLE clients ADD COLUMN email TEXT DEFAULT '' NOT NULL;
CREATE TABLE mail_settings (
    workspace_id UUID NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    username TEXT NOT NULL,
    password_sealed BYTEA,
    sender TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_mail_settings PRIMARY KEY (workspace_id),
    CONSTRAINT fk_mail_settings_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);
COMMENT ON TABLE mail_settings IS 'A workspace''s outgoing server';
CREATE TABLE mails (
    workspace_id UUID NOT NULL,
    mail_id UUID NOT NULL,
    promise_id UUID,
    key_id UUID NOT NULL,
    content_sealed BYTEA NOT NULL,
    state TEXT DEFAULT 'queued' NOT NULL,
    attempt SMALLINT DEFAULT 0 NOT NULL,
    code TEXT,
    reason_sealed BYTEA,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    sent_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_mails PRIMARY KEY (workspace_id, mail_id),
    CONSTRAINT fk_mails_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id),
    CONSTRAINT fk_mails_workspace_id_promise_id FOREIGN KEY(workspace_id, promise_id) REFERENCES promises (workspace_id, promise_id)
);
CREATE INDEX ix_mails_due ON mails (next_at) WHERE state = 'queued';
CREATE UNIQUE INDEX ix_mails_promise ON mails (workspace_id, promise_id);
COMMENT ON TABLE mails IS 'The outbox: written with what it tells, sent by a worker';
ALTER TABLE mail_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON mail_settings USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON mails USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_settings TO ringwell_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON mails TO ringwell_app;
CREATE OR REPLACE FUNCTION workspaces_with_mail() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT workspace_id FROM mails WHERE state = 'queued' AND next_at <= now() ORDER BY workspace_id
$$;
CREATE POLICY owner ON mails TO ringwell_owner USING (true) WITH CHECK (true);
REVOKE ALL ON FUNCTION workspaces_with_mail() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspaces_with_mail() TO ringwell_app, ringwell_relay;
UPDATE installation SET schema_number = 21;
