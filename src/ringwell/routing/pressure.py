"""When a queue is under pressure: its figures now, and the rings that they open and, some way back, close (routing.md, rule 4)."""

from collections import deque
from collections.abc import Collection
from math import inf

import msgspec

from ringwell.routing.rules import Pressure, QueueRules

WINDOW_S = 900.0
"""Service level now and the rate of answers are those of the last quarter of an hour."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """A queue now. `service_level` is a share 0–1 (1 where nothing was decided yet), `expected_wait_s` inf where nobody is answered."""

    service_level: float
    waiting: int
    expected_wait_s: float


class Pulse:
    """What became of a queue's callers lately, from `began` on. Each is told once: when answered, or when the wait ended otherwise."""

    def __init__(self, target_s: float, began: float) -> None:
        self._target_s = target_s
        self._began = began
        self._ended: deque[tuple[float, bool, bool]] = deque()
        self._answered = 0
        self._in_time = 0

    def end(self, now: float, waited_s: float, *, answered: bool) -> None:
        """A wait is over; after a restart those are told again that were over before `began`."""
        self._began = min(self._began, now)
        in_time = answered and waited_s <= self._target_s
        self._ended.append((now, answered, in_time))
        self._answered += answered
        self._in_time += in_time
        self._forget(now)

    def figures(self, now: float, waiting: int) -> Figures:
        self._forget(now)
        whole = len(self._ended)
        return Figures(
            service_level=self._in_time / whole if whole else 1.0,
            waiting=waiting,
            expected_wait_s=self._expected_wait(now, waiting),
        )

    def _expected_wait(self, now: float, waiting: int) -> float:
        """How long the line takes at the rate at which callers have been answered lately."""
        if not waiting:
            return 0.0
        if not self._answered:
            return inf
        return waiting * min(WINDOW_S, now - self._began) / self._answered

    def _forget(self, now: float) -> None:
        ended = self._ended
        while ended and ended[0][0] < now - WINDOW_S:
            _, answered, in_time = ended.popleft()
            self._answered -= answered
            self._in_time -= in_time


def opened(rules: QueueRules, figures: Figures, before: Collection[int]) -> frozenset[int]:
    """The rings that the queue's pressure has open now, of which these were open before."""
    return frozenset(
        number
        for number, ring in enumerate(rules.rings)
        if ring.pressure and _is_open(ring.pressure, figures, number in before)
    )


def _is_open(pressure: Pressure, figures: Figures, was_open: bool) -> bool:
    limit = pressure.closes_at if was_open else pressure.opens_at
    value = _value(pressure, figures)
    if pressure.measure == "service_level":
        return value < limit if was_open else value <= limit
    return value > limit if was_open else value >= limit


def _value(pressure: Pressure, figures: Figures) -> float:
    match pressure.measure:
        case "service_level":
            return figures.service_level
        case "waiting":
            return figures.waiting
        case "expected_wait":
            return figures.expected_wait_s
