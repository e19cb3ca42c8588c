"""What came of a run, and of several: figures by the definitions of kpis/, with what chance leaves open."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from statistics import NormalDist, fmean, stdev

import msgspec

from ringwell.kpis.definitions import QueueTally, service_level
from ringwell.simulation.scenario import QueuePlan


class QueueOutcome:
    """One queue's visits of one run. `waits` are of all that ended, in seconds, `came` when each of these came and `served` whether it was
    answered; `by_ring` counts the answered."""

    def __init__(self, plan: QueuePlan) -> None:
        self.plan = plan
        self.offered = 0
        self.answered = 0
        self.abandoned = 0
        self.waits = array("d")
        self.came = array("d")
        self.served = bytearray()
        self.by_ring: dict[int, int] = {}
        self._answered_in_time = 0
        self._abandoned_in_time = 0
        self._short = 0
        self._answered_wait_s = 0.0

    def answer(self, waited_s: float, ring: int, came_at: float) -> None:
        self.answered += 1
        self.waits.append(waited_s)
        self.came.append(came_at)
        self.served.append(1)
        self._answered_wait_s += waited_s
        self._answered_in_time += waited_s <= self.plan.target_s
        self.by_ring[ring] = self.by_ring.get(ring, 0) + 1

    def abandon(self, waited_s: float, came_at: float) -> None:
        self.abandoned += 1
        self.waits.append(waited_s)
        self.came.append(came_at)
        self.served.append(0)
        self._abandoned_in_time += waited_s <= self.plan.target_s
        self._short += waited_s <= self.plan.short_abandon_s

    @property
    def tally(self) -> QueueTally:
        return QueueTally(
            offered=self.offered,
            answered=self.answered,
            answered_in_target=self._answered_in_time,
            abandoned=self.abandoned,
            abandoned_in_target=self._abandoned_in_time,
            short_abandoned=self._short,
            answered_wait_ms=round(self._answered_wait_s * 1000),
            longest_wait_ms=round(max(self.waits, default=0.0) * 1000),
        )


class Outcome(msgspec.Struct, kw_only=True):
    """All queues of one run, and the agents' time in seconds."""

    queues: dict[str, QueueOutcome]
    busy_s: float = 0.0
    staffed_s: float = 0.0


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A mean over runs, and by how much it may be off with 95 % confidence (None with one run)."""

    mean: float
    within: float | None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one queue, or of all. Waits are seconds: `mean_wait_s` of all, `asa_s` of the answered."""

    offered: Estimate
    service_level: Estimate
    abandon_rate: Estimate
    mean_wait_s: Estimate
    asa_s: Estimate
    waited: Estimate


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What several runs of a scenario tell. `occupancy` is of the time in shift."""

    scenario: str
    runs: int
    interactions: int
    overall: Summary
    queues: dict[str, Summary]
    occupancy: Estimate


Figure = Callable[[Sequence[QueueOutcome]], float]


def report(scenario: str, outcomes: Sequence[Outcome]) -> Report:
    """The figures of these runs together; at least one."""
    queues = outcomes[0].queues
    offered = sum(queue.offered for each in outcomes for queue in each.queues.values())
    return Report(
        scenario=scenario,
        runs=len(outcomes),
        interactions=offered,
        overall=_summary([list(each.queues.values()) for each in outcomes]),
        queues={name: _summary([[each.queues[name]] for each in outcomes]) for name in queues},
        occupancy=estimate([_ratio(each.busy_s, each.staffed_s) for each in outcomes]),
    )


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of independent runs with its 95 % confidence interval by Student's distribution."""
    mean = fmean(values)
    if len(values) < 2:
        return Estimate(mean=mean, within=None)
    return Estimate(mean=mean, within=student(len(values) - 1) * stdev(values) / sqrt(len(values)))


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t: its expansion around the normal one; exact where that is too coarse."""
    if freedom <= len(FEW_RUNS):
        return FEW_RUNS[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))


FEW_RUNS = (12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.30600)
"""For 1 to 8 degrees of freedom."""


def _summary(runs: Sequence[Sequence[QueueOutcome]]) -> Summary:
    def of(figure: Figure) -> Estimate:
        return estimate([figure(run) for run in runs])

    return Summary(
        offered=of(lambda run: sum(queue.offered for queue in run)),
        service_level=of(_service_level),
        abandon_rate=of(lambda run: _ratio(sum(q.abandoned for q in run), sum(q.offered for q in run))),
        mean_wait_s=of(lambda run: _ratio(sum(sum(q.waits) for q in run), sum(len(q.waits) for q in run))),
        asa_s=of(lambda run: _ratio(_answered_wait_s(run), sum(q.answered for q in run))),
        waited=of(lambda run: _ratio(sum(_waited(q) for q in run), sum(len(q.waits) for q in run))),
    )


def _service_level(run: Sequence[QueueOutcome]) -> float:
    """By the usual definition; over several queues each caller by its own queue's threshold."""
    tallies = [queue.tally for queue in run]
    whole = QueueTally(
        answered=sum(each.answered for each in tallies),
        answered_in_target=sum(each.answered_in_target for each in tallies),
        abandoned=sum(each.abandoned for each in tallies),
    )
    level = service_level(whole)
    return 1.0 if level is None else level


def _answered_wait_s(run: Sequence[QueueOutcome]) -> float:
    return sum(queue.tally.answered_wait_ms for queue in run) / 1000


def _waited(queue: QueueOutcome) -> int:
    return sum(wait > 0 for wait in queue.waits)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def figures(summary: Summary) -> Mapping[str, Estimate]:
    """Each figure by its name."""
    return {name: getattr(summary, name) for name in summary.__struct_fields__}
