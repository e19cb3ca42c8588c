"""Callbacks: asked for by key, kept in line, dialled, tried again, and every way in which one ends."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import OfferEnded
from ringwell.calls import messages as calls
from ringwell.calls.messages import InteractionStarted
from ringwell.journeys.commands import CallFollowUp, CancelCallback, Deal, ForgetCallback, Pull
from ringwell.journeys.config import HoursCalendar
from ringwell.journeys.views import QueueView
from ringwell.outbound.messages import CallbackAsked, CallbackAttemptEnded, CallbackDialled, CallbackEnded
from ringwell.projects.model import Trunk
from ringwell.routing.messages import QueueEntered
from tests.playbooks.calling_back import (
    MINE,
    PLAN,
    CustomerAnswers,
    CustomerIs,
    Restarts,
    asked,
    asks,
    called,
    config,
    customer,
    ends_of,
)
from tests.playbooks.outside import TRUNK
from tests.playbooks.playbook import (
    A,
    Answers,
    Asks,
    Declines,
    Dials,
    Ended,
    Finishes,
    HangsUp,
    Joins,
    Music,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Refused,
    Rings,
    Says,
    Sends,
    Told,
    Visit,
    sets,
)
from tests.support.fake_switch import BUSY
from tests.support.world import ANNA, BEN, CONFIG, NOON, SHOP


def rung_for(book: Playbook) -> str:
    """The interaction for which Anna is rung."""
    ring = book.rung(ANNA).ring
    assert ring is not None
    return ring.interaction_id


def callback_of(book: Playbook, caller: str = "caller") -> str:
    """The interaction of the newest callback that this caller has asked for."""
    asked_in = book.interaction(caller)
    asked = [
        event.interaction_id
        for event in book.log
        if isinstance(event.fact, CallbackAsked) and event.fact.of_interaction_id == asked_in
    ]
    return asked[-1] or ""


def two_asked(*, at_once: int = 20, per_day: int = 1000, per_second: int = 5) -> Playbook:
    """Anna is busy; two have asked to be called back, each at a number of its own."""
    book = asked(callbacks_at_once=at_once, callbacks_per_day=per_day, callbacks_per_second=per_second)
    book = book >> Dials("1001", "second", shows="+48 600 100 201") >> Passes(21)
    book = book >> Presses("1", "second") >> Presses("1", "second") >> PromptEnds()
    assert len(book.floor.callbacks) == 2
    return book


def anna_is_free(book: Playbook) -> Playbook:
    """The first call is over, and so is its wrap-up."""
    return book >> HangsUp("first") >> Passes(61)


class TestAsking:
    def test_the_place_in_line_is_kept(self) -> None:
        book = asked()
        book = book >> Dials("1001", "later")
        visit = book.floor.visits[callback_of(book)]
        assert visit.since < book.floor.visits[book.interaction("later")].since
        assert book.floor.matcher.place(callback_of(book), book.now.timestamp()) == 1
        assert book.floor.matcher.place(book.interaction("later"), book.now.timestamp()) == 2

    def test_another_number_can_be_typed(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Presses("2") << Says("callback-type-number")
        for key in "700800900":
            book = book >> Presses(key)
        assert book >> Presses("#") << Says("callback-number-is")
        assert book >> Presses("1") << A(CallbackAsked)
        assert book.numbers[callback_of(book)][0] == "700800900"

    def test_a_caller_without_a_number_types_one(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", "anonymous") >> Passes(21)
        assert book >> Presses("1", "anonymous") << Says("callback-type-number", caller="anonymous")
        assert book >> Presses("#", "anonymous") << Says("callback-number-wrong", caller="anonymous")

    def test_the_star_goes_back_to_waiting(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Presses("*") << Music()
        assert book.floor.visits.keys() == {book.interaction("caller")}

    def test_no_key_at_all_goes_back_to_waiting_in_the_end(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Passes(50) << Says("callback-not-kept") << Never(A(CallbackAsked))
        assert book >> Passes(30) << Says("place-in-line", 1)

    def test_an_agent_who_becomes_free_takes_the_caller_whatever_is_being_said(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Ready(BEN) << Rings(BEN)
        assert book >> Answers(BEN) << Joins() << Never(A(CallbackAsked))

    def test_it_is_not_offered_before_its_time_nor_taken(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(10)
        assert book >> Presses("1") << Never(Says("callback-number-is"))

    def test_it_is_not_offered_where_no_call_can_go_out(self) -> None:
        book = (
            Playbook(replace(config(), trunks={})) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        )
        assert book >> Dials("1001", shows=MINE) >> Passes(29) << Never(Says("callback-offer"))
        assert book >> Presses("1") << Never(Says("callback-number-is"))

    def test_a_number_that_may_not_be_called_is_refused(self) -> None:
        book = Playbook(config(callback_prefixes="+49, 700")) >> Ready(ANNA) >> Dials("1001", "first")
        book = book >> Answers(ANNA) >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Presses("1") << Says("callback-number-wrong") << Never(A(CallbackAsked))

    def test_our_own_number_is_not_called_back(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows="1000") >> Passes(21) >> Presses("1")
        assert book >> Presses("1") << Says("callback-number-wrong") << Never(A(CallbackAsked))

    def test_a_number_that_may_not_be_called_any_more_is_not(self) -> None:
        book = asked() >> NewConfiguration(config(callback_prefixes="+49"))
        book = anna_is_free(book)
        assert book << A(CallbackEnded, result="cancelled", reason="not_allowed") << Never(Rings(ANNA))
        assert book.floor.agents[ANNA].idle
        assert book >> Dials("1001", "next", shows="+48 600 100 209") << Rings(ANNA)

    def test_nothing_is_promised_while_the_number_cannot_be_kept(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book.keeps_numbers = False
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Presses("1") << Says("callback-not-kept") << Never(A(CallbackAsked))

    def test_nothing_is_promised_before_the_callback_is_in_the_log(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book.commits = False
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1")
        assert book >> Presses("1") << A(CallbackAsked) << Never(Says("callback-kept"))
        assert book >> Passes(25) << Never(Says("callback-kept"))
        book.commits = True
        assert book >> Passes(11) << Says("callback-kept")

    def test_who_hangs_up_during_the_goodbye_is_called_back_all_the_same(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1") >> Presses("1")
        assert book >> HangsUp() << Ended("callback_asked", ended_by="caller")
        assert callback_of(book) in book.floor.visits


class TestAgentFirst:
    def test_the_agent_is_rung_then_the_customer_and_they_talk(self) -> None:
        book = asked()
        assert anna_is_free(book) << Rings(ANNA)
        assert (
            book
            >> Answers(ANNA)
            << A(CallbackDialled, attempt=1)
            << A(calls.StartRinging)
            << A(calls.RingCustomer)
        )
        assert called(book) == "+48600100200"
        assert book.floor.agents[ANNA].activity == "talking"
        assert book >> CustomerAnswers() << A(CallbackAttemptEnded, result="answered") << Visit("answered")
        assert book << A(CallbackEnded, result="kept") << A(calls.StopRinging) << Joins()
        callback = callback_of(book)
        book = book >> Passes(30)
        book.switch.end(book.floor.calls[callback].leg_id)
        book = book >> Passes(0)
        assert ends_of(book, callback) == ["handled"]
        assert book.floor.agents[ANNA].activity == "wrapping_up"

    def test_busy_is_tried_again_after_the_pause_and_given_up_after_so_many(self) -> None:
        book = anna_is_free(asked()) >> Answers(ANNA)
        assert (
            book
            >> CustomerIs(BUSY)
            << A(CallbackAttemptEnded, result="busy")
            << Told(ANNA, "callback_not_reached")
        )
        assert book.floor.agents[ANNA].idle
        assert book >> Passes(58) << Never(Rings(ANNA))
        assert book >> Passes(3) << Rings(ANNA)
        book = book >> Answers(ANNA)
        assert book >> CustomerIs(BUSY) << A(CallbackEnded, result="unreachable", attempts=2)
        assert book << Ended("callback_failed")
        assert book.floor.callbacks == {}

    def test_a_phone_that_nobody_answers_is_tried_again(self) -> None:
        book = anna_is_free(asked()) >> Answers(ANNA)
        assert book >> Passes(31) << A(CallbackAttemptEnded, result="no_answer")
        assert book >> Passes(65) << Rings(ANNA)

    def test_the_agent_who_hangs_up_has_not_tried_and_the_next_is_rung(self) -> None:
        book = anna_is_free(asked() >> Ready(BEN) >> sets(BEN, "not_ready")) >> Answers(ANNA)
        book.callers["back"] = book.floor.calls[callback_of(book)].leg_id
        callback = callback_of(book)
        book.switch.end(book.switch.leg_of(ANNA).leg_id)
        assert book >> Passes(0) << A(CallbackAttemptEnded, result="agent_gone")
        assert book.switch.dialled() is None
        assert book >> sets(BEN, "ready") << Rings(BEN)
        assert book.floor.callbacks[callback].tried == 0

    def test_agents_who_hang_up_do_not_let_the_customer_be_rung_without_a_pause(self) -> None:
        book = anna_is_free(asked())
        for _ in range(2):
            book = book >> Answers(ANNA)
            book.switch.end(book.switch.leg_of(ANNA).leg_id)
            book = book >> Passes(6)
        assert book << Never(Rings(ANNA))
        assert book >> Passes(50) << Never(Rings(ANNA))
        assert book >> Passes(10) << Rings(ANNA)

    def test_an_offer_that_is_declined_keeps_the_place(self) -> None:
        book = anna_is_free(asked())
        book = book >> Declines(ANNA)
        assert book >> Passes(6) << Rings(ANNA)

    def test_callbacks_and_callers_are_served_in_the_order_in_which_they_called(self) -> None:
        book = asked() >> Dials("1001", "later")
        book = anna_is_free(book)
        assert rung_for(book) == callback_of(book)


class TestCustomerFirst:
    PLAN = replace(PLAN, mode="customer_first")

    def test_the_customer_is_rung_first_and_the_agent_is_kept_meanwhile(self) -> None:
        book = asked(self.PLAN) >> Dials("1001", "later")
        assert anna_is_free(book) << A(CallbackDialled) << A(calls.RingCustomer) << Never(Rings(ANNA))
        assert book.floor.agents[ANNA].activity == "offered"
        assert book >> CustomerAnswers() << A(calls.PlayPrompts) << Rings(ANNA)
        assert book >> Answers(ANNA) << Visit("answered") << A(CallbackEnded, result="kept") << Joins()

    def test_a_customer_who_does_not_answer_frees_the_agent_for_the_next(self) -> None:
        book = asked(self.PLAN) >> Dials("1001", "later")
        book = anna_is_free(book)
        assert book >> CustomerIs(BUSY) << A(CallbackAttemptEnded, result="busy") << Rings(ANNA)
        assert rung_for(book) == book.interaction("later")

    def test_a_customer_who_hangs_up_before_the_agent_is_there_ends_it(self) -> None:
        book = anna_is_free(asked(self.PLAN)) >> CustomerAnswers()
        leg = book.floor.calls[callback_of(book)].leg_id
        book.switch.end(leg)
        assert book >> Passes(0) << A(CallbackEnded, result="abandoned") << Ended("callback_failed")
        assert book.floor.agents[ANNA].idle


class TestOnePerCaller:
    def test_calling_in_again_takes_the_place_back(self) -> None:
        book = asked()
        since = book.floor.visits[callback_of(book)].since
        callback = callback_of(book)
        book.callers["again"] = ""
        book = book >> Dials("1001", "between") >> Passes(5)
        book = book >> Dials("1001", shows=MINE)
        assert ends_of(book, callback) == ["callback_cancelled"]
        assert book.floor.visits[book.interaction("caller")].since == since
        assert book.floor.matcher.place(book.interaction("caller"), book.now.timestamp()) == 1

    def test_asking_again_replaces_the_earlier_and_keeps_its_place(self) -> None:
        book = asked()
        first = callback_of(book)
        since = book.floor.visits[first].since
        book = book >> Passes(60) >> Dials("1001", shows=MINE) >> Passes(40)
        assert ends_of(book, first) == ["callback_cancelled"]
        book = book >> Presses("1") >> Presses("1") >> PromptEnds()
        assert book.floor.visits[callback_of(book)].since == since
        assert len(book.floor.callbacks) == 1

    def test_a_supervisor_cancels(self) -> None:
        book = asked()
        callback = callback_of(book)
        cancel = Sends(CancelCallback(interaction_id=callback))
        assert book >> cancel << A(CallbackEnded, result="cancelled", reason="supervisor")
        assert ends_of(book, callback) == ["callback_cancelled"]
        book = book >> cancel
        assert ends_of(book, callback) == ["callback_cancelled"]

    def test_who_has_been_erased_is_not_said_to_have_been_cancelled_by_a_supervisor(self) -> None:
        book = asked()
        callback = callback_of(book)
        forget = Sends(ForgetCallback(interaction_id=callback))
        assert book >> forget << A(CallbackEnded, result="cancelled", reason="number_gone")
        assert book >> forget << Never(A(CallbackEnded))


class TestDemo:
    def test_its_callers_are_rung_at_their_page_and_nowhere_else(self) -> None:
        of_demo = Trunk(trunk_id="trk_2", name="demo", addresses=("127.0.0.2",), demo=True)
        numbers = {key: replace(number, demo=True) for key, number in CONFIG.numbers.items()}
        both = {TRUNK.trunk_id: TRUNK, of_demo.trunk_id: of_demo}
        book = Playbook(replace(config(), numbers=numbers, trunks=both)) >> Ready(ANNA)
        book = asks(book >> Dials("1001", "first") >> Answers(ANNA), "caller")
        assert anna_is_free(book) >> Answers(ANNA) << A(calls.RingCustomer, demo=True, server=None)

    def test_its_trunk_takes_no_other_calls_out(self) -> None:
        of_demo = Trunk(trunk_id="trk_2", name="demo", addresses=("127.0.0.2",), demo=True)
        book = Playbook(replace(config(), trunks={of_demo.trunk_id: of_demo})) >> Ready(ANNA)
        book = book >> Dials("1001", "first") >> Answers(ANNA) >> Dials("1001", shows=MINE)
        assert book >> Passes(29) << Never(Says("callback-offer"))


class TestLimits:
    def test_after_so_long_nobody_is_called_any_more(self) -> None:
        book = asked(replace(PLAN, keeps_s=600))
        assert book >> Passes(605) << A(CallbackEnded, result="expired") << Ended("callback_expired")

    def test_outside_the_hours_nobody_is_called(self) -> None:
        hours = HoursCalendar(
            hours_id="hrs_late",
            name="late",
            document={"zone": "UTC", "weekly": {"mon": [{"opens": "12:30", "closes": "20:00"}]}},
        )
        with_hours = replace(
            config(replace(PLAN, hours_id="hrs_late")), hours={**CONFIG.hours, "hrs_late": hours}
        )
        book = Playbook(with_hours) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = anna_is_free(asks(book, "caller"))
        assert book << Never(Rings(ANNA))
        opens_in = NOON + timedelta(hours=1, minutes=30) - book.now
        assert book >> Passes(opens_in.total_seconds() - 1) << Never(Rings(ANNA))
        assert book >> Passes(2) << Rings(ANNA)

    def test_who_has_a_place_in_line_when_the_hours_end_is_not_called_at_night(self) -> None:
        hours = HoursCalendar(
            hours_id="hrs_early",
            name="early",
            document={"zone": "UTC", "weekly": {"mon": [{"opens": "08:00", "closes": "12:30"}]}},
        )
        with_hours = replace(
            config(replace(PLAN, hours_id="hrs_early")), hours={**CONFIG.hours, "hrs_early": hours}
        )
        book = Playbook(with_hours) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = asks(book, "caller")
        assert book.floor.matcher.waiting(callback_of(book))
        book = book >> Passes(6000)
        deal = Asks(Deal(agent_id=BEN, interaction_id=callback_of(book)), by_supervisor=True)
        book = book >> Ready(BEN)
        assert book << Never(Rings(BEN)) << Never(A(calls.RingCustomer))
        book = book >> deal
        assert book << Never(Rings(BEN))
        assert book.refusal
        assert book.floor.agents[BEN].idle

    def test_agents_who_accept_at_once_have_no_more_dialled_than_the_workspace_allows(self) -> None:
        book = anna_is_free(two_asked(at_once=1))
        assert book << Rings(ANNA)
        assert book >> Ready(BEN) << Never(Rings(BEN))

    def test_one_and_the_same_customer_is_not_rung_all_day_whoever_asks_for_it(self) -> None:
        book = anna_is_free(asked(replace(PLAN, attempts=3), callbacks_per_number=2))
        for _ in range(2):
            book = book >> Answers(ANNA) >> CustomerIs(BUSY) >> Passes(PLAN.pause_s + 1)
        assert ends_of(book, callback_of(book)) == ["callback_failed"]
        book = book >> Dials("1001", "busy") >> Answers(ANNA) >> Dials("1001", "again", shows=MINE)
        book = book >> Passes(21) >> Presses("1", "again")
        refused = Says("callback-not-kept", caller="again")
        assert book >> Presses("1", "again") << refused << Never(A(CallbackAsked))
        book = book >> HangsUp("again") >> Passes(24 * 3600) >> Dials("1001", "day", shows=MINE)
        book = book >> Passes(21) >> Presses("1", "day")
        assert book >> Presses("1", "day") << A(CallbackAsked)

    def test_no_more_are_begun_in_a_second_than_the_workspace_allows(self) -> None:
        book = two_asked(per_second=1) >> HangsUp("first")
        assert book >> Finishes(ANNA, caller="first") << Rings(ANNA)
        assert book >> Ready(BEN) << Never(Rings(BEN))
        assert book >> Passes(2) << Rings(BEN)

    def test_those_that_are_given_by_hand_count_in_the_second_too(self) -> None:
        book = Playbook(config(callbacks_per_second=1)) >> Ready(BEN) >> sets(BEN, "not_ready", "rsn_break")
        book = asks(book >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA), "caller")
        book = book >> Dials("1001", "second", shows="+48 600 100 201") >> Passes(21)
        book = book >> Presses("1", "second") >> Presses("1", "second") >> PromptEnds()
        book = (
            book >> sets(ANNA, "not_ready", "rsn_break") >> HangsUp("first") >> Finishes(ANNA, caller="first")
        )
        one, other = book.floor.callbacks
        assert book >> Asks(Pull(agent_id=ANNA, interaction_id=one)) << Rings(ANNA)
        pull = Pull(agent_id=BEN, interaction_id=other)
        assert book >> Asks(pull) << Refused("callback.full")
        assert book >> Passes(2) >> Asks(pull) << Rings(BEN)

    def test_no_more_are_put_before_agents_than_the_day_allows(self) -> None:
        book = anna_is_free(two_asked(per_day=1))
        assert book << Rings(ANNA)
        assert book >> Ready(BEN) << Never(Rings(BEN))

    def test_who_talks_after_a_callback_counts_for_the_limit(self) -> None:
        book = anna_is_free(two_asked(at_once=1)) >> Answers(ANNA) >> CustomerAnswers()
        assert book >> Ready(BEN) << Never(Rings(BEN))

    def test_no_more_at_once_than_the_workspace_allows(self) -> None:
        book = anna_is_free(asked(callbacks_at_once=0))
        assert book << Never(Rings(ANNA))
        assert book.floor.agents[ANNA].idle

    def test_nobody_who_answers_hears_of_it_without_a_trunk(self) -> None:
        book = asked() >> NewConfiguration(replace(config(), trunks={}))
        book = anna_is_free(book)
        assert book >> Answers(ANNA) << A(CallbackEnded, result="unreachable")
        assert book.floor.agents[ANNA].idle


class TestFollowUp:
    """An agent calls somebody who gave up."""

    CALLBACK, CONTACT = "int_" + "c" * 32, "con_1"

    def asked_by_anna(self, book: Playbook) -> Playbook:
        book.numbers[self.CALLBACK] = "+48600100200", self.CONTACT
        command = CallFollowUp(
            agent_id=ANNA,
            interaction_id="int_" + "a" * 32,
            callback_id=self.CALLBACK,
            contact_id=self.CONTACT,
            queue_id=SHOP,
            number_id="num_1001",
        )
        return book >> Sends(command)

    def test_the_agent_s_own_phone_rings_by_itself_and_then_the_customer(self) -> None:
        book = Playbook(config()) >> Ready(BEN) >> Ready(ANNA)
        assert self.asked_by_anna(book) << Rings(ANNA)
        ring = book.rung(ANNA).ring
        assert ring is not None
        assert ring.auto_answer
        book = book >> Answers(ANNA)
        assert called(book) == "+48600100200"
        assert book >> CustomerAnswers() << A(CallbackEnded, result="kept", follow_up=True) << Joins()
        assert book.floor.today.promises(SHOP).callbacks_kept == 0

    def test_it_is_tried_once_and_goes_to_nobody_else(self) -> None:
        book = self.asked_by_anna(Playbook(config()) >> Ready(BEN) >> Ready(ANNA)) >> Answers(ANNA)
        assert book >> CustomerIs(BUSY) << A(CallbackEnded, result="unreachable") << Never(Rings(BEN))
        book = self.asked_by_anna(Playbook(config()) >> Ready(BEN) >> Ready(ANNA)) >> Declines(ANNA)
        assert book << A(CallbackEnded, result="cancelled", reason="agent_busy") << Never(Rings(BEN))

    def test_it_is_refused_to_who_is_not_free_and_for_who_is_being_called(self) -> None:
        book = Playbook(config()) >> Ready(BEN)
        assert self.asked_by_anna(book) << Refused("follow_up.not_free")
        book = self.asked_by_anna(Playbook(config()) >> Ready(ANNA)) >> Answers(ANNA) >> Ready(BEN)
        again = CallFollowUp(
            agent_id=BEN,
            interaction_id="int_" + "a" * 32,
            callback_id="int_" + "d" * 32,
            contact_id=self.CONTACT,
            queue_id=SHOP,
        )
        assert book >> Sends(again) << Refused("follow_up.under_way")
        assert Playbook(replace(config(), trunks={})) >> Ready(ANNA)

    def test_nobody_is_called_outside_the_hours(self) -> None:
        never = replace(config(replace(PLAN, hours_id="hrs_never")))
        assert self.asked_by_anna(Playbook(never) >> Ready(ANNA)) << Refused("follow_up.hours")

    def test_it_survives_a_restart(self) -> None:
        book = self.asked_by_anna(Playbook(config()) >> Ready(ANNA)) >> Restarts() >> Answers(ANNA)
        assert called(book) == "+48600100200"


class TestRestart:
    def test_between_asking_and_calling(self) -> None:
        book = asked()
        since = book.floor.visits[callback_of(book)].since
        book = book >> Restarts()
        assert book.floor.visits[callback_of(book)].since == since
        assert anna_is_free(book) << Rings(ANNA)
        book = book >> Answers(ANNA)
        assert called(book) == "+48600100200"

    def test_during_the_pause_after_busy(self) -> None:
        book = anna_is_free(asked()) >> Answers(ANNA) >> CustomerIs(BUSY) >> Restarts()
        assert book >> Passes(55) << Never(Rings(ANNA))
        assert book >> Passes(6) << Rings(ANNA)

    @pytest.mark.parametrize("mode", ["agent_first", "customer_first"])
    def test_while_the_customer_rings(self, mode: str) -> None:
        plan = replace(PLAN, mode=mode)
        book = anna_is_free(asked(plan))
        if mode == "agent_first":
            book = book >> Answers(ANNA)
        book = book >> Restarts()
        assert book >> CustomerAnswers() << A(CallbackAttemptEnded, result="answered")
        if mode == "customer_first":
            book = book >> Answers(ANNA)
        assert len([e for e in book.log if isinstance(e.fact, CallbackDialled)]) == 1
        assert book.floor.calls[callback_of(book)].stage == "talking"

    def test_the_agent_answered_while_nobody_listened(self) -> None:
        book = anna_is_free(asked())
        callback = callback_of(book)
        book.switch.answer(book.rung(ANNA).leg_id)
        book = book >> Restarts()
        assert book << A(OfferEnded, result="withdrawn") << Rings(ANNA) << Never(A(CallbackEnded))
        book = book >> Answers(ANNA)
        assert called(book) == "+48600100200"
        assert ends_of(book, callback) == []

    def test_the_customer_answered_while_nobody_listened(self) -> None:
        book = anna_is_free(asked()) >> Answers(ANNA)
        book.switch.answer(customer(book).leg_id)
        assert book >> Restarts() << A(CallbackAttemptEnded, result="answered") << Joins()

    def test_the_customer_went_while_nobody_listened(self) -> None:
        book = anna_is_free(asked()) >> Answers(ANNA)
        book.switch.end(customer(book).leg_id)
        assert book >> Restarts() << A(CallbackAttemptEnded, result="no_answer")

    def test_the_caller_was_being_told_goodbye(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1") >> Presses("1")
        assert book >> Restarts() << Ended("callback_asked")
        assert callback_of(book) in book.floor.visits

    def test_the_number_has_been_erased_meanwhile(self) -> None:
        book = asked()
        callback = callback_of(book)
        book.numbers.clear()
        assert book >> Restarts() << A(CallbackEnded, result="cancelled", reason="number_gone")
        assert ends_of(book, callback) == ["callback_cancelled"]


def test_a_callback_is_no_abandon_and_is_not_offered_twice() -> None:
    book = anna_is_free(asked()) >> Answers(ANNA) >> CustomerAnswers()
    view = book.seen["queues"][SHOP]
    assert isinstance(view, QueueView)
    assert (view.offered, view.abandoned) == (2, 0)
    assert (view.callbacks_asked, view.callbacks_kept) == (1, 1)


def test_a_talk_after_a_callback_whose_agent_is_lost_goes_on_with_another() -> None:
    book = anna_is_free(asked()) >> Answers(ANNA) >> CustomerAnswers() >> Ready(BEN)
    book.switch.register("a-anna", there=False)
    book.switch.end(book.switch.leg_of(ANNA).leg_id)
    assert book >> Passes(0) << A(calls.StartMusic)
    assert book >> Passes(25) << A(QueueEntered, callback=False) << Rings(BEN)
    assert book >> Answers(BEN) << Joins()


def test_the_interaction_tells_that_it_goes_out() -> None:
    book = asked()
    started = [
        e.fact for e in book.log if isinstance(e.fact, InteractionStarted) and e.fact.direction == "out"
    ]
    assert len(started) == 1
    assert book.floor.calls[callback_of(book)].direction == "out"
