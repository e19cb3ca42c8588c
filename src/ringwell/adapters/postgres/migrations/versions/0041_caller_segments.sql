-- Named segments of callers, and the lists of numbers that some go by.
CREATE TABLE caller_segments (
    workspace_id UUID NOT NULL,
    caller_segment_id UUID NOT NULL,
    name TEXT NOT NULL,
    place SMALLINT NOT NULL,
    rule JSONB NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_caller_segments PRIMARY KEY (workspace_id, caller_segment_id),
    CONSTRAINT fk_caller_segments_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);
CREATE UNIQUE INDEX uq_caller_segments_name ON caller_segments (workspace_id, name) WHERE removed_at IS NULL;
CREATE TABLE segment_numbers (
    workspace_id UUID NOT NULL,
    number_hash BYTEA NOT NULL,
    caller_segment_id UUID NOT NULL,
    CONSTRAINT pk_segment_numbers PRIMARY KEY (workspace_id, number_hash, caller_segment_id),
    CONSTRAINT fk_segment_numbers_workspace_id_caller_segment_id FOREIGN KEY(workspace_id, caller_segment_id) REFERENCES caller_segments (workspace_id, caller_segment_id)
);
CREATE INDEX ix_segment_numbers_segment ON segment_numbers (workspace_id, caller_segment_id);
COMMENT ON TABLE segment_numbers IS 'Numbers that were put on a segment''s list, by the same keyed hash as those of contacts';
ALTER TABLE caller_segments ENABLE ROW LEVEL SECURITY;
ALTER TABLE caller_segments FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caller_segments USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
ALTER TABLE segment_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE segment_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON segment_numbers USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON caller_segments TO ringwell_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON segment_numbers TO ringwell_app;
CREATE OR REPLACE FUNCTION caller_past(
    workspace uuid, contact uuid, wanted bytea, OUT called_at timestamptz, OUT gave_up_at timestamptz, OUT blocked boolean,
    OUT owed boolean, OUT lists uuid[]
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    SELECT max(i.started_at), max(i.started_at) FILTER (WHERE i.result IN ('abandoned_in_queue', 'abandoned_in_flow')),
        coalesce(bool_or(i.result = 'blocked'), false)
    INTO caller_past.called_at, caller_past.gave_up_at, caller_past.blocked
    FROM interactions i WHERE i.workspace_id = workspace AND i.contact_id = contact AND i.direction = 'in';
    SELECT EXISTS (
        SELECT FROM promises p JOIN interactions i ON i.workspace_id = p.workspace_id AND i.interaction_id = p.interaction_id
        WHERE p.workspace_id = workspace AND i.contact_id = contact AND p.state = 'open'
    ) INTO caller_past.owed;
    SELECT coalesce(array_agg(s.caller_segment_id), '{}') INTO caller_past.lists
    FROM segment_numbers s WHERE s.workspace_id = workspace AND s.number_hash = wanted;
END
$$;
UPDATE installation SET schema_number = 41;
