"""What an agent does on a desk phone itself: dials, holds, transfers by REFER. The caller is left with somebody, or in the queue."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import HoldEnded, HoldStarted, RecordingStarted, SegmentEnded, SegmentStarted
from ringwell.calls.party_messages import CallTransferred, PartyAsked, PartyLeft
from ringwell.journeys.floor import handle
from ringwell.journeys.turn import Notice, NumberKept
from ringwell.kernel.ids import LEG
from ringwell.outbound.messages import CallbackDialled, CallbackEnded
from ringwell.projects.model import Trunk
from ringwell.routing.messages import QueueEntered
from tests.playbooks.playbook import (
    A,
    Answers,
    DeskPhoneEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    HangUpOf,
    Happening,
    IsBack,
    Music,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Rings,
    Sends,
    State,
    Tells,
    Told,
    sets,
)
from tests.support.world import ANNA, BANK, BEN, CLEO, CONFIG

OUTSIDE = Trunk(trunk_id="trk_1", name="out", server="sip:127.0.0.9:5060")
DESK = replace(
    CONFIG,
    agents=CONFIG.agents
    | {
        ANNA: replace(CONFIG.agents[ANNA], phone_kind="desk", extension="201"),
        BEN: replace(CONFIG.agents[BEN], extension="202"),
    },
    queues=CONFIG.queues | {BANK: replace(CONFIG.queues[BANK], extension="300")},
    trunks={"trk_1": OUTSIDE},
)


@dataclass
class PhoneDials(Happening):
    """A new line at the agent's desk phone; its leg is known as `line`."""

    number: str
    agent_id: str = ANNA
    line: str = "second"

    def happen(self, book: Playbook) -> None:
        leg_id = book.callers[self.line] = book.ids.new(LEG)
        book.switch.dial_from(leg_id, book.floor.config.agents[self.agent_id].endpoint, self.number)


@dataclass
class Refers(Happening):
    """The phone asks on its first line: for a number, or (`to`) for whom it talks to on another line."""

    number: str = ""
    to: str | None = None

    def happen(self, book: Playbook) -> None:
        to_leg_id = None if self.to is None else book.callers.get(self.to, self.to)
        book.switch.refer(book.switch.leg_of(ANNA).leg_id, self.number, to_leg_id)


@dataclass
class PhoneHolds(Happening):
    held: bool = True
    line: str | None = None

    def happen(self, book: Playbook) -> None:
        leg_id = book.callers[self.line] if self.line else book.switch.leg_of(ANNA).leg_id
        book.switch.put_on_hold(leg_id, held=self.held)


@dataclass
class LineEnds(Happening):
    line: str = "second"

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.callers[self.line])


def tells(state: str) -> A:
    return A(calls.TellTransfer, state=state)


def together(book: Playbook, *legs: str) -> bool:
    """Whether exactly these legs are in one bridge."""
    bridge_id = book.switch.legs[legs[0]].bridge_id
    return bridge_id is not None and set(legs) == {
        leg.leg_id for leg in book.switch.legs.values() if leg.bridge_id == bridge_id
    }


@pytest.fixture
def talking() -> Playbook:
    book = Playbook(DESK) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10) >> Ready(BEN)
    book.callers["first"] = book.switch.leg_of(ANNA).leg_id
    return book


@pytest.fixture
def asking(talking: Playbook) -> Playbook:
    """Anna has put the caller on hold by her phone, and talks to Ben on its second line."""
    return talking >> PhoneHolds() >> PhoneDials("202") >> Answers(BEN) >> Passes(4)


# --- REFER


def test_a_blind_transfer_to_a_colleague(talking: Playbook) -> None:
    talking = talking >> Refers("202") << A(PartyAsked, to_agent_id=BEN, purpose="transfer")
    assert talking << A(CallTransferred, to="agent", asked_first=False) << A(WrapUpStarted)
    assert talking << tells("done") << HangUpOf("first")
    assert talking >> Answers(BEN) << A(SegmentStarted, agent_id=BEN, ordinal=2)


def test_a_blind_transfer_to_a_queue_is_told_as_done(talking: Playbook) -> None:
    talking = talking >> sets(CLEO, "ready") >> Ready(CLEO) >> Refers("300")
    assert talking << A(CallTransferred, to="queue") << A(QueueEntered, queue_id=BANK)
    assert talking << tells("done") << HangUpOf("first")


def test_a_blind_transfer_to_one_of_our_numbers_is_to_its_flow(talking: Playbook) -> None:
    assert talking >> Refers("1002") << A(CallTransferred, to="flow") << tells("done")


def test_a_blind_transfer_outside_goes_the_way_of_all_calls_out(talking: Playbook) -> None:
    talking = talking >> Refers("600 100 300")
    assert talking << tells("done") << A(calls.RingCustomer, number="+48600100300")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("201", "transfer.to_oneself"),
        ("112", "number.not_allowed"),
        ("+12025550100", "number.not_allowed"),
        ("", "transfer.nobody_called"),
        ("sip:evil", "number.not_allowed"),
    ],
)
def test_what_may_not_be_leaves_the_two_talking(talking: Playbook, number: str, code: str) -> None:
    talking = (
        talking
        >> Refers(number)
        << tells("refused")
        << A(Notice, agent_id=ANNA, code="phone_refused", params={"problem": code})
    )
    assert talking << Never(A(SegmentEnded)) << Never(HangUpOf("first"))
    assert together(talking, talking.leg("caller"), talking.leg("first"))


def test_a_phone_that_is_a_page_transfers_by_the_page() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Refers("202")
    assert book << tells("refused") << Never(A(SegmentEnded))


def test_a_transferee_who_does_not_answer_brings_the_caller_back(talking: Playbook) -> None:
    talking = talking >> Refers("202") >> Passes(31)
    assert talking << Rings(ANNA) << Told(ANNA, "transfer_came_back")


# --- the second line


def test_the_phones_own_hold_is_a_hold(talking: Playbook) -> None:
    talking = talking >> PhoneHolds() << A(HoldStarted) << Music() << State(ANNA, "ready", "hold")
    assert talking >> PhoneHolds(held=False) << A(HoldEnded)
    assert together(talking, talking.leg("caller"), talking.leg("first"))


def test_a_colleague_is_asked_on_the_second_line(asking: Playbook) -> None:
    assert together(asking, asking.leg("second"), asking.switch.leg_of(BEN).leg_id)
    assert asking.switch.legs[asking.leg("caller")].music
    assert asking.floor.agents[ANNA].activity == "consulting"


def test_an_attended_transfer(asking: Playbook) -> None:
    asking = asking >> Refers(to="second") << A(SegmentEnded, agent_id=ANNA)
    asking = asking << A(CallTransferred, to="agent", asked_first=True) << A(SegmentStarted, agent_id=BEN)
    assert asking << tells("done") << HangUpOf("first")
    assert together(asking, asking.leg("caller"), asking.switch.leg_of(BEN).leg_id)
    assert not asking.floor.desk.lines
    assert "second" not in asking.switch.legs


def test_an_attended_transfer_while_the_colleague_still_rings(talking: Playbook) -> None:
    talking = talking >> PhoneHolds() >> PhoneDials("202") >> Refers(to="second") << tells("done")
    assert talking >> Answers(BEN) << A(SegmentStarted, agent_id=BEN)


def test_to_a_line_that_is_no_part_of_it_is_refused(asking: Playbook) -> None:
    assert asking >> Refers(to=asking.leg("caller")) << tells("refused") << Never(A(SegmentEnded))


def test_the_second_line_is_hung_up(asking: Playbook) -> None:
    asking = asking >> LineEnds() << A(PartyLeft, to_agent_id=BEN, result="removed")
    assert asking.switch.legs[asking.leg("caller")].music, "the phone has the first line on hold still"
    assert asking >> PhoneHolds(held=False) << A(HoldEnded)
    assert together(asking, asking.leg("caller"), asking.leg("first"))


def test_between_the_lines(asking: Playbook) -> None:
    asking = asking >> PhoneHolds(line="second") >> PhoneHolds(held=False) << A(HoldEnded)
    assert together(asking, asking.leg("caller"), asking.leg("first"))
    asking = asking >> PhoneHolds() >> PhoneHolds(held=False, line="second") << A(HoldStarted)
    assert together(asking, asking.leg("second"), asking.switch.leg_of(BEN).leg_id)


def test_who_was_asked_leaves(asking: Playbook) -> None:
    asking = asking >> DeskPhoneEnds(BEN) << HangUpOf("second")
    assert asking >> PhoneHolds(held=False) << A(HoldEnded)
    assert together(asking, asking.leg("caller"), asking.leg("first"))


def test_the_caller_leaves(asking: Playbook) -> None:
    assert asking >> HangsUp() << Ended("handled") << HangUpOf("second")


def test_the_brain_dies_in_a_consultation_by_the_phone(asking: Playbook) -> None:
    asking = asking >> Dies() >> IsBack() << HangUpOf("second")
    assert together(asking, asking.leg("first"), asking.switch.leg_of(BEN).leg_id)
    assert asking.switch.legs[asking.leg("caller")].music


def test_a_third_line_is_refused(asking: Playbook) -> None:
    asking = asking >> PhoneDials("300", line="third") << Told(ANNA, "phone_refused")
    assert asking << HangUpOf("third")


def test_somebody_outside_is_asked(talking: Playbook) -> None:
    talking = talking >> PhoneDials("600100300") << A(calls.RingCustomer, number="+48600100300")
    dialled = talking.switch.dialled()
    assert dialled
    talking.switch.answer(dialled.leg_id)
    talking.settle()
    assert together(talking, talking.leg("second"), dialled.leg_id)
    assert talking >> Refers(to="second") << A(CallTransferred, to="outside") << tells("done")


# --- calls on one's own account


def test_a_number_dialled_is_a_call_of_ones_own() -> None:
    book = Playbook(DESK) >> Ready(ANNA) >> PhoneDials("600100300")
    assert book << A(CallbackDialled, agent_id=ANNA) << A(calls.RingCustomer, number="+48600100300")
    dialled = book.switch.dialled()
    assert dialled
    book.switch.answer(dialled.leg_id)
    book.settle()
    assert together(book, book.leg("second"), dialled.leg_id)
    assert book.switch.legs[book.leg("second")].recorded
    begun = [event.fact for event in book.log if isinstance(event.fact, RecordingStarted)]
    assert [fact.leg_id for fact in begun] == [book.leg("second")]
    assert book >> LineEnds() << A(SegmentEnded, ended_by="agent") << A(WrapUpStarted)


def test_who_is_not_reached(talking: Playbook) -> None:
    del talking
    book = Playbook(DESK) >> Ready(ANNA) >> PhoneDials("600100300") >> Passes(60)
    assert book << A(CallbackEnded) << HangUpOf("second") << Told(ANNA, "call_not_reached")


def test_hanging_up_before_anybody_answers() -> None:
    book = Playbook(DESK) >> Ready(ANNA) >> PhoneDials("600100300") >> LineEnds() << A(CallbackEnded)
    assert book.switch.dialled() is None
    assert book.floor.agents[ANNA].activity == "idle"


def test_hanging_up_before_the_number_is_kept() -> None:
    book = Playbook(DESK) >> Ready(ANNA)
    book.keeps_numbers = False
    book = book >> PhoneDials("600100300") << HangUpOf("second")
    assert book << Told(ANNA, "phone_refused") << Never(A(calls.RingCustomer))


@pytest.mark.parametrize("number", ["112", "202", "300", "1001", "+12025550100", "*", "###"])
def test_what_may_not_be_dialled(number: str) -> None:
    book = Playbook(DESK) >> Ready(ANNA) >> PhoneDials(number) << HangUpOf("second")
    assert book << Told(ANNA, "phone_refused") << Never(A(calls.RingCustomer))


def test_a_signed_out_agents_phone_and_a_page_dial_nothing() -> None:
    book = Playbook(DESK) >> PhoneDials("600100300") << HangUpOf("second")
    assert book >> Ready(BEN) >> PhoneDials("600100300", BEN, "bens") << HangUpOf("bens")


def test_an_agent_who_is_taken_out_while_the_number_is_kept() -> None:
    book = Playbook(DESK) >> Ready(ANNA)
    book.finds_numbers = False
    leg_id = book.callers["second"] = book.ids.new(LEG)
    endpoint = DESK.agents[ANNA].endpoint
    book.switch.dial_from(leg_id, endpoint, "600100300")
    event = book.switch.events.popleft()
    turn = handle(book.floor, event, book.now, book.ids)  # pyright: ignore[reportArgumentType]
    [keep] = turn.keeping
    without = {each: profile for each, profile in DESK.agents.items() if each != ANNA}
    book = book >> NewConfiguration(replace(DESK, agents=without))
    kept = NumberKept(
        interaction_id=keep.interaction_id,
        callback_id=keep.callback_id,
        number=keep.number,
        contact_id="con_1",
    )
    assert book >> Sends(kept) << HangUpOf("second") << Never(A(calls.RingCustomer))


def test_the_switch_was_lost_in_a_consultation(asking: Playbook) -> None:
    asking = asking >> Tells(calls.SwitchLost(at=asking.now, switch_id="sw1")) >> IsBack()
    assert not asking.floor.desk.lines
    assert asking >> PhoneHolds(held=False) << Never(A(SegmentEnded))
