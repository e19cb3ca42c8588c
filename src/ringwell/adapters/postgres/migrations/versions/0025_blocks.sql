-- Callers who are not put through.
CREATE TABLE blocks (
    workspace_id UUID NOT NULL,
    block_id UUID NOT NULL,
    kind TEXT NOT NULL,
    value_hash BYTEA NOT NULL,
    content_sealed BYTEA NOT NULL,
    state TEXT NOT NULL,
    made_by UUID NOT NULL,
    interaction_id UUID,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE,
    review_at TIMESTAMP WITH TIME ZONE,
    removed_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_blocks PRIMARY KEY (workspace_id, block_id),
    CONSTRAINT fk_blocks_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id),
    CONSTRAINT fk_blocks_workspace_id_made_by FOREIGN KEY(workspace_id, made_by) REFERENCES users (workspace_id, user_id)
);
CREATE UNIQUE INDEX uq_blocks_value ON blocks (workspace_id, kind, value_hash) WHERE removed_at IS NULL;
COMMENT ON TABLE blocks IS 'Callers who are not put through; number and reason sealed';
ALTER TABLE blocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE blocks FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON blocks USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON blocks TO ringwell_app;
UPDATE installation SET schema_number = 25;
