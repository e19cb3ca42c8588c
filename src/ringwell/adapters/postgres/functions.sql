-- Functions and the audit view, as they are now. Migrations carry their own frozen copies.

CREATE OR REPLACE FUNCTION current_workspace() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('ringwell.workspace_id', true), '')::uuid
$$;

-- The workspace of a sign-in name's slug: asked before anyone knows whose request it is.
CREATE OR REPLACE FUNCTION workspace_by_slug(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT workspace_id FROM workspaces WHERE slug = wanted
$$;

-- The workspaces of some partitions (all when NULL): what a brain or worker serves.
CREATE OR REPLACE FUNCTION workspaces_in(partitions int[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT workspace_id FROM workspaces
    WHERE partitions IS NULL OR partition = ANY (partitions) ORDER BY workspace_id
$$;

-- The workspaces that have jobs which wait or run: where a worker looks.
CREATE OR REPLACE FUNCTION workspaces_with_jobs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT workspace_id FROM jobs WHERE state IN ('queued', 'running') ORDER BY workspace_id
$$;

-- The workspaces that have mail which is due.
CREATE OR REPLACE FUNCTION workspaces_with_mail() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT workspace_id FROM mails WHERE state = 'queued' AND next_at <= now() ORDER BY workspace_id
$$;

-- The workspaces that have texts which are due, or of which the gateway will tell more.
CREATE OR REPLACE FUNCTION workspaces_with_texts() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT workspace_id FROM texts
    WHERE (state = 'queued' AND next_at <= now()) OR (state = 'sent' AND listen_until > now()) ORDER BY workspace_id
$$;

-- Shuts former owners of a partition out of its workspaces' logs, after waiting for appends under way.
CREATE OR REPLACE FUNCTION fence_partition(wanted int, new_fence bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE workspace_sequences s SET fence = new_fence FROM workspaces w
    WHERE w.workspace_id = s.workspace_id AND w.partition = wanted
$$;

-- Partitions of the log for this month and the next ones. Safe to call at any time by anyone who appends. What was written in a month
-- that nobody had made, because the clock was set, stands in events_default until then.
CREATE OR REPLACE FUNCTION make_event_partitions(months_ahead int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    month date;
    name text;
    begins timestamptz;
    ends timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ringwell.make_event_partitions'));
    FOR ahead IN 0 .. least(months_ahead, 24) LOOP
        month := (first + make_interval(months => ahead))::date;
        name := 'events_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        begins := month::timestamp AT TIME ZONE 'UTC';
        ends := (month + interval '1 month') AT TIME ZONE 'UTC';
        EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING ALL)', name);
        EXECUTE format(
            'WITH moved AS (DELETE FROM events_default WHERE recorded_at >= %L AND recorded_at < %L RETURNING *) '
            'INSERT INTO %I SELECT * FROM moved', begins, ends, name
        );
        EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, begins, ends);
    END LOOP;
END
$$;

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

-- The number of an event among the newest ones, for a writer that never heard whether its batch was committed.
CREATE OR REPLACE FUNCTION find_event(workspace uuid, wanted uuid, look_back bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    RETURN (
        SELECT e.seq FROM events e JOIN workspace_sequences s ON s.workspace_id = e.workspace_id
        WHERE e.workspace_id = workspace AND e.seq > s.last_seq - look_back AND e.event_id = wanted
    );
END
$$;

-- Brings the projections up to date. `rows` is {table: {"new": [whole rows], "old": [changes by key]}} as kpis/facts.py folds it:
-- a column of a change replaces when it is given; counts add up; longest_hold_ms keeps the longest.
CREATE OR REPLACE FUNCTION project_rows(workspace uuid, rows jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    part jsonb;
BEGIN
    part := rows -> 'agent_intervals';
    IF part IS NOT NULL THEN
        UPDATE agent_intervals t SET ended_at = c.ended_at, duration_ms = c.duration_ms
        FROM jsonb_to_recordset(part -> 'old') AS c (agent_id uuid, ended_at timestamptz, duration_ms bigint)
        WHERE t.workspace_id = workspace AND t.agent_id = c.agent_id AND t.ended_at IS NULL;
        INSERT INTO agent_intervals (
            workspace_id, interval_id, agent_id, presence, reason, activity, interaction_id, started_at, ended_at,
            duration_ms
        )
        SELECT workspace, c.interval_id, c.agent_id, c.presence, c.reason, c.activity, c.interaction_id,
            c.started_at, c.ended_at, c.duration_ms
        FROM jsonb_populate_recordset(NULL::agent_intervals, part -> 'new') AS c;
    END IF;

    part := rows -> 'interactions';
    IF part IS NOT NULL THEN
        INSERT INTO interactions (
            workspace_id, interaction_id, short_ref, channel, direction, number_id, client_id, project_id, flow_id,
            flow_version, contact_id, queue_id, agent_id, disposition_id, via_fallback, started_at, answered_at,
            ended_at, result, ended_by, cause, waited_ms, talk_ms, hold_ms, acw_ms, segments, recordings, open_work
        )
        SELECT workspace, c.interaction_id, c.short_ref, c.channel, c.direction, c.number_id, c.client_id,
            c.project_id, c.flow_id, c.flow_version, c.contact_id, c.queue_id, c.agent_id, c.disposition_id,
            c.via_fallback, c.started_at, c.answered_at, c.ended_at, c.result, c.ended_by, c.cause, c.waited_ms,
            c.talk_ms, c.hold_ms, c.acw_ms, c.segments, c.recordings, c.open_work
        FROM jsonb_populate_recordset(NULL::interactions, part -> 'new') AS c;
        UPDATE interactions t SET
            contact_id = coalesce(c.contact_id, t.contact_id),
            queue_id = coalesce(c.queue_id, t.queue_id),
            agent_id = coalesce(c.agent_id, t.agent_id),
            disposition_id = coalesce(c.disposition_id, t.disposition_id),
            answered_at = coalesce(t.answered_at, c.answered_at),
            ended_at = coalesce(c.ended_at, t.ended_at),
            result = coalesce(c.result, t.result),
            ended_by = coalesce(c.ended_by, t.ended_by),
            cause = coalesce(c.cause, t.cause),
            waited_ms = t.waited_ms + coalesce(c.waited_ms, 0),
            talk_ms = t.talk_ms + coalesce(c.talk_ms, 0),
            hold_ms = t.hold_ms + coalesce(c.hold_ms, 0),
            acw_ms = t.acw_ms + coalesce(c.acw_ms, 0),
            segments = t.segments + coalesce(c.segments, 0),
            recordings = t.recordings + coalesce(c.recordings, 0),
            open_work = t.open_work + coalesce(c.open_work, 0)
        FROM jsonb_populate_recordset(NULL::interactions, part -> 'old') AS c
        WHERE t.workspace_id = workspace AND t.interaction_id = c.interaction_id;
    END IF;

    part := rows -> 'queue_visits';
    IF part IS NOT NULL THEN
        INSERT INTO queue_visits (
            workspace_id, visit_id, interaction_id, queue_id, client_id, project_id, ordinal, priority, language,
            entered_at, left_at, result, waited_ms, agent_id
        )
        SELECT workspace, c.visit_id, c.interaction_id, c.queue_id, c.client_id, c.project_id, c.ordinal,
            c.priority, c.language, c.entered_at, c.left_at, c.result, c.waited_ms, c.agent_id
        FROM jsonb_populate_recordset(NULL::queue_visits, part -> 'new') AS c;
        UPDATE queue_visits t SET
            left_at = coalesce(c.left_at, t.left_at),
            result = coalesce(c.result, t.result),
            waited_ms = coalesce(c.waited_ms, t.waited_ms),
            agent_id = coalesce(c.agent_id, t.agent_id)
        FROM jsonb_populate_recordset(NULL::queue_visits, part -> 'old') AS c
        WHERE t.workspace_id = workspace AND t.visit_id = c.visit_id;
    END IF;

    part := rows -> 'segments';
    IF part IS NOT NULL THEN
        INSERT INTO segments (
            workspace_id, segment_id, interaction_id, visit_id, client_id, project_id, ordinal, agent_id,
            recording_id, started_at, ended_at, ended_by, talk_ms, hold_ms, acw_ms, holds, longest_hold_ms
        )
        SELECT workspace, c.segment_id, c.interaction_id, c.visit_id, c.client_id, c.project_id, c.ordinal,
            c.agent_id, c.recording_id, c.started_at, c.ended_at, c.ended_by, c.talk_ms, c.hold_ms, c.acw_ms,
            c.holds, c.longest_hold_ms
        FROM jsonb_populate_recordset(NULL::segments, part -> 'new') AS c;
        UPDATE segments t SET
            recording_id = coalesce(c.recording_id, t.recording_id),
            ended_at = coalesce(c.ended_at, t.ended_at),
            ended_by = coalesce(c.ended_by, t.ended_by),
            talk_ms = t.talk_ms + coalesce(c.talk_ms, 0),
            hold_ms = t.hold_ms + coalesce(c.hold_ms, 0),
            acw_ms = t.acw_ms + coalesce(c.acw_ms, 0),
            holds = t.holds + coalesce(c.holds, 0),
            longest_hold_ms = greatest(t.longest_hold_ms, c.longest_hold_ms)
        FROM jsonb_populate_recordset(NULL::segments, part -> 'old') AS c
        WHERE t.workspace_id = workspace AND t.segment_id = c.segment_id;
    END IF;

    part := rows -> 'offers';
    IF part IS NOT NULL THEN
        INSERT INTO offers (
            workspace_id, offer_id, interaction_id, visit_id, queue_id, agent_id, client_id, project_id, why, made_at,
            ended_at, result, after_ms
        )
        SELECT workspace, c.offer_id, c.interaction_id, c.visit_id, c.queue_id, c.agent_id, c.client_id,
            c.project_id, c.why, c.made_at, c.ended_at, c.result, c.after_ms
        FROM jsonb_populate_recordset(NULL::offers, part -> 'new') AS c;
        UPDATE offers t SET
            ended_at = coalesce(c.ended_at, t.ended_at),
            result = coalesce(c.result, t.result),
            after_ms = coalesce(c.after_ms, t.after_ms)
        FROM jsonb_populate_recordset(NULL::offers, part -> 'old') AS c
        WHERE t.workspace_id = workspace AND t.offer_id = c.offer_id;
    END IF;

    part := rows -> 'recordings';
    IF part IS NOT NULL THEN
        INSERT INTO recordings (
            workspace_id, recording_id, interaction_id, segment_id, agent_id, client_id, project_id, kind, state,
            started_at, key, sha256, size, duration_ms, channels, failure
        )
        SELECT workspace, c.recording_id, c.interaction_id, c.segment_id, c.agent_id, c.client_id, c.project_id,
            c.kind, c.state, c.started_at, c.key, c.sha256, c.size, c.duration_ms, c.channels, c.failure
        FROM jsonb_populate_recordset(NULL::recordings, part -> 'new') AS c;
        UPDATE recordings t SET
            state = coalesce(c.state, t.state),
            key = coalesce(c.key, t.key),
            sha256 = coalesce(c.sha256, t.sha256),
            size = coalesce(c.size, t.size),
            duration_ms = coalesce(c.duration_ms, t.duration_ms),
            channels = coalesce(c.channels, t.channels),
            failure = coalesce(c.failure, t.failure)
        FROM jsonb_populate_recordset(NULL::recordings, part -> 'old') AS c
        WHERE t.workspace_id = workspace AND t.recording_id = c.recording_id;
    END IF;
END
$$;

-- Who calls: the contact with this number's hash, its key and card. One statement for each call.
CREATE OR REPLACE FUNCTION find_contact(
    workspace uuid, wanted bytea, OUT contact_id uuid, OUT key_id uuid, OUT wrapped bytea, OUT card_sealed bytea,
    OUT last_agent_id uuid, OUT owner_agent_id uuid, OUT key_customer boolean
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    SELECT c.contact_id, c.key_id, k.wrapped, c.card_sealed, c.owner_agent_id, c.key_customer
    INTO find_contact.contact_id, find_contact.key_id, find_contact.wrapped, find_contact.card_sealed,
        find_contact.owner_agent_id, find_contact.key_customer
    FROM contact_numbers n
    JOIN contacts c ON c.workspace_id = n.workspace_id AND c.contact_id = n.contact_id
    JOIN data_keys k ON k.workspace_id = c.workspace_id AND k.key_id = c.key_id
    WHERE n.workspace_id = workspace AND n.number_hash = wanted;
    -- Who served them last, within their last twenty interactions.
    SELECT s.agent_id INTO find_contact.last_agent_id
    FROM (
        SELECT i.interaction_id, i.started_at FROM interactions i
        WHERE i.workspace_id = workspace AND i.contact_id = find_contact.contact_id
        ORDER BY i.started_at DESC LIMIT 20
    ) AS lately
    JOIN segments s ON s.workspace_id = workspace AND s.interaction_id = lately.interaction_id
    ORDER BY lately.started_at DESC, s.started_at DESC LIMIT 1;
END
$$;

-- A contact for a number that nobody has called from before, with its key and the event that tells of it; nothing where another call has
-- just made one. Foreign keys are checked when the statement is over, so the number can be claimed first.
CREATE OR REPLACE FUNCTION make_contact(
    workspace uuid, new_contact uuid, new_key uuid, new_wrapped bytea, new_hash bytea, new_number bytea, new_events jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    WITH claimed AS (
        INSERT INTO contact_numbers (workspace_id, number_hash, contact_id, number_sealed, ordinal)
        VALUES (workspace, new_hash, new_contact, new_number, 0)
        ON CONFLICT (workspace_id, number_hash) DO NOTHING
        RETURNING contact_id
    ), key AS (
        INSERT INTO data_keys (workspace_id, key_id, wrapped) SELECT workspace, new_key, new_wrapped FROM claimed
    )
    INSERT INTO contacts (workspace_id, contact_id, key_id) SELECT workspace, contact_id, new_key FROM claimed;
    IF FOUND THEN
        PERFORM append_events(workspace, NULL, new_events, NULL);
    END IF;
END
$$;

-- The contact with this number, made where there was none, and its key and card, which may be another call's of the same moment.
CREATE OR REPLACE FUNCTION meet_contact(
    workspace uuid, new_contact uuid, new_key uuid, new_wrapped bytea, new_hash bytea, new_number bytea, new_events jsonb,
    OUT contact_id uuid, OUT key_id uuid, OUT wrapped bytea, OUT card_sealed bytea,
    OUT last_agent_id uuid, OUT owner_agent_id uuid, OUT key_customer boolean
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM make_contact(workspace, new_contact, new_key, new_wrapped, new_hash, new_number, new_events);
    SELECT found.contact_id, found.key_id, found.wrapped, found.card_sealed, found.last_agent_id, found.owner_agent_id, found.key_customer
    INTO meet_contact.contact_id, meet_contact.key_id, meet_contact.wrapped, meet_contact.card_sealed, meet_contact.last_agent_id,
        meet_contact.owner_agent_id, meet_contact.key_customer
    FROM find_contact(workspace, new_hash) AS found;
END
$$;

-- What earlier calls of this number's contact tell, and on whose lists it stands: for the segments of callers, beside find_contact and
-- meet_contact within one statement.
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

-- Of these addresses, those that have one in common with another trunk's, whosever it is: the switch knows a call's trunk by its address.
-- Two who ask at once wait for each other until they commit.
CREATE OR REPLACE FUNCTION taken_trunk_addresses(own_trunk uuid, wanted text[]) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ringwell.trunk_addresses'));
    RETURN QUERY
        SELECT DISTINCT mine.address FROM unnest(wanted) AS mine (address)
        JOIN (
            SELECT unnest(t.addresses) AS address FROM trunks t WHERE t.trunk_id <> own_trunk AND t.removed_at IS NULL
        ) AS other ON trunk_network(mine.address) && trunk_network(other.address);
END
$$;

-- An address or network as one that can be compared; NULL where it is none. An IPv4 address written as IPv6 is the IPv4 address.
CREATE OR REPLACE FUNCTION trunk_network(address text) RETURNS inet
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN regexp_replace(lower(address), '^::ffff:(\d+\.\d+\.\d+\.\d+)$', '\1')::inet;
EXCEPTION WHEN invalid_text_representation THEN
    RETURN NULL;
END
$$;

-- What people and their programs did (from the log) and looked at.
CREATE OR REPLACE VIEW audit WITH (security_invoker = true) AS
    SELECT workspace_id, occurred_at AS at, type, actor_kind, actor_id, on_behalf_of,
        coalesce(fact ->> 'id', fact ->> 'contact_id', fact ->> 'session_id', fact ->> 'token_id',
            'int_' || replace(interaction_id::text, '-', '')) AS object_id,
        fact - 'type' AS params, event_id AS entry_id
    FROM events WHERE actor_kind IN ('user', 'token')
    UNION ALL
    SELECT workspace_id, at, action, actor_kind, actor_id, on_behalf_of, object_id, params, access_id FROM access_log;
