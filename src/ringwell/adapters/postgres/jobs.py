"""Jobs as rows. A worker owns a running one by its attempt: whoever comes back late finds another attempt's number there and changes nothing."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import RowMapping, Select, Update, case, delete, func, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.tables.jobs import jobs
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound, StillUsed
from ringwell.kernel.ids import Ids, make_id
from ringwell.kernel.jobs import ACTIVE, KEPT, MOST_ACTIVE, MOST_ATTEMPTS, STALE_S, Job, JobKind, TooManyJobs

_TURN: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('jobs ' || current_workspace()::text, 0))")
"""Who asks for a job waits for whoever asks for another in the same workspace, so that both count all."""
_WITH_JOBS: Final = text("SELECT workspaces_with_jobs()")
_STALE: Final = jobs.c.beat_at < func.now() - func.make_interval(0, 0, 0, 0, 0, 0, STALE_S)
_IS_ACTIVE: Final = jobs.c.state.in_(ACTIVE)


class PostgresJobs:
    """The `Jobs` and `JobBench` ports."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids

    async def ask(self, workspace_id: str, kind: JobKind, user_id: str, request: dict[str, object]) -> Job:
        job_id = self._ids.new(kinds.JOB)
        row = {"job_id": job_id, "kind": kind, "user_id": user_id, "request": request}
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_TURN)
            active = await connection.scalar(select(func.count()).select_from(jobs).where(_IS_ACTIVE))
            if (active or 0) >= MOST_ACTIVE:
                raise TooManyJobs(most=MOST_ACTIVE)
            await connection.execute(insert(jobs).values(workspace_id=workspace_id, **row))
            await connection.execute(_forget_oldest(kind))
            return await _read(connection, job_id)

    async def all(self, workspace_id: str, kind: JobKind) -> Sequence[Job]:
        wanted = _select(result=False).where(jobs.c.kind == kind).order_by(jobs.c.job_id.desc())
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings()
            return [_job_of(row) for row in rows]

    async def read(self, workspace_id: str, job_id: str) -> Job:
        async with self._database.tenant(workspace_id) as connection:
            return await _read(connection, job_id)

    async def cancel(self, workspace_id: str, job_id: str) -> Job:
        waits = jobs.c.state == "queued"
        change = (
            update(jobs)
            .where(jobs.c.job_id == job_id, _IS_ACTIVE)
            .values(
                cancel_asked=True,
                state=case((waits, "cancelled"), else_=jobs.c.state),
                ended_at=case((waits, func.now()), else_=jobs.c.ended_at),
            )
        )
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(change)
            return await _read(connection, job_id)

    async def remove(self, workspace_id: str, job_id: str) -> None:
        async with self._database.tenant(workspace_id) as connection:
            gone = delete(jobs).where(jobs.c.job_id == job_id, ~_IS_ACTIVE).returning(jobs.c.job_id)
            if await connection.scalar(gone) is None:
                await _read(connection, job_id)
                raise StillUsed(kind="jobs")

    # --- workers

    async def workspaces(self) -> Sequence[str]:
        async with self._database.across() as connection:
            return [
                make_id(kinds.WORKSPACE, each) for each in (await connection.execute(_WITH_JOBS)).scalars()
            ]

    async def take(self, workspace_id: str) -> Job | None:
        lost = (jobs.c.state == "running") & _STALE
        tired = lost & (jobs.c.attempt >= MOST_ATTEMPTS)
        given_up = (
            update(jobs)
            .where(tired | (lost & jobs.c.cancel_asked))
            .values(
                state=case((jobs.c.cancel_asked, "cancelled"), else_="failed"),
                problem=case((jobs.c.cancel_asked, None), else_=literal("worker_died")),
                ended_at=func.now(),
            )
        )
        oldest = (
            select(jobs.c.job_id)
            .where((jobs.c.state == "queued") | lost)
            .order_by(jobs.c.job_id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        async with self._database.tenant(workspace_id) as connection:
            if await connection.scalar(select(jobs.c.job_id).where(_IS_ACTIVE).limit(1)) is None:
                return None
            await connection.execute(given_up)
            job_id = await connection.scalar(oldest)
            if job_id is None:
                return None
            taken = update(jobs).where(jobs.c.job_id == job_id)
            begun = {"started_at": func.now(), "beat_at": func.now(), "attempt": jobs.c.attempt + 1}
            await connection.execute(taken.values(state="running", progress=0.0, **begun))
            return await _read(connection, job_id)

    async def beat(self, workspace_id: str, job: Job, progress: float) -> bool:
        alive = _mine(job).values(beat_at=func.now(), progress=progress).returning(jobs.c.cancel_asked)
        async with self._database.tenant(workspace_id) as connection:
            return await connection.scalar(alive) is False

    async def done(self, workspace_id: str, job: Job, result: dict[str, object]) -> None:
        await self._end(workspace_id, job, state="done", progress=1.0, result=result)

    async def failed(self, workspace_id: str, job: Job, problem: str) -> None:
        await self._end(workspace_id, job, state="failed", problem=problem)

    async def stopped(self, workspace_id: str, job: Job) -> None:
        await self._end(workspace_id, job, state="cancelled")

    async def put_back(self, workspace_id: str, job: Job) -> None:
        again = _mine(job).values(state="queued", attempt=job.attempt - 1, progress=0.0)
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(again)

    async def _end(self, workspace_id: str, job: Job, **values: object) -> None:
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_mine(job).values(ended_at=func.now(), **values))


def _mine(job: Job) -> Update:
    owned = (jobs.c.state == "running") & (jobs.c.attempt == job.attempt)
    return update(jobs).where(jobs.c.job_id == job.job_id, owned)


def _forget_oldest(kind: JobKind) -> Any:
    kept = select(jobs.c.job_id).where(jobs.c.kind == kind, ~_IS_ACTIVE)
    kept = kept.order_by(jobs.c.job_id.desc()).limit(KEPT).correlate(None)
    return delete(jobs).where(jobs.c.kind == kind, ~_IS_ACTIVE, jobs.c.job_id.not_in(kept))


def _select(*, result: bool = True) -> Select[*tuple[Any, ...]]:
    names = [name for name in Job.__struct_fields__ if result or name != "result"]
    return select(*(jobs.c[name] for name in names))


async def _read(connection: AsyncConnection, job_id: str) -> Job:
    row = (await connection.execute(_select().where(jobs.c.job_id == job_id))).mappings().first()
    if row is None:
        raise NotFound(kind="jobs", id=job_id)
    return _job_of(row)


def _job_of(row: RowMapping) -> Job:
    return Job(**row)
