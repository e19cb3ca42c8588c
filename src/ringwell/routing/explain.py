"""Why somebody got a caller, or did not (routing.md, rule 8): worked out when it is asked, for the one caller in question."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from ringwell.routing.capacity import Channels, InHand, takes
from ringwell.routing.matching import Match, Matcher, Waiter
from ringwell.routing.policies import Idle, Policy
from ringwell.routing.rules import QueueRules, Reason, Traits, delays, refused_by, ring_of

Why = Literal[
    "awaited", "only_one_free", "longest_idle", "own_people", "covers_least", "least_in_hand", "fastest"
]
"""Why this agent: the caller waits for it; nobody else could; it is idle longest; or there was one idle for longer, who belongs to a
ring farther out, can take more kinds of what is in demand, or has more in hand; or its queue gives callers to who finishes them fastest."""


def why(matcher: Matcher, match: Match, now: float) -> tuple[Why, int]:
    """The reason for a decision that has not been carried out yet, and how many could have been given the caller."""
    candidates = matcher.candidates(match.interaction_id, now)
    if match.agent_id in matcher.awaited(match.interaction_id):
        return "awaited", candidates
    if candidates <= 1:
        return "only_one_free", candidates
    if matcher.weighs_agents(match.interaction_id):
        return "fastest", candidates
    contenders = matcher.contenders(match.interaction_id, now)
    chosen = next((each for _, each in contenders if each.agent_id == match.agent_id), None)
    if chosen is None:
        return "longest_idle", candidates
    ring, longest = min(contenders, key=lambda each: (each[1].since, each[1].order))
    if longest.agent_id == chosen.agent_id:
        return "longest_idle", candidates
    if ring > match.ring:
        return "own_people", candidates
    return ("covers_least" if longest.covers > chosen.covers else "least_in_hand"), candidates


PassedFor = Literal["outer_ring", "covers_more", "more_in_hand", "slower", "barred"]
"""Why somebody who had been free for longer was not given the caller: belongs to a ring farther out, can take more kinds of what is in
demand, has more in hand, is not as fast, or has just declined or missed it."""
NAMED_AT_MOST = 3


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """Who was not given a caller: of all agents how many for which reason, and some of those who had been free for longer by their ids."""

    counts: dict[Reason, int]
    named: tuple[tuple[str, PassedFor], ...]


def passed(matcher: Matcher, match: Match, now: float) -> Passed:
    """Who was passed over by a decision that has not been carried out yet. Costs no more the more agents there are."""
    counts = matcher.tally(match.interaction_id, now)
    chosen = matcher.idle_as(match.agent_id)
    if chosen is None or matcher.awaited(match.interaction_id):
        return Passed(counts=counts, named=())
    contenders = matcher.contenders(match.interaction_id, now)
    longer = [
        (ring, each) for ring, each in contenders if (each.since, each.order) < (chosen.since, chosen.order)
    ]
    longer.sort(key=lambda each: (each[1].since, each[1].order))
    by_pace = matcher.weighs_agents(match.interaction_id)
    named: list[tuple[str, PassedFor]] = [
        (each.agent_id, _passed_for(each, ring, chosen, match, by_pace)) for ring, each in longer
    ]
    barred = sorted(each for each in matcher.barred_from(match.interaction_id) if matcher.idle(each))
    named.extend((agent_id, "barred") for agent_id in barred)
    return Passed(counts=counts, named=tuple(named[:NAMED_AT_MOST]))


def _passed_for(other: Idle, ring: int, chosen: Idle, match: Match, by_pace: bool) -> PassedFor:
    if ring > match.ring:
        return "outer_ring"
    if by_pace:
        return "slower"
    return "covers_more" if other.covers > chosen.covers else "more_in_hand"


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """An agent as routing sees it; `since` is None where it can take nothing at all, `resting` where that is for a limit."""

    traits: Traits
    since: float | None
    resting: bool = False
    in_hand: InHand = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What routing thinks of one agent for one caller. `ring` is the one that admits it, None where none does."""

    agent_id: str
    reason: Reason
    ring: int | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The caller in question and what holds for it: its queue's rules and open ring, who is barred from it."""

    waiter: Waiter
    rules: QueueRules
    channels: Channels
    now: float
    open_ring: int = 0
    barred: frozenset[str] = frozenset()


def awaited(case: Case, agents: Mapping[str, Situation]) -> tuple[str, ...]:
    """Whom alone the caller waits for, the dearest first; nobody where anybody will do."""
    return tuple(
        agent_id
        for agent_id in _preferred(case)
        if agent_id in agents and ring_of(agents[agent_id].traits, case.rules, case.waiter.needs) is not None
    )


def verdicts(case: Case, agents: Mapping[str, Situation]) -> list[Verdict]:
    """Every agent, those who could have the caller first. Looks at each: for a screen or an API, not for each decision."""
    dear = awaited(case, agents)
    found = [_verdict(agent_id, agent, case, dear) for agent_id, agent in agents.items()]
    return sorted(found, key=lambda each: (each.reason != "able", each.ring is None, each.ring or 0))


def chosen(found: Sequence[Verdict], idle: Sequence[Idle], policy: Policy, case: Case) -> str | None:
    """Who of those able is the one: of the innermost ring that has any, by the policy; of those awaited, the dearest. None: nobody."""
    able = {each.agent_id: each.ring or 0 for each in found if each.reason == "able"}
    if not able:
        return None
    dearest = next((agent_id for agent_id in _preferred(case) if agent_id in able), None)
    if dearest is not None:
        return dearest
    innermost = min(able.values())
    nearest = [each for each in idle if able.get(each.agent_id) == innermost]
    return policy.agent(case.waiter.queue_id, nearest, case.now).agent_id


def _preferred(case: Case) -> tuple[str, ...]:
    preference = case.waiter.preference
    if preference is None or case.now >= case.waiter.entered_at + preference.limit_s:
        return ()
    return preference.agent_ids


def _verdict(agent_id: str, agent: Situation, case: Case, dear: Sequence[str]) -> Verdict:
    ring = ring_of(agent.traits, case.rules, case.waiter.needs)
    if ring is None:
        skills = dict(agent.traits.skills)
        refused = refused_by(case.rules.rings[-1], agent.traits, skills, case.rules, case.waiter.needs)
        return Verdict(agent_id=agent_id, reason=refused or "skill")
    return Verdict(agent_id=agent_id, reason=_in_the_way(agent_id, agent, ring, case, dear), ring=ring)


def _in_the_way(agent_id: str, agent: Situation, ring: int, case: Case, dear: Sequence[str]) -> Reason:
    if dear and agent_id not in dear:
        return "awaits_another"
    if not dear and not _is_open(ring, case):
        return "ring_closed"
    if agent_id in case.barred:
        return "barred"
    if agent.since is None:
        return "resting" if agent.resting else "busy"
    able = takes(case.waiter.channel, agent.in_hand, agent.traits.units, case.channels)
    return "able" if able else "no_capacity"


def _is_open(ring: int, case: Case) -> bool:
    return case.open_ring >= ring or case.now >= case.waiter.entered_at + delays(case.rules)[ring]
