"""How long a caller will wait, to be told aloud: nine in ten are answered within what is quoted (routing.md, "Expected wait").

A line moves when an agent who may serve it finishes something. How often each does so is learnt while somebody waits; the number
who serve is known. So many completions, and callers before one who give up, make the wait; how long callers in the same part of the line
have really waited, against that, corrects what the model leaves out: agents shared with other queues, talks that are no exponentials.
Durations are seconds.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Sequence
from math import exp, log, sqrt
from typing import Final

import msgspec

SHARE: Final = 0.9
"""Of those to whom a wait is quoted, so many are answered within it."""
_NORMAL: Final = 1.2815515655446004
"""The normal distribution's 0.9 quantile."""
USUAL_SERVICE_S: Final = 180.0
"""What is taken for the time of one service before anything has been learnt, with the weight of so many services:"""
PRIOR_SERVICES: Final = 3.0
MEMORY: Final = 200.0
"""About so many of the newest services are remembered."""
BANDS: Final = (2, 4, 10, 25)
"""Where in line a further correction begins."""
LATEST: Final = 300
"""The newest quotes of a band that its correction is made of."""
DOUBT: Final = 8.0
"""The weight of so many quotes speaks for the model being right as it is."""
AIM: Final = 0.91
"""The share that corrections aim at: a little more, because of the long waits of a growing line one hears last."""
LEAST: Final = 0.1
"""No correction makes less of a wait than this share."""
MINUTES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60)
"""The waits that can be said, each the least that is not shorter than the quote."""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """What was said to a caller, when, and at which place in line. `modelled`: what the model alone would have said."""

    at: float
    place: int
    seconds: float
    modelled: float


class Correction:
    """By how much waits in one part of the line differ from the model, from the newest of them."""

    def __init__(self) -> None:
        self._newest: deque[float] = deque()
        self._sorted: list[float] = []

    def hear(self, waited_s: float, modelled: float) -> None:
        share = waited_s / modelled
        self._newest.append(share)
        insort(self._sorted, share)
        if len(self._newest) > LATEST:
            del self._sorted[bisect_left(self._sorted, self._newest.popleft())]

    def add(self, earlier: "Correction") -> None:
        """Know what was heard before: of all together the newest count."""
        shares = [*earlier._newest, *self._newest][-LATEST:]
        self._newest, self._sorted = deque(shares), sorted(shares)

    @property
    def factor(self) -> float:
        """What the model's quote is to be multiplied by; 1 before anything was heard."""
        heard = len(self._sorted)
        if not heard:
            return 1.0
        observed = max(self._sorted[min(heard - 1, int(AIM * (heard + 1)))], LEAST)
        return exp(log(observed) * heard / (heard + DOUBT))


class Expectation:
    """One queue's line as it moves. Every change is told with the time; `serving` are the agents on duty who may take of it."""

    def __init__(self) -> None:
        self._answers = 0.0
        self._worked_s = 0.0
        self._given_up = 0.0
        self._waited_s = 0.0
        self._since = 0.0
        self._waiting = 0
        self._serving = 0
        self._corrections = [Correction() for _ in range(len(BANDS) + 1)]

    def stand(self, now: float, waiting: int, serving: int) -> None:
        """From now on so many wait and so many serve."""
        lasted = now - self._since
        if self._waiting and lasted > 0:
            self._worked_s += lasted * self._serving
            self._waited_s += lasted * self._waiting
        self._since, self._waiting, self._serving = max(self._since, now), waiting, serving

    def rest(self) -> None:
        """Nobody waits, and time may begin anew."""
        self._since, self._waiting = 0.0, 0

    def left(self, *, answered: bool) -> None:
        """One who waited does so no more: was answered, or gave up."""
        if answered:
            self._fade()
            self._answers += 1
        else:
            self._given_up += 1

    def quote(self, now: float, place: int, serving: int) -> Quote | None:
        """Within which time nine in ten at this place are answered; None where nobody serves."""
        if serving <= 0:
            return None
        worked = self._worked_s + PRIOR_SERVICES * USUAL_SERVICE_S
        known = self._answers + PRIOR_SERVICES
        moves = serving * known / worked
        leaves = self._given_up / self._waited_s if self._waited_s else 0.0
        mean, variance = _passage(place, moves, leaves)
        modelled = _quantile(mean, variance + mean * mean / known)
        factor = self._corrections[_band(place)].factor
        return Quote(at=now, place=place, seconds=modelled * factor, modelled=modelled)

    def learn(self, quote: Quote, waited_s: float, *, answered: bool) -> None:
        """What came of a quote. `waited_s` counts from when it was given; who gave up before its end tells nothing."""
        if answered or waited_s > quote.seconds:
            self._corrections[_band(quote.place)].hear(waited_s, quote.modelled)

    def add(self, earlier: "Expectation") -> None:
        """Know what was learnt of this line before."""
        self._answers += earlier._answers
        self._worked_s += earlier._worked_s
        self._given_up += earlier._given_up
        self._waited_s += earlier._waited_s
        for mine, before in zip(self._corrections, earlier._corrections, strict=True):
            mine.add(before)

    def _fade(self) -> None:
        keep = 1 - 1 / MEMORY
        self._answers *= keep
        self._worked_s *= keep
        self._given_up *= keep
        self._waited_s *= keep


def spoken_minutes(seconds: float) -> int | None:
    """The whole minutes that are said for a wait; None where it is longer than can be said."""
    return next((minutes for minutes in MINUTES if minutes * 60 >= seconds), None)


def pinball(quoted: Sequence[float], waited: Sequence[float], share: float = SHARE) -> float:
    """The mean pinball loss of quotes against waits: least where `share` of the waits are within their quotes."""
    losses = ((w - q) * (share if w > q else share - 1) for q, w in zip(quoted, waited, strict=True))
    return sum(losses) / len(quoted)


def _passage(place: int, moves: float, leaves: float) -> tuple[float, float]:
    """Mean and variance of the time until the one at this place is served, with those before it served or giving up."""
    mean = variance = 0.0
    for before in range(place):
        step = 1 / (moves + before * leaves)
        mean += step
        variance += step * step
    return mean, variance


def _quantile(mean: float, variance: float) -> float:
    """The 0.9 quantile of the gamma distribution with these moments, by Wilson and Hilferty."""
    ninth = variance / (9 * mean * mean)
    return mean * (1 - ninth + _NORMAL * sqrt(ninth)) ** 3


def _band(place: int) -> int:
    return bisect_right(BANDS, place)
