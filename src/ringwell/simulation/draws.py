"""Durations by chance, and arrivals by a curve."""

from collections.abc import Callable, Iterator, Sequence
from math import inf, log, sqrt
from random import Random
from typing import Protocol

import msgspec

from ringwell.routing.rules import Needs

Draw = Callable[[], float]


class Exponential(
    msgspec.Struct, frozen=True, tag_field="kind", tag="exponential", forbid_unknown_fields=True
):
    """Memoryless, with this mean."""

    mean_s: float

    def draw(self, dice: Random) -> Draw:
        rate, draw = 1 / self.mean_s, dice.expovariate
        return lambda: draw(rate)


class Lognormal(msgspec.Struct, frozen=True, tag_field="kind", tag="lognormal", forbid_unknown_fields=True):
    """What talk times look like; mean and standard deviation are those of the seconds."""

    mean_s: float
    sd_s: float

    def draw(self, dice: Random) -> Draw:
        spread = log(1 + (self.sd_s / self.mean_s) ** 2)
        middle, sigma, draw = log(self.mean_s) - spread / 2, sqrt(spread), dice.lognormvariate
        return lambda: draw(middle, sigma)


class Constant(msgspec.Struct, frozen=True, tag_field="kind", tag="constant", forbid_unknown_fields=True):
    """Always the same."""

    seconds: float

    @property
    def mean_s(self) -> float:
        return self.seconds

    def draw(self, dice: Random) -> Draw:
        return lambda: self.seconds


class Observed(msgspec.Struct, frozen=True, tag_field="kind", tag="observed", forbid_unknown_fields=True):
    """One of what has been observed, each as likely."""

    seconds: tuple[float, ...]

    @property
    def mean_s(self) -> float:
        return sum(self.seconds) / len(self.seconds)

    def draw(self, dice: Random) -> Draw:
        choice, seconds = dice.choice, self.seconds
        return lambda: choice(seconds)


Distribution = Exponential | Lognormal | Constant | Observed


class Arrival(msgspec.Struct, frozen=True, gc=False):
    """One who comes: when, how long talking and wrapping up with it take, and for how long it waits.

    `ring_s`: how long the agent takes to answer, which the caller waits too. `needs` and `priority` where they are not the queue's.
    `preferred`: agents whom it waits for, the dearest first, until it is `preferred_for_s` old.
    """

    at: float
    service_s: float
    wrap_up_s: float
    patience_s: float
    ring_s: float = 0.0
    needs: Needs | None = None
    priority: int | None = None
    preferred: tuple[str, ...] = ()
    preferred_for_s: float = 0.0


class HasRate(Protocol):
    @property
    def from_s(self) -> float: ...
    @property
    def per_hour(self) -> float: ...


def instants(curve: Sequence[HasRate], until_s: float, dice: Random) -> Iterator[float]:
    """When they come: a Poisson stream whose rate is that of the step it is in."""
    ends = [*(step.from_s for step in curve[1:]), until_s]
    for step, end in zip(curve, ends, strict=True):
        at, rate = step.from_s, step.per_hour / 3600
        while rate > 0 and (at := at + dice.expovariate(rate)) < min(end, until_s):
            yield at


def arrivals(
    times: Iterator[float], service: Draw, wrap_up: Draw, patience: Draw | None
) -> Iterator[Arrival]:
    """Those who come at these times, each with durations of its own, whoever answers."""
    for at in times:
        yield Arrival(at, service(), wrap_up(), patience() if patience else inf)
