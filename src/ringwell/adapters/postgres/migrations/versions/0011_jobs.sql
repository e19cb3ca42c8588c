-- Work that takes a while and that somebody waits for.

CREATE TABLE jobs (
	workspace_id UUID NOT NULL, 
	job_id UUID NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT DEFAULT 'queued' NOT NULL, 
	user_id UUID NOT NULL, 
	request JSONB NOT NULL, 
	progress DOUBLE PRECISION DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	cancel_asked BOOLEAN DEFAULT false NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE, 
	beat_at TIMESTAMP WITH TIME ZONE, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	problem TEXT, 
	result JSONB, 
	CONSTRAINT pk_jobs PRIMARY KEY (workspace_id, job_id), 
	CONSTRAINT fk_jobs_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_jobs_active ON jobs (workspace_id, job_id) WHERE state IN ('queued', 'running');

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON jobs USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO ringwell_app;

UPDATE installation SET schema_number = 11;
