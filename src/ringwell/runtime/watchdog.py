"""When a brain has been away, or may not act, for too long, callers whom it left waiting are handed to the switch's own queues."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from ringwell.runtime.heartbeat import Beat
from ringwell.runtime.logs import Log


class RescueFailed(Exception):
    """The switch could not be asked to move the callers; it is tried again."""


Rescue = Callable[[], Awaitable[int]]
"""Moves callers who wait for a brain into the fallback; returns how many were moved."""

LATE_SECONDS = 5.0
"""A beat this old means that the brain is away, though its process may live."""

MAY_NOT_ACT_SECONDS = 3.0
"""How long a brain that beats and cannot act is given: it is starting, its lease is over because the database is away, or it has not heard
the switch for long."""

HUNG_EXTRA_SECONDS = 15.0
"""A living brain without a beat for the watchdog's time and this is killed, to be started anew. Where that one does not come to beat either,
the machine may be too busy for a start in so short a time: the next one is given twice as long, and so on until one beats."""

MOST_DOUBLINGS = 4

KEEPS_ENDING = 3
"""A brain that has ended so often within a minute is not waited for: it comes back again and again, and never long enough to serve anybody.
While the next one starts nobody is moved: it would take back whom we move."""

ON_ITS_WAY_SECONDS = 4.0
"""So long a partition may be served by nobody while it goes from one brain to another: each tells of it once a second, and the one that gets
it reads the log first."""


@dataclass
class Services:
    """Since when nobody has served a partition, as the brains' beats tell. To be looked at each second."""

    partitions: range
    _served_at: dict[int, float] = field(default_factory=dict[int, float], init=False)

    def look(self, served: Collection[int], now: float) -> frozenset[int]:
        """The partitions whose callers nobody is to move at monotonic second `now`: they are served, or were a moment ago, and there is
        somebody to whom they can be on their way."""
        self._served_at.update(dict.fromkeys(served, now))
        if not served:
            return frozenset()
        return frozenset(each for each in self.partitions if self._lately(each, now))

    def _lately(self, partition: int, now: float) -> bool:
        return now - self._served_at.get(partition, -math.inf) < ON_ITS_WAY_SECONDS


@dataclass
class Watchdog:
    """Looks each second after one brain. `brain_alive` is about the process, `ends` how often it has ended within the last minute, `beat` about its
    work (None: no beat yet)."""

    limit: float
    brain_alive: Callable[[], bool]
    ends: Callable[[], int]
    beat: Callable[[], Beat | None]
    rescue: Rescue
    kill_brain: Callable[[], None]
    log: Log
    away_since: float | None = field(default=None, init=False)
    idle_since: float | None = field(default=None, init=False)
    _failed: bool = field(default=False, init=False)
    _killed: int = field(default=0, init=False)

    async def run(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            await self.look(clock())
            await asyncio.sleep(1.0)

    async def look(self, now: float) -> None:
        """One look at monotonic second `now`. The rescue is repeated while the brain stays away, or may not act."""
        beat = self.beat()
        if self._away(beat):
            self.idle_since = None
            await self._look_at_absence(now)
            return
        if self.away_since is not None:
            self.log.info("the brain is back", away_seconds=round(now - self.away_since))
            self.away_since, self._killed = None, 0
        if beat is None or beat.acts:
            self.idle_since = None
            return
        if self.idle_since is None:
            self.idle_since = now
        if now - self.idle_since >= min(self.limit, MAY_NOT_ACT_SECONDS):
            await self._rescue()

    async def _look_at_absence(self, now: float) -> None:
        if self.away_since is None:
            self.away_since = now
        away = now - self.away_since
        if away >= self.limit or (self.ends() >= KEEPS_ENDING and not self.brain_alive()):
            await self._rescue()
        if away >= self.limit + HUNG_EXTRA_SECONDS * 2**self._killed and self.brain_alive():
            self.log.error("the brain does not answer and is killed", away_seconds=round(away))
            self.kill_brain()
            self.away_since, self._killed = now, min(self._killed + 1, MOST_DOUBLINGS)

    def _away(self, beat: Beat | None) -> bool:
        if not self.brain_alive():
            return True
        if beat is not None:
            return beat.age > LATE_SECONDS
        # One that has not beaten yet is starting; after an absence, also one that went by between two looks, it is back only once it beats.
        return self.away_since is not None or self.ends() > 0

    async def _rescue(self) -> None:
        try:
            moved = await self.rescue()
        except RescueFailed as error:
            if not self._failed:
                self.log.error("waiting callers could not be moved to the fallback", problem=str(error))
            self._failed = True
            return
        self._failed = False
        if moved:
            self.log.warning(
                "the brain cannot act: waiting callers were moved to the fallback", callers=moved
            )
