"""Jobs are run, told how far they are, stopped, put back, and never end the worker."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast

import pytest

from ringwell.kernel.errors import StoreAway
from ringwell.kernel.jobs import Job, JobKind
from ringwell.runtime import job_runner
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.job_runner import JobFailed, JobRunner, Watch
from ringwell.runtime.logs import get_log
from tests.support.jobs import MemoryJobs
from tests.support.polling import until

PLACE = "wsp_1"


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_runner, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(job_runner, "BEAT_EVERY_S", 0.01)


class Doer:
    """Does what the job's request says."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()
        self.away = 0

    async def do(self, workspace_id: str, job: Job, watch: Watch) -> dict[str, object] | None:
        assert workspace_id == PLACE
        match job.request.get("do"):
            case "wait":
                return await asyncio.to_thread(self._wait, watch)
            case "refuse":
                raise JobFailed("nothing_to_replay")
            case "break":
                raise ValueError("broken")
            case "away" if self.away == 0:
                self.away += 1
                raise StoreAway
            case _:
                watch.go_on(1.0)
                return {"done": True}

    def _wait(self, watch: Watch) -> None:
        self.begun.set()
        while watch.go_on(0.4):
            threading.Event().wait(0.005)
        self.ended.set()


@asynccontextmanager
async def running(jobs: MemoryJobs, doer: Doer) -> AsyncGenerator[asyncio.Event]:
    stop = asyncio.Event()
    runner = JobRunner(jobs, {"what_if": doer.do}, get_log("test"))
    task = asyncio.get_running_loop().create_task(runner.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, 5)


async def _asked(jobs: MemoryJobs, do: str) -> Job:
    return await jobs.ask(PLACE, "what_if", "usr_1", {"do": do})


def _now(jobs: MemoryJobs, job: Job) -> Job:
    return jobs.kept[PLACE, job.job_id]


async def test_jobs_are_done_in_their_order_and_faults_end_nothing() -> None:
    jobs, doer = MemoryJobs(RandomIds()), Doer()
    asked = [await _asked(jobs, do) for do in ("refuse", "break", "away", "do")]
    async with running(jobs, doer):
        await until(lambda: all(_now(jobs, job).state in ("done", "failed") for job in asked))
    found = [_now(jobs, job) for job in asked]
    assert [(job.state, job.problem) for job in found] == [
        ("failed", "nothing_to_replay"),
        ("failed", "broke"),
        ("done", None),
        ("done", None),
    ]
    assert found[-1].result == {"done": True}


async def test_a_job_of_a_kind_that_nobody_here_does_ends_nothing() -> None:
    jobs, doer = MemoryJobs(RandomIds()), Doer()
    unknown = await jobs.ask(PLACE, cast("JobKind", "tea"), "usr_1", {})
    known = await _asked(jobs, "do")
    async with running(jobs, doer):
        await until(lambda: _now(jobs, known).state == "done")
    assert (_now(jobs, unknown).state, _now(jobs, unknown).problem) == ("failed", "not_understood")


async def test_who_cancels_a_running_job_stops_its_thread() -> None:
    jobs, doer = MemoryJobs(RandomIds()), Doer()
    job = await _asked(jobs, "wait")
    async with running(jobs, doer):
        await until(lambda: _now(jobs, job).progress == 0.4)
        await jobs.cancel(PLACE, job.job_id)
        await until(lambda: _now(jobs, job).state == "cancelled")


async def test_a_worker_that_ends_puts_its_job_back() -> None:
    jobs, doer = MemoryJobs(RandomIds()), Doer()
    job = await _asked(jobs, "wait")
    async with running(jobs, doer):
        await until(doer.begun.is_set)
    assert (_now(jobs, job).state, _now(jobs, job).attempt) == ("queued", 0)


async def test_another_workers_job_is_left_to_it() -> None:
    jobs, doer = MemoryJobs(RandomIds()), Doer()
    job = await _asked(jobs, "wait")
    async with running(jobs, doer):
        await until(doer.begun.is_set)
        jobs.lose(job.job_id)
        other = await jobs.take(PLACE)
        assert other is not None
        await until(doer.ended.is_set)
        await jobs.done(PLACE, other, {"by": "the other"})
    assert _now(jobs, job).result == {"by": "the other"}
