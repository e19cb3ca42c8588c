"""Who gets what next: the oldest eligible caller to the longest idle eligible agent (routing.md, rules 1, 2 and 7).

"Oldest" is age divided by the target of its class. Waiting callers with the same needs and the same target form a class, within which
order is by age alone; idle agents with the same skills form another. So a decision looks at the heads of few heaps.
"""

import heapq
from collections.abc import Mapping
from datetime import datetime
from functools import total_ordering

import msgspec

from ringwell.routing.messages import SkillNeed

NORMAL_PRIORITY = 5
PRIORITY_DOUBLES_EVERY = 2

Needs = tuple[SkillNeed, ...]
Skills = tuple[tuple[str, int], ...]


class Waiter(msgspec.Struct, frozen=True, kw_only=True):
    """An interaction that waits. `entered_at` is what its age counts from and stays when an offer fails; `target_s` is the class's."""

    visit_id: str
    queue_id: str
    entered_at: datetime
    needs: Needs
    target_s: float
    order: int


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A decision, with what explains it: how many agents could have taken it, how many others wait."""

    visit_id: str
    agent_id: str
    candidates: int
    waiting: int


def effective_target(target_s: float, priority: int) -> float:
    """The target that a caller's age is divided by: each two steps of priority halve it, so that age in the end outweighs priority."""
    return max(1.0, target_s) * 2.0 ** ((NORMAL_PRIORITY - priority) / PRIORITY_DOUBLES_EVERY)


def can_serve(skills: Mapping[str, int], needs: Needs) -> bool:
    """Whether an agent with these skills has every needed one at its level."""
    return all(skills.get(need.skill_id, 0) >= need.level for need in needs)


@total_ordering
class _Idle(msgspec.Struct, frozen=True):
    """An idle agent in its line: longest idle first, then in the order in which they became idle."""

    since: datetime
    order: int
    agent_id: str

    def __lt__(self, other: "_Idle") -> bool:
        return (self.since, self.order) < (other.since, other.order)


class Matcher:
    """The waiting callers and idle agents of one workspace. Every change makes at most the one match that it enables."""

    def __init__(self) -> None:
        self._waiters: dict[str, Waiter] = {}
        self._idle: dict[str, tuple[Skills, _Idle]] = {}
        self._lines: dict[tuple[Needs, float], list[tuple[datetime, int, str]]] = {}
        self._benches: dict[Skills, list[_Idle]] = {}
        self._barred: dict[str, set[str]] = {}
        self._order = 0

    def waiting(self, visit_id: str) -> bool:
        return visit_id in self._waiters

    def idle(self, agent_id: str) -> bool:
        return agent_id in self._idle

    def seat(self, waiter: Waiter) -> None:
        """Let a caller wait, or wait again with the age it had."""
        self._waiters[waiter.visit_id] = waiter
        line = self._lines.setdefault((waiter.needs, waiter.target_s), [])
        heapq.heappush(line, (waiter.entered_at, waiter.order, waiter.visit_id))

    def unseat(self, visit_id: str) -> None:
        """The caller no longer waits (offered, answered, gone)."""
        self._waiters.pop(visit_id, None)

    def forget(self, visit_id: str) -> None:
        """The visit is over: nothing of it is kept."""
        self.unseat(visit_id)
        self._barred.pop(visit_id, None)

    def bar(self, visit_id: str, agent_id: str) -> None:
        """Do not offer this caller to this agent, who has just declined or missed it, until `unbar`."""
        self._barred.setdefault(visit_id, set()).add(agent_id)

    def unbar(self, visit_id: str, agent_id: str) -> None:
        self._barred.get(visit_id, set[str]()).discard(agent_id)

    def free(self, agent_id: str, skills: Mapping[str, int], since: datetime) -> None:
        """The agent can take a call; `since` is what longest idle counts from."""
        self._order += 1
        signature = tuple(sorted(skills.items()))
        idle = _Idle(since, self._order, agent_id)
        self._idle[agent_id] = (signature, idle)
        heapq.heappush(self._benches.setdefault(signature, []), idle)

    def occupy(self, agent_id: str) -> None:
        """The agent can take no call."""
        self._idle.pop(agent_id, None)

    def match_waiter(self, visit_id: str) -> Match | None:
        """The agent for this caller, if one is free: of all who can serve, the longest idle."""
        waiter = self._waiters.get(visit_id)
        if waiter is None:
            return None
        barred = self._barred.get(visit_id, set[str]())
        candidates = [
            idle
            for skills, bench in self._benches.items()
            if can_serve(dict(skills), waiter.needs)
            and (idle := self._longest_idle(bench, barred)) is not None
        ]
        if not candidates:
            return None
        return self._match(waiter, min(candidates).agent_id)

    def match_agent(self, agent_id: str, now: datetime) -> Match | None:
        """The caller for this agent, if one waits: of all it can serve, the oldest by age over target."""
        if agent_id not in self._idle:
            return None
        skills = dict(self._idle[agent_id][0])
        heads = [
            waiter
            for (needs, _), line in self._lines.items()
            if can_serve(skills, needs) and (waiter := self._oldest(line, agent_id)) is not None
        ]
        if not heads:
            return None
        return self._match(max(heads, key=lambda waiter: urgency(waiter, now)), agent_id)

    def place(self, visit_id: str, now: datetime) -> int:
        """The caller's place among those who wait in the same queue, from 1."""
        mine = self._waiters[visit_id]
        rank = urgency(mine, now)
        others = (w for w in self._waiters.values() if w.queue_id == mine.queue_id and w.visit_id != visit_id)
        return 1 + sum(1 for other in others if urgency(other, now) > rank)

    def _match(self, waiter: Waiter, agent_id: str) -> Match:
        able = sum(1 for skills, _ in self._idle.values() if can_serve(dict(skills), waiter.needs))
        return Match(
            visit_id=waiter.visit_id, agent_id=agent_id, candidates=able, waiting=len(self._waiters) - 1
        )

    def _longest_idle(self, bench: list[_Idle], barred: set[str]) -> _Idle | None:
        while bench and not self._sits(bench[0]):
            heapq.heappop(bench)
        if not barred or not bench:
            return bench[0] if bench else None
        return min((idle for idle in bench if self._sits(idle) and idle.agent_id not in barred), default=None)

    def _sits(self, idle: _Idle) -> bool:
        entry = self._idle.get(idle.agent_id)
        return entry is not None and entry[1] is idle

    def _oldest(self, line: list[tuple[datetime, int, str]], agent_id: str) -> Waiter | None:
        while line and not self._stands(line[0]):
            heapq.heappop(line)
        if not line:
            return None
        if agent_id not in self._barred.get(line[0][2], set[str]()):
            return self._waiters[line[0][2]]
        free = (e for e in line if self._stands(e) and agent_id not in self._barred.get(e[2], set[str]()))
        first = min(free, default=None)
        return None if first is None else self._waiters[first[2]]

    def _stands(self, entry: tuple[datetime, int, str]) -> bool:
        waiter = self._waiters.get(entry[2])
        return waiter is not None and (waiter.entered_at, waiter.order) == entry[:2]


def urgency(waiter: Waiter, now: datetime) -> tuple[float, float, int]:
    """What the order of callers goes by: age over target, then age, then who came first."""
    age = (now - waiter.entered_at).total_seconds()
    return age / waiter.target_s, age, -waiter.order
