"""The pause for a field of a form, such as of a card's number: as long as the field is being filled in, and not longer."""

import pytest

from ringwell.calls import messages as calls
from ringwell.calls.recording import RecordingPaused, RecordingResumed
from ringwell.journeys import commands as ask
from ringwell.journeys import render
from ringwell.kernel.events import Actor
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    HangsUp,
    Happening,
    IsBack,
    Never,
    PageReady,
    Passes,
    Playbook,
    Ready,
    Refused,
    SwitchRefuses,
    Told,
)
from tests.support.world import ANNA, BEN, SHOP

USER = Actor(kind="user", id="u")


class Does(Happening):
    """An agent's command about the call."""

    def __init__(self, kind: type[ask.PersonCommand], agent_id: str = ANNA, **fields: object) -> None:
        self.kind, self.fields = kind, {"agent_id": agent_id, **fields}

    def happen(self, book: Playbook) -> None:
        about = book.interaction("caller")
        book.send(self.kind(interaction_id=about, **self.fields), USER)  # pyright: ignore[reportArgumentType, reportCallIssue]


ENTERS = Does(ask.PauseRecording, why="form")
LEAVES = Does(ask.ResumeRecording, why="form")
PAUSES = Does(ask.PauseRecording)
RESUMES = Does(ask.ResumeRecording)
BEN_ENTERS = Does(ask.PauseRecording, BEN, why="form")
BEN_LEAVES = Does(ask.ResumeRecording, BEN, why="form")
CALLS_BEN = Does(ask.CallParty, to_agent_id=BEN)


def _is_paused(book: Playbook) -> bool:
    view = render.call_view(book.floor, book.interaction("caller"))
    assert view is not None
    return view.paused_since is not None


@pytest.fixture
def talking() -> Playbook:
    return Playbook() >> Ready(ANNA) >> Ready(BEN) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


@pytest.fixture
def in_two(talking: Playbook) -> Playbook:
    """Ben is in the talk with Anna and the caller."""
    return talking >> CALLS_BEN >> Answers(BEN) >> Does(ask.JoinAll)


def test_as_long_as_the_field_is_filled_in(talking: Playbook) -> None:
    assert talking >> ENTERS << A(RecordingPaused, why="form") << A(calls.PauseRecording)
    assert talking.switch.leg_of(ANNA).paused
    assert talking >> Passes(30) >> LEAVES << A(RecordingResumed, paused_ms=30_000)
    assert not talking.switch.leg_of(ANNA).paused
    assert talking >> LEAVES << Never(A(RecordingResumed))
    assert talking >> ENTERS << A(RecordingPaused, why="form")


def test_two_minutes_and_no_longer(talking: Playbook) -> None:
    assert talking >> ENTERS >> Passes(119)
    assert talking.switch.leg_of(ANNA).paused
    assert talking >> Passes(1) << A(RecordingResumed, paused_ms=120_000)
    assert not talking.switch.leg_of(ANNA).paused
    assert talking >> ENTERS >> Passes(60)
    assert talking.switch.leg_of(ANNA).paused, "who comes to the field again has two minutes again"


def test_a_field_left_and_entered_again_has_two_minutes_again(talking: Playbook) -> None:
    assert talking >> ENTERS >> Passes(100) >> LEAVES >> ENTERS >> Passes(100)
    assert talking.switch.leg_of(ANNA).paused


def test_a_pause_by_hand_is_not_ended_by_leaving_the_field(talking: Playbook) -> None:
    assert talking >> PAUSES >> ENTERS << Never(A(RecordingPaused, why="form"))
    assert talking >> LEAVES << Never(A(RecordingResumed))
    assert talking >> Passes(200)
    assert talking.switch.leg_of(ANNA).paused
    assert talking >> RESUMES << A(RecordingResumed)


def test_a_pause_by_hand_while_the_field_is_filled_in_stays(talking: Playbook) -> None:
    assert talking >> ENTERS >> Passes(20) >> PAUSES << A(RecordingPaused, why="button")
    assert talking >> LEAVES << Never(A(RecordingResumed))
    assert talking >> Passes(200)
    assert talking.switch.leg_of(ANNA).paused
    assert talking >> RESUMES << A(RecordingResumed, paused_ms=220_000)


def test_by_hand_the_recording_goes_on_at_once(talking: Playbook) -> None:
    assert talking >> ENTERS >> RESUMES << A(RecordingResumed)
    assert not _is_paused(talking)


def test_whoever_the_caller_is_brought_to_is_recorded(talking: Playbook) -> None:
    assert talking >> ENTERS >> Does(ask.Transfer, to_agent_id=BEN) << A(RecordingResumed)
    assert talking >> Answers(BEN) << Never(A(RecordingPaused))
    assert not talking.switch.leg_of(BEN).paused


@pytest.mark.parametrize("goes", [Does(ask.Transfer, to_agent_id=BEN), Does(ask.Park), HangsUp()])
def test_nothing_is_recorded_of_what_is_said_while_the_agent_goes(talking: Playbook, goes: Happening) -> None:
    anna = talking.switch.leg_of(ANNA).leg_id
    assert talking >> ENTERS >> goes << Never(A(calls.ResumeRecording, leg_id=anna))


def test_a_colleague_who_was_asked_is_recorded_when_the_caller_is_handed_on(talking: Playbook) -> None:
    assert talking >> CALLS_BEN >> Answers(BEN) >> Does(ask.JoinAll) >> ENTERS
    assert talking.switch.leg_of(BEN).paused
    assert talking >> Does(ask.CompleteTransfer)
    assert not talking.switch.leg_of(BEN).paused
    assert talking >> Passes(200) << Never(A(RecordingResumed))


def test_only_who_is_in_the_call(talking: Playbook) -> None:
    assert talking >> BEN_ENTERS << Refused("call.not_talking")
    assert talking >> CALLS_BEN >> BEN_ENTERS << Refused("call.not_talking")
    assert talking >> Answers(BEN) >> Does(ask.PauseRecording, BEN) << Refused("call.not_talking")
    assert not _is_paused(talking)


def test_a_colleague_in_the_call_fills_in_the_field(in_two: Playbook) -> None:
    assert in_two >> BEN_ENTERS << A(RecordingPaused, why="form")
    assert in_two.switch.leg_of(ANNA).paused
    assert in_two.switch.leg_of(BEN).paused
    assert in_two >> BEN_LEAVES << A(RecordingResumed)
    assert not in_two.switch.leg_of(ANNA).paused
    assert not in_two.switch.leg_of(BEN).paused


def test_as_long_as_one_of_them_is_in_a_field(in_two: Playbook) -> None:
    assert in_two >> ENTERS >> Passes(100) >> BEN_ENTERS << Never(A(RecordingPaused))
    assert in_two >> LEAVES << Never(A(RecordingResumed))
    assert in_two >> Passes(119)
    assert _is_paused(in_two), "who has come has two minutes"
    assert in_two >> Passes(1) << A(RecordingResumed, paused_ms=220_000)


def test_a_colleague_who_goes_has_left_the_field(in_two: Playbook) -> None:
    assert in_two >> BEN_ENTERS >> AgentHangsUp(BEN) << A(RecordingResumed)
    assert not in_two.switch.leg_of(ANNA).paused


@pytest.mark.parametrize("goes", [Does(ask.CompleteTransfer), BrowserLegEnds(ANNA)])
def test_a_colleague_who_stays_is_in_the_field_still(in_two: Playbook, goes: Happening) -> None:
    ben = in_two.switch.leg_of(BEN).leg_id
    assert in_two >> BEN_ENTERS >> goes << Never(A(calls.ResumeRecording)) << Never(A(RecordingResumed))
    assert in_two.switch.legs[ben].paused
    assert in_two >> Passes(60) << Never(A(calls.ResumeRecording, leg_id=ben))
    assert in_two >> BEN_LEAVES << A(RecordingResumed)
    assert not in_two.switch.legs[ben].paused


def test_nobody_is_left_paused_by_a_colleague_when_the_call_goes_outside(in_two: Playbook) -> None:
    assert in_two >> BEN_ENTERS >> Does(ask.Transfer, queue_id=SHOP) << A(RecordingResumed)
    assert not in_two.floor.in_field


def test_a_colleague_hears_of_a_pause_that_failed(in_two: Playbook) -> None:
    assert in_two >> SwitchRefuses("PauseRecording") >> BEN_ENTERS << Told(BEN, "pause_failed")


def test_after_the_brains_death_a_colleague_who_goes_does_not_end_it(in_two: Playbook) -> None:
    assert in_two >> ENTERS >> Dies() >> IsBack() >> AgentHangsUp(BEN) << Never(A(RecordingResumed))
    assert in_two.switch.leg_of(ANNA).paused
    assert in_two >> LEAVES << A(RecordingResumed)


@pytest.mark.parametrize("goes", [Does(ask.CompleteTransfer), BrowserLegEnds(ANNA)])
def test_nor_does_the_agent_from_whom_the_call_goes_on_to_a_colleague(
    in_two: Playbook, goes: Happening
) -> None:
    ben = in_two.switch.leg_of(BEN).leg_id
    assert in_two >> BEN_ENTERS >> Dies() >> IsBack() >> goes << Never(A(RecordingResumed))
    assert in_two.switch.legs[ben].paused
    assert in_two >> BEN_LEAVES << A(RecordingResumed)


def test_nor_is_it_longer_where_the_agent_is_lost_too(in_two: Playbook) -> None:
    in_two = in_two >> BEN_ENTERS >> BrowserLegEnds(ANNA) >> Dies() >> IsBack() >> Answers(ANNA)
    assert in_two.switch.leg_of(ANNA).paused
    assert in_two >> Passes(120) << A(RecordingResumed, paused_ms=120_000)


def test_after_the_brains_death_whoever_leaves_ends_it(in_two: Playbook) -> None:
    assert in_two >> BEN_ENTERS >> Dies() >> IsBack()
    assert in_two.switch.leg_of(BEN).paused
    assert in_two >> BEN_LEAVES << A(RecordingResumed)
    assert not in_two.switch.leg_of(BEN).paused


def test_a_browser_that_is_lost_has_left_the_field(talking: Playbook) -> None:
    assert talking >> ENTERS >> BrowserLegEnds(ANNA) << A(RecordingResumed)
    assert talking >> PageReady(ANNA, "p2") >> Answers(ANNA) << Never(A(calls.PauseRecording))
    assert not talking.switch.leg_of(ANNA).paused


def test_the_two_minutes_go_on_over_the_brains_death(talking: Playbook) -> None:
    assert talking >> ENTERS >> Passes(60) >> Dies() >> Passes(20) >> IsBack()
    assert talking.switch.leg_of(ANNA).paused
    assert talking >> Passes(39) << Never(A(RecordingResumed))
    assert talking >> Passes(1) << A(RecordingResumed)
    assert not talking.switch.leg_of(ANNA).paused


def test_a_brain_that_was_away_for_longer_goes_on_at_once(talking: Playbook) -> None:
    assert talking >> ENTERS >> Dies() >> Passes(300) >> IsBack() >> Passes(1)
    assert not talking.switch.leg_of(ANNA).paused


def test_the_field_of_a_call_that_ends(talking: Playbook) -> None:
    assert talking >> ENTERS >> HangsUp() >> Passes(200) << Never(A(RecordingResumed))


def test_a_pause_that_fails_leaves_nothing_behind(talking: Playbook) -> None:
    assert talking >> SwitchRefuses("PauseRecording") >> ENTERS << A(RecordingResumed, failed=True)
    assert talking >> PAUSES >> Passes(200)
    assert talking.switch.leg_of(ANNA).paused
