ALTER TABLE mails ADD COLUMN queue_id UUID;
ALTER TABLE mails ADD CONSTRAINT fk_mails_workspace_id_queue_id FOREIGN KEY(workspace_id, queue_id) REFERENCES queues (workspace_id, queue_id);
DROP INDEX ix_mails_promise;
CREATE UNIQUE INDEX ix_mails_promise ON mails (workspace_id, promise_id) WHERE queue_id IS NULL;
CREATE UNIQUE INDEX ix_mails_queue ON mails (workspace_id, promise_id) WHERE queue_id IS NOT NULL;
COMMENT ON TABLE mails IS 'The outbox: written with what it tells, sent by a worker. queue_id: to the address of that queue, not of the client';
UPDATE installation SET schema_number = 34;
