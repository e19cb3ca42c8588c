"""Jobs in memory: the ports' twin. `lose` makes a running job's worker one that is not heard of any more."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from ringwell.kernel.errors import NotFound, StillUsed
from ringwell.kernel.ids import Ids
from ringwell.kernel.jobs import ACTIVE, KEPT, MOST_ACTIVE, MOST_ATTEMPTS, Job, JobKind, TooManyJobs


class MemoryJobs:
    """The `Jobs` and `JobBench` ports."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self.kept: dict[tuple[str, str], Job] = {}
        self._asked_to_stop: set[str] = set()
        self._lost: set[str] = set()

    def lose(self, job_id: str) -> None:
        self._lost.add(job_id)

    async def ask(self, workspace_id: str, kind: JobKind, user_id: str, request: dict[str, object]) -> Job:
        mine = self._of(workspace_id)
        if sum(job.state in ACTIVE for job in mine) >= MOST_ACTIVE:
            raise TooManyJobs(most=MOST_ACTIVE)
        job = Job(
            job_id=self._ids.new("job"),
            kind=kind,
            state="queued",
            user_id=user_id,
            request=request,
            progress=0.0,
            attempt=0,
            created_at=datetime.now(UTC),
        )
        self.kept[workspace_id, job.job_id] = job
        over = [each for each in mine if each.state not in ACTIVE]
        for old in over[: max(0, len(over) - KEPT)]:
            del self.kept[workspace_id, old.job_id]
        return job

    async def all(self, workspace_id: str, kind: JobKind) -> Sequence[Job]:
        mine = [replace(job, result=None) for job in self._of(workspace_id) if job.kind == kind]
        return list(reversed(mine))

    async def read(self, workspace_id: str, job_id: str) -> Job:
        job = self.kept.get((workspace_id, job_id))
        if job is None:
            raise NotFound(kind="jobs", id=job_id)
        return job

    async def cancel(self, workspace_id: str, job_id: str) -> Job:
        job = await self.read(workspace_id, job_id)
        if job.state == "queued":
            return self._keep(workspace_id, job, state="cancelled", ended_at=datetime.now(UTC))
        self._asked_to_stop.add(job_id)
        return job

    async def remove(self, workspace_id: str, job_id: str) -> None:
        job = await self.read(workspace_id, job_id)
        if job.state in ACTIVE:
            raise StillUsed(kind="jobs")
        del self.kept[workspace_id, job_id]

    async def workspaces(self) -> Sequence[str]:
        return sorted({workspace_id for (workspace_id, _), job in self.kept.items() if job.state in ACTIVE})

    async def take(self, workspace_id: str) -> Job | None:
        for job in self._of(workspace_id):
            lost = job.state == "running" and job.job_id in self._lost
            if lost and job.job_id in self._asked_to_stop:
                self._keep(workspace_id, job, state="cancelled")
            elif lost and job.attempt >= MOST_ATTEMPTS:
                self._keep(workspace_id, job, state="failed", problem="worker_died")
            elif lost or job.state == "queued":
                self._lost.discard(job.job_id)
                begun = datetime.now(UTC)
                return self._keep(
                    workspace_id,
                    job,
                    state="running",
                    attempt=job.attempt + 1,
                    started_at=begun,
                    progress=0.0,
                )
        return None

    async def beat(self, workspace_id: str, job: Job, progress: float) -> bool:
        if not self._owned(workspace_id, job):
            return False
        self._keep(workspace_id, job, progress=progress)
        return job.job_id not in self._asked_to_stop

    async def done(self, workspace_id: str, job: Job, result: dict[str, object]) -> None:
        self._end(workspace_id, job, state="done", progress=1.0, result=result)

    async def failed(self, workspace_id: str, job: Job, problem: str) -> None:
        self._end(workspace_id, job, state="failed", problem=problem)

    async def stopped(self, workspace_id: str, job: Job) -> None:
        self._end(workspace_id, job, state="cancelled")

    async def put_back(self, workspace_id: str, job: Job) -> None:
        if self._owned(workspace_id, job):
            self._keep(workspace_id, job, state="queued", attempt=job.attempt - 1, progress=0.0)

    def _of(self, workspace_id: str) -> list[Job]:
        return [job for (place, _), job in self.kept.items() if place == workspace_id]

    def _owned(self, workspace_id: str, job: Job) -> bool:
        now = self.kept.get((workspace_id, job.job_id))
        return now is not None and (now.state, now.attempt) == ("running", job.attempt)

    def _end(self, workspace_id: str, job: Job, **values: object) -> None:
        if self._owned(workspace_id, job):
            self._keep(workspace_id, job, ended_at=datetime.now(UTC), **values)

    def _keep(self, workspace_id: str, job: Job, **values: object) -> Job:
        changed = replace(self.kept[workspace_id, job.job_id], **values)
        self.kept[workspace_id, job.job_id] = changed
        return changed
