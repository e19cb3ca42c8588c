"""What administrators set up: clients, projects, numbers, flows, queues and their vocabulary."""

from sqlalchemy import Boolean, Column, Double, Index, Integer, LargeBinary, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from ringwell.adapters.postgres.tables.base import (
    Id,
    belongs,
    config_table,
    moment,
    of_workspace,
    tenant_table,
    unique_among_kept,
)
from ringwell.kernel import ids

skills = config_table(
    "skills",
    "skill_id",
    Column("skill_id", Id(ids.SKILL), nullable=False),
    Column("name", Text, nullable=False),
    of_workspace(),
    unique_among_kept("skills", "name"),
)

teams = config_table(
    "teams",
    "team_id",
    Column("team_id", Id(ids.TEAM), nullable=False),
    Column("name", Text, nullable=False),
    Column("limits", JSONB(none_as_null=True)),
    Column("answers", JSONB(none_as_null=True)),
    of_workspace(),
    unique_among_kept("teams", "name"),
)

sites = config_table(
    "sites",
    "site_id",
    Column("site_id", Id(ids.SITE), nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text),
    Column("hours_id", Id(ids.HOURS)),
    of_workspace(),
    belongs("hours", "hours_id"),
    unique_among_kept("sites", "name"),
)

backup_groups = config_table(
    "backup_groups",
    "group_id",
    Column("group_id", Id(ids.GROUP), nullable=False),
    Column("name", Text, nullable=False),
    Column("agent_ids", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("team_ids", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    of_workspace(),
    unique_among_kept("backup_groups", "name"),
)

clients = config_table(
    "clients",
    "client_id",
    Column("client_id", Id(ids.CLIENT), nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, server_default=text("''")),
    of_workspace(),
    unique_among_kept("clients", "name"),
)

projects = config_table(
    "projects",
    "project_id",
    Column("project_id", Id(ids.PROJECT), nullable=False),
    Column("client_id", Id(ids.CLIENT), nullable=False),
    Column("name", Text, nullable=False),
    Column("recording", Text, nullable=False, server_default=text("'all'")),
    Column("recording_share", Integer, nullable=False, server_default=text("100")),
    Column("recording_beeps", Boolean, nullable=False, server_default=text("false")),
    Column("shown_number", Text),
    Column("reserve", JSONB(none_as_null=True)),
    Column("owner_prompt_id", Id(ids.PROMPT)),
    Column("whisper_prompt_id", Id(ids.PROMPT)),
    Column("greetings", JSONB, nullable=False, server_default=text("'{}'")),
    Column("says_recorded", Boolean, nullable=False, server_default=text("false")),
    Column("form", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    belongs("clients", "client_id"),
    belongs("prompts", "owner_prompt_id", target="prompt_id"),
    belongs("prompts", "whisper_prompt_id", target="prompt_id"),
    unique_among_kept("projects", "name"),
)

queues = config_table(
    "queues",
    "queue_id",
    Column("queue_id", Id(ids.QUEUE), nullable=False),
    Column("project_id", Id(ids.PROJECT), nullable=False),
    Column("name", Text, nullable=False),
    Column("target_s", Integer, nullable=False),
    Column("short_abandon_s", Integer, nullable=False),
    Column("service_level_target", Double, nullable=False),
    Column("offer_timeout_s", Integer, nullable=False),
    Column("wrap_up_s", Integer, nullable=False),
    Column("announce_place_every_s", Integer, nullable=False),
    Column("record", Boolean, nullable=False),
    Column("teams", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("sites", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("prefers", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("prefers_for_s", Integer, nullable=False, server_default=text("30")),
    Column("prefers_for_key_s", Integer),
    Column("rings", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Column("announce_wait", Boolean, nullable=False, server_default=text("true")),
    Column("callback", JSONB(none_as_null=True)),
    Column("follow_up_after_s", Integer),
    Column("language_level", SmallInteger),
    Column("in_site_hours", Boolean, nullable=False, server_default=text("false")),
    Column("agent_choice", Text, nullable=False, server_default=text("'longest_idle'")),
    Column("idle_cap_s", Integer, nullable=False, server_default=text("900")),
    Column("weight", Double, nullable=False, server_default=text("1")),
    Column("care", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("extension", Text, nullable=False, server_default=text("''")),
    belongs("projects", "project_id"),
    unique_among_kept("queues", "name"),
)

queue_needs = tenant_table(
    "queue_needs",
    ("queue_id", "skill_id"),
    Column("queue_id", Id(ids.QUEUE), nullable=False),
    Column("skill_id", Id(ids.SKILL), nullable=False),
    Column("level", SmallInteger, nullable=False),
    belongs("queues", "queue_id"),
    belongs("skills", "skill_id"),
)

flows = config_table(
    "flows",
    "flow_id",
    Column("flow_id", Id(ids.FLOW), nullable=False),
    Column("name", Text, nullable=False),
    Column("published", Integer, nullable=False, server_default=text("0")),
    of_workspace(),
    unique_among_kept("flows", "name"),
)

flow_versions = tenant_table(
    "flow_versions",
    ("flow_id", "version"),
    Column("flow_id", Id(ids.FLOW), nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", JSONB, nullable=False),
    Column("published_by", Text),
    moment("published_at", default_now=True),
    belongs("flows", "flow_id"),
)

flow_drafts = tenant_table(
    "flow_drafts",
    ("flow_id",),
    Column("flow_id", Id(ids.FLOW), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("document", JSONB, nullable=False),
    Column("saved_by", Text, nullable=False),
    moment("saved_at", default_now=True),
    belongs("flows", "flow_id"),
    comment="What is being drawn of a flow, until it is published",
)

flow_trials = tenant_table(
    "flow_trials",
    ("number",),
    Column("number", Text, nullable=False),
    Column("flow_id", Id(ids.FLOW), nullable=False),
    Column("version", Integer, nullable=False),
    Column("language", Text, nullable=False),
    moment("expires_at"),
    belongs("flows", "flow_id"),
    comment="Numbers by which drafts can be called; their documents are versions below zero",
)

hours = config_table(
    "hours",
    "hours_id",
    Column("hours_id", Id(ids.HOURS), nullable=False),
    Column("name", Text, nullable=False),
    Column("document", JSONB, nullable=False),
    of_workspace(),
    unique_among_kept("hours", "name"),
)

numbers = config_table(
    "numbers",
    "number_id",
    Column("number_id", Id(ids.NUMBER), nullable=False),
    Column("number", Text, nullable=False),
    Column("project_id", Id(ids.PROJECT), nullable=False),
    Column("flow_id", Id(ids.FLOW), nullable=False),
    Column("language", Text, nullable=False),
    Column("fallback_queue_id", Id(ids.QUEUE)),
    Column("demo", Boolean, nullable=False, server_default=text("false")),
    Column("label", Text, nullable=False, server_default=text("''")),
    Column("trunk_id", Id(ids.TRUNK)),
    Column("stands_for", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    belongs("projects", "project_id"),
    belongs("flows", "flow_id"),
    belongs("trunks", "trunk_id"),
    belongs("queues", "fallback_queue_id", target="queue_id"),
    unique_among_kept("numbers", "number"),
)

trunks = config_table(
    "trunks",
    "trunk_id",
    Column("trunk_id", Id(ids.TRUNK), nullable=False),
    Column("name", Text, nullable=False),
    Column("addresses", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("server", Text),
    Column("user", Text),
    Column("password_sealed", LargeBinary),
    Column("registers", Boolean, nullable=False, server_default=text("false")),
    Column("transport", Text, nullable=False, server_default=text("'udp'")),
    Column("demo", Boolean, nullable=False, server_default=text("false")),
    Column("prefixes", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("max_calls", Integer),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    Column("srtp", Boolean, nullable=False, server_default=text("false")),
    Column("codecs", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("caller_id", Text),
    Column("spend_per_day", Integer),
    Column("spend_per_month", Integer),
    Column("trusted", Boolean, nullable=False, server_default=text("false")),
    of_workspace(),
    unique_among_kept("trunks", "name"),
)

dispositions = config_table(
    "dispositions",
    "disposition_id",
    Column("disposition_id", Id(ids.DISPOSITION), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("project_id", Id(ids.PROJECT)),
    Column("effective", Boolean, nullable=False, server_default=text("true")),
    of_workspace(),
    belongs("projects", "project_id"),
    unique_among_kept("dispositions", "code"),
)

not_ready_reasons = config_table(
    "not_ready_reasons",
    "reason_id",
    Column("reason_id", Id(ids.REASON), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    of_workspace(),
    unique_among_kept("not_ready_reasons", "code"),
)

caller_segments = config_table(
    "caller_segments",
    "caller_segment_id",
    Column("caller_segment_id", Id(ids.CALLER_SEGMENT), nullable=False),
    Column("name", Text, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("rule", JSONB(none_as_null=True), nullable=False),
    of_workspace(),
    unique_among_kept("caller_segments", "name"),
)

segment_numbers = tenant_table(
    "segment_numbers",
    ("number_hash", "caller_segment_id"),
    Column("number_hash", LargeBinary, nullable=False),
    Column("caller_segment_id", Id(ids.CALLER_SEGMENT), nullable=False),
    belongs("caller_segments", "caller_segment_id"),
    Index("ix_segment_numbers_segment", "workspace_id", "caller_segment_id"),
    comment="Numbers that were put on a segment's list, by the same keyed hash as those of contacts",
)

owners = config_table(
    "owners",
    "owner_id",
    Column("owner_id", Id(ids.OWNER), nullable=False),
    Column("project_id", Id(ids.PROJECT), nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("hours_id", Id(ids.HOURS)),
    Column("place", SmallInteger, nullable=False),
    Column("rings_s", SmallInteger, nullable=False),
    Column("hears_machines", Boolean, nullable=False),
    belongs("projects", "project_id"),
    belongs("hours", "hours_id"),
)
