-- Which of a client's own numbers a number stands for.
ALTER TABLE numbers ADD COLUMN stands_for TEXT[] DEFAULT '{}' NOT NULL;
UPDATE installation SET schema_number = 26;
