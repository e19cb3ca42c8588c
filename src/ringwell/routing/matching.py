"""Who gets what next: the oldest eligible caller to the longest idle eligible agent (routing.md, rules 1, 2 and 7).

"Oldest" is age divided by the target of its class. Waiting callers of one queue with the same needs and the same target stand in one
line, in which order is by age alone; idle agents with the same skills sit on one bench. So a decision looks at the heads of few lines
or benches. Both are sorted lists: nothing that left stays behind in them.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping
from datetime import datetime

import msgspec

from ringwell.routing.messages import FRONT_OF_QUEUE, SkillNeed

NORMAL_PRIORITY = 5
PRIORITY_DOUBLES_EVERY = 2

Needs = tuple[SkillNeed, ...]
Skills = tuple[tuple[str, int], ...]
Standing = tuple[datetime, int, str]
"""When the wait or the idleness began, what parts those of the same instant, and whose it is."""
Urgency = tuple[bool, float, float, int]


class Waiter(msgspec.Struct, frozen=True, kw_only=True):
    """An interaction that waits. `entered_at` is what its age counts from and stays when an offer fails; `target_s` is the class's.

    `ahead`: it goes before all that are not, whatever their age.
    """

    interaction_id: str
    queue_id: str
    entered_at: datetime
    needs: Needs
    target_s: float
    order: int
    ahead: bool = False

    @property
    def standing(self) -> Standing:
        return self.entered_at, self.order, self.interaction_id


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A decision, with what explains it: how many agents could have taken it, how many others wait."""

    interaction_id: str
    agent_id: str
    candidates: int
    waiting: int


def effective_target(target_s: float, priority: int) -> float:
    """The target that a caller's age is divided by: each two steps of priority halve it, so that age in the end outweighs priority."""
    return max(1.0, target_s) * 2.0 ** ((NORMAL_PRIORITY - priority) / PRIORITY_DOUBLES_EVERY)


def goes_ahead(priority: int) -> bool:
    """Whether this priority is the one before all others."""
    return priority >= FRONT_OF_QUEUE


def can_serve(skills: Mapping[str, int], needs: Needs) -> bool:
    """Whether an agent with these skills has every needed one at its level."""
    return all(skills.get(need.skill_id, 0) >= need.level for need in needs)


def signature(skills: Mapping[str, int]) -> Skills:
    """What agents with the same skills have in common."""
    return tuple(sorted(skills.items()))


class _Line:
    """Callers of one queue with the same needs and target, oldest first."""

    def __init__(self, queue_id: str, needs: Needs, target_s: float, ahead: bool) -> None:
        self.queue_id = queue_id
        self.needs = needs
        self.target_s = target_s
        self.ahead = ahead
        self.waiting: list[Standing] = []

    def urgency(self, standing: Standing, now: datetime) -> Urgency:
        """What the order of callers goes by: age over target, then age, then who came first."""
        age = (now - standing[0]).total_seconds()
        return self.ahead, age / self.target_s, age, -standing[1]

    def more_urgent_than(self, rank: Urgency, now: datetime) -> int:
        """How many of this line come before that rank."""
        return bisect_left(self.waiting, True, key=lambda standing: self.urgency(standing, now) <= rank)


class _Bench:
    """Idle agents with the same skills, longest idle first."""

    def __init__(self, skills: Mapping[str, int]) -> None:
        self.skills = skills
        self.idle: list[Standing] = []


class Matcher:
    """The waiting callers and idle agents of one workspace. Every change makes at most the one match that it enables."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, Needs, float, bool], _Line] = {}
        self._benches: dict[Skills, _Bench] = {}
        self._waiters: dict[str, Waiter] = {}
        self._idle: dict[str, tuple[Skills, Standing]] = {}
        self._barred: dict[str, set[str]] = {}
        self._order = 0

    def waiting(self, interaction_id: str) -> bool:
        return interaction_id in self._waiters

    def idle(self, agent_id: str) -> bool:
        return agent_id in self._idle

    def seat(self, waiter: Waiter) -> None:
        """Let a caller wait, or wait again with the age it had."""
        self.unseat(waiter.interaction_id)
        self._waiters[waiter.interaction_id] = waiter
        key = _line_of(waiter)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(*key)
        insort(line.waiting, waiter.standing)

    def unseat(self, interaction_id: str) -> None:
        """The caller no longer waits (offered, answered, gone)."""
        waiter = self._waiters.pop(interaction_id, None)
        if waiter is None:
            return
        key = _line_of(waiter)
        line = self._lines[key]
        del line.waiting[bisect_left(line.waiting, waiter.standing)]
        if not line.waiting:
            del self._lines[key]

    def forget(self, interaction_id: str) -> None:
        """The wait is over: nothing of it is kept."""
        self.unseat(interaction_id)
        self._barred.pop(interaction_id, None)

    def bar(self, interaction_id: str, agent_id: str) -> None:
        """Do not offer this caller to this agent, who has just declined or missed it, until `unbar`."""
        self._barred.setdefault(interaction_id, set()).add(agent_id)

    def unbar(self, interaction_id: str, agent_id: str) -> None:
        barred = self._barred.get(interaction_id)
        if barred is not None:
            barred.discard(agent_id)
            if not barred:
                del self._barred[interaction_id]

    def free(self, agent_id: str, skills: Mapping[str, int], since: datetime) -> None:
        """The agent can take a call; `since` is what longest idle counts from."""
        self.occupy(agent_id)
        self._order += 1
        key, standing = signature(skills), (since, self._order, agent_id)
        self._idle[agent_id] = (key, standing)
        bench = self._benches.get(key)
        if bench is None:
            bench = self._benches[key] = _Bench(dict(skills))
        insort(bench.idle, standing)

    def occupy(self, agent_id: str) -> None:
        """The agent can take no call."""
        entry = self._idle.pop(agent_id, None)
        if entry is None:
            return
        key, standing = entry
        bench = self._benches[key]
        del bench.idle[bisect_left(bench.idle, standing)]
        if not bench.idle:
            del self._benches[key]

    def match_waiter(self, interaction_id: str) -> Match | None:
        """The agent for this caller, if one is free: of all who can serve, the longest idle."""
        waiter = self._waiters.get(interaction_id)
        if waiter is None:
            return None
        barred = self._barred.get(interaction_id, frozenset[str]())
        heads = [
            head
            for bench in self._benches.values()
            if can_serve(bench.skills, waiter.needs)
            and (head := next((idle for idle in bench.idle if idle[2] not in barred), None)) is not None
        ]
        return self._match(waiter, min(heads)[2]) if heads else None

    def match_agent(self, agent_id: str, now: datetime) -> Match | None:
        """The caller for this agent, if one waits: of all it can serve, the oldest by age over target."""
        entry = self._idle.get(agent_id)
        if entry is None:
            return None
        skills = self._benches[entry[0]].skills
        heads = [
            (line.urgency(head, now), head[2])
            for line in self._lines.values()
            if can_serve(skills, line.needs)
            and (head := next((w for w in line.waiting if not self._is_barred(w, agent_id)), None))
        ]
        return self._match(self._waiters[max(heads)[1]], agent_id) if heads else None

    def place(self, interaction_id: str, now: datetime) -> int:
        """The caller's place among those who wait in the same queue, from 1."""
        mine = self._waiters[interaction_id]
        rank = self._lines[_line_of(mine)].urgency(mine.standing, now)
        lines = (line for line in self._lines.values() if line.queue_id == mine.queue_id)
        return 1 + sum(line.more_urgent_than(rank, now) for line in lines)

    def _is_barred(self, standing: Standing, agent_id: str) -> bool:
        return bool(self._barred) and agent_id in self._barred.get(standing[2], ())

    def _match(self, waiter: Waiter, agent_id: str) -> Match:
        able = sum(len(b.idle) for b in self._benches.values() if can_serve(b.skills, waiter.needs))
        others = len(self._waiters) - 1
        return Match(interaction_id=waiter.interaction_id, agent_id=agent_id, candidates=able, waiting=others)


def _line_of(waiter: Waiter) -> tuple[str, Needs, float, bool]:
    return waiter.queue_id, waiter.needs, waiter.target_s, waiter.ahead
