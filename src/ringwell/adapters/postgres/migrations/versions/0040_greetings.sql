ALTER TABLE projects ADD COLUMN greetings JSONB DEFAULT '{}' NOT NULL, ADD COLUMN says_recorded BOOLEAN DEFAULT false NOT NULL;
UPDATE installation SET schema_number = 40;
