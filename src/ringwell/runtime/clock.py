"""The brain's clock: wall time that never runs backwards or jumps, so that durations are true."""

import os
import time
from datetime import UTC, datetime, timedelta

from ringwell.kernel.ids import make_id, uuid7


class SteadyClock:
    """Aware UTC: the wall clock as it was at the start, plus what a clock that nobody sets has counted since (suspended time too)."""

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._start = self.seconds()

    def now(self) -> datetime:
        return self._wall + timedelta(seconds=self.seconds() - self._start)

    @staticmethod
    def seconds() -> float:
        """Seconds since the machine started, suspended time counted."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)


class RandomIds:
    """Ids from the time and the system's randomness."""

    def new(self, prefix: str) -> str:
        return make_id(prefix, uuid7(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10))))
