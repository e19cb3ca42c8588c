"""Who is cut off by a fault of the line is called back at once by the last agent, where the queue does so."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from ringwell.calls.care import CallerCutOff, CutOffSettled
from ringwell.calls.messages import RingAgent, RingCustomer
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.outbound.messages import CallbackAsked, CallbackEnded
from ringwell.routing.model import CallCare
from tests.playbooks.calling_back import PLAN, CustomerAnswers, Restarts, config
from tests.playbooks.handing_on import Does, calls_up
from tests.playbooks.playbook import (
    A,
    Answers,
    Declines,
    Dials,
    Dies,
    Ended,
    HangsUp,
    Happening,
    Holds,
    IsBack,
    Joins,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Rings,
    SwitchGoes,
    TimeAway,
    Told,
    sets,
)
from tests.support.world import ANNA, BEN, SHOP

NO_SOUND = 44


@dataclass
class LineBreaks(Happening):
    cause: int = NO_SOUND

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.leg("caller"), self.cause)


def caring(*, cut_off: bool) -> WorkspaceConfig:
    made = config()
    return replace(
        made,
        queues={key: replace(queue, care=CallCare(cut_off=cut_off)) for key, queue in made.queues.items()},
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


@pytest.mark.parametrize("what", [Declines(ANNA), Passes(25)])
def test_whoever_is_free_calls_where_the_last_agent_does_not_answer(what: Happening) -> None:
    book = talk() >> LineBreaks() >> what
    assert book << A(CallbackAsked, agent_id=None, cut_off=True) << Rings(BEN)
    assert book >> Answers(BEN) << A(RingCustomer, number="+48600100200")
    assert book >> CustomerAnswers() << Joins()


def test_it_survives_the_brain() -> None:
    book = talk() >> LineBreaks() >> Restarts() >> Declines(ANNA) >> Restarts()
    assert book >> Answers(BEN) << A(RingCustomer, number="+48600100200")


@pytest.mark.parametrize("before", [None, Does(ask.Park), calls_up()])
def test_a_brain_that_dies_before_the_number_is_kept_calls_back_all_the_same(
    before: Happening | None,
) -> None:
    book = unanswered(before)
    book.answers = True
    book = book >> Restarts() << A(CallbackAsked, agent_id=ANNA, cut_off=True)
    assert book << A(CutOffSettled, called_back=True) << Rings(ANNA, auto_answer=True)
    assert book >> Answers(ANNA) << A(RingCustomer, number="+48600100200")
    assert book >> CustomerAnswers() << Joins()


def test_a_brain_that_comes_back_too_late_calls_nobody() -> None:
    book = unanswered() >> Dies() >> TimeAway(61)
    book.answers = True
    assert book >> IsBack() << A(CutOffSettled, called_back=False) << Never(A(CallbackAsked))
    assert book >> Restarts() << Never(A(CutOffSettled))


def test_a_switch_that_was_away_for_a_moment_lets_nobody_be_called_twice() -> None:
    book = unanswered() >> SwitchGoes() >> IsBack() << Never(A(CutOffSettled))
    assert not any(turn.keeping for turn in book.turns)


def unanswered(before: Happening | None = None) -> Playbook:
    """The line has broken, and the store has not said yet that it keeps the number."""
    book = talk()
    book = book >> before if before else book
    book.answers = False
    return book >> LineBreaks() << A(CallerCutOff, agent_id=ANNA) << Never(A(CallbackAsked))


@pytest.mark.parametrize(
    "limit", ["outgoing_at_once", "outgoing_per_second", "callbacks_at_once", "callbacks_per_day"]
)
def test_a_limit_of_calls_lets_it_wait_and_not_be_lost(limit: str) -> None:
    made = caring(cut_off=True)
    full = replace(made, settings=replace(made.settings, **{limit: 0}))
    book = talk(Playbook(full)) >> LineBreaks() << Never(Rings(ANNA)) << Never(A(CallbackEnded))
    assert book >> NewConfiguration(made) >> Passes(20) << A(RingAgent)


def test_a_limit_that_is_hit_while_the_agent_is_rung_does_neither() -> None:
    made = caring(cut_off=True)
    full = replace(made, settings=replace(made.settings, outgoing_at_once=0))
    book = talk(Playbook(made)) >> LineBreaks() >> NewConfiguration(full) >> Answers(ANNA)
    assert book << Never(A(CallbackEnded)) << Never(A(RingCustomer))
    assert book >> NewConfiguration(made) >> Passes(20) << A(RingAgent)


def test_it_is_no_call_that_the_agent_wished() -> None:
    made = caring(cut_off=True)
    capped = replace(made, settings=replace(made.settings, outgoing_per_agent=0))
    assert talk(Playbook(capped)) >> LineBreaks() >> Answers(ANNA) << A(RingCustomer)


def test_out_of_hours_it_is_kept_for_the_next() -> None:
    made = caring(cut_off=True)
    shop = made.queues[SHOP]
    closed = replace(
        made, queues={**made.queues, SHOP: replace(shop, callback=replace(PLAN, hours_id="hrs_never"))}
    )
    assert talk(Playbook(closed)) >> LineBreaks() << Never(Rings(ANNA)) << Never(A(CallbackEnded))


def test_one_customer_is_called_once_who_had_asked_for_it_on_hold() -> None:
    made = caring(cut_off=True)
    queues = {
        key: replace(each, care=replace(each.care, hold_limit_s=30)) for key, each in made.queues.items()
    }
    book = talk(Playbook(replace(made, queues=queues))) >> sets(BEN, "not_ready") >> Holds(ANNA) >> Passes(31)
    book = book >> Presses("1") >> PromptEnds() >> Presses("1") << Never(A(CallbackEnded))
    assert len(book.floor.callbacks) == 1
    book = book >> LineBreaks() << A(CallbackEnded, reason="asked_again") << Rings(ANNA)
    assert sum(not each.over for each in book.floor.callbacks.values()) == 1


def test_the_last_agent_is_not_rung_again_at_once_where_nobody_else_is_free() -> None:
    book = talk() >> sets(BEN, "not_ready") >> LineBreaks() >> Declines(ANNA) << Never(Rings(ANNA))
    assert book >> Passes(6) << Rings(ANNA)
