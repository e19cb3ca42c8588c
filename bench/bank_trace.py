"""Two weeks of a bank's calls of February 1999, replayed: who came when and for how long each talked or waited is as it was; routing is ours.

The file is public but not ours to pass on: it is read where RINGWELL_TRACES has it, and the benchmark is left out where it is absent.
"""

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import msgspec

from bench.figures import Figure
from ringwell.simulation.draws import Arrival, Constant
from ringwell.simulation.engine import Simulation
from ringwell.simulation.outcome import Outcome
from ringwell.simulation.quoting import Quoting, Told
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Scenario, Shift
from ringwell.workforce.erlang import mean_patience_s

NAME = "anonymous_bank_feb1999_calls.csv"
DAY_S = 86_400.0
BREAK_S = 1800.0
"""Whoever answers nothing for so long is taken to be away."""
RARE = 0.02
"""A smaller share of a person's calls than this does not make a type its own."""
NOBODY = "NO_SERVER"


class Call(msgspec.Struct, frozen=True):
    """One that reached the queue or an agent. `service_s` is None where the caller gave up."""

    day: str
    kind: str
    at: float
    waited_s: float
    service_s: float | None
    server: str


def trace() -> Path | None:
    """Where the file is, if it is."""
    path = Path(os.environ.get("RINGWELL_TRACES", "")) / NAME
    return path if path.is_file() else None


def measure() -> list[Figure]:
    path = trace()
    if path is None:
        return []
    calls = read(path)
    days = defaultdict[str, list[Call]](list)
    for call in calls:
        days[call.day].append(call)
    skills = _kinds_of_servers(calls)
    waited, given_up, offered = 0.0, 0, 0
    for number, today in enumerate(days.values()):
        outcome = _replay(today, skills, number)
        for queue in outcome.queues.values():
            waited += sum(queue.waits)
            given_up += queue.abandoned
            offered += queue.offered
    note = f"{len(calls)} calls of {len(days)} days; agents and their hours as told by who answered when; beside it what was"
    was_abandoned = sum(call.service_s is None for call in calls) / len(calls)
    return [
        Figure(
            figure="bank trace: mean wait",
            value=round(waited / offered, 1),
            unit="s",
            peer=round(sum(call.waited_s for call in calls) / len(calls), 1),
            note=note,
        ),
        Figure(
            figure="bank trace: abandoned",
            value=round(100 * given_up / offered, 2),
            unit="%",
            peer=round(100 * was_abandoned, 2),
            note=note,
        ),
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


def _kinds_of_servers(calls: Sequence[Call]) -> dict[str, dict[str, int]]:
    """What each person answers, as skills."""
    answered = defaultdict[str, Counter[str]](Counter)
    for call in calls:
        if call.service_s is not None and call.server != NOBODY:
            answered[call.server][call.kind] += 1
    return {
        server: {kind: 1 for kind, count in kinds.items() if count >= RARE * kinds.total()}
        for server, kinds in answered.items()
    }


def quoted() -> Iterator[list[Told]]:
    """The waits quoted on each day of the trace, and what came of them; nothing where it is absent."""
    path = trace()
    calls = read(path) if path else []
    skills = _kinds_of_servers(calls)
    quoting = Quoting(
        [QueuePlan(queue_id=kind, service=Constant(0), needs={kind: 1}) for kind in _kinds(calls)]
    )
    for number, day in enumerate(sorted({call.day for call in calls})):
        _replay([call for call in calls if call.day == day], skills, number, quoting)
        yield quoting.next_day()


def _kinds(calls: Sequence[Call]) -> list[str]:
    return sorted({call.kind for call in calls})


def _replay(
    calls: Sequence[Call], skills: Mapping[str, dict[str, int]], seed: int, quoting: Quoting | None = None
) -> Outcome:
    kinds = _kinds(calls)
    scenario = Scenario(
        name=calls[0].day,
        until_s=DAY_S,
        queues=tuple(QueuePlan(queue_id=kind, service=Constant(0), needs={kind: 1}) for kind in kinds),
        agents=tuple(
            AgentPlan(name=server, count=1, skills=skills[server], shifts=shifts)
            for server, shifts in _shifts(calls).items()
        ),
    )
    dice = Random(seed)
    patience_s = mean_patience_s(sum(c.service_s is None for c in calls), sum(c.waited_s for c in calls))
    talks = [call.service_s for call in calls if call.service_s is not None]
    coming = {
        kind: _arrivals([call for call in calls if call.kind == kind], patience_s, talks, dice)
        for kind in kinds
    }
    return Simulation(scenario, coming, quoting).run()


def _arrivals(
    calls: Sequence[Call], patience_s: float, talks: Sequence[float], dice: Random
) -> Iterator[Arrival]:
    """Who gave up had so much patience; who was answered had more than its wait, nobody knows how much."""
    for call in calls:
        if call.service_s is None:
            yield Arrival(call.at, dice.choice(talks), 0.0, call.waited_s)
        else:
            yield Arrival(call.at, call.service_s, 0.0, call.waited_s + dice.expovariate(1 / patience_s))


def _shifts(calls: Sequence[Call]) -> dict[str, tuple[Shift, ...]]:
    """When each person was there: from call to call, but for long breaks."""
    spells = defaultdict[str, list[list[float]]](list)
    for call in sorted(calls, key=lambda call: call.at + call.waited_s):
        if call.service_s is None or call.server == NOBODY:
            continue
        begin = call.at + call.waited_s
        end, own = begin + call.service_s, spells[call.server]
        if own and begin - own[-1][1] < BREAK_S:
            own[-1][1] = max(own[-1][1], end)
        else:
            own.append([begin, end])
    return {server: tuple(Shift(begin, end) for begin, end in own) for server, own in spells.items()}
