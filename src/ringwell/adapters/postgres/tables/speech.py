"""What callers hear of a workspace's own: sounds, prompts, announcements."""

from sqlalchemy import Boolean, Column, Double, Index, Integer, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB

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

sounds = tenant_table(
    "sounds",
    ("name",),
    Column("name", Text, nullable=False),
    Column("wav", LargeBinary, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("made_of", Text, nullable=False, server_default=text("''")),
    moment("used_at", default_now=True),
    of_workspace(),
    Index("ix_sounds_made_of", "workspace_id", "made_of"),
    comment="Recordings and spoken texts, named by their content",
)

prompts = config_table(
    "prompts",
    "prompt_id",
    Column("prompt_id", Id(ids.PROMPT), nullable=False),
    Column("name", Text, nullable=False),
    Column("said", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    of_workspace(),
    unique_among_kept("prompts", "name"),
)

announcements = tenant_table(
    "announcements",
    ("announcement_id",),
    Column("announcement_id", Id(ids.ANNOUNCEMENT), nullable=False),
    Column("target", Text, nullable=False),
    Column("target_id", Text, nullable=False, server_default=text("''")),
    Column("said", JSONB, nullable=False),
    Column("to_waiting", Boolean, nullable=False, server_default=text("false")),
    Column("made_by", Id(ids.USER), nullable=False),
    moment("made_at", default_now=True),
    moment("ends_at"),
    moment("ended_at", nullable=True),
    Column("ended_by", Id(ids.USER)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    of_workspace(),
    belongs("users", "made_by", target="user_id"),
    belongs("users", "ended_by", target="user_id"),
    Index("ix_announcements_ends_at", "workspace_id", "ends_at"),
    comment="What callers are told before a flow or a queue, for a while",
)
