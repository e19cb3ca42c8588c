CREATE TABLE events (
	workspace_id UUID NOT NULL, 
	seq BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	occurred_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	event_id UUID NOT NULL, 
	type TEXT NOT NULL, 
	version SMALLINT NOT NULL, 
	actor_kind TEXT NOT NULL, 
	actor_id TEXT, 
	on_behalf_of TEXT, 
	interaction_id UUID, 
	agent_id UUID, 
	client_id UUID, 
	project_id UUID, 
	causation_id TEXT, 
	correlation_id TEXT, 
	fact JSONB NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (workspace_id, seq, recorded_at)
)
 PARTITION BY RANGE (recorded_at);

CREATE INDEX ix_events_agent_state ON events (workspace_id, agent_id, seq) WHERE type = 'agent.state_changed';

CREATE INDEX ix_events_interaction ON events (workspace_id, interaction_id, seq) WHERE interaction_id IS NOT NULL;

CREATE INDEX ix_events_recorded_at ON events USING brin (recorded_at);

COMMENT ON TABLE events IS 'Append-only. seq has no gaps within a workspace and grows in the order of commits';

CREATE TABLE installation (
	"only" INTEGER NOT NULL, 
	schema_number INTEGER NOT NULL, 
	oldest_binary INTEGER NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY ("only")
);

COMMENT ON TABLE installation IS 'One row. A binary whose own number is below oldest_binary must not run on this database';

CREATE TABLE partition_leases (
	partition SMALLINT NOT NULL, 
	owner TEXT, 
	token BIGINT DEFAULT 0 NOT NULL, 
	address TEXT, 
	deadline TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_partition_leases PRIMARY KEY (partition)
);

CREATE TABLE sign_in_attempts (
	subject BYTEA NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_sign_in_attempts PRIMARY KEY (subject)
);

COMMENT ON TABLE sign_in_attempts IS 'subject: keyed hash of who or whence. Tells nothing of any workspace';

CREATE TABLE workspaces (
	workspace_id UUID NOT NULL, 
	slug TEXT NOT NULL, 
	name TEXT NOT NULL, 
	partition SMALLINT NOT NULL, 
	settings JSONB DEFAULT '{}' NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	config_version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_workspaces PRIMARY KEY (workspace_id), 
	CONSTRAINT uq_workspaces_slug UNIQUE (slug)
);

CREATE TABLE access_log (
	workspace_id UUID NOT NULL, 
	access_id UUID NOT NULL, 
	at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	actor_kind TEXT NOT NULL, 
	actor_id TEXT, 
	on_behalf_of TEXT, 
	action TEXT NOT NULL, 
	object_id TEXT, 
	params JSONB DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_access_log PRIMARY KEY (workspace_id, access_id), 
	CONSTRAINT fk_access_log_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_access_log_at ON access_log (workspace_id, at);

CREATE TABLE agent_intervals (
	workspace_id UUID NOT NULL, 
	interval_id UUID NOT NULL, 
	agent_id UUID NOT NULL, 
	presence TEXT NOT NULL, 
	reason TEXT, 
	activity TEXT NOT NULL, 
	interaction_id UUID, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	duration_ms BIGINT, 
	CONSTRAINT pk_agent_intervals PRIMARY KEY (workspace_id, interval_id), 
	CONSTRAINT fk_agent_intervals_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_agent_intervals_agent ON agent_intervals (workspace_id, agent_id, started_at);

CREATE UNIQUE INDEX uq_agent_intervals_open ON agent_intervals (workspace_id, agent_id) WHERE ended_at IS NULL;

COMMENT ON TABLE agent_intervals IS 'One row for each agent.state_changed, under its event''s id';

CREATE TABLE clients (
	workspace_id UUID NOT NULL, 
	client_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_clients PRIMARY KEY (workspace_id, client_id), 
	CONSTRAINT fk_clients_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_clients_name ON clients (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE cursors (
	workspace_id UUID NOT NULL, 
	reader TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_cursors PRIMARY KEY (workspace_id, reader), 
	CONSTRAINT fk_cursors_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE TABLE data_keys (
	workspace_id UUID NOT NULL, 
	key_id UUID NOT NULL, 
	wrapped BYTEA, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	destroyed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_data_keys PRIMARY KEY (workspace_id, key_id), 
	CONSTRAINT fk_data_keys_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

COMMENT ON TABLE data_keys IS 'wrapped: a 256-bit key under the installation''s master key; NULL once destroyed';

CREATE TABLE flows (
	workspace_id UUID NOT NULL, 
	flow_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	published INTEGER DEFAULT 0 NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_flows PRIMARY KEY (workspace_id, flow_id), 
	CONSTRAINT fk_flows_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_flows_name ON flows (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE hours (
	workspace_id UUID NOT NULL, 
	hours_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	document JSONB NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_hours PRIMARY KEY (workspace_id, hours_id), 
	CONSTRAINT fk_hours_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_hours_name ON hours (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE idempotency_keys (
	workspace_id UUID NOT NULL, 
	actor_id TEXT NOT NULL, 
	key TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	status SMALLINT, 
	body BYTEA, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (workspace_id, actor_id, key), 
	CONSTRAINT fk_idempotency_keys_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at);

CREATE TABLE interactions (
	workspace_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	short_ref TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	number_id UUID, 
	client_id UUID, 
	project_id UUID, 
	flow_id UUID, 
	flow_version INTEGER, 
	contact_id UUID, 
	queue_id UUID, 
	agent_id UUID, 
	disposition_id UUID, 
	via_fallback BOOLEAN NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	answered_at TIMESTAMP WITH TIME ZONE, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	result TEXT, 
	ended_by TEXT, 
	cause SMALLINT, 
	waited_ms BIGINT NOT NULL, 
	talk_ms BIGINT NOT NULL, 
	hold_ms BIGINT NOT NULL, 
	acw_ms BIGINT NOT NULL, 
	segments INTEGER NOT NULL, 
	recordings INTEGER NOT NULL, 
	open_work INTEGER NOT NULL, 
	CONSTRAINT pk_interactions PRIMARY KEY (workspace_id, interaction_id), 
	CONSTRAINT fk_interactions_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_interactions_contact ON interactions (workspace_id, contact_id, started_at);

CREATE INDEX ix_interactions_open ON interactions (workspace_id, interaction_id) WHERE ended_at IS NULL OR open_work > 0;

CREATE INDEX ix_interactions_short_ref ON interactions (workspace_id, short_ref);

CREATE INDEX ix_interactions_started ON interactions (workspace_id, started_at, interaction_id);

COMMENT ON TABLE interactions IS 'open_work: offers and wrap-ups begun and not ended';

CREATE TABLE not_ready_reasons (
	workspace_id UUID NOT NULL, 
	reason_id UUID NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_not_ready_reasons PRIMARY KEY (workspace_id, reason_id), 
	CONSTRAINT fk_not_ready_reasons_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_not_ready_reasons_code ON not_ready_reasons (workspace_id, code) WHERE removed_at IS NULL;

CREATE TABLE offers (
	workspace_id UUID NOT NULL, 
	offer_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	visit_id UUID NOT NULL, 
	queue_id UUID NOT NULL, 
	agent_id UUID NOT NULL, 
	client_id UUID, 
	project_id UUID, 
	why JSONB NOT NULL, 
	made_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	result TEXT, 
	after_ms BIGINT, 
	CONSTRAINT pk_offers PRIMARY KEY (workspace_id, offer_id), 
	CONSTRAINT fk_offers_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_offers_agent ON offers (workspace_id, agent_id, made_at);

CREATE INDEX ix_offers_interaction ON offers (workspace_id, interaction_id);

CREATE TABLE queue_visits (
	workspace_id UUID NOT NULL, 
	visit_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	queue_id UUID NOT NULL, 
	client_id UUID, 
	project_id UUID, 
	ordinal INTEGER NOT NULL, 
	priority INTEGER NOT NULL, 
	language TEXT NOT NULL, 
	entered_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	left_at TIMESTAMP WITH TIME ZONE, 
	result TEXT, 
	waited_ms BIGINT, 
	agent_id UUID, 
	CONSTRAINT pk_queue_visits PRIMARY KEY (workspace_id, visit_id), 
	CONSTRAINT fk_queue_visits_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_queue_visits_interaction ON queue_visits (workspace_id, interaction_id);

CREATE INDEX ix_queue_visits_queue ON queue_visits (workspace_id, queue_id, entered_at);

CREATE TABLE recordings (
	workspace_id UUID NOT NULL, 
	recording_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	segment_id UUID, 
	agent_id UUID, 
	client_id UUID, 
	project_id UUID, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	key TEXT, 
	sha256 TEXT, 
	size BIGINT, 
	duration_ms BIGINT, 
	channels SMALLINT, 
	failure TEXT, 
	CONSTRAINT pk_recordings PRIMARY KEY (workspace_id, recording_id), 
	CONSTRAINT fk_recordings_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_recordings_interaction ON recordings (workspace_id, interaction_id);

CREATE INDEX ix_recordings_unfinished ON recordings (workspace_id, started_at) WHERE state = 'recording';

CREATE TABLE segments (
	workspace_id UUID NOT NULL, 
	segment_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	visit_id UUID, 
	client_id UUID, 
	project_id UUID, 
	ordinal INTEGER NOT NULL, 
	agent_id UUID NOT NULL, 
	recording_id UUID, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	ended_by TEXT, 
	talk_ms BIGINT NOT NULL, 
	hold_ms BIGINT NOT NULL, 
	acw_ms BIGINT NOT NULL, 
	holds INTEGER NOT NULL, 
	longest_hold_ms BIGINT NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (workspace_id, segment_id), 
	CONSTRAINT fk_segments_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE INDEX ix_segments_agent ON segments (workspace_id, agent_id, started_at);

CREATE INDEX ix_segments_interaction ON segments (workspace_id, interaction_id);

CREATE TABLE skills (
	workspace_id UUID NOT NULL, 
	skill_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_skills PRIMARY KEY (workspace_id, skill_id), 
	CONSTRAINT fk_skills_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_skills_name ON skills (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE trunks (
	workspace_id UUID NOT NULL, 
	trunk_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	addresses TEXT[] DEFAULT '{}' NOT NULL, 
	server TEXT, 
	"user" TEXT, 
	password_sealed BYTEA, 
	registers BOOLEAN DEFAULT false NOT NULL, 
	transport TEXT DEFAULT 'udp' NOT NULL, 
	demo BOOLEAN DEFAULT false NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_trunks PRIMARY KEY (workspace_id, trunk_id), 
	CONSTRAINT fk_trunks_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_trunks_name ON trunks (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE users (
	workspace_id UUID NOT NULL, 
	user_id UUID NOT NULL, 
	sign_in TEXT NOT NULL, 
	name TEXT NOT NULL, 
	password_hash TEXT, 
	roles TEXT[] NOT NULL, 
	language TEXT, 
	theme TEXT DEFAULT 'system' NOT NULL, 
	zone TEXT, 
	disabled BOOLEAN DEFAULT false NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_users PRIMARY KEY (workspace_id, user_id), 
	CONSTRAINT fk_users_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

CREATE UNIQUE INDEX uq_users_sign_in ON users (workspace_id, sign_in) WHERE removed_at IS NULL;

CREATE TABLE workspace_sequences (
	workspace_id UUID NOT NULL, 
	last_seq BIGINT DEFAULT 0 NOT NULL, 
	fence BIGINT DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_workspace_sequences PRIMARY KEY (workspace_id), 
	CONSTRAINT fk_workspace_sequences_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id)
);

COMMENT ON TABLE workspace_sequences IS 'last_seq: the log''s counter, locked by each append; fence: the token of the lease that may append as the brain';

CREATE TABLE agents (
	workspace_id UUID NOT NULL, 
	agent_id UUID NOT NULL, 
	user_id UUID NOT NULL, 
	endpoint TEXT NOT NULL, 
	auto_answer BOOLEAN DEFAULT false NOT NULL, 
	active BOOLEAN DEFAULT true NOT NULL, 
	CONSTRAINT pk_agents PRIMARY KEY (workspace_id, agent_id), 
	CONSTRAINT fk_agents_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id), 
	CONSTRAINT uq_agents_endpoint UNIQUE (endpoint)
);

CREATE UNIQUE INDEX uq_agents_user ON agents (workspace_id, user_id);

COMMENT ON TABLE agents IS 'active: the user has the role agent now';

CREATE TABLE api_tokens (
	workspace_id UUID NOT NULL, 
	token_id UUID NOT NULL, 
	user_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	roles TEXT[] NOT NULL, 
	token_hash BYTEA NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	last_used_at TIMESTAMP WITH TIME ZONE, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_api_tokens PRIMARY KEY (workspace_id, token_id), 
	CONSTRAINT fk_api_tokens_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);

CREATE UNIQUE INDEX uq_api_tokens_token_hash ON api_tokens (workspace_id, token_hash);

CREATE TABLE contacts (
	workspace_id UUID NOT NULL, 
	contact_id UUID NOT NULL, 
	key_id UUID NOT NULL, 
	card_sealed BYTEA, 
	erased BOOLEAN DEFAULT false NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_contacts PRIMARY KEY (workspace_id, contact_id), 
	CONSTRAINT fk_contacts_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);

CREATE TABLE flow_versions (
	workspace_id UUID NOT NULL, 
	flow_id UUID NOT NULL, 
	version INTEGER NOT NULL, 
	document JSONB NOT NULL, 
	published_by TEXT, 
	published_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_flow_versions PRIMARY KEY (workspace_id, flow_id, version), 
	CONSTRAINT fk_flow_versions_workspace_id_flow_id FOREIGN KEY(workspace_id, flow_id) REFERENCES flows (workspace_id, flow_id)
);

CREATE TABLE interaction_keys (
	workspace_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	key_id UUID NOT NULL, 
	CONSTRAINT pk_interaction_keys PRIMARY KEY (workspace_id, interaction_id), 
	CONSTRAINT fk_interaction_keys_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id)
);

COMMENT ON TABLE interaction_keys IS 'The key of what was written about an interaction whose caller is not known';

CREATE TABLE note_drafts (
	workspace_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	user_id UUID NOT NULL, 
	key_id UUID NOT NULL, 
	text_sealed BYTEA NOT NULL, 
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_note_drafts PRIMARY KEY (workspace_id, interaction_id, user_id), 
	CONSTRAINT fk_note_drafts_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id), 
	CONSTRAINT fk_note_drafts_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);

CREATE TABLE notes (
	workspace_id UUID NOT NULL, 
	note_id UUID NOT NULL, 
	interaction_id UUID NOT NULL, 
	user_id UUID NOT NULL, 
	client_id UUID, 
	project_id UUID, 
	key_id UUID NOT NULL, 
	text_sealed BYTEA NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	CONSTRAINT pk_notes PRIMARY KEY (workspace_id, note_id), 
	CONSTRAINT fk_notes_workspace_id_key_id FOREIGN KEY(workspace_id, key_id) REFERENCES data_keys (workspace_id, key_id), 
	CONSTRAINT fk_notes_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);

CREATE INDEX ix_notes_interaction ON notes (workspace_id, interaction_id);

CREATE TABLE projects (
	workspace_id UUID NOT NULL, 
	project_id UUID NOT NULL, 
	client_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_projects PRIMARY KEY (workspace_id, project_id), 
	CONSTRAINT fk_projects_workspace_id_client_id FOREIGN KEY(workspace_id, client_id) REFERENCES clients (workspace_id, client_id)
);

CREATE UNIQUE INDEX uq_projects_name ON projects (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE sessions (
	workspace_id UUID NOT NULL, 
	session_id UUID NOT NULL, 
	user_id UUID NOT NULL, 
	token_hash BYTEA NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_sessions PRIMARY KEY (workspace_id, session_id), 
	CONSTRAINT fk_sessions_workspace_id_user_id FOREIGN KEY(workspace_id, user_id) REFERENCES users (workspace_id, user_id)
);

CREATE INDEX ix_sessions_user ON sessions (workspace_id, user_id);

CREATE UNIQUE INDEX uq_sessions_token_hash ON sessions (workspace_id, token_hash);

CREATE TABLE agent_skills (
	workspace_id UUID NOT NULL, 
	agent_id UUID NOT NULL, 
	skill_id UUID NOT NULL, 
	level SMALLINT NOT NULL, 
	CONSTRAINT pk_agent_skills PRIMARY KEY (workspace_id, agent_id, skill_id), 
	CONSTRAINT fk_agent_skills_workspace_id_agent_id FOREIGN KEY(workspace_id, agent_id) REFERENCES agents (workspace_id, agent_id), 
	CONSTRAINT fk_agent_skills_workspace_id_skill_id FOREIGN KEY(workspace_id, skill_id) REFERENCES skills (workspace_id, skill_id)
);

CREATE TABLE contact_numbers (
	workspace_id UUID NOT NULL, 
	number_hash BYTEA NOT NULL, 
	contact_id UUID NOT NULL, 
	number_sealed BYTEA NOT NULL, 
	ordinal SMALLINT NOT NULL, 
	CONSTRAINT pk_contact_numbers PRIMARY KEY (workspace_id, number_hash), 
	CONSTRAINT fk_contact_numbers_workspace_id_contact_id FOREIGN KEY(workspace_id, contact_id) REFERENCES contacts (workspace_id, contact_id)
);

CREATE INDEX ix_contact_numbers_contact ON contact_numbers (workspace_id, contact_id);

CREATE TABLE contact_words (
	workspace_id UUID NOT NULL, 
	word_hash BYTEA NOT NULL, 
	contact_id UUID NOT NULL, 
	CONSTRAINT pk_contact_words PRIMARY KEY (workspace_id, word_hash, contact_id), 
	CONSTRAINT fk_contact_words_workspace_id_contact_id FOREIGN KEY(workspace_id, contact_id) REFERENCES contacts (workspace_id, contact_id)
);

CREATE INDEX ix_contact_words_contact ON contact_words (workspace_id, contact_id);

CREATE TABLE dispositions (
	workspace_id UUID NOT NULL, 
	disposition_id UUID NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	project_id UUID, 
	effective BOOLEAN DEFAULT true NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_dispositions PRIMARY KEY (workspace_id, disposition_id), 
	CONSTRAINT fk_dispositions_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (workspace_id), 
	CONSTRAINT fk_dispositions_workspace_id_project_id FOREIGN KEY(workspace_id, project_id) REFERENCES projects (workspace_id, project_id)
);

CREATE UNIQUE INDEX uq_dispositions_code ON dispositions (workspace_id, code) WHERE removed_at IS NULL;

CREATE TABLE queues (
	workspace_id UUID NOT NULL, 
	queue_id UUID NOT NULL, 
	project_id UUID NOT NULL, 
	name TEXT NOT NULL, 
	target_s INTEGER NOT NULL, 
	short_abandon_s INTEGER NOT NULL, 
	service_level_target DOUBLE PRECISION NOT NULL, 
	offer_timeout_s INTEGER NOT NULL, 
	wrap_up_s INTEGER NOT NULL, 
	announce_place_every_s INTEGER NOT NULL, 
	record BOOLEAN NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_queues PRIMARY KEY (workspace_id, queue_id), 
	CONSTRAINT fk_queues_workspace_id_project_id FOREIGN KEY(workspace_id, project_id) REFERENCES projects (workspace_id, project_id)
);

CREATE UNIQUE INDEX uq_queues_name ON queues (workspace_id, name) WHERE removed_at IS NULL;

CREATE TABLE numbers (
	workspace_id UUID NOT NULL, 
	number_id UUID NOT NULL, 
	number TEXT NOT NULL, 
	project_id UUID NOT NULL, 
	flow_id UUID NOT NULL, 
	language TEXT NOT NULL, 
	fallback_queue_id UUID, 
	demo BOOLEAN DEFAULT false NOT NULL, 
	version INTEGER DEFAULT 1 NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	removed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_numbers PRIMARY KEY (workspace_id, number_id), 
	CONSTRAINT fk_numbers_workspace_id_project_id FOREIGN KEY(workspace_id, project_id) REFERENCES projects (workspace_id, project_id), 
	CONSTRAINT fk_numbers_workspace_id_flow_id FOREIGN KEY(workspace_id, flow_id) REFERENCES flows (workspace_id, flow_id), 
	CONSTRAINT fk_numbers_workspace_id_fallback_queue_id FOREIGN KEY(workspace_id, fallback_queue_id) REFERENCES queues (workspace_id, queue_id)
);

CREATE UNIQUE INDEX uq_numbers_number ON numbers (workspace_id, number) WHERE removed_at IS NULL;

CREATE TABLE queue_needs (
	workspace_id UUID NOT NULL, 
	queue_id UUID NOT NULL, 
	skill_id UUID NOT NULL, 
	level SMALLINT NOT NULL, 
	CONSTRAINT pk_queue_needs PRIMARY KEY (workspace_id, queue_id, skill_id), 
	CONSTRAINT fk_queue_needs_workspace_id_queue_id FOREIGN KEY(workspace_id, queue_id) REFERENCES queues (workspace_id, queue_id), 
	CONSTRAINT fk_queue_needs_workspace_id_skill_id FOREIGN KEY(workspace_id, skill_id) REFERENCES skills (workspace_id, skill_id)
);

CREATE TABLE events_default PARTITION OF events DEFAULT;

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

-- Shuts former owners of a partition out of its workspaces' logs, after waiting for appends under way.
CREATE OR REPLACE FUNCTION fence_partition(wanted int, new_fence bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE workspace_sequences s SET fence = new_fence FROM workspaces w
    WHERE w.workspace_id = s.workspace_id AND w.partition = wanted
$$;

-- Partitions of the log for this month and the next ones. Safe to call at any time by anyone who appends.
CREATE OR REPLACE FUNCTION make_event_partitions(months_ahead int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    month date;
    name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ringwell.make_event_partitions'));
    FOR ahead IN 0 .. least(months_ahead, 24) LOOP
        month := (first + make_interval(months => ahead))::date;
        name := 'events_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF events FOR VALUES FROM (%L) TO (%L)',
                name, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00'
            );
        END IF;
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
    PERFORM pg_notify('ringwell_events', workspace::text || ' ' || last);
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
    workspace uuid, wanted bytea, OUT contact_id uuid, OUT key_id uuid, OUT wrapped bytea, OUT card_sealed bytea
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    SELECT c.contact_id, c.key_id, k.wrapped, c.card_sealed
    INTO find_contact.contact_id, find_contact.key_id, find_contact.wrapped, find_contact.card_sealed
    FROM contact_numbers n
    JOIN contacts c ON c.workspace_id = n.workspace_id AND c.contact_id = n.contact_id
    JOIN data_keys k ON k.workspace_id = c.workspace_id AND k.key_id = c.key_id
    WHERE n.workspace_id = workspace AND n.number_hash = wanted;
END
$$;

-- A contact for a number that nobody has called from before, with its key and the event that tells of it.
CREATE OR REPLACE FUNCTION make_contact(
    workspace uuid, new_contact uuid, new_key uuid, new_wrapped bytea, new_hash bytea, new_number bytea, new_events jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('ringwell.workspace_id', workspace::text, true);
    INSERT INTO data_keys (workspace_id, key_id, wrapped) VALUES (workspace, new_key, new_wrapped);
    INSERT INTO contacts (workspace_id, contact_id, key_id) VALUES (workspace, new_contact, new_key);
    INSERT INTO contact_numbers (workspace_id, number_hash, contact_id, number_sealed, ordinal)
    VALUES (workspace, new_hash, new_contact, new_number, 0);
    PERFORM append_events(workspace, NULL, new_events, NULL);
END
$$;

-- What people and their programs did (from the log) and looked at.
CREATE OR REPLACE VIEW audit WITH (security_invoker = true) AS
    SELECT workspace_id, occurred_at AS at, type, actor_kind, actor_id, on_behalf_of,
        coalesce(fact ->> 'id', fact ->> 'contact_id', fact ->> 'session_id', fact ->> 'token_id',
            'int_' || replace(interaction_id::text, '-', '')) AS object_id,
        fact - 'type' AS params
    FROM events WHERE actor_kind IN ('user', 'token')
    UNION ALL
    SELECT workspace_id, at, action, actor_kind, actor_id, on_behalf_of, object_id, params FROM access_log;

ALTER TABLE events ENABLE ROW LEVEL SECURITY;

ALTER TABLE events FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON events USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;

ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON workspaces USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE access_log FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON access_log USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE agent_intervals ENABLE ROW LEVEL SECURITY;

ALTER TABLE agent_intervals FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON agent_intervals USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE clients ENABLE ROW LEVEL SECURITY;

ALTER TABLE clients FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON clients USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE cursors ENABLE ROW LEVEL SECURITY;

ALTER TABLE cursors FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON cursors USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE data_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE data_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON data_keys USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE flows ENABLE ROW LEVEL SECURITY;

ALTER TABLE flows FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON flows USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE hours FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON hours USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON idempotency_keys USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE interactions ENABLE ROW LEVEL SECURITY;

ALTER TABLE interactions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON interactions USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE not_ready_reasons ENABLE ROW LEVEL SECURITY;

ALTER TABLE not_ready_reasons FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON not_ready_reasons USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE offers ENABLE ROW LEVEL SECURITY;

ALTER TABLE offers FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON offers USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE queue_visits ENABLE ROW LEVEL SECURITY;

ALTER TABLE queue_visits FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON queue_visits USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE recordings ENABLE ROW LEVEL SECURITY;

ALTER TABLE recordings FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON recordings USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE segments ENABLE ROW LEVEL SECURITY;

ALTER TABLE segments FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON segments USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE skills ENABLE ROW LEVEL SECURITY;

ALTER TABLE skills FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON skills USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE trunks ENABLE ROW LEVEL SECURITY;

ALTER TABLE trunks FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON trunks USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE users ENABLE ROW LEVEL SECURITY;

ALTER TABLE users FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON users USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE workspace_sequences ENABLE ROW LEVEL SECURITY;

ALTER TABLE workspace_sequences FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON workspace_sequences USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE agents ENABLE ROW LEVEL SECURITY;

ALTER TABLE agents FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON agents USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON api_tokens USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE contacts FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON contacts USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE flow_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE flow_versions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON flow_versions USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE interaction_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE interaction_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON interaction_keys USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE note_drafts ENABLE ROW LEVEL SECURITY;

ALTER TABLE note_drafts FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON note_drafts USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE notes ENABLE ROW LEVEL SECURITY;

ALTER TABLE notes FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON notes USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE projects ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON projects USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE sessions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON sessions USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE agent_skills ENABLE ROW LEVEL SECURITY;

ALTER TABLE agent_skills FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON agent_skills USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE contact_numbers ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_numbers FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON contact_numbers USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE contact_words ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_words FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON contact_words USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE dispositions ENABLE ROW LEVEL SECURITY;

ALTER TABLE dispositions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON dispositions USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE queues ENABLE ROW LEVEL SECURITY;

ALTER TABLE queues FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON queues USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE numbers ENABLE ROW LEVEL SECURITY;

ALTER TABLE numbers FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON numbers USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

ALTER TABLE queue_needs ENABLE ROW LEVEL SECURITY;

ALTER TABLE queue_needs FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON queue_needs USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());

CREATE POLICY owner ON workspaces TO ringwell_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON workspace_sequences TO ringwell_owner USING (true) WITH CHECK (true);

CREATE POLICY relay ON workspaces FOR SELECT TO ringwell_relay USING (true);

GRANT SELECT ON workspaces TO ringwell_relay;

CREATE POLICY relay ON workspace_sequences FOR SELECT TO ringwell_relay USING (true);

GRANT SELECT ON workspace_sequences TO ringwell_relay;

CREATE POLICY relay ON events FOR SELECT TO ringwell_relay USING (true);

GRANT SELECT ON events TO ringwell_relay;

CREATE POLICY relay ON cursors FOR SELECT TO ringwell_relay USING (true);

GRANT SELECT ON cursors TO ringwell_relay;

GRANT SELECT ON partition_leases, installation TO ringwell_relay;

GRANT SELECT, INSERT, UPDATE, DELETE ON users TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON agents TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON agent_skills TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON api_tokens TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO ringwell_app;

GRANT SELECT, INSERT ON access_log TO ringwell_app;

GRANT SELECT, INSERT, UPDATE ON data_keys TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON contact_numbers TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON contact_words TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON note_drafts TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON interaction_keys TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON interactions TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON queue_visits TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON segments TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON offers TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON agent_intervals TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON recordings TO ringwell_app;

GRANT SELECT, INSERT ON events TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON cursors TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON skills TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON clients TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON projects TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON queues TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON queue_needs TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON flows TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON flow_versions TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON hours TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON numbers TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON trunks TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON dispositions TO ringwell_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON not_ready_reasons TO ringwell_app;

GRANT SELECT, INSERT, UPDATE ON workspaces TO ringwell_app;

GRANT SELECT, INSERT, UPDATE ON workspace_sequences TO ringwell_app;

GRANT SELECT, INSERT, UPDATE ON partition_leases TO ringwell_app;

GRANT SELECT ON installation TO ringwell_app;

GRANT SELECT ON audit TO ringwell_app;

REVOKE ALL ON FUNCTION workspace_by_slug(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION workspace_by_slug(text) TO ringwell_app, ringwell_relay;

REVOKE ALL ON FUNCTION workspaces_in(int[]) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION workspaces_in(int[]) TO ringwell_app, ringwell_relay;

REVOKE ALL ON FUNCTION fence_partition(int, bigint) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION fence_partition(int, bigint) TO ringwell_app, ringwell_relay;

REVOKE ALL ON FUNCTION make_event_partitions(int) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION make_event_partitions(int) TO ringwell_app, ringwell_relay;

INSERT INTO installation VALUES (1, 1, 1);

