"""What jobs do: rows of PostgreSQL and their twin in memory."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import pytest
import pytest_asyncio
from sqlalchemy import update

from ringwell.adapters.postgres.tables.jobs import jobs as table
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound, StillUsed
from ringwell.kernel.jobs import KEPT, MOST_ACTIVE, MOST_ATTEMPTS, Job, JobBench, Jobs, TooManyJobs
from ringwell.runtime.clock import RandomIds
from tests.support.jobs import MemoryJobs
from tests.support.store import make_database, new_workspace

IDS = RandomIds()


class Both(Jobs, JobBench, Protocol): ...


@dataclass
class Subject:
    """Jobs of a workspace; `lose` lets nothing be heard any more of the worker of a running one."""

    jobs: Both
    workspace_id: str
    lose: Callable[[str], Awaitable[None]]

    async def ask(self, number: int = 0) -> Job:
        return await self.jobs.ask(self.workspace_id, "what_if", IDS.new(kinds.USER), {"number": number})

    async def take(self) -> Job:
        job = await self.jobs.take(self.workspace_id)
        assert job is not None
        return job

    async def state(self, job: Job) -> str:
        return (await self.jobs.read(self.workspace_id, job.job_id)).state


@pytest_asyncio.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.live)])
async def subject(request: pytest.FixtureRequest) -> AsyncGenerator[Subject]:
    if request.param == "memory":
        twin = MemoryJobs(IDS)

        async def lose_twin(job_id: str) -> None:
            twin.lose(job_id)

        yield Subject(twin, IDS.new(kinds.WORKSPACE), lose_twin)
        return
    made = await make_database(request.getfixturevalue("database"))
    stores = made.stores()
    workspace_id = await new_workspace(stores)

    async def lose(job_id: str) -> None:
        async with stores.database.tenant(workspace_id) as connection:
            long_ago = {"beat_at": table.c.beat_at - timedelta(minutes=5)}
            await connection.execute(update(table).where(table.c.job_id == job_id).values(**long_ago))

    yield Subject(stores.jobs, workspace_id, lose)
    await stores.close()


async def test_a_job_is_asked_for_taken_and_done(subject: Subject) -> None:
    first, second = await subject.ask(1), await subject.ask(2)
    assert (first.state, first.progress, first.request) == ("queued", 0.0, {"number": 1})
    job = await subject.take()
    assert (job.job_id, job.state, job.attempt) == (first.job_id, "running", 1)
    assert await subject.jobs.beat(subject.workspace_id, job, 0.25)
    assert (await subject.jobs.read(subject.workspace_id, job.job_id)).progress == 0.25
    await subject.jobs.done(subject.workspace_id, job, {"answer": [1.5, None]})
    found = await subject.jobs.read(subject.workspace_id, job.job_id)
    assert (found.state, found.progress, found.result) == ("done", 1.0, {"answer": [1.5, None]})
    assert found.ended_at is not None
    listed = await subject.jobs.all(subject.workspace_id, "what_if")
    assert [(each.job_id, each.result) for each in listed] == [(second.job_id, None), (first.job_id, None)]


async def test_the_workspaces_that_have_jobs_to_be_done_are_told_at_once(subject: Subject) -> None:
    assert subject.workspace_id not in await subject.jobs.workspaces()
    await subject.ask()
    assert subject.workspace_id in await subject.jobs.workspaces()
    job = await subject.take()
    assert subject.workspace_id in await subject.jobs.workspaces()
    await subject.jobs.done(subject.workspace_id, job, {})
    assert subject.workspace_id not in await subject.jobs.workspaces()


async def test_who_waits_is_cancelled_at_once_and_who_runs_is_told(subject: Subject) -> None:
    waiting, running = await subject.ask(), await subject.ask()
    assert (await subject.jobs.cancel(subject.workspace_id, waiting.job_id)).state == "cancelled"
    job = await subject.take()
    assert job.job_id == running.job_id
    assert (await subject.jobs.cancel(subject.workspace_id, job.job_id)).state == "running"
    assert not await subject.jobs.beat(subject.workspace_id, job, 0.5)
    await subject.jobs.stopped(subject.workspace_id, job)
    assert await subject.state(job) == "cancelled"
    assert await subject.jobs.take(subject.workspace_id) is None


async def test_a_job_whose_worker_died_is_begun_anew_and_the_dead_one_writes_nothing(
    subject: Subject,
) -> None:
    await subject.ask()
    dead = await subject.take()
    assert await subject.jobs.take(subject.workspace_id) is None
    await subject.lose(dead.job_id)
    alive = await subject.take()
    assert (alive.job_id, alive.attempt) == (dead.job_id, 2)
    assert not await subject.jobs.beat(subject.workspace_id, dead, 0.9)
    await subject.jobs.done(subject.workspace_id, dead, {"late": True})
    assert await subject.state(alive) == "running"
    await subject.jobs.done(subject.workspace_id, alive, {"right": True})
    assert (await subject.jobs.read(subject.workspace_id, alive.job_id)).result == {"right": True}


async def test_a_job_that_kills_its_workers_is_given_up(subject: Subject) -> None:
    job = await subject.ask()
    for _ in range(MOST_ATTEMPTS):
        await subject.take()
        await subject.lose(job.job_id)
    assert await subject.jobs.take(subject.workspace_id) is None
    found = await subject.jobs.read(subject.workspace_id, job.job_id)
    assert (found.state, found.problem) == ("failed", "worker_died")


async def test_what_is_put_back_is_no_attempt(subject: Subject) -> None:
    asked = await subject.ask()
    for _ in range(MOST_ATTEMPTS + 1):
        job = await subject.take()
        assert job.attempt == 1
        await subject.jobs.put_back(subject.workspace_id, job)
    assert await subject.state(asked) == "queued"


async def test_not_too_many_wait_and_not_too_many_are_kept(subject: Subject) -> None:
    for number in range(MOST_ACTIVE):
        await subject.ask(number)
    with pytest.raises(TooManyJobs):
        await subject.ask()
    for _ in range(KEPT + 5):
        job = await subject.take()
        await subject.jobs.failed(subject.workspace_id, job, "broke")
        await subject.ask()
    states = [each.state for each in await subject.jobs.all(subject.workspace_id, "what_if")]
    assert (states.count("failed"), states.count("queued")) == (KEPT, MOST_ACTIVE)


async def test_only_what_is_over_is_removed(subject: Subject) -> None:
    job = await subject.ask()
    with pytest.raises(StillUsed):
        await subject.jobs.remove(subject.workspace_id, job.job_id)
    await subject.jobs.cancel(subject.workspace_id, job.job_id)
    await subject.jobs.remove(subject.workspace_id, job.job_id)
    with pytest.raises(NotFound):
        await subject.jobs.remove(subject.workspace_id, job.job_id)
