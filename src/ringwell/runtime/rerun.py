"""Work that is asked for at any time, done by one task at a time, and done again where it was asked for meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable

from ringwell.runtime.tasks import Tasks


class Rerun:
    """`work` brings something up to date. Two runs never overlap, so that an older state never comes after a newer one."""

    def __init__(self, work: Callable[[], Awaitable[None]], tasks: Tasks, name: str) -> None:
        self._work = work
        self._tasks = tasks
        self._name = name
        self._waiting: list[asyncio.Future[None]] = []
        self._running = False

    def ask(self) -> asyncio.Future[None]:
        """Do it, or do it again. The future is done when a run has ended that began after this call."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(done)
        if not self._running:
            self._running = True
            self._tasks.start(self._run(), self._name)
        return done

    async def _run(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            await self._work()
            for done in waiting:
                if not done.done():
                    done.set_result(None)
        self._running = False
