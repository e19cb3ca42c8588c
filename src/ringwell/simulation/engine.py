"""Virtual time over the routing code of the floor: what would happen, as fast as the machine can tell.

One heap of events; each asks the same `Matcher` as the floor does. An interrupted mail or task takes no longer for it, and agents
answer at once: the rest of a call is not routing's.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from heapq import heappop, heappush
from math import inf
from random import Random

from ringwell.kernel.settings import Limits
from ringwell.routing.capacity import USUAL
from ringwell.routing.limits import Strain
from ringwell.routing.matching import Match, Matcher, Preference, Waiter, effective_target, goes_ahead
from ringwell.routing.messages import SkillNeed
from ringwell.routing.pressure import Pulse, opened
from ringwell.routing.rules import next_widening
from ringwell.simulation.draws import Arrival, arrivals, instants
from ringwell.simulation.outcome import Outcome, QueueOutcome
from ringwell.simulation.quoting import Quoting
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Scenario, agent_ids, policy_of

DRAIN_S = 86_400.0
"""For so long after the end those who still wait may be answered."""

Source = Iterator[Arrival]


class _Agent:
    __slots__ = (
        "agent_id",
        "busy_since",
        "in_hand",
        "in_shift",
        "limits",
        "plan",
        "resting",
        "shift_since",
        "strain",
    )

    def __init__(self, agent_id: str, plan: AgentPlan, usual: Limits) -> None:
        self.agent_id = agent_id
        self.plan = plan
        limits = plan.limits or usual
        self.limits = limits if limits.any else None
        self.in_hand: tuple[str, ...] = ()
        self.in_shift = False
        self.resting = False
        self.busy_since = 0.0
        self.shift_since = 0.0
        self.strain = Strain()


class _Queue:
    __slots__ = (
        "ahead",
        "needs",
        "open_rings",
        "outcome",
        "plan",
        "pulse",
        "rules",
        "source",
        "target_s",
        "waiting",
        "widens",
    )

    def __init__(self, plan: QueuePlan, source: Source, outcome: QueueOutcome) -> None:
        self.plan = plan
        self.source = source
        self.outcome = outcome
        self.rules = plan.rules
        self.needs = tuple(SkillNeed(skill, level) for skill, level in sorted(plan.needs.items()))
        self.target_s = effective_target(plan.target_s, plan.priority)
        self.ahead = goes_ahead(plan.priority)
        self.widens = next_widening(self.rules, 0.0, 0.0) is not None
        self.pulse = Pulse(plan.target_s, 0.0) if any(ring.pressure for ring in plan.rings) else None
        self.open_rings: frozenset[int] = frozenset()
        self.waiting = 0


class _Caller:
    __slots__ = ("arrival", "counts", "interaction_id", "queue", "waiting")

    def __init__(self, interaction_id: str, queue: _Queue, arrival: Arrival, counts: bool) -> None:
        self.interaction_id = interaction_id
        self.queue = queue
        self.arrival = arrival
        self.counts = counts
        self.waiting = True


def sources(scenario: Scenario, seed: int) -> Mapping[str, Source]:
    """Who comes to each queue. The same seed brings the same people, however they are answered."""
    return {queue.queue_id: _source(queue, scenario.until_s, seed) for queue in scenario.queues}


def _source(queue: QueuePlan, until_s: float, seed: int) -> Source:
    def dice(what: str) -> Random:
        return Random(f"{seed}/{queue.queue_id}/{what}")  # noqa: S311 chance, not secrets

    patience = queue.patience.draw(dice("patience")) if queue.patience else None
    times = instants(queue.arrivals, until_s, dice("arrivals"))
    return arrivals(times, queue.service.draw(dice("service")), queue.wrap_up.draw(dice("wrap_up")), patience)


class Simulation:
    """One run. `run` plays it to its end, `play` a stretch of it, so that progress can be shown and it can be left."""

    def __init__(
        self, scenario: Scenario, coming: Mapping[str, Source], quoting: Quoting | None = None
    ) -> None:
        self._scenario = scenario
        self._quoting = quoting
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = 0
        self.now = 0.0
        rules = {queue.queue_id: queue.rules for queue in scenario.queues}
        self._matcher = Matcher(rules, policy_of(scenario))
        self._callers: dict[str, _Caller] = {}
        self.outcome = Outcome(queues={q.queue_id: QueueOutcome(q) for q in scenario.queues})
        usual = scenario.limits
        self._agents = {agent_id: _Agent(agent_id, plan, usual) for agent_id, plan in agent_ids(scenario)}
        for agent in self._agents.values():
            self._enrol(agent)
        for queue in scenario.queues:
            self._next(_Queue(queue, coming[queue.queue_id], self.outcome.queues[queue.queue_id]))

    def run(self) -> Outcome:
        """Play all of it."""
        self.play(inf)
        return self.close()

    def play(self, to_s: float) -> bool:
        """Go on until then; False when it is over."""
        events = self._events
        end = self._scenario.until_s + DRAIN_S
        while events:
            if events[0][0] > to_s:
                return True
            at, _, act = heappop(events)
            if at > end:
                break
            self.now = at
            act()
        return False

    def close(self) -> Outcome:
        """What came of it; who still waits has neither been answered nor given up."""
        end = self._scenario.until_s
        for agent in self._agents.values():
            if agent.in_shift:
                self._staffed(agent, end)
            if agent.in_hand:
                self._busy(agent, end)
        return self.outcome

    # --- events

    def _at(self, at: float, act: Callable[[], None]) -> None:
        self._order += 1
        heappush(self._events, (at, self._order, act))

    def _next(self, queue: _Queue) -> None:
        arrival = next(queue.source, None)
        if arrival is not None:
            self._at(arrival.at, partial(self._come, queue, arrival))

    def _come(self, queue: _Queue, arrival: Arrival) -> None:
        self._next(queue)
        self._order += 1
        interaction_id = f"int_{self._order}"
        caller = _Caller(interaction_id, queue, arrival, arrival.at >= self._scenario.warm_up_s)
        self._callers[interaction_id] = caller
        queue.waiting += 1
        if caller.counts:
            queue.outcome.offered += 1
        self._matcher.seat(self._waiter(caller), self.now)
        self._carry_out(self._matcher.match_waiter(interaction_id, self.now))
        if not caller.waiting:
            return
        if self._quoting:
            place = self._matcher.place(interaction_id, self.now)
            self._quoting.wait(queue.plan.queue_id, interaction_id, place, self.now, queue.waiting)
        if arrival.patience_s < inf:
            self._at(arrival.at + arrival.patience_s, partial(self._give_up, caller))
        if queue.widens or arrival.preferred:
            self._set_widening(caller)
        if queue.pulse:
            self._feel_pressure(queue)

    def _waiter(self, caller: _Caller) -> Waiter:
        queue, arrival = caller.queue, caller.arrival
        target_s, ahead = queue.target_s, queue.ahead
        if arrival.priority is not None:
            target_s = effective_target(queue.plan.target_s, arrival.priority)
            ahead = goes_ahead(arrival.priority)
        return Waiter(
            interaction_id=caller.interaction_id,
            queue_id=queue.plan.queue_id,
            entered_at=arrival.at,
            needs=queue.needs if arrival.needs is None else arrival.needs,
            target_s=target_s,
            order=self._order,
            ahead=ahead,
            channel=queue.plan.channel,
            preference=self._preference(arrival) if arrival.preferred else None,
        )

    def _preference(self, arrival: Arrival) -> Preference | None:
        """Those whom it waits for who are at work."""
        agents = self._agents
        at_work = tuple(each for each in arrival.preferred if each in agents and agents[each].in_shift)
        return Preference(at_work, arrival.preferred_for_s) if at_work else None

    def _give_up(self, caller: _Caller) -> None:
        if not caller.waiting:
            return
        self._leave(caller)
        if caller.counts:
            caller.queue.outcome.abandon(caller.arrival.patience_s, caller.arrival.at)
        self._tell_pulse(caller.queue, caller.arrival.patience_s, answered=False)
        self._tell_quoting(caller, answered=False)

    def _set_widening(self, caller: _Caller) -> None:
        arrival = caller.arrival
        at = next_widening(caller.queue.rules, arrival.at, self.now)
        waits_until = arrival.at + arrival.preferred_for_s
        if arrival.preferred and self.now < waits_until and (at is None or waits_until < at):
            at = waits_until
        if at is not None:
            self._at(at, partial(self._widen, caller))

    def _widen(self, caller: _Caller) -> None:
        if caller.waiting:
            self._set_widening(caller)
            self._carry_out(self._matcher.match_waiter(caller.interaction_id, self.now))

    def _leave(self, caller: _Caller) -> None:
        caller.waiting = False
        caller.queue.waiting -= 1
        del self._callers[caller.interaction_id]
        self._matcher.forget(caller.interaction_id)

    # --- agents

    def _enrol(self, agent: _Agent) -> None:
        self._matcher.enrol(agent.agent_id, agent.plan.traits)
        for shift in agent.plan.shifts:
            self._at(shift.from_s, partial(self._begin, agent))
            self._at(shift.to_s, partial(self._end, agent))
        if not agent.plan.shifts:
            self._at(0.0, partial(self._begin, agent))

    def _begin(self, agent: _Agent) -> None:
        agent.in_shift, agent.shift_since = True, self.now
        self._tell_duty(agent, 1)
        self._offer(agent)

    def _end(self, agent: _Agent) -> None:
        agent.in_shift = False
        self._tell_duty(agent, -1)
        self._staffed(agent, self.now)
        self._offer(agent)

    def _rested(self, agent: _Agent) -> None:
        agent.resting = False
        self._offer(agent)

    def _offer(self, agent: _Agent) -> None:
        """Let the agent have what it can take, or nothing where it is away or rests."""
        if not agent.in_shift or agent.resting:
            self._matcher.occupy(agent.agent_id)
            return
        self._matcher.free(agent.agent_id, self.now, agent.in_hand)
        self._carry_out(self._matcher.match_agent(agent.agent_id, self.now))

    def _carry_out(self, match: Match | None) -> None:
        """Caller and agent come together; where the agent has room it looks for more."""
        if match is None:
            return
        caller, agent = self._callers[match.interaction_id], self._agents[match.agent_id]
        queue, arrival = caller.queue, caller.arrival
        waited = self.now - arrival.at + arrival.ring_s
        self._leave(caller)
        if caller.counts:
            queue.outcome.answer(waited, match.ring, arrival.at)
        if not agent.in_hand:
            agent.busy_since = self.now
        channel = queue.plan.channel
        agent.in_hand = (channel,) if not agent.in_hand else tuple(sorted((*agent.in_hand, channel)))
        lasts = arrival.ring_s + (arrival.service_s + arrival.wrap_up_s) / agent.plan.speed
        self._at(self.now + lasts, partial(self._done, agent, channel, self.now))
        if USUAL[channel].alone:
            self._matcher.occupy(agent.agent_id)
        else:
            self._offer(agent)
        self._tell_pulse(queue, waited, answered=True)
        self._tell_quoting(caller, answered=True)

    def _done(self, agent: _Agent, channel: str, taken: float) -> None:
        rest = list(agent.in_hand)
        rest.remove(channel)
        agent.in_hand = tuple(rest)
        if not agent.in_hand:
            self._busy(agent, self.now)
        if agent.limits is not None:
            self._order += 1
            agent.strain.work(taken, self.now, str(self._order))
            rest = agent.strain.rest(agent.limits, self.now)
            if rest is not None:
                agent.resting = True
                agent.strain.rested(self.now)
                self._at(rest.until, partial(self._rested, agent))
        self._offer(agent)

    def _busy(self, agent: _Agent, until: float) -> None:
        self.outcome.busy_s += self._within(agent.busy_since, until)

    def _staffed(self, agent: _Agent, until: float) -> None:
        self.outcome.staffed_s += self._within(agent.shift_since, until)

    def _within(self, since: float, until: float) -> float:
        """How much of this lies in the time that counts."""
        return max(0.0, min(until, self._scenario.until_s) - max(since, self._scenario.warm_up_s))

    # --- what callers are told

    def _tell_quoting(self, caller: _Caller, *, answered: bool) -> None:
        if self._quoting:
            queue = caller.queue
            self._quoting.leave(
                queue.plan.queue_id, caller.interaction_id, self.now, queue.waiting, answered=answered
            )

    def _tell_duty(self, agent: _Agent, by: int) -> None:
        if self._quoting:
            self._quoting.duty(agent.plan.skills, by, self.now)

    # --- pressure

    def _tell_pulse(self, queue: _Queue, waited: float, *, answered: bool) -> None:
        if queue.pulse:
            queue.pulse.end(self.now, waited, answered=answered)
            self._feel_pressure(queue)

    def _feel_pressure(self, queue: _Queue) -> None:
        """Open or close rings by what the queue's figures are now, and let those in who may come."""
        if queue.pulse is None:
            return
        rings = opened(queue.rules, queue.pulse.figures(self.now, queue.waiting), queue.open_rings)
        if rings == queue.open_rings:
            return
        queue.open_rings = rings
        for agent_id in self._matcher.open_ring(queue.plan.queue_id, max(rings, default=0)):
            self._carry_out(self._matcher.match_agent(agent_id, self.now))
