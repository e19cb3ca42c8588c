"""The caller is introduced to the client's owner: whoever of the list answers, or nobody, the caller is left with somebody."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.messages import HoldEnded, HoldStarted, SegmentEnded
from ringwell.calls.owner_messages import OwnerEnded, OwnerSought, OwnerUnreached
from ringwell.calls.party_messages import PartyAsked, PartyJoined, PartyLeft
from ringwell.journeys import commands as ask
from ringwell.projects.owners import Owner
from tests.playbooks.handing_on import Does
from tests.playbooks.owners import CONNECTS, INTRODUCES, TAKES_BACK, OwnerAnswers, config, owner, talking
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dies,
    Ended,
    HangsUp,
    Happening,
    Holds,
    IsBack,
    Joins,
    Meanwhile,
    Music,
    Never,
    NewConfiguration,
    PageOpens,
    PageReady,
    Passes,
    PhoneGoes,
    Playbook,
    Ready,
    Refused,
    Resumes,
    Silence,
    SwitchRefuses,
    TimeAway,
    Told,
)
from tests.support.world import ANNA, BEN, NEVER

JOINS_ALL = Does(ask.JoinAll)
ANSWERED = Does(ask.OwnerSaid, fields={"outcome": "answered", "note_id": "nte_1"})
MESSAGE = Does(ask.OwnerSaid, fields={"outcome": "message", "promise_id": "prm_2"})
CALL_BACK = Does(ask.OwnerSaid, fields={"outcome": "call_back", "promise_id": "prm_3"})


@dataclass
class OwnerEnds(Happening):
    """The one who is rung, or talks, hangs up, or is busy."""

    cause: int = 16

    def happen(self, book: Playbook) -> None:
        leg = next(leg for leg in book.switch.legs.values() if leg.out)
        book.switch.end(leg.leg_id, self.cause)


def Sought(*places: int) -> A:
    return A(OwnerSought, owner_ids=tuple(f"own_{place}" for place in places), agent_id=ANNA)


def Asked(place: int) -> A:
    return A(PartyAsked, owner_id=f"own_{place}", purpose="owner", kind="outside")


def Came(outcome: str, **fields: object) -> A:
    return A(OwnerEnded, outcome=outcome, **fields)


def hears(book: Playbook, *who: str) -> bool:
    """Whether these are together in one bridge, and nobody else is in it."""
    names = {book.leg("caller"): "caller"}
    names |= {leg.leg_id: leg.ring.agent_id for leg in book.switch.legs.values() if leg.ring}
    together = sorted(names.get(leg.leg_id, "owner") for leg in book.switch.legs.values() if leg.bridge_id)
    return together == sorted(who)


def outcomes(book: Playbook) -> list[str]:
    return [event.fact.outcome for event in book.log if isinstance(event.fact, OwnerEnded)]


class TestRinging:
    def test_the_first_on_the_list_is_rung_while_the_caller_hears_music(self) -> None:
        book = (
            talking(owner(2), owner(1, rings_s=15))
            >> INTRODUCES
            << Sought(1, 2)
            << A(HoldStarted)
            << Music()
            << Asked(1)
            << A(calls.RingCustomer, number="+48600000001", timeout_s=15, hears_machine=True)
            << A(calls.StartRinging)
        )
        assert book.switch.legs[book.leg("caller")].music

    def test_who_does_not_answer_is_followed_by_the_next(self) -> None:
        book = talking(owner(1, rings_s=15), owner(2)) >> INTRODUCES >> Passes(16)
        assert book << A(PartyLeft, result="no_answer") << Asked(2)
        assert book << A(calls.RingCustomer, number="+48600000002")
        assert book << Never(A(OwnerEnded))

    @pytest.mark.parametrize(("cause", "result"), [(17, "busy"), (21, "declined"), (34, "failed")])
    def test_who_cannot_is_followed_by_the_next(self, cause: int, result: str) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> OwnerEnds(cause)
        assert book << A(PartyLeft, result=result) << Asked(2)

    def test_a_voicemail_is_no_person(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> OwnerAnswers(machine=True)
        assert book << A(PartyLeft, result="machine") << Asked(2) << Never(A(PartyJoined))
        assert book >> OwnerAnswers() << A(PartyJoined) << Joins()
        assert hears(book, ANNA, "owner")

    def test_one_who_is_off_duty_is_not_rung(self) -> None:
        off = owner(1, hours_id=NEVER.hours_id)
        assert talking(off, owner(2)) >> INTRODUCES << Sought(2) << Asked(2)
        assert talking(off) >> INTRODUCES << Refused("owner.off_hours") << Never(A(HoldStarted))

    def test_the_same_phone_is_listened_to_as_the_list_says(self) -> None:
        book = talking(owner(1, hears_machines=False)) >> INTRODUCES
        assert book << A(calls.RingCustomer, hears_machine=False)

    def test_nobody_answers_and_the_caller_is_taken_back(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> OwnerEnds(17)
        book = book >> OwnerEnds(17)
        assert book << A(OwnerUnreached, rung=2) << A(HoldEnded) << Silence() << Joins()
        assert book << Told(ANNA, "owner_unreached")
        assert hears(book, ANNA, "caller")
        assert book >> MESSAGE << Came("message", owner_id=None, rung=2, promise_id="prm_2")
        assert outcomes(book) == ["message"]

    def test_nobody_answers_and_nothing_comes_of_it(self) -> None:
        book = talking(owner(1)) >> INTRODUCES >> OwnerEnds(17) >> Passes(5) >> HangsUp()
        assert book << Came("nobody", rung=1) << Ended("handled")
        assert outcomes(book) == ["nobody"]

    def test_it_can_be_tried_again(self) -> None:
        book = talking(owner(1)) >> INTRODUCES >> OwnerEnds(17) >> INTRODUCES
        assert book << Came("nobody") << Sought(1) << Asked(1)
        assert outcomes(book) == ["nobody"]

    def test_one_whom_the_switch_cannot_ring_is_passed_over(self) -> None:
        book = talking(owner(1), owner(2)) >> SwitchRefuses("RingCustomer") >> INTRODUCES
        assert book << A(PartyLeft, result="failed") << Asked(2)

    def test_the_agent_passes_over_one(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES
        party = book.floor.calls[book.interaction("caller")].parties[0]
        assert book >> Does(ask.RemoveParty, fields={"party_id": party.party_id}) << Asked(2)

    def test_one_who_is_taken_off_the_list_is_not_rung(self) -> None:
        book = talking(owner(1), owner(2), owner(3)) >> INTRODUCES
        assert book >> NewConfiguration(config(owner(1), owner(3))) >> OwnerEnds(17) << Asked(3)


class TestRefusals:
    @pytest.mark.parametrize(
        ("owners", "code"),
        [
            ((), "owner.nobody_listed"),
            ((owner(1, project_id="prj_2"),), "owner.nobody_listed"),
            ((owner(1, number="1001"),), "transfer.own_number"),
        ],
    )
    def test_there_is_nobody_to_ring(self, owners: Iterable[Owner], code: str) -> None:
        book = talking(*owners) >> INTRODUCES << Refused(code) << Never(A(HoldStarted))
        assert hears(book, ANNA, "caller")

    def test_only_the_calls_own_agent_may(self) -> None:
        of_ben = Does(ask.IntroduceOwner, agent_id=BEN)
        assert talking(owner(1)) >> of_ben << Refused("call.not_talking")
        said = Does(ask.OwnerSaid, BEN, fields=MESSAGE.fields)
        assert talking(owner(1)) >> INTRODUCES >> said << Refused("owner.not_sought")

    def test_twice_at_once(self) -> None:
        assert talking(owner(1)) >> INTRODUCES >> INTRODUCES << Refused("owner.sought_already")

    def test_beside_somebody_else(self) -> None:
        book = talking(owner(1)) >> PageOpens(BEN, "p2") >> Ready(BEN)
        calls_ben = Does(ask.CallParty, to=BEN)
        assert book >> calls_ben >> INTRODUCES << Refused("owner.not_alone")

    def test_without_a_way_out(self) -> None:
        book = talking(owner(1)) >> NewConfiguration(replace(config(owner(1)), trunks={}))
        assert book >> INTRODUCES << Refused("outgoing.no_trunk")

    def test_while_the_owner_has_not_answered(self) -> None:
        book = talking(owner(1)) >> INTRODUCES
        assert book >> CONNECTS << Refused("owner.not_answered")
        assert book >> ANSWERED << Refused("owner.not_answered")

    @pytest.mark.parametrize(
        "fields",
        [
            {"outcome": "answered"},
            {"outcome": "answered", "promise_id": "prm_1"},
            {"outcome": "message", "note_id": "nte_1"},
            {"outcome": "call_back"},
        ],
    )
    def test_nothing_is_written(self, fields: dict[str, object]) -> None:
        book = talking(owner(1)) >> INTRODUCES >> OwnerAnswers()
        assert book >> Does(ask.OwnerSaid, fields=fields) << Refused("owner.nothing_written")
        assert outcomes(book) == []


@pytest.fixture
def answered() -> Playbook:
    """The second owner has answered; the caller hears music."""
    book = talking(owner(1), owner(2)) >> INTRODUCES >> OwnerEnds(17) >> Passes(4) >> OwnerAnswers()
    return book >> Passes(6)


class TestOutcomes:
    def test_the_owner_is_connected_and_the_agent_leaves(self, answered: Playbook) -> None:
        book = answered >> CONNECTS
        assert book << A(SegmentEnded) << Came("connected", owner_id="own_2", rung=2)
        assert hears(book, "caller", "owner")
        assert book >> OwnerEnds() << Ended("handled")
        assert outcomes(book) == ["connected"]

    def test_the_owner_is_connected_and_the_agent_stays(self, answered: Playbook) -> None:
        book = answered >> JOINS_ALL << Came("connected") << Never(A(SegmentEnded))
        assert hears(book, ANNA, "caller", "owner")
        assert book >> CONNECTS
        assert hears(book, "caller", "owner")
        assert outcomes(book) == ["connected"]

    def test_the_agent_brings_the_answer(self, answered: Playbook) -> None:
        book = answered >> ANSWERED << Came("answered", owner_id="own_2", note_id="nte_1") << A(HoldEnded)
        assert hears(book, ANNA, "caller")
        ended = next(
            turn for turn in book.turns if any(isinstance(each.fact, OwnerEnded) for each in turn.events)
        )
        assert ended.told

    def test_a_message_is_left(self, answered: Playbook) -> None:
        assert answered >> MESSAGE << Came("message", owner_id="own_2", promise_id="prm_2")
        assert hears(answered, ANNA, "caller")

    def test_the_customer_is_to_be_called_back(self, answered: Playbook) -> None:
        book = answered >> CALL_BACK << Came("call_back", promise_id="prm_3", note_id=None)
        assert hears(book, ANNA, "caller")

    def test_an_outcome_is_told_once(self, answered: Playbook) -> None:
        assert answered >> MESSAGE >> ANSWERED << Refused("owner.not_sought")
        assert outcomes(answered) == ["message"]

    def test_the_answer_can_still_be_kept_when_the_owner_has_hung_up(self, answered: Playbook) -> None:
        book = answered >> OwnerEnds() << Told(ANNA, "party_gone") << Never(A(PartyAsked))
        assert book >> Resumes(ANNA) >> Passes(9) >> ANSWERED << Came("answered", owner_id="own_2")

    def test_a_message_while_it_rings(self) -> None:
        book = talking(owner(1)) >> INTRODUCES >> MESSAGE << Came("message", owner_id=None)
        assert hears(book, ANNA, "caller")
        assert book.switch.dialled() is None

    def test_the_owner_does_not_take_the_call(self, answered: Playbook) -> None:
        assert answered >> TAKES_BACK >> Passes(3) >> AgentHangsUp(ANNA) << Came("refused")

    def test_the_agent_does_not_wait_for_the_owner(self) -> None:
        for stops in (TAKES_BACK, AgentHangsUp(ANNA)):
            book = talking(owner(1)) >> INTRODUCES >> stops << Came("taken_back", rung=1)
            assert hears(book, ANNA, "caller")
            assert book.switch.dialled() is None


class TestHarm:
    def test_the_caller_hangs_up_while_it_rings(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> HangsUp()
        assert book << Came("caller_gone") << Ended("handled") << Never(Asked(2))
        assert book.switch.dialled() is None

    def test_the_caller_hangs_up_while_the_owner_talks(self, answered: Playbook) -> None:
        book = answered >> HangsUp() << Came("caller_gone", owner_id="own_2")
        assert not [leg for leg in book.switch.legs.values() if leg.out]

    def test_the_caller_hangs_up_after_the_owner(self, answered: Playbook) -> None:
        assert answered >> OwnerEnds() >> HangsUp() << Came("refused")

    def test_the_brain_dies_while_it_rings(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> Dies() >> IsBack()
        assert book >> Passes(30) << Asked(2)
        assert book >> OwnerAnswers() >> CONNECTS << Came("connected", owner_id="own_2", rung=2)

    def test_the_one_who_rings_gives_up_while_the_brain_is_away(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> Dies() >> Meanwhile(OwnerEnds(17)) >> IsBack()
        assert book << Asked(2)

    def test_a_voicemail_answers_while_the_brain_is_away(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> Dies() >> Meanwhile(OwnerAnswers(machine=True))
        assert book >> IsBack() << A(PartyLeft, result="machine") << Asked(2)

    def test_the_owner_answers_while_the_brain_is_away(self) -> None:
        book = talking(owner(1)) >> INTRODUCES >> Dies() >> Meanwhile(OwnerAnswers()) >> IsBack()
        assert book << A(PartyJoined)
        assert hears(book, ANNA, "owner")

    def test_all_give_up_while_the_brain_is_away(self) -> None:
        book = talking(owner(1)) >> INTRODUCES >> Dies() >> TimeAway(60) >> IsBack()
        assert book << A(OwnerUnreached)
        assert hears(book, ANNA, "caller")

    def test_the_caller_is_gone_when_the_brain_is_back(self, answered: Playbook) -> None:
        book = answered >> Dies() >> Meanwhile(HangsUp()) >> IsBack()
        assert outcomes(book) == ["caller_gone"]

    def test_the_agents_page_is_lost_and_comes_back(self, answered: Playbook) -> None:
        book = answered >> BrowserLegEnds(ANNA) >> PageOpens(ANNA, "p2") >> PageReady(ANNA, "p2")
        book = book >> Answers(ANNA)
        assert outcomes(book) == []
        assert book >> Does(ask.SwapParties)
        assert hears(book, ANNA, "owner")
        assert book >> CONNECTS << Came("connected")

    def test_the_agents_page_is_lost_for_good(self, answered: Playbook) -> None:
        book = answered >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA) >> Passes(120)
        assert outcomes(book) == ["refused"]
        assert book.floor.calls[book.interaction("caller")].stage == "waiting"

    def test_the_page_is_lost_while_it_rings(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA)
        assert book >> OwnerEnds(17) << Never(Asked(2))
        assert book >> Passes(120)
        assert outcomes(book) == ["agent_gone"]

    def test_the_agent_talks_to_the_caller_while_it_rings(self) -> None:
        book = talking(owner(1)) >> INTRODUCES >> Resumes(ANNA)
        assert hears(book, ANNA, "caller")
        assert book >> OwnerAnswers() << Never(A(OwnerEnded))
        assert hears(book, ANNA, "caller")
        assert book >> Does(ask.SwapParties)
        assert hears(book, ANNA, "owner")

    def test_one_who_gives_up_while_the_agent_is_with_the_caller(self) -> None:
        book = talking(owner(1), owner(2)) >> INTRODUCES >> Resumes(ANNA) >> OwnerEnds(17)
        assert book << Came("taken_back")
        assert hears(book, ANNA, "caller")

    def test_the_call_is_handed_to_a_colleague_meanwhile(self, answered: Playbook) -> None:
        book = answered >> PageOpens(BEN, "p2") >> Ready(BEN)
        book = book >> Does(ask.Transfer, to=BEN)
        assert outcomes(book) == ["refused"]


def test_a_caller_who_is_on_hold_already_stays_so() -> None:
    book = talking(owner(1)) >> Holds(ANNA) >> INTRODUCES << Asked(1)
    assert book << Never(A(HoldStarted))
