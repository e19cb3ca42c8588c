"""A flow's step takes a callback: confirmed by key or refused with a reason, in line from that moment, and through a restart."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from msgspec.structs import replace

from ringwell.calls.messages import FlowReported
from ringwell.journeys.config import HoursCalendar, WorkspaceConfig
from ringwell.journeys.turn import StoreGone
from ringwell.outbound.messages import CallbackAsked, CallbackEnded
from ringwell.routing.messages import QueueEntered
from ringwell.routing.model import CallbackPlan
from tests.playbooks.calling_back import MINE, PLAN, CustomerAnswers, Restarts, called, config
from tests.playbooks.overseeing import InOn, TakesOver, as_agent
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    Dials,
    Ended,
    HangsUp,
    Holds,
    Joins,
    Never,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Rings,
    Says,
    Sends,
    Tells,
    fallback_call,
)
from tests.support.world import ANNA, CLEO, CONFIG, DIRECT, NOON, SHOP

FLOW: dict[str, dict[str, Any]] = {
    "ask": {
        "type": "callback",
        "queue": SHOP,
        "prompts": [{"prompt": "please-wait"}],
        "next": "taken",
        "declined": "declined",
        "not_possible": "impossible",
    },
    "taken": {"type": "hangup", "prompts": [{"prompt": "thank-you-goodbye"}]},
    "declined": {"type": "queue", "queue": SHOP},
    "impossible": {"type": "hangup", "prompts": [{"prompt": "beep"}]},
}
NEVER = HoursCalendar(hours_id="hrs_never", name="never", document={"zone": "UTC", "weekly": {}})
FROM_EIGHT = HoursCalendar(
    hours_id="hrs_day",
    name="day",
    document={
        "zone": "UTC",
        "weekly": {day: [{"opens": "08:00", "closes": "11:00"}] for day in ("mon", "tue")},
    },
)


def configured(plan: CallbackPlan | None = PLAN, **settings: int | str) -> WorkspaceConfig:
    whole = config(plan or PLAN, **settings)
    queues = {**whole.queues, SHOP: replace(whole.queues[SHOP], callback=plan)}
    hours = {**CONFIG.hours, **{each.hours_id: each for each in (NEVER, FROM_EIGHT)}}
    return by_way_of(FLOW, replace(whole, queues=queues, hours=hours))


def by_way_of(nodes: dict[str, dict[str, Any]], whole: WorkspaceConfig | None = None) -> WorkspaceConfig:
    """The flow begins at the first of these nodes."""
    whole = whole or configured()
    flow = replace(DIRECT, document={**DIRECT.document, "start": next(iter(nodes)), "nodes": nodes})
    return replace(whole, flows={**whole.flows, flow.flow_id: flow})


def at_step(
    plan: CallbackPlan | None = PLAN, shows: str = MINE, caller: str = "caller", **settings: int | str
) -> Playbook:
    return Playbook(configured(plan, **settings)) >> Dials("1001", caller, shows=shows)


def why(book: Playbook) -> str:
    """Why it is not possible, as the log has it."""
    (fact,) = [each.fact for each in book.log if isinstance(each.fact, FlowReported)]
    assert fact.code == "flow.no_callback"
    return fact.params["why"]


class TestTaken:
    def test_by_one_key_and_the_customer_is_called_when_an_agent_is_there(self) -> None:
        book = at_step() << Says("please-wait")
        assert (
            book >> PromptEnds() >> Presses("1") << A(CallbackAsked, queue_id=SHOP) << Says("callback-taken")
        )
        assert book >> PromptEnds() << Says("thank-you-goodbye")
        assert book >> PromptEnds() << Ended("callback_asked")
        assert book >> Passes(1) >> Ready(ANNA) << Rings(ANNA)
        assert called(book >> Answers(ANNA)) == "+48600100200"
        assert book >> CustomerAnswers() << Joins() << A(CallbackEnded, result="kept")

    def test_nobody_calls_a_line_that_its_caller_still_holds(self) -> None:
        book = at_step() >> Ready(ANNA) >> Presses("1") << A(CallbackAsked) << Never(Rings(ANNA))
        assert book >> Restarts() << Says("callback-taken") << Never(Rings(ANNA))
        assert book >> PromptEnds() << Says("thank-you-goodbye") >> Passes(2) << Never(Rings(ANNA))
        assert book >> Passes(2) << Ended("callback_asked") << Rings(ANNA)

    def test_who_was_helped_before_and_hangs_up_then_was_helped(self) -> None:
        nodes = {"first": {"type": "queue", "queue": SHOP, "after": "ask"}, **FLOW}
        book = Playbook(by_way_of(nodes)) >> Ready(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Answers(ANNA) >> AgentHangsUp(ANNA)
        assert book << Says("please-wait")
        assert book >> Presses("1") << A(CallbackAsked)
        assert book >> HangsUp() << Ended("handled")

    def test_who_is_helped_by_the_switch_s_own_queue_is_not_called_either(self) -> None:
        book = at_step() >> Presses("1") << A(CallbackAsked)
        told = fallback_call(book, book.leg("caller"), answered=True, ago=5)
        assert book >> Tells(told) << A(CallbackEnded, result="cancelled") << Ended("handled")
        assert book >> Ready(ANNA) >> Passes(5) << Never(Rings(ANNA))

    def test_who_waits_all_the_same_is_not_called_at_the_other_number_either(self) -> None:
        nodes = {**FLOW, "ask": {**FLOW["ask"], "next": "declined"}}
        book = Playbook(by_way_of(nodes)) >> Ready(ANNA) >> Dials("1001", shows="anonymous")
        for key in "700800900#":
            book = book >> Presses(key)
        assert book >> Presses("1") << A(CallbackAsked)
        assert book >> PromptEnds() << A(CallbackEnded, result="cancelled") << Rings(ANNA)

    def test_its_place_counts_from_the_key(self) -> None:
        book = Playbook(configured()) >> Ready(ANNA) >> Dials("1001", "caller", shows=MINE) >> Passes(5)
        pressed_at = book.now
        book = book >> Presses("1")
        entered = next(each.fact for each in book.log if isinstance(each.fact, QueueEntered))
        assert entered.callback
        assert entered.place_since == pressed_at

    def test_at_another_number(self) -> None:
        book = at_step() >> Presses("2") << Says("callback-type-number")
        for key in "700800900":
            book = book >> Presses(key)
        assert book >> Presses("#") << Says("callback-number-is")
        assert book >> Presses("1") << A(CallbackAsked)
        assert [number for number, _ in book.numbers.values()] == ["700800900"]

    def test_at_night_it_is_called_when_the_hours_begin(self) -> None:
        book = at_step(replace(PLAN, hours_id="hrs_day", keeps_s=3600)) >> Presses("1")
        assert book << A(CallbackAsked) << Says("callback-taken-for-hours")
        book = book >> PromptEnds() >> PromptEnds() >> Ready(ANNA)
        opens_in = NOON.replace(hour=8) + timedelta(days=1) - book.now
        assert book >> Passes(opens_in.total_seconds() - 1) << Never(Rings(ANNA))
        assert book >> Passes(2) << Rings(ANNA)

    def test_who_hangs_up_after_that_is_called_all_the_same(self) -> None:
        book = at_step() >> Presses("1") >> HangsUp()
        assert book << Ended("callback_asked")
        assert book >> Passes(1) >> Ready(ANNA) << Rings(ANNA)


class TestNotTaken:
    def test_the_star_declines(self) -> None:
        book = at_step() >> Ready(ANNA)
        assert book >> Presses("*") << Rings(ANNA) << Never(A(CallbackAsked))

    def test_no_key_at_all_declines_in_the_end(self) -> None:
        book = at_step() >> Ready(ANNA) >> PromptEnds() >> Passes(9) >> PromptEnds() >> Passes(9)
        assert book << Never(Rings(ANNA))
        assert book >> PromptEnds() >> Passes(9) << Rings(ANNA) << Never(A(FlowReported))

    def test_who_hangs_up_before_is_owed_nothing(self) -> None:
        book = at_step() >> HangsUp() << Ended("abandoned_in_flow")
        assert book >> Passes(30) << Never(A(CallbackAsked))

    def test_who_shows_no_number_and_types_none_hears_why(self) -> None:
        book = at_step(shows="anonymous", caller="anonymous")
        for _ in range(3):
            book = book >> PromptEnds() >> Passes(8)
        assert book << Says("callback-without-number", caller="anonymous")
        assert why(book) == "no_number"
        assert book >> PromptEnds() << Says("beep", caller="anonymous")

    def test_a_number_that_may_not_be_called_is_told(self) -> None:
        book = at_step(callback_prefixes="+49") >> Presses("1") << Says("callback-number-wrong")
        for _ in range(2):
            for key in "700800900#1":
                book = book >> Presses(key)
        assert why(book) == "wrong_number"
        assert book >> PromptEnds() << Says("beep")

    @pytest.mark.parametrize(
        ("plan", "reason"),
        [(None, "no_queue"), (replace(PLAN, hours_id="hrs_never"), "no_hours")],
    )
    def test_where_nobody_would_call_it_is_said_at_once(self, plan: CallbackPlan | None, reason: str) -> None:
        book = at_step(plan) << Says("callback-not-possible") << Never(Says("callback-number-is"))
        assert why(book) == reason
        assert book >> PromptEnds() << Says("beep")

    def test_where_no_line_leads_out_either(self) -> None:
        book = Playbook(replace(configured(), trunks={})) >> Dials("1001", shows=MINE)
        assert book << Says("callback-not-possible")
        assert why(book) == "no_line"

    def test_who_has_been_called_often_enough_today_hears_that(self) -> None:
        book = at_step(callbacks_per_number=0) >> Presses("1") << Says("callback-enough-today")
        assert why(book) == "enough"


class TestWhose:
    """One callback for each caller, by who asks, whatever number is typed."""

    def asks_for(self, book: Playbook, caller: str, shows: str, number: str) -> Playbook:
        book = book >> Dials("1001", caller, shows=shows)
        typed = number if shows == "anonymous" else "2" + number
        for key in f"{typed}#1":
            book = book >> Presses(key, caller=caller)
        return book

    def owed(self, book: Playbook) -> list[str]:
        """The numbers that are owed a callback still."""
        over = {each.interaction_id for each in book.log if isinstance(each.fact, CallbackEnded)}
        return sorted(number for key, (number, _) in book.numbers.items() if key not in over)

    def places(self, book: Playbook) -> list[datetime]:
        """Since when the place counts of each who came into a line."""
        since = [each.fact.place_since for each in book.log if isinstance(each.fact, QueueEntered)]
        return [each for each in since if each is not None]

    def test_who_types_somebody_elses_number_takes_nothing_from_that_one(self) -> None:
        book = Playbook(configured()) >> Dials("1001", "wife", shows=MINE) >> Presses("1", caller="wife")
        began = self.places(book)
        book = self.asks_for(book >> Passes(30), "husband", "+48600100299", "1*48600100200")
        assert len(self.owed(book)) == 2
        [first, second] = self.places(book)
        assert [first] == began
        assert first < second

    def test_nor_does_who_shows_no_number(self) -> None:
        book = Playbook(configured()) >> Dials("1001", "wife", shows=MINE) >> Presses("1", caller="wife")
        book = self.asks_for(book, "stranger", "anonymous", "1*48600100200")
        assert len(self.owed(book)) == 2
        book = self.asks_for(book, "stranger2", "anonymous", "1*48600100200")
        assert len(self.owed(book)) == 2

    def test_who_asks_again_for_another_number_is_called_once(self) -> None:
        book = self.asks_for(Playbook(configured()), "one", MINE, "700800900")
        book = self.asks_for(book, "again", MINE, "700800901")
        assert [number[-9:] for number in self.owed(book)] == ["700800901"]

    def test_who_asked_for_another_number_and_is_helped_is_not_called(self) -> None:
        book = self.asks_for(Playbook(configured()) >> Ready(ANNA), "one", MINE, "700800900")
        book = book >> Dials("1001", "again", shows=MINE) >> Presses("*", caller="again")
        assert self.owed(book) == []


class TestTwoSteps:
    SECOND: Final[dict[str, Any]] = {**FLOW["ask"], "queue": "que_second", "next": "end", "prompts": []}

    def book(self, queue_id: str) -> Playbook:
        whole = configured()
        second = replace(whole.queues[SHOP], queue_id="que_second", name="Second")
        whole = replace(whole, queues={**whole.queues, "que_second": second})
        nodes: dict[str, dict[str, Any]] = {
            **FLOW,
            "ask": {**FLOW["ask"], "next": "more"},
            "more": {**self.SECOND, "queue": queue_id},
            "end": FLOW["taken"],
        }
        return Playbook(by_way_of(nodes, whole)) >> Dials("1001", shows=MINE) >> Presses("1")

    def test_of_one_queue_tell_twice_what_is_owed_once(self) -> None:
        book = self.book(SHOP) >> PromptEnds()
        assert book << Says("callback-taken") << Never(Says("callback-number-is"))
        assert len([each for each in book.log if isinstance(each.fact, CallbackAsked)]) == 1

    def test_of_another_queue_asks_and_takes_it_there_instead(self) -> None:
        book = self.book("que_second") >> PromptEnds()
        assert book << Says("callback-number-is")
        book = book >> Presses("1")
        assert book << A(CallbackEnded, reason="asked_again") << A(CallbackAsked, queue_id="que_second")
        assert book >> PromptEnds() << Says("thank-you-goodbye")

    def test_who_declines_there_is_owed_the_first(self) -> None:
        book = self.book("que_second") >> PromptEnds() >> Presses("*")
        assert book << Never(A(CallbackEnded, reason="asked_again"))


class TestElsewhere:
    def test_who_is_taken_out_of_the_step_by_a_supervisor_is_asked_no_more(self) -> None:
        book = Playbook(as_agent(configured())) >> Dials("1001", shows=MINE) >> PromptEnds() >> InOn()
        assert book >> TakesOver() << Joins()
        assert book >> Passes(20) << Never(Says("callback-number-is"))
        assert book >> Holds(CLEO) >> Presses("1") << Never(A(CallbackAsked))

    def test_nobody_asks_a_caller_whom_the_switch_has(self) -> None:
        book = at_step() >> PromptEnds() >> Sends(StoreGone())
        assert book >> Passes(20) << Never(Says("callback-number-is"))


class TestRestart:
    def test_who_is_being_asked_is_asked_again(self) -> None:
        book = at_step() >> Restarts() << Says("please-wait")
        assert book >> Presses("1") << A(CallbackAsked)

    def test_whose_callback_is_kept_is_told_so_and_not_asked_again(self) -> None:
        book = at_step() >> Presses("1") >> Restarts()
        assert book << Says("callback-taken") << Never(Says("callback-number-is"))
        assert book >> PromptEnds() << Says("thank-you-goodbye")
        assert len([each for each in book.log if isinstance(each.fact, CallbackAsked)]) == 1
