"""Work in order where order matters, at once where it does not."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

Work = Callable[[], Awaitable[None]]


class Lanes:
    """Each piece of work waits for the earlier work on every lane that it names. Work must not raise."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many pieces of work are not done."""
        return len(self._tasks)

    def put(self, lanes: Iterable[str], work: Work, name: str) -> None:
        lanes = list(lanes)
        before = {self._last[lane] for lane in lanes if lane in self._last}
        task = asyncio.create_task(_after(before, work), name=name)
        self._tasks.add(task)
        for lane in lanes:
            self._last[lane] = task
        task.add_done_callback(lambda done: self._done(done, lanes))

    async def drain(self) -> None:
        """Wait until all work that has been put is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _done(self, task: asyncio.Task[None], lanes: list[str]) -> None:
        self._tasks.discard(task)
        for lane in lanes:
            if self._last.get(lane) is task:
                del self._last[lane]


async def _after(before: set[asyncio.Task[None]], work: Work) -> None:
    if before:
        await asyncio.wait(before)
    await work()
