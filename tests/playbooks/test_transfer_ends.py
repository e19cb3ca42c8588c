"""What ends badly in a transfer or a conference: whoever is left is brought to somebody, or hears music; no bridge is left behind."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.messages import SegmentStarted
from ringwell.calls.recording import RecordingPaused, RecordingResumed
from ringwell.journeys import commands as ask
from ringwell.journeys.targets import MOST_TRANSFERS
from ringwell.projects.model import Trunk
from ringwell.routing.messages import QueueEntered
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    Happening,
    IsBack,
    Meanwhile,
    Never,
    PageOpens,
    PageReady,
    Passes,
    PhoneGoes,
    PhoneRejects,
    Playbook,
    Ready,
    Refused,
    SwitchRefuses,
    Tells,
    Told,
)
from tests.support.world import ANNA, BEN, CONFIG

TRUNK = Trunk(trunk_id="trk_1", name="main", server="sip:127.0.0.2:5090")


@dataclass
class Does(Happening):
    """Anna's command about the call."""

    kind: type[ask.PersonCommand]
    to: dict[str, object] | None = None

    def happen(self, book: Playbook) -> None:
        fields = {"agent_id": ANNA, "interaction_id": book.interaction("caller"), **(self.to or {})}
        book.send(self.kind(**fields))  # pyright: ignore[reportArgumentType, reportCallIssue]


class OutsideAnswers(Happening):
    def happen(self, book: Playbook) -> None:
        leg = book.switch.dialled()
        assert leg is not None
        book.switch.answer(leg.leg_id)


class OutsideEnds(Happening):
    def happen(self, book: Playbook) -> None:
        leg = next(leg for leg in book.switch.legs.values() if leg.out)
        book.switch.end(leg.leg_id)


CALLS_OUT = Does(ask.CallParty, {"number": "+48600100200"})
PAUSES = Does(ask.PauseRecording)
CALLS_BEN = Does(ask.CallParty, {"to_agent_id": BEN})
JOINS_ALL = Does(ask.JoinAll)
COMPLETES = Does(ask.CompleteTransfer)


def in_silence(book: Playbook) -> bool:
    """Whether the caller hears nobody and nothing."""
    leg = book.switch.legs[book.leg("caller")]
    others = [each for each in book.switch.legs.values() if each.bridge_id and each is not leg]
    return not leg.music and all(each.bridge_id != leg.bridge_id for each in others)


def left_bridges(book: Playbook) -> set[str]:
    """Bridges that were made and not taken away."""
    made = {each.bridge_id for each in book.switch.commands if isinstance(each, calls.JoinLegs)}
    return made - {each.bridge_id for each in book.switch.commands if isinstance(each, calls.EndBridge)}


@pytest.fixture
def talking() -> Playbook:
    """Anna talks to a caller; Ben is at his desk, and ready; numbers outside may be called."""
    book = Playbook(replace(CONFIG, trunks={TRUNK.trunk_id: TRUNK}))
    book = book >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)
    return book >> PageOpens(BEN, "p2") >> Ready(BEN)


@pytest.fixture
def with_outside(talking: Playbook) -> Playbook:
    """The caller, Anna and somebody outside, all together."""
    return talking >> CALLS_OUT >> OutsideAnswers() >> JOINS_ALL


def test_a_lost_agent_leaves_the_caller_to_somebody_outside_who_hangs_up(with_outside: Playbook) -> None:
    book = with_outside >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA)
    assert not in_silence(book)
    book = book >> OutsideEnds()
    assert not in_silence(book)


def test_a_lost_agent_comes_back_after_the_other_has_gone(with_outside: Playbook) -> None:
    book = with_outside >> BrowserLegEnds(ANNA) >> OutsideEnds()
    book = book >> PageOpens(ANNA, "p1b") >> PageReady(ANNA, "p1b") >> Answers(ANNA)
    assert not in_silence(book)
    assert book >> HangsUp() << Ended("handled")
    assert left_bridges(book) == set()


def test_a_lost_agent_who_stays_away_from_a_conference_with_somebody_outside(with_outside: Playbook) -> None:
    book = with_outside >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA) >> Passes(21)
    assert book << A(QueueEntered, priority=11)
    book = book >> Answers(BEN)
    assert not in_silence(book)
    assert book >> HangsUp() << Ended("handled")
    assert left_bridges(book) == set()


def test_the_caller_hangs_up_a_conference_without_its_agent(with_outside: Playbook) -> None:
    book = with_outside >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA) >> HangsUp()
    assert book << Ended("handled")
    assert book.switch.legs == {}
    assert left_bridges(book) == set()


def test_the_brain_dies_in_a_conference_without_its_agent(with_outside: Playbook) -> None:
    book = with_outside >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA) >> Dies() >> IsBack()
    assert not in_silence(book)


def test_the_agent_comes_back_to_the_conference_after_the_brain(with_outside: Playbook) -> None:
    book = with_outside >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA) >> Dies() >> IsBack()
    book = book >> PageOpens(ANNA, "p1b") >> PageReady(ANNA, "p1b") >> Answers(ANNA)
    assert len({leg.bridge_id for leg in book.switch.legs.values()}) == 1
    assert len(book.switch.legs) == 3


def test_a_colleague_is_not_taken_for_the_agent_who_comes_back(talking: Playbook) -> None:
    book = talking >> CALLS_BEN >> Answers(BEN) >> JOINS_ALL
    ben = book.switch.leg_of(BEN).leg_id
    assert book >> BrowserLegEnds(ANNA) >> Dies() >> IsBack() << Never(A(calls.AgentLegRestored))
    assert book >> Answers(ANNA) << A(calls.AgentLegRestored, agent_id=ANNA)
    anna = book.switch.leg_of(ANNA).leg_id
    [bridge_id] = {book.switch.legs[leg_id].bridge_id for leg_id in (ben, anna, book.leg("caller"))}
    assert bridge_id is not None


def test_somebody_outside_who_is_with_the_caller_after_the_agent(with_outside: Playbook) -> None:
    book = with_outside >> COMPLETES
    assert not in_silence(book)
    book = book >> OutsideEnds()
    assert book << Ended("handled")
    assert book.switch.legs == {}
    assert left_bridges(book) == set()


def test_the_caller_let_go_outside_whom_the_switch_cannot_join(talking: Playbook) -> None:
    book = talking >> Does(ask.Transfer, {"number": "+48600100200"})
    book = book >> SwitchRefuses("JoinLegs") >> OutsideAnswers() >> Passes(2)
    assert not book.floor.calls.get(book.interaction("caller")) or not in_silence(book)


def test_the_caller_let_go_outside_where_nobody_answers(talking: Playbook) -> None:
    book = talking >> Does(ask.Transfer, {"number": "+48600100200"}) >> Passes(31)
    assert not in_silence(book)
    book = book >> Answers(ANNA)
    assert not in_silence(book)
    assert book >> HangsUp() << Ended("handled")
    assert left_bridges(book) == set()


def test_a_colleague_who_joins_while_the_pause_fails(talking: Playbook) -> None:
    book = talking >> CALLS_BEN >> PAUSES
    book = book >> SwitchRefuses("PauseRecording") >> Answers(BEN)
    assert book << A(RecordingResumed, failed=True) << Told(ANNA, "pause_failed")


def test_a_blind_transfer_keeps_the_pause(talking: Playbook) -> None:
    book = talking >> PAUSES >> Does(ask.Transfer, {"to_agent_id": BEN}) >> Answers(BEN)
    assert book << A(RecordingPaused, agent_id=BEN, why="kept")
    assert book.switch.leg_of(BEN).paused


def test_a_pause_goes_with_the_caller_to_the_next_agent(talking: Playbook) -> None:
    book = talking >> PAUSES >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA) >> Passes(21) >> Answers(BEN)
    assert book.switch.leg_of(BEN).paused
    interaction = book.interaction("caller")
    book.send(ask.ResumeRecording(agent_id=BEN, interaction_id=interaction))
    assert not book.switch.leg_of(BEN).paused


def test_a_colleagues_pause_after_the_brain(talking: Playbook) -> None:
    book = talking >> CALLS_BEN >> Answers(BEN) >> JOINS_ALL >> PAUSES >> Dies()
    book.switch.leg_of(BEN).paused = False
    book = book >> IsBack()
    assert book.switch.leg_of(BEN).paused


def test_a_colleagues_recording_that_does_not_go_on_is_told(talking: Playbook) -> None:
    book = talking >> CALLS_BEN >> Answers(BEN) >> JOINS_ALL >> PAUSES
    leg_id = book.switch.leg_of(BEN).leg_id
    book = book >> Does(ask.ResumeRecording)
    failed = calls.CommandFailed(at=book.now, leg_id=leg_id, command="ResumeRecording", detail="", gone=False)
    assert book >> Tells(failed) << Told(ANNA, "resume_failed") << Never(A(RecordingPaused))


def test_where_a_colleague_cannot_be_paused_nobody_is(talking: Playbook) -> None:
    book = talking >> CALLS_BEN >> Answers(BEN) >> JOINS_ALL >> PAUSES
    leg_id = book.switch.leg_of(BEN).leg_id
    failed = calls.CommandFailed(at=book.now, leg_id=leg_id, command="PauseRecording", detail="", gone=False)
    assert book >> Tells(failed) << A(RecordingResumed, failed=True) << A(calls.ResumeRecording)
    assert not book.switch.leg_of(ANNA).paused


# --- who has the call


def test_a_colleague_in_the_call_has_it_whoever_is_named(talking: Playbook) -> None:
    """A call without an agent could be paused, held and handed on by nobody."""
    book = talking >> CALLS_BEN >> Answers(BEN) >> JOINS_ALL >> CALLS_OUT >> OutsideAnswers()
    outside = book.floor.calls[book.interaction("caller")].parties[-1].party_id
    book = book >> Does(ask.CompleteTransfer, {"party_id": outside})
    assert book << A(SegmentStarted, agent_id=BEN)
    assert len({leg.bridge_id for leg in book.switch.legs.values()}) == 1
    assert len(book.switch.legs) == 3
    assert_all_over(book >> HangsUp() << Ended("handled"))


def test_the_caller_hears_music_when_only_somebody_who_is_rung_is_left(talking: Playbook) -> None:
    book = talking >> CALLS_OUT >> OutsideAnswers() >> JOINS_ALL >> CALLS_BEN >> COMPLETES >> OutsideEnds()
    assert not in_silence(book)
    book = book >> Answers(BEN) << A(SegmentStarted, agent_id=BEN)
    assert not in_silence(book)
    assert_all_over(book >> HangsUp())


def test_nobody_comes_when_only_somebody_who_is_rung_is_left(talking: Playbook) -> None:
    book = talking >> CALLS_OUT >> OutsideAnswers() >> JOINS_ALL >> CALLS_BEN >> COMPLETES >> OutsideEnds()
    book = book >> Passes(31) >> Answers(ANNA)
    assert not in_silence(book)
    assert_all_over(book >> HangsUp())


CONFERENCE = (
    CALLS_BEN,
    Answers(BEN),
    JOINS_ALL,
    CALLS_OUT,
    OutsideAnswers(),
    BrowserLegEnds(BEN),
    OutsideEnds(),
)
BLIND_OUTSIDE = (Does(ask.Transfer, {"number": "+48600100200"}), OutsideAnswers(), Passes(1), OutsideEnds())
BLIND = (Does(ask.Transfer, {"to_agent_id": BEN}), PhoneRejects(BEN), Answers(ANNA), HangsUp())


@pytest.mark.parametrize("story", [CONFERENCE, BLIND_OUTSIDE, BLIND])
@pytest.mark.parametrize("dies_at", range(7))
def test_the_brain_dies_at_each_step(talking: Playbook, story: tuple[Happening, ...], dies_at: int) -> None:
    book = talking
    for step, happening in enumerate(story):
        if step == dies_at:
            by_far_ends = not isinstance(happening, Does)
            book = book >> Dies() >> (Meanwhile(happening) if by_far_ends else Passes(0)) >> IsBack()
            book = book if by_far_ends else book >> happening
        else:
            book = book >> happening
    assert_all_over(book >> HangsUp())


def assert_all_over(book: Playbook) -> None:
    """Nothing and nobody is left of the call."""
    book = book >> Passes(400)
    assert (book.floor.calls, book.switch.legs, left_bridges(book)) == ({}, {}, set())
    assert {book.floor.agents[agent].activity for agent in (ANNA, BEN)} == {"idle"}


def test_ten_speak_together_and_nobody_more(with_outside: Playbook) -> None:
    book = with_outside
    for last in "1234567":
        book = book >> Passes(2) >> Does(ask.CallParty, {"number": f"+4860010030{last}"}) >> OutsideAnswers()
    assert len({leg.bridge_id for leg in book.switch.legs.values()}) == 1
    assert len(book.switch.legs) == 10
    book = book >> Passes(2) >> CALLS_BEN
    assert book << Refused("transfer.too_many")
    book = book >> OutsideEnds() >> CALLS_BEN >> Answers(BEN)
    assert len(book.switch.legs) == 10
    assert_all_over(book >> AgentHangsUp(ANNA) << Ended("handled"))


def test_a_caller_who_has_been_handed_on_twenty_times_stays_where_they_are(talking: Playbook) -> None:
    book, here, there = talking, ANNA, BEN
    for _ in range(MOST_TRANSFERS):
        book = book >> Does(ask.Transfer, {"agent_id": here, "to_agent_id": there}) >> Answers(there)
        book = book >> Passes(120) >> Ready(here)
        here, there = there, here
    book = book >> Does(ask.Transfer, {"agent_id": here, "to_agent_id": there})
    assert book << Refused("transfer.loop")
    assert not in_silence(book)
