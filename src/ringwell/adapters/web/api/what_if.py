"""What if: a past day, replayed with changes by a worker, beside what really happened."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field, ValidationError

from ringwell.adapters.web.api.config_shapes import AgentId, QueueId, QueueRing, SkillId
from ringwell.adapters.web.api.shapes import Body, Page, View, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import field_problem
from ringwell.kernel.ids import JOB
from ringwell.kernel.jobs import Job, JobState
from ringwell.routing.rules import QueueRules, Ring, problems
from ringwell.simulation.scenario import PolicyCode

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["what-if"])

KIND = "what_if"
FIRST_DAY = date(2000, 1, 1)
SecondOfDay = Annotated[int, Field(ge=0, le=90_000, description="Seconds from the day's beginning.")]

Levels = Annotated[dict[SkillId, Annotated[int, Field(ge=0, le=10)]], Field(max_length=200)]
Rings = Annotated[tuple[QueueRing, ...], Field(max_length=8)]
Target = Annotated[int, Field(ge=1, le=3600)]


class MorePeople(Body):
    """So many more people who have just what the queue needs."""

    queue_id: QueueId
    count: Annotated[int, Field(ge=1, le=200)]
    from_s: SecondOfDay
    to_s: SecondOfDay


class WhatIfPolicy(Body):
    """How a free agent's next caller and a caller's agent are chosen."""

    code: PolicyCode = "fcfs_alis"


class WhatIfChanges(Body):
    """What is otherwise than it was. `without`: agents who are not there. `skills`: agent → skill → level, 0 takes it away. `rings`: by queue, those
    beyond its own people. `targets`: by queue, the answer threshold in seconds. `policy`: for all queues; null: by what the workspace and its queues
    choose."""

    more: Annotated[tuple[MorePeople, ...], Field(max_length=20)] = ()
    without: Annotated[tuple[AgentId, ...], Field(max_length=2000)] = ()
    skills: dict[AgentId, Levels] = Field(default_factory=dict[AgentId, Levels], max_length=500)
    rings: dict[QueueId, Rings] = Field(default_factory=dict[QueueId, Rings], max_length=200)
    targets: dict[QueueId, Target] = Field(default_factory=dict[QueueId, Target], max_length=200)
    policy: WhatIfPolicy | None = None


class WhatIfForm(Body):
    """`day` in the workspace's time zone, today at the latest; what nobody knows of it is drawn by chance in each of the `runs`."""

    day: Annotated[date, Field(ge=FIRST_DAY)]
    changes: WhatIfChanges = WhatIfChanges()
    runs: Annotated[int, Field(ge=2, le=50)] = 20


class EstimateView(View):
    """A mean over runs, and by how much it may be off with 95 % confidence (null for what happened once)."""

    mean: float
    within: float | None


class SummaryView(View):
    """Shares 0–1, waits in seconds: `mean_wait_s` of all, `asa_s` of the answered; `waited` the share that had to wait at all."""

    offered: EstimateView
    service_level: EstimateView
    abandon_rate: EstimateView
    mean_wait_s: EstimateView
    asa_s: EstimateView
    waited: EstimateView


class ReportView(View):
    runs: int
    overall: SummaryView
    queues: dict[str, SummaryView]
    occupancy: EstimateView


class PointView(View):
    """Half an hour of all queues from this second of the day on; null where nobody came."""

    from_s: float
    offered: float
    service_level: float | None
    mean_wait_s: float | None


class ToldView(View):
    report: ReportView
    course: list[PointView]


class AnswerView(View):
    """The day as it `really` was, `replayed` unchanged, and `changed`. `left_out`: visits that are in none of them (nobody logged in, closed). `rules_changed`: queues
    or people have been changed since that day, and it was replayed by those of now. `people`: how many agents were ready on that day."""

    really: ToldView
    replayed: ToldView
    changed: ToldView
    left_out: int
    rules_changed: bool
    people: int


class WhatIfItem(View):
    """One question. `problem`: a code, where it failed."""

    job_id: str
    day: date
    runs: int
    changes: WhatIfChanges
    state: JobState
    progress: float
    user_id: str
    user_name: str | None
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    problem: str | None


class WhatIfView(WhatIfItem):
    """`answer` is null until it is done."""

    answer: AnswerView | None


@router.post("/what-if", status_code=201)
@allow("supervisor", "administrator")
async def ask_what_if(edge: UseEdge, who: Who, form: WhatIfForm) -> WhatIfView:
    """Ask; a worker answers when those asked before are done."""
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    if form.day > edge.now().astimezone(ZoneInfo(settings.zone)).date():
        raise field_problem("day", "day_to_come")
    _check_rings(form.changes)
    request = form.model_dump(mode="json")
    job = await edge.stores.jobs.ask(who.workspace_id, KIND, who.user.user_id, request)
    await edge.stores.audit.looked(
        who.workspace_id, who.actor, "what_if.asked", job.job_id, {"day": form.day.isoformat()}
    )
    return await _view(edge, who, job)


@router.get("/what-if")
@allow("supervisor", "administrator")
async def list_what_ifs(edge: UseEdge, who: Who) -> Page[WhatIfItem]:
    """What was asked, newest first; the oldest are forgotten."""
    found = await edge.stores.jobs.all(who.workspace_id, KIND)
    names = (await edge.names.of(edge.stores, who.workspace_id)).users
    return Page(items=[_item(job, names.get(job.user_id)) for job in found])


@router.get("/what-if/{job_id}")
@allow("supervisor", "administrator")
async def read_what_if(edge: UseEdge, who: Who, job_id: str) -> WhatIfView:
    return await _view(edge, who, await edge.stores.jobs.read(who.workspace_id, known_id(job_id, JOB)))


@router.post("/what-if/{job_id}/cancel")
@allow("supervisor", "administrator")
async def cancel_what_if(edge: UseEdge, who: Who, job_id: str) -> WhatIfView:
    """One that waits is cancelled at once, one under way a moment later; one that is over stays as it is."""
    return await _view(edge, who, await edge.stores.jobs.cancel(who.workspace_id, known_id(job_id, JOB)))


@router.delete("/what-if/{job_id}", status_code=204)
@allow("supervisor", "administrator")
async def forget_what_if(edge: UseEdge, who: Who, job_id: str) -> Response:
    """Forget a question that is answered, failed or cancelled."""
    await edge.stores.jobs.remove(who.workspace_id, known_id(job_id, JOB))
    return Response(status_code=204)


def _check_rings(changes: WhatIfChanges) -> None:
    rules = {
        queue_id: QueueRules(rings=(Ring(after_s=0), *msgspec.convert(_plain(rings), tuple[Ring, ...])))
        for queue_id, rings in changes.rings.items()
    }
    for problem in problems(rules):
        raise field_problem(f"changes.rings.{problem.queue_id}", problem.code)


def _plain(rings: tuple[QueueRing, ...]) -> list[dict[str, object]]:
    return [ring.model_dump(mode="json") for ring in rings]


async def _view(edge: Edge, who: Identity, job: Job) -> WhatIfView:
    names = (await edge.names.of(edge.stores, who.workspace_id)).users
    item = _item(job, names.get(job.user_id))
    return WhatIfView(**dict(item), answer=_answer(job))


def _answer(job: Job) -> AnswerView | None:
    """None also for one that an older version gave and that has no such figures."""
    try:
        return None if job.result is None else AnswerView.model_validate(job.result)
    except ValidationError:
        return None


def _asked(job: Job) -> WhatIfForm:
    """What was asked. Of a question of another version, which means something else now, its day is told."""
    try:
        return WhatIfForm.model_validate_json(msgspec.json.encode(job.request))
    except ValidationError:
        return WhatIfForm(day=_day_of(job))


def _day_of(job: Job) -> date:
    try:
        return max(date.fromisoformat(str(job.request.get("day"))), FIRST_DAY)
    except ValueError:
        return job.created_at.date()


def _item(job: Job, user_name: str | None) -> WhatIfItem:
    asked = _asked(job)
    return WhatIfItem(
        job_id=job.job_id,
        day=asked.day,
        runs=asked.runs,
        changes=asked.changes,
        state=job.state,
        progress=job.progress,
        user_id=job.user_id,
        user_name=user_name,
        created_at=job.created_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        problem=job.problem,
    )
