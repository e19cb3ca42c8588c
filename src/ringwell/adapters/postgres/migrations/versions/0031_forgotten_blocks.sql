-- Removed entries of the block list keep neither number nor reason.
ALTER TABLE blocks NO FORCE ROW LEVEL SECURITY;
UPDATE blocks SET content_sealed = '', value_hash = uuid_send(block_id) WHERE removed_at IS NOT NULL;
ALTER TABLE blocks FORCE ROW LEVEL SECURITY;
UPDATE installation SET schema_number = 31;
