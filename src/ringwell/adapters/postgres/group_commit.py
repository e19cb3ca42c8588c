"""What happens on the floor acts first and is committed at the next beat, together with what happens until then."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import structlog

from ringwell.journeys.ports import EventLog
from ringwell.kernel.beats import next_beat
from ringwell.kernel.errors import LeaseLost, LogRefused, RingwellError, StoreAway
from ringwell.kernel.events import Event

BATCH: Final = 500
LIMIT: Final = 100_000
"""Events kept in memory while the database is away; what comes beyond is dropped, and said."""
PAUSES_S: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
TOLD_WAIT_S: Final = 5.0
"""How long a person's command waits for its commit before the person is told that the database does not answer."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger()
_Waiter = asyncio.Future[None]


class _Line:
    """One workspace's events on their way into the log, oldest first. A waiter has the numbers of the last event before its own and of its
    own last one.

    `unsure`: how many of the oldest were given to a log that then did not answer. They are given again as the very same batch, which the
    log recognises if it has it.
    """

    def __init__(self) -> None:
        self.events: deque[Event] = deque()
        self.waiters: deque[tuple[int, int, _Waiter]] = deque()
        self.taken = 0
        self.kept = 0
        self.unsure = 0
        self.lost = False

    def fail_all(self, error: RingwellError) -> None:
        while self.waiters:
            _, _, waiter = self.waiters.popleft()
            if not waiter.done():
                waiter.set_exception(error)

    def refuse_oldest(self, error: RingwellError) -> None:
        """The oldest event is given up: who waits for it is told that it is not kept."""
        number = self.kept + 1
        for before, last, waiter in self.waiters:
            if before < number <= last and not waiter.done():
                waiter.set_exception(error)

    def settle(self, count: int) -> None:
        """The oldest `count` events are kept, or given up: forget them and tell who waited for them."""
        for _ in range(count):
            self.events.popleft()
        self.kept += count
        while self.waiters and self.waiters[0][1] <= self.kept:
            _, _, waiter = self.waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)


class GroupCommit:
    """The journal of a brain. `fence` tells a workspace's lease token, or raises LeaseLost; `lease_lost` is called once when another brain
    owns it.

    `collect` never blocks. While the database is away events are kept, up to `limit`, and tried again with pauses of at
    most a second. Run `run()` as a task; `close()` tries once more to bring everything in.
    """

    def __init__(
        self,
        log: EventLog,
        *,
        fence: Callable[[str], int | None],
        lease_lost: Callable[[str], None],
        limit: int = LIMIT,
    ) -> None:
        self._store = log
        self._fence = fence
        self._lease_lost = lease_lost
        self._limit = limit
        self._lines: dict[str, _Line] = {}
        self._waiting = 0
        self._due = asyncio.Event()
        self._beat: asyncio.TimerHandle | None = None
        self.away_since: datetime | None = None
        self.dropped: Counter[str] = Counter()
        """Facts that were given up, by type: they are in no log and no figure."""
        self.dropped_since: datetime | None = None

    @property
    def away(self) -> bool:
        """Whether the database does not answer at present."""
        return self.away_since is not None

    def forget(self, workspace_ids: Iterable[str]) -> None:
        """Another brain writes these logs from now on, or we do after another: what is left here must never get in."""
        for workspace_id in workspace_ids:
            line = self._lines.pop(workspace_id, None)
            if line is not None:
                self._clear(line, LeaseLost(workspace=workspace_id))

    @property
    def uncommitted(self) -> int:
        """How many events are in memory only."""
        return self._waiting

    def collect(self, workspace_id: str, events: Sequence[Event]) -> None:
        """Commit soon, together with others."""
        self._take(workspace_id, events)
        if self._beat is None:
            loop = asyncio.get_running_loop()
            self._beat = loop.call_at(next_beat(loop.time()), self._due.set)

    def commit_now(self, workspace_id: str, events: Sequence[Event]) -> Awaitable[None]:
        """Collect and commit at once; await it to know that these are kept, after all that was collected before.

        The awaitable raises StoreAway when the database does not answer in five seconds (the events stay collected), LeaseLost when
        another brain owns the partition, LogRefused when an event was given up.
        """
        before = self._lines.setdefault(workspace_id, _Line()).taken
        line = self._take(workspace_id, events)
        waiter: _Waiter = asyncio.get_running_loop().create_future()
        if line.lost:
            waiter.set_exception(LeaseLost(workspace=workspace_id))
        elif line.taken < before + len(events):
            waiter.set_exception(LogRefused(reason="memory is full and the database is away"))
        elif not line.events:
            waiter.set_result(None)
        else:
            line.waiters.append((before, line.taken, waiter))
        self._due.set()
        return _within(waiter, TOLD_WAIT_S)

    def _take(self, workspace_id: str, events: Sequence[Event]) -> _Line:
        line = self._lines.setdefault(workspace_id, _Line())
        if line.lost:
            return line
        room = max(0, self._limit - self._waiting)
        line.events.extend(events[:room])
        line.taken += min(room, len(events))
        self._waiting += min(room, len(events))
        if room < len(events):
            self._drop(events[room:])
        return line

    def _drop(self, events: Sequence[Event]) -> None:
        before = self.dropped.total()
        self.dropped.update(event.type for event in events)
        self.dropped_since = self.dropped_since or datetime.now(UTC)
        if before == 0 or before // 1000 != self.dropped.total() // 1000:
            _log.error(
                "facts are dropped: memory is full and the database is away", total=self.dropped.total()
            )

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._due.wait()
            self._due.clear()
            if self._beat is not None:
                self._beat.cancel()
                self._beat = None
            attempt = 0
            while not await self._flush():
                await asyncio.sleep(PAUSES_S[min(attempt, len(PAUSES_S) - 1)])
                attempt += 1

    async def _flush(self) -> bool:
        """Bring in everything that is collected now; False when the database is away."""
        for workspace_id, line in list(self._lines.items()):
            while line.events:
                if not await self._commit(workspace_id, line):
                    return False
        return True

    async def _commit(self, workspace_id: str, line: _Line) -> bool:
        batch = list(islice(line.events, line.unsure or BATCH))
        try:
            await self._store.append(workspace_id, batch, fence=self._fence(workspace_id))
        except StoreAway as error:
            self._gone(line, len(batch), error)
            return False
        except LeaseLost as error:
            self._lose(workspace_id, line, error)
            return True
        except RingwellError:
            _log.exception("the log refused facts", workspace=workspace_id, facts=len(batch))
            return await self._one_by_one(workspace_id, line, len(batch))
        self._back()
        self._settle(line, len(batch))
        return True

    async def _one_by_one(self, workspace_id: str, line: _Line, count: int) -> bool:
        """Something in a batch is poison: keep the rest of it."""
        for _ in range(count):
            if line.lost:
                break
            event = line.events[0]
            try:
                await self._store.append(workspace_id, [event], fence=self._fence(workspace_id))
            except StoreAway as error:
                self._gone(line, 1, error)
                return False
            except LeaseLost as error:
                self._lose(workspace_id, line, error)
                return True
            except RingwellError as error:
                self.dropped[event.type] += 1
                self.dropped_since = self.dropped_since or datetime.now(UTC)
                _log.exception("a fact was refused and is dropped", workspace=workspace_id, type=event.type)
                line.refuse_oldest(error)
            self._settle(line, 1)
        return True

    def _settle(self, line: _Line, count: int) -> None:
        if line.lost:  # it was forgotten meanwhile
            return
        line.settle(count)
        line.unsure = 0
        self._waiting -= count

    def _lose(self, workspace_id: str, line: _Line, error: LeaseLost) -> None:
        """Another brain writes this log now."""
        self._clear(line, error)
        self._lease_lost(workspace_id)

    def _clear(self, line: _Line, error: LeaseLost) -> None:
        line.lost = True
        self._waiting -= len(line.events)
        line.events.clear()
        line.fail_all(error)

    def _gone(self, line: _Line, batch: int, error: StoreAway) -> None:
        line.unsure = batch
        if self.away_since is None:
            self.away_since = datetime.now(UTC)
            _log.error("the database takes nothing: facts are kept in memory", problem=repr(error.__cause__))

    def _back(self) -> None:
        if self.away_since is not None:
            _log.info("the database answers again", away_since=self.away_since.isoformat())
            self.away_since = None

    async def close(self, seconds: float = 5) -> None:
        """Bring in what is collected, if the database lets us within this time. `run` must not run any more."""
        try:
            async with asyncio.timeout(seconds):
                await self._flush()
        except TimeoutError:
            pass
        if self._waiting:
            _log.error("facts were not committed before the end", facts=self._waiting)


async def _within(waiter: _Waiter, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await waiter
    except TimeoutError:
        raise StoreAway from None
