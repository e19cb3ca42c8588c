"""The automatic introduction: a flow has the client's owners rung, tells who calls, and takes the keys 1, 2 and 3; nobody of ours is there."""

from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.messages import InteractionEnded
from ringwell.calls.owner_messages import OwnerEnded, OwnerSought
from ringwell.calls.party_messages import PartyAsked, PartyHeld, PartyLeft
from ringwell.customers.promises import NewPromise
from ringwell.journeys.config import WorkspaceConfig
from ringwell.projects.owners import Owner
from tests.playbooks.handing_on import brought_back, taken
from tests.playbooks.outside import TRUNK
from tests.playbooks.playbook import (
    A,
    Dials,
    Dies,
    HangsUp,
    Happening,
    IsBack,
    Meanwhile,
    Never,
    Passes,
    Playbook,
    SwitchRefuses,
)
from tests.support.world import CONFIG, MENU


def owner(place: int, **fields: object) -> Owner:
    number = f"+4860000000{place}"
    entry = Owner(
        owner_id=f"own_{place}", project_id="prj_1", name=f"Owner {place}", number=number, place=place
    )
    return replace(entry, **fields)


FIRST, SECOND = owner(1), owner(2)
WAYS = ("message", "call_back", "nobody")


def config(*owners: Owner) -> WorkspaceConfig:
    """Each way says another word."""
    nodes: dict[str, Any] = {way: {"type": "hangup", "prompts": [{"prompt": way}]} for way in WAYS}
    prompts = [{"prompt": "for-you"}, {"value_of": "caller_number", "said_as": "digits"}]
    nodes["ask"] = {"type": "introduce", "prompts": prompts, "language": "pl", **{way: way for way in WAYS}}
    document = {"format": 1, "id": "owners", "language": "en", "start": "ask", "nodes": nodes}
    flows = {**CONFIG.flows, MENU.flow_id: replace(MENU, document=document)}
    numbers = {key: replace(each, flow_id=MENU.flow_id) for key, each in CONFIG.numbers.items()}
    listed = {each.owner_id: each for each in owners}
    return replace(CONFIG, flows=flows, numbers=numbers, trunks={"trk_1": TRUNK}, owners=listed)


@dataclass
class Owns(Happening):
    """What the owner does who is rung, or is told."""

    answers: bool = False
    machine: bool = False
    presses: str | None = None
    ends: bool = False

    def happen(self, book: Playbook) -> None:
        leg = next(leg for leg in book.switch.legs.values() if leg.out)
        if self.answers:
            book.switch.answer(leg.leg_id, machine=self.machine)
        if self.presses:
            book.switch.press(leg.leg_id, self.presses)
        if self.ends:
            book.switch.end(leg.leg_id)


ANSWERS, MACHINE, HANGS_UP = Owns(answers=True), Owns(answers=True, machine=True), Owns(ends=True)


def presses(key: str) -> Owns:
    return Owns(presses=key)


def rings(*owners: Owner) -> Playbook:
    return Playbook(config(*(owners or (FIRST, SECOND)))) >> Dials("1001", shows="+48221234567")


def says(way: str) -> A:
    return A(calls.PlayPrompts, prompts=(calls.Prompt(way, "en", None),))


class TestTheOwner:
    def test_is_told_who_calls_in_his_language_while_the_caller_hears_music(self) -> None:
        book = rings() << A(OwnerSought, owner_ids=("own_1", "own_2"), agent_id="")
        assert book << A(PartyAsked, purpose="owner", agent_id="", owner_id="own_1") << A(calls.StartMusic)
        book = book >> Passes(3) >> ANSWERS << A(PartyHeld)
        digits = "48221234567"
        told = ("for-you", *(f"n-{digit}" for digit in digits))
        assert book << A(calls.PlayPrompts, prompts=tuple(calls.Prompt(each, "pl", None) for each in told))
        assert book << Never(A(calls.JoinLegs))

    def test_presses_1_and_talks_to_the_caller(self) -> None:
        book = rings() >> Passes(3) >> ANSWERS >> presses("1")
        assert book << A(OwnerEnded, outcome="connected", owner_id="own_1", rung=1, answered_ms=3000)
        assert book << A(calls.StopPlayback) << A(calls.StopMusic) << A(calls.JoinLegs)
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")
        assert book.switch.legs == {}
        assert {event.agent_id for event in book.log if event.interaction_id} == {None}, (
            "nobody of ours was there"
        )

    def test_may_press_after_it_has_been_said_and_other_keys_are_nothing(self) -> None:
        book = rings() >> ANSWERS >> Passes(5) >> presses("7") << Never(A(PartyLeft))
        assert book >> presses("1") << A(OwnerEnded, outcome="connected") << A(calls.JoinLegs)

    def test_presses_2_and_the_caller_leaves_a_message(self) -> None:
        book = rings() >> ANSWERS >> presses("2") << A(OwnerEnded, outcome="message", owner_id="own_1")
        assert book << A(PartyLeft, result="removed") << A(calls.HangUpLeg) << A(calls.StopMusic)
        assert book << says("message")

    def test_presses_3_and_has_promised_to_call_back(self) -> None:
        book = rings() >> ANSWERS >> presses("3") << A(OwnerEnded, outcome="call_back", owner_id="own_1")
        promised = [each for turn in book.turns for each in turn.promising]
        assert [(each.kind, each.to.number, each.owner_id) for each in promised] == [
            ("call_back", "+48221234567", None)
        ]
        assert isinstance(promised[0], NewPromise)
        ended = next(e.fact for e in book.log if isinstance(e.fact, OwnerEnded))
        assert ended.promise_id == promised[0].promise_id
        assert book << says("call_back")

    def test_who_presses_nothing_is_told_three_times_and_the_next_is_rung(self) -> None:
        book = rings() >> ANSWERS >> Passes(9.5) << A(calls.PlayPrompts)
        book = book >> Passes(9) << A(calls.PlayPrompts)
        assert book >> Passes(10) << A(PartyLeft, result="removed") << A(PartyAsked, owner_id="own_2")

    def test_who_hangs_up_is_followed_by_the_next(self) -> None:
        book = (
            rings() >> ANSWERS >> HANGS_UP << A(PartyLeft, result="left") << A(PartyAsked, owner_id="own_2")
        )
        assert book >> ANSWERS >> presses("1") << A(OwnerEnded, outcome="connected", owner_id="own_2", rung=2)

    def test_who_is_gone_is_remembered_by_nothing(self) -> None:
        book = rings(FIRST) >> ANSWERS >> HANGS_UP >> HangsUp()
        assert (book.floor.playing, book.floor.party_legs, book.floor.party_numbers) == ({}, {}, {})

    def test_a_voicemail_is_nobody(self) -> None:
        assert rings() >> MACHINE << A(PartyLeft, result="machine") << A(PartyAsked, owner_id="own_2")


class TestNobody:
    def test_answers_and_the_flow_goes_on(self) -> None:
        book = rings() >> Passes(27) << A(PartyAsked, owner_id="own_2")
        book = book >> Passes(27) << A(OwnerEnded, outcome="nobody", owner_id=None, rung=2)
        assert book << A(calls.StopMusic) << says("nobody")

    def test_is_there_now_or_can_be_rung(self) -> None:
        book = (
            rings(owner(1, hours_id="hrs_never"))
            << A(OwnerSought, owner_ids=())
            << A(OwnerEnded, outcome="nobody")
        )
        assert book << says("nobody")
        none = Playbook(replace(config(FIRST), trunks={})) >> Dials("1001")
        assert none << A(OwnerEnded, outcome="nobody", rung=0) << says("nobody")

    def test_is_rung_for_a_call_that_comes_from_ourselves(self) -> None:
        """The owner's telephone has been turned to our number: each such call would begin the next one."""
        shown = replace(config(FIRST), trunks={"trk_1": replace(TRUNK, caller_id="+48223334455")})
        for number in ("+48223334455", "1001"):
            book = Playbook(shown) >> Dials("1001", shows=number) << Never(A(calls.RingCustomer))
            assert book << A(OwnerEnded, outcome="nobody", rung=0) << says("nobody")

    def test_takes_it_who_answered(self) -> None:
        book = rings(FIRST) >> ANSWERS >> HANGS_UP << A(OwnerEnded, outcome="refused", owner_id="own_1")
        assert book << says("nobody")


class TestTheCaller:
    @pytest.mark.parametrize("answered", [False, True])
    def test_hangs_up_and_nothing_is_left(self, answered: bool) -> None:
        book = rings()
        if answered:
            book = book >> ANSWERS
        book = book >> HangsUp() << A(OwnerEnded) << A(InteractionEnded, result="abandoned_in_flow")
        assert book.switch.legs == {}

    def test_cannot_be_brought_together_with_the_owner(self) -> None:
        book = rings() >> ANSWERS >> SwitchRefuses("JoinLegs") >> presses("1") >> Passes(1)
        assert book << A(PartyLeft, result="failed") << says("nobody")

    @pytest.mark.parametrize("answered", [False, True])
    def test_is_taken_by_the_switch_and_no_other_owner_is_rung_for_who_is_not_here(
        self, answered: bool
    ) -> None:
        book = rings() >> Passes(3)
        if answered:
            book = book >> ANSWERS
        book = book >> taken(book) << A(OwnerEnded, outcome="nobody") << Never(A(calls.RingCustomer))
        assert book >> Passes(60) << Never(A(calls.RingCustomer))
        assert book >> brought_back(book) << A(OwnerSought) << A(PartyAsked, owner_id="own_1")


class TestTheBrainIsKilled:
    def test_while_it_rings(self) -> None:
        book = rings() >> Dies() >> IsBack() << Never(A(PartyLeft)) << Never(A(calls.RingCustomer))
        assert book >> ANSWERS << A(PartyHeld) << A(calls.PlayPrompts)

    def test_and_the_owner_has_answered_meanwhile(self) -> None:
        book = rings() >> Dies() >> Meanwhile(ANSWERS) >> IsBack() << A(PartyHeld) << A(calls.PlayPrompts)
        assert book >> presses("1") << A(OwnerEnded, outcome="connected") << A(calls.JoinLegs)

    def test_and_the_line_has_gone_meanwhile_and_the_next_is_rung(self) -> None:
        book = rings() >> Dies() >> Meanwhile(HANGS_UP) >> IsBack() << A(PartyLeft, result="no_answer")
        assert book << A(PartyAsked, owner_id="own_2")

    def test_while_the_owner_is_told_and_hears_it_again(self) -> None:
        book = rings() >> ANSWERS >> Dies() >> IsBack() << A(calls.StopPlayback) << A(calls.PlayPrompts)
        assert book >> presses("2") << A(OwnerEnded, outcome="message") << says("message")

    def test_and_the_owner_has_pressed_nothing_then_the_next_is_rung(self) -> None:
        assert rings() >> ANSWERS >> Dies() >> IsBack() >> Passes(12) << A(PartyAsked, owner_id="own_2")

    def test_while_the_two_talk(self) -> None:
        book = rings() >> ANSWERS >> presses("1") >> Dies() >> IsBack() << Never(A(calls.PlayPrompts))
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")
