"""Figures of past days, by the same definitions as the live board's."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import Field

from ringwell.adapters.web.api.shapes import View
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import field_problem
from ringwell.kpis.callbacks import by_day

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["figures"])

MOST_DAYS: Final = 92
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2200, 1, 1)
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]


class CallbackDayView(View):
    """A queue's callbacks on one day of the workspace's zone. `asked` on that day; the others count on the day they ended: `kept`, of these
    `late`; `failed`, nobody was reached in time; `cancelled`, taken back because the caller called again, was helped otherwise, or somebody
    said so."""

    day: date
    queue_id: str
    queue_name: str | None
    asked: int
    kept: int
    late: int
    failed: int
    cancelled: int


class CallbackDays(View):
    items: list[CallbackDayView]


@router.get("/figures/callbacks")
@allow("administrator", "supervisor")
async def callback_figures(
    edge: UseEdge,
    who: Who,
    since: Annotated[Day, Query(alias="from", description="The first day.")],
    until: Annotated[Day, Query(alias="to", description="The last day.")],
) -> CallbackDays:
    """Newest day first; days and queues without callbacks are left out. At most 92 days."""
    if not 0 <= (until - since).days < MOST_DAYS:
        raise field_problem("to", "out_of_range", {"most": MOST_DAYS})
    zone = (await edge.stores.workspaces.settings(who.workspace_id)).zone
    begin, end = begin_of(since, zone), begin_of(until + timedelta(days=1), zone)
    events = await edge.stores.figures.callback_events(who.workspace_id, begin, end)
    queues = (await edge.names.of(edge.stores, who.workspace_id)).queues
    days = [
        CallbackDayView(
            day=each.day,
            queue_id=each.queue_id,
            queue_name=queues.get(each.queue_id),
            asked=each.asked,
            kept=each.promises.callbacks_kept,
            late=each.promises.callbacks_late,
            failed=each.promises.callbacks_failed,
            cancelled=each.cancelled,
        )
        for each in by_day(events, zone)
    ]
    return CallbackDays(items=days)


def begin_of(day: date, zone: str) -> datetime:
    """When a day begins in a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))
