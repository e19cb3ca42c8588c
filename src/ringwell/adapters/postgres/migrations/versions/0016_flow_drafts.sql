-- What is being drawn of flows, and the numbers by which that can be called.

CREATE TABLE flow_drafts (
    workspace_id UUID NOT NULL,
    flow_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    base INTEGER NOT NULL,
    document JSONB NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_flow_drafts PRIMARY KEY (workspace_id, flow_id),
    CONSTRAINT fk_flow_drafts_workspace_id_flow_id FOREIGN KEY(workspace_id, flow_id) REFERENCES flows (workspace_id, flow_id)
);

COMMENT ON TABLE flow_drafts IS 'What is being drawn of a flow, until it is published';

CREATE TABLE flow_trials (
    workspace_id UUID NOT NULL,
    number TEXT NOT NULL,
    flow_id UUID NOT NULL,
    version INTEGER NOT NULL,
    language TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_flow_trials PRIMARY KEY (workspace_id, number),
    CONSTRAINT fk_flow_trials_workspace_id_flow_id FOREIGN KEY(workspace_id, flow_id) REFERENCES flows (workspace_id, flow_id)
);

COMMENT ON TABLE flow_trials IS 'Numbers by which drafts can be called; their documents are versions below zero';

ALTER TABLE flow_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE flow_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flow_drafts USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON flow_drafts TO ringwell_app;

ALTER TABLE flow_trials ENABLE ROW LEVEL SECURITY;
ALTER TABLE flow_trials FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flow_trials USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON flow_trials TO ringwell_app;

UPDATE installation SET schema_number = 16;
