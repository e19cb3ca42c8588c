"""By what a free agent's next caller, and a caller's agent, are chosen among those who fit. All policies have one interface.

Whom they may choose among (skills, rings, capacity, preference, bars) is decided before, the same for all.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

PREFERRED_WEIGHS = 8.0
"""How much sooner an agent takes a caller who waits for this very agent: as if its target were so much shorter."""
OVERDUE_TARGETS = 10.0
"""Whoever has waited for so many targets is next, by age over target, whatever the policy."""

Urgency = tuple[bool, float, float, int]
Rates = Callable[[str, str], float]
"""How many of a queue's interactions an agent finishes in an hour: agent, queue."""


class Head(msgspec.Struct, frozen=True, gc=False):
    """The first caller of a line, with what policies go by. `waiting` is how many wait who ask for the same."""

    interaction_id: str
    queue_id: str
    since: float
    order: int
    target_s: float
    ahead: bool
    preferred: bool
    waiting: int
    ring: int


class Idle(msgspec.Struct, frozen=True, gc=False):
    """An agent who could take the caller. `covers`: how many kinds of callers in demand it serves; `used`: units in hand."""

    agent_id: str
    since: float
    order: int
    covers: int
    used: int


class Policy(Protocol):
    """A way to choose. Both are given at least one; all agents given are in the innermost ring that has any.

    `code` names it in explanations and settings. `weighs_callers` and `weighs_agents` tell whether it chooses otherwise than usual: what it
    leaves as it is, is not looked at one by one.
    """

    code: str
    weighs_callers: bool

    def weighs_agents(self, queue_id: str) -> bool: ...

    def caller(self, agent_id: str, heads: Sequence[Head], now: float) -> Head: ...

    def agent(self, queue_id: str, idle: Sequence[Idle], now: float) -> Idle: ...


def urgency(head: Head, now: float) -> Urgency:
    """The usual order of callers: ahead of all, age over target, age, who came first."""
    age = now - head.since
    target_s = head.target_s / PREFERRED_WEIGHS if head.preferred else head.target_s
    return head.ahead, age / target_s, age, -head.order


def idleness(idle: Idle) -> tuple[int, int, float, int]:
    """The usual order of agents: who covers the fewest kinds in demand, has the least in hand, is idle longest."""
    return idle.covers, idle.used, idle.since, idle.order


class FcfsAlis:
    """First come, first served; the longest idle first. The matcher has it written out for speed."""

    code = "fcfs_alis"
    weighs_callers = True

    def weighs_agents(self, queue_id: str) -> bool:
        return True

    def caller(self, agent_id: str, heads: Sequence[Head], now: float) -> Head:
        return max(heads, key=lambda head: urgency(head, now))

    def agent(self, queue_id: str, idle: Sequence[Idle], now: float) -> Idle:
        return min(idle, key=idleness)


class Ratio(FcfsAlis):
    """Queue-and-idleness-ratio: a free agent serves the kind whose queue is farthest above its share of all that it sees waiting.

    `shares` are by queue; they are made to sum up to 1 over what the agent can serve.
    """

    code = "ratio"

    def __init__(self, shares: Mapping[str, float]) -> None:
        self._shares = shares

    def weighs_agents(self, queue_id: str) -> bool:
        return False

    def caller(self, agent_id: str, heads: Sequence[Head], now: float) -> Head:
        pressing = _pressing(heads, now)
        if pressing:
            return super().caller(agent_id, pressing, now)
        queues = {head.queue_id: 0 for head in heads}
        whole = sum(self._shares.get(queue_id, 0.0) for queue_id in queues) or 1.0
        waiting = sum(head.waiting for head in heads)

        def excess(head: Head) -> tuple[float, Urgency]:
            share = self._shares.get(head.queue_id, 0.0) / whole
            return head.waiting - share * waiting, urgency(head, now)

        return max(heads, key=excess)


class CostRate(FcfsAlis):
    """Generalised cμ with costs that grow as the square of the wait: the largest cost rate that this agent can take away.

    `costs` are by queue; who is not named costs 1.
    """

    code = "cost_rate"

    def __init__(self, costs: Mapping[str, float], rates: Rates) -> None:
        self._costs, self._rates = costs, rates

    def weighs_agents(self, queue_id: str) -> bool:
        return False

    def caller(self, agent_id: str, heads: Sequence[Head], now: float) -> Head:
        pressing = _pressing(heads, now)
        if pressing:
            return super().caller(agent_id, pressing, now)

        def saved(head: Head) -> tuple[float, Urgency]:
            cost = 2 * self._costs.get(head.queue_id, 1.0) * (now - head.since)
            return cost * self._rates(agent_id, head.queue_id), urgency(head, now)

        return max(heads, key=saved)


class FastestFirst(FcfsAlis):
    """The agent who finishes such callers fastest; but whoever has been idle for longer than `cap_s` goes first."""

    code = "fastest_first"
    weighs_callers = False

    def __init__(self, rates: Rates, cap_s: float) -> None:
        self._rates, self._cap_s = rates, cap_s

    def agent(self, queue_id: str, idle: Sequence[Idle], now: float) -> Idle:
        tired = [each for each in idle if now - each.since > self._cap_s]
        if tired:
            return min(tired, key=lambda each: (each.since, each.order))
        return min(idle, key=lambda each: (-self._rates(each.agent_id, queue_id), idleness(each)))


class Mixed(FcfsAlis):
    """Callers chosen in one way for all queues, which have to be compared; agents by each queue's own."""

    def __init__(self, callers: Policy, agents: Mapping[str, Policy]) -> None:
        self._callers, self._agents = callers, agents
        self.code = callers.code
        self.weighs_callers = callers is not FCFS_ALIS

    def weighs_agents(self, queue_id: str) -> bool:
        return queue_id in self._agents

    def caller(self, agent_id: str, heads: Sequence[Head], now: float) -> Head:
        return self._callers.caller(agent_id, heads, now)

    def agent(self, queue_id: str, idle: Sequence[Idle], now: float) -> Idle:
        return self._agents.get(queue_id, FCFS_ALIS).agent(queue_id, idle, now)


FCFS_ALIS = FcfsAlis()


def mixed(callers: Policy, agents: Mapping[str, Policy]) -> Policy:
    """Callers by the one, agents by each queue's own where it has one."""
    return callers if not agents else Mixed(callers, agents)


def shares_of(weights: Mapping[str, float]) -> dict[str, float]:
    """The share of those waiting that each queue may have: of a queue that weighs twice as much, half as many."""
    whole = sum(1 / weight for weight in weights.values()) or 1.0
    return {queue_id: 1 / weight / whole for queue_id, weight in weights.items()}


def _pressing(heads: Sequence[Head], now: float) -> list[Head]:
    """Those before all others under every policy: ahead, awaited by this very agent, or overdue."""
    return [
        head
        for head in heads
        if head.ahead or head.preferred or now - head.since > OVERDUE_TARGETS * head.target_s
    ]
