-- Whom a client has its callers introduced to.
CREATE TABLE owners (
    workspace_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    hours_id UUID,
    place SMALLINT NOT NULL,
    rings_s SMALLINT NOT NULL,
    hears_machines BOOLEAN NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_owners PRIMARY KEY (workspace_id, owner_id),
    CONSTRAINT fk_owners_workspace_id_project_id FOREIGN KEY(workspace_id, project_id) REFERENCES projects (workspace_id, project_id),
    CONSTRAINT fk_owners_workspace_id_hours_id FOREIGN KEY(workspace_id, hours_id) REFERENCES hours (workspace_id, hours_id)
);

-- What has been decided about answers of owners that agents wrote down.
CREATE TABLE owner_answers (
    workspace_id UUID NOT NULL,
    note_id UUID NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_owner_answers PRIMARY KEY (workspace_id, note_id),
    CONSTRAINT fk_owner_answers_workspace_id_note_id FOREIGN KEY(workspace_id, note_id) REFERENCES notes (workspace_id, note_id)
);

COMMENT ON TABLE owner_answers IS 'What has been decided about answers of clients'' owners, which are notes';

CREATE INDEX ix_events_owner_ended ON events (workspace_id, occurred_at) WHERE type = 'owner.ended';

ALTER TABLE owners ENABLE ROW LEVEL SECURITY;
ALTER TABLE owners FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON owners USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON owners TO ringwell_app;

ALTER TABLE owner_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE owner_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON owner_answers USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON owner_answers TO ringwell_app;

UPDATE installation SET schema_number = 23;
