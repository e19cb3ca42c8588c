-- By which rings a queue goes beyond its own people.
ALTER TABLE queues ADD COLUMN rings JSONB DEFAULT '[]'::jsonb NOT NULL;

UPDATE installation SET schema_number = 9;
