"""Somebody outside is called beside a caller: what that line says before it answers is for the agent, and never for the caller."""

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.messages import HoldEnded
from ringwell.calls.party_messages import PartyHeld, PartyJoined, PartyLeft
from ringwell.journeys import commands as ask
from tests.playbooks.handing_on import JOINS_ALL, Does, calls_up, hears
from tests.playbooks.outside import TRUNK, CallsOut, Outside, OutsideSpeaks, outside_leg
from tests.playbooks.playbook import (
    A,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    Holds,
    IsBack,
    Music,
    Never,
    PageOpens,
    Passes,
    Playbook,
    Ready,
    Resumes,
    Told,
)
from tests.support.world import ANNA, BEN, CONFIG

ANSWERS = Outside()
COMPLETES = Does(ask.CompleteTransfer)
SWAPS = Does(ask.SwapParties)


@pytest.fixture
def talking() -> Playbook:
    """Anna talks to a caller; Ben is at his desk, and ready."""
    book = Playbook(replace(CONFIG, trunks={TRUNK.trunk_id: TRUNK})) >> PageOpens(ANNA, "p1") >> Ready(ANNA)
    book = book >> Dials("1001") >> Answers(ANNA) >> Passes(10)
    return book >> PageOpens(BEN, "p2") >> Ready(BEN)


@pytest.fixture
def heard(talking: Playbook) -> Playbook:
    """Anna hears the line that she has called."""
    return talking >> CallsOut() >> OutsideSpeaks()


def test_the_agent_hears_the_line_and_then_who_answers(talking: Playbook) -> None:
    assert talking >> CallsOut() << Music() << A(calls.StartRinging)
    assert talking >> OutsideSpeaks() << A(calls.StopRinging) << Never(A(PartyJoined))
    assert hears(talking, ANNA, "outside")
    assert talking >> Passes(5) >> ANSWERS << A(PartyJoined)
    assert hears(talking, ANNA, "outside")
    assert talking >> JOINS_ALL
    assert hears(talking, "caller", ANNA, "outside")


def test_who_does_not_answer_is_heard_no_more(heard: Playbook) -> None:
    assert heard >> Outside(hangs_up=True) << A(PartyLeft) << Told(ANNA, "party_gone")
    assert heard >> Resumes(ANNA)
    assert hears(heard, "caller", ANNA)


def test_the_agent_goes_back_to_the_caller_who_does_not_hear_it(heard: Playbook) -> None:
    assert heard >> Resumes(ANNA) << A(HoldEnded) << A(calls.PartLeg, leg_id=outside_leg(heard).leg_id)
    assert hears(heard, "caller", ANNA)
    assert heard >> OutsideSpeaks() << Never(A(calls.JoinLegs))
    assert heard >> ANSWERS << A(PartyHeld)
    assert heard >> SWAPS
    assert hears(heard, ANNA, "outside")


def test_what_begins_when_the_agent_is_with_the_caller_nobody_hears(talking: Playbook) -> None:
    assert talking >> CallsOut() >> Resumes(ANNA) >> OutsideSpeaks() << Never(A(calls.JoinLegs))
    assert hears(talking, "caller", ANNA)
    assert talking >> Holds(ANNA) >> ANSWERS << A(PartyJoined)
    assert hears(talking, ANNA, "outside")


def test_a_caller_who_is_given_to_a_colleague_does_not_hear_it(talking: Playbook) -> None:
    book = talking >> calls_up() >> Answers(BEN) >> CallsOut() >> OutsideSpeaks()
    assert hears(book, ANNA, BEN, "outside")
    assert book >> COMPLETES
    assert hears(book, "caller", BEN)


def test_a_conference_does_not_hear_it(talking: Playbook) -> None:
    book = talking >> calls_up() >> Answers(BEN) >> JOINS_ALL >> CallsOut()
    assert book >> OutsideSpeaks() << Never(A(calls.JoinLegs))
    assert book >> ANSWERS
    assert hears(book, "caller", ANNA, BEN, "outside")


def test_a_caller_who_is_left_to_it_hears_music_until_it_answers(heard: Playbook) -> None:
    assert heard >> COMPLETES
    assert heard.switch.legs[heard.leg("caller")].music
    assert outside_leg(heard).bridge_id is None
    assert heard >> ANSWERS
    assert hears(heard, "caller", "outside")


def test_an_agent_who_was_lost_comes_back_to_the_caller_alone(heard: Playbook) -> None:
    book = heard >> BrowserLegEnds(ANNA) >> Answers(ANNA)
    assert hears(book, "caller", ANNA)
    assert book >> Holds(ANNA) >> Resumes(ANNA) << Never(A(calls.PartLeg))
    assert hears(book, "caller", ANNA)


def test_a_brain_that_was_killed_knows_what_is_heard(heard: Playbook) -> None:
    book = heard >> Dies() >> IsBack() << Never(A(PartyLeft))
    assert hears(book, ANNA, "outside")
    assert book >> Resumes(ANNA)
    assert hears(book, "caller", ANNA)
