"""The worker's jobs, one after the other. Each is computed in a thread, told how far it is, and stopped when somebody cancels it.

Nothing of it is kept in the process: a worker that is killed leaves a row that is not heard of any more, and the next one begins the job anew.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress

from ringwell.kernel.errors import RingwellError, StoreAway
from ringwell.kernel.jobs import Job, JobBench, JobKind
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import pause

LOOK_EVERY_S = 1.0
BEAT_EVERY_S = 1.0


class JobFailed(RingwellError):
    """The job cannot be done. `problem` tells why, as a code."""

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.problem = problem


class Watch:
    """What a job's thread and the worker's loop tell each other: how far it is, and whether to stop."""

    def __init__(self) -> None:
        self.progress = 0.0
        self._stop = threading.Event()

    def go_on(self, progress: float) -> bool:
        """Called by the thread."""
        self.progress = progress
        return not self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()


Doer = Callable[[str, Job, Watch], Coroutine[object, object, dict[str, object] | None]]
"""Does a job of a workspace: its result, or None where it was stopped. Raises JobFailed."""


class JobRunner:
    """Runs the jobs of all workspaces, in turn."""

    def __init__(self, bench: JobBench, doers: Mapping[JobKind, Doer], say: Log) -> None:
        self._bench = bench
        self._doers = doers
        self._say = say

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; what is under way then is put back for the next worker."""
        while not stop.is_set():
            try:
                for workspace_id in await self._bench.workspaces():
                    await self._one_of(workspace_id, stop)
            except StoreAway:
                self._say.warning("the database does not answer: jobs wait")
            await pause(stop, LOOK_EVERY_S)

    async def _one_of(self, workspace_id: str, stop: asyncio.Event) -> None:
        if stop.is_set():
            return
        job = await self._bench.take(workspace_id)
        if job is not None:
            await self._do(workspace_id, job, stop)

    async def _do(self, workspace_id: str, job: Job, stop: asyncio.Event) -> None:
        watch, doer = Watch(), self._doers.get(job.kind)
        if doer is None:  # of a newer version
            await self._bench.failed(workspace_id, job, "not_understood")
            return
        work = asyncio.get_running_loop().create_task(
            doer(workspace_id, job, watch), name=f"job {job.job_id}"
        )
        try:
            while not (await asyncio.wait({work}, timeout=BEAT_EVERY_S))[0]:
                if stop.is_set() or not await self._beat(workspace_id, job, watch):
                    watch.stop()
            await self._told(workspace_id, job, work, stop)
        finally:
            watch.stop()
            with suppress(asyncio.CancelledError, Exception):
                await work

    async def _beat(self, workspace_id: str, job: Job, watch: Watch) -> bool:
        try:
            return await self._bench.beat(workspace_id, job, watch.progress)
        except StoreAway:
            return True  # it goes on: whether somebody else has it by then is asked when it is back

    async def _told(
        self, workspace_id: str, job: Job, work: asyncio.Task[dict[str, object] | None], stop: asyncio.Event
    ) -> None:
        try:
            result = work.result()
        except JobFailed as failure:
            self._say.info(
                "a job cannot be done",
                job=job.job_id,
                kind=job.kind,
                problem=failure.problem,
                why=str(failure.__cause__ or ""),
            )
            await self._bench.failed(workspace_id, job, failure.problem)
        except StoreAway:
            await self._bench.put_back(workspace_id, job)
        except Exception as fault:  # noqa: BLE001 - a job that breaks must not end the worker
            self._say.error("a job broke", job=job.job_id, kind=job.kind, problem=repr(fault))
            await self._bench.failed(workspace_id, job, "broke")
        else:
            if result is not None:
                await self._bench.done(workspace_id, job, result)
            elif stop.is_set():
                await self._bench.put_back(workspace_id, job)
            else:
                await self._bench.stopped(workspace_id, job)
