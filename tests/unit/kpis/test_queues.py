"""Visits of past days: counted on the day they were offered, as the live board counts them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from ringwell.calls.party_messages import CallTransferred
from ringwell.journeys.today import Today
from ringwell.kernel.events import Event
from ringwell.kernel.ids import CountingIds
from ringwell.kpis.definitions import QueueTally, Thresholds, abandon_rate, transfer_rate
from ringwell.kpis.facts import fold
from ringwell.kpis.queues import QueueDay, QueueDays, QueueVisit, by_queue
from ringwell.routing.messages import QueueEntered, QueueLeft, VisitResult
from tests.support.calls import CallIds, arrives, ends, is_answered
from tests.support.store import Story

ZONE = "Europe/Warsaw"
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ORDERS, BILLING = "que_orders", "que_billing"
ROW = {
    "interaction_id": "",
    "queue_id": "",
    "entered_at": None,
    "left_at": None,
    "result": None,
    "waited_ms": 0,
}
LIMITS = {ORDERS: Thresholds(10_000, 3_000)}


class Day:
    """What happened on some days, as the log tells it."""

    def __init__(self, began: datetime = MORNING) -> None:
        self.ids = CountingIds()
        self.story = Story("wsp_1", self.ids)
        self.story.now = began

    def call(self, queue_id: str = ORDERS, *, waited_ms: int = 7000) -> CallIds:
        """Somebody comes, and has an agent."""
        call = CallIds(self.ids, "agt_anna", queue_id)
        arrives(self.story, call)
        is_answered(self.story, call, waited_ms=waited_ms)
        return call

    def leaves(self, queue_id: str, result: VisitResult, waited_ms: int) -> None:
        call = CallIds(self.ids, "agt_anna", queue_id)
        arrives(self.story, call)
        self._left(call, result, waited_ms)

    def hands_on(self, call: CallIds) -> None:
        fact = CallTransferred(agent_id="agt_anna", to="outside", asked_first=False)
        self.story.tell(fact, interaction_id=call.interaction, agent_id="agt_anna")

    def to_queue(self, call: CallIds, queue_id: str, result: VisitResult = "answered") -> None:
        self.hands_on(call)
        call.visit, call.queue = self.ids.new("vis"), queue_id
        entered = QueueEntered(
            visit_id=call.visit,
            interaction_id=call.interaction,
            queue_id=queue_id,
            ordinal=2,
            priority=5,
            language="en",
            place=1,
        )
        self.story.tell(entered, interaction_id=call.interaction)
        self._left(call, result, 1000)

    def ends(self, call: CallIds) -> None:
        ends(self.story, call)

    def _left(self, call: CallIds, result: VisitResult, waited_ms: int) -> None:
        left = QueueLeft(
            visit_id=call.visit,
            interaction_id=call.interaction,
            queue_id=call.queue,
            result=result,
            waited_ms=waited_ms,
        )
        self.story.tell(left, interaction_id=call.interaction)

    def found(self) -> list[QueueDay]:
        return past(self.story.events)

    def live(self) -> Today:
        today = Today(ZONE, MORNING)
        for event in self.story.events:
            today.add(event)
        return today


def past(events: Sequence[Event]) -> list[QueueDay]:
    """As the rows of history tell it."""
    transfers = [
        (event.interaction_id or "", event.occurred_at)
        for event in events
        if isinstance(event.fact, CallTransferred)
    ]
    days = QueueDays(ZONE, LIMITS, transfers)
    for row in fold(events).new["queue_visits"].values():
        told = [row.get(name) or default for name, default in ROW.items()]
        days.add(QueueVisit(*cast("tuple[Any, ...]", told)))
    return days.days()


@pytest.fixture
def day() -> Day:
    return Day()


def test_the_live_board_says_the_same_of_its_day(day: Day) -> None:
    day.call(waited_ms=12_000)
    twice = day.call()
    day.to_queue(twice, BILLING)
    day.hands_on(twice)
    day.hands_on(twice)
    day.ends(twice)
    day.leaves(ORDERS, "abandoned", 2000)
    day.leaves(ORDERS, "callback", 40_000)
    arrives(day.story, CallIds(day.ids, "agt_anna", ORDERS))
    billing, orders = day.found()
    assert (orders.day, orders.queue_id, billing.queue_id) == (MONDAY, ORDERS, BILLING)
    assert orders.tally == QueueTally(
        offered=5,
        answered=2,
        answered_in_target=1,
        abandoned=1,
        abandoned_in_target=1,
        short_abandoned=1,
        callbacks=1,
        transferred=1,
        answered_wait_ms=19_000,
        longest_wait_ms=40_000,
    )
    assert billing.tally.transferred == 1
    today = day.live()
    assert today.tally(ORDERS, LIMITS[ORDERS]) == orders.tally
    assert today.tally(BILLING, Thresholds()) == billing.tally
    assert (transfer_rate(orders.tally), abandon_rate(orders.tally)) == (0.5, 0.2)


def test_a_call_that_nobody_answered_is_not_handed_on(day: Day) -> None:
    call = day.call()
    day.to_queue(call, BILLING, "abandoned")
    billing, orders = day.found()
    assert (orders.tally.transferred, billing.tally.transferred, billing.tally.abandoned) == (1, 0, 1)


def test_a_visit_counts_on_the_day_it_was_offered_whenever_it_is_handed_on() -> None:
    day = Day(datetime(2026, 11, 23, 22, 59, 30, tzinfo=UTC))
    late = day.call()
    day.story.now += timedelta(minutes=5)
    day.hands_on(late)
    day.call()
    tuesday, monday = day.found()
    assert (monday.day, monday.tally.offered, monday.tally.transferred) == (MONDAY, 1, 1)
    assert (tuesday.day, tuesday.tally.offered, tuesday.tally.transferred) == (TUESDAY, 1, 0)
    assert by_queue([tuesday, monday])[ORDERS].offered == 2
