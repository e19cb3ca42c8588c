-- A workspace's own prompts, the sounds they are made of, and announcements.
CREATE TABLE sounds (
    workspace_id UUID NOT NULL,
    name TEXT NOT NULL,
    wav BYTEA NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    made_of TEXT DEFAULT '' NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_sounds PRIMARY KEY (workspace_id, name),
    CONSTRAINT fk_sounds_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);
CREATE INDEX ix_sounds_made_of ON sounds (workspace_id, made_of);
COMMENT ON TABLE sounds IS 'Recordings and spoken texts, named by their content';
ALTER TABLE sounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE sounds FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sounds USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON sounds TO ringwell_app;
CREATE TABLE prompts (
    workspace_id UUID NOT NULL,
    prompt_id UUID NOT NULL,
    name TEXT NOT NULL,
    said JSONB DEFAULT '{}'::jsonb NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_prompts PRIMARY KEY (workspace_id, prompt_id),
    CONSTRAINT fk_prompts_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);
CREATE UNIQUE INDEX uq_prompts_name ON prompts (workspace_id, name) WHERE removed_at IS NULL;
ALTER TABLE prompts ENABLE ROW LEVEL SECURITY;
ALTER TABLE prompts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON prompts USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON prompts TO ringwell_app;
CREATE TABLE announcements (
    workspace_id UUID NOT NULL,
    announcement_id UUID NOT NULL,
    target TEXT NOT NULL,
    target_id TEXT DEFAULT '' NOT NULL,
    said JSONB NOT NULL,
    to_waiting BOOLEAN DEFAULT false NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_by UUID,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_announcements PRIMARY KEY (workspace_id, announcement_id),
    CONSTRAINT fk_announcements_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id),
    CONSTRAINT fk_announcements_workspace_id_made_by FOREIGN KEY(workspace_id, made_by) REFERENCES users (workspace_id, user_id),
    CONSTRAINT fk_announcements_workspace_id_ended_by FOREIGN KEY(workspace_id, ended_by) REFERENCES users (workspace_id, user_id)
);
CREATE INDEX ix_announcements_ends_at ON announcements (workspace_id, ends_at);
COMMENT ON TABLE announcements IS 'What callers are told before a flow or a queue, for a while';
ALTER TABLE announcements ENABLE ROW LEVEL SECURITY;
ALTER TABLE announcements FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON announcements USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON announcements TO ringwell_app;
ALTER TABLE projects ADD COLUMN owner_prompt_id UUID;
ALTER TABLE projects ADD CONSTRAINT fk_projects_workspace_id_owner_prompt_id FOREIGN KEY(workspace_id, owner_prompt_id) REFERENCES prompts (workspace_id, prompt_id);
UPDATE installation SET schema_number = 29;
