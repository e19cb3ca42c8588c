"""Callers who are left alone: on hold for too long, and parked for whoever picks the call up."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import WrapUpEnded
from ringwell.calls.care import CallParked, CallUnparked, HoldCallbackAsked, HoldLimitPassed
from ringwell.calls.messages import HoldEnded
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.hold_guard import alerts
from ringwell.journeys.parking import parked_for
from ringwell.outbound.messages import CallbackAsked, CallbackEnded
from ringwell.routing.model import CallCare
from tests.playbooks.calling_back import Restarts, config
from tests.playbooks.handing_on import Does, hears
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Ended,
    HangsUp,
    Holds,
    Joins,
    Music,
    Never,
    Passes,
    PhoneRejects,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Refused,
    Resumes,
    Rings,
    Says,
    Told,
    sets,
)
from tests.support.world import ANNA, BEN, CLEO, SHOP

LIMIT_S, PARK_S = 60, 90


def guarded() -> WorkspaceConfig:
    """Shop's and the bank's queues look after callers who are left alone; Shop's calls back."""
    care = CallCare(hold_limit_s=LIMIT_S, park_s=PARK_S)
    made = config()
    return replace(
        made, queues={queue_id: replace(queue, care=care) for queue_id, queue in made.queues.items()}
    )


@pytest.fixture
def talk() -> Playbook:
    """Anna talks to a caller of Shop, whose number can be called back."""
    book = Playbook(guarded()) >> Ready(ANNA) >> Dials("1001", shows="+48600100200") >> Answers(ANNA)
    return book >> Ready(BEN) >> Passes(5)


PARKS = Does(ask.Park)


def picks_up(agent_id: str) -> Does:
    return Does(ask.PickUp, agent_id)


class TestHold:
    def test_past_the_limit_all_are_told_and_the_caller_is_offered_a_callback(self, talk: Playbook) -> None:
        book = talk >> Holds(ANNA) >> Passes(LIMIT_S - 1) << Never(A(HoldLimitPassed))
        assert not alerts(book.floor, book.now)
        assert book >> Passes(1) << A(HoldLimitPassed, offered=True) << Says("callback-offer")
        assert book << Told(ANNA, "hold_too_long")
        [alert] = alerts(book.floor, book.now).values()
        assert alert.params["agent"] == "Anna"
        assert book >> PromptEnds() << Music()
        assert book >> Resumes(ANNA) << Joins()
        assert not alerts(book.floor, book.now)
        assert book >> Presses("1") >> Passes(30) << Never(A(CallbackAsked))

    def test_it_is_told_once_for_each_hold_and_survives_the_brain(self, talk: Playbook) -> None:
        book = talk >> Holds(ANNA) >> Passes(LIMIT_S // 2) >> Restarts() << Never(A(HoldLimitPassed))
        assert book >> Passes(LIMIT_S / 2 + 1) << A(HoldLimitPassed)
        assert book >> Restarts() << Music()
        assert book >> Passes(LIMIT_S * 3) << Never(A(HoldLimitPassed))
        assert book >> Resumes(ANNA) >> Holds(ANNA) >> Passes(LIMIT_S) << A(HoldLimitPassed)

    def test_who_presses_the_key_is_called_back_first_of_all(self, talk: Playbook) -> None:
        book = talk >> Holds(ANNA) >> Passes(LIMIT_S) >> Presses("1") >> PromptEnds() >> Presses("1")
        assert (
            book
            << A(HoldCallbackAsked)
            << A(CallbackAsked, queue_id=SHOP)
            << Told(ANNA, "hold_callback_asked")
        )
        assert book >> Passes(10) << Ended("callback_asked")
        [callback] = book.floor.callbacks.values()
        assert book.floor.visits[callback.interaction_id].since <= book.now - timedelta(seconds=LIMIT_S)
        assert book.floor.agents[ANNA].activity == "wrapping_up"

    def test_an_agent_who_comes_back_meanwhile_calls_nobody_back(self, talk: Playbook) -> None:
        book = talk >> Holds(ANNA) >> Passes(LIMIT_S) >> Presses("1") >> PromptEnds() >> Presses("1")
        assert book >> Resumes(ANNA) << A(HoldEnded) << A(CallbackEnded, result="cancelled") << Joins()
        assert hears(book, ANNA, "caller")
        assert book >> HangsUp() << Ended("handled")

    @pytest.mark.parametrize("offered", [False, True])
    def test_who_hangs_up_on_hold_was_talked_to(self, talk: Playbook, offered: bool) -> None:
        book = talk >> Holds(ANNA) >> Passes(LIMIT_S if offered else 1) >> HangsUp()
        assert book << Ended("handled")
        assert book >> Passes(LIMIT_S * 2) << Never(A(HoldLimitPassed))

    def test_without_a_limit_nobody_is_disturbed(self) -> None:
        book = Playbook(config()) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Holds(ANNA)
        assert book >> Passes(7200) << Never(A(HoldLimitPassed))


class TestPark:
    def test_the_caller_hears_music_at_a_place_until_somebody_of_the_queue_picks_up(
        self, talk: Playbook
    ) -> None:
        assert talk >> PARKS << A(CallParked, place=1) << Told(ANNA, "parked") << Music()
        [parked] = parked_for(talk.floor, BEN, talk.now.timestamp())
        assert (parked.place, parked.by_name, parked.back_s) == (1, "Anna", PARK_S)
        assert not talk.floor.visits
        assert talk >> picks_up(BEN) << A(CallUnparked, because="picked_up") << Rings(BEN, auto_answer=True)
        assert talk >> Answers(BEN) << Joins()
        assert hears(talk, BEN, "caller")
        assert talk >> Passes(PARK_S) << Never(A(CallUnparked))
        assert talk >> HangsUp() << Ended("handled")

    def test_who_parked_it_takes_it_again_out_of_the_after_call_work(self, talk: Playbook) -> None:
        book = talk >> PARKS >> picks_up(ANNA) >> Answers(ANNA)
        assert book << A(WrapUpEnded, by="system") << Joins()
        assert hears(book, ANNA, "caller")

    def test_it_goes_back_to_who_parked_it_and_then_to_the_front_of_the_queue(self, talk: Playbook) -> None:
        book = talk >> PARKS >> Passes(PARK_S)
        assert book << A(CallUnparked, because="returned") << Rings(ANNA)
        assert book >> PhoneRejects(ANNA) << Rings(BEN)
        assert book >> Answers(BEN) << Joins()

    def test_it_goes_to_the_front_where_who_parked_it_has_left(self, talk: Playbook) -> None:
        book = talk >> PARKS >> Does(ask.FinishWrapUp) >> sets(ANNA, "offline") >> Passes(PARK_S)
        assert book << Rings(BEN)

    def test_of_two_the_first_gets_it_and_places_are_used_again(self, talk: Playbook) -> None:
        book = talk >> PARKS >> picks_up(BEN) >> picks_up(ANNA)
        assert book << Refused("park.gone")
        book = book >> Answers(BEN) >> Does(ask.Park, BEN)
        assert book << A(CallParked, place=1)

    def test_nobody_of_another_queue_in_a_call_or_signed_out_picks_it_up(self, talk: Playbook) -> None:
        book = talk >> Ready(CLEO) >> PARKS
        assert SHOP not in book.floor.queues_of(CLEO)
        assert not parked_for(book.floor, CLEO, book.now.timestamp())
        assert book >> picks_up(CLEO) << Refused("park.gone")
        assert book >> Dials("1001", "other") >> Answers(BEN) >> picks_up(BEN) << Refused("own_call.busy")

    def test_a_parked_caller_who_hangs_up_leaves_nothing_behind(self, talk: Playbook) -> None:
        book = talk >> PARKS >> HangsUp()
        assert book << Ended("handled")
        assert book >> Passes(PARK_S) << Never(Rings(ANNA))
        assert book >> picks_up(BEN) << Refused("park.gone")

    def test_it_survives_the_brain(self, talk: Playbook) -> None:
        book = talk >> PARKS >> Passes(PARK_S // 2) >> Restarts()
        assert book << Music()
        assert [each.place for each in parked_for(book.floor, BEN, book.now.timestamp())] == [1]
        assert book >> Passes(PARK_S) << Rings(ANNA)

    def test_only_one_s_own_talk_is_parked(self, talk: Playbook) -> None:
        assert talk >> Does(ask.Park, BEN) << Refused("call.not_talking")
        assert talk >> PARKS >> PARKS << Refused("call.not_talking")
