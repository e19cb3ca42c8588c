"""An agent calls somebody on its own account: rung first, heard by who is called, told why where nobody is reached."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpStarted
from ringwell.calls.messages import (
    EndBridge,
    JoinLegs,
    RingCustomer,
    SegmentEnded,
    SegmentStarted,
    StartRinging,
    StopRinging,
)
from ringwell.journeys.commands import HangUp, PlaceCall, Pull
from ringwell.journeys.own_calls import WAITED_FOR_S
from ringwell.journeys.turn import NumberFound
from ringwell.outbound.callback import CAUSES_WRONG
from ringwell.outbound.messages import CallbackAttemptEnded, CallbackEnded
from tests.playbooks.calling_back import (
    PLAN,
    CustomerAnswers,
    CustomerIs,
    CustomersLineSpeaks,
    Restarts,
    called,
    config,
    ends_of,
)
from tests.playbooks.playbook import (
    A,
    Answers,
    Declines,
    Dials,
    Ended,
    Happening,
    IsBack,
    Joins,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Refused,
    Rings,
    Sends,
    SwitchGoes,
    Told,
    sets,
)
from tests.support.fake_switch import BUSY
from tests.support.world import ANNA, BEN, SHOP

CALL, CONTACT = "int_" + "c" * 32, "con_1"
NUMBER = "+48600100200"


@dataclass
class Places(Happening):
    """The edge has kept the number, and asks."""

    by: str = ANNA
    call: str = CALL
    contact: str = CONTACT

    def happen(self, book: Playbook) -> None:
        book.numbers[self.call] = NUMBER, self.contact
        Sends(
            PlaceCall(
                agent_id=self.by,
                call_id=self.call,
                contact_id=self.contact,
                number=NUMBER,
                queue_id=SHOP,
                number_id="num_1001",
            )
        ).happen(book)


@dataclass
class Leaves(Happening):
    """Anna hangs up."""

    def happen(self, book: Playbook) -> None:
        Sends(HangUp(agent_id=ANNA, interaction_id=CALL)).happen(book)


def placed() -> Playbook:
    return Playbook(config()) >> Ready(BEN) >> Ready(ANNA) >> Places()


def test_the_agent_is_rung_answering_by_itself_then_the_customer_then_they_talk() -> None:
    book = placed()
    assert book << Rings(ANNA, auto_answer=True) << Never(A(RingCustomer))
    assert book >> Answers(ANNA) << A(RingCustomer, number=NUMBER, from_number="1001")
    assert book >> CustomerAnswers() << A(CallbackEnded, result="kept", follow_up=True) << Joins()
    assert book >> Leaves() << Ended("handled") << A(WrapUpStarted)
    assert book.floor.today.promises(SHOP).callbacks_kept == 0


def test_the_agent_hears_the_line_before_it_answers_and_talks_from_the_answer_on() -> None:
    book = placed() >> Answers(ANNA) << A(StartRinging)
    assert book >> CustomersLineSpeaks() << A(StopRinging) << A(JoinLegs) << Never(A(SegmentStarted))
    [heard] = [each for each in book.switch.commands if isinstance(each, JoinLegs)]
    assert book >> Passes(5) >> CustomerAnswers() << A(SegmentStarted, bridge_id=heard.bridge_id)
    assert book >> Leaves() << A(SegmentEnded, talk_ms=0) << Ended("handled")


def test_what_the_agent_has_heard_before_nobody_answered_is_taken_away() -> None:
    book = placed() >> Answers(ANNA) >> CustomersLineSpeaks()
    [heard] = [each for each in book.switch.commands if isinstance(each, JoinLegs)]
    assert book >> CustomerIs(1) << A(EndBridge, bridge_id=heard.bridge_id) << Ended("not_reached")


def test_a_brain_that_is_killed_while_the_line_is_heard_goes_on_there() -> None:
    book = placed() >> Answers(ANNA) >> CustomersLineSpeaks()
    [heard] = [each for each in book.switch.commands if isinstance(each, JoinLegs)]
    assert book >> Restarts() << Never(Ended("not_reached"))
    assert book >> CustomerAnswers() << A(SegmentStarted, bridge_id=heard.bridge_id)


def test_an_agent_in_a_pause_calls_and_is_in_the_pause_again() -> None:
    book = Playbook(config()) >> Ready(ANNA) >> sets(ANNA, "not_ready") >> Places()
    assert book << Rings(ANNA)
    assert book >> Answers(ANNA) >> CustomerAnswers() << Joins()
    assert book.floor.agents[ANNA].presence == "not_ready"


@pytest.mark.parametrize(
    ("cause", "result"),
    [(BUSY, "busy"), (19, "no_answer"), (38, "failed"), *((each, "wrong_number") for each in CAUSES_WRONG)],
)
def test_who_is_not_reached_is_told_why_once_and_is_called_no_more(cause: int, result: str) -> None:
    book = placed() >> Answers(ANNA) >> CustomerIs(cause)
    assert (
        book
        << A(CallbackAttemptEnded, result=result)
        << Ended("not_reached")
        << Told(ANNA, "call_not_reached")
    )
    assert book >> Passes(600) << Never(Rings(ANNA)) << Never(A(RingCustomer))
    assert book.floor.available(ANNA)


def test_an_agent_who_hangs_up_calls_nobody() -> None:
    book = placed() >> Answers(ANNA) >> Leaves()
    assert book << A(CallbackAttemptEnded, result="agent_gone") << Ended("not_reached")
    assert book.switch.dialled() is None


def test_a_call_that_its_agent_declines_goes_to_nobody_else() -> None:
    book = placed() >> Declines(ANNA)
    assert book << Ended("not_reached") << Never(Rings(BEN))


def test_one_that_its_agent_declines_waits_for_nobody_and_nobody_pulls_it() -> None:
    book = Playbook(config()) >> Ready(BEN) >> sets(BEN, "not_ready") >> Ready(ANNA) >> Places()
    assert book >> Declines(ANNA) << Ended("not_reached")
    assert book >> Sends(Pull(agent_id=BEN, interaction_id=CALL)) << Refused("interaction.not_waiting")
    assert book >> Places(call="int_" + "d" * 32) << Rings(ANNA)


def test_it_is_refused_in_a_call_twice_at_once_signed_out_and_without_a_trunk() -> None:
    assert placed() >> Places(call="int_" + "d" * 32, contact="con_2") << Refused("own_call.busy")
    talking = Playbook(config()) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)
    assert talking >> Places() << Refused("own_call.busy")
    assert talking >> sets(BEN, "offline") >> Places(by=BEN) << Refused("own_call.signed_out")
    trunkless = Playbook(replace(config(), trunks={})) >> Ready(ANNA)
    assert trunkless >> Places() << Refused("outgoing.no_trunk")
    assert placed() >> Places(by=BEN) << Refused("follow_up.under_way")


def test_the_workspace_s_limits_hold() -> None:
    full = Playbook(config(outgoing_at_once=0)) >> Ready(ANNA)
    assert full >> Places() << Refused("outgoing.lines_full")
    capped = Playbook(config(outgoing_per_agent=0)) >> Ready(ANNA)
    assert capped >> Places() << Refused("outgoing.agent_limit")
    enough = Playbook(config(callbacks_per_number=0)) >> Ready(ANNA)
    assert enough >> Places() << Refused("follow_up.enough")
    other = Playbook(config(callback_prefixes="+49")) >> Ready(ANNA)
    assert other >> Places() << Refused("number.not_allowed") << Never(Rings(ANNA))


def test_what_is_owed_only_within_the_hours_does_not_bind_an_agent_s_own_call() -> None:
    book = Playbook(config(replace(PLAN, hours_id="hrs_never"))) >> Ready(ANNA) >> Places()
    assert book << Rings(ANNA)


@pytest.mark.parametrize("ringing", [False, True])
def test_it_survives_the_brain(ringing: bool) -> None:
    book = placed()
    if ringing:
        book = book >> Answers(ANNA)
    book = book >> Restarts()
    if not ringing:
        book = book >> Answers(ANNA)
    assert called(book) == NUMBER
    assert book >> CustomerAnswers() << Joins()
    assert book >> Leaves() << Ended("handled")
    assert ends_of(book, CALL) == ["handled"]


def test_one_whose_number_is_never_read_does_not_keep_its_agent() -> None:
    book = Playbook(config()) >> Ready(ANNA)
    book.finds_numbers = False
    book = book >> Places() >> Passes(WAITED_FOR_S + 1)
    assert book << Ended("not_reached") << Told(ANNA, "call_not_reached")
    book.finds_numbers = True
    assert book >> Places(call="int_" + "d" * 32, contact="con_2") << Rings(ANNA)


def test_one_whose_number_is_gone_tells_its_agent() -> None:
    book = Playbook(config()) >> Ready(ANNA)
    book.finds_numbers = False
    book = book >> Places() >> Sends(NumberFound(interaction_id=CALL, number=None))
    assert book << Ended("not_reached") << Told(ANNA, "call_not_reached")


def test_one_whose_number_is_read_while_the_switch_is_away_is_made_when_it_is_back() -> None:
    book = Playbook(config()) >> Ready(ANNA)
    book.finds_numbers = False
    book = book >> Places() >> SwitchGoes()
    assert book >> Sends(NumberFound(interaction_id=CALL, number=NUMBER)) << Never(Rings(ANNA))
    assert book >> IsBack() >> Passes(2) << Rings(ANNA)


def test_an_agent_who_is_taken_out_meanwhile_leaves_nothing_behind() -> None:
    book = placed() >> Answers(ANNA)
    without = {each: profile for each, profile in config().agents.items() if each != ANNA}
    book = book >> NewConfiguration(replace(config(), agents=without)) >> CustomerIs(BUSY) >> Passes(600)
    assert ends_of(book, CALL) == ["not_reached"]
