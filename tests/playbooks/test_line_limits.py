"""Calls outside that last too long or cost too much: warned, and ended a minute later; and what a restart knows of a day."""

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.messages import SwitchLost
from ringwell.calls.party_messages import PartyLeft
from ringwell.journeys import commands as ask
from ringwell.journeys import going_out
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.today import Recount
from ringwell.journeys.turn import Notice
from tests.playbooks.outside import HOME, TRUNK, CallsOut, Outside
from tests.playbooks.playbook import (
    A,
    Answers,
    Asks,
    Dials,
    Dies,
    IsBack,
    Never,
    NewConfiguration,
    PageOpens,
    Passes,
    Playbook,
    Ready,
    Refused,
    Tells,
)
from tests.support.world import ANNA, CONFIG


def config(**settings: object) -> WorkspaceConfig:
    return replace(CONFIG, settings=replace(CONFIG.settings, **settings), trunks={"trk_1": TRUNK})


def outside(**settings: object) -> Playbook:
    """Anna and her caller, and somebody outside who has answered."""
    book = Playbook(config(**settings)) >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001")
    return book >> Answers(ANNA) >> CallsOut() >> Outside()


def tells(code: str, why: str) -> A:
    return A(Notice, agent_id=ANNA, code=code, params={"why": why})


def test_one_that_lasts_too_long_is_warned_and_ended() -> None:
    book = outside(outgoing_longest_s=300) >> Passes(239) << Never(A(calls.Beep))
    book = book >> Passes(2) << A(calls.Beep) << tells("line_ends_soon", "too_long")
    book = book << Never(A(PartyLeft))
    assert book >> Passes(60) << A(PartyLeft) << tells("line_ended", "too_long")
    assert not book.floor.lines
    assert not book.floor.lines_ending


def test_without_a_limit_it_goes_on() -> None:
    assert outside(outgoing_longest_s=0) >> Passes(86_000) << Never(A(PartyLeft)) << Never(A(calls.Beep))


def test_one_is_ended_that_spends_more_than_a_day_may() -> None:
    book = outside(outgoing_spend_per_day=1, outgoing_prices="+48 0.4")
    book = book >> Passes(119) << Never(A(calls.Beep))
    book = book >> Passes(2) << tells("line_ends_soon", "spent") << A(calls.Beep)
    assert book >> Passes(61) << tells("line_ended", "spent") << A(PartyLeft)


def test_a_limit_that_is_raised_meanwhile_lets_it_go_on() -> None:
    book = outside(outgoing_longest_s=300) >> Passes(245)
    book = book >> NewConfiguration(config(outgoing_longest_s=0)) >> Passes(600) << Never(A(PartyLeft))
    assert not book.floor.lines_ending


def test_the_brain_dies_after_the_warning() -> None:
    book = outside(outgoing_longest_s=300) >> Passes(245) >> Dies() >> IsBack()
    assert book >> Passes(70) << A(PartyLeft)


@pytest.mark.parametrize("settings", [{"outgoing_per_agent": 5}, {"outgoing_spend_per_day": 9}])
def test_until_the_day_is_counted_no_cap_is_taken_for_untouched(settings: dict[str, object]) -> None:
    book = Playbook(config(**settings)) >> Ready(ANNA)
    book.floor.recount = Recount(book.floor.config.settings.zone, book.now)
    wish = going_out.Wish(number=HOME, agent_id=ANNA)
    assert going_out.refusal(book.floor, wish, book.now) == "too_fast"
    book.floor.recounted(book.now)
    assert going_out.refusal(book.floor, wish, book.now) is None


def test_a_trial_of_a_trunk_ends_with_the_switch() -> None:
    book = Playbook(config())
    leg_id = book.ids.new("leg")
    book = book >> Asks(ask.TryTrunk(trunk_id="trk_1", leg_id=leg_id, number=HOME))
    assert book.floor.trunk_tests[leg_id].outcome == "ringing"
    book = book >> Tells(SwitchLost(at=book.now, switch_id="sw1")) << Never(Refused("switch_away"))
    assert book.floor.trunk_tests[leg_id].outcome == "failed"
