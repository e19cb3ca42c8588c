"""Supervisors in on calls that no agent has: in a flow, waiting, parked, with somebody outside; followed wherever they go, and taken over."""

from typing import Literal

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.listening import CallTakenOver, ListeningChanged, ListeningEnded, ListeningStarted
from ringwell.calls.messages import SegmentEnded, SegmentStarted
from ringwell.journeys import commands as ask
from ringwell.journeys import render
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.views import CallView
from ringwell.kernel.events import SYSTEM, Actor
from tests.playbooks.calling_back import CustomerAnswers, CustomersLineSpeaks
from tests.playbooks.calling_back import config as calls_back
from tests.playbooks.handing_on import Does, calls_up
from tests.playbooks.outside import HOME, TRUNK, CallsOut, Outside, outside_leg
from tests.playbooks.overseeing import BOSS, PHONE, InOn, PageGoes, TakesOver, as_agent, leg_of, overheard
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    IsBack,
    Joins,
    Meanwhile,
    Never,
    NewConfiguration,
    PageReady,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Refused,
    Rings,
    Visit,
)
from tests.playbooks.test_announcements import announcement
from tests.playbooks.test_own_calls import CALL, Places
from tests.support.world import ANNA, BEN, CLEO, CONFIG, SHOP

OUT = replace(CONFIG, trunks={TRUNK.trunk_id: TRUNK})


def _view(book: Playbook) -> CallView:
    view = render.call_view(book.floor, book.interaction("caller"))
    assert view is not None
    return view


def _in_flow(config: WorkspaceConfig = CONFIG) -> Playbook:
    return Playbook(config) >> Ready(ANNA) >> Ready(BEN) >> Dials("1000")


def _with_agent(config: WorkspaceConfig = OUT) -> Playbook:
    return Playbook(config) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)


def _outside(config: WorkspaceConfig = OUT) -> Playbook:
    """Anna has brought the caller to somebody outside, and left."""
    return _with_agent(config) >> CallsOut() >> Outside() >> Does(ask.CompleteTransfer)


def test_a_caller_in_a_flow_is_heard_then_the_queue_then_the_agent() -> None:
    book = _in_flow()
    assert book >> InOn() << A(ListeningStarted, user_id=BOSS, mode="listen")
    caller = book.leg("caller")
    assert overheard(book) == caller
    assert book >> PromptEnds() >> Presses("1") << Rings(ANNA)
    assert book >> Passes(1) << Never(A(calls.Overhear))
    assert book >> Answers(ANNA) << A(SegmentStarted) << A(calls.Overhear, whisper=False)
    assert overheard(book) == book.switch.leg_of(ANNA).leg_id
    assert book >> HangsUp() << A(ListeningEnded, ended_by="call")
    assert book.switch.legs == {}


def test_the_board_tells_where_in_its_flow_a_caller_is_and_what_can_be_done() -> None:
    book = _in_flow()
    view = _view(book)
    assert (view.flow_name, view.step, view.step_type) == ("flw_menu", "hello", "say")
    assert view.ways == ("listen", "take_over")
    assert book >> PromptEnds() >> Presses("1") >> Answers(ANNA)
    view = _view(book)
    assert (view.flow_name, view.step) == (None, None)
    assert view.ways == ("listen", "whisper", "join", "take_over")


def test_where_nobody_talks_one_can_neither_whisper_nor_join() -> None:
    book = _in_flow()
    assert book >> InOn("whisper") << Refused("listening.no_agent")
    assert book >> InOn("join") << Refused("listening.nobody_talks")
    assert book.floor.listening == {}
    assert book >> InOn() >> InOn("whisper") << Refused("listening.no_agent")
    assert [each.mode for each in book.floor.listening.values()] == ["listen"]


def test_a_caller_who_waits_and_one_who_is_parked() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Passes(2) >> InOn()
    assert overheard(book) == book.leg("caller")
    assert book >> Answers(ANNA) >> Does(ask.Park)
    assert overheard(book) == book.leg("caller")
    assert _view(book).parked_at == 1
    assert book.switch.legs[book.leg("caller")].music


@pytest.mark.parametrize("mode", ["whisper", "join"])
def test_whoever_comes_next_is_not_spoken_to_unasked(mode: Literal["whisper", "join"]) -> None:
    book = _with_agent() >> InOn(mode)
    assert book >> Does(ask.Transfer, fields={"queue_id": SHOP}) << A(ListeningChanged, mode="listen")
    event = next(each for each in reversed(book.log) if isinstance(each.fact, ListeningChanged))
    assert event.actor == SYSTEM
    assert overheard(book) == book.leg("caller")
    assert leg_of(book).bridge_id is None
    assert book >> Ready(BEN) >> Answers(BEN) << A(calls.Overhear, whisper=False)
    assert overheard(book) == book.switch.leg_of(BEN).leg_id


def test_nor_is_a_colleague_to_whom_the_agent_hands_the_call_on() -> None:
    book = _with_agent() >> Ready(BEN) >> InOn("whisper") >> calls_up() >> Answers(BEN)
    assert (
        book
        >> Does(ask.CompleteTransfer)
        << A(SegmentStarted, agent_id=BEN)
        << A(ListeningChanged, mode="listen")
        << Never(A(calls.Overhear, whisper=True))
    )
    assert overheard(book) == book.switch.leg_of(BEN).leg_id
    assert book >> InOn("whisper") << A(calls.Overhear, whisper=True)


def test_who_is_back_after_a_lost_browser_is_whispered_to_as_before() -> None:
    book = _with_agent() >> InOn("whisper") >> BrowserLegEnds(ANNA)
    assert book >> PageReady(ANNA, "p2") >> Answers(ANNA) << A(calls.Overhear, whisper=True)
    assert [each.mode for each in book.floor.listening.values()] == ["whisper"]


def test_a_joined_supervisor_is_out_of_a_bridge_before_it_is_ended() -> None:
    book = _with_agent() >> InOn("join")
    bridge = leg_of(book).bridge_id
    assert book >> Does(ask.Park)
    turn = [each for each in book.switch.commands if getattr(each, "bridge_id", None) == bridge]
    parts = [isinstance(each, calls.PartLeg) and each.leg_id == leg_of(book).leg_id for each in turn]
    ends = [isinstance(each, calls.EndBridge) for each in turn]
    assert parts.index(True) < ends.index(True)


def test_with_somebody_outside_after_the_agent_has_left() -> None:
    book = _outside()
    assert _view(book).ways == ("listen", "join", "take_over")
    assert book >> InOn("whisper") << Refused("listening.no_agent")
    assert book >> InOn()
    assert overheard(book) == book.leg("caller")
    bridge = book.switch.legs[book.leg("caller")].bridge_id
    assert book >> InOn("join") << A(calls.StopOverhearing) << A(calls.JoinLegs, bridge_id=bridge)
    assert leg_of(book).bridge_id == outside_leg(book).bridge_id == bridge
    assert book >> Outside(hangs_up=True) << A(ListeningEnded, ended_by="call") << Ended("handled")
    assert book.switch.legs == {}


def test_who_has_joined_stays_while_the_agent_leaves_the_two() -> None:
    book = _with_agent() >> CallsOut() >> Outside() >> Does(ask.JoinAll) >> InOn("join")
    bridge = leg_of(book).bridge_id
    assert book >> Does(ask.CompleteTransfer) << Never(A(ListeningChanged))
    assert leg_of(book).bridge_id == bridge == book.switch.legs[book.leg("caller")].bridge_id


def test_a_blind_transfer_to_somebody_outside_is_followed() -> None:
    book = _with_agent() >> InOn() >> Does(ask.Transfer, fields={"number": HOME})
    assert overheard(book) == book.leg("caller")
    assert _view(book).ways == ("listen", "take_over")
    assert book >> Outside() << Joins()
    assert overheard(book) == book.leg("caller")
    assert _view(book).ways == ("listen", "join", "take_over")


def test_a_consultation_is_heard_at_the_agents_leg() -> None:
    book = _with_agent() >> Ready(BEN) >> InOn() >> calls_up() >> Answers(BEN)
    anna = book.switch.leg_of(ANNA)
    assert overheard(book) == anna.leg_id
    assert book.switch.leg_of(BEN).bridge_id == anna.bridge_id
    assert book >> InOn("whisper") << A(calls.Overhear, whisper=True, target_leg_id=anna.leg_id)


def test_nobody_listens_to_a_call_to_which_they_are_asked() -> None:
    book = _with_agent(as_agent()) >> Ready(CLEO) >> calls_up(CLEO)
    assert book >> InOn() << Refused("listening.own_call")


def test_who_gets_as_an_agent_what_they_listen_to_listens_no_more() -> None:
    book = Playbook(as_agent()) >> Ready(CLEO) >> Dials("1002") >> InOn()
    assert book >> Answers(CLEO) << A(SegmentStarted, agent_id=CLEO) << A(ListeningEnded)
    assert book.switch.supervisors(PHONE) is None
    assert book.floor.calls[book.interaction("caller")].stage == "talking"


def test_while_the_agents_browser_is_lost_the_customer_is_heard() -> None:
    book = _with_agent() >> InOn("whisper") >> BrowserLegEnds(ANNA) << Never(A(ListeningChanged))
    assert overheard(book) == book.leg("caller")
    assert _view(book).ways == ("listen", "take_over")
    assert book >> Passes(60) << A(ListeningChanged, mode="listen")
    assert overheard(book) == book.leg("caller")


def test_an_agents_own_call_is_heard_while_it_rings() -> None:
    book = Playbook(calls_back()) >> Ready(ANNA) >> Places() >> Answers(ANNA)
    agent = book.switch.leg_of(ANNA).leg_id
    book.switch.registered.add(PHONE)
    book.send(ask.Listen(interaction_id=CALL), Actor(kind="user", id=BOSS))
    book.switch.answer(leg_of(book).leg_id)
    book.settle()
    assert overheard(book) == agent
    assert book >> CustomersLineSpeaks() >> CustomerAnswers() << A(SegmentStarted) << Never(A(calls.Overhear))
    assert overheard(book) == agent


def test_the_caller_of_a_flow_is_still_heard_after_the_brain_died() -> None:
    book = _in_flow() >> InOn()
    assert book >> Dies() >> IsBack() << Never(A(ListeningEnded)) << Never(A(calls.Overhear))
    assert overheard(book) == book.leg("caller")
    assert book >> PromptEnds() >> Presses("1") >> Dies() >> IsBack() >> Answers(ANNA)
    assert overheard(book) == book.switch.leg_of(ANNA).leg_id


def test_the_agent_goes_while_the_brain_is_dead() -> None:
    book = _with_agent() >> InOn("join") >> Dies() >> Meanwhile(BrowserLegEnds(ANNA))
    assert book >> IsBack()
    assert overheard(book) == book.leg("caller")
    assert leg_of(book).bridge_id is None


def test_a_join_that_a_dying_brain_did_not_get_done() -> None:
    book = _with_agent() >> InOn()
    leg = leg_of(book)
    assert book >> InOn("join")
    leg.bridge_id, leg.overhears = (
        "its-own",
        calls.Overhear(leg_id=leg.leg_id, target_leg_id="x", whisper=False),
    )
    assert book >> Dies() >> IsBack() << A(calls.StopOverhearing) << A(calls.JoinLegs, leg_ids=(leg.leg_id,))


def test_a_caller_is_taken_out_of_its_flow() -> None:
    book = _in_flow(as_agent()) >> PromptEnds() >> InOn()
    leg = leg_of(book)
    assert (
        book
        >> TakesOver()
        << A(ListeningEnded, ended_by="taken_over")
        << A(CallTakenOver, agent_id=CLEO, from_agent_id=None, taken_from="flow")
        << A(SegmentStarted, agent_id=CLEO, agent_leg_id=leg.leg_id)
        << A(calls.StopPlayback)
        << A(calls.StartRecording, leg_id=leg.leg_id)
        << Joins()
    )
    caller = book.switch.legs[book.leg("caller")]
    assert (caller.playback_id, caller.music, caller.bridge_id) == (None, False, leg.bridge_id)
    assert book.floor.agents[CLEO].presence == "not_ready"
    assert book >> Passes(60) >> Presses("1") << Never(Rings(ANNA)) << Never(A(calls.PlayPrompts))
    assert book >> AgentHangsUp(CLEO) << Ended("handled", ended_by="agent")
    assert book.switch.legs == {}


def test_who_was_taken_out_of_a_flow_begins_it_again_where_the_agent_is_lost() -> None:
    book = _in_flow(as_agent()) >> PromptEnds() >> InOn() >> TakesOver()
    assert book >> PageGoes() >> Passes(60) << A(SegmentEnded, agent_id=CLEO)
    assert book << A(calls.FlowStepped, node="hello")


def test_who_was_taken_before_the_flow_began_begins_it_where_the_agent_is_lost() -> None:
    crisis = announcement("all")
    book = Playbook(replace(as_agent(), announcements=(crisis,))) >> Dials("1000") >> InOn() >> TakesOver()
    assert book >> PageGoes() >> Passes(60) << A(SegmentEnded, agent_id=CLEO)
    assert book << A(calls.FlowStepped, node="hello")


def test_who_was_taken_out_of_a_flow_goes_to_a_queue_by_hand() -> None:
    book = _in_flow(as_agent()) >> InOn() >> TakesOver()
    assert (
        book
        >> Does(ask.Transfer, agent_id=CLEO, fields={"queue_id": SHOP})
        << Rings(ANNA)
        << A(WrapUpStarted)
    )
    assert book >> Answers(ANNA) << A(SegmentStarted, agent_id=ANNA)


def test_a_caller_is_taken_out_of_a_queue_while_somebody_is_rung() -> None:
    book = Playbook(as_agent()) >> Ready(ANNA) >> Dials("1001") >> Passes(2) >> InOn()
    assert (
        book
        >> TakesOver()
        << A(CallTakenOver, taken_from="queue")
        << Visit("answered", agent_id=CLEO)
        << A(SegmentStarted, agent_id=CLEO)
        << Joins()
    )
    caller = book.switch.legs[book.leg("caller")]
    assert (caller.music, caller.bridge_id) == (False, leg_of(book).bridge_id)
    assert book.floor.agents[ANNA].activity == "idle"
    assert book >> HangsUp() << Ended("handled", ended_by="caller")


def test_a_parked_caller_is_taken() -> None:
    book = _with_agent(as_agent()) >> Does(ask.Park) >> InOn()
    assert book >> TakesOver() << A(CallTakenOver, taken_from="parked") << A(SegmentStarted, agent_id=CLEO)
    caller = book.switch.legs[book.leg("caller")]
    assert (caller.music, caller.bridge_id) == (False, leg_of(book).bridge_id)
    assert book >> Passes(200) << Never(A(SegmentEnded))


def test_a_call_whose_agent_is_lost_is_taken_over() -> None:
    book = _with_agent(as_agent()) >> InOn() >> BrowserLegEnds(ANNA) >> TakesOver()
    assert book << A(CallTakenOver, from_agent_id=ANNA, taken_from="agent") << A(WrapUpStarted, agent_id=ANNA)
    caller = book.switch.legs[book.leg("caller")]
    assert (caller.music, caller.bridge_id) == (False, leg_of(book).bridge_id)


def test_a_call_that_was_taken_out_of_its_flow_survives_the_brain() -> None:
    book = _in_flow(as_agent()) >> InOn() >> TakesOver() >> Dies()
    assert book >> IsBack() << Never(A(SegmentEnded)) << Never(A(calls.PlayPrompts))
    assert book >> HangsUp() << A(SegmentEnded, agent_id=CLEO)


def test_who_may_not_oversee_any_more_hears_no_flow_either() -> None:
    book = _in_flow() >> InOn() >> NewConfiguration(replace(CONFIG, overseers=frozenset()))
    assert book << A(ListeningEnded, ended_by="dismissed")
