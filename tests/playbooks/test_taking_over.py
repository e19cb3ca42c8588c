"""A call is taken over while others are in it or rung for it, while its customer is being rung, and while its caller leaves a message."""

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.listening import CallTakenOver
from ringwell.calls.messages import HoldStarted, InteractionEnded, SegmentEnded, SegmentStarted, VoicemailLeft
from ringwell.calls.owner_messages import OwnerEnded
from ringwell.calls.party_messages import PartyAsked, PartyJoined, PartyLeft
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.render import call_view
from ringwell.kernel.events import Actor
from ringwell.outbound.messages import CallbackAsked, CallbackAttemptEnded, CallbackDialled
from tests.playbooks.calling_back import CustomerAnswers, CustomerIs, CustomersLineSpeaks, customer
from tests.playbooks.calling_back import config as calls_back
from tests.playbooks.handing_on import JOINS_ALL, Does, calls_up, hears
from tests.playbooks.outside import HOME, TRUNK, CallsOut, Outside, OutsideSpeaks, outside_leg
from tests.playbooks.overseeing import BOSS, PHONE, InOn, PageGoes, TakesOver, as_agent, leg_of
from tests.playbooks.owners import INTRODUCES, OwnerAnswers, owner
from tests.playbooks.owners import config as has_owners
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    Holds,
    IsBack,
    Joins,
    Meanwhile,
    Never,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Resumes,
    Rings,
    Told,
)
from tests.playbooks.test_own_calls import CALL, CONTACT, Places
from tests.playbooks.test_voice_messages import NUMBER, OFFERED
from tests.support.fake_switch import BUSY, FakeLeg
from tests.support.world import ANNA, BEN, CLEO, CONFIG

OUT = as_agent(replace(CONFIG, trunks={TRUNK.trunk_id: TRUNK}))


def with_agent(config: WorkspaceConfig = OUT) -> Playbook:
    return Playbook(config) >> Ready(ANNA) >> Ready(BEN) >> Dials("1001") >> Answers(ANNA)


def consulting() -> Playbook:
    """Anna talks to Ben; the caller hears music, and the supervisor listens."""
    return with_agent() >> calls_up() >> Answers(BEN) >> InOn()


def together(book: Playbook) -> set[str]:
    """Who is in the supervisor's bridge."""
    bridge_id = leg_of(book).bridge_id
    assert bridge_id is not None
    return {leg_id for leg_id, leg in book.switch.legs.items() if leg.bridge_id == bridge_id}


def caller_of(book: Playbook) -> FakeLeg:
    return book.switch.legs[book.leg("caller")]


def _state(book: Playbook, interaction_id: str | None = None) -> str:
    view = call_view(book.floor, interaction_id or book.interaction("caller"))
    assert view is not None
    return view.state


# --- others are in the call


def test_the_supervisor_takes_the_agent_s_place_in_a_conference() -> None:
    book = consulting() >> JOINS_ALL
    bridge_id = caller_of(book).bridge_id
    assert (
        book
        >> TakesOver()
        << A(SegmentEnded, agent_id=ANNA)
        << A(CallTakenOver, agent_id=CLEO, from_agent_id=ANNA, taken_from="agent")
        << Told(ANNA, "call_taken_over")
        << A(WrapUpStarted, agent_id=ANNA)
        << A(SegmentStarted, agent_id=CLEO, bridge_id=bridge_id)
        << A(calls.StartRecording, leg_id=leg_of(book).leg_id)
        << A(calls.JoinLegs, bridge_id=bridge_id, leg_ids=(leg_of(book).leg_id,))
        << A(calls.PartLeg, bridge_id=bridge_id)
        << A(calls.HangUpLeg)
        << Never(A(PartyLeft))
        << Never(A(calls.EndBridge))
    )
    assert together(book) == {book.leg("caller"), book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}
    assert book.floor.agents[BEN].activity == "talking"
    assert book >> Does(ask.CompleteTransfer, agent_id=CLEO) << A(SegmentStarted, agent_id=BEN)
    assert hears(book, "caller", BEN)


def test_who_has_joined_a_conference_takes_it_over() -> None:
    book = with_agent() >> CallsOut() >> Outside() >> JOINS_ALL >> InOn("join") >> TakesOver()
    assert together(book) == {book.leg("caller"), outside_leg(book).leg_id, leg_of(book).leg_id}
    assert book >> AgentHangsUp(CLEO) << Ended("handled")
    assert book.switch.legs == {}


def test_in_a_consultation_the_caller_stays_on_hold() -> None:
    book = consulting()
    assert (
        book
        >> TakesOver()
        << A(SegmentEnded, agent_id=ANNA)
        << A(SegmentStarted, agent_id=CLEO)
        << A(HoldStarted, agent_id=CLEO)
        << Never(A(calls.StopMusic, leg_id=book.leg("caller")))
    )
    assert together(book) == {book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}
    assert caller_of(book).music
    assert (book.floor.agents[CLEO].activity, book.floor.agents[BEN].activity) == ("consulting", "consulting")
    assert book >> Resumes(CLEO)
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert book.switch.leg_of(BEN).music
    assert book >> HangsUp() << Ended("handled")
    assert book.switch.legs == {}


def test_who_is_rung_for_a_consultation_rings_on_and_is_heard() -> None:
    book = with_agent() >> calls_up() >> InOn() >> TakesOver()
    assert leg_of(book).rings
    assert caller_of(book).music
    leg_of(
        book
    ).rings = False  # at the switch a tone in the bridge: nobody has to stop it before somebody joins
    assert book >> Answers(BEN) << A(PartyJoined) << A(calls.StopRinging, leg_id=leg_of(book).leg_id)
    assert together(book) == {book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}


def test_what_a_line_says_before_it_answers_is_heard_on() -> None:
    book = with_agent() >> CallsOut() >> OutsideSpeaks() >> InOn()
    assert book >> TakesOver() << Never(A(calls.StartRinging))
    assert together(book) == {outside_leg(book).leg_id, leg_of(book).leg_id}
    assert book >> Outside() >> Does(ask.JoinAll, agent_id=CLEO)
    assert together(book) == {outside_leg(book).leg_id, book.leg("caller"), leg_of(book).leg_id}


def test_who_hears_music_meanwhile_still_does() -> None:
    book = consulting() >> Does(ask.SwapParties) >> TakesOver()
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert book.switch.leg_of(BEN).music
    assert book >> Does(ask.SwapParties, agent_id=CLEO)
    assert together(book) == {book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}


def test_a_caller_who_is_on_hold_while_nobody_is_talked_to_comes_back() -> None:
    book = consulting() >> Does(ask.SwapParties) >> Holds(ANNA) >> TakesOver()
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert book.switch.leg_of(BEN).music


def test_a_conference_whose_agent_is_lost() -> None:
    book = consulting() >> JOINS_ALL >> BrowserLegEnds(ANNA) >> TakesOver()
    assert together(book) == {book.leg("caller"), book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}
    assert not caller_of(book).music


def test_a_consultation_whose_agent_is_lost() -> None:
    book = consulting() >> BrowserLegEnds(ANNA) >> TakesOver()
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert book.switch.leg_of(BEN).music


def test_a_taken_consultation_survives_the_brain() -> None:
    book = consulting() >> TakesOver() >> Dies()
    assert book >> IsBack() << Never(A(SegmentEnded)) << Never(A(PartyLeft))
    assert together(book) == {book.switch.leg_of(BEN).leg_id, leg_of(book).leg_id}
    assert _state(book) == "hold"


def test_the_owner_who_is_sought_is_spoken_to_by_who_has_taken_over() -> None:
    config = as_agent(has_owners(owner(1), owner(2)))
    book = with_agent(config) >> INTRODUCES >> InOn()
    assert book >> TakesOver() << Never(A(OwnerEnded))
    assert leg_of(book).rings
    leg_of(book).rings = False
    assert book >> OwnerAnswers()
    said = ask.OwnerSaid(
        agent_id=CLEO, interaction_id=book.interaction("caller"), outcome="answered", note_id="nte_1"
    )
    book.send(said)
    book.settle()
    assert book.refusal is None
    assert [e.fact.outcome for e in book.log if isinstance(e.fact, OwnerEnded)] == ["answered"]
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}


def test_the_next_owner_is_rung_for_who_has_taken_over() -> None:
    config = as_agent(has_owners(owner(1), owner(2)))
    book = with_agent(config) >> INTRODUCES >> InOn() >> TakesOver()
    assert book >> OwnerAnswers(machine=True) << A(PartyAsked, agent_id=CLEO)


def test_somebody_outside_stays_with_caller_and_supervisor() -> None:
    book = with_agent() >> CallsOut() >> Outside() >> Does(ask.CompleteTransfer) >> InOn()
    assert book >> TakesOver() << A(CallTakenOver, taken_from="outside") << A(SegmentStarted, agent_id=CLEO)
    assert together(book) == {outside_leg(book).leg_id, book.leg("caller"), leg_of(book).leg_id}
    assert book >> Dies() >> IsBack() << Never(A(SegmentEnded))
    assert book >> Outside(hangs_up=True) << A(PartyLeft, result="left") << Never(A(InteractionEnded))
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}


@pytest.mark.parametrize("fields", [{"number": HOME}, {"to_agent_id": BEN}])
def test_a_caller_who_is_let_go_to_who_still_rings(fields: dict[str, object]) -> None:
    book = with_agent() >> InOn() >> Does(ask.Transfer, fields=fields)
    assert (
        book
        >> TakesOver()
        << A(CallTakenOver, taken_from="transfer")
        << A(PartyLeft, result="removed")
        << A(SegmentStarted, agent_id=CLEO)
        << Joins()
    )
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id} == set(book.switch.legs)
    assert not caller_of(book).music
    assert book.floor.agents[BEN].activity == "idle"


# --- the customer is being rung


def own_call() -> Playbook:
    """Anna calls somebody on her own account, and the supervisor listens."""
    book = Playbook(as_agent(calls_back())) >> Ready(ANNA) >> Places() >> Answers(ANNA)
    book.switch.registered.add(PHONE)
    book.send(ask.Listen(interaction_id=CALL), Actor(kind="user", id=BOSS))
    book.switch.answer(leg_of(book).leg_id)
    book.settle()
    return book


def test_the_customer_rings_on_for_who_has_taken_over() -> None:
    book = own_call()
    rung, anna = customer(book).leg_id, book.switch.leg_of(ANNA).leg_id
    view = call_view(book.floor, CALL)
    assert view is not None
    assert view.ways == ("listen", "whisper", "take_over")
    assert (
        book
        >> TakesOver()
        << A(CallTakenOver, from_agent_id=ANNA, taken_from="dial")
        << A(CallbackDialled, agent_id=CLEO, leg_id=rung, taken_over=True)
        << Never(A(CallbackAttemptEnded))
        << Never(A(calls.RingCustomer))
        << Never(A(WrapUpStarted))
    )
    assert anna not in book.switch.legs
    assert leg_of(book).rings
    assert (book.floor.agents[ANNA].activity, book.floor.agents[CLEO].activity) == ("idle", "talking")
    assert book.floor.today.dialled_to[CONTACT] == 1
    assert book >> CustomerAnswers() << A(SegmentStarted, agent_id=CLEO)
    assert together(book) == {rung, leg_of(book).leg_id}
    assert leg_of(book).recorded is not None
    assert book >> PageGoes() << A(calls.AgentLegLost, agent_id=CLEO)


def test_what_the_customer_s_line_says_is_heard_on() -> None:
    book = own_call() >> CustomersLineSpeaks()
    assert book >> TakesOver() << Never(A(calls.StartRinging))
    assert together(book) == {customer(book).leg_id, leg_of(book).leg_id}
    assert book >> CustomerAnswers() << A(SegmentStarted, agent_id=CLEO)


def test_so_it_is_after_the_brain_died() -> None:
    book = own_call() >> CustomersLineSpeaks() >> Dies() >> IsBack()
    assert book >> TakesOver() << Never(A(calls.StartRinging))
    assert together(book) == {customer(book).leg_id, leg_of(book).leg_id}
    assert book >> Dies() >> Meanwhile(CustomerAnswers()) >> IsBack() << A(SegmentStarted, agent_id=CLEO)


def test_a_customer_who_is_not_reached_by_who_has_taken_over() -> None:
    book = own_call() >> TakesOver()
    assert book >> CustomerIs(BUSY) << A(CallbackAttemptEnded, result="busy") << Ended("not_reached")
    assert book.switch.legs == {}
    assert book.floor.agents[CLEO].activity == "idle"


def test_who_has_taken_over_hangs_up_while_it_rings() -> None:
    book = own_call() >> TakesOver()
    book.send(ask.HangUp(agent_id=CLEO, interaction_id=CALL))
    book.settle()
    assert [e.fact.result for e in book.log if isinstance(e.fact, CallbackAttemptEnded)] == ["agent_gone"]
    assert book.switch.legs == {}


# --- the caller leaves a message


def leaving_a_message(config: WorkspaceConfig = CONFIG, shows: str = "") -> Playbook:
    book = Playbook(as_agent(config)) >> Dials("1000", shows=shows) >> PromptEnds() >> Presses("2")
    book = book >> PromptEnds() >> InOn() >> Passes(3)
    assert _state(book) == "voicemail"
    return book


def test_what_there_is_of_a_message_is_kept() -> None:
    book = leaving_a_message()
    assert (
        book
        >> TakesOver()
        << A(CallTakenOver, from_agent_id=None, taken_from="message")
        << A(VoicemailLeft, duration_ms=3000)
        << A(SegmentStarted, agent_id=CLEO)
        << A(calls.StopVoicemail)
        << Joins()
    )
    assert len([e for e in book.log if isinstance(e.fact, VoicemailLeft)]) == 1
    assert together(book) == {book.leg("caller"), leg_of(book).leg_id}
    assert _state(book) == "talking"
    assert book >> Passes(60) << Never(A(calls.PlayPrompts))
    assert book >> HangsUp() << Ended("handled", ended_by="caller")


def test_it_is_work_where_messages_are() -> None:
    book = leaving_a_message(OFFERED, NUMBER) >> Ready(ANNA)
    assert book >> TakesOver() << A(VoicemailLeft) << A(CallbackAsked) << Rings(ANNA)


def test_a_caller_taken_out_of_a_message_survives_the_brain() -> None:
    book = leaving_a_message() >> TakesOver() >> Dies()
    assert (
        book >> IsBack() << Never(A(SegmentEnded)) << Never(A(VoicemailLeft)) << Never(A(calls.PlayPrompts))
    )
    assert book >> AgentHangsUp(CLEO) << Ended("handled", ended_by="agent")
    assert book.switch.legs == {}
