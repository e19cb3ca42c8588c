"""Facts of routing: queue visits. One visit ends in exactly one result."""

from datetime import datetime
from typing import Literal

import msgspec

from ringwell.kernel.events import Fact

FRONT_OF_QUEUE = 11
"""The priority of a caller who was cut off from an agent: before all others. What a flow can ask for ends at 10."""

VisitResult = Literal["answered", "abandoned", "no_agents", "timed_out", "closed", "failed", "callback"]


class SkillNeed(msgspec.Struct, frozen=True):
    """A skill that the agent must have, at this level (1–10) or above."""

    skill_id: str
    level: int = 1


class QueueEntered(Fact, frozen=True, kw_only=True, tag="queue.entered"):
    """An interaction was offered to a queue. `priority`: larger is sooner; `ordinal` counts its visits from 1.

    `place_since`: what its age counts from, where that is not the moment itself; `callback`: nobody is on the line.
    """

    visit_id: str
    interaction_id: str
    queue_id: str
    ordinal: int
    priority: int
    needs: tuple[SkillNeed, ...] = ()
    language: str
    place: int
    place_since: datetime | None = None
    callback: bool = False


class PlaceTaken(Fact, frozen=True, kw_only=True, tag="queue.place_taken"):
    """The visit has another's place from here on: its age counts from `place_since`."""

    visit_id: str
    interaction_id: str
    place_since: datetime


class PlaceTold(Fact, frozen=True, kw_only=True, tag="queue.place_told"):
    """`wait_s`: the wait that was quoted, within which nine in ten are answered; None where none was."""

    visit_id: str
    place: int
    wait_s: int | None = None


class QueueLeft(Fact, frozen=True, kw_only=True, tag="queue.left"):
    """The visit is over; `waited_ms` runs from QueueEntered to here, `agent_id` who answered."""

    visit_id: str
    interaction_id: str
    queue_id: str
    result: VisitResult
    waited_ms: int
    agent_id: str | None = None
    callback: bool = False


class RingsChanged(Fact, frozen=True, kw_only=True, tag="queue.rings_changed"):
    """Which rings of a queue its pressure has open from here on (its own people are 0, and not told), and whom those call beyond the
    project's own: backup groups, and people of the projects that lend. `project_id` is who is helped."""

    queue_id: str
    project_id: str | None
    rings: tuple[int, ...]
    groups: tuple[str, ...] = ()
    lenders: tuple[str, ...] = ()


class SkillsDropped(Fact, frozen=True, kw_only=True, tag="queue.skills_dropped"):
    """Skills that a waiting caller needed have been removed from the configuration: it needs only `needs` from here on. Its place stays."""

    visit_id: str
    interaction_id: str
    queue_id: str
    dropped: tuple[str, ...]
    needs: tuple[SkillNeed, ...] = ()


RoutingFact = QueueEntered | PlaceTaken | PlaceTold | QueueLeft | RingsChanged | SkillsDropped
