-- What an agent talks with: the page (browser) or a SIP telephone of its own (desk).
ALTER TABLE agents ADD COLUMN phone_kind TEXT DEFAULT 'browser' NOT NULL;

UPDATE installation SET schema_number = 5;
