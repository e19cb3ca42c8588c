-- Which talks of a project are recorded, and whether a pause is heard.
ALTER TABLE projects ADD COLUMN recording TEXT DEFAULT 'all' NOT NULL, ADD COLUMN recording_share INTEGER DEFAULT 100 NOT NULL,
    ADD COLUMN recording_beeps BOOLEAN DEFAULT false NOT NULL;

UPDATE installation SET schema_number = 17;
