"""Waits quoted to callers against what happened: peaks, shared agents, shifts, and a bank's two weeks."""

from collections.abc import Iterator, Sequence
from statistics import fmean

import numpy as np

from bench import bank_trace
from bench.figures import Figure
from ringwell.routing.expected_wait import SHARE, pinball
from ringwell.simulation.draws import Exponential, Lognormal
from ringwell.simulation.engine import Simulation, sources
from ringwell.simulation.quoting import Quoting, Told
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Rate, Scenario, Shift

HOUR_S = 3600.0
SEEDS = 6
ENOUGH = 500
"""Of fewer quotes nothing is asked."""
FAR = 10
"""From this place on quotes have to be right in nine of ten cases; nearer the head they are weighed by their loss."""


async def measure() -> list[Figure]:
    figures = list[Figure]()
    for scenario in (_peak(), _shared(), _shifts()):
        told = [each for seed in range(SEEDS) for each in _told(scenario, seed)]
        figures += _figures(scenario.name, told)
    bank = [each for day in bank_trace.quoted() for each in day]
    if bank:
        figures += _figures("bank trace", bank)
    return figures


def _told(scenario: Scenario, seed: int) -> Iterator[Told]:
    quoting = Quoting(scenario.queues)
    Simulation(scenario, sources(scenario, seed), quoting).run()
    return (each for each in quoting.told if each.quote.at >= scenario.warm_up_s)


def _figures(name: str, told: Sequence[Told]) -> list[Figure]:
    """`decided`: answered, or given up after the quote had passed; who gave up before it tells nothing."""
    decided = [each for each in told if each.answered or each.waited_s > each.quote.seconds]
    far = [each for each in decided if each.quote.place >= FAR]
    near = [each for each in decided if each.quote.place < FAR]
    note = f"{len(far)} quotes at place {FAR} and beyond, {len(near)} nearer, of {len(told)}"
    figures = list[Figure]()
    if far:
        enough = len(far) >= ENOUGH
        within = [each.waited_s <= each.quote.seconds for each in far]
        figures.append(
            Figure(
                figure=f"{name}: share answered within the quote, from place {FAR} on, off nine in ten by",
                value=round(abs(100 * fmean(within) - 90), 2),
                unit="percentage points",
                goal="<= 2" if enough else None,
                note=f"{fmean(within):.2%}; {note}",
            )
        )
        figures.append(
            Figure(
                figure=f"{name}: quote over the mean of what happened, from place {FAR} on",
                value=round(fmean(e.quote.seconds for e in far) / fmean(e.waited_s for e in far), 3),
                unit="times",
                goal="<= 1.5" if enough else None,
                note=note,
            )
        )
    figures.append(
        Figure(
            figure=f"{name}: pinball loss nearer the head, over the best constant quote's in hindsight",
            value=round(_against_constants(near), 3),
            unit="times",
            goal="<= 1.1",
            note=f"{note}; one constant for each place",
        )
    )
    return figures


def _against_constants(told: Sequence[Told]) -> float:
    """Our loss over that of constants, one for each queue and place, chosen with hindsight."""
    ours = pinball([each.quote.seconds for each in told], [each.waited_s for each in told])
    best = 0.0
    for key in {(each.queue_id, each.quote.place) for each in told}:
        waits = [each.waited_s for each in told if (each.queue_id, each.quote.place) == key]
        best += len(waits) * pinball([float(np.quantile(waits, SHARE))] * len(waits), waits)
    return ours / (best / len(told))


def _peak() -> Scenario:
    """A line of fifty agents with a peak every two hours, talks as long as talks are."""
    rates = tuple(Rate(hour * HOUR_S, 1250 if hour % 2 else 900) for hour in range(13))
    return Scenario(
        name="peaks",
        until_s=13 * HOUR_S,
        warm_up_s=HOUR_S,
        queues=(
            QueuePlan(queue_id="all", arrivals=rates, service=Lognormal(180, 150), patience=Exponential(600)),
        ),
        agents=(AgentPlan(name="agent", count=50),),
    )


def _shared() -> Scenario:
    """Three queues that share agents."""
    return Scenario(
        name="shared agents",
        until_s=13 * HOUR_S,
        warm_up_s=HOUR_S,
        queues=tuple(
            QueuePlan(
                queue_id=skill,
                arrivals=(Rate(0, 200), Rate(4 * HOUR_S, 270), Rate(7 * HOUR_S, 230)),
                service=Lognormal(mean, mean),
                needs={skill: 1},
                patience=Exponential(900),
            )
            for skill, mean in (("a", 150.0), ("b", 200.0), ("c", 250.0))
        ),
        agents=tuple(
            AgentPlan(name=one + other, count=14, skills={one: 1, other: 1})
            for one, other in ("ab", "bc", "ca")
        ),
    )


def _shifts() -> Scenario:
    """Thirty agents, of whom some go at noon and come back."""
    return Scenario(
        name="shifts",
        until_s=12 * HOUR_S,
        warm_up_s=HOUR_S,
        queues=(
            QueuePlan(
                queue_id="all",
                arrivals=(Rate(0, 580),),
                service=Exponential(180),
                patience=Exponential(800),
            ),
        ),
        agents=(
            AgentPlan(name="whole day", count=20),
            AgentPlan(
                name="with a break", count=12, shifts=(Shift(0, 5 * HOUR_S), Shift(6 * HOUR_S, 12 * HOUR_S))
            ),
        ),
    )
