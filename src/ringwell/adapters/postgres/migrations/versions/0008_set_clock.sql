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

UPDATE installation SET schema_number = 8;
