"""Caller and agent together: hold, hang-up, a browser that vanishes and comes back, after-call work."""

import pytest

from ringwell.agents.messages import DispositionSet, WrapUpEnded, WrapUpExtended, WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import AgentLegLost, AgentLegRestored, HoldEnded, HoldStarted, SegmentEnded
from ringwell.journeys.commands import HangUp, PhoneReady
from ringwell.journeys.render import call_view
from ringwell.routing.messages import QueueEntered
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    Asks,
    BrowserLegEnds,
    Dials,
    Ended,
    Extends,
    Finishes,
    HangsUp,
    HangUpOf,
    Holds,
    Joins,
    Music,
    Never,
    Offer,
    PageOpens,
    PageReady,
    Passes,
    PhoneComes,
    PhoneGoes,
    Playbook,
    PromptEnds,
    Ready,
    Refused,
    Resumes,
    Rings,
    Silence,
    State,
    StopsRinging,
    SwitchRefuses,
    Tells,
    Told,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN


@pytest.fixture
def talking() -> Playbook:
    """Anna talks to a caller; her page is p1."""
    return Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


@pytest.fixture
def wrapping_up(talking: Playbook) -> Playbook:
    return talking >> AgentHangsUp(ANNA)


# --- hang-up and hold


def test_the_agent_hangs_up(talking: Playbook) -> None:
    assert (
        talking >> AgentHangsUp(ANNA) << A(SegmentEnded, talk_ms=10_000, ended_by="agent") << Ended("handled")
    )
    assert talking.switch.legs == {}


def test_the_caller_hangs_up(talking: Playbook) -> None:
    assert (
        talking >> HangsUp() << A(SegmentEnded, ended_by="caller") << Ended("handled") << StopsRinging(ANNA)
    )
    assert talking.switch.legs == {}


def test_both_hang_up_at_once_the_caller_first(talking: Playbook) -> None:
    assert talking >> HangsUp() >> AgentHangsUp(ANNA) << Never(Refused("call.not_talking"))
    assert talking.floor.agents[ANNA].wrap_up


def test_both_hang_up_at_once_and_no_after_call_work_follows() -> None:
    book = Playbook() >> Ready(BEN) >> Dials("1002") >> Answers(BEN)
    asked = Asks(HangUp(agent_id=BEN, interaction_id=book.interaction("caller")))
    assert book >> HangsUp() << Ended("handled", ended_by="caller")
    assert book >> asked << Never(Refused("call.not_talking"))


def test_both_hang_up_at_once_the_agent_first(talking: Playbook) -> None:
    ended = calls.LegEnded(at=talking.now, leg_id=talking.leg("caller"), cause=16)
    assert talking >> AgentHangsUp(ANNA) << Ended("handled", ended_by="agent")
    assert talking >> Tells(ended) << Never(Ended("handled"))


def test_the_browsers_end_and_the_callers_cross(talking: Playbook) -> None:
    assert talking >> BrowserLegEnds(ANNA) >> HangsUp() << A(SegmentEnded, talk_ms=10_000) << Ended("handled")
    assert talking >> Passes(30) << Never(A(QueueEntered))


def test_only_ones_own_call_can_be_hung_up(talking: Playbook) -> None:
    assert talking >> AgentHangsUp(BEN) << Refused("call.not_talking")
    assert talking >> Holds(BEN) << Refused("call.not_talking")
    assert talking >> Resumes(BEN) << Refused("call.not_talking")


def test_hold_and_back(talking: Playbook) -> None:
    assert (
        talking
        >> Holds(ANNA)
        << A(HoldStarted)
        << State(ANNA, "ready", "hold")
        << A(calls.PartLeg)
        << Music()
    )
    assert talking >> Holds(ANNA) << Never(A(HoldStarted))
    assert talking >> Passes(7) >> Resumes(ANNA) << A(HoldEnded, hold_ms=7000) << Silence() << Joins()
    assert talking >> Resumes(ANNA) << Never(A(HoldEnded))
    assert talking >> Passes(3) >> HangsUp() << A(SegmentEnded, talk_ms=13_000, hold_ms=7000)


def test_the_caller_hangs_up_while_on_hold(talking: Playbook) -> None:
    assert talking >> Holds(ANNA) >> Passes(5) >> HangsUp() << A(HoldEnded, hold_ms=5000)
    assert talking << A(SegmentEnded, talk_ms=10_000, hold_ms=5000) << Ended("handled")


def test_an_agent_in_a_call_cannot_sign_out(talking: Playbook) -> None:
    assert talking >> sets(ANNA, "offline") << Refused("agent.in_call")


def test_not_ready_during_a_call_counts_afterwards(talking: Playbook) -> None:
    assert talking >> sets(ANNA, "not_ready", "rsn_lunch") << State(ANNA, "not_ready", "talking")
    assert (
        talking >> Dials("1001", "second") >> HangsUp() >> Finishes(ANNA) << State(ANNA, "not_ready", "idle")
    )
    assert talking >> Passes(5) << Never(Rings(ANNA))


def test_the_switch_cannot_join_them() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> SwitchRefuses("JoinLegs")
    assert book >> Answers(ANNA) << Never(A(SegmentEnded))
    assert book >> Passes(0.5) << A(SegmentEnded, ended_by="switch") << A(QueueEntered, priority=11)
    assert book << StopsRinging(ANNA) << Music() << Never(Rings(ANNA))
    assert book >> Passes(5) << Rings(ANNA)


def test_a_caller_who_hangs_up_as_the_agent_answers_has_been_handled() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> SwitchRefuses("JoinLegs") >> Answers(ANNA)
    assert (
        book
        >> HangsUp()
        << A(SegmentEnded, ended_by="caller")
        << Ended("handled")
        << Never(Visit("abandoned"))
    )
    assert book << State(ANNA, "ready", "wrapping_up")
    assert book >> Passes(1) << Never(A(QueueEntered))


def test_an_agent_who_goes_as_the_two_are_joined_has_lost_the_call() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> SwitchRefuses("JoinLegs") >> Answers(ANNA)
    assert book >> BrowserLegEnds(ANNA) << A(AgentLegLost)
    assert book >> Passes(1) << Never(A(QueueEntered))


def test_a_leg_that_goes_before_it_is_joined_ends_by_itself() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> SwitchRefuses("JoinLegs", gone=True)
    assert book >> Answers(ANNA) << Never(A(QueueEntered))
    assert book >> BrowserLegEnds(ANNA) << A(AgentLegLost)


def test_the_switch_cannot_join_them_again_after_hold(talking: Playbook) -> None:
    talking = talking >> Holds(ANNA) >> SwitchRefuses("JoinLegs")
    assert (
        talking >> Resumes(ANNA) >> Passes(0.5) << A(SegmentEnded) << A(QueueEntered, priority=11) << Music()
    )


def test_a_hold_that_the_switch_refuses_is_taken_back_and_said(talking: Playbook) -> None:
    talking.switch.strict = False  # the music that was asked for with it comes while the two are joined
    talking = talking >> SwitchRefuses("PartLeg") >> Holds(ANNA)
    assert talking << A(HoldStarted) << A(HoldEnded) << State(ANNA, "ready", "talking") << Silence()
    assert talking << Told(ANNA, "hold_failed")
    assert talking.switch.legs[talking.leg("caller")].bridge_id is not None


def test_commands_that_fail_on_a_leg_that_is_gone_change_nothing(talking: Playbook) -> None:
    for command in ("PartLeg", "StartMusic"):
        talking = talking >> SwitchRefuses(command, gone=True)
    assert talking >> Holds(ANNA) << State(ANNA, "ready", "hold")
    assert talking >> HangsUp() << Ended("handled")


# --- the browser vanishes


def test_a_page_that_is_reloaded_gets_its_call_back(talking: Playbook) -> None:
    assert (
        talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA) << A(AgentLegLost) << Music() << Never(Rings(ANNA))
    )
    assert talking >> Passes(2) >> PageOpens(ANNA, "p2") << Told(ANNA, "phone_taken_over")
    assert (
        talking >> PageReady(ANNA, "p2") << Rings(ANNA, auto_answer=True, offer_id="") << Never(Rings(ANNA))
    )
    assert talking >> Answers(ANNA) << A(AgentLegRestored, away_ms=2000) << Silence() << Joins()
    assert talking << Told(ANNA, "call_restored")
    assert talking >> Passes(60) >> HangsUp() << A(SegmentEnded, talk_ms=60_000) << Ended("handled")


def test_the_lost_page_may_still_seem_registered(talking: Playbook) -> None:
    """Its phone is rung at once, in vain; the new page is rung when it is there, and once."""
    assert talking >> BrowserLegEnds(ANNA) << A(AgentLegLost) << Rings(ANNA, auto_answer=True)
    assert talking >> PageOpens(ANNA, "p2") << StopsRinging(ANNA)
    assert talking >> PageReady(ANNA, "p2") << Rings(ANNA)
    assert talking >> PageReady(ANNA, "p2") << Never(Rings(ANNA)) << Never(StopsRinging(ANNA))
    assert talking >> Answers(ANNA) << A(AgentLegRestored)


def test_only_a_registration_tells_that_the_browser_is_back(talking: Playbook) -> None:
    assert talking >> BrowserLegEnds(ANNA) << Rings(ANNA)
    assert talking >> PhoneGoes(ANNA) << StopsRinging(ANNA)
    assert talking >> PhoneComes(ANNA) << Rings(ANNA)
    assert talking >> Answers(ANNA) << A(AgentLegRestored)


def test_the_same_page_registers_anew_and_is_rung_instead_of_what_it_was(talking: Playbook) -> None:
    """The network changed: what rings, rings the old connection."""
    assert talking >> BrowserLegEnds(ANNA) << Rings(ANNA)
    assert talking >> PageReady(ANNA, "p1") << StopsRinging(ANNA) << Rings(ANNA)
    assert talking >> PageReady(ANNA, "p1") << Never(StopsRinging(ANNA))
    assert talking >> Answers(ANNA) << A(AgentLegRestored)


def test_a_second_page_takes_the_call_over(talking: Playbook) -> None:
    assert talking >> PageOpens(ANNA, "p2") << A(AgentLegLost) << StopsRinging(ANNA) << Music()
    assert talking << Told(ANNA, "phone_taken_over")
    assert talking >> PageReady(ANNA, "p2") << Rings(ANNA) >> Answers(ANNA) << Joins()
    assert talking >> Asks(PhoneReady(agent_id=ANNA, phone_session_id="p1")) << Refused("phone.taken_over")


def test_a_second_page_takes_a_held_call_over(talking: Playbook) -> None:
    assert talking >> Holds(ANNA) >> Passes(4) >> PageOpens(ANNA, "p2") << A(HoldEnded, hold_ms=4000)
    assert talking << A(AgentLegLost) << State(ANNA, "ready", "talking")
    assert talking >> PageReady(ANNA, "p2") >> Answers(ANNA) << A(SegmentEnded, talk_ms=10_000, hold_ms=4000)
    assert talking << Joins()


def test_a_second_page_takes_an_offer_over() -> None:
    book = Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001")
    assert book >> PageOpens(ANNA, "p2") << Offer("withdrawn", misses=0) << StopsRinging(ANNA)
    assert book >> PageReady(ANNA, "p2") << Rings(ANNA)


def test_the_same_page_told_of_again_changes_nothing(talking: Playbook) -> None:
    assert talking >> PageOpens(ANNA, "p1") << Never(A(AgentLegLost)) << Never(Told(ANNA, "phone_taken_over"))


def test_an_agent_who_does_not_come_back_in_time(talking: Playbook) -> None:
    talking = talking >> Dials("1001", "second") >> Passes(100) >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA)
    assert talking >> Passes(20) << A(SegmentEnded, talk_ms=110_000)
    assert talking << State(ANNA, "ready", "idle") << A(QueueEntered, priority=11, place=1) << Music()
    assert talking >> Ready(BEN) << Rings(BEN, interaction_id=talking.interaction("caller"))
    assert talking >> Answers(BEN) << Visit("answered", waited_ms=0)
    assert talking >> Passes(20) << State(ANNA, "not_ready", "idle", reason="phone_lost")


def test_the_one_who_comes_back_too_late_may_take_the_caller(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA) >> Passes(21)
    assert talking >> PhoneComes(ANNA) << Never(Rings(ANNA))
    assert talking >> Passes(5) << Rings(ANNA)


def test_the_caller_hangs_up_while_the_browser_is_lost(talking: Playbook) -> None:
    talking = talking >> BrowserLegEnds(ANNA) >> Passes(3)
    assert talking >> HangsUp() << A(SegmentEnded, talk_ms=10_000) << Ended("handled") << A(WrapUpStarted)
    assert talking.switch.legs == {}


def test_the_agent_hangs_up_while_the_browser_is_lost(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA)
    assert talking >> AgentHangsUp(ANNA) << Ended("handled", ended_by="agent") << HangUpOf()


def test_a_lost_call_is_neither_held_nor_signed_out_of(talking: Playbook) -> None:
    talking = talking >> BrowserLegEnds(ANNA)
    assert talking >> Holds(ANNA) << Refused("call.not_talking")
    assert talking >> Resumes(ANNA) << Refused("call.not_talking")
    assert talking >> sets(ANNA, "offline") << Refused("agent.in_call")


def test_a_page_that_cannot_be_rung_waits_for_the_next_registration(talking: Playbook) -> None:
    talking = talking >> SwitchRefuses("RingAgent")
    assert talking >> BrowserLegEnds(ANNA) << A(AgentLegLost)
    assert talking.floor.restoring == {}
    assert talking >> PageReady(ANNA, "p1") << Rings(ANNA) >> Answers(ANNA) << A(AgentLegRestored)


def test_the_browser_is_lost_twice(talking: Playbook) -> None:
    for _ in range(2):
        assert talking >> BrowserLegEnds(ANNA) >> PageReady(ANNA, "p1") >> Answers(ANNA) << Joins()
    assert talking.floor.calls[talking.interaction("caller")].segments == 3


def test_a_restored_call_is_handled_once_and_its_talk_timer_goes_on(talking: Playbook) -> None:
    interaction_id = talking.interaction("caller")
    before = call_view(talking.floor, interaction_id)
    talking = talking >> BrowserLegEnds(ANNA) >> Passes(3) >> PageReady(ANNA, "p1") >> Answers(ANNA)
    after = call_view(talking.floor, interaction_id)
    assert before is not None
    assert after is not None
    assert after.answered_at == before.answered_at
    talking = talking >> HangsUp()
    assert talking.floor.today.agents[ANNA].handled == 1


# --- after-call work


def test_wrap_up_ends_by_itself(wrapping_up: Playbook) -> None:
    assert wrapping_up >> Passes(59) << Never(A(WrapUpEnded))
    assert (
        wrapping_up
        >> Passes(1)
        << A(WrapUpEnded, by="deadline", acw_ms=60_000)
        << State(ANNA, "ready", "idle")
    )
    assert wrapping_up.floor.calls == {}


def test_wrap_up_is_finished_with_a_disposition(wrapping_up: Playbook) -> None:
    wrapping_up = wrapping_up >> Dials("1001", "second") >> Passes(4)
    assert wrapping_up >> Finishes(ANNA, "dsp_x") << Refused("disposition.unknown")
    assert wrapping_up >> Finishes(ANNA, "dsp_sale") << A(DispositionSet, disposition_id="dsp_sale")
    assert wrapping_up << A(WrapUpEnded, by="agent", acw_ms=4000) << Rings(ANNA)
    assert wrapping_up >> Finishes(ANNA) << Refused("wrap_up.not_open")


def test_what_was_said_of_a_call_is_told_only_when_it_is_kept(wrapping_up: Playbook) -> None:
    wrapping_up >> Finishes(ANNA, "dsp_sale")  # pyright: ignore[reportUnusedExpression]
    assert any(turn.told for turn in wrapping_up.turns)


def test_wrap_up_is_finished_into_a_break(wrapping_up: Playbook) -> None:
    wrapping_up = wrapping_up >> Dials("1001", "second")
    assert wrapping_up >> Finishes(ANNA, then="not_ready") << State(ANNA, "not_ready", "idle")
    assert wrapping_up << Never(Rings(ANNA))


def test_who_is_done_and_ready_is_ready_whatever_was_chosen_before(wrapping_up: Playbook) -> None:
    wrapping_up = wrapping_up >> sets(ANNA, "not_ready", "rsn_break") >> Dials("1001", "second")
    assert wrapping_up >> Finishes(ANNA, then="ready") << A(WrapUpEnded, by="agent") << Rings(ANNA)


def test_wrap_up_is_extended(wrapping_up: Playbook) -> None:
    assert wrapping_up >> Passes(50) >> Extends(ANNA, 30) << A(WrapUpExtended)
    assert wrapping_up >> Passes(39) << Never(A(WrapUpEnded))
    assert wrapping_up >> Passes(1) << A(WrapUpEnded, acw_ms=90_000)
    assert wrapping_up >> Extends(ANNA, 30) << Refused("wrap_up.not_open")


def test_signing_out_ends_the_wrap_up(wrapping_up: Playbook) -> None:
    wrapping_up = wrapping_up >> Ready(BEN) >> Dials("1001", "second")
    assert (
        wrapping_up >> sets(ANNA, "offline") << A(WrapUpEnded, by="agent") << State(ANNA, "offline", "idle")
    )
    assert wrapping_up << Never(Rings(ANNA))
    assert wrapping_up >> Passes(100) << Never(A(WrapUpEnded))


def test_a_supervisor_who_signs_an_agent_out_ends_the_wrap_up(wrapping_up: Playbook) -> None:
    assert wrapping_up >> sets(ANNA, "offline", by_supervisor=True) << A(WrapUpEnded, by="supervisor")


def test_not_ready_in_wrap_up_lets_it_go_on(wrapping_up: Playbook) -> None:
    assert wrapping_up >> sets(ANNA, "not_ready") << State(ANNA, "not_ready", "wrapping_up")
    assert wrapping_up >> Passes(60) << A(WrapUpEnded) << State(ANNA, "not_ready", "idle")


def test_without_a_phone_after_call_work_may_be_finished(wrapping_up: Playbook) -> None:
    wrapping_up = wrapping_up >> PhoneGoes(ANNA) >> Passes(30)
    assert wrapping_up >> Finishes(ANNA) << State(ANNA, "ready", "idle")
    assert wrapping_up >> Passes(20) << State(ANNA, "not_ready", "idle", reason="phone_lost")


def test_a_phone_that_goes_while_talking_parts_nobody(talking: Playbook) -> None:
    """A network that changes: the sound goes on, only the registration is away."""
    assert talking >> PhoneGoes(ANNA) >> Passes(30) << Never(State(ANNA, "not_ready", "talking"))
    assert talking >> PhoneComes(ANNA) << Never(Rings(ANNA)) << Never(A(AgentLegLost))
    assert talking >> HangsUp() << Ended("handled")


def test_a_queue_without_wrap_up() -> None:
    book = (
        Playbook()
        >> Ready(BEN)
        >> Dials("1002")
        >> Answers(BEN)
        << A(calls.SegmentStarted, recording_id=None)
    )
    assert book >> Dials("1002", "second") >> HangsUp() << Never(A(WrapUpStarted)) << Rings(BEN)


def test_the_prompt_of_a_caller_who_waited_never_comes_back(talking: Playbook) -> None:
    assert talking >> PromptEnds() >> Passes(60) << Never(Music())
