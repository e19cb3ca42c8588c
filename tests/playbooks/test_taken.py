"""The watchdog had asked for a caller before we came back, and the switch's own queue has the caller only now."""

import pytest

from ringwell.calls import messages as calls
from ringwell.calls.messages import SegmentEnded
from ringwell.calls.party_messages import PartyLeft
from tests.playbooks.handing_on import JOINS_ALL, brought_back, calls_up, taken
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Ended,
    HangsUp,
    Joins,
    Never,
    Offer,
    PageOpens,
    Passes,
    Playbook,
    Ready,
    Rings,
    State,
    Tells,
    sets,
)
from tests.support.world import ANNA, BEN


@pytest.fixture
def two() -> Playbook:
    book = Playbook() >> sets(ANNA, "not_ready") >> sets(BEN, "not_ready")
    return book >> Dials("1001", "first") >> Passes(1) >> Dials("1001", "second") >> Passes(1)


def whose(book: Playbook, caller: str) -> str:
    return book.floor.caller_legs[book.leg(caller)]


def test_nobody_is_rung_for_one_who_is_elsewhere(two: Playbook) -> None:
    assert two >> taken(two, "first") >> Ready(ANNA) << Rings(ANNA, interaction_id=whose(two, "second"))
    assert two >> Ready(BEN) << Never(Rings(BEN))
    assert two >> brought_back(two, "first") << Rings(BEN, interaction_id=whose(two, "first"))


def test_who_is_back_stands_where_it_stood(two: Playbook) -> None:
    assert two >> taken(two, "first") >> brought_back(two, "first")
    assert two >> Ready(ANNA) << Rings(ANNA, interaction_id=whose(two, "first"))


def test_an_offer_is_withdrawn() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    assert book >> taken(book) << Offer("withdrawn") << State(ANNA, "ready", "idle")
    assert book >> brought_back(book) << Rings(ANNA)


def test_an_agent_who_was_to_be_joined_is_let_go_and_the_caller_is_next() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)
    assert book >> taken(book) << A(SegmentEnded, ended_by="switch") << Never(Rings(ANNA))
    assert book >> Ready(BEN) << Never(Rings(BEN))
    assert book >> brought_back(book) << Rings(ANNA)
    assert book >> Answers(ANNA) << Joins()


def test_a_conference_is_over_and_nobody_of_it_is_left_behind() -> None:
    book = Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)
    book = book >> PageOpens(BEN, "p2") >> Ready(BEN) >> calls_up() >> Answers(BEN) >> JOINS_ALL
    assert book >> taken(book) << A(PartyLeft, result="call_over") << A(SegmentEnded, ended_by="switch")
    assert [leg.role for leg in book.switch.legs.values()] == ["caller"]
    assert book.floor.calls[whose(book, "caller")].parties == ()


def test_told_twice_or_late_it_is_nothing(two: Playbook) -> None:
    assert two >> taken(two, "first") >> taken(two, "first")
    assert two >> HangsUp("second") << Ended("abandoned_in_queue")
    assert two >> Tells(calls.CallerTaken(at=two.now, leg_id="leg_nobody")) << Never(Ended("failed"))
