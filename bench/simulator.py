"""The simulator against formulas, against the pooled bound, against what was; and how fast it is."""

import math
import time
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np

from bench import bank_trace, pairs_bound
from bench.figures import Figure
from ringwell.simulation.draws import Arrival, Exponential
from ringwell.simulation.engine import Simulation, Source, sources
from ringwell.simulation.outcome import Outcome, student
from ringwell.simulation.scenario import AgentPlan, PolicyCode, PolicyPlan, QueuePlan, Rate, Scenario
from ringwell.workforce.erlang import impatient

SERVICE_S = 180.0
HOUR_S = 3600.0
AGENTS_A, PER_HOUR_A, PATIENCE_S, RUNS_A, HOURS_A = 50, 1000, 120.0, 120, 25
SKILLS, AGENTS_OF_PAIR, LOAD, SEEDS, HOURS_OF_PAIRS = "abcdef", 4, 0.92, 20, 20
WARM_UP_HOURS = 2


class Told(Iterator[Arrival]):
    """Passes arrivals on and keeps their number and talk time, for those that count."""

    def __init__(self, source: Source, counts_from: float) -> None:
        self._source, self._from = source, counts_from
        self.count, self.service_s = 0, 0.0

    def __next__(self) -> Arrival:
        arrival = next(self._source)
        if arrival.at >= self._from:
            self.count += 1
            self.service_s += arrival.service_s
        return arrival


async def measure() -> list[Figure]:
    return [*_against_erlang_a(), *_against_the_pooled_bound(), *bank_trace.measure()]


def _against_erlang_a() -> list[Figure]:
    scenario = Scenario(
        name="fully cross-trained",
        until_s=(WARM_UP_HOURS + HOURS_A) * HOUR_S,
        warm_up_s=WARM_UP_HOURS * HOUR_S,
        queues=(
            QueuePlan(
                queue_id="all",
                arrivals=(Rate(0, PER_HOUR_A),),
                service=Exponential(SERVICE_S),
                patience=Exponential(PATIENCE_S),
            ),
        ),
        agents=(AgentPlan(name="agent", count=AGENTS_A),),
    )
    waits, chances, whole = list[float](), list[tuple[float, float]](), 0
    begun = time.process_time()
    for seed in range(RUNS_A):
        told = Told(sources(scenario, seed)["all"], scenario.warm_up_s)
        queue = Simulation(scenario, {"all": told}).run().queues["all"]
        waits.append(sum(queue.waits) / len(queue.waits))
        chances.append((told.count - HOURS_A * PER_HOUR_A, told.service_s / told.count - SERVICE_S))
        whole += told.count
    rate = whole / (time.process_time() - begun) * 60
    mean, within = controlled(waits, chances)
    wanted = impatient(AGENTS_A, PER_HOUR_A / HOUR_S, SERVICE_S, PATIENCE_S).mean_wait_s
    note = (
        f"{mean:.3f} ± {within:.3f} s (95 %) against {wanted:.3f} s; {RUNS_A} runs of {HOURS_A} hours, "
        "with how many came and how long they talked as control variates"
    )
    return [
        Figure(
            figure="mean wait of an M/M/50+M, off Erlang A by",
            value=round(abs(mean / wanted - 1) * 100, 2),
            unit="%",
            goal="<= 1",
            note=note,
        ),
        Figure(
            figure="half the 95 % interval of that",
            value=round(within / wanted * 100, 2),
            unit="%",
            goal="<= 1",
            note="as above",
        ),
        Figure(
            figure="simulated interactions in a minute of one core",
            value=round(rate),
            unit="interactions/min",
            goal=">= 1000000",
            note=f"{whole} of the run above, its drawing by chance included",
        ),
    ]


def controlled(values: list[float], chances: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of values with what is known to be 0 on average taken out, and half its 95 % interval."""
    known = np.column_stack([np.ones(len(values)), np.array(chances)])
    measured = np.array(values)
    weights = np.linalg.lstsq(known, measured, rcond=None)[0]
    freedom = len(values) - known.shape[1]
    left = float(np.sum((measured - known @ weights) ** 2)) / freedom
    spread = math.sqrt(left * float(np.linalg.inv(known.T @ known)[0, 0]))
    return float(weights[0]), student(freedom) * spread


def _against_the_pooled_bound() -> list[Figure]:
    bound = _mean_waits(pooled=True)
    figures = list[Figure]()
    policies: Mapping[PolicyCode, str] = {"fcfs_alis": "<= 1.1", "ratio": "<= 1.1"}
    for code, goal in policies.items():
        waits = _mean_waits(pooled=False, policy=code)
        figures.append(
            Figure(
                figure=f"mean wait with 2 of 6 skills each, over the pooled bound ({code})",
                value=round(sum(waits) / sum(bound), 3),
                unit="times",
                goal=goal,
                note=f"{AGENTS_OF_PAIR * 15} agents, {LOAD:.0%} busy, nobody gives up, {SEEDS} seeds of "
                f"{HOURS_OF_PAIRS} hours; the bound is the same callers with every agent able to take all",
            )
        )
    least = Figure(
        figure="the same, at least, by whatever policy lets nobody wait beside an idle agent who fits",
        value=round(pairs_bound.bound(), 3),
        unit="times",
        note="computed, not simulated: the best average of a decision process that is kinder than life (docs/adr/0015)",
    )
    return [*figures, least]


def _mean_waits(*, pooled: bool, policy: PolicyCode = "fcfs_alis") -> list[float]:
    scenario = _pairs(pooled=pooled, policy=policy)
    outcomes = (Simulation(scenario, sources(scenario, seed)).run() for seed in range(SEEDS))
    return [_mean_wait(outcome) for outcome in outcomes]


def _mean_wait(outcome: Outcome) -> float:
    queues = outcome.queues.values()
    return sum(sum(queue.waits) for queue in queues) / sum(len(queue.waits) for queue in queues)


def _pairs(*, pooled: bool, policy: PolicyCode) -> Scenario:
    count = AGENTS_OF_PAIR * math.comb(len(SKILLS), 2)
    per_hour = LOAD * count / SERVICE_S * HOUR_S / len(SKILLS)
    groups = tuple(
        AgentPlan(name=one + other, count=AGENTS_OF_PAIR, skills={one: 1, other: 1})
        for one, other in combinations(SKILLS, 2)
    )
    return Scenario(
        name="2 of 6",
        until_s=(WARM_UP_HOURS + HOURS_OF_PAIRS) * HOUR_S,
        warm_up_s=WARM_UP_HOURS * HOUR_S,
        queues=tuple(
            QueuePlan(
                queue_id=skill,
                arrivals=(Rate(0, per_hour),),
                service=Exponential(SERVICE_S),
                needs={} if pooled else {skill: 1},
            )
            for skill in SKILLS
        ),
        agents=(AgentPlan(name="all", count=count),) if pooled else groups,
        policy=PolicyPlan(code=policy, shares=dict.fromkeys(SKILLS, 1 / len(SKILLS))),
    )
