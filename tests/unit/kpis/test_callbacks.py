"""Callbacks of past days: counted as the live board counts them."""

from datetime import UTC, date, datetime, timedelta

from ringwell.journeys.today import Today
from ringwell.kernel.events import SYSTEM, Event, Fact
from ringwell.kernel.ids import CountingIds
from ringwell.kpis.callbacks import CallbackDay, by_day
from ringwell.kpis.definitions import PromiseTally
from ringwell.outbound.messages import CallbackAsked, CallbackEnded, CallbackResult

IDS = CountingIds()
ZONE = "Europe/Warsaw"
NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
"""Half past midnight in Warsaw."""
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)


def event(fact: Fact, at: datetime) -> Event:
    return Event(
        event_id=IDS.new("evt"),
        workspace_id="wsp_1",
        type=str(fact.__struct_config__.tag),
        version=1,
        occurred_at=at,
        actor=SYSTEM,
        fact=fact,
    )


def asked(agent_id: str | None = None) -> CallbackAsked:
    return CallbackAsked(
        of_interaction_id="int_1",
        queue_id="que_1",
        contact_id="con_1",
        mode="agent_first",
        promised_by=None,
        keeps_until=NIGHT + timedelta(days=1),
        agent_id=agent_id,
    )


def ended(result: CallbackResult, *, late: bool = False, follow_up: bool = False) -> CallbackEnded:
    return CallbackEnded(queue_id="que_1", result=result, late=late, follow_up=follow_up)


def a_night() -> list[Event]:
    before = NIGHT - timedelta(hours=2)
    over = [ended("kept"), ended("kept", late=True), ended("unreachable"), ended("expired")]
    own = [asked("agt_1"), ended("kept", follow_up=True), ended("cancelled", follow_up=True)]
    return [
        *(event(asked(), before) for _ in range(5)),
        event(ended("kept"), before),
        *(event(fact, NIGHT) for fact in (asked(), *over, ended("cancelled"), *own)),
    ]


def test_days_are_those_of_the_workspace_and_what_nobody_asked_for_is_not_counted() -> None:
    monday, sunday = by_day(a_night(), ZONE)
    assert (sunday.day, sunday.asked, sunday.promises) == (SUNDAY, 5, PromiseTally(callbacks_kept=1))
    assert monday == CallbackDay(
        day=MONDAY,
        queue_id="que_1",
        asked=1,
        cancelled=1,
        promises=PromiseTally(callbacks_kept=2, callbacks_late=1, callbacks_failed=2),
    )


def test_the_live_board_says_the_same_of_its_day() -> None:
    today = Today(ZONE, NIGHT)
    for each in a_night():
        today.add(each)
    (monday, _) = by_day(a_night(), ZONE)
    assert today.promises("que_1") == monday.promises
