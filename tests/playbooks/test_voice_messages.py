"""Voice messages as work: after all callers an agent hears one, calls back by one press, or has dealt with it. None is lost."""

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import OfferMade, WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import SegmentStarted, VoicemailLeft
from ringwell.journeys import commands as ask
from ringwell.journeys import voice_messages
from ringwell.journeys.dealing import waiting_for
from ringwell.journeys.render import call_view
from ringwell.outbound.messages import (
    CallbackAsked,
    CallbackAttemptEnded,
    CallbackDialled,
    CallbackEnded,
)
from ringwell.projects.model import Trunk
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    Asks,
    Dials,
    Dies,
    Ended,
    HangsUp,
    IsBack,
    Meanwhile,
    Never,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Refused,
    Rings,
    State,
    TimeAway,
    sets,
)
from tests.support.world import ANNA, BEN, CONFIG, SHOP

NUMBER = "+48600100300"
OFFERED = replace(
    CONFIG,
    queues=CONFIG.queues
    | {SHOP: replace(CONFIG.queues[SHOP], care=replace(CONFIG.queues[SHOP].care, offers_messages=True))},
    trunks={"trk_1": Trunk(trunk_id="trk_1", name="out", server="sip:127.0.0.9:5060")},
)


def leaves(book: Playbook, shows: str = NUMBER) -> Playbook:
    """A caller leaves a message, for nobody is there, and hangs up."""
    return (
        book
        >> Dials("1000", shows=shows)
        >> PromptEnds()
        >> Presses("2")
        >> PromptEnds()
        >> PromptEnds()
        >> HangsUp()
        << A(VoicemailLeft)
    )


def work(book: Playbook) -> str:
    return next(
        event.interaction_id or ""
        for event in reversed(book.log)
        if isinstance(event.fact, CallbackAsked) and event.fact.message_id
    )


@pytest.fixture
def left() -> Playbook:
    return leaves(Playbook(OFFERED))


@pytest.fixture
def heard(left: Playbook) -> Playbook:
    """Anna has accepted the message."""
    return left >> Ready(ANNA) >> Answers(ANNA) >> Passes(5)


def calls_back(book: Playbook, agent_id: str = ANNA) -> Asks:
    return Asks(ask.CallMessage(agent_id=agent_id, interaction_id=work(book)))


def closes(book: Playbook, agent_id: str = ANNA) -> Asks:
    return Asks(ask.CloseMessage(agent_id=agent_id, interaction_id=work(book)))


def test_it_waits_for_an_agent_of_its_queue(left: Playbook) -> None:
    asked = next(event.fact for event in left.log if isinstance(event.fact, CallbackAsked))
    assert (asked.queue_id, asked.mode, asked.message_id is not None) == (SHOP, "agent_first", True)
    assert left >> Ready(ANNA) << A(OfferMade, agent_id=ANNA) << Rings(ANNA)


def test_who_may_pull_it_sees_that_it_is_a_message(left: Playbook) -> None:
    book = left >> Ready(BEN) >> Dials("1001", "other")
    shown = {each.interaction_id: each for each in waiting_for(book.floor, ANNA, book.now.timestamp(), 10)}
    assert (shown[work(book)].callback, shown[work(book)].message) == (True, True)
    other = shown[book.interaction("other")]
    assert (other.callback, other.message) == (False, False)


def test_a_queue_that_only_lists_offers_none() -> None:
    book = leaves(Playbook(replace(OFFERED, queues=CONFIG.queues))) >> Ready(ANNA)
    assert book << Never(A(OfferMade))
    assert not book.floor.callbacks


def test_one_with_a_withheld_number_stands_in_the_list_only() -> None:
    book = Playbook(OFFERED)
    book.keeps_numbers = False
    book = leaves(book)
    assert not book.floor.callbacks


def test_who_accepts_hears_it_and_nobody_is_called_yet(heard: Playbook) -> None:
    heard = heard << Never(A(calls.RingCustomer))
    view = call_view(heard.floor, work(heard))
    assert view is not None
    assert view.state == "message"
    assert view.message is not None
    assert view.message.promise_id.startswith("prm_")
    assert heard.floor.agents[ANNA].activity == "talking"


def test_one_press_calls_back(heard: Playbook) -> None:
    heard = heard >> calls_back(heard) << A(CallbackDialled, reading=False)
    heard = heard << A(calls.RingCustomer, number=NUMBER)
    dialled = heard.switch.dialled()
    assert dialled
    heard.switch.answer(dialled.leg_id)
    heard.settle()
    talks = [event.fact for event in heard.log if isinstance(event.fact, SegmentStarted)]
    assert [fact.agent_id for fact in talks] == [ANNA]
    ended = [event.fact for event in heard.log if isinstance(event.fact, CallbackEnded)]
    assert [(fact.result, fact.follow_up) for fact in ended] == [("kept", True)]
    assert heard.floor.today.dialled == 1


def test_pressed_while_its_number_is_still_looked_for_it_is_refused_and_can_be_pressed_again(
    heard: Playbook,
) -> None:
    """As a moment after a restart."""
    caller = heard.floor.callers.pop(work(heard))
    heard.floor.show_call(work(heard))
    heard = heard >> calls_back(heard) << Refused("store_away") << Never(A(calls.RingCustomer))
    heard.floor.know_caller(work(heard), caller)
    assert heard >> calls_back(heard) << A(calls.RingCustomer, number=NUMBER)


def test_pressed_twice_it_rings_once(heard: Playbook) -> None:
    heard = heard >> calls_back(heard) >> calls_back(heard) << Refused("message.not_yours")
    assert heard << Never(A(calls.RingCustomer))


def test_it_is_dealt_with_without_a_call(heard: Playbook) -> None:
    heard = heard >> closes(heard) << State(ANNA, "ready", "idle")
    heard = heard << A(CallbackEnded, result="cancelled", reason="dealt_with") << Ended("handled")
    assert heard << Never(A(calls.RingCustomer)) << Never(A(WrapUpStarted))
    assert heard >> closes(heard) << Never(A(CallbackEnded)) << Never(Refused("message.not_yours"))


def test_nobody_else_calls_or_closes(heard: Playbook) -> None:
    assert heard >> calls_back(heard, BEN) << Refused("message.not_yours") << Never(A(CallbackDialled))
    assert heard >> closes(heard, BEN) << Refused("message.not_yours") << Never(A(CallbackEnded))


def test_who_hangs_up_leaves_it_to_others(heard: Playbook) -> None:
    heard.callers["work"] = heard.floor.callbacks[work(heard)].dial.leg_id  # pyright: ignore[reportOptionalMemberAccess]
    command = ask.HangUp(agent_id=ANNA, interaction_id=work(heard))
    heard = heard >> Asks(command) << A(CallbackAttemptEnded, result="agent_gone")
    assert heard >> Ready(BEN) << Rings(BEN)


def test_one_that_is_kept_for_too_long_goes_to_others(heard: Playbook) -> None:
    assert heard >> Passes(901) << A(CallbackAttemptEnded, result="agent_gone")
    assert not heard.floor.callbacks[work(heard)].over


def test_callers_come_before_messages(left: Playbook) -> None:
    left = left >> sets(ANNA, "not_ready", "rsn_break") >> Passes(600)
    left = left >> Dials("1001", caller="other") >> Passes(1) >> Ready(ANNA) << Rings(ANNA)
    ring = left.rung(ANNA).ring
    assert ring
    assert ring.interaction_id == left.interaction("other")


def test_the_brain_dies_while_it_waits_and_while_it_is_heard(left: Playbook) -> None:
    left = left >> Dies() >> IsBack() >> Ready(ANNA) << Rings(ANNA)
    left = left >> Answers(ANNA) >> Dies() >> IsBack()
    view = call_view(left.floor, work(left))
    assert view is not None
    assert view.state == "message"
    assert left >> calls_back(left) << A(calls.RingCustomer)


def test_who_oversees_is_told_of_those_that_wait_for_too_long(left: Playbook) -> None:
    assert not voice_messages.alerts(left.floor, left.now)
    left = left >> Passes(3601)
    [alert] = voice_messages.alerts(left.floor, left.now).values()
    assert (alert.code, alert.params) == ("messages_late", {"queue": "Shop", "count": 1})


def test_one_whose_end_nobody_heard_is_offered_too() -> None:
    """The brain was away; the number is the contact's."""
    book = Playbook(OFFERED) >> Dials("1000", shows=NUMBER) >> PromptEnds() >> Presses("2") >> PromptEnds()
    book = book >> PromptEnds() >> Dies() >> TimeAway(7) >> Meanwhile(HangsUp()) >> IsBack()
    assert book << A(VoicemailLeft) << A(CallbackAsked)
    assert book >> Ready(ANNA) << Rings(ANNA)


def test_hanging_up_is_no_end_of_a_message_for_its_caller(heard: Playbook) -> None:
    assert heard >> AgentHangsUp(ANNA) << Never(A(CallbackEnded))


def test_to_hear_one_takes_nothing_of_what_may_be_called_back() -> None:
    """Nobody is called yet: neither the limits of callbacks nor those of calls outside keep anybody from hearing it."""
    limited = replace(OFFERED.settings, callbacks_at_once=1, callbacks_per_second=1, outgoing_at_once=0)
    book = leaves(leaves(Playbook(replace(OFFERED, settings=limited))), shows="+48600100301")
    book = book >> Ready(ANNA) >> Answers(ANNA) >> Ready(BEN) << Rings(BEN)
    assert book >> Answers(BEN) >> Passes(1) >> calls_back(book, BEN) << Refused("outgoing.lines_full")


def test_who_calls_again_waits_behind_those_who_are_there_and_the_message_stays(left: Playbook) -> None:
    """Or else everybody would leave a message at night, to be the first in the morning."""
    left = left >> sets(ANNA, "not_ready", "rsn_break") >> Passes(600) >> Dials("1001", caller="other")
    left = left >> Passes(30) >> Dials("1001", caller="again", shows=NUMBER) << Never(A(CallbackEnded))
    left = left >> Ready(ANNA) << Rings(ANNA)
    ring = left.rung(ANNA).ring
    assert ring
    assert ring.interaction_id == left.interaction("other")
    assert not left.floor.callbacks[work(left)].over
