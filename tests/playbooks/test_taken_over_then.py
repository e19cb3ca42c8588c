"""What becomes of a call that was taken over: the brain dies in the middle of it, the caller is let go again, or asks for something."""

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.care import HoldLimitPassed
from ringwell.calls.messages import (
    AgentLegLost,
    FlowStepped,
    InteractionEnded,
    SegmentEnded,
    SegmentStarted,
    VoicemailLeft,
)
from ringwell.calls.party_messages import PartyAsked, PartyLeft, PartyResumed
from ringwell.journeys import commands as ask
from ringwell.journeys.render import call_view
from ringwell.outbound.messages import CallbackAsked, CallbackAttemptEnded, CallbackEnded
from ringwell.routing.messages import QueueEntered
from tests.playbooks.calling_back import MINE, CustomerAnswers, CustomersLineSpeaks, customer
from tests.playbooks.calling_back import config as calls_back
from tests.playbooks.handing_on import Does, calls_up
from tests.playbooks.overseeing import InOn, PageGoes, TakesOver, as_agent, leg_of
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    Ended,
    HangsUp,
    IsBack,
    Meanwhile,
    Never,
    Passes,
    PhoneComes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Resumes,
    Rings,
    Says,
    sets,
)
from tests.playbooks.test_announcing import ANSWERS as OWNER_ANSWERS
from tests.playbooks.test_announcing import FIRST, presses
from tests.playbooks.test_announcing import config as introduces
from tests.playbooks.test_forwarding import ANSWERS
from tests.playbooks.test_forwarding import config as forwards
from tests.playbooks.test_left_alone import LIMIT_S, guarded
from tests.playbooks.test_reserve import config as reserve
from tests.playbooks.test_taking_over import (
    caller_of,
    consulting,
    leaving_a_message,
    own_call,
    together,
    with_agent,
)
from tests.support.world import ANNA, BEN, CLEO, MENU, SHOP

SWAPS = Does(ask.SwapParties, CLEO)
TO_SHOP = Does(ask.Transfer, CLEO, fields={"queue_id": SHOP})
TO_MENU = Does(ask.Transfer, CLEO, fields={"flow_id": MENU.flow_id})


# --- the brain dies before the switch has done it


def _only_hears(book: Playbook, target_leg_id: str | None) -> None:
    """The supervisor's leg is where it heard the call before; the snoop may have gone with the leg that it was on."""
    mine = leg_of(book)
    mine.rings, mine.bridge_id = False, None if target_leg_id else f"{mine.leg_id}-hears"
    if target_leg_id:
        mine.overhears = calls.Overhear(leg_id=mine.leg_id, target_leg_id=target_leg_id, whisper=False)


@pytest.mark.parametrize("snoop_there", [True, False])
def test_the_caller_is_not_left_with_nobody(snoop_there: bool) -> None:
    book = with_agent() >> InOn()
    anna = book.switch.leg_of(ANNA).leg_id
    book = book >> TakesOver() >> Dies()
    _only_hears(book, anna if snoop_there else None)
    assert book >> IsBack() << A(calls.StopOverhearing) << Never(A(SegmentEnded))
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert leg_of(book).overhears is None


def test_nor_is_who_is_consulted() -> None:
    book = consulting() >> TakesOver() >> Dies()
    _only_hears(book, book.switch.leg_of(BEN).leg_id)
    assert book >> IsBack() << Never(A(SegmentEnded))
    assert together(book) == {book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}
    assert book >> Resumes(CLEO)
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}


def test_a_customer_rings_on() -> None:
    book = own_call() >> TakesOver() >> Dies()
    leg_of(book).rings = False
    assert book >> IsBack() << Never(A(CallbackAttemptEnded)) << Never(A(calls.HangUpLeg))
    assert leg_of(book).rings
    assert book >> CustomerAnswers() << A(SegmentStarted, agent_id=CLEO)


def test_the_customer_s_line_is_heard() -> None:
    book = own_call() >> CustomersLineSpeaks() >> TakesOver() >> Dies()
    _only_hears(book, customer(book).leg_id)
    assert book >> IsBack() << Never(A(CallbackAttemptEnded)) << Never(A(calls.StartRinging))
    assert together(book) == {customer(book).leg_id, leg_of(book).leg_id}


def test_a_message_that_is_being_recorded_yet_keeps_nobody_apart() -> None:
    book = leaving_a_message() >> TakesOver() >> Dies()
    [left] = [event.fact for event in book.log if isinstance(event.fact, VoicemailLeft)]
    caller_of(book).voicemail_id, caller_of(book).bridge_id = left.recording_id, None
    leg_of(book).bridge_id = None
    assert book >> IsBack() << A(calls.StopVoicemail, recording_id=left.recording_id)
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}


# --- a caller who was leaving a message


def test_who_gives_up_in_a_queue_then_has_given_up() -> None:
    book = leaving_a_message() >> Ready(ANNA) >> TakesOver() >> TO_SHOP << Rings(ANNA)
    assert book >> HangsUp() << Ended("abandoned_in_queue")


def test_who_comes_to_the_message_again_leaves_another() -> None:
    book = leaving_a_message() >> TakesOver() >> TO_MENU
    view = call_view(book.floor, book.interaction("caller"))
    assert view is not None
    assert view.state == "flow"
    assert book >> PromptEnds() >> Presses("2") >> PromptEnds() << A(calls.RecordVoicemail)
    assert book >> HangsUp() << A(VoicemailLeft) << Ended("voicemail")


# --- a caller who had asked to be called back


def test_who_was_to_be_called_back_is_as_every_caller() -> None:
    book = Playbook(as_agent(calls_back())) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
    book = book >> Dials("1001", shows=MINE) >> Passes(21) >> Presses("1") >> InOn()
    assert book >> Presses("1") << A(CallbackAsked)
    assert book >> TakesOver() << A(CallbackEnded, reason="served")
    book = book >> TO_MENU >> PromptEnds() >> Dies() >> IsBack()
    assert book << Never(A(InteractionEnded))
    assert book >> Presses("1") << A(QueueEntered, queue_id=SHOP)
    assert book >> HangsUp() << Ended("abandoned_in_queue")


# --- whom the flow had brought together with somebody outside


def test_somebody_outside_who_is_on_hold_makes_no_call_given_up() -> None:
    book = Playbook(as_agent(forwards())) >> Dials("1001") >> ANSWERS >> InOn() >> TakesOver()
    assert book >> SWAPS >> SWAPS >> HangsUp() << Ended("handled")


def test_a_queue_without_anybody_is_the_flow_s_beginning_again() -> None:
    book = Playbook(as_agent(forwards())) >> sets(ANNA, "not_ready") >> Dials("1001") >> ANSWERS >> InOn()
    assert book >> TakesOver() >> TO_SHOP << A(PartyLeft) << A(QueueEntered)
    assert book >> sets(ANNA, "offline") << A(PartyAsked, purpose="forward")


def test_an_owner_on_hold_decides_no_more() -> None:
    book = Playbook(as_agent(introduces(FIRST))) >> Dials("1001", shows="+48221234567") >> OWNER_ANSWERS
    book = book >> presses("1") >> InOn() >> TakesOver() >> SWAPS >> SWAPS
    for key in ("1", "2"):
        assert book >> presses(key) << Never(A(PartyResumed)) << Never(A(PartyLeft))
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert book >> Dies() >> IsBack() << Never(A(calls.PlayPrompts)) << Never(A(PartyLeft))


# --- by a page, though the agent has a desk phone


def _on_page() -> Playbook:
    """Cleo, who talks by a desk phone otherwise, has taken the call over by a page."""
    config = as_agent()
    cleo = replace(config.agents[CLEO], phone_kind="desk")
    book = with_agent(replace(config, agents={**config.agents, CLEO: cleo})) >> PhoneComes(CLEO)
    return book >> InOn() >> TakesOver()


def test_a_page_that_is_loaded_anew_ends_no_call() -> None:
    assert _on_page() >> PageGoes() << A(AgentLegLost, agent_id=CLEO) << Never(A(InteractionEnded))


def test_nor_does_one_that_went_while_the_brain_was_away() -> None:
    book = _on_page() >> Dies() >> Meanwhile(PageGoes()) >> IsBack()
    assert book << A(AgentLegLost, agent_id=CLEO) << Never(A(InteractionEnded))


# --- before its flow began


def test_a_caller_taken_before_the_flow_began_can_be_put_into_a_queue() -> None:
    book = Playbook(as_agent(reserve())) >> Ready(ANNA) >> Dials("1001") >> InOn() >> TakesOver()
    assert book >> TO_SHOP << Rings(ANNA)


def test_and_begins_the_flow_where_nobody_is_there() -> None:
    book = Playbook(as_agent(reserve())) >> sets(ANNA, "not_ready") >> Dials("1001") >> InOn() >> TakesOver()
    assert book >> TO_SHOP << A(QueueEntered)
    assert book >> sets(ANNA, "offline") << A(FlowStepped) << A(calls.PlayPrompts)


# --- on hold


def test_a_caller_on_hold_who_was_being_asked_hears_music_again() -> None:
    config = as_agent(guarded())
    book = (
        Playbook(config) >> Ready(ANNA) >> Ready(BEN) >> Dials("1001", shows="+48600100200") >> Answers(ANNA)
    )
    book = book >> calls_up() >> Answers(BEN) >> InOn()
    assert book >> Passes(LIMIT_S) << A(HoldLimitPassed) << Says("callback-offer")
    assert book >> TakesOver() << A(calls.StopPlayback)
    assert caller_of(book).music
    assert book >> Passes(LIMIT_S) << Says("callback-offer")
