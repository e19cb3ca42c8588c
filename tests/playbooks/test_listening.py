"""Supervisors in on calls: silently, whispering, joined, taking over; over holds, lost browsers, other agents and the brain's death."""

from typing import Literal

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.hand import HandLowered, HandRaised
from ringwell.calls.listening import CallTakenOver, ListeningChanged, ListeningEnded, ListeningStarted
from ringwell.calls.messages import RecordingStarted, SegmentEnded, SegmentStarted
from ringwell.journeys import commands as ask
from ringwell.journeys import render
from ringwell.kernel.events import Actor
from ringwell.kernel.settings import WorkspaceSettings
from tests.playbooks.overseeing import (
    BOSS,
    PHONE,
    InOn,
    Leaves,
    PageGoes,
    TakesOver,
    as_agent,
    leg_of,
)
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    Asks,
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
    NewConfiguration,
    PageReady,
    Passes,
    Playbook,
    Ready,
    Refused,
    Resumes,
    State,
    SwitchRefuses,
)
from tests.support.world import ANNA, BEN, CLEO, CONFIG


def _told(book: Playbook) -> str | None:
    view = render.call_view(book.floor, book.interaction("caller"))
    assert view is not None
    return view.overseen


@pytest.fixture
def talking() -> Playbook:
    return Playbook() >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


def test_a_supervisor_listens_to_the_agents_leg_and_nobody_hears_it(talking: Playbook) -> None:
    assert talking >> InOn() << A(ListeningStarted, user_id=BOSS, mode="listen")
    overhears = leg_of(talking).overhears
    assert overhears is not None
    assert (overhears.target_leg_id, overhears.whisper) == (talking.switch.leg_of(ANNA).leg_id, False)
    assert leg_of(talking).bridge_id is None
    assert _told(talking) == "listen"


def test_a_raised_hand_is_seen_until_somebody_comes(talking: Playbook) -> None:
    raised = Asks(ask.RaiseHand(agent_id=ANNA, interaction_id=talking.interaction("caller")))
    assert talking >> raised << A(HandRaised, agent_id=ANNA)
    view = render.call_view(talking.floor, talking.interaction("caller"))
    assert view is not None
    assert view.hand_since == talking.now
    assert talking >> raised << Never(A(HandRaised))
    assert talking >> Dies() >> IsBack() >> Passes(4) >> InOn() << A(HandLowered, by="helped", raised_ms=4000)


def test_a_hand_is_taken_back_and_only_in_ones_own_call(talking: Playbook) -> None:
    about = talking.interaction("caller")
    assert talking >> Asks(ask.RaiseHand(agent_id=BEN, interaction_id=about)) << Refused("call.not_talking")
    assert talking >> Asks(ask.RaiseHand(agent_id=ANNA, interaction_id=about))
    down = Asks(ask.RaiseHand(agent_id=ANNA, interaction_id=about, raised=False))
    assert talking >> down << A(HandLowered, by="agent")
    assert talking >> down << Never(A(HandLowered))


def test_the_asker_and_the_agent_stand_in_the_log(talking: Playbook) -> None:
    assert talking >> InOn()
    event = next(each for each in talking.log if isinstance(each.fact, ListeningStarted))
    assert (event.actor.id, event.agent_id) == (BOSS, ANNA)


def test_who_listens_silently_is_told_to_the_agent_as_the_workspace_has_it() -> None:
    quiet = replace(CONFIG, settings=WorkspaceSettings(show_listening=False))
    book = Playbook(quiet) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> InOn()
    assert _told(book) is None
    assert book >> InOn("whisper")
    assert _told(book) == "whisper"


def test_from_listening_to_whispering_to_joining_and_back(talking: Playbook) -> None:
    assert talking >> InOn()
    assert (
        talking >> InOn("whisper") << A(ListeningChanged, mode="whisper") << A(calls.Overhear, whisper=True)
    )
    bridge = talking.switch.leg_of(ANNA).bridge_id
    assert talking >> InOn("join") << A(calls.StopOverhearing) << A(calls.JoinLegs, bridge_id=bridge)
    assert leg_of(talking).bridge_id == bridge
    assert talking >> InOn("join") << Never(A(ListeningChanged))
    assert talking >> InOn("listen") << A(calls.PartLeg, bridge_id=bridge) << A(calls.Overhear, whisper=False)


def test_another_way_of_listening_leaves_the_supervisor_where_it_hears(talking: Playbook) -> None:
    """Out of a bridge and into one at once: the end of the first has put legs out of the second."""
    assert talking >> InOn() >> InOn("whisper") << Never(A(calls.StopOverhearing))
    assert talking >> InOn("listen") << Never(A(calls.StopOverhearing))


def test_it_ends_with_the_call(talking: Playbook) -> None:
    assert talking >> InOn() >> Passes(7)
    assert talking >> HangsUp() << A(ListeningEnded, ended_by="call", lasted_ms=7000) << Ended("handled")
    assert talking.switch.legs == {}
    assert talking.floor.listening == {}


def test_it_ends_when_the_supervisor_leaves_or_the_page_goes(talking: Playbook) -> None:
    assert talking >> InOn() >> Leaves() << A(ListeningEnded, ended_by="supervisor") << A(calls.HangUpLeg)
    assert talking >> Leaves() << Never(A(ListeningEnded))
    assert talking >> InOn("join") >> PageGoes() << A(ListeningEnded, ended_by="supervisor")
    assert talking.floor.calls[talking.interaction("caller")].stage == "talking"


def test_a_phone_that_is_not_there_hears_nothing(talking: Playbook) -> None:
    command = ask.Listen(interaction_id=talking.interaction("caller"))
    talking.send(command, Actor(kind="user", id=BOSS))
    talking.settle()
    assert [each.fact.ended_by for each in talking.log if isinstance(each.fact, ListeningEnded)] == ["failed"]
    assert talking.floor.listening == {}


def test_what_the_switch_will_not_do_ends_it_and_the_call_goes_on(talking: Playbook) -> None:
    assert talking >> SwitchRefuses("Overhear") >> InOn() << A(ListeningEnded, ended_by="failed")
    assert talking.floor.calls[talking.interaction("caller")].stage == "talking"


def test_who_may_not_oversee_any_more_hears_nothing_any_more(talking: Playbook) -> None:
    book = talking >> InOn("join") >> NewConfiguration(replace(CONFIG, overseers=frozenset()))
    assert book << A(ListeningEnded, ended_by="dismissed") << A(calls.HangUpLeg)
    assert book.floor.listening == {}
    assert book >> InOn() << Refused("forbidden")


def test_whose_sessions_somebody_else_ended_hears_nothing_any_more(talking: Playbook) -> None:
    book = talking >> InOn("whisper")
    book.send(ask.StopListening(), Actor(kind="system", on_behalf_of=BOSS))
    assert book.floor.listening == {}
    assert book.switch.supervisors(PHONE) is None


def test_who_may_not_oversee_any_more_since_the_brain_was_away(talking: Playbook) -> None:
    book = talking >> InOn() >> Dies()
    book.floor.configure(replace(CONFIG, overseers=frozenset()), book.now)
    assert book >> IsBack() << A(ListeningEnded, ended_by="dismissed")
    assert book.switch.supervisors(PHONE) is None


def test_one_call_at_a_time(talking: Playbook) -> None:
    assert talking >> Ready(BEN) >> Dials("1001", "other") >> Answers(BEN) >> InOn()
    first = leg_of(talking).leg_id
    assert talking >> InOn(caller="other") << A(ListeningEnded, leg_id=first) << A(ListeningStarted)
    assert [each.interaction_id for each in talking.floor.listening.values()] == [
        talking.interaction("other")
    ]


def test_what_is_over_cannot_be_heard() -> None:
    book = Playbook()
    unknown = ask.Listen(interaction_id="int_00000000000000000000000000000000")
    book.send(unknown, Actor(kind="user", id=BOSS))
    assert book.refusal is not None
    assert book.refusal.code == "call.not_talking"


def test_nobody_listens_to_themselves(talking: Playbook) -> None:
    assert talking >> InOn(who="usr_anna") << Refused("listening.own_call")


def test_over_a_hold(talking: Playbook) -> None:
    assert talking >> InOn("join")
    bridge = leg_of(talking).bridge_id
    assert talking >> Holds(ANNA)
    assert leg_of(talking).bridge_id == bridge
    assert talking >> Resumes(ANNA)
    assert talking.switch.legs[talking.leg("caller")].bridge_id == leg_of(talking).bridge_id


@pytest.mark.parametrize("mode", ["listen", "whisper", "join"])
def test_over_a_lost_browser(talking: Playbook, mode: Literal["listen", "whisper", "join"]) -> None:
    assert talking >> InOn(mode) >> BrowserLegEnds(ANNA)
    assert talking >> PageReady(ANNA, "p2") >> Answers(ANNA) << A(SegmentStarted)
    leg, agent = leg_of(talking), talking.switch.leg_of(ANNA)
    if mode == "join":
        assert leg.bridge_id == agent.bridge_id
    else:
        assert leg.overhears is not None
        assert leg.overhears.target_leg_id == agent.leg_id


@pytest.mark.parametrize("mode", ["listen", "whisper", "join"])
def test_the_brain_dies_and_goes_on_with_who_is_there(
    talking: Playbook, mode: Literal["listen", "whisper", "join"]
) -> None:
    assert talking >> InOn(mode)
    before = leg_of(talking).bridge_id, leg_of(talking).overhears
    assert talking >> Dies() >> IsBack() << Never(A(ListeningEnded)) << Never(A(calls.Overhear))
    assert (leg_of(talking).bridge_id, leg_of(talking).overhears) == before
    assert _told(talking) == mode
    assert talking >> AgentHangsUp(ANNA) << A(ListeningEnded, ended_by="call")
    assert talking.switch.legs == {}


@pytest.mark.parametrize("mode", ["listen", "whisper"])
def test_what_a_dying_brain_had_begun_and_not_told_is_as_the_log_has_it(
    talking: Playbook, mode: Literal["listen", "whisper"]
) -> None:
    assert talking >> InOn(mode)
    leg, logged = leg_of(talking), mode == "whisper"
    assert leg.overhears is not None
    leg.overhears = replace(leg.overhears, whisper=not logged)
    assert talking >> Dies() >> IsBack() << A(calls.Overhear, leg_id=leg.leg_id, whisper=logged)
    assert leg.overhears.whisper == logged
    assert _told(talking) == mode


def test_the_brain_dies_and_the_call_ends_meanwhile(talking: Playbook) -> None:
    assert talking >> InOn() >> Dies() >> Meanwhile(HangsUp())
    assert talking >> IsBack() << A(ListeningEnded, ended_by="call")
    assert talking.switch.legs == {}


def test_the_brain_dies_and_the_supervisor_goes_meanwhile(talking: Playbook) -> None:
    assert talking >> InOn() >> Dies() >> Meanwhile(PageGoes())
    assert talking >> IsBack() << A(ListeningEnded, ended_by="supervisor")
    assert talking.floor.listening == {}


def test_a_leg_of_which_the_log_knows_nothing_is_ended(talking: Playbook) -> None:
    assert talking >> InOn()
    talking.log = [each for each in talking.log if not isinstance(each.fact, ListeningStarted)]
    leg_id = leg_of(talking).leg_id
    assert talking >> Dies()
    assert talking >> IsBack() << A(calls.StopOverhearing, leg_id=leg_id) << A(calls.HangUpLeg, leg_id=leg_id)


def _with_boss() -> Playbook:
    return Playbook(as_agent()) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


def test_a_supervisor_takes_the_call_over() -> None:
    book = _with_boss() >> InOn()
    leg = leg_of(book)
    assert (
        book
        >> TakesOver()
        << A(ListeningEnded, ended_by="taken_over")
        << A(SegmentEnded, agent_id=ANNA)
        << A(CallTakenOver, agent_id=CLEO, from_agent_id=ANNA)
        << A(WrapUpStarted, agent_id=ANNA)
        << A(SegmentStarted, agent_id=CLEO, agent_leg_id=leg.leg_id)
        << A(RecordingStarted, agent_id=CLEO)
        << A(calls.StartRecording, leg_id=leg.leg_id)
        << Joins()
    )
    assert leg.recorded is not None
    assert book.floor.listening == {}
    assert leg.bridge_id == book.switch.legs[book.leg("caller")].bridge_id
    assert book >> AgentHangsUp(CLEO) << Ended("handled", ended_by="agent")
    assert book.switch.legs == {}


def test_a_recording_that_could_not_begin_is_told_as_failed() -> None:
    book = _with_boss() >> InOn() >> SwitchRefuses("StartRecording")
    assert (
        book >> TakesOver() << A(RecordingStarted, agent_id=CLEO) << A(calls.RecordingFailed, code="no_file")
    )
    assert book.floor.calls[book.interaction("caller")].stage == "talking"


def test_a_held_caller_is_taken_over_without_the_music() -> None:
    book = _with_boss() >> InOn("join") >> Holds(ANNA) >> TakesOver()
    caller = book.switch.legs[book.leg("caller")]
    assert (caller.music, caller.bridge_id) == (False, leg_of(book).bridge_id)


def test_a_call_that_was_taken_over_survives_the_brain() -> None:
    book = _with_boss() >> InOn() >> TakesOver() >> Dies()
    assert book >> IsBack() << Never(A(SegmentEnded)) << Never(A(calls.HangUpLeg))
    assert book >> HangsUp() << A(SegmentEnded, agent_id=CLEO)


def test_who_may_not_take_over(talking: Playbook) -> None:
    assert talking >> TakesOver() << Refused("listening.not_in")
    assert talking >> InOn() >> TakesOver() << Refused("no_agent")
    book = _with_boss() >> Ready(CLEO) >> Dials("1002", "other") >> Answers(CLEO) >> InOn()
    assert book >> TakesOver() << Refused("agent.busy")


def test_an_agent_who_was_offline_is_not_ready_while_taking_over() -> None:
    book = _with_boss() >> InOn() >> TakesOver()
    assert book.floor.agents[CLEO].presence == "not_ready"
    assert book >> AgentHangsUp(CLEO) << State(CLEO, "not_ready", "wrapping_up")
