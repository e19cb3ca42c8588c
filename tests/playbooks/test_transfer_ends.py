"""What ends badly in a transfer or a conference: whoever is left is brought to somebody, or hears music; no bridge is left behind."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.journeys import commands as ask
from ringwell.projects.model import Trunk
from ringwell.routing.messages import QueueEntered
from tests.playbooks.playbook import (
    A,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    Happening,
    IsBack,
    PageOpens,
    PageReady,
    Passes,
    PhoneGoes,
    Playbook,
    Ready,
    SwitchRefuses,
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
