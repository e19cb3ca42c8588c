"""Figures of past days, by the same definitions as the live board's."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import Field

from ringwell.adapters.web.api.shapes import View
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import field_problem
from ringwell.journeys.config import thresholds_in
from ringwell.kpis.callbacks import by_day
from ringwell.kpis.definitions import (
    EMPTY,
    QueueTally,
    abandon_rate,
    add,
    average_speed_of_answer_ms,
    service_level,
    transfer_rate,
)
from ringwell.kpis.queues import by_queue

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["figures"])

MOST_DAYS: Final = 92
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2200, 1, 1)
_Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
FirstDay = Annotated[_Day, Query(alias="from", description="The first day.")]
LastDay = Annotated[_Day, Query(alias="to", description="The last day.")]


class QueueFiguresView(View):
    """Visits of callers to queues. `answered_in_target` by each queue's target, `short_abandoned` by its limit, as both are now; `callbacks`:
    asked to be called back; `ended_otherwise`: nobody was there, closed, or failed; `transferred`: answered, and then handed on at least once.
    `average_wait_ms` is of the answered. Shares are 0–1; null where there is nothing to divide by."""

    offered: int
    answered: int
    answered_in_target: int
    abandoned: int
    short_abandoned: int
    callbacks: int
    ended_otherwise: int
    transferred: int
    longest_wait_ms: int
    average_wait_ms: float | None
    service_level: float | None
    abandon_rate: float | None
    transfer_rate: float | None


class QueueSumView(QueueFiguresView):
    """A queue's figures of the whole period."""

    queue_id: str
    queue_name: str | None
    project_name: str | None


class QueueDayView(QueueSumView):
    """A queue's visits that were offered on one day of the workspace's zone."""

    day: date


class QueueDayList(View):
    """`items` by day and queue, `queues` the sums by queue, `total` of everything."""

    items: list[QueueDayView]
    queues: list[QueueSumView]
    total: QueueFiguresView


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


@router.get("/figures/queues")
@allow("administrator", "supervisor")
async def queue_figures(edge: UseEdge, who: Who, since: FirstDay, until: LastDay) -> QueueDayList:
    """Newest day first; days and queues without callers are left out. Yesterday as today: a visit counts on the day it was offered. At most
    92 days."""
    zone, begin, end = await period(edge, who, since, until)
    config = await edge.stores.config.load(who.workspace_id)
    limits = {queue_id: thresholds_in(config, queue_id) for queue_id in config.queues}
    days = await edge.stores.figures.queue_days(who.workspace_id, begin, end, zone, limits)
    names = await edge.names.of(edge.stores, who.workspace_id)

    def named(queue_id: str) -> dict[str, Any]:
        queue = config.queues.get(queue_id)
        return {
            "queue_id": queue_id,
            "queue_name": names.queues.get(queue_id),
            "project_name": names.projects.get(queue.project_id) if queue else None,
        }

    sums = by_queue(days)
    return QueueDayList(
        items=[QueueDayView(day=each.day, **named(each.queue_id), **_counted(each.tally)) for each in days],
        queues=[QueueSumView(**named(queue_id), **_counted(tally)) for queue_id, tally in sums.items()],
        total=QueueFiguresView(**_counted(reduce(add, sums.values(), EMPTY))),
    )


def _counted(tally: QueueTally) -> dict[str, Any]:
    counts = {name: getattr(tally, name) for name in QueueFiguresView.model_fields if hasattr(tally, name)}
    return {
        **counts,
        "average_wait_ms": average_speed_of_answer_ms(tally),
        "service_level": service_level(tally),
        "abandon_rate": abandon_rate(tally),
        "transfer_rate": transfer_rate(tally),
    }


@router.get("/figures/callbacks")
@allow("administrator", "supervisor")
async def callback_figures(edge: UseEdge, who: Who, since: FirstDay, until: LastDay) -> CallbackDays:
    """Newest day first; days and queues without callbacks are left out. At most 92 days."""
    zone, begin, end = await period(edge, who, since, until)
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


async def period(edge: Edge, who: Identity, since: date, until: date) -> tuple[str, datetime, datetime]:
    """The workspace's zone, and when days from the first to the last begin and are over there. Refuses more than 92 days."""
    if not 0 <= (until - since).days < MOST_DAYS:
        raise field_problem("to", "out_of_range", {"most": MOST_DAYS})
    zone = (await edge.stores.workspaces.settings(who.workspace_id)).zone
    return zone, _begin_of(since, zone), _begin_of(until + timedelta(days=1), zone)


def _begin_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
