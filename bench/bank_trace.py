"""Two weeks of a bank's calls of February 1999, replayed: who came when and for how long each talked or waited is as it was; routing is ours,
or that of the switch's own `Queue()`.

The file is public but not ours to pass on: it is read where RINGWELL_TRACES has it, and the benchmark is left out where it is absent.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from msgspec.structs import replace

from bench.bank_staffing import Call, Staffing, skills_of, staffing
from bench.figures import Figure
from ringwell.simulation.draws import Arrival, Constant
from ringwell.simulation.engine import Simulation, Source
from ringwell.simulation.outcome import Outcome
from ringwell.simulation.quoting import Quoting, Told
from ringwell.simulation.scenario import QueuePlan, Scenario
from ringwell.simulation.switch_queue import SwitchQueue
from ringwell.workforce.erlang import mean_patience_s

NAME = "anonymous_bank_feb1999_calls.csv"
DAY_S = 86_400.0
GOAL = "<= 0.9"

Play = Callable[[Scenario, Mapping[str, Source]], Outcome]


def trace() -> Path | None:
    """Where the file is, if it is."""
    path = Path(os.environ.get("RINGWELL_TRACES", "")) / NAME
    return path if path.is_file() else None


def measure() -> list[Figure]:
    path = trace()
    if path is None:
        return []
    calls = read(path)
    ours = _replay(calls, lambda scenario, coming: Simulation(scenario, coming).run())
    queue = _replay(calls, lambda scenario, coming: SwitchQueue(scenario, coming).run())
    pooled = _replay(calls, lambda scenario, coming: Simulation(_pooled(scenario), coming).run())
    was_wait = sum(call.waited_s for call in calls) / len(calls)
    was_gone = sum(call.service_s is None for call in calls) / len(calls)
    note = (
        f"{len(calls)} calls; agents, their hours and after-call work as told by who answered when; "
        f"beside it the model of Queue(); really {was_wait:.1f} s and {100 * was_gone:.2f} %; if all of them could take "
        f"all calls, {pooled[0]:.2f} s and {100 * pooled[1]:.2f} %, {pooled[0] / queue[0]:.3f} and {pooled[1] / queue[1]:.3f} of Queue()'s"
    )
    (our_wait, our_gone), (wait, gone) = ours, queue
    return [
        _figure("bank trace: mean wait", round(our_wait, 2), "s", None, round(wait, 2), note),
        _figure("bank trace: abandoned", round(100 * our_gone, 2), "%", None, round(100 * gone, 2), note),
        _figure(
            "bank trace: mean wait, over that of Queue()",
            round(our_wait / wait, 3),
            "times",
            GOAL,
            None,
            note,
        ),
        _figure(
            "bank trace: abandoned, over that of Queue()",
            round(our_gone / gone, 3),
            "times",
            GOAL,
            None,
            note,
        ),
    ]


def _figure(figure: str, value: float, unit: str, goal: str | None, peer: float | None, note: str) -> Figure:
    return Figure(figure=figure, value=value, unit=unit, goal=goal, peer=peer, note=note)


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


def _replay(calls: Sequence[Call], play: Play) -> tuple[float, float]:
    """The mean wait of all in seconds, and the share that gave up, over all days."""
    waited, given_up = 0.0, 0
    for scenario, coming in _days(calls):
        for queue in play(scenario, coming).queues.values():
            waited += sum(queue.waits)
            given_up += queue.abandoned
    return waited / len(calls), given_up / len(calls)


def _days(calls: Sequence[Call]) -> Iterator[tuple[Scenario, Mapping[str, Source]]]:
    """Each day's agents and callers, the same however often it is asked."""
    days = defaultdict[str, list[Call]](list)
    for call in calls:
        days[call.day].append(call)
    skills = skills_of(calls)
    for number, today in enumerate(days.values()):
        dice = Random(number)
        yield _day(today, staffing(today, skills, dice), dice)


def quoted() -> Iterator[list[Told]]:
    """The waits quoted on each day of the trace, and what came of them; nothing where it is absent."""
    path = trace()
    calls = read(path) if path else []
    quoting = Quoting([_queue(kind) for kind in sorted({call.kind for call in calls})])
    for scenario, coming in _days(calls):
        Simulation(scenario, coming, quoting).run()
        yield quoting.next_day()


def _queue(kind: str) -> QueuePlan:
    return QueuePlan(queue_id=kind, service=Constant(0), needs={kind: 1})


def _day(calls: Sequence[Call], staff: Staffing, dice: Random) -> tuple[Scenario, Mapping[str, Source]]:
    arrivals = defaultdict[str, list[Arrival]](list)
    for call, arrival in zip(calls, _arrivals(calls, staff, dice), strict=True):
        arrivals[call.kind].append(arrival)
    scenario = Scenario(
        name=calls[0].day,
        until_s=DAY_S,
        queues=tuple(_queue(kind) for kind in sorted(arrivals)),
        agents=staff.agents,
    )
    return scenario, {kind: iter(each) for kind, each in arrivals.items()}


def _pooled(scenario: Scenario) -> Scenario:
    """The same people, each able to take every call: what no router can be better than by much."""
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
