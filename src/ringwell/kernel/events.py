"""The event envelope: one fact of the one log.

A fact is a frozen struct in the past tense, tagged with its `type`; the envelope tells whose it is, when it happened, who did it and
what caused it. Facts carry references, never names, numbers or free text (docs/adr/0004).
"""

from datetime import datetime
from typing import ClassVar

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """Base of all facts. Subclasses set `tag="dotted.name"`, past tense, and `fact_version` when their shape changes."""

    fact_version: ClassVar[int] = 1


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did it: a user, an API token, the switch (and whoever calls through it), or Ringwell itself; and for whom, when on another's behalf."""

    kind: str
    id: str | None = None
    on_behalf_of: str | None = None


SYSTEM = Actor(kind="system")
SWITCH = Actor(kind="switch")


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of the log. `seq` is 0 until the log's writer has assigned it; it has no gaps within a workspace."""

    event_id: str
    workspace_id: str
    seq: int = 0
    type: str
    version: int = 1
    occurred_at: datetime
    recorded_at: datetime | None = None
    actor: Actor = SYSTEM
    interaction_id: str | None = None
    agent_id: str | None = None
    client_id: str | None = None
    project_id: str | None = None
    causation_id: str | None = None
    correlation_id: str | None = None
    fact: Fact
