-- What trunks are for and how they speak, what a project shows outside, and how its client's own telephone comes first.
ALTER TABLE trunks ADD COLUMN prefixes TEXT[] DEFAULT '{}' NOT NULL, ADD COLUMN max_calls INTEGER, ADD COLUMN disabled BOOLEAN DEFAULT false NOT NULL,
    ADD COLUMN srtp BOOLEAN DEFAULT false NOT NULL, ADD COLUMN codecs TEXT[] DEFAULT '{}' NOT NULL, ADD COLUMN caller_id TEXT,
    ADD COLUMN trusted BOOLEAN DEFAULT false NOT NULL;
ALTER TABLE numbers ADD COLUMN label TEXT DEFAULT '' NOT NULL, ADD COLUMN trunk_id UUID,
    ADD CONSTRAINT fk_numbers_workspace_id_trunk_id FOREIGN KEY(workspace_id, trunk_id) REFERENCES trunks (workspace_id, trunk_id);
ALTER TABLE projects ADD COLUMN shown_number TEXT, ADD COLUMN reserve JSONB;
UPDATE installation SET schema_number = 20;
