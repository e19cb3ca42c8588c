"""What of a talk is recorded: pauses over reloads, lost browsers and the brain's death, and the rules of a project."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ringwell.agents.messages import OfferMade
from ringwell.calls import messages as calls
from ringwell.calls.recording import RecordingPaused, RecordingResumed, Rule, is_recorded
from ringwell.journeys import commands as ask
from ringwell.journeys import render
from ringwell.journeys.views import CallView
from ringwell.kernel.events import Actor
from tests.playbooks.playbook import (
    A,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    HangsUp,
    Happening,
    IsBack,
    Joins,
    Never,
    PageReady,
    Passes,
    Playbook,
    Ready,
    Refused,
    SwitchRefuses,
    Told,
)
from tests.support.world import ANNA, BEN, CONFIG, DIRECT, SHOP


@dataclass
class Pauses(Happening):
    agent_id: str | None = ANNA

    def happen(self, book: Playbook) -> None:
        about = book.interaction("caller")
        book.send(
            ask.PauseRecording(agent_id=self.agent_id, interaction_id=about), Actor(kind="user", id="u")
        )


@dataclass
class Records(Happening):
    """The agent lets the recording go on."""

    def happen(self, book: Playbook) -> None:
        about = book.interaction("caller")
        book.send(ask.ResumeRecording(agent_id=ANNA, interaction_id=about), Actor(kind="user", id="u"))


def _view(book: Playbook) -> CallView:
    view = render.call_view(book.floor, book.interaction("caller"))
    assert view is not None
    return view


@pytest.fixture
def talking() -> Playbook:
    return Playbook() >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


def test_a_pause_and_its_end(talking: Playbook) -> None:
    assert talking >> Pauses() << A(RecordingPaused, why="button") << A(calls.PauseRecording)
    assert talking.switch.leg_of(ANNA).paused
    assert (_view(talking).paused_since, _view(talking).pausing) == (talking.now, False)
    assert talking >> Pauses() << Never(A(RecordingPaused))
    assert (
        talking >> Passes(9) >> Records() << A(RecordingResumed, paused_ms=9000) << A(calls.ResumeRecording)
    )
    assert not talking.switch.leg_of(ANNA).paused
    assert talking >> Records() << Never(A(RecordingResumed))


def test_a_pause_is_told_as_done_only_when_the_switch_has_done_it(talking: Playbook) -> None:
    command = ask.PauseRecording(agent_id=ANNA, interaction_id=talking.interaction("caller"))
    talking.send(command, Actor(kind="user", id="u"))
    assert _view(talking).pausing
    talking.settle()
    assert not _view(talking).pausing


def test_a_pause_that_fails_is_told_and_is_none(talking: Playbook) -> None:
    assert talking >> SwitchRefuses("PauseRecording")
    assert talking >> Pauses() << A(RecordingResumed, failed=True) << Told(ANNA, "pause_failed")
    assert _view(talking).paused_since is None


def test_a_recording_that_does_not_go_on_stays_paused_and_the_agent_knows(talking: Playbook) -> None:
    assert talking >> Pauses() >> SwitchRefuses("ResumeRecording")
    assert talking >> Records() << A(RecordingPaused, why="stuck") << Told(ANNA, "resume_failed")
    assert _view(talking).paused_since is not None


def test_whose_call_it_is_and_who_oversees_may_pause(talking: Playbook) -> None:
    assert talking >> Pauses(BEN) << Refused("call.not_talking")
    assert talking >> Pauses(None) << A(RecordingPaused, agent_id=ANNA)
    assert talking >> HangsUp() >> Pauses() << Refused("call.not_talking")


def test_what_is_not_recorded_cannot_be_paused() -> None:
    book = Playbook() >> Ready(BEN) >> Dials("1002") >> Answers(BEN)
    assert book >> Pauses(BEN) << Refused("recording.none")


def test_a_lost_browser_comes_back_unrecorded(talking: Playbook) -> None:
    assert talking >> Pauses() >> BrowserLegEnds(ANNA) >> PageReady(ANNA, "p2")
    assert talking >> Answers(ANNA) << A(calls.PauseRecording) << Joins()
    assert talking.switch.leg_of(ANNA).paused
    assert talking.log[-1].fact != RecordingResumed
    assert _view(talking).paused_since is not None
    assert talking >> Records() << A(calls.ResumeRecording)


def test_the_brain_dies_in_a_pause(talking: Playbook) -> None:
    assert talking >> Pauses() >> Dies() >> IsBack() << Never(A(calls.ResumeRecording))
    assert _view(talking).paused_since is not None
    assert talking >> Records() << A(RecordingResumed)


def test_a_pause_of_which_only_the_switch_knows_is_one(talking: Playbook) -> None:
    assert talking >> Dies()
    talking.switch.leg_of(ANNA).paused = True
    assert talking >> IsBack() << A(RecordingPaused, why="switch")


def test_a_pause_of_which_only_the_log_knows_is_done_again(talking: Playbook) -> None:
    assert talking >> Pauses() >> Dies()
    talking.switch.leg_of(ANNA).paused = False
    assert talking >> IsBack() << A(calls.PauseRecording)
    assert talking.switch.leg_of(ANNA).paused


def test_the_next_talk_is_recorded(talking: Playbook) -> None:
    assert talking >> Pauses() >> HangsUp()
    talking.send(ask.FinishWrapUp(agent_id=ANNA, interaction_id=talking.interaction("caller"), then="ready"))
    assert talking >> Dials("1001", "next") >> Answers(ANNA) << Never(A(calls.PauseRecording))
    assert not talking.switch.leg_of(ANNA).paused


def test_both_hear_it_where_the_project_has_it_so() -> None:
    project = replace(CONFIG.projects["prj_1"], recording_beeps=True)
    book = Playbook(replace(CONFIG, projects={"prj_1": project}))
    assert book >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)
    bridge = book.switch.leg_of(ANNA).bridge_id
    assert book >> Pauses() << A(calls.Beep, bridge_id=bridge)
    assert book >> Records() << A(calls.Beep, bridge_id=bridge)


def _by_rule(rule: Rule, *, consent: bool | None = None) -> bool:
    """Whether a caller is recorded whose flow has said this."""
    project = replace(CONFIG.projects["prj_1"], recording=rule)
    flows = dict(CONFIG.flows)
    if consent is not None:
        agree = {"type": "set", "variables": {"recording_consent": consent}, "next": "shop"}
        nodes = {"agree": agree, "shop": {"type": "queue", "queue": SHOP}}
        flow = replace(DIRECT, document={**DIRECT.document, "start": "agree", "nodes": nodes})
        flows[flow.flow_id] = flow
    book = Playbook(replace(CONFIG, projects={"prj_1": project}, flows=flows))
    assert book >> Ready(ANNA) >> Dials("1001")
    [made] = [event.fact for event in book.log if isinstance(event.fact, OfferMade)]
    return made.recording_id is not None


def test_a_projects_rule() -> None:
    assert _by_rule("all")
    assert not _by_rule("none")
    assert not _by_rule("consent")
    assert _by_rule("consent", consent=True)
    assert not _by_rule("consent", consent=False)
    assert not _by_rule("all", consent=False)


@given(st.uuids(), st.integers(0, 100), st.integers(0, 100))
def test_a_greater_share_records_whatever_a_smaller_one_does(interaction: object, one: int, two: int) -> None:
    small, large = sorted((one, two))
    about = f"int_{interaction}"
    assert not is_recorded("share", 0, None, about)
    assert is_recorded("share", 100, None, about)
    assert is_recorded("share", large, None, about) or not is_recorded("share", small, None, about)


def test_a_share_is_about_that_share() -> None:
    recorded = sum(is_recorded("share", 30, None, f"int_{number}") for number in range(4000))
    assert 0.27 < recorded / 4000 < 0.33
