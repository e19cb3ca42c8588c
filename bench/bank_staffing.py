"""Who was there when, told from who answered what when: as much as is certain, and nothing that would flatter a better router.

A person is there from call to call. Not there is whoever lets somebody wait that it could have answered: a short pause of this kind is
after-call work and belongs to the call, in a longer one the person is away for as long as such callers wait. Calls whose server
nobody wrote down were answered too: they are strung together to as few nameless people as there must have been.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random

import msgspec

from ringwell.simulation.scenario import AgentPlan, Shift

BREAK_S = 1800.0
"""Whoever answers nothing for so long is taken to be away, whether anybody waits or not."""
WRAP_UP_S = 60.0
"""A shorter pause after a call while somebody waits is after-call work."""
CAN = 3
"""Who has answered so many calls of a type can take it; fewer were mistakes. No share: of a type that hardly anybody asks for everybody answers few."""
NOBODY = "NO_SERVER"

Span = tuple[float, float]


class Call(msgspec.Struct, frozen=True):
    """One that reached the queue or an agent. `service_s` is None where the caller gave up."""

    day: str
    kind: str
    at: float
    waited_s: float
    service_s: float | None
    server: str

    @property
    def answered_at(self) -> float:
        return self.at + self.waited_s

    @property
    def over_at(self) -> float:
        return self.answered_at + (self.service_s or 0.0)


class Staffing(msgspec.Struct, frozen=True):
    """The agents of a day, and how long each answered call's after-call work took, by its place among the day's calls."""

    agents: tuple[AgentPlan, ...]
    wrap_ups: Mapping[int, float]


def skills_of(calls: Iterable[Call]) -> dict[str, dict[str, int]]:
    """What each person answers, as skills, over all days."""
    answered = defaultdict[str, Counter[str]](Counter)
    for call in calls:
        if call.service_s is not None and call.server != NOBODY:
            answered[call.server][call.kind] += 1
    return {
        server: {kind: 1 for kind, count in kinds.items() if count >= CAN}
        for server, kinds in answered.items()
    }


def staffing(calls: Sequence[Call], skills: Mapping[str, dict[str, int]], dice: Random) -> Staffing:
    """Of one day; `calls` in order of coming."""
    waits = _waits(calls)
    agents, pauses, unknown = list[AgentPlan](), dict[int, float](), dict[int, float]()
    for name, own in {**_named(calls), **_nameless(calls)}.items():
        can = skills.get(name) or {calls[place].kind: 1 for place in own}
        waiting = _union(span for kind in can for span in waits[kind])
        agents.append(AgentPlan(name=name, count=1, skills=can, shifts=_shifts(calls, own, waiting)))
        for place, following in zip(own, [*own[1:], None], strict=True):
            _tell_pause(calls, place, following, waiting, pauses, unknown)
    known = sorted(pauses.values()) or [0.0]
    drawn = {place: min(room, dice.choice(known)) for place, room in unknown.items()}
    return Staffing(tuple(agents), {**pauses, **drawn})


def _waits(calls: Iterable[Call]) -> Mapping[str, list[Span]]:
    """When somebody waited, by type."""
    spans = defaultdict[str, list[Span]](list)
    for call in calls:
        if call.waited_s > 0:
            spans[call.kind].append((call.at, call.answered_at))
    return spans


def _named(calls: Sequence[Call]) -> dict[str, list[int]]:
    own = defaultdict[str, list[int]](list)
    for place in _answered(calls):
        if calls[place].server != NOBODY:
            own[calls[place].server].append(place)
    return own


def _nameless(calls: Sequence[Call]) -> dict[str, list[int]]:
    """Each call to whoever of the nameless has been free for the shortest time, but for less than a break of after-call work."""
    people = list[list[int]]()
    for place in _answered(calls):
        call = calls[place]
        if call.server != NOBODY:
            continue
        free = [p for p in people if 0 <= call.answered_at - calls[p[-1]].over_at <= WRAP_UP_S]
        if free:
            max(free, key=lambda p: calls[p[-1]].over_at).append(place)
        else:
            people.append([place])
    return {f"nameless {number}": own for number, own in enumerate(people, start=1)}


def _answered(calls: Sequence[Call]) -> list[int]:
    answered = (place for place, call in enumerate(calls) if call.service_s is not None)
    return sorted(answered, key=lambda place: calls[place].answered_at)


def _tell_pause(
    calls: Sequence[Call],
    place: int,
    following: int | None,
    waiting: Sequence[Span],
    pauses: dict[int, float],
    unknown: dict[int, float],
) -> None:
    """After-call work: known where somebody waited as the call was over, else at most as long as the pause was."""
    over = calls[place].over_at
    pause = WRAP_UP_S if following is None else max(0.0, calls[following].answered_at - over)
    if following is not None and pause <= WRAP_UP_S and any(begin <= over < end for begin, end in waiting):
        pauses[place] = pause
    else:
        unknown[place] = pause


def _shifts(calls: Sequence[Call], own: Sequence[int], waiting: Sequence[Span]) -> tuple[Shift, ...]:
    present = list[Span]()
    for place, following in zip(own, [*own[1:], None], strict=True):
        begin, end = calls[place].answered_at, calls[place].over_at
        present.append((begin, end))
        if following is None:
            continue
        pause = calls[following].answered_at - end
        if pause <= WRAP_UP_S:
            present.append((end, max(end, calls[following].answered_at)))
        elif pause < BREAK_S:
            present += _without((end, calls[following].answered_at), waiting)
    return tuple(Shift(begin, end) for begin, end in _union(present) if end > begin)


def _without(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What of a span no hole covers; the holes in order, apart."""
    begin, end = span
    left = list[Span]()
    for low, high in holes:
        if high <= begin or low >= end:
            continue
        if low > begin:
            left.append((begin, low))
        begin = max(begin, high)
    if begin < end:
        left.append((begin, end))
    return left


def _union(spans: Iterable[Span]) -> list[Span]:
    """The same time, in order and apart."""
    joined = list[Span]()
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined
