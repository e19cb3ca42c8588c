"""Who gets what next: the oldest eligible caller to the longest idle eligible agent (routing.md, rules 1 to 8).

Callers who ask for the same with the same target stand in one line; idle agents stand in a row of each demand that they fit, by the ring
that admits them. Which demands an agent fits is worked out when either is new (demand.py). So a decision looks at the heads of the few
lines that one agent can serve, or at the head of one row, however many wait or are idle. Instants are seconds.
"""

from collections.abc import Mapping
from heapq import heappop, heappush
from math import inf
from typing import Literal

import msgspec

from ringwell.routing.capacity import CALL, USUAL, Channels, InHand
from ringwell.routing.demand import (
    STALE_AT_MOST,
    Agent,
    CallerLine,
    Demand,
    Kind,
    QueueState,
    Ring,
    Seat,
    Sitting,
)
from ringwell.routing.messages import FRONT_OF_QUEUE
from ringwell.routing.policies import FCFS_ALIS, Head, Idle, Policy
from ringwell.routing.rows import NO_ONE, Standing
from ringwell.routing.rules import Needs, QueueRules, Reason, Traits

NORMAL_PRIORITY = 5
PRIORITY_DOUBLES_EVERY = 2
IN_DEMAND_S = 3600.0
"""For how long after the last caller who asked for it something is in demand."""
NOBODY: frozenset[str] = frozenset()
ANYONE = QueueRules()

LineKey = tuple[str, Needs, str, float, bool]


class Preference(msgspec.Struct, frozen=True, gc=False):
    """Agents whom a caller waits for, the dearest first, until it is `limit_s` old; then anybody may have it."""

    agent_ids: tuple[str, ...]
    limit_s: float


class Waiter(msgspec.Struct, frozen=True, kw_only=True):
    """An interaction that waits. `entered_at` is what its age counts from and stays when an offer fails; `target_s` is the class's.

    `needs` are sorted. `ahead`: it goes before all that are not, whatever their age.
    """

    interaction_id: str
    queue_id: str
    entered_at: float
    needs: Needs
    target_s: float
    order: int
    ahead: bool = False
    channel: str = CALL
    preference: Preference | None = None


class Match(msgspec.Struct, frozen=True, gc=False):
    """A decision. `ring`: which ring of the queue has let this agent in."""

    interaction_id: str
    agent_id: str
    ring: int = 0


def effective_target(target_s: float, priority: int) -> float:
    """The target that a caller's age is divided by: each two steps of priority halve it, so that age in the end outweighs priority."""
    return max(1.0, target_s) * 2.0 ** ((NORMAL_PRIORITY - priority) / PRIORITY_DOUBLES_EVERY)


def goes_ahead(priority: int) -> bool:
    """Whether this priority is the one before all others."""
    return priority >= FRONT_OF_QUEUE


class Matcher:
    """The waiting callers and idle agents of one workspace. Every change makes at most the one match that it enables.

    `rules` are by queue; a queue without any takes whoever has the skills. A new configuration is a new matcher.
    """

    def __init__(
        self,
        rules: Mapping[str, QueueRules] | None = None,
        policy: Policy = FCFS_ALIS,
        channels: Channels = USUAL,
    ) -> None:
        self.policy = policy
        self._rules = rules or {}
        self._channels = channels
        self._queues: dict[str, QueueState] = {}
        self._demands: dict[tuple[str, Needs, str], Demand] = {}
        self._lines: dict[LineKey, CallerLine] = {}
        self._seats: dict[str, Seat] = {}
        self._kinds: dict[Traits, Kind] = {}
        self._agents: dict[str, Agent] = {}
        self._idle = 0
        self._coming: list[Sitting] = []
        self._barred: dict[str, set[str]] = {}
        self._openings: list[tuple[float, int, str]] = []
        self._aheads = 0
        self._order = 0
        self._epoch = 0
        self._due = inf

    # --- who there is

    def enrol(self, agent_id: str, traits: Traits) -> None:
        """Make an agent known, or known anew; it is not idle before it is `free`."""
        self.rest(agent_id, False)
        before = self._agents.get(agent_id)
        if before is not None:
            before.kind.count(-1)
        kind = self._kinds.get(traits)
        if kind is None:
            kind = self._kinds[traits] = Kind(traits, self._channels)
            for demand in self._demands.values():
                kind.meet(demand)
        kind.count(1)
        self._agents[agent_id] = Agent(agent_id, kind)

    def waiting(self, interaction_id: str) -> bool:
        return interaction_id in self._seats

    def idle(self, agent_id: str) -> bool:
        agent = self._agents.get(agent_id)
        return agent is not None and agent.sitting is not None

    def traits(self, agent_id: str) -> Traits:
        """What an agent who was enrolled is known by."""
        return self._agents[agent_id].kind.traits

    def idle_as(self, agent_id: str) -> Idle | None:
        """An agent as policies see it; None while it can take nothing."""
        agent = self._agents.get(agent_id)
        return _idle(agent) if agent and agent.sitting else None

    def barred_from(self, interaction_id: str) -> frozenset[str]:
        """Whom this caller is not offered."""
        return frozenset(self._barred.get(interaction_id, NOBODY))

    def opened(self, queue_id: str) -> int:
        """How far the queue's pressure has opened it."""
        queue = self._queues.get(queue_id)
        return queue.open_ring if queue else 0

    # --- callers come and go

    def seat(self, waiter: Waiter, now: float) -> None:
        """Let a caller wait, or wait again with the age it had."""
        if waiter.interaction_id in self._seats:
            self.unseat(waiter.interaction_id)
        key = (waiter.queue_id, waiter.needs, waiter.channel, waiter.target_s, waiter.ahead)
        line = self._lines.get(key)
        if line is None:
            line = self._new_line(key)
        line.demand.seen = now
        standing = (waiter.entered_at, waiter.order, waiter.interaction_id)
        names = self._awaited(waiter, line.demand, now) if waiter.preference else ()
        self._take_seat(line, standing, names)

    def unseat(self, interaction_id: str) -> None:
        """The caller no longer waits (offered, answered, gone)."""
        seat = self._seats.pop(interaction_id, None)
        if seat is None:
            return
        line = seat.line
        line.leave(seat.standing)
        demand = line.demand
        demand.waiting -= 1
        if line.head is NO_ONE and not line.held:
            demand.active.remove(line)
        if demand.waiting == 0:
            self._due = min(self._due, demand.seen + IN_DEMAND_S)
        if line.ahead:
            self._aheads -= 1
        for agent_id in seat.names:
            self._agents[agent_id].held.discard(interaction_id)

    def forget(self, interaction_id: str) -> None:
        """The wait is over: nothing of it is kept."""
        self.unseat(interaction_id)
        for agent_id in self._barred.pop(interaction_id, NOBODY):
            self._agents[agent_id].shunned.discard(interaction_id)

    def bar(self, interaction_id: str, agent_id: str) -> None:
        """Do not offer this caller to this agent, who has just declined or missed it, until `unbar`."""
        agent = self._agents.get(agent_id)
        if agent is not None:
            agent.shunned.add(interaction_id)
            self._barred.setdefault(interaction_id, set()).add(agent_id)

    def unbar(self, interaction_id: str, agent_id: str) -> None:
        barred = self._barred.get(interaction_id, set())
        if agent_id in barred:
            barred.discard(agent_id)
            self._agents[agent_id].shunned.discard(interaction_id)
            if not barred:
                del self._barred[interaction_id]

    # --- agents come and go

    def free(self, agent_id: str, since: float, in_hand: InHand = ()) -> None:
        """The agent can take more than it has in hand; `since` is what longest idle counts from."""
        agent = self._agents[agent_id]
        if agent.sitting is not None:
            self.occupy(agent_id)
        if agent.resting:
            self.rest(agent_id, False)
        stance = agent.stance = agent.kind.stance(in_hand)
        if not stance.channels:
            return
        self._order += 1
        self._idle += 1
        stance.idle += 1
        agent.sitting = (since, self._order, agent)
        self._coming.append(agent.sitting)

    def occupy(self, agent_id: str) -> None:
        """The agent can take nothing."""
        agent = self._agents.get(agent_id)
        if agent is None or agent.sitting is None:
            return
        agent.sitting = None
        agent.stance.idle -= 1
        self._idle -= 1
        if len(self._coming) > 2 * self._idle + STALE_AT_MOST:
            self._coming = [each for each in self._coming if each[2].sitting is each]

    def rest(self, agent_id: str, resting: bool) -> None:
        """The agent can take nothing, because a limit keeps it from callers, or for another reason."""
        self.occupy(agent_id)
        agent = self._agents.get(agent_id)
        if agent is not None and agent.resting != resting:
            agent.resting = resting
            agent.kind.resting += 1 if resting else -1

    def open_ring(self, queue_id: str, ring: int) -> list[str]:
        """The queue's pressure has opened it up to this ring; the idle agents who may have a caller now, longest idle first."""
        queue = self._queue(queue_id)
        before, queue.open_ring = queue.open_ring, ring
        if ring <= before:
            return []
        self._sit_down()
        opened = (each for demand in queue.demands for each in demand.rings[before + 1 : ring + 1])
        new = {sitting for each in opened for tier in each.tiers for sitting in tier.present()}
        return [each[2].agent_id for each in sorted(new)]

    # --- decisions

    def match_waiter(self, interaction_id: str, now: float) -> Match | None:
        """The agent for this caller, if one is free."""
        if not self._idle or interaction_id not in self._seats:
            return None
        if now >= self._due:
            self._settle(now)
        if self._coming:
            self._sit_down()
        seat = self._seats[interaction_id]
        barred = self._barred.get(interaction_id, NOBODY) if self._barred else NOBODY
        if seat.names:
            return self._match_awaited(interaction_id, seat, barred)
        demand = seat.line.demand
        since = seat.standing[0]
        after, open_ring = demand.after, demand.queue.open_ring
        for number, ring in enumerate(demand.rings):
            if now < since + after[number] and open_ring < number:
                return None
            if ring.tiers:
                agent_id = self._of_ring(demand, ring, barred, now)
                if agent_id is not None:
                    return Match(interaction_id, agent_id, number)
        return None

    def match_agent(self, agent_id: str, now: float) -> Match | None:
        """The caller for this agent, if one waits."""
        agent = self._agents.get(agent_id)
        if agent is None or agent.sitting is None or not self._seats:
            return None
        if now >= self._due:
            self._settle(now)
        stance = agent.stance
        if stance.epoch != self._epoch:
            stance.arrange(self._epoch)
        weighs = self.policy is not FCFS_ALIS and self.policy.weighs_callers
        if weighs or self._aheads or agent.shunned or agent.held:
            heads = self._heads(agent, now)
            chosen = self.policy.caller(agent_id, heads, now) if heads else None
            return Match(chosen.interaction_id, agent_id, chosen.ring) if chosen else None
        most, best, by = -inf, NO_ONE, 0
        for reach in stance.turns:
            for demand, after, ring in reach:
                for line in demand.active:
                    head = line.head
                    age = now - head[0]
                    if now < head[0] + after and demand.queue.open_ring < ring:
                        continue
                    score = age / line.target_s
                    if score > most or (score == most and head < best):
                        most, best, by = score, head, ring
            if best is not NO_ONE:
                return Match(best[2], agent_id, by)
        return None

    # --- what people are told

    def place(self, interaction_id: str, now: float) -> int:
        """The caller's place among those who wait in the same queue, from 1: by age over target, whatever the policy."""
        seat = self._seats[interaction_id]
        mine = _rank(seat.line, seat.standing, now)

        def ahead_of_mine(line: CallerLine) -> int:
            return line.before(lambda standing: _rank(line, standing, now) > mine)

        demands = seat.line.demand.queue.demands
        return 1 + sum(ahead_of_mine(line) for demand in demands for line in demand.lines.values())

    def others_waiting(self) -> int:
        """How many wait in all."""
        return len(self._seats)

    def awaited(self, interaction_id: str) -> tuple[str, ...]:
        """The agents whom the caller waits for, and nobody else yet."""
        return self._seats[interaction_id].names

    def held_for(self, agent_id: str) -> tuple[str, ...]:
        """The callers who wait for this agent."""
        agent = self._agents.get(agent_id)
        return tuple(sorted(agent.held)) if agent else ()

    def candidates(self, interaction_id: str, now: float) -> int:
        """How many idle agents the caller could be given to by the rings that are open to it."""
        seat = self._seats[interaction_id]
        demand, since = seat.line.demand, seat.standing[0]
        return sum(
            stance.idle
            for kind in self._kinds.values()
            if (reach := kind.reach.get(demand)) is not None
            and (now >= since + reach[1] or demand.queue.open_ring >= reach[2])
            for stance in kind.stances
            if demand.channel in stance.channels
        )

    def tally(self, interaction_id: str, now: float) -> dict[Reason, int]:
        """All agents by what routing thinks of them for this caller, in one pass over no agents at all but those barred."""
        seat = self._seats[interaction_id]
        demand, since = seat.line.demand, seat.standing[0]
        counts: dict[Reason, int] = {**demand.refused}
        if seat.names:
            counts["awaits_another"] = sum(demand.within) - len(seat.names)
            return {reason: n for reason, n in counts.items() if n}
        opened = [now >= since + after or demand.queue.open_ring >= r for r, after in enumerate(demand.after)]
        barred = [self._agents[each] for each in self._barred.get(interaction_id, NOBODY)]
        shut_out = [each for each in barred if (reach := each.kind.reach.get(demand)) and opened[reach[2]]]
        idle = sum(1 for each in shut_out if each.sitting and demand.channel in each.stance.channels)
        reached = sum(n for n, is_open in zip(demand.within, opened, strict=True) if is_open)
        counts["able"] = self.candidates(interaction_id, now) - idle
        counts["barred"] = len(shut_out)
        counts["ring_closed"] = sum(demand.within) - reached
        resting = sum(
            kind.resting
            for kind in self._kinds.values()
            if kind.resting and (reach := kind.reach.get(demand)) is not None and opened[reach[2]]
        )
        counts["resting"] = resting - sum(each.resting for each in shut_out)
        counts["busy"] = reached - len(shut_out) - counts["able"] - counts["resting"]
        return {reason: n for reason, n in counts.items() if n}

    def opened_by(self, match: Match, now: float) -> Literal["age", "pressure"]:
        """By what the ring of a match is open to its caller."""
        seat = self._seats[match.interaction_id]
        age = now >= seat.standing[0] + seat.line.demand.after[match.ring]
        return "age" if age else "pressure"

    def contenders(self, interaction_id: str, now: float) -> list[tuple[int, Idle]]:
        """The first of each kind of idle agents whom the caller could be given to, with the ring that admits it; in the usual order."""
        self._sit_down()
        seat = self._seats[interaction_id]
        demand, since = seat.line.demand, seat.standing[0]
        barred = self._barred.get(interaction_id, NOBODY)
        firsts = (
            (ring, first)
            for ring, after in enumerate(demand.after)
            if now >= since + after or demand.queue.open_ring >= ring
            for tier in demand.rings[ring].tiers
            if (first := tier.first(barred))
        )
        return [(ring, _idle(first)) for ring, first in firsts]

    def weighs_agents(self, interaction_id: str) -> bool:
        """Whether this caller's agent is chosen otherwise than by who covers least and is idle longest."""
        queue_id = self._seats[interaction_id].line.demand.queue.queue_id
        return self.policy is not FCFS_ALIS and self.policy.weighs_agents(queue_id)

    # --- inside

    def _take_seat(self, line: CallerLine, standing: Standing, names: tuple[str, ...]) -> None:
        if names:
            line = line.demand.line(line.target_s, line.ahead, True)
            for agent_id in names:
                self._agents[agent_id].held.add(standing[2])
        elif line.head is NO_ONE:
            line.demand.active.append(line)
        line.join(standing)
        line.demand.waiting += 1
        if line.ahead:
            self._aheads += 1
        self._seats[standing[2]] = Seat(line, standing, names)

    def _new_line(self, key: LineKey) -> CallerLine:
        queue_id, needs, channel, target_s, ahead = key
        demand = self._demands.get((queue_id, needs, channel))
        if demand is None:
            demand = self._new_demand(queue_id, needs, channel)
        line = self._lines[key] = demand.line(target_s, ahead, False)
        return line

    def _new_demand(self, queue_id: str, needs: Needs, channel: str) -> Demand:
        queue = self._queue(queue_id)
        demand = self._demands[queue_id, needs, channel] = Demand(queue, needs, channel)
        queue.demands.append(demand)
        for kind in self._kinds.values():
            kind.meet(demand)
        self._rearrange()
        return demand

    def _queue(self, queue_id: str) -> QueueState:
        queue = self._queues.get(queue_id)
        if queue is None:
            queue = self._queues[queue_id] = QueueState(queue_id, self._rules.get(queue_id, ANYONE))
        return queue

    def _awaited(self, waiter: Waiter, demand: Demand, now: float) -> tuple[str, ...]:
        """Whom the caller waits for: those it prefers who could serve it at all, while it may."""
        preference = waiter.preference
        if preference is None or now >= waiter.entered_at + preference.limit_s:
            return ()
        names = tuple(
            agent_id
            for agent_id in preference.agent_ids
            if (agent := self._agents.get(agent_id)) and demand in agent.kind.reach
        )
        if names:
            opens_at = waiter.entered_at + preference.limit_s
            heappush(self._openings, (opens_at, waiter.order, waiter.interaction_id))
            self._due = min(self._due, opens_at)
        return names

    def _settle(self, now: float) -> None:
        """What time alone has changed: callers who have waited long enough for one agent; what is no longer in demand."""
        while self._openings and self._openings[0][0] <= now:
            _, order, interaction_id = heappop(self._openings)
            seat = self._seats.get(interaction_id)
            if seat and seat.names and seat.standing[1] == order:
                self.unseat(interaction_id)
                self._take_seat(self._line_beside(seat.line), seat.standing, ())
        for key, demand in list(self._demands.items()):
            if demand.waiting == 0 and demand.seen + IN_DEMAND_S <= now:
                self._drop(key, demand)
        soonest = min((each.seen for each in self._demands.values() if each.waiting == 0), default=inf)
        self._due = min(soonest + IN_DEMAND_S, self._openings[0][0] if self._openings else inf)

    def _line_beside(self, held: CallerLine) -> CallerLine:
        demand = held.demand
        key = (demand.queue.queue_id, demand.needs, demand.channel, held.target_s, held.ahead)
        return self._lines[key]

    def _drop(self, key: tuple[str, Needs, str], demand: Demand) -> None:
        del self._demands[key]
        demand.queue.demands.remove(demand)
        for target_s, ahead, held in demand.lines:
            if not held:
                self._lines.pop((*key, target_s, ahead), None)
        for kind in self._kinds.values():
            kind.part(demand)
        self._rearrange()

    def _rearrange(self) -> None:
        """Who covers what has changed: all who are idle stand anew."""
        self._epoch += 1
        for demand in self._demands.values():
            for ring in demand.rings:
                ring.clear()
        self._coming = sorted(agent.sitting for agent in self._agents.values() if agent.sitting)

    def _sit_down(self) -> None:
        """Those who became free and were given nothing at once join the rows."""
        for sitting in self._coming:
            agent = sitting[2]
            if agent.sitting is not sitting:
                continue
            stance = agent.stance
            if stance.epoch != self._epoch:
                stance.arrange(self._epoch)
            for tier in stance.tiers:
                tier.join(sitting, self._idle)
        self._coming.clear()

    def _match_awaited(
        self, interaction_id: str, seat: Seat, barred: set[str] | frozenset[str]
    ) -> Match | None:
        demand = seat.line.demand
        for agent_id in seat.names:
            agent = self._agents[agent_id]
            if agent.sitting and demand.channel in agent.stance.channels and agent_id not in barred:
                return Match(interaction_id, agent_id, agent.kind.reach[demand][2])
        return None

    def _of_ring(
        self, demand: Demand, ring: Ring, barred: set[str] | frozenset[str], now: float
    ) -> str | None:
        policy = self.policy
        if policy is FCFS_ALIS or not policy.weighs_agents(demand.queue.queue_id):
            for tier in ring.tiers:
                first = tier.first(barred)
                if first is not None:
                    return first.agent_id
            return None
        present = (each[2] for tier in ring.tiers for each in tier.present())
        able = [_idle(agent) for agent in present if agent.agent_id not in barred]
        return policy.agent(demand.queue.queue_id, able, now).agent_id if able else None

    def _heads(self, agent: Agent, now: float) -> list[Head]:
        """Those who wait for this very agent, and the first of each line whom it may be given; of other projects only where there are none."""
        shunned, heads = agent.shunned, self._held_for(agent)
        for reach in agent.stance.turns:
            for demand, after, ring in reach:
                for line in demand.active:
                    first = line.first_not_in(shunned) if shunned else line.head
                    if first and (now >= first[0] + after or demand.queue.open_ring >= ring):
                        heads.append(_head(line, first, ring))
            if heads:
                break
        return heads

    def _held_for(self, agent: Agent) -> list[Head]:
        heads: list[Head] = []
        for interaction_id in agent.held - agent.shunned:
            seat = self._seats[interaction_id]
            demand = seat.line.demand
            if demand.channel in agent.stance.channels:
                heads.append(_head(seat.line, seat.standing, agent.kind.reach[demand][2]))
        return heads


def _head(line: CallerLine, standing: Standing, ring: int) -> Head:
    demand = line.demand
    return Head(
        interaction_id=standing[2],
        queue_id=demand.queue.queue_id,
        since=standing[0],
        order=standing[1],
        target_s=line.target_s,
        ahead=line.ahead,
        preferred=line.held,
        waiting=demand.waiting,
        ring=ring,
    )


def _idle(agent: Agent) -> Idle:
    since, order = agent.sitting[:2] if agent.sitting else (0.0, 0)
    return Idle(agent.agent_id, since, order, agent.kind.covers, agent.stance.units)


def _rank(line: CallerLine, standing: Standing, now: float) -> tuple[bool, float, float, int]:
    age = now - standing[0]
    return line.ahead, age / line.target_s, age, -standing[1]
