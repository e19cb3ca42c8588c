"""The database is away for so long that soon we may not act: every caller without an agent goes to the switch's own queue."""

import pytest

from ringwell.calls import messages as calls
from ringwell.calls.messages import SegmentStarted
from ringwell.journeys.turn import StoreBack, StoreGone
from tests.playbooks.playbook import (
    A,
    Answers,
    BrowserLegEnds,
    Declines,
    Dials,
    Ended,
    IsBack,
    Joins,
    Music,
    Never,
    OfCaller,
    Offer,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Rings,
    Says,
    Sends,
    State,
    SwitchRefuses,
    ToFallback,
    sets,
)
from tests.support.world import ANNA, BEN


def in_fallback(book: Playbook, caller: str = "caller") -> bool:
    return book.switch.legs[book.leg(caller)].in_fallback


def goes(caller: str = "caller") -> OfCaller:
    return OfCaller(calls.SendToFallback, caller)


@pytest.fixture
def waiting() -> Playbook:
    return Playbook() >> sets(ANNA, "not_ready") >> Dials("1001") >> Passes(1)


def test_a_caller_who_waits_goes_and_nobody_is_matched(waiting: Playbook) -> None:
    assert waiting >> Sends(StoreGone()) << goes()
    assert waiting >> Ready(BEN) << Never(Rings(BEN))


def test_a_caller_in_a_menu_goes_and_its_clocks_mean_nothing() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds()
    assert book >> Sends(StoreGone()) << OfCaller(calls.StopPlayback) << goes()
    assert book >> Passes(60) << Never(A(calls.PlayPrompts)) << Never(Ended("handled"))


def test_callers_who_come_meanwhile_go_too() -> None:
    book = Playbook() >> Ready(ANNA) >> Sends(StoreGone())
    assert book >> Dials("1000", "menu") << goes("menu")
    assert book >> Dials("1001", "queue") << goes("queue") << Never(Rings(ANNA))


@pytest.mark.parametrize("declines", [True, False])
def test_a_caller_who_is_offered_may_be_answered_and_goes_when_not(declines: bool) -> None:
    book = Playbook() >> Ready(ANNA) >> Ready(BEN) >> Dials("1001") >> Sends(StoreGone())
    assert book << Never(goes())
    first = ANNA if book.switch.ringing(ANNA) else BEN
    if declines:
        assert book >> Declines(first) << Offer("declined") << goes() << Never(A(calls.RingAgent))
    else:
        assert book >> Passes(21) << Offer("missed") << goes() << Never(A(calls.RingAgent))


def test_an_agent_who_answers_meanwhile_talks() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Sends(StoreGone())
    assert book >> Answers(ANNA) << A(SegmentStarted) << Joins() << Never(goes())


def test_a_caller_whose_agent_does_not_come_back_goes() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(5)
    book = book >> Sends(StoreGone()) >> BrowserLegEnds(ANNA) << Never(goes())
    assert book >> Passes(60) << goes()


def test_who_leaves_a_message_leaves_it() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2") >> PromptEnds() >> Sends(StoreGone())
    assert book << Never(goes())
    assert book >> Passes(12) << Ended("voicemail") << Never(goes())


def test_a_switch_that_refuses_is_asked_again(waiting: Playbook) -> None:
    waiting = waiting >> SwitchRefuses("SendToFallback") >> Sends(StoreGone())
    assert not in_fallback(waiting)
    assert waiting >> Passes(1) << goes()
    assert in_fallback(waiting)


def test_when_the_database_is_back_all_is_compared_before_anybody_is_matched(waiting: Playbook) -> None:
    waiting = waiting >> Sends(StoreGone()) >> Ready(ANNA) >> ToFallback(ANNA) >> Sends(StoreBack())
    assert waiting >> Dials("1001", "second") << Never(Rings(ANNA))
    assert waiting >> IsBack() << State(ANNA, "ready", "talking") << Never(Rings(ANNA))


def test_callers_who_are_brought_back_keep_their_order(waiting: Playbook) -> None:
    waiting = waiting >> Sends(StoreGone()) >> Passes(2) >> Sends(StoreBack()) >> Dials("1001", "newcomer")
    assert waiting >> Ready(BEN) << Never(Rings(BEN))
    waiting.switch.legs[waiting.leg("caller")].in_fallback = False
    assert waiting >> IsBack() << Music() << Rings(BEN, caller_leg_id=waiting.leg("caller"))


def test_a_caller_who_is_brought_back_to_a_menu_hears_it_again() -> None:
    book = (
        Playbook() >> Dials("1000") >> PromptEnds() >> Sends(StoreGone()) >> Passes(5) >> Sends(StoreBack())
    )
    book.switch.legs[book.leg("caller")].in_fallback = False
    assert book >> IsBack() << Says("menu")


def test_a_switch_that_comes_back_meanwhile_changes_nothing(waiting: Playbook) -> None:
    waiting = waiting >> Sends(StoreGone())
    waiting.switch.legs[waiting.leg("caller")].in_fallback = False
    assert waiting >> IsBack() << goes()
