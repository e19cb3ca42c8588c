"""The one log, and how far its readers have read."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from ringwell.adapters.postgres.tables.base import Id, metadata, moment, of_workspace, tenant_table
from ringwell.kernel import ids

events = Table(
    "events",
    metadata,
    Column("workspace_id", Id(ids.WORKSPACE), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("event_id", Id(ids.EVENT), nullable=False),
    Column("type", Text, nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor_id", Text),
    Column("on_behalf_of", Text),
    Column("interaction_id", Id(ids.INTERACTION)),
    Column("agent_id", Id(ids.AGENT)),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("causation_id", Text),
    Column("correlation_id", Text),
    Column("fact", JSONB, nullable=False),
    PrimaryKeyConstraint("workspace_id", "seq", "recorded_at"),
    Index(
        "ix_events_interaction",
        "workspace_id",
        "interaction_id",
        "seq",
        postgresql_where=text("interaction_id IS NOT NULL"),
    ),
    Index(
        "ix_events_agent_state",
        "workspace_id",
        "agent_id",
        "seq",
        postgresql_where=text("type = 'agent.state_changed'"),
    ),
    Index(
        "ix_events_owner_ended",
        "workspace_id",
        "occurred_at",
        postgresql_where=text("type = 'owner.ended'"),
    ),
    Index(
        "ix_events_trunk_spent",
        "workspace_id",
        "occurred_at",
        postgresql_where=text("type = 'line.freed'"),
    ),
    Index("ix_events_recorded_at", "recorded_at", postgresql_using="brin"),
    postgresql_partition_by="RANGE (recorded_at)",
    comment="Append-only. seq has no gaps within a workspace and grows in the order of commits",
)

cursors = tenant_table(
    "cursors",
    ("reader",),
    Column("reader", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    moment("updated_at", default_now=True),
    of_workspace(),
)
