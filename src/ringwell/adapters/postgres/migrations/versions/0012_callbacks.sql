-- Queues that call back, numbers that callbacks are owed to, and abandoned calls that have been followed up.

ALTER TABLE queues ADD COLUMN announce_wait BOOLEAN DEFAULT true NOT NULL, ADD COLUMN callback JSONB,
    ADD COLUMN follow_up_after_s INTEGER;

CREATE TABLE callback_numbers (
    workspace_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    contact_id UUID NOT NULL,
    key_id UUID NOT NULL,
    number_sealed BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_callback_numbers PRIMARY KEY (workspace_id, interaction_id),
    CONSTRAINT fk_callback_numbers_workspace_id_contact_id FOREIGN KEY(workspace_id, contact_id) REFERENCES contacts (workspace_id, contact_id),
    CONSTRAINT fk_callback_numbers_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);

COMMENT ON TABLE callback_numbers IS 'Where a callback, an interaction that goes out, is owed to';

CREATE TABLE follow_ups_done (
    workspace_id UUID NOT NULL,
    interaction_id UUID NOT NULL,
    user_id UUID NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_follow_ups_done PRIMARY KEY (workspace_id, interaction_id),
    CONSTRAINT fk_follow_ups_done_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);

COMMENT ON TABLE follow_ups_done IS 'Abandoned calls that somebody has followed up; which are to be, the interactions tell';

ALTER TABLE callback_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE callback_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON callback_numbers USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON callback_numbers TO ringwell_app;

ALTER TABLE follow_ups_done ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_ups_done FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON follow_ups_done USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON follow_ups_done TO ringwell_app;

UPDATE installation SET schema_number = 12;
