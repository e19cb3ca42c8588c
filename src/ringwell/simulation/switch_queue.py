"""The switch's own `Queue()` in virtual time, set fairly: `autofill=yes, retry=1, wrapuptime=0, ringinuse=no, strategy=leastrecent`,
`shared_lastcall=yes` (which is its default).

As app_queue does it: each caller looks once a second, counted from its own coming, whether it is among the first so many as members are
free; then it rings whom it finds free and least recently called, by whole seconds. A demand is a queue of its own whose members are the
agents with its skills; nothing orders the callers of different queues, the first to look has the agent, unless queues have weights (`weight=`):
then nobody is rung whom a heavier queue has too that has as many callers as free members. Levels, rings, limits, speeds and priorities
have no counterpart there but skills, shifts and patience do. `bench/queue_model.py` holds this against the real one, all but weights.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from heapq import heappop, heappush
from math import inf

from ringwell.simulation.draws import Arrival
from ringwell.simulation.engine import DRAIN_S, Source
from ringwell.simulation.outcome import Outcome, QueueOutcome
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Scenario, agent_ids

LOOK_EVERY_S = 1.0
"""How long a caller waits before it looks again (app_queue's RECHECK)."""


class _Member:
    """An agent. `last_call`: when its last call ended, of whatever queue (`shared_lastcall`), in whole seconds as app_queue keeps it."""

    __slots__ = ("busy", "in_shift", "last_call", "plan", "since", "taken")

    def __init__(self, plan: AgentPlan) -> None:
        self.plan = plan
        self.in_shift = False
        self.busy = False
        self.since = 0.0
        self.taken = 0.0
        self.last_call = 0

    @property
    def free(self) -> bool:
        return self.in_shift and not self.busy


class _Line:
    """A queue: its members in the order of the file, its callers in the order of coming."""

    __slots__ = ("callers", "members", "outcome", "plan", "source", "weight")

    def __init__(
        self, plan: QueuePlan, source: Source, outcome: QueueOutcome, members: Iterable[_Member], weight: int
    ) -> None:
        self.plan = plan
        self.source = source
        self.outcome = outcome
        self.members = [each for each in members if _fits(each.plan, plan)]
        self.callers: list[_Caller] = []
        self.weight = weight

    def free(self) -> list[_Member]:
        return [member for member in self.members if member.free]


class _Caller:
    __slots__ = ("arrival", "counts", "line", "waiting")

    def __init__(self, line: _Line, arrival: Arrival, counts: bool) -> None:
        self.line = line
        self.arrival = arrival
        self.counts = counts
        self.waiting = True


class SwitchQueue:
    """One run of a scenario, as `Simulation` is one; `run` plays it to its end. `weights` by queue; others have 0."""

    def __init__(
        self, scenario: Scenario, coming: Mapping[str, Source], weights: Mapping[str, int] | None = None
    ) -> None:
        self._scenario = scenario
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = 0
        self.now = 0.0
        self.outcome = Outcome(queues={q.queue_id: QueueOutcome(q) for q in scenario.queues})
        self._members = [_Member(plan) for _, plan in agent_ids(scenario)]
        for member in self._members:
            self._enrol(member)
        self._lines = list[_Line]()
        for plan in scenario.queues:
            outcome, weight = self.outcome.queues[plan.queue_id], (weights or {}).get(plan.queue_id, 0)
            line = _Line(plan, coming[plan.queue_id], outcome, self._members, weight)
            self._lines.append(line)
            self._next(line)

    def run(self) -> Outcome:
        """Play all of it."""
        self.play(inf)
        return self.close()

    def play(self, to_s: float) -> bool:
        """Go on until then; False when it is over."""
        end = self._scenario.until_s + DRAIN_S
        while self._events and self._events[0][0] <= end:
            if self._events[0][0] > to_s:
                return True
            self.now, _, act = heappop(self._events)
            act()
        return False

    def close(self) -> Outcome:
        """What came of it; who still waits has neither been answered nor given up."""
        for member in self._members:
            if member.in_shift:
                self._staffed(member, self._scenario.until_s)
        return self.outcome

    def _at(self, at: float, act: Callable[[], None]) -> None:
        self._order += 1
        heappush(self._events, (at, self._order, act))

    # --- callers

    def _next(self, line: _Line) -> None:
        arrival = next(line.source, None)
        if arrival is not None:
            self._at(arrival.at, partial(self._come, line, arrival))

    def _come(self, line: _Line, arrival: Arrival) -> None:
        self._next(line)
        caller = _Caller(line, arrival, arrival.at >= self._scenario.warm_up_s)
        line.callers.append(caller)
        if caller.counts:
            line.outcome.offered += 1
        self._look(caller)
        if caller.waiting and arrival.patience_s < inf:
            self._at(arrival.at + arrival.patience_s, partial(self._give_up, caller))

    def _look(self, caller: _Caller) -> None:
        """Ring somebody if it is this caller's turn; otherwise look again a second later."""
        if not caller.waiting:
            return
        line = caller.line
        free = line.free()
        its_turn = any(each is caller for each in line.callers[: len(free)])
        able = self._not_kept(line, free) if its_turn else []
        if able:
            self._connect(caller, min(able, key=lambda each: each.last_call))
        else:
            self._at(self.now + LOOK_EVERY_S, partial(self._look, caller))

    def _not_kept(self, line: _Line, free: list[_Member]) -> list[_Member]:
        """Those whom no heavier queue needs."""
        heavier = [each for each in self._lines if each.weight > line.weight and each.callers]
        pressed = [each for each in heavier if len(each.callers) >= len(each.free())]
        return [member for member in free if not any(member in each.members for each in pressed)]

    def _connect(self, caller: _Caller, member: _Member) -> None:
        arrival, queue = caller.arrival, caller.line
        self._leave(caller)
        if caller.counts:
            queue.outcome.answer(self.now - arrival.at + arrival.ring_s, 0, arrival.at)
        member.busy, member.taken = True, self.now
        talks_s = arrival.ring_s + arrival.service_s / member.plan.speed
        self._at(self.now + talks_s, partial(self._hung_up, member))
        self._at(self.now + talks_s + arrival.wrap_up_s / member.plan.speed, partial(self._available, member))

    def _give_up(self, caller: _Caller) -> None:
        if not caller.waiting:
            return
        self._leave(caller)
        if caller.counts:
            caller.line.outcome.abandon(caller.arrival.patience_s, caller.arrival.at)

    def _leave(self, caller: _Caller) -> None:
        caller.waiting = False
        caller.line.callers.remove(caller)

    # --- members

    def _enrol(self, member: _Member) -> None:
        for shift in member.plan.shifts:
            self._at(shift.from_s, partial(self._begin, member))
            self._at(shift.to_s, partial(self._end, member))
        if not member.plan.shifts:
            self._at(0.0, partial(self._begin, member))

    def _begin(self, member: _Member) -> None:
        member.in_shift, member.since = True, self.now

    def _end(self, member: _Member) -> None:
        member.in_shift = False
        self._staffed(member, self.now)

    def _hung_up(self, member: _Member) -> None:
        member.last_call = int(self.now)

    def _available(self, member: _Member) -> None:
        member.busy = False
        self.outcome.busy_s += self._within(member.taken, self.now)

    def _staffed(self, member: _Member, until: float) -> None:
        self.outcome.staffed_s += self._within(member.since, until)

    def _within(self, since: float, until: float) -> float:
        """How much of this lies in the time that counts."""
        return max(0.0, min(until, self._scenario.until_s) - max(since, self._scenario.warm_up_s))


def _fits(agent: AgentPlan, queue: QueuePlan) -> bool:
    return all(agent.skills.get(skill, 0) >= level for skill, level in queue.needs.items())
