"""What keeps one client from harming the others: rates, waits after failures, queues that say when they are full."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import msgspec

from ringwell.access.throttle import Failures, Rule, after_failure, wait

SUBJECTS_KEPT: Final = 10_000


class Bucket(msgspec.Struct):
    """Bounds a rate: `burst` at once, `per_second` for ever."""

    per_second: float
    burst: float
    tokens: float
    at: float

    @classmethod
    def full(cls, per_second: float, burst: float, now: float) -> "Bucket":
        return cls(per_second, burst, burst, now)

    def take(self, now: float) -> bool:
        """Whether one more is allowed now."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.per_second)
        self.at = now
        if self.tokens < 1.0:
            return False
        self.tokens -= 1.0
        return True


QUEUE_FRAMES: Final = 256


class Outbox:
    """Frames on their way to one browser; when more than `limit` wait, `overflowed` is set and the rest is dropped."""

    def __init__(self, limit: int = QUEUE_FRAMES) -> None:
        self._limit = limit
        self._frames: asyncio.Queue[str] = asyncio.Queue()
        self.overflowed = asyncio.Event()

    def put(self, frame: str) -> None:
        if self._frames.qsize() >= self._limit:
            self.overflowed.set()
        else:
            self._frames.put_nowait(frame)

    async def get(self) -> str:
        return await self._frames.get()


class Recently:
    """Whether something was done within the last `seconds`; the oldest is forgotten first. `clock`: monotonic seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._done: OrderedDict[tuple[str, str], float] = OrderedDict()

    def is_new(self, what: tuple[str, str]) -> bool:
        at = self._done.get(what)
        return at is None or self._clock() - at > self._seconds

    def remember(self, what: tuple[str, str]) -> None:
        self._done[what] = self._clock()
        self._done.move_to_end(what)
        if len(self._done) > SUBJECTS_KEPT:
            self._done.popitem(last=False)


class Throttle:
    """Waits after failures, by subject, in memory; the least recent subject is forgotten first. `clock`: monotonic seconds."""

    def __init__(self, rule: Rule, clock: Callable[[], float] = time.monotonic) -> None:
        self._rule = rule
        self._clock = clock
        self._failures: OrderedDict[str, Failures] = OrderedDict()

    def seconds_to_wait(self, subject: str) -> float:
        """0 when a try is allowed now."""
        return wait(self._rule, self._failures.get(subject), self._clock())

    def failed(self, subject: str) -> None:
        self._failures[subject] = after_failure(self._rule, self._failures.get(subject), self._clock())
        self._failures.move_to_end(subject)
        if len(self._failures) > SUBJECTS_KEPT:
            self._failures.popitem(last=False)

    def succeeded(self, subject: str) -> None:
        self._failures.pop(subject, None)
