-- Appends events and what they project to: one statement, one transaction, one round trip.
-- The counter's row is locked until the commit, so that numbers have no gaps in commit order; a writer whose fence is old gets nothing in.
CREATE OR REPLACE FUNCTION append_events(workspace uuid, writer_fence bigint, new_events jsonb, new_rows jsonb)
RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    amount int := jsonb_array_length(new_events);
    last bigint;
    stamp timestamptz;
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    UPDATE workspace_sequences SET last_seq = last_seq + amount
    WHERE workspace_id = workspace AND (writer_fence IS NULL OR fence = writer_fence)
    RETURNING last_seq INTO last;
    IF last IS NULL THEN
        IF EXISTS (SELECT FROM workspace_sequences WHERE workspace_id = workspace) THEN
            RAISE EXCEPTION 'another brain owns this partition now' USING ERRCODE = 'RW001';
        END IF;
        RAISE EXCEPTION 'there is no such workspace' USING ERRCODE = 'RW002';
    END IF;
    stamp := clock_timestamp();
    INSERT INTO events (
        workspace_id, seq, recorded_at, occurred_at, event_id, type, version, actor_kind, actor_id, on_behalf_of,
        interaction_id, agent_id, client_id, project_id, causation_id, correlation_id, fact
    )
    SELECT workspace, last - amount + e.ordinal, stamp, e.occurred_at, e.event_id, e.type, e.version,
        e.actor_kind, e.actor_id, e.on_behalf_of, e.interaction_id, e.agent_id, e.client_id, e.project_id,
        e.causation_id, e.correlation_id, e.fact
    FROM ROWS FROM (jsonb_to_recordset(new_events) AS (
        occurred_at timestamptz, event_id uuid, type text, version smallint, actor_kind text, actor_id text,
        on_behalf_of text, interaction_id uuid, agent_id uuid, client_id uuid, project_id uuid,
        causation_id text, correlation_id text, fact jsonb
    )) WITH ORDINALITY AS e (
        occurred_at, event_id, type, version, actor_kind, actor_id, on_behalf_of, interaction_id, agent_id,
        client_id, project_id, causation_id, correlation_id, fact, ordinal
    );
    IF new_rows IS NOT NULL THEN
        PERFORM project_rows(workspace, new_rows);
    END IF;
    RETURN last;
END
$$;

UPDATE installation SET schema_number = 7;
