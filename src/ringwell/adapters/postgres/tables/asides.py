"""Questions to specialists beside calls."""

from sqlalchemy import Column, Index, Integer, LargeBinary, text

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, tenant_table
from ringwell.kernel import ids

asides = tenant_table(
    "asides",
    ("aside_id",),
    Column("aside_id", Id(ids.ASIDE), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("team_id", Id(ids.TEAM), nullable=False),
    Column("asked_by", Id(ids.USER), nullable=False),
    moment("asked_at", default_now=True),
    moment("solved_at", nullable=True),
    Column("solved_by", Id(ids.USER)),
    belongs("teams", "team_id"),
    belongs("users", "asked_by", target="user_id"),
    belongs("users", "solved_by", target="user_id"),
    Index("ix_asides_interaction", "workspace_id", "interaction_id"),
    Index("ix_asides_open", "workspace_id", "team_id", postgresql_where=text("solved_at IS NULL")),
    comment="Over when solved, and with the call",
)

aside_lines = tenant_table(
    "aside_lines",
    ("line_id",),
    Column("line_id", Id(ids.ASIDE_LINE), nullable=False),
    Column("aside_id", Id(ids.ASIDE), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    moment("written_at", default_now=True),
    belongs("asides", "aside_id"),
    belongs("users", "user_id"),
    belongs("data_keys", "key_id"),
    Index("ix_aside_lines_aside", "workspace_id", "aside_id", "written_at"),
    Index("ix_aside_lines_user", "workspace_id", "user_id", "written_at"),
)

aside_reads = tenant_table(
    "aside_reads",
    ("aside_id", "user_id"),
    Column("aside_id", Id(ids.ASIDE), nullable=False),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("lines", Integer, nullable=False),
    belongs("asides", "aside_id"),
    belongs("users", "user_id"),
    comment="How many lines somebody has read",
)
