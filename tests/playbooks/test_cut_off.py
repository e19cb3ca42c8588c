"""Who is cut off by a fault of the line is called back at once by the last agent, where the queue does so."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.calls.messages import RingCustomer
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.outbound.messages import CallbackAsked
from ringwell.routing.model import CallCare
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Ended,
    HangsUp,
    Happening,
    Holds,
    Joins,
    Never,
    Playbook,
    Ready,
    Rings,
    Told,
    sets,
)
from tests.playbooks.test_callbacks import CustomerAnswers, config
from tests.playbooks.test_transfers import Does, calls_up
from tests.support.world import ANNA, BEN, SHOP

NO_SOUND = 44


@dataclass
class LineBreaks(Happening):
    cause: int = NO_SOUND

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.leg("caller"), self.cause)


def caring(**care: bool) -> WorkspaceConfig:
    made = config()
    return replace(
        made, queues={key: replace(queue, care=CallCare(**care)) for key, queue in made.queues.items()}
    )


def talk(book: Playbook | None = None) -> Playbook:
    book = book or Playbook(caring(cut_off=True))
    book = book >> Ready(ANNA) >> Dials("1001", shows="+48600100200") >> Answers(ANNA)
    return book >> Ready(BEN)


@pytest.mark.parametrize("before", [None, Holds(ANNA), Does(ask.Park), calls_up()])
def test_the_last_agent_calls_back_at_once(before: Happening | None) -> None:
    book = talk()
    if before:
        book = book >> before
    book = book >> LineBreaks()
    assert book << Ended("handled") << A(CallbackAsked, agent_id=ANNA, own=False)
    assert book << Rings(ANNA, auto_answer=True) << Told(ANNA, "cut_off_called_back")
    assert book >> Answers(ANNA) << A(RingCustomer, number="+48600100200")
    assert book >> CustomerAnswers() << Joins()


def test_who_hangs_up_is_not_called() -> None:
    assert talk() >> HangsUp() << Ended("handled") << Never(A(CallbackAsked))


def test_nobody_is_called_where_the_queue_does_not_or_nobody_was_served() -> None:
    plain = talk(Playbook(caring(cut_off=False)))
    assert plain >> LineBreaks() << Never(A(CallbackAsked))
    waits = Playbook(caring(cut_off=True)) >> Ready(ANNA) >> Dials("1001", shows="+48600100200")
    assert waits >> LineBreaks() << Never(A(CallbackAsked))


def test_whoever_is_free_calls_where_the_last_agent_has_gone_into_a_pause() -> None:
    book = talk() >> sets(ANNA, "not_ready") >> LineBreaks()
    assert book << A(CallbackAsked, queue_id=SHOP, agent_id=None) << Rings(BEN)


def test_a_number_that_may_not_be_called_is_not() -> None:
    made = caring(cut_off=True)
    abroad = replace(made, settings=replace(made.settings, callback_prefixes="+49"))
    book = talk(Playbook(abroad)) >> LineBreaks()
    assert book << Never(A(RingCustomer))
