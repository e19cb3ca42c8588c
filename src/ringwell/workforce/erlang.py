"""How long people wait, by formula: Erlang B, C and A. All in recursions that stay small however many agents there are.

`agents` is n, `load` is a = λ/μ in erlangs; rates are per second, times in seconds.
"""

from math import exp, inf

import msgspec

SMALL, LARGE = 1e-16, 1e200


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What a formula expects. `delayed` is P(W>0), `abandoned` a share of the offered, `mean_wait_s` that of all offered."""

    delayed: float
    abandoned: float
    mean_wait_s: float
    mean_waiting: float
    occupancy: float


def erlang_b(agents: int, load: float) -> float:
    """The share of callers who find every agent busy, where nobody waits."""
    blocked = 1.0
    for k in range(1, agents + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def erlang_c(agents: int, load: float) -> float:
    """The share of callers who have to wait, where everybody waits as long as it takes; 1 where the line only grows."""
    if load >= agents:
        return 1.0
    blocked = erlang_b(agents, load)
    return agents * blocked / (agents - load * (1 - blocked))


def patient(agents: int, rate: float, service_s: float) -> Outlook:
    """M/M/n: nobody gives up."""
    load = rate * service_s
    delayed = erlang_c(agents, load)
    wait_s = delayed * service_s / (agents - load) if load < agents else inf
    return Outlook(
        delayed=delayed,
        abandoned=0.0,
        mean_wait_s=wait_s,
        mean_waiting=rate * wait_s,
        occupancy=min(1.0, load / agents),
    )


def patient_within(agents: int, rate: float, service_s: float, target_s: float) -> float:
    """The share answered within the target, where nobody gives up."""
    load = rate * service_s
    if load >= agents:
        return 0.0
    return 1 - erlang_c(agents, load) * exp(-(agents - load) * target_s / service_s)


def impatient(agents: int, rate: float, service_s: float, patience_s: float) -> Outlook:
    """M/M/n+M: each gives up after a time that is exponential with this mean."""
    blocked = erlang_b(agents, rate * service_s)
    if blocked == 0:
        return Outlook(
            delayed=0.0, abandoned=0.0, mean_wait_s=0.0, mean_waiting=0.0, occupancy=rate * service_s / agents
        )
    free, room, waiting = 1 / blocked - 1, 1.0, 0.0
    term, ahead, ratio = 1.0, 0, inf
    while ratio > 1 or term > SMALL * room:
        ahead += 1
        ratio = rate / (agents / service_s + ahead / patience_s)
        term *= ratio
        room += term
        waiting += ahead * term
        if room > LARGE:  # only how they stand to each other matters
            free, room, waiting, term = free / LARGE, room / LARGE, waiting / LARGE, term / LARGE
    mean_waiting = waiting / (free + room)
    abandoned = mean_waiting / patience_s / rate
    return Outlook(
        delayed=room / (free + room),
        abandoned=abandoned,
        mean_wait_s=mean_waiting / rate,
        mean_waiting=mean_waiting,
        occupancy=rate * (1 - abandoned) * service_s / agents,
    )


def mean_patience_s(abandoned: int, waited_s: float) -> float:
    """The mean patience of callers of whom most were answered first: all their waiting, over how many gave up."""
    return waited_s / abandoned if abandoned else inf
