-- Forms that agents fill in during calls.
ALTER TABLE projects ADD COLUMN form JSONB DEFAULT '[]'::jsonb NOT NULL;
CREATE TABLE call_forms (
    workspace_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    client_id UUID,
    project_id UUID,
    key_id UUID NOT NULL,
    entries_sealed BYTEA NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_call_forms PRIMARY KEY (workspace_id, interaction_id),
    CONSTRAINT fk_call_forms_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);
COMMENT ON TABLE call_forms IS 'What agents filled in about an interaction';
ALTER TABLE call_forms ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_forms FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON call_forms USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON call_forms TO ringwell_app;
UPDATE installation SET schema_number = 42;
