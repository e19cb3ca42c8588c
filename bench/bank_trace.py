"""Two weeks of a bank's calls of February 1999, replayed: who came when and for how long each talked or waited is as it was; routing is ours,
or that of the switch's own `Queue()`.

Ours plays twice: as a workspace is at first, and as the bank would set it. What the bank would set is learnt from the first week; the second
is told apart.

The file is public but not ours to pass on: it is read where RINGWELL_TRACES has it, and the benchmark is left out where it is absent.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path
from random import Random
from statistics import fmean

import msgspec
from msgspec.structs import replace

from bench.bank_staffing import Call, Staffing, skills_of, staffing
from bench.figures import Figure, percentile
from ringwell.simulation.draws import Arrival, Constant
from ringwell.simulation.engine import Simulation, Source
from ringwell.simulation.outcome import Outcome
from ringwell.simulation.quoting import Quoting, Told
from ringwell.simulation.scenario import PolicyPlan, QueuePlan, Scenario
from ringwell.simulation.switch_queue import SwitchQueue
from ringwell.workforce.erlang import mean_patience_s

NAME = "anonymous_bank_feb1999_calls.csv"
DAY_S = 86_400.0
GOAL = "<= 0.9"
SECOND_WEEK = "990208"
"""From this day on nothing is learnt."""
DRAWS = 8
"""What nobody wrote down (patience of the answered, talks of those who gave up) is drawn so often: one draw is off by three per cent."""
DRAWS_APART = 1000
WEIGHTS = {"NW": 10.0, "TT": 10.0}
"""What the bank would set beside `cost_rate`: the types whose talks take half as long weigh so much more than others."""

Play = Callable[[Scenario, Mapping[str, Source]], Outcome]
Day = tuple[Scenario, Mapping[str, Sequence[Arrival]]]
Played = Sequence[tuple[str, Outcome]]


class Replayed(msgspec.Struct, frozen=True):
    """What came of some days by type: how long all waited who came, and the answered of them, in seconds; how many gave up."""

    waits: Mapping[str, Sequence[float]]
    answered: Sequence[float]
    given_up: int

    @property
    def mean_s(self) -> float:
        return sum(map(sum, self.waits.values())) / self.callers

    @property
    def callers(self) -> int:
        return sum(map(len, self.waits.values()))

    @property
    def gone(self) -> float:
        return self.given_up / self.callers

    @property
    def worst(self) -> tuple[str, float]:
        """The type that waits longest in the mean, and how long."""
        means = {kind: sum(waits) / len(waits) for kind, waits in self.waits.items()}
        kind = max(means, key=lambda each: means[each])
        return kind, means[kind]

    def percentile_s(self, percent: float) -> float:
        return percentile(self.answered, percent)


def trace() -> Path | None:
    """Where the file is, if it is."""
    path = Path(os.environ.get("RINGWELL_TRACES", "")) / NAME
    return path if path.is_file() else None


def measure() -> list[Figure]:
    path = trace()
    if path is None:
        return []
    calls = read(path)
    mean_s = _mean_talks(call for call in calls if call.day < SECOND_WEEK)
    days = [day for draw in range(DRAWS) for day in _days(calls, draw)]

    def set_by_the_bank(scenario: Scenario) -> Scenario:
        return _as_set(scenario, mean_s)

    usual = _replay(days, lambda scenario, coming: Simulation(scenario, coming).run())
    as_set = _replay(days, lambda scenario, coming: Simulation(set_by_the_bank(scenario), coming).run())
    queue = _replay(days, lambda scenario, coming: SwitchQueue(scenario, coming).run())
    heavy = dict.fromkeys(WEIGHTS, 1)
    weighted = _replay(days, lambda scenario, coming: SwitchQueue(scenario, coming, heavy).run())
    pooled = _replay(
        days, lambda scenario, coming: Simulation(_pooled(set_by_the_bank(scenario)), coming).run()
    )
    was_wait = sum(call.waited_s for call in calls) / len(calls)
    was_gone = sum(call.service_s is None for call in calls) / len(calls)
    note = (
        f"{len(calls)} calls, {DRAWS} times; agents, their hours and after-call work as told by who answered when; "
        f"beside it the model of Queue(); really {was_wait:.1f} s and {100 * was_gone:.2f} %"
    )
    how = f"{note}; set: where waiting costs most, weights {_words(WEIGHTS)}, others 1, chosen on the first week"
    peer = _told(queue)
    return [
        *_figures("bank trace", _told(usual), peer, note),
        *_figures("bank trace, as the bank would set it", _told(as_set), peer, how),
        *_ratios(
            "bank trace, as the bank would set it, second week alone",
            _told(_second_week(as_set)),
            _told(_second_week(queue)),
            f"{how}, of which nothing is in this figure",
        ),
        *_ratios(
            "bank trace, the same with everybody able to take every call",
            _told(pooled),
            peer,
            "a yardstick, not a proof: what is left to win by teaching people, with the same setting (docs/adr/0020)",
            goal=None,
        ),
        *_ratios(
            "bank trace, Queue() with a weight for the same types",
            _told(weighted),
            peer,
            "its own way to the same end; this part of the model was not held against the real one",
            goal=None,
        ),
    ]


def _words(weights: Mapping[str, float]) -> str:
    return ", ".join(f"{kind} {weight:g}" for kind, weight in sorted(weights.items()))


def _figures(name: str, ours: Replayed, peer: Replayed, note: str) -> list[Figure]:
    (kind, worst_s), (peer_kind, peer_worst_s) = ours.worst, peer.worst
    return [
        Figure(
            figure=f"{name}: mean wait",
            value=round(ours.mean_s, 2),
            unit="s",
            peer=round(peer.mean_s, 2),
            note=note,
        ),
        Figure(
            figure=f"{name}: abandoned",
            value=round(100 * ours.gone, 2),
            unit="%",
            peer=round(100 * peer.gone, 2),
            note=note,
        ),
        Figure(
            figure=f"{name}: wait of the answered, p95",
            value=round(ours.percentile_s(95), 1),
            unit="s",
            peer=round(peer.percentile_s(95), 1),
            note=f"p90 {ours.percentile_s(90):.1f} s, beside it {peer.percentile_s(90):.1f} s",
        ),
        Figure(
            figure=f"{name}: mean wait of the type that waits longest",
            value=round(worst_s, 1),
            unit="s",
            peer=round(peer_worst_s, 1),
            note=f"{kind}, of Queue() {peer_kind}; by type {_by_type(ours)}; of Queue() {_by_type(peer)}",
        ),
        *_ratios(name, ours, peer, note),
    ]


def _by_type(replayed: Replayed) -> str:
    means = {kind: sum(waits) / len(waits) for kind, waits in sorted(replayed.waits.items())}
    return ", ".join(f"{kind} {mean:.1f} s" for kind, mean in means.items())


def _ratios(name: str, ours: Replayed, peer: Replayed, note: str, goal: str | None = GOAL) -> list[Figure]:
    ratios = {"mean wait": ours.mean_s / peer.mean_s, "abandoned": ours.gone / peer.gone}
    return [
        Figure(
            figure=f"{name}: {what}, over that of Queue()",
            value=round(ratio, 3),
            unit="times",
            goal=goal,
            note=note,
        )
        for what, ratio in ratios.items()
    ]


def read(path: Path) -> list[Call]:
    """All but those who hung up in the menu before they came to the queue."""
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["outcome"] in ("AGENT", "HANG")]
    return sorted((_call(row) for row in rows), key=lambda call: (call.day, call.at))


def _call(row: Mapping[str, str]) -> Call:
    return Call(
        day=row["date"],
        kind=row["type"].strip(),
        at=_seconds(row["vru_exit"]),
        waited_s=float(row["q_time"]),
        service_s=float(row["ser_time"]) if row["outcome"] == "AGENT" else None,
        server=row["server"].strip(),
    )


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _replay(days: Iterable[Day], play: Play) -> Played:
    return [(scenario.name, play(scenario, _coming(arrivals))) for scenario, arrivals in days]


def _coming(arrivals: Mapping[str, Sequence[Arrival]]) -> Mapping[str, Source]:
    return {kind: iter(each) for kind, each in arrivals.items()}


def _second_week(played: Played) -> Played:
    return [(day, outcome) for day, outcome in played if day >= SECOND_WEEK]


def _told(played: Played) -> Replayed:
    waits, answered, given_up = defaultdict[str, list[float]](list), list[float](), 0
    for _, outcome in played:
        for kind, queue in outcome.queues.items():
            waits[kind] += queue.waits
            answered += compress(queue.waits, queue.served)
            given_up += queue.abandoned
    return Replayed(waits, answered, given_up)


def _mean_talks(calls: Iterable[Call]) -> dict[str, float]:
    """The mean talk of each type in seconds: what the product learns of a queue's pace by itself."""
    talks = defaultdict[str, list[float]](list)
    for call in calls:
        if call.service_s is not None:
            talks[call.kind].append(call.service_s)
    return {kind: fmean(each) for kind, each in talks.items()}


def _as_set(scenario: Scenario, mean_s: Mapping[str, float]) -> Scenario:
    """The same people and callers; whom a free agent gets is chosen by what waiting costs and how long such talks are."""
    queues = tuple(replace(each, service=Constant(mean_s[each.queue_id])) for each in scenario.queues)
    return replace(scenario, queues=queues, policy=PolicyPlan(code="cost_rate", costs=WEIGHTS))


def _days(calls: Sequence[Call], draw: int) -> Iterator[Day]:
    """Each day's agents and callers; with the same `draw` the same, however often it is asked."""
    days = defaultdict[str, list[Call]](list)
    for call in calls:
        days[call.day].append(call)
    skills = skills_of(calls)
    for number, today in enumerate(days.values()):
        dice = Random(number + DRAWS_APART * draw)
        yield _day(today, staffing(today, skills, dice), dice)


def quoted() -> Iterator[list[Told]]:
    """The waits quoted on each day of the trace, and what came of them; nothing where it is absent."""
    path = trace()
    calls = read(path) if path else []
    quoting = Quoting([_queue(kind) for kind in sorted({call.kind for call in calls})])
    for scenario, arrivals in _days(calls, 0):
        Simulation(scenario, _coming(arrivals), quoting).run()
        yield quoting.next_day()


def _queue(kind: str) -> QueuePlan:
    return QueuePlan(queue_id=kind, service=Constant(0), needs={kind: 1})


def _day(calls: Sequence[Call], staff: Staffing, dice: Random) -> Day:
    arrivals = defaultdict[str, list[Arrival]](list)
    for call, arrival in zip(calls, _arrivals(calls, staff, dice), strict=True):
        arrivals[call.kind].append(arrival)
    scenario = Scenario(
        name=calls[0].day,
        until_s=DAY_S,
        queues=tuple(_queue(kind) for kind in sorted(arrivals)),
        agents=staff.agents,
    )
    return scenario, arrivals


def _pooled(scenario: Scenario) -> Scenario:
    """The same people, each able to take every call."""
    everything = {queue.queue_id: 1 for queue in scenario.queues}
    return replace(scenario, agents=tuple(replace(each, skills=everything) for each in scenario.agents))


def _arrivals(calls: Sequence[Call], staff: Staffing, dice: Random) -> Iterator[Arrival]:
    """Who gave up had so much patience; who was answered had more than its wait, nobody knows how much."""
    patience_s = mean_patience_s(sum(c.service_s is None for c in calls), sum(c.waited_s for c in calls))
    talks = defaultdict[str, list[float]](list)
    for call in calls:
        if call.service_s is not None:
            talks[call.kind].append(call.service_s)
    wrap_ups = list(staff.wrap_ups.values())
    for place, call in enumerate(calls):
        if call.service_s is None:
            talk_s = dice.choice(talks[call.kind] or [0.0])
            yield Arrival(call.at, talk_s, dice.choice(wrap_ups), call.waited_s)
        else:
            patient_for = call.waited_s + dice.expovariate(1 / patience_s)
            yield Arrival(call.at, call.service_s, staff.wrap_ups[place], patient_for)
