"""Tasks are named, kept until they end, and their faults are told: all are made here."""

import asyncio
from collections.abc import Callable, Coroutine

from ringwell.runtime.logs import Log


class Tasks:
    """The background tasks of one process. None may fail by itself: `failed` is called with the fault that ended one."""

    def __init__(self, log: Log, *, failed: Callable[[BaseException], None]) -> None:
        self._log = log
        self._failed = failed
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None], name: str) -> asyncio.Task[None]:
        """Run it. Work whose fault concerns nobody else handles it itself."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self) -> None:
        """Cancel what still runs and wait for its end."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self._log.error("a task failed", task=task.get_name(), problem=repr(fault))
            self._failed(fault)
