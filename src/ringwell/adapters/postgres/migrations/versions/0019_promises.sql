-- What was promised.
CREATE TABLE promises (
    workspace_id UUID NOT NULL,
    promise_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    client_id UUID,
    project_id UUID,
    kind TEXT NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    key_id UUID NOT NULL,
    content_sealed BYTEA NOT NULL,
    words BYTEA[] DEFAULT '{}' NOT NULL,
    owner_id UUID,
    made_by UUID,
    due_at TIMESTAMP WITH TIME ZONE,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    closed_by UUID,
    CONSTRAINT pk_promises PRIMARY KEY (workspace_id, promise_id),
    CONSTRAINT fk_promises_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id),
    CONSTRAINT fk_promises_workspace_id_owner_id FOREIGN KEY(workspace_id, owner_id) REFERENCES users (workspace_id, user_id),
    CONSTRAINT fk_promises_workspace_id_made_by FOREIGN KEY(workspace_id, made_by) REFERENCES users (workspace_id, user_id),
    CONSTRAINT fk_promises_workspace_id_closed_by FOREIGN KEY(workspace_id, closed_by) REFERENCES users (workspace_id, user_id)
);
CREATE INDEX ix_promises_interaction ON promises (workspace_id, interaction_id);
CREATE INDEX ix_promises_made ON promises (workspace_id, made_at);
CREATE INDEX ix_promises_open ON promises (workspace_id, due_at) WHERE state = 'open';
CREATE INDEX ix_promises_words ON promises USING gin (words);
COMMENT ON TABLE promises IS 'words: keyed hashes of the words that it may be found by';
ALTER TABLE promises ENABLE ROW LEVEL SECURITY;
ALTER TABLE promises FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON promises USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON promises TO ringwell_app;
UPDATE installation SET schema_number = 19;
