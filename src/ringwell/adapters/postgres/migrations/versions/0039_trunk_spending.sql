-- What calls by a trunk may come to in a day and in a month, and what they came to found quickly in the log.
ALTER TABLE trunks ADD COLUMN spend_per_day INTEGER, ADD COLUMN spend_per_month INTEGER;
CREATE INDEX ix_events_trunk_spent ON events (workspace_id, occurred_at) WHERE type = 'line.freed';
UPDATE installation SET schema_number = 39;
