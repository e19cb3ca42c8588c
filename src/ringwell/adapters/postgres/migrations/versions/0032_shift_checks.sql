-- Checks of headset, network and noise before shifts.
CREATE TABLE shift_checks (
    workspace_id UUID NOT NULL,
    user_id UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    measured JSONB NOT NULL,
    CONSTRAINT pk_shift_checks PRIMARY KEY (workspace_id, user_id, made_at),
    CONSTRAINT fk_shift_checks_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);
COMMENT ON TABLE shift_checks IS 'What an agent measured of headset, network and noise before a shift';
ALTER TABLE shift_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE shift_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON shift_checks USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON shift_checks TO ringwell_app;
UPDATE installation SET schema_number = 32;
