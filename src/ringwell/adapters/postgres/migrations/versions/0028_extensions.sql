-- Short numbers by which agents and queues are called from desk phones.
ALTER TABLE agents ADD COLUMN extension TEXT DEFAULT '' NOT NULL;
ALTER TABLE queues ADD COLUMN extension TEXT DEFAULT '' NOT NULL;
UPDATE installation SET schema_number = 28;
