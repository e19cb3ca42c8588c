"""Projections of the log, written in the same transaction as the events, from the fold in kpis/facts.py.

They refer to the configuration without foreign keys: what was outlives what is set up.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from ringwell.adapters.postgres.tables.base import Id, moment, of_workspace, tenant_table
from ringwell.kernel import ids


def _milliseconds(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False)


interactions = tenant_table(
    "interactions",
    ("interaction_id",),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("short_ref", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("number_id", Id(ids.NUMBER)),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("flow_id", Id(ids.FLOW)),
    Column("flow_version", Integer),
    Column("contact_id", Id(ids.CONTACT)),
    Column("queue_id", Id(ids.QUEUE)),
    Column("agent_id", Id(ids.AGENT)),
    Column("disposition_id", Id(ids.DISPOSITION)),
    Column("via_fallback", Boolean, nullable=False),
    moment("started_at"),
    moment("answered_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("result", Text),
    Column("ended_by", Text),
    Column("cause", SmallInteger),
    _milliseconds("waited_ms"),
    _milliseconds("talk_ms"),
    _milliseconds("hold_ms"),
    _milliseconds("acw_ms"),
    Column("segments", Integer, nullable=False),
    Column("recordings", Integer, nullable=False),
    Column("open_work", Integer, nullable=False),
    of_workspace(),
    Index("ix_interactions_started", "workspace_id", "started_at", "interaction_id"),
    Index("ix_interactions_contact", "workspace_id", "contact_id", "started_at"),
    Index(
        "ix_interactions_caller_past",
        "workspace_id",
        "contact_id",
        "result",
        "started_at",
        postgresql_where=text("direction = 'in' AND result IN ('abandoned_in_queue', 'blocked')"),
    ),
    Index("ix_interactions_short_ref", "workspace_id", "short_ref"),
    Index(
        "ix_interactions_open",
        "workspace_id",
        "interaction_id",
        postgresql_where=text("ended_at IS NULL OR open_work > 0"),
    ),
    comment="open_work: offers and wrap-ups begun and not ended",
)

queue_visits = tenant_table(
    "queue_visits",
    ("visit_id",),
    Column("visit_id", Id(ids.VISIT), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("queue_id", Id(ids.QUEUE), nullable=False),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("ordinal", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("language", Text, nullable=False),
    moment("entered_at"),
    moment("left_at", nullable=True),
    Column("result", Text),
    Column("waited_ms", BigInteger),
    Column("agent_id", Id(ids.AGENT)),
    of_workspace(),
    Index("ix_queue_visits_queue", "workspace_id", "queue_id", "entered_at"),
    Index("ix_queue_visits_interaction", "workspace_id", "interaction_id"),
)

segments = tenant_table(
    "segments",
    ("segment_id",),
    Column("segment_id", Id(ids.SEGMENT), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("visit_id", Id(ids.VISIT)),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("ordinal", Integer, nullable=False),
    Column("agent_id", Id(ids.AGENT), nullable=False),
    Column("recording_id", Id(ids.RECORDING)),
    moment("started_at"),
    moment("ended_at", nullable=True),
    Column("ended_by", Text),
    _milliseconds("talk_ms"),
    _milliseconds("hold_ms"),
    _milliseconds("acw_ms"),
    Column("holds", Integer, nullable=False),
    _milliseconds("longest_hold_ms"),
    of_workspace(),
    Index("ix_segments_agent", "workspace_id", "agent_id", "started_at"),
    Index("ix_segments_interaction", "workspace_id", "interaction_id"),
)

offers = tenant_table(
    "offers",
    ("offer_id",),
    Column("offer_id", Id(ids.OFFER), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("visit_id", Id(ids.VISIT), nullable=False),
    Column("queue_id", Id(ids.QUEUE), nullable=False),
    Column("agent_id", Id(ids.AGENT), nullable=False),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("why", JSONB, nullable=False),
    moment("made_at"),
    moment("ended_at", nullable=True),
    Column("result", Text),
    Column("after_ms", BigInteger),
    of_workspace(),
    Index("ix_offers_agent", "workspace_id", "agent_id", "made_at"),
    Index("ix_offers_interaction", "workspace_id", "interaction_id"),
)

agent_intervals = tenant_table(
    "agent_intervals",
    ("interval_id",),
    Column("interval_id", Id(ids.EVENT), nullable=False),
    Column("agent_id", Id(ids.AGENT), nullable=False),
    Column("presence", Text, nullable=False),
    Column("reason", Text),
    Column("activity", Text, nullable=False),
    Column("interaction_id", Id(ids.INTERACTION)),
    moment("started_at"),
    moment("ended_at", nullable=True),
    Column("duration_ms", BigInteger),
    of_workspace(),
    Index("ix_agent_intervals_agent", "workspace_id", "agent_id", "started_at"),
    Index(
        "uq_agent_intervals_open",
        "workspace_id",
        "agent_id",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
    comment="One row for each agent.state_changed, under its event's id",
)

recordings = tenant_table(
    "recordings",
    ("recording_id",),
    Column("recording_id", Id(ids.RECORDING), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("segment_id", Id(ids.SEGMENT)),
    Column("agent_id", Id(ids.AGENT)),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    moment("started_at"),
    Column("key", Text),
    Column("sha256", Text),
    Column("size", BigInteger),
    Column("duration_ms", BigInteger),
    Column("channels", SmallInteger),
    Column("failure", Text),
    of_workspace(),
    Index("ix_recordings_interaction", "workspace_id", "interaction_id"),
    Index(
        "ix_recordings_unfinished",
        "workspace_id",
        "started_at",
        postgresql_where=text("state = 'recording'"),
    ),
)
