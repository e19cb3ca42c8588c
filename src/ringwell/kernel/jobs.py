"""Work that may take a while and that somebody waits for: a row a job, done by a worker outside the live calls, one after the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Literal, Protocol

import msgspec

from ringwell.kernel.errors import RingwellError

JobKind = Literal["what_if"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]
ACTIVE: tuple[JobState, ...] = ("queued", "running")

MOST_ACTIVE = 20
"""So many jobs of a workspace may wait or run at a time."""
KEPT = 50
"""So many of each kind that are over are kept; the oldest go as new ones are asked for."""
MOST_ATTEMPTS = 3
"""A job whose worker dies is begun anew, but not more often: perhaps it is what kills the worker."""
STALE_S = 20.0
"""A running job whose worker has not been heard of for so long is begun anew."""


class TooManyJobs(RingwellError):
    """So many jobs wait already that another one is not taken. `most` may."""

    code: ClassVar[str] = "too_many_jobs"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """`progress` is a share 0–1, `problem` a code where it failed. `result` is None in lists, and until it is done."""

    job_id: str
    kind: JobKind
    state: JobState
    user_id: str
    request: dict[str, object]
    progress: float
    attempt: int
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    problem: str | None = None
    result: dict[str, object] | None = None


class Jobs(Protocol):
    """What people see of them. Everything raises StoreAway when the database does not answer."""

    async def ask(self, workspace_id: str, kind: JobKind, user_id: str, request: dict[str, object]) -> Job:
        """TooManyJobs."""
        ...

    async def all(self, workspace_id: str, kind: JobKind) -> Sequence[Job]:
        """Newest first, without results."""
        ...

    async def read(self, workspace_id: str, job_id: str) -> Job:
        """NotFound."""
        ...

    async def cancel(self, workspace_id: str, job_id: str) -> Job:
        """One that waits is cancelled at once, one that runs is told to stop; nothing happens to one that is over. NotFound."""
        ...

    async def remove(self, workspace_id: str, job_id: str) -> None:
        """Only one that is over: StillUsed. NotFound."""
        ...


class JobBench(Protocol):
    """What a worker sees of them."""

    async def workspaces(self) -> Sequence[str]:
        """Those that have jobs which wait or run, in one look at all."""
        ...

    async def take(self, workspace_id: str) -> Job | None:
        """The oldest that waits, or whose worker has died; it is running from now on."""
        ...

    async def beat(self, workspace_id: str, job: Job, progress: float) -> bool:
        """Tell how far it is; False where it is to stop: somebody has cancelled it, or another worker has it by now."""
        ...

    async def done(self, workspace_id: str, job: Job, result: dict[str, object]) -> None: ...

    async def failed(self, workspace_id: str, job: Job, problem: str) -> None: ...

    async def stopped(self, workspace_id: str, job: Job) -> None:
        """It was cancelled and has ended."""
        ...

    async def put_back(self, workspace_id: str, job: Job) -> None:
        """The worker ends before the job: the next one has it at once, and it does not count as an attempt."""
        ...
