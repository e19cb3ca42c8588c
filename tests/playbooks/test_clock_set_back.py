"""The machine's clock was set back, and a brain that goes by it has begun: nobody waits for the time that was told before to come again."""

from datetime import timedelta

import pytest

from ringwell.calls.messages import InteractionStarted
from tests.playbooks.playbook import (
    AgentHangsUp,
    Answers,
    BrowserLegEnds,
    Dials,
    PageOpens,
    Passes,
    PhoneGoes,
    Playbook,
    Ready,
)
from tests.support.world import ANNA, SHOP

BACK = timedelta(hours=1)


@pytest.fixture
def talking() -> Playbook:
    return Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)


def set_back(book: Playbook) -> None:
    book.clock(book.now - BACK)
    book.restart()
    book.connect()


def test_after_call_work_ends_when_its_time_is_over(talking: Playbook) -> None:
    set_back(talking >> AgentHangsUp(ANNA))
    assert talking.floor.agents[ANNA].activity == "wrapping_up"
    talking.wait(talking.config.queues[SHOP].wrap_up_s)
    assert talking.floor.agents[ANNA].activity == "idle"


def test_a_caller_whose_agent_does_not_come_back_is_given_to_others_in_time(talking: Playbook) -> None:
    set_back(talking >> PhoneGoes(ANNA) >> BrowserLegEnds(ANNA))
    talking.wait(talking.config.settings.lost_leg_grace_s + 1)
    [call] = talking.floor.calls.values()
    assert call.stage == "waiting"


def test_who_waited_longer_is_served_first() -> None:
    book = Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001", "busy") >> Answers(ANNA)
    set_back(book >> Dials("1001", "first") >> Passes(5))
    Dials("1001", "second").happen(book)
    book.settle()
    AgentHangsUp(ANNA, "busy").happen(book)
    book.wait(book.config.queues[SHOP].wrap_up_s)
    ring = book.rung(ANNA).ring
    assert ring is not None
    assert ring.interaction_id == book.interaction("first")


def test_a_conversation_has_lasted_as_long_as_before(talking: Playbook) -> None:
    set_back(talking >> Dials("1001", "another"))
    segment = talking.floor.calls[talking.interaction("caller")].segment
    assert segment is not None
    assert segment.started_at == talking.now - timedelta(seconds=10)


def test_a_caller_who_came_meanwhile_did_not_come_in_the_future() -> None:
    book = Playbook()
    Dials("1001").happen(book)
    set_back(book)
    [begun] = [event for event in book.log if isinstance(event.fact, InteractionStarted)]
    assert begun.occurred_at == book.now
