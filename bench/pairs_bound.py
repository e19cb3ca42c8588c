"""Below what no routing can bring the mean wait when 60 agents hold 2 of 6 skills each (docs/adr/0015).

A decision process that is kinder than life: its best average wait is a bound for every policy that lets nobody wait beside an idle agent
who fits. Service takes the same time in the mean with everybody and has no memory, so a state is which agents are idle and how many
wait for what. While few are idle and few wait it is followed exactly, skills by name left out; beyond that the process may rearrange at
will, at each moment anew, which skills the idle have and what the waiting want, as long as none of these fits one of those.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, permutations
from math import comb, inf

import numpy as np
from numpy.typing import NDArray

SKILLS, PER_PAIR, LOAD = 6, 4, 0.92
PAIRS = tuple(combinations(range(SKILLS), 2))
AGENTS = PER_PAIR * len(PAIRS)
ARRIVALS = LOAD * AGENTS
"""In a mean service time, as all rates here."""
MOST_IDLE, MOST_WAITING = 6, 8
"""Up to so many it is followed exactly."""
ROOM = 150
"""More than so many never wait: whoever comes then goes elsewhere, which can only shorten the line."""
STEPS = 30
ENOUGH = 1e-9

Idle = tuple[int, ...]
"""How many of each pair are idle."""
State = tuple[Idle, tuple[int, ...]] | tuple[int, int]
"""Exact: the idle, and how many wait for each skill that none of them has, most first. Beyond: how many are idle, how many wait."""
Chance = tuple[float, tuple[int, ...]]
"""Something that happens at this rate, and the states of which the process may choose what it leads to."""
Choices = tuple[tuple[Chance, ...], ...]

Led = tuple[float, int]
Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_RENAMED = np.array(
    [
        [PAIRS.index((min(to[a], to[b]), max(to[a], to[b]))) for a, b in PAIRS]
        for to in permutations(range(SKILLS))
    ]
)
_WEIGHTS = (PER_PAIR + 1) ** np.arange(len(PAIRS), dtype=np.int64)


@cache
def _nameless(idle: Idle) -> Idle:
    """The same for all that differ in the names of skills only."""
    renamed = np.array(idle)[_RENAMED]
    return tuple(int(each) for each in renamed[int(np.argmax(renamed @ _WEIGHTS))])


def bound() -> float:
    """The mean number that wait at least, over that with every agent able to take all."""
    states = list(_states())
    places = {state: place for place, state in enumerate(states)}
    by_size: dict[tuple[int, int], list[int]] = {}
    for place, state in enumerate(states):
        by_size.setdefault(_size(state), []).append(place)
    choices = [_choices(state, places, by_size) for state in states]
    waiting = np.array([_size(state)[1] for state in states], dtype=float)
    levels = [count - idle for idle, count in map(_size, states)]
    return _best(choices, waiting, levels) / pooled()


def pooled() -> float:
    """The mean number that wait where everybody can take all: Erlang C."""
    blocked = 1.0
    for k in range(1, AGENTS + 1):
        blocked = ARRIVALS * blocked / (k + ARRIVALS * blocked)
    delayed = AGENTS * blocked / (AGENTS - ARRIVALS * (1 - blocked))
    return delayed * ARRIVALS / (AGENTS - ARRIVALS)


def _size(state: State) -> tuple[int, int]:
    idle, waiting = state
    return (idle if isinstance(idle, int) else sum(idle)), (
        waiting if isinstance(waiting, int) else sum(waiting)
    )


def _states() -> Iterator[State]:
    layer = {(0,) * len(PAIRS)}
    for _ in range(MOST_IDLE + 1):
        for idle in sorted(layer):
            lacking = SKILLS - len(_held(idle))
            for count in range(MOST_WAITING + 1):
                yield from ((idle, line) for line in _lines(count, lacking, count))
        layer = {
            _nameless(_plus(idle, pair, 1))
            for idle in layer
            for pair in range(len(PAIRS))
            if idle[pair] < PER_PAIR
        }
    for idle_count in range(AGENTS + 1):
        for count in range(_room(idle_count) + 1):
            if idle_count > MOST_IDLE or count > MOST_WAITING:
                yield idle_count, count


def _room(idle: int) -> int:
    if idle > PER_PAIR * comb(SKILLS - 1, 2):
        return 0  # they have all skills between them
    return ROOM


def _lines(count: int, lines: int, longest: int) -> Iterator[tuple[int, ...]]:
    """All ways to stand in so many lines, the longer ones first."""
    if lines == 0:
        if count == 0:
            yield ()
        return
    for first in range(min(count, longest), -1, -1):
        for rest in _lines(count - first, lines - 1, first):
            yield (first, *rest)


def _held(idle: Idle) -> set[int]:
    return {skill for count, pair in zip(idle, PAIRS, strict=True) if count for skill in pair}


def _plus(idle: Idle, pair: int, change: int) -> Idle:
    return (*idle[:pair], idle[pair] + change, *idle[pair + 1 :])


def _choices(
    state: State, places: Mapping[State, int], by_size: Mapping[tuple[int, int], list[int]]
) -> Choices:
    idle, waiting = state
    if isinstance(idle, int):
        assert isinstance(waiting, int)
        return _kind_choices(idle, waiting, by_size)
    assert not isinstance(waiting, int)
    return (tuple(_exact_chances(idle, waiting, places, by_size)),)


def _exact_chances(
    idle: Idle,
    waiting: tuple[int, ...],
    places: Mapping[State, int],
    by_size: Mapping[tuple[int, int], list[int]],
) -> Iterator[Chance]:
    held = _held(idle)
    lines = iter(waiting)
    by_skill = [0 if skill in held else next(lines) for skill in range(SKILLS)]

    def leads_to(then_idle: Idle, then: Sequence[int]) -> list[int]:
        size = sum(then_idle), sum(then)
        if size[0] > MOST_IDLE or size[1] > MOST_WAITING:
            return by_size[size]
        lacking = set(range(SKILLS)) - _held(then_idle)
        return [places[_nameless(then_idle), tuple(sorted((then[skill] for skill in lacking), reverse=True))]]

    def more(skill: int, change: int) -> list[int]:
        return [count + change * (each == skill) for each, count in enumerate(by_skill)]

    for skill in range(SKILLS):
        able = [pair for pair, both in enumerate(PAIRS) if skill in both and idle[pair]]
        to = [leads_to(_plus(idle, pair, -1), by_skill) for pair in able] or [leads_to(idle, more(skill, 1))]
        yield ARRIVALS / SKILLS, tuple({place for each in to for place in each})
    for pair, both in enumerate(PAIRS):
        if idle[pair] == PER_PAIR:
            continue
        wanted = [skill for skill in both if by_skill[skill]]
        to = [leads_to(idle, more(skill, -1)) for skill in wanted] or [
            leads_to(_plus(idle, pair, 1), by_skill)
        ]
        yield float(PER_PAIR - idle[pair]), tuple({place for each in to for place in each})


def _kind_choices(idle: int, waiting: int, by_size: Mapping[tuple[int, int], list[int]]) -> Choices:
    """The idle hold `held` skills between them, those who wait want `wanted` others: whatever the process likes best."""
    found = list[tuple[Chance, ...]]()
    for held in range(0 if idle == 0 else 2, min(SKILLS, 2 * idle) + 1):
        if idle > PER_PAIR * comb(held, 2) or (idle == 0 and held):
            continue
        for wanted in range(min(1, waiting), min(waiting, SKILLS - held) + 1):
            fit = PER_PAIR * (len(PAIRS) - comb(SKILLS - wanted, 2))
            happens = (
                (ARRIVALS * held / SKILLS, idle - 1, waiting),
                (ARRIVALS * (1 - held / SKILLS) * (waiting < ROOM), idle, waiting + 1),
                (float(fit), idle, waiting - 1),
                (float(AGENTS - idle - fit), idle + 1, waiting),
            )
            found.append(
                tuple((rate, tuple(by_size[then, line])) for rate, then, line in happens if rate > 0)
            )
    return tuple(found)


def _best(choices: Sequence[Choices], waiting: Vector, levels: Sequence[int]) -> float:
    """The least average number that wait, by policy iteration."""
    value, average = waiting.copy(), inf
    for _ in range(STEPS):
        chosen = [_chosen(options, place, value) for place, options in enumerate(choices)]
        before, (average, value) = average, _valued(chosen, waiting, levels)
        if abs(before - average) < ENOUGH:
            break
    return average


def _valued(chosen: Sequence[Sequence[Led]], waiting: Vector, levels: Sequence[int]) -> tuple[float, Vector]:
    """The average under one way to choose, and how much more than the last state each state costs.

    Whatever happens leads one level up or down, so it is solved level by level. The last state is alone on its level.
    """
    layers = [list[int]() for _ in range(max(levels) - min(levels) + 1)]
    for place, level in enumerate(levels):
        layers[level - min(levels)].append(place)
    last = layers.pop()[0]
    row = {place: number for layer in layers for number, place in enumerate(layer)}
    below, carried = list[Matrix](), list[Matrix]()
    for number, layer in enumerate(layers):
        above = layers[number + 1] if number + 1 < len(layers) else [last]
        up = _rates(chosen, layer, above, row)
        own = np.diag([sum(rate for rate, _ in chosen[place]) for place in layer])
        known = np.column_stack([waiting[layer], np.ones(len(layer))])
        if number:
            down = _rates(chosen, layer, layers[number - 1], row)
            own -= down @ below[-1]
            known += down @ carried[-1]
        solved: Matrix = np.linalg.solve(own, np.hstack([up, known])).astype(np.float64)
        below.append(solved[:, : len(above)])
        carried.append(solved[:, len(above) :])
    cost, time = np.zeros(len(levels)), np.zeros(len(levels))
    above = np.zeros((1, 2))
    for layer, back, known in zip(reversed(layers), reversed(below), reversed(carried), strict=True):
        above = known + back @ above
        cost[layer], time[layer] = above[:, 0], above[:, 1]
    spent = sum(rate * float(cost[to]) for rate, to in chosen[last])
    passed = sum(rate * float(time[to]) for rate, to in chosen[last])
    average = (float(waiting[last]) + spent) / (1 + passed)
    return average, cost - average * time


def _rates(
    chosen: Sequence[Sequence[Led]], begin: Sequence[int], end: Sequence[int], row: Mapping[int, int]
) -> Matrix:
    rates, ends = np.zeros((len(begin), len(end))), set(end)
    for number, place in enumerate(begin):
        for rate, to in chosen[place]:
            if to in ends:
                rates[number, row.get(to, 0)] += rate
    return rates


def _chosen(options: Choices, place: int, value: Vector) -> list[Led]:
    def led(option: tuple[Chance, ...]) -> list[Led]:
        return [(rate, min(to, key=lambda each: float(value[each]))) for rate, to in option]

    return min(
        (led(option) for option in options),
        key=lambda to: sum(rate * float(value[each] - value[place]) for rate, each in to),
    )
