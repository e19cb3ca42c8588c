"""What a benchmark found, and the file that it is kept in."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

RESULTS = Path(__file__).parent / "results"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measured figure. `goal` is such as "<= 15", None for what is only told; `peer` is what it was measured beside, in the same unit."""

    figure: str
    value: float
    unit: str
    goal: str | None = None
    peer: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        sign, limit = self.goal.split()
        return self.value <= float(limit) if sign == "<=" else self.value >= float(limit)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which so many percent lie; the nearest one that was measured."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def spread(values: Sequence[float]) -> str:
    """For a note: how many, and how far apart."""
    points = ", ".join(f"p{point:g} {percentile(values, point):.1f}" for point in (50, 90, 99, 100))
    return f"{len(values)} measured: {points}"


def write(name: str, figures: Sequence[Figure]) -> Path:
    """Replace the results of one benchmark."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
    return path


def noise() -> str:
    """How busy the machine is with other things as this is asked."""
    load = os.getloadavg()
    return f"{os.cpu_count()} cores, load before the run {load[0]:.1f} (1 min) and {load[1]:.1f} (5 min)"
