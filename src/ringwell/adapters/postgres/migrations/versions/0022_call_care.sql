-- What a queue does for callers who are left alone: on hold for too long, parked, cut off.
ALTER TABLE queues ADD COLUMN care JSONB DEFAULT '{}'::jsonb NOT NULL;
UPDATE installation SET schema_number = 22;
