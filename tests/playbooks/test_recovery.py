"""The brain dies, the switch restarts, or their connection breaks: what was goes on, what is gone is ended, nobody is forgotten."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpEnded, WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import (
    AgentLegLost,
    AgentLegRestored,
    HoldEnded,
    InteractionStarted,
    RecordingStarted,
    SegmentEnded,
    SegmentStarted,
    VoicemailLeft,
)
from ringwell.journeys.render import today_view
from ringwell.journeys.turn import CallerUnknown
from ringwell.routing.messages import FRONT_OF_QUEUE, PlaceTold, QueueEntered
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    HangUpOf,
    Happening,
    Holds,
    IsBack,
    Joins,
    Meanwhile,
    Music,
    Never,
    NewConfiguration,
    OfCaller,
    Offer,
    PageOpens,
    PageReady,
    Passes,
    PhoneComes,
    PhoneGoes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Refused,
    Resumes,
    Rings,
    Says,
    Sends,
    Silence,
    State,
    StopsRinging,
    SwitchGoes,
    SwitchRefuses,
    SwitchRestarts,
    Tells,
    TimeAway,
    ToFallback,
    Told,
    Visit,
    fallback_call,
    sets,
)
from tests.support.world import ANNA, BEN, CONFIG, GOODBYE


@pytest.fixture
def talking() -> Playbook:
    return Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


# --- the brain dies


def test_in_the_greeting_it_is_said_again() -> None:
    book = Playbook() >> Dials("1000") >> Dies() >> TimeAway(5) >> IsBack() << Says("greeting")
    assert book >> PromptEnds() << Says("menu")


def test_what_is_still_being_said_is_stopped_before_it_is_said_again() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Dies() >> IsBack()
    assert book << OfCaller(calls.StopPlayback) << Says("menu")
    assert book >> PromptEnds() >> Passes(5) << Says("menu-timeout")


def test_at_the_menu_it_is_said_again() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Passes(5) >> Dies() >> IsBack() << Says("menu")
    assert book >> PromptEnds() >> Passes(5) << Says("menu-timeout")


def test_an_unknown_number_is_told_again() -> None:
    book = Playbook() >> Dials("5555") >> Dies() >> TimeAway(5) >> IsBack() << Says("unknown-number")
    assert book >> PromptEnds() << Ended("unknown_number")


@pytest.fixture
def message() -> Playbook:
    """A caller is leaving a message when the brain dies."""
    return Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2") >> PromptEnds() >> Dies()


def test_a_message_goes_on_being_left(message: Playbook) -> None:
    message = message >> IsBack() << Never(Says("thanks")) << Never(A(RecordingStarted))
    assert message >> Passes(8) << A(VoicemailLeft) << Says("thanks")
    assert message >> PromptEnds() << Ended("voicemail")


def test_a_message_that_was_finished_meanwhile_is_kept(message: Playbook) -> None:
    assert message >> TimeAway(20) >> IsBack() << A(VoicemailLeft) << Says("thanks")
    assert message >> PromptEnds() << Ended("voicemail")


def test_a_message_whose_caller_went_meanwhile_is_kept(message: Playbook) -> None:
    message = message >> TimeAway(7) >> Meanwhile(HangsUp()) >> IsBack() << A(VoicemailLeft, duration_ms=7000)
    assert message >> Passes(5) << Ended("voicemail")


def test_a_message_is_kept_twice_when_the_brain_dies_twice(message: Playbook) -> None:
    message = message >> IsBack() >> Dies() >> IsBack() << Never(A(VoicemailLeft))
    assert message >> Passes(8) << A(VoicemailLeft) << Never(A(RecordingStarted))


def test_callers_who_wait_keep_their_order() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001", "first") >> Passes(1)
    book = book >> Dials("1001", "second") >> Passes(1) >> Dials("1001", "third") >> Passes(9) >> Dies()
    book = book >> Meanwhile(HangsUp("second")) >> TimeAway(3) >> IsBack() << Music("first") << Music("third")
    assert book >> Ready(ANNA) << Rings(ANNA, interaction_id=book.interaction("first"))
    assert book >> Ready(BEN) << Rings(BEN, interaction_id=book.interaction("third"))
    assert book >> Passes(5) << Visit("abandoned") << Ended("abandoned_in_queue")


def test_a_new_caller_does_not_overtake_those_who_waited() -> None:
    book = Playbook() >> sets(BEN, "ready") >> Dials("1001", "first") >> Dies()
    book = book >> Meanwhile(Dials("1001", "new")) >> Meanwhile(PhoneComes(BEN)) >> IsBack()
    assert book << Rings(BEN, interaction_id=book.interaction("first"))


def test_agents_are_given_callers_in_the_order_in_which_they_became_idle() -> None:
    book = Playbook() >> Ready(BEN) >> Passes(5) >> Ready(ANNA) >> Dies() >> Meanwhile(Dials("1001"))
    assert book >> IsBack() << Rings(BEN)


def test_waiting_goes_on_with_its_limit_and_its_places() -> None:
    book = (
        Playbook() >> sets(ANNA, "not_ready") >> Dials("1000") >> PromptEnds() >> Presses("1") >> Passes(100)
    )
    assert book >> Dies() >> TimeAway(5) >> IsBack() >> Passes(14) << Never(Visit("timed_out"))
    assert book >> Passes(1) << Visit("timed_out", waited_ms=120_000) << Says("voicemail-leave-message")
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001") >> Dies() >> IsBack()
    assert book >> Passes(30) << A(PlaceTold, place=1)


@pytest.mark.parametrize("lost", [Dies(), SwitchGoes()])
def test_a_place_that_is_still_being_told_keeps_nobody_from_talking(lost: Happening) -> None:
    book = Playbook() >> sets(BEN, "not_ready") >> Dials("1001") << A(PlaceTold)
    book = book >> lost >> IsBack() << OfCaller(calls.StopPlayback) << Music()
    assert book >> Ready(BEN) >> Answers(BEN) << Joins()  # while it is spoken to, the switch would refuse


def test_an_agent_who_answered_meanwhile_does_not_wait_for_the_end_of_a_place() -> None:
    book = Playbook() >> sets(BEN, "not_ready") >> Dials("1001") << A(PlaceTold)
    book = book >> Ready(BEN) << Rings(BEN)
    assert book >> Dies() >> Meanwhile(Answers(BEN)) >> IsBack() << Joins() << Visit("answered")


def test_waiting_longer_than_the_limit_while_away() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1000") >> PromptEnds() >> Presses("1") >> Dies()
    assert book >> TimeAway(500) >> IsBack() >> Passes(0) << Visit("timed_out")


def test_an_offer_still_rings() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Dies() >> TimeAway(5) >> IsBack()
    assert book << Never(A(calls.RingAgent))
    assert book >> Passes(14) << Never(Offer("missed"))
    assert book >> Passes(1) << Offer("missed") << StopsRinging(ANNA)


def test_an_offer_whose_time_is_over() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Dies() >> TimeAway(21) >> IsBack()
    assert book << Offer("missed") << StopsRinging(ANNA)


def test_an_offer_whose_leg_is_gone() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Dies()
    book.switch.end(book.rung(ANNA).leg_id)
    book.switch.events.clear()
    assert book >> IsBack() << Offer("failed")
    assert book >> Passes(5) << Rings(ANNA)


def test_an_agent_who_answered_meanwhile_talks() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Dies() >> Meanwhile(Answers(ANNA)) >> TimeAway(2)
    assert (
        book
        >> IsBack()
        << Offer("accepted")
        << Visit("answered")
        << Joins()
        << State(ANNA, "ready", "talking")
    )


def test_a_caller_who_went_while_an_agent_was_rung() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Dies() >> Meanwhile(HangsUp())
    assert book >> IsBack() << Offer("withdrawn") << StopsRinging(ANNA) << Never(Rings(ANNA))
    assert book >> Passes(5) << Ended("abandoned_in_queue")


def test_two_who_talk_talk_on(talking: Playbook) -> None:
    talking = talking >> Dies() >> TimeAway(5) >> IsBack()
    assert talking << Never(Joins()) << Never(A(AgentLegLost)) << Never(Ended("handled"))
    assert talking >> AgentHangsUp(ANNA) << A(SegmentEnded, talk_ms=15_000) << Ended("handled") << HangUpOf()


def test_two_who_were_parted_are_joined(talking: Playbook) -> None:
    talking = talking >> Dies()
    for leg in talking.switch.legs.values():
        leg.bridge_id = None
    talking.switch.legs[talking.leg("caller")].music = True  # parted for a hold that never came into the log
    assert talking >> IsBack() << Silence() << Joins()


def test_a_caller_who_was_parted_and_hears_nothing_yet_gets_music(talking: Playbook) -> None:
    talking = talking >> Holds(ANNA) >> Dies()
    talking.switch.legs[talking.leg("caller")].music = False  # the brain died before it had asked for it
    assert talking >> IsBack() << Music()
    assert talking.switch.legs[talking.leg("caller")].music


def test_a_caller_on_hold_stays_on_hold(talking: Playbook) -> None:
    assert talking >> Holds(ANNA) >> Dies() >> IsBack() << Never(Joins())
    assert talking >> Resumes(ANNA) << Joins()


def test_a_caller_who_went_while_talking(talking: Playbook) -> None:
    talking = talking >> Dies() >> Meanwhile(HangsUp())
    assert talking >> IsBack() << A(SegmentEnded) << Ended("handled") << StopsRinging(ANNA)
    assert talking.floor.agents[ANNA].activity == "wrapping_up"


def test_a_browser_that_went_while_talking(talking: Playbook) -> None:
    talking = talking >> Dies() >> Meanwhile(BrowserLegEnds(ANNA)) >> Meanwhile(PhoneGoes(ANNA))
    assert talking >> IsBack() << A(AgentLegLost) << Music()
    assert talking >> PageReady(ANNA, "p2") << Rings(ANNA) >> Answers(ANNA) << A(AgentLegRestored) << Joins()


def test_a_browser_that_was_lost_before_gets_a_little_more_time(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA) >> Dies() >> TimeAway(60) >> IsBack()
    assert talking >> Passes(4) << Never(A(SegmentEnded))
    assert talking >> Passes(1) << A(SegmentEnded) << A(QueueEntered, priority=11)


def test_a_lost_browser_that_would_not_be_hung_up(talking: Playbook) -> None:
    stale = next(leg for leg in talking.switch.legs.values() if leg.role == "agent").leg_id
    talking = talking >> SwitchRefuses("HangUpLeg") >> PageOpens(ANNA, "p2")
    assert stale in talking.switch.legs
    assert talking >> Dies() >> IsBack() << A(calls.HangUpLeg, leg_id=stale)


def test_a_browser_that_was_being_rung_to_bring_it_back(talking: Playbook) -> None:
    talking = (
        talking
        >> BrowserLegEnds(ANNA)
        >> Dies()
        >> IsBack()
        << Never(Rings(ANNA))
        << Never(StopsRinging(ANNA))
    )
    assert talking >> Answers(ANNA) << A(AgentLegRestored) << Joins()


def test_a_browser_that_came_back_meanwhile(talking: Playbook) -> None:
    talking = talking >> BrowserLegEnds(ANNA) >> Dies() >> Meanwhile(Answers(ANNA))
    assert talking >> IsBack() << A(AgentLegRestored) << Joins()


def test_a_page_that_was_reloaded_meanwhile_gets_its_call_back(talking: Playbook) -> None:
    """Its leg is still there, with nobody at its end."""
    talking = talking >> Dies() >> TimeAway(5) >> IsBack() << Never(A(AgentLegLost))
    assert talking >> PageOpens(ANNA, "p2") << A(AgentLegLost) << StopsRinging(ANNA) << Music()
    assert talking << Never(Told(ANNA, "phone_taken_over"))
    assert talking >> PageReady(ANNA, "p2") << Rings(ANNA, auto_answer=True)
    assert talking >> Answers(ANNA) << A(AgentLegRestored) << Silence() << Joins()
    assert talking >> PageOpens(ANNA, "p2") << Never(A(AgentLegLost))


def test_a_page_that_was_there_all_the_time_keeps_its_call(talking: Playbook) -> None:
    talking = talking >> Dies() >> IsBack() >> PageOpens(ANNA, "p1", "caller") >> PageReady(ANNA, "p1")
    assert talking << Never(A(AgentLegLost)) << Never(Rings(ANNA)) << Never(StopsRinging(ANNA))


def test_a_page_that_was_reloaded_while_the_caller_was_on_hold(talking: Playbook) -> None:
    talking = talking >> Holds(ANNA) >> Dies() >> IsBack()
    assert talking >> PageOpens(ANNA, "p2") << A(HoldEnded) << A(AgentLegLost) << StopsRinging(ANNA)
    assert talking >> PageReady(ANNA, "p2") >> Answers(ANNA) << A(AgentLegRestored) << Joins()


def test_a_new_page_is_told_of_before_the_switch_is_there(talking: Playbook) -> None:
    """What was asked of the switch then did not reach it: the two are parted when it is there."""
    talking = talking >> Dies()
    for command in ("HangUpLeg", "PartLeg", "StartMusic", "EndBridge"):
        talking = talking >> SwitchRefuses(command)
    talking = talking >> PageOpens(ANNA, "p2") >> IsBack()
    assert talking << StopsRinging(ANNA) << Music() << Rings(ANNA)
    assert talking >> Answers(ANNA) << A(AgentLegRestored) << Silence() << Joins()


def test_after_call_work_goes_on_until_its_deadline(talking: Playbook) -> None:
    talking = talking >> AgentHangsUp(ANNA) >> Passes(10) >> Dies() >> TimeAway(20) >> IsBack()
    assert talking >> Passes(29) << Never(A(WrapUpEnded))
    assert talking >> Passes(1) << A(WrapUpEnded, acw_ms=60_000, by="deadline")


def test_after_call_work_whose_time_is_over(talking: Playbook) -> None:
    talking = talking >> AgentHangsUp(ANNA) >> Dies() >> TimeAway(100) >> IsBack()
    assert talking >> Passes(0) << A(WrapUpEnded, by="deadline") << State(ANNA, "ready", "idle")


def test_an_agent_whose_phone_went_meanwhile() -> None:
    book = Playbook() >> Ready(ANNA) >> Dies() >> Meanwhile(PhoneGoes(ANNA)) >> IsBack()
    assert book << A(calls.SetFallbackMember, endpoint="a-anna", available=False)
    assert book >> Passes(20) << State(ANNA, "not_ready", "idle", reason="phone_lost")


def test_the_switchs_queue_learns_who_is_ready_and_sees_itself_who_is_in_a_call() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book.switch.fallback["a-anna"]
    book = book >> Dials("1001") << Never(A(calls.SetFallbackMember))
    assert book >> Answers(ANNA) << Never(A(calls.SetFallbackMember)) >> HangsUp()
    assert not book.switch.fallback["a-anna"]
    assert book >> Dies() >> IsBack()
    assert not book.switch.fallback["a-anna"]
    assert book >> Passes(60)
    assert book.switch.fallback["a-anna"]


def test_callers_who_came_meanwhile_wait_in_the_order_in_which_they_came() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dies()
    for name in ("first", "second", "third"):
        book = book >> Meanwhile(Dials("1001", name)) >> TimeAway(1)
    book.switch.legs = dict(reversed(book.switch.legs.items()))
    book = book >> IsBack() << A(QueueEntered, place=1)
    waiting = sorted(book.floor.visits.values(), key=lambda visit: visit.entered_at)
    assert [visit.interaction_id for visit in waiting] == [
        book.interaction(name) for name in ("first", "second", "third")
    ]
    assert waiting[0].entered_at == book.now - timedelta(seconds=3)
    assert book >> Ready(ANNA) << Rings(ANNA, interaction_id=book.interaction("first"))


def test_a_caller_who_came_meanwhile_is_greeted() -> None:
    book = Playbook() >> Dies() >> Meanwhile(Dials("1000")) >> IsBack()
    assert book << A(InteractionStarted) << Says("greeting")


def test_an_agents_leg_without_a_purpose_is_hung_up() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    leg_id = book.rung(ANNA).leg_id
    book.log = [event for event in book.log if event.type not in ("offer.made", "agent.state_changed")]
    assert book >> Dies() >> IsBack() << A(calls.HangUpLeg, leg_id=leg_id)


# --- what the configuration no longer has


def without(agent_id: str) -> NewConfiguration:
    """An administrator removes or disables the agent, or takes the role away."""
    agents = {key: profile for key, profile in CONFIG.agents.items() if key != agent_id}
    return NewConfiguration(replace(CONFIG, agents=agents))


def test_a_call_with_an_agent_who_was_removed_goes_on_to_its_end(talking: Playbook) -> None:
    talking = talking >> without(ANNA) << State(ANNA, "offline", "talking") << Never(Ended("handled"))
    talking = talking >> Dies() >> IsBack() << Never(Ended("handled"))
    assert talking >> HangsUp() << Ended("handled") << State(ANNA, "offline", "idle")
    assert talking.floor.calls == {}


@pytest.mark.parametrize("gone", [HangsUp(), BrowserLegEnds(ANNA)])
def test_a_removed_agents_call_that_broke_meanwhile(talking: Playbook, gone: Happening) -> None:
    talking = talking >> without(ANNA) >> Dies() >> Meanwhile(gone) >> IsBack()
    assert talking >> Passes(30) << Never(A(calls.RingAgent))
    anna = talking.floor.agents[ANNA]
    assert (anna.presence, anna.activity, anna.wrap_up) == ("offline", "idle", None)


@pytest.mark.parametrize(
    ("one", "other"), [(without(ANNA), BrowserLegEnds(ANNA)), (BrowserLegEnds(ANNA), without(ANNA))]
)
def test_a_caller_does_not_wait_for_an_agent_who_was_removed(
    talking: Playbook, one: Happening, other: Happening
) -> None:
    talking = talking >> Ready(BEN) >> one >> other >> Passes(0)
    assert talking.floor.visits[talking.interaction("caller")].priority == FRONT_OF_QUEUE
    assert talking.switch.ringing(BEN)


def test_after_call_work_of_an_agent_who_was_removed_is_over(talking: Playbook) -> None:
    assert talking >> HangsUp() >> without(ANNA) << A(WrapUpEnded, by="system")
    assert talking.floor.calls == {}


def test_after_call_work_of_an_agent_who_was_removed_while_the_brain_was_away(talking: Playbook) -> None:
    talking = talking >> HangsUp() >> Dies()
    talking.config = replace(CONFIG, agents={BEN: CONFIG.agents[BEN]})
    talking.restart()
    assert talking >> IsBack() << A(WrapUpEnded, by="system") << State(ANNA, "offline", "idle")
    assert talking.floor.calls == {}


def test_an_offer_to_an_agent_who_was_removed_goes_to_the_next() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Ready(BEN) >> without(ANNA)
    assert book << Offer("withdrawn", agent_id=ANNA) << StopsRinging(ANNA) << Rings(BEN)


def test_an_agent_who_is_there_again_has_no_phone_before_it_is_told_of() -> None:
    book = Playbook() >> Ready(ANNA) >> without(ANNA)
    book.switch.register(CONFIG.agents[ANNA].endpoint, there=False)
    book.settle()
    book = book >> NewConfiguration(CONFIG)
    assert book >> sets(ANNA, "ready") >> Dials("1001") << Never(Rings(ANNA))
    assert book >> PhoneComes(ANNA) << Rings(ANNA)


def test_a_removed_agent_cannot_be_made_ready() -> None:
    book = Playbook() >> Ready(ANNA) >> without(ANNA) >> sets(ANNA, "ready", by_supervisor=True)
    assert book << Refused("agent.unknown")


def test_a_caller_goes_on_in_the_version_of_the_flow_that_it_met() -> None:
    newer = replace(CONFIG, flows=CONFIG.flows | {GOODBYE.flow_id: GOODBYE})
    book = Playbook() >> Dials("1000") >> PromptEnds() >> NewConfiguration(newer) >> Dies()
    assert book >> IsBack() << Says("menu")
    assert book >> Presses("2") << Says("voicemail-leave-message")
    assert (
        book >> Dials("1000", "new") << A(InteractionStarted, flow_version=2) << Says("goodbye", caller="new")
    )


# --- what of agents is more than their newest state


def test_misses_in_a_row_and_longest_idle_outlive_the_brain() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(5) >> Ready(BEN) >> Dials("1001") >> Passes(20) >> Dies()
    assert book.floor.agents[ANNA].misses == 1
    assert book >> IsBack() >> Answers(BEN) >> HangsUp() >> Passes(61)
    assert book >> Dials("1001", "next") << Rings(ANNA)


def test_ready_time_since_midnight_outlives_the_brain() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(13 * 3600) >> Dies() >> IsBack() >> sets(ANNA, "not_ready")
    assert today_view(book.floor, ANNA, book.now).ready_ms == 3600_000
    book = book >> Dies() >> IsBack() >> Passes(60)
    assert today_view(book.floor, ANNA, book.now).ready_ms == 3600_000


# --- the switch restarts, or the connection breaks


def test_the_connection_breaks_and_is_back(talking: Playbook) -> None:
    talking = talking >> Dials("1001", "second") >> SwitchGoes() >> TimeAway(3) >> IsBack()
    assert talking << Never(Ended("handled")) << Never(A(AgentLegLost)) << Music("second")
    assert talking >> AgentHangsUp(ANNA) << Ended("handled")


def test_nobody_is_rung_while_the_switch_is_away() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001") >> SwitchGoes()
    book.switch.registered.add("a-anna")
    assert book >> sets(ANNA, "ready") >> Passes(60) << Never(Rings(ANNA)) << Never(A(PlaceTold))
    assert book >> sets(ANNA, "ready") >> IsBack() << Rings(ANNA)


def test_the_switch_restarts_and_all_legs_are_gone(talking: Playbook) -> None:
    talking = talking >> sets(BEN, "not_ready") >> Dials("1001", "second") >> SwitchGoes() >> SwitchRestarts()
    assert talking >> IsBack() << A(SegmentEnded) << Ended("handled")
    assert talking.floor.agents[ANNA].activity == "wrapping_up"
    assert talking >> Passes(5) << Visit("abandoned") << Ended("abandoned_in_queue")
    assert talking >> Passes(80) << State(ANNA, "not_ready", "idle", reason="phone_lost")
    assert talking.floor.calls == {}


def test_the_switch_restarts_while_it_rings() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> SwitchGoes() >> SwitchRestarts() >> IsBack()
    assert book << Offer("withdrawn") << State(ANNA, "ready", "idle")
    assert book >> Passes(5) << Ended("abandoned_in_queue")


def test_a_hang_up_that_did_not_reach_the_switch_is_not_undone(talking: Playbook) -> None:
    talking = talking >> SwitchRefuses("HangUpLeg") >> AgentHangsUp(ANNA) << Ended("handled") >> SwitchGoes()
    assert talking.leg("caller") in talking.switch.legs
    assert talking >> IsBack() << HangUpOf() << Never(A(InteractionStarted))


def test_a_hang_up_that_the_switch_refuses_is_asked_for_again(talking: Playbook) -> None:
    talking = talking >> SwitchRefuses("HangUpLeg") >> AgentHangsUp(ANNA)
    assert talking >> Passes(1) << HangUpOf()
    assert talking.leg("caller") not in talking.switch.legs


def test_what_cannot_be_done_at_the_switch_is_refused_and_said(talking: Playbook) -> None:
    talking = talking >> SwitchGoes()
    for asked in (Holds(ANNA), AgentHangsUp(ANNA)):
        assert talking >> asked << Refused("switch_away")
    assert talking >> IsBack() << Never(Ended("handled"))
    talking = talking >> Holds(ANNA) >> SwitchGoes()
    assert talking >> Resumes(ANNA) << Refused("switch_away")


def test_a_held_caller_who_is_still_joined_is_parted(talking: Playbook) -> None:
    talking = talking >> Holds(ANNA)
    talking.switch.legs[talking.leg("caller")].bridge_id = talking.switch.leg_of(ANNA).bridge_id
    talking.switch.legs[talking.leg("caller")].music = False
    assert talking >> Dies() >> IsBack() << A(calls.PartLeg) << Music()


# --- the switch's own queue


def arrival_of(book: Playbook) -> calls.CallArrived:
    """The caller's leg comes back out of the switch's own queue."""
    leg = book.switch.legs[book.leg("caller")]
    leg.in_fallback, leg.bridge_id = False, None
    return calls.CallArrived(
        at=book.now,
        leg_id=leg.leg_id,
        switch_id="sw1",
        workspace_id="wsp_1",
        number=leg.number,
        caller_number=leg.caller_number,
    )


def test_a_call_that_the_switch_served_becomes_an_interaction() -> None:
    book = Playbook()
    told = fallback_call(book, "leg_new", answered=True)
    assert (
        book >> Tells(told) << A(InteractionStarted, via_fallback=True, leg_id="leg_new") << A(QueueEntered)
    )
    assert (
        book << Visit("answered", waited_ms=10_000, agent_id=BEN) << A(SegmentStarted, recording_id="rec_x")
    )
    assert (
        book << A(RecordingStarted) << A(SegmentEnded, talk_ms=40_000) << Ended("handled", ended_by="agent")
    )
    assert [event.occurred_at for event in book.log][:2] == [told.entered_at] * 2
    assert book.floor.calls == {}
    assert book.log[-1].type == "interaction.caller_identified"


def test_a_conversation_there_is_of_the_visit_that_it_ended() -> None:
    book = Playbook()
    book = book >> Tells(fallback_call(book, "leg_new", answered=True))
    segment = next(event.fact for event in book.log if isinstance(event.fact, SegmentStarted))
    visit = next(event.fact for event in book.log if isinstance(event.fact, QueueEntered))
    assert segment.visit_id == visit.visit_id


def test_a_call_there_with_an_agent_who_was_removed_meanwhile_was_answered_and_recorded() -> None:
    book = Playbook(replace(CONFIG, agents={ANNA: CONFIG.agents[ANNA]}))
    told = fallback_call(book, "leg_new", answered=True)
    assert book >> Tells(told) << Visit("answered", agent_id=None)
    assert book << A(RecordingStarted, recording_id="rec_x", segment_id=None) << Ended("handled")


def test_a_call_that_nobody_took_there() -> None:
    book = Playbook() >> Tells(fallback_call(Playbook(), "leg_new", answered=False))
    assert book << Visit("abandoned") << Ended("abandoned_in_queue", ended_by="caller")


def test_a_caller_who_was_served_there_without_our_knowing_was_not_lost() -> None:
    book = Playbook() >> sets(BEN, "not_ready") >> Dials("1001") >> Passes(30)
    told = fallback_call(book, book.leg("caller"), answered=True, ago=25)
    assert book >> Tells(told) << Visit("answered", agent_id=BEN) << Ended("handled")
    assert book >> HangsUp() << Never(Ended("abandoned_in_queue"))


def test_nobody_is_rung_any_more_for_a_caller_who_was_served_there() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") << Rings(ANNA)
    told = fallback_call(book, book.leg("caller"), answered=True)
    assert book >> Tells(told) << Offer("withdrawn") << Visit("answered", agent_id=BEN) << Ended("handled")
    assert book << StopsRinging(ANNA) << Never(Rings(ANNA))


def test_what_is_told_of_one_who_talks_here_is_not_believed(talking: Playbook) -> None:
    told = fallback_call(talking, talking.leg("caller"), answered=True)
    assert talking >> Tells(told) << Never(A(SegmentEnded)) << Never(Ended("handled"))


def test_told_twice_it_is_one_interaction() -> None:
    book = Playbook()
    told = fallback_call(book, "leg_new", answered=True)
    assert book >> Tells(told) << A(InteractionStarted)
    assert book >> Tells(told) << Never(A(InteractionStarted))
    assert book >> Dies() >> IsBack() >> Tells(told) << Never(A(InteractionStarted))


def test_all_that_is_made_of_a_call_there_follows_from_its_leg() -> None:
    told = fallback_call(Playbook(), "leg_new", answered=True)
    one = Playbook() >> Tells(told)
    other = Playbook() >> Dials("1001") >> HangsUp() >> Tells(told)
    ids = [(e.event_id, e.interaction_id) for e in one.log if e.type != "interaction.caller_identified"]
    assert ids == [(e.event_id, e.interaction_id) for e in other.log][-len(ids) - 1 : -1]


def test_one_who_cannot_be_looked_up_is_forgotten() -> None:
    book = Playbook(known_callers=False)
    book = book >> Tells(fallback_call(book, "leg_new", answered=True))
    [interaction_id] = book.floor.calls
    assert book >> Sends(CallerUnknown(interaction_id=interaction_id))
    assert book.floor.calls == {}


def test_who_was_unknown_when_calling_is_known_no_better_after_a_restart() -> None:
    book = Playbook()
    book.known_as = {"known": False}
    book = book >> Ready(ANNA) >> Dials("1001") >> Dies()
    book.known_as = {"last_agent_id": ANNA}
    book = book >> IsBack() << Never(A(calls.CallerIdentified))
    call = book.floor.calls[book.interaction("caller")]
    assert (call.contact_known, call.contact_agent_id) == (False, None)
    assert book.floor.callers[call.interaction_id].name


def test_a_caller_who_waited_here_was_served_there_while_we_were_away() -> None:
    book = (
        Playbook()
        >> sets(ANNA, "not_ready")
        >> Dials("1001")
        >> Dies()
        >> Meanwhile(HangsUp())
        >> TimeAway(60)
    )
    book = book >> IsBack() << Never(Visit("abandoned"))
    told = fallback_call(book, book.leg("caller"), answered=True, ago=50)
    assert book >> Tells(told) << Never(A(InteractionStarted)) << Visit("answered", waited_ms=20_000)
    assert book << A(SegmentStarted, ordinal=1) << Ended("handled")
    assert book >> Passes(10) << Never(A(calls.InteractionEnded))
    assert book >> Tells(told) << Never(A(calls.InteractionEnded))
    assert book.floor.calls == {}


def test_a_caller_who_talks_there_when_we_are_back() -> None:
    book = Playbook() >> sets(BEN, "ready") >> Dials("1001") >> Dies() >> Meanwhile(PhoneComes(BEN))
    book = book >> Meanwhile(ToFallback(BEN)) >> TimeAway(30) >> IsBack()
    assert book << State(BEN, "ready", "talking", interaction_id=book.interaction("caller"))
    assert book >> Dials("1001", "second") << Never(Rings(BEN))
    leg = book.switch.legs["leg_fallback_agt_ben"]
    book.switch.end(leg.leg_id)
    assert (
        book >> HangsUp() << State(BEN, "ready", "idle") << Rings(BEN) << Never(Ended("abandoned_in_queue"))
    )
    told = fallback_call(book, book.leg("caller"), answered=True, ago=25)
    assert book >> Tells(told) << Visit("answered", agent_id=BEN) << Ended("handled")


def test_a_call_there_of_whose_end_nothing_more_is_told() -> None:
    book = (
        Playbook()
        >> sets(BEN, "not_ready")
        >> Dials("1001")
        >> Dies()
        >> Meanwhile(ToFallback(BEN))
        >> IsBack()
    )
    assert book >> HangsUp() << Never(A(calls.InteractionEnded))
    assert book >> Passes(5) << Ended("abandoned_in_queue")


def test_one_who_is_brought_back_after_all_has_been_told_goes_on_waiting() -> None:
    book = Playbook() >> sets(BEN, "not_ready") >> Dials("1001") >> Dies()
    book.switch.legs[book.leg("caller")].in_fallback = True
    assert book >> IsBack() >> Ready(BEN) << Never(Rings(BEN))
    assert book >> Tells(arrival_of(book)) << Music() << Rings(BEN) << Never(A(InteractionStarted))
    assert book >> Answers(BEN) << Joins() << Visit("answered", agent_id=BEN)


def test_one_who_seemed_gone_and_is_brought_back_goes_on_waiting() -> None:
    book = Playbook() >> sets(BEN, "not_ready") >> Dials("1001") >> Dies()
    leg = book.switch.legs.pop(book.leg("caller"))
    book = book >> IsBack() << Never(A(calls.InteractionEnded))
    book.switch.legs[leg.leg_id] = leg
    book = book >> Tells(arrival_of(book)) << Music()
    assert book >> Passes(10) << Never(A(calls.InteractionEnded))
    assert book >> Ready(BEN) << Rings(BEN)


def test_one_who_is_brought_back_to_a_menu_hears_it_again() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Dies()
    book.switch.legs[book.leg("caller")].in_fallback = True
    assert book >> IsBack() << Never(Says("menu"))
    assert book >> Tells(arrival_of(book)) << Says("menu")


def test_one_who_is_brought_back_when_all_is_over_is_hung_up() -> None:
    book = Playbook() >> sets(BEN, "not_ready") >> Dials("1001") >> Dies()
    leg = book.switch.legs.pop(book.leg("caller"))
    book = book >> IsBack() >> Passes(6) << Ended("abandoned_in_queue")
    book.switch.legs[leg.leg_id] = leg
    assert book >> Tells(arrival_of(book)) << HangUpOf() << Never(A(InteractionStarted))


def test_callers_whom_nobody_can_serve_any_more_are_told_so() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001") >> PromptEnds() >> Dies()
    book.config = replace(CONFIG, agents={})
    book.restart()
    assert book >> IsBack() << Visit("no_agents")


def test_one_who_went_there_is_not_offered_nor_told_a_place() -> None:
    book = (
        Playbook()
        >> sets(BEN, "not_ready")
        >> Dials("1001")
        >> Dies()
        >> Meanwhile(ToFallback(ANNA))
        >> IsBack()
    )
    assert book >> Ready(BEN) << Never(Rings(BEN))
    assert book >> Passes(60) << Never(A(PlaceTold))
    assert book >> sets(BEN, "offline") << Never(Visit("no_agents"))


def test_an_agent_is_told_of_a_call_that_came_back(talking: Playbook) -> None:
    talking = talking >> Dies() >> Meanwhile(BrowserLegEnds(ANNA)) >> IsBack() << Rings(ANNA)
    assert talking >> Answers(ANNA) << Told(ANNA, "call_restored")


def test_a_restored_conversation_is_of_the_same_visit(talking: Playbook) -> None:
    talking = talking >> BrowserLegEnds(ANNA) >> Dies() >> Meanwhile(Answers(ANNA)) >> IsBack()
    visits = [event.fact.visit_id for event in talking.log if isinstance(event.fact, SegmentStarted)]
    assert len(visits) == 2
    assert visits[0] == visits[1] is not None


def gone_elsewhere(talking: Playbook) -> Playbook:
    """The browser's leg ends while the brain is away, and the switch's own queue gives the agent another caller."""
    talking = talking >> Dials("1001", "second") >> Dies() >> Meanwhile(BrowserLegEnds(ANNA))
    return talking >> Meanwhile(ToFallback(ANNA, "second"))


def test_an_agent_to_whom_the_switch_gave_another_caller_is_not_rung_for_the_one_who_was_lost(
    talking: Playbook,
) -> None:
    talking = gone_elsewhere(talking) >> IsBack() << A(SegmentEnded, agent_id=ANNA, ended_by="switch")
    talking = talking << A(
        QueueEntered, interaction_id=talking.interaction("caller"), priority=FRONT_OF_QUEUE
    )
    assert talking << State(ANNA, "ready", "talking") << Never(Rings(ANNA))
    assert talking >> Passes(10) << Never(Rings(ANNA)) >> Ready(BEN) << Rings(BEN)


def test_a_lost_caller_whose_agent_the_switch_gave_another_one_waits_for_the_next(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA) >> Dials("1001", "second") >> Dies()
    talking = talking >> Meanwhile(PhoneComes(ANNA)) >> Meanwhile(ToFallback(ANNA, "second")) >> IsBack()
    assert talking << A(QueueEntered, interaction_id=talking.interaction("caller")) << Never(Rings(ANNA))
    talking = talking >> Passes(10)
    talking.switch.end("leg_fallback_agt_anna")
    assert talking >> HangsUp("second") << State(ANNA, "ready", "idle") << Rings(ANNA)


def test_an_agent_to_whom_the_switch_gave_another_caller_has_no_after_call_work_of_the_last(
    talking: Playbook,
) -> None:
    talking = talking >> Dials("1001", "second") >> Dies() >> Meanwhile(BrowserLegEnds(ANNA))
    talking = talking >> Meanwhile(HangsUp()) >> Meanwhile(ToFallback(ANNA, "second")) >> IsBack()
    assert talking << Never(A(WrapUpStarted)) << Ended("handled")
    assert talking.floor.agents[ANNA].activity == "talking"


def test_after_call_work_goes_on_when_a_call_of_the_switchs_own_is_over(talking: Playbook) -> None:
    talking = talking >> AgentHangsUp(ANNA) >> Dials("1001", "second") >> Dies()
    talking = talking >> Meanwhile(ToFallback(ANNA, "second")) >> IsBack() << State(ANNA, "ready", "talking")
    talking.switch.end("leg_fallback_agt_anna")
    talking = talking >> HangsUp("second") << State(ANNA, "ready", "wrapping_up") << Never(Rings(ANNA))
    assert talking >> Passes(60) << A(WrapUpEnded, by="deadline") << State(ANNA, "ready", "idle")


def test_after_call_work_that_ends_in_a_call_of_the_switchs_own_frees_nobody(talking: Playbook) -> None:
    talking = talking >> AgentHangsUp(ANNA) >> Dials("1001", "second") >> Dies()
    talking = talking >> Meanwhile(ToFallback(ANNA, "second")) >> IsBack() >> Dials("1001", "third")
    assert talking >> Passes(60) << A(WrapUpEnded, by="deadline") << Never(State(ANNA, "ready", "idle"))
    assert talking << Never(Rings(ANNA))


def test_an_agent_who_talks_here_too_goes_on_talking(talking: Playbook) -> None:
    talking = (
        talking >> Dials("1001", "second") >> Dies() >> Meanwhile(ToFallback(ANNA, "second")) >> IsBack()
    )
    assert talking << Never(A(SegmentEnded))
    talking.switch.end("leg_fallback_agt_anna")
    about = talking.interaction("caller")
    assert talking >> HangsUp("second") << State(ANNA, "ready", "talking", interaction_id=about)
    assert talking >> Dials("1001", "third") << Never(Rings(ANNA))


def test_one_whose_agent_was_lost_and_who_was_served_there_since_was_served(talking: Playbook) -> None:
    talking = (
        talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA) >> Dies() >> Meanwhile(HangsUp()) >> TimeAway(5)
    )
    talking = talking >> IsBack() << Never(A(calls.InteractionEnded))
    told = fallback_call(talking, talking.leg("caller"), answered=True, ago=4)
    talking = talking >> Tells(told) << A(SegmentEnded, agent_id=ANNA) << A(SegmentStarted, agent_id=BEN)
    assert talking << A(RecordingStarted, recording_id="rec_x") << Ended("handled")
    assert talking.floor.agents[ANNA].activity == "idle"


def test_one_whose_agent_was_lost_and_of_whom_nothing_more_is_told_was_handled(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA) >> Dies() >> Meanwhile(HangsUp()) >> IsBack()
    assert talking >> Passes(5) << A(SegmentEnded, agent_id=ANNA) << Ended("handled") << A(WrapUpStarted)


def test_a_waiting_caller_whom_the_watchdog_took_is_given_to_nobody_when_it_is_over() -> None:
    book = Playbook() >> Ready(ANNA) >> sets(ANNA, "not_ready") >> Dials("1001") >> Passes(5)
    book = book >> Sends(fallback_call(book, book.leg("caller"), answered=False, ago=5))
    assert book << A(calls.InteractionEnded, result="abandoned_in_queue")
    assert book >> Ready(ANNA) << Never(Rings(ANNA))
