-- What callers entered on their way and services told of them, while the call is up.

CREATE TABLE call_data (
    workspace_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    key_id UUID NOT NULL,
    values_sealed BYTEA NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_call_data PRIMARY KEY (workspace_id, interaction_id),
    CONSTRAINT fk_call_data_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);

CREATE INDEX ix_call_data_kept ON call_data (workspace_id, kept_at);

COMMENT ON TABLE call_data IS 'What a caller entered and services told, for a brain that starts while the call is up';

ALTER TABLE call_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_data FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON call_data USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON call_data TO ringwell_app;

UPDATE installation SET schema_number = 24;
