"""Who would get this caller, and what stands in everybody else's way: asked for a screen, changes nothing."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from ringwell.agents.agent import Agent
from ringwell.flows.messages import SkillLevel
from ringwell.journeys.live import Floor
from ringwell.journeys.needs import needs_of
from ringwell.journeys.waiting import USUAL_TARGET_S, preferred
from ringwell.routing import visit as visits
from ringwell.routing.capacity import USUAL
from ringwell.routing.explain import Case, Situation, Verdict, awaited, chosen, verdicts
from ringwell.routing.matching import NORMAL_PRIORITY, Waiter, effective_target, goes_ahead
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import Queue
from ringwell.routing.preference import NOBODY_HERE, Acquaintance, preference
from ringwell.routing.rules import LANGUAGE, QueueRules, Reason, delays, is_language, with_language

State = Literal[
    "ready",
    "offline",
    "not_ready",
    "no_phone",
    "offered",
    "talking",
    "hold",
    "consulting",
    "wrapping_up",
    "resting",
]
"""What an agent does, as far as routing cares; `no_phone`: ready and idle, but the phone is away."""


class ProbeQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A caller who waits (`interaction_id`), or one who might: in this queue, for so long, needing `skills` besides the queue's own, speaking
    `language` (None: the workspace's), who is somebody (`who`) that agents here know."""

    interaction_id: str | None = None
    queue_id: str | None = None
    waited_s: float = 0.0
    priority: int = NORMAL_PRIORITY
    skills: tuple[SkillLevel, ...] = ()
    language: str | None = None
    who: Acquaintance = NOBODY_HERE


class RingNow(msgspec.Struct, frozen=True, kw_only=True):
    """A ring for this caller: open by its age, by the queue's pressure, or (`by` None) not yet; `opens_in_s` None: not by age."""

    ring: int
    by: Literal["age", "pressure"] | None
    opens_in_s: float | None = None


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """A skill that the agent does not have at the level that even the last ring asks for; `has` 0: not at all."""

    skill_id: str
    level: int
    has: int


class ProbedAgent(msgspec.Struct, frozen=True, kw_only=True):
    """What routing thinks of one agent. `ring` is the one that admits it; `state_s` how long it has been in its state, seconds; `rests_s` how
    long a limit keeps it from callers yet."""

    agent_id: str
    reason: Reason
    ring: int | None
    state: State
    not_ready: str | None
    state_s: float
    lacks: tuple[Lack, ...] = ()
    rests_s: float | None = None


class ProbeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`chosen` would be rung now, None: the caller would wait. `offered_to`: somebody is being rung for it already.

    `paused`: nobody is rung at all at present. `counts` are of all agents by reason, `agents` the first of them. `language` and the level of it that
    is asked for: None where none is. `awaited`: for whom alone the caller waits, the dearest first, for `awaited_for_s` more seconds.
    """

    queue_id: str
    waited_s: float
    needs: tuple[SkillNeed, ...]
    rings: tuple[RingNow, ...]
    chosen: str | None
    offered_to: str | None
    paused: bool
    counts: dict[str, int]
    agents: tuple[ProbedAgent, ...]
    language: str | None = None
    language_level: int | None = None
    awaited: tuple[str, ...] = ()
    awaited_for_s: float = 0.0


def probe(floor: Floor, question: ProbeQuestion, now: float, at_most: int) -> ProbeAnswer | None:
    """The answer as the floor is at this instant, in seconds; None where no such caller waits, or there is no such queue."""
    case = _case_of_waiting(floor, question, now) if question.interaction_id else _case(floor, question, now)
    if case is None:
        return None
    situations = {agent_id: _situation(floor, agent_id) for agent_id in floor.config.agents}
    found, dear = verdicts(case, situations), awaited(case, situations)
    able = [floor.matcher.idle_as(each.agent_id) for each in found if each.reason == "able"]
    best = chosen(found, [idle for idle in able if idle], floor.matcher.policy, case)
    order = sorted(found, key=lambda each: (each.agent_id != best, each.agent_id not in dear))
    offer = floor.offer_for(case.waiter.interaction_id)
    spoken = [need for need in case.waiter.needs if is_language(need.skill_id)]
    return ProbeAnswer(
        queue_id=case.waiter.queue_id,
        waited_s=now - case.waiter.entered_at,
        needs=tuple(need for need in case.waiter.needs if not is_language(need.skill_id)),
        rings=tuple(_rings(case)),
        chosen=best,
        offered_to=offer.agent_id if offer else None,
        paused=not floor.may_match(),
        counts=_counts(found),
        agents=tuple(_probed(floor, each, case) for each in order[:at_most]),
        language=next((each.skill_id.removeprefix(LANGUAGE) for each in spoken), None),
        language_level=next((each.level for each in spoken), None),
        awaited=dear,
        awaited_for_s=_left_s(case) if dear else 0.0,
    )


def _left_s(case: Case) -> float:
    """For how much longer the caller waits for whom it prefers."""
    preferred = case.waiter.preference
    return case.waiter.entered_at + preferred.limit_s - case.now if preferred else 0.0


def _case(floor: Floor, question: ProbeQuestion, now: float) -> Case | None:
    queue = floor.config.queues.get(question.queue_id or "")
    if queue is None:
        return None
    waiter = Waiter(
        interaction_id="",
        queue_id=queue.queue_id,
        entered_at=now - question.waited_s,
        needs=with_language(
            needs_of(queue.needs, question.skills),
            question.language or floor.config.settings.language,
            queue.language_level,
        ),
        target_s=effective_target(queue.target_s, question.priority),
        order=0,
        ahead=goes_ahead(question.priority),
        preference=preference(queue, question.who, question.priority, floor.at_work),
    )
    return _of(floor, waiter, queue, now)


def _case_of_waiting(floor: Floor, question: ProbeQuestion, now: float) -> Case | None:
    visit = floor.visits.get(question.interaction_id or "")
    if visit is None:
        return None
    queue = floor.config.queues.get(visit.queue_id)
    target_s = queue.target_s if queue else USUAL_TARGET_S
    waiter = visits.waiter(visit, floor.asked_of(visit), target_s, preferred(floor, visit))
    barred = floor.matcher.barred_from(visit.interaction_id)
    return replace(_of(floor, waiter, queue, now), barred=barred)


def _of(floor: Floor, waiter: Waiter, queue: Queue | None, now: float) -> Case:
    return Case(
        waiter=waiter,
        rules=queue.rules if queue else QueueRules(),
        channels=USUAL,
        now=now,
        open_ring=floor.matcher.opened(waiter.queue_id),
    )


def _situation(floor: Floor, agent_id: str) -> Situation:
    idle = floor.matcher.idle_as(agent_id)
    since = idle.since if idle else None
    return Situation(traits=floor.matcher.traits(agent_id), since=since, resting=floor.rests(agent_id))


def _rings(case: Case) -> Iterable[RingNow]:
    for number, after in enumerate(delays(case.rules)):
        left = case.waiter.entered_at + after - case.now
        if left <= 0:
            yield RingNow(ring=number, by="age")
        elif case.open_ring >= number:
            yield RingNow(ring=number, by="pressure")
        else:
            yield RingNow(ring=number, by=None, opens_in_s=left if left < float("inf") else None)


def _counts(found: Iterable[Verdict]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in found:
        counts[each.reason] = counts.get(each.reason, 0) + 1
    return counts


def _probed(floor: Floor, verdict: Verdict, case: Case) -> ProbedAgent:
    agent = floor.agents[verdict.agent_id]
    return ProbedAgent(
        agent_id=verdict.agent_id,
        reason=verdict.reason,
        ring=verdict.ring,
        state=_state(floor, agent),
        not_ready=agent.reason,
        state_s=max(0.0, case.now - agent.since.timestamp()),
        lacks=_lacks(floor, verdict, case) if verdict.reason in ("skill", "language") else (),
        rests_s=agent.rest.until.timestamp() - case.now if agent.rest else None,
    )


def _state(floor: Floor, agent: Agent) -> State:
    if agent.activity not in ("idle", "resting"):
        return agent.activity
    if agent.presence != "ready":
        return agent.presence
    if agent.rest is not None:
        return "resting"
    return "ready" if floor.has_phone(agent.agent_id) else "no_phone"


def _lacks(floor: Floor, verdict: Verdict, case: Case) -> tuple[Lack, ...]:
    skills = dict(floor.matcher.traits(verdict.agent_id).skills)
    less = case.rules.rings[-1].levels_less
    asked = (
        Lack(skill_id=n.skill_id, level=max(1, n.level - less), has=skills.get(n.skill_id, 0))
        for n in case.waiter.needs
        if is_language(n.skill_id) == (verdict.reason == "language")
    )
    return tuple(lack for lack in asked if lack.has < lack.level)
