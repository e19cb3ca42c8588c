-- The workspaces that have jobs to be done, in one look of a worker instead of one for each workspace.

CREATE OR REPLACE FUNCTION workspaces_with_jobs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT workspace_id FROM jobs WHERE state IN ('queued', 'running') ORDER BY workspace_id
$$;

CREATE POLICY owner ON jobs TO ringwell_owner USING (true) WITH CHECK (true);

REVOKE ALL ON FUNCTION workspaces_with_jobs() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspaces_with_jobs() TO ringwell_app, ringwell_relay;

UPDATE installation SET schema_number = 15;
