"""Who signs in, by what, and who looked at what."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, SmallInteger, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from ringwell.adapters.postgres.tables.base import (
    Id,
    belongs,
    config_table,
    metadata,
    moment,
    of_workspace,
    tenant_table,
    unique_among_kept,
)
from ringwell.kernel import ids

users = config_table(
    "users",
    "user_id",
    Column("user_id", Id(ids.USER), nullable=False),
    Column("sign_in", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("password_hash", Text),
    Column("roles", ARRAY(Text), nullable=False),
    Column("language", Text),
    Column("theme", Text, nullable=False, server_default=text("'system'")),
    Column("zone", Text),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    of_workspace(),
    unique_among_kept("users", "sign_in"),
)

agents = tenant_table(
    "agents",
    ("agent_id",),
    Column("agent_id", Id(ids.AGENT), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("endpoint", Text, nullable=False, unique=True),
    Column("auto_answer", Boolean, nullable=False, server_default=text("false")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("phone_kind", Text, nullable=False, server_default=text("'browser'")),
    Column("team_id", Id(ids.TEAM)),
    Column("site_id", Id(ids.SITE)),
    Column("languages", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("limits", JSONB(none_as_null=True)),
    Column("extension", Text, nullable=False, server_default=text("''")),
    belongs("users", "user_id"),
    belongs("teams", "team_id"),
    belongs("sites", "site_id"),
    Index("uq_agents_user", "workspace_id", "user_id", unique=True),
    comment="active: the user has the role agent now",
)

agent_skills = tenant_table(
    "agent_skills",
    ("agent_id", "skill_id"),
    Column("agent_id", Id(ids.AGENT), nullable=False),
    Column("skill_id", Id(ids.SKILL), nullable=False),
    Column("level", SmallInteger, nullable=False),
    belongs("agents", "agent_id"),
    belongs("skills", "skill_id"),
)

agent_projects = tenant_table(
    "agent_projects",
    ("agent_id", "project_id"),
    Column("agent_id", Id(ids.AGENT), nullable=False),
    Column("project_id", Id(ids.PROJECT), nullable=False),
    belongs("agents", "agent_id"),
    belongs("projects", "project_id"),
    comment="the only projects that an agent works for",
)

sessions = tenant_table(
    "sessions",
    ("session_id",),
    Column("session_id", Id(ids.SESSION), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    moment("created_at", default_now=True),
    moment("expires_at"),
    moment("ended_at", nullable=True),
    belongs("users", "user_id"),
    Index("uq_sessions_token_hash", "workspace_id", "token_hash", unique=True),
    Index("ix_sessions_user", "workspace_id", "user_id"),
)

api_tokens = tenant_table(
    "api_tokens",
    ("token_id",),
    Column("token_id", Id(ids.API_KEY), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    moment("created_at", default_now=True),
    moment("last_used_at", nullable=True),
    moment("revoked_at", nullable=True),
    belongs("users", "user_id"),
    Index("uq_api_tokens_token_hash", "workspace_id", "token_hash", unique=True),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    moment("last_at"),
    comment="subject: keyed hash of who or whence. Tells nothing of any workspace",
)

idempotency_keys = tenant_table(
    "idempotency_keys",
    ("actor_id", "key"),
    Column("actor_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("status", SmallInteger),
    Column("body", LargeBinary),
    Column("etag", Text),
    moment("created_at", default_now=True),
    of_workspace(),
    Index("ix_idempotency_keys_created_at", "created_at"),
)

access_log = tenant_table(
    "access_log",
    ("access_id",),
    Column("access_id", Id(ids.ACCESS), nullable=False),
    moment("at", default_now=True),
    Column("actor_kind", Text, nullable=False),
    Column("actor_id", Text),
    Column("on_behalf_of", Text),
    Column("action", Text, nullable=False),
    Column("object_id", Text),
    Column("params", JSONB, nullable=False, server_default=text("'{}'")),
    of_workspace(),
    Index("ix_access_log_at", "workspace_id", "at"),
)
