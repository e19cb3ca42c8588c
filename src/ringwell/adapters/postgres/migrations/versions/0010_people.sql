-- Teams and sites, agents who work for some projects only, backup groups, and whose the callers of a queue are.

CREATE TABLE teams (
    workspace_id UUID NOT NULL,
    team_id UUID NOT NULL,
    name TEXT NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_teams PRIMARY KEY (workspace_id, team_id),
    CONSTRAINT fk_teams_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_teams_name ON teams (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE sites (
    workspace_id UUID NOT NULL,
    site_id UUID NOT NULL,
    name TEXT NOT NULL,
    zone TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sites PRIMARY KEY (workspace_id, site_id),
    CONSTRAINT fk_sites_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_sites_name ON sites (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE backup_groups (
    workspace_id UUID NOT NULL,
    group_id UUID NOT NULL,
    name TEXT NOT NULL,
    agent_ids TEXT[] DEFAULT '{}' NOT NULL,
    team_ids TEXT[] DEFAULT '{}' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_backup_groups PRIMARY KEY (workspace_id, group_id),
    CONSTRAINT fk_backup_groups_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_backup_groups_name ON backup_groups (workspace_id, name) WHERE removed_at IS NULL;

ALTER TABLE agents ADD COLUMN team_id UUID, ADD COLUMN site_id UUID,
    ADD CONSTRAINT fk_agents_workspace_id_team_id FOREIGN KEY(workspace_id, team_id) REFERENCES teams (workspace_id, team_id),
    ADD CONSTRAINT fk_agents_workspace_id_site_id FOREIGN KEY(workspace_id, site_id) REFERENCES sites (workspace_id, site_id);

CREATE TABLE agent_projects (
    workspace_id UUID NOT NULL,
    agent_id UUID NOT NULL,
    project_id UUID NOT NULL,
    CONSTRAINT pk_agent_projects PRIMARY KEY (workspace_id, agent_id, project_id),
    CONSTRAINT fk_agent_projects_workspace_id_agent_id FOREIGN KEY(workspace_id, agent_id) REFERENCES agents (workspace_id, agent_id),
    CONSTRAINT fk_agent_projects_workspace_id_project_id FOREIGN KEY(workspace_id, project_id) REFERENCES projects (workspace_id, project_id)
);

COMMENT ON TABLE agent_projects IS 'the only projects that an agent works for';

ALTER TABLE queues ADD COLUMN teams TEXT[] DEFAULT '{}' NOT NULL, ADD COLUMN sites TEXT[] DEFAULT '{}' NOT NULL;

ALTER TABLE teams ENABLE ROW LEVEL SECURITY;
ALTER TABLE teams FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON teams USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON teams TO ringwell_app;
ALTER TABLE sites ENABLE ROW LEVEL SECURITY;
ALTER TABLE sites FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sites USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON sites TO ringwell_app;
ALTER TABLE backup_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON backup_groups USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON backup_groups TO ringwell_app;
ALTER TABLE agent_projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_projects FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agent_projects USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_projects TO ringwell_app;

UPDATE installation SET schema_number = 10;
