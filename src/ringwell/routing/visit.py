"""An open queue visit: an interaction that waits in one queue."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from ringwell.routing.matching import Preference, Waiter, effective_target, goes_ahead
from ringwell.routing.messages import QueueEntered, SkillNeed, SkillsDropped
from ringwell.routing.rules import Needs


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """`offer_id` while it is put before an agent; its place in line is kept meanwhile. `order` parts those of the same instant.

    `since` is what its age counts from: `entered_at`, but for who has an earlier place. `dropped`: skills it needed that have been removed since.
    """

    visit_id: str
    interaction_id: str
    queue_id: str
    ordinal: int
    priority: int
    needs: tuple[SkillNeed, ...]
    language: str
    entered_at: datetime
    order: int
    offer_id: str | None = None
    since: datetime
    callback: bool = False
    dropped: tuple[str, ...] = ()


def begin(fact: QueueEntered, at: datetime, order: int) -> Visit:
    """The visit that a fact tells of; `order` grows from visit to visit."""
    return Visit(
        visit_id=fact.visit_id,
        interaction_id=fact.interaction_id,
        queue_id=fact.queue_id,
        ordinal=fact.ordinal,
        priority=fact.priority,
        needs=fact.needs,
        language=fact.language,
        entered_at=at,
        order=order,
        since=fact.place_since or at,
        callback=fact.callback,
    )


def drop_skills(visit: Visit, fact: SkillsDropped) -> Visit:
    """The visit without the skills that are gone; `dropped` remembers which."""
    return replace(visit, needs=fact.needs, dropped=(*visit.dropped, *fact.dropped))


def waiter(visit: Visit, needs: Needs, target_s: float, preference: Preference | None = None) -> Waiter:
    """The visit as the matcher takes it; `needs` are all that is asked of its agent, `target_s` is the queue's."""
    return Waiter(
        interaction_id=visit.interaction_id,
        queue_id=visit.queue_id,
        entered_at=visit.since.timestamp(),
        needs=tuple(sorted(needs, key=lambda need: need.skill_id)),
        target_s=effective_target(target_s, visit.priority),
        order=visit.order,
        ahead=goes_ahead(visit.priority),
        preference=preference,
    )
