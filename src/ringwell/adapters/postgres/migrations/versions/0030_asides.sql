-- Questions to specialists beside calls.
ALTER TABLE teams ADD COLUMN answers JSONB;
CREATE TABLE asides (
    workspace_id UUID NOT NULL,
    aside_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    client_id UUID,
    project_id UUID,
    team_id UUID NOT NULL,
    asked_by UUID NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    solved_at TIMESTAMP WITH TIME ZONE,
    solved_by UUID,
    CONSTRAINT pk_asides PRIMARY KEY (workspace_id, aside_id),
    CONSTRAINT fk_asides_workspace_id_team_id FOREIGN KEY(workspace_id, team_id) REFERENCES teams (workspace_id, team_id),
    CONSTRAINT fk_asides_workspace_id_asked_by FOREIGN KEY(workspace_id, asked_by) REFERENCES users (workspace_id, user_id),
    CONSTRAINT fk_asides_workspace_id_solved_by FOREIGN KEY(workspace_id, solved_by) REFERENCES users (workspace_id, user_id)
);
CREATE INDEX ix_asides_interaction ON asides (workspace_id, interaction_id);
CREATE INDEX ix_asides_open ON asides (workspace_id, team_id) WHERE solved_at IS NULL;
COMMENT ON TABLE asides IS 'Over when solved, and with the call';
CREATE TABLE aside_lines (
    workspace_id UUID NOT NULL,
    line_id UUID NOT NULL,
    aside_id UUID NOT NULL,
    user_id UUID NOT NULL,
    key_id UUID NOT NULL,
    text_sealed BYTEA NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_aside_lines PRIMARY KEY (workspace_id, line_id),
    CONSTRAINT fk_aside_lines_workspace_id_aside_id FOREIGN KEY(workspace_id, aside_id) REFERENCES asides (workspace_id, aside_id),
    CONSTRAINT fk_aside_lines_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id),
    CONSTRAINT fk_aside_lines_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);
CREATE INDEX ix_aside_lines_aside ON aside_lines (workspace_id, aside_id, written_at);
CREATE INDEX ix_aside_lines_user ON aside_lines (workspace_id, user_id, written_at);
CREATE TABLE aside_reads (
    workspace_id UUID NOT NULL,
    aside_id UUID NOT NULL,
    user_id UUID NOT NULL,
    lines INTEGER NOT NULL,
    CONSTRAINT pk_aside_reads PRIMARY KEY (workspace_id, aside_id, user_id),
    CONSTRAINT fk_aside_reads_workspace_id_aside_id FOREIGN KEY(workspace_id, aside_id) REFERENCES asides (workspace_id, aside_id),
    CONSTRAINT fk_aside_reads_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);
COMMENT ON TABLE aside_reads IS 'How many lines somebody has read';
ALTER TABLE asides ENABLE ROW LEVEL SECURITY;
ALTER TABLE asides FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON asides USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON asides TO ringwell_app;
ALTER TABLE aside_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE aside_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON aside_lines USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON aside_lines TO ringwell_app;
ALTER TABLE aside_reads ENABLE ROW LEVEL SECURITY;
ALTER TABLE aside_reads FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON aside_reads USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON aside_reads TO ringwell_app;
UPDATE installation SET schema_number = 30;
