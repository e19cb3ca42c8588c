-- A segment's question about a caller's past reads no more of it than the answer takes; who left in the flow waited for nobody.
CREATE INDEX ix_interactions_caller_past ON interactions (workspace_id, contact_id, result, started_at) WHERE direction = 'in' AND result IN ('abandoned_in_queue', 'blocked');
CREATE OR REPLACE FUNCTION caller_past(
    workspace uuid, contact uuid, wanted bytea, OUT called_at timestamptz, OUT gave_up_at timestamptz, OUT blocked boolean,
    OUT owed boolean, OUT lists uuid[]
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    SELECT max(i.started_at) INTO caller_past.called_at
    FROM interactions i WHERE i.workspace_id = workspace AND i.contact_id = contact AND i.direction = 'in';
    SELECT max(i.started_at) INTO caller_past.gave_up_at
    FROM interactions i
    WHERE i.workspace_id = workspace AND i.contact_id = contact AND i.direction = 'in' AND i.result = 'abandoned_in_queue';
    SELECT EXISTS (
        SELECT FROM interactions i
        WHERE i.workspace_id = workspace AND i.contact_id = contact AND i.direction = 'in' AND i.result = 'blocked'
    ) INTO caller_past.blocked;
    SELECT EXISTS (
        SELECT FROM promises p
        WHERE p.workspace_id = workspace AND p.state = 'open' AND contact = (
            SELECT i.contact_id FROM interactions i WHERE i.workspace_id = p.workspace_id AND i.interaction_id = p.interaction_id
        )
    ) INTO caller_past.owed;
    SELECT coalesce(array_agg(s.caller_segment_id), '{}') INTO caller_past.lists
    FROM segment_numbers s WHERE s.workspace_id = workspace AND s.number_hash = wanted;
END
$$;
UPDATE installation SET schema_number = 44;
