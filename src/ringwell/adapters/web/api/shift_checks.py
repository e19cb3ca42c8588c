"""Checks of headset, network and noise before a shift: an agent's own, and for who oversees everybody's."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from ringwell.access.roles import may_oversee
from ringwell.access.shift_checks import Measured, ShiftCheck, Trouble, is_due, troubles
from ringwell.adapters.web.api.shapes import Body, View, id_pattern
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.problems import ApiProblem
from ringwell.kernel.ids import USER
from ringwell.kernel.settings import ShiftCheckPolicy
from ringwell.kpis.definitions import day_start

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["checks before shifts"])

MOST: Final = 30
Decibels = Annotated[float, Field(ge=-120, le=0)]


class NewShiftCheck(Body):
    """Decibels against full scale; `heard`: the test tone; `lost`: the share of what was sent to the server and did not come back in time;
    `echo_db`: how much fainter what was said in a call to the switch's echo came back (null: no such call)."""

    speech_db: Decibels
    noise_db: Decibels
    heard: bool
    round_trip_ms: Annotated[float, Field(ge=0, le=60_000)]
    lost: Annotated[float, Field(ge=0, le=1)]
    echo_db: Annotated[float, Field(ge=-120, le=120)] | None = None


class ShiftCheckView(View):
    """`troubles`: what was to be seen to."""

    at: AwareDatetime
    speech_db: float
    noise_db: float
    heard: bool
    round_trip_ms: float
    lost: float
    echo_db: float | None
    troubles: list[Trouble]


class ShiftCheckList(View):
    """The newest first. `due`: none was made today, and the workspace wants one."""

    policy: ShiftCheckPolicy
    due: bool
    items: list[ShiftCheckView]


@router.get("/shift-checks")
@allow(*EVERY_ROLE)
async def list_shift_checks(
    edge: UseEdge, who: Who, user: Annotated[str | None, Query(pattern=id_pattern(USER))] = None
) -> ShiftCheckList:
    """One's own; another's for who oversees."""
    user_id = user or who.user.user_id
    if user_id != who.user.user_id and not may_oversee(who.roles):
        raise ApiProblem(403, "forbidden")
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    kept = await edge.stores.shift_checks.of_user(who.workspace_id, user_id, MOST)
    today = day_start(edge.now(), settings.zone)
    return ShiftCheckList(
        policy=settings.shift_check,
        due=is_due(settings.shift_check, kept[0].at if kept else None, today),
        items=[_view(each) for each in kept],
    )


@router.post("/shift-checks", status_code=201)
@allow("agent")
async def keep_shift_check(edge: UseEdge, who: Who, made: NewShiftCheck) -> ShiftCheckView:
    """Keep what one has measured."""
    check = ShiftCheck(user_id=who.user.user_id, at=edge.now(), measured=Measured(**made.model_dump()))
    await edge.stores.shift_checks.keep(who.workspace_id, check)
    return _view(check)


def _view(check: ShiftCheck) -> ShiftCheckView:
    measured = check.measured
    return ShiftCheckView(
        at=check.at,
        speech_db=measured.speech_db,
        noise_db=measured.noise_db,
        heard=measured.heard,
        round_trip_ms=measured.round_trip_ms,
        lost=measured.lost,
        echo_db=measured.echo_db,
        troubles=list(troubles(measured)),
    )
