"""The brain's clock: wall time that never runs backwards or jumps, so that durations are true."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

from ringwell.kernel.ids import timed_id

LONGEST_DRIFT: Final = timedelta(seconds=30)


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class SteadyClock:
    """Aware UTC: the wall clock as it was at the start, plus what a clock that nobody sets has counted since (suspended time too).

    A wall clock that is set in great steps, as on a machine that learns the time only after it has started, leaves it behind for
    ever: whoever goes by opening hours has to begin anew then.
    """

    def __init__(self, wall: Callable[[], datetime] = _wall_clock) -> None:
        self._read_wall = wall
        self._wall = wall()
        self._start = self.seconds()

    def was_set(self) -> bool:
        """Whether the wall clock tells another time by now."""
        return abs(self._read_wall() - self.now()) > LONGEST_DRIFT

    def now(self) -> datetime:
        return self._wall + timedelta(seconds=self.seconds() - self._start)

    @staticmethod
    def seconds() -> float:
        """Seconds since the machine started, suspended time counted."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)


class RandomIds:
    """Ids from the time and the system's randomness, of which some is kept at hand: an id takes 10 bytes."""

    def __init__(self) -> None:
        self._entropy = BytesIO()

    def new(self, prefix: str) -> str:
        entropy = self._entropy.read(10)
        if not entropy:
            self._entropy = BytesIO(os.urandom(4000))
            entropy = self._entropy.read(10)
        return timed_id(prefix, time.time_ns() // 1_000_000, int.from_bytes(entropy))
