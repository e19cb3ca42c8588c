-- What protects agents, which languages they speak, when sites work, and by what a queue chooses.
ALTER TABLE teams ADD COLUMN limits JSONB;
ALTER TABLE sites ADD COLUMN hours_id UUID,
    ADD CONSTRAINT fk_sites_workspace_id_hours_id FOREIGN KEY(workspace_id, hours_id) REFERENCES hours (workspace_id, hours_id);
ALTER TABLE agents ADD COLUMN languages JSONB DEFAULT '{}'::jsonb NOT NULL, ADD COLUMN limits JSONB;
ALTER TABLE queues ADD COLUMN language_level SMALLINT, ADD COLUMN in_site_hours BOOLEAN DEFAULT false NOT NULL,
    ADD COLUMN agent_choice TEXT DEFAULT 'longest_idle' NOT NULL, ADD COLUMN idle_cap_s INTEGER DEFAULT 900 NOT NULL,
    ADD COLUMN weight DOUBLE PRECISION DEFAULT 1 NOT NULL;
UPDATE installation SET schema_number = 18;
