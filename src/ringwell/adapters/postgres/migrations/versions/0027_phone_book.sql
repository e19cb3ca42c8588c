-- Phone books: people's own, teams', queues' and the house's.
CREATE TABLE phone_book (
    workspace_id UUID NOT NULL,
    entry_id UUID NOT NULL,
    user_id UUID,
    team_id UUID,
    queue_id UUID,
    content_sealed BYTEA NOT NULL,
    number_hash BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_phone_book PRIMARY KEY (workspace_id, entry_id),
    CONSTRAINT fk_phone_book_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id),
    CONSTRAINT fk_phone_book_workspace_id_team_id FOREIGN KEY(workspace_id, team_id) REFERENCES teams (workspace_id, team_id),
    CONSTRAINT fk_phone_book_workspace_id_queue_id FOREIGN KEY(workspace_id, queue_id) REFERENCES queues (workspace_id, queue_id)
);
CREATE UNIQUE INDEX uq_phone_book_number ON phone_book (workspace_id, COALESCE(user_id, team_id, queue_id, workspace_id), number_hash);
COMMENT ON TABLE phone_book IS 'Whose: a user''s, a team''s, a queue''s, or (none) the house''s; content: name, number, note';
ALTER TABLE phone_book ENABLE ROW LEVEL SECURITY;
ALTER TABLE phone_book FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON phone_book USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON phone_book TO ringwell_app;
UPDATE installation SET schema_number = 27;
