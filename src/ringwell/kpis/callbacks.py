"""What became of callbacks, by day and queue: the same definitions as the live board's, over past days."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from ringwell.kernel.events import Event
from ringwell.kpis.definitions import NO_PROMISES, PromiseTally, callback_over
from ringwell.outbound.messages import CallbackAsked, CallbackEnded


class CallbackDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of one queue. `asked` by callers on that day; what came of any counts on the day it ended: `promises`, and those taken back
    because the caller called again, was helped otherwise or a supervisor said so (`cancelled`)."""

    day: date
    queue_id: str
    asked: int = 0
    cancelled: int = 0
    promises: PromiseTally = NO_PROMISES


def by_day(events: Iterable[Event], zone: str) -> list[CallbackDay]:
    """From facts of callbacks; newest day first. Agents' own calls to callers who gave up are nobody's wish, and are not counted."""
    here, days = ZoneInfo(zone), dict[tuple[date, str], CallbackDay]()
    for event in events:
        queue_id = _queue_of(event)
        if queue_id is None:
            continue
        key = event.occurred_at.astimezone(here).date(), queue_id
        day = days.get(key) or CallbackDay(day=key[0], queue_id=queue_id)
        days[key] = _with(day, event)
    return sorted(days.values(), key=lambda each: (-each.day.toordinal(), each.queue_id))


def _queue_of(event: Event) -> str | None:
    match event.fact:
        case CallbackAsked(agent_id=None, message_id=None, queue_id=queue_id):
            return queue_id
        case CallbackEnded(follow_up=False, queue_id=queue_id):
            return queue_id
        case _:
            return None


def _with(day: CallbackDay, event: Event) -> CallbackDay:
    match event.fact:
        case CallbackAsked():
            return msgspec.structs.replace(day, asked=day.asked + 1)
        case CallbackEnded(result="cancelled"):
            return msgspec.structs.replace(day, cancelled=day.cancelled + 1)
        case CallbackEnded() as fact:
            return msgspec.structs.replace(day, promises=callback_over(day.promises, fact))
        case _:
            return day
