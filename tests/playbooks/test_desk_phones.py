"""An agent who talks by a desk phone: its BYE ends the call; its going away does not."""

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import AgentLegLost, AgentLegRestored, SegmentEnded
from tests.playbooks.playbook import (
    A,
    Answers,
    DeskPhoneEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    HangUpOf,
    Holds,
    IsBack,
    Meanwhile,
    Music,
    Never,
    PageOpens,
    PageReady,
    PhoneComes,
    PhoneGoes,
    Playbook,
    Ready,
    Refused,
    Rings,
    State,
    Told,
)
from tests.support.world import ANNA, CONFIG

NO_SOUND = 44
DESK = replace(CONFIG, agents=CONFIG.agents | {ANNA: replace(CONFIG.agents[ANNA], phone_kind="desk")})


@pytest.fixture
def talking() -> Playbook:
    return Playbook(DESK) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)


def test_its_bye_is_a_hang_up(talking: Playbook) -> None:
    talking = talking >> DeskPhoneEnds(ANNA) << A(SegmentEnded, ended_by="agent")
    assert talking << Ended("handled", ended_by="agent") << A(WrapUpStarted) << HangUpOf()
    assert talking << Never(A(AgentLegLost)) << Never(Music())
    assert talking.floor.agents[ANNA].activity == "wrapping_up"


def test_its_bye_while_the_caller_is_on_hold(talking: Playbook) -> None:
    assert talking >> Holds(ANNA) >> DeskPhoneEnds(ANNA) << Ended("handled", ended_by="agent") << HangUpOf()


def test_losing_its_registration_ends_nothing(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) << Never(A(SegmentEnded)) << Never(A(AgentLegLost))
    assert talking >> HangsUp() << Ended("handled", ended_by="caller")


def test_a_leg_whose_sound_stopped_is_lost_and_rung_again(talking: Playbook) -> None:
    talking = talking >> PhoneGoes(ANNA) >> DeskPhoneEnds(ANNA, NO_SOUND) << A(AgentLegLost) << Music()
    talking = talking >> PhoneComes(ANNA) << Rings(ANNA) << Never(Ended("handled"))
    assert talking >> Answers(ANNA) << A(AgentLegRestored) << Told(ANNA, "call_restored")


def test_hanging_up_while_the_brain_was_away(talking: Playbook) -> None:
    talking = talking >> Dies() >> Meanwhile(DeskPhoneEnds(ANNA)) >> IsBack()
    assert talking << Ended("handled", ended_by="agent") << A(WrapUpStarted) << HangUpOf()


def test_going_away_while_the_brain_was_away(talking: Playbook) -> None:
    talking = talking >> Dies() >> Meanwhile(DeskPhoneEnds(ANNA)) >> Meanwhile(PhoneGoes(ANNA)) >> IsBack()
    assert talking << A(AgentLegLost) << Music() << Never(A(calls.InteractionEnded))


def test_a_page_is_not_its_phone() -> None:
    book = Playbook(DESK)
    assert book >> PageOpens(ANNA, "p1") << Refused("phone.desk")
    assert book >> PageReady(ANNA, "p1") << Refused("phone.desk") << Never(State(ANNA, "ready", "idle"))
