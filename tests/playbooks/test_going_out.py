"""Calls that leave the house: one rule for all of them, by trunk, number, pace, agent and day; and a brain that dies knows it still."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.party_messages import PartyLeft
from ringwell.journeys import commands as ask
from ringwell.journeys import going_out
from ringwell.outbound.lines import LineFreed, LineRefused, LineTaken, are_prices, cost_of, price_of
from ringwell.projects.model import Trunk
from tests.playbooks.outside import HOME, TRUNK, CallsOut, Outside
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    Happening,
    IsBack,
    Meanwhile,
    Never,
    NewConfiguration,
    PageOpens,
    Passes,
    Playbook,
    Ready,
    Refused,
    SwitchRefuses,
)
from tests.support.world import ANNA, CONFIG

ABROAD = "+4930123456"


class GoesAlone(Happening):
    """Everybody outside is let go."""

    def happen(self, book: Playbook) -> None:
        book.send(ask.TakeBack(agent_id=ANNA, interaction_id=book.interaction("caller")))


ANSWERS, ENDS = Outside(), Outside(hangs_up=True)


def talking(*trunks: Trunk, **settings: object) -> Playbook:
    """Anna talks to a caller."""
    changed = replace(CONFIG.settings, **settings)
    known = {trunk.trunk_id: trunk for trunk in trunks or (TRUNK,)}
    book = Playbook(replace(CONFIG, trunks=known, settings=changed)) >> PageOpens(ANNA, "p1") >> Ready(ANNA)
    return book >> Dials("1001") >> Answers(ANNA) >> Passes(10)


def out(book: Playbook) -> list[calls.RingCustomer]:
    return [each for each in book.switch.commands if isinstance(each, calls.RingCustomer)]


class TestWho:
    @pytest.mark.parametrize("number", [ABROAD, "+48701234567", "112", "999", "1234", "", "+881612345678"])
    def test_no_country_but_its_own_nothing_costly_and_no_short_number(self, number: str) -> None:
        book = talking() >> CallsOut(number)
        assert book << A(LineRefused, reason="not_allowed") << Refused("number.not_allowed")
        assert out(book) == []

    def test_what_the_workspace_allows(self) -> None:
        assert talking(callback_prefixes="+49") >> CallsOut(ABROAD) << A(calls.RingCustomer, number=ABROAD)
        assert talking(callback_prefixes="+49") >> CallsOut(HOME) << Refused("number.not_allowed")

    def test_an_emergency_service_is_never_called(self) -> None:
        assert talking(callback_prefixes="1") >> CallsOut("112") << Refused("number.not_allowed")

    def test_a_trunk_that_is_for_others_is_not_used(self) -> None:
        germans = replace(TRUNK, trunk_id="trk_0", name="berlin", prefixes=("+49",))
        book = talking(germans, TRUNK, callback_prefixes="+48 +49") >> CallsOut(HOME)
        assert book << A(calls.RingCustomer, trunk="trunk-demo-main")
        book = talking(germans, TRUNK, callback_prefixes="+48 +49") >> CallsOut(ABROAD)
        assert book << A(calls.RingCustomer, trunk="trunk-demo-berlin")
        assert talking(germans) >> CallsOut(HOME) << Refused("number.not_allowed")

    def test_a_caller_s_number_has_its_own_trunk(self) -> None:
        own = replace(TRUNK, trunk_id="trk_9", name="own")
        book = talking(TRUNK, own)
        numbers = {key: replace(each, trunk_id="trk_9") for key, each in CONFIG.numbers.items()}
        book = book >> NewConfiguration(replace(book.floor.config, numbers=numbers)) >> CallsOut()
        assert book << A(calls.RingCustomer, trunk="trunk-demo-own")

    def test_a_disabled_trunk_takes_nothing(self) -> None:
        assert talking(replace(TRUNK, disabled=True)) >> CallsOut() << Refused("outgoing.no_trunk")


class TestHowMany:
    def test_a_full_trunk_gives_way_to_the_next(self) -> None:
        narrow = replace(TRUNK, trunk_id="trk_0", name="narrow", max_calls=1)
        book = talking(narrow, TRUNK) >> CallsOut() >> ANSWERS >> Passes(2) >> CallsOut("+48600100201")
        assert [each.trunk for each in out(book)] == ["trunk-demo-narrow", "trunk-demo-main"]

    def test_no_more_at_once(self) -> None:
        book = talking(outgoing_at_once=1) >> CallsOut() >> ANSWERS >> CallsOut("+48600100201")
        assert book << A(LineRefused, reason="lines_full", agent_id=ANNA) << Refused("outgoing.lines_full")
        assert book >> ENDS << A(LineFreed)
        assert book >> Passes(2) >> CallsOut("+48600100201") << A(LineTaken)

    def test_a_line_is_free_whatever_becomes_of_the_call(self) -> None:
        book = talking(outgoing_at_once=1) >> CallsOut()
        assert book >> ENDS << A(LineFreed, cost=0) << A(PartyLeft)
        assert book >> Passes(2) >> CallsOut() >> GoesAlone() << A(LineFreed)
        assert book.floor.lines == {}

    def test_a_call_that_the_switch_refuses_takes_no_line(self) -> None:
        book = talking(outgoing_at_once=1)
        assert book >> SwitchRefuses("RingCustomer") >> CallsOut() << A(LineFreed, cost=0)
        assert book.floor.lines == {}

    def test_no_more_in_a_second(self) -> None:
        book = talking(outgoing_per_second=1) >> CallsOut() >> GoesAlone() >> CallsOut()
        assert book << Refused("outgoing.too_fast")
        assert book >> Passes(2) >> CallsOut() << A(LineTaken)

    def test_no_more_of_one_agent_in_a_day(self) -> None:
        book = talking(outgoing_per_agent=1) >> CallsOut() >> GoesAlone() >> Passes(2) >> CallsOut()
        assert book << A(LineRefused, reason="agent_limit", agent_id=ANNA) << Refused("outgoing.agent_limit")
        assert book >> Dies() >> IsBack() >> CallsOut() << Refused("outgoing.agent_limit")


class TestWhatItCosts:
    PRICED: ClassVar = {"outgoing_prices": "+48 0.5, +4860 0.6", "outgoing_spend_per_day": 1}

    def test_each_minute_begun_costs_by_the_longest_beginning(self) -> None:
        book = talking(**self.PRICED) >> CallsOut() << A(LineTaken, price=600)
        assert book >> ANSWERS >> Passes(61) >> ENDS << A(LineFreed, cost=1200)
        assert book >> CallsOut() << A(LineRefused, reason="spent") << Refused("outgoing.spent")

    def test_nobody_who_answers_costs_nothing(self) -> None:
        assert talking(**self.PRICED) >> CallsOut() >> Passes(20) >> ENDS << A(LineFreed, cost=0, talk_ms=0)

    def test_what_runs_counts_too(self) -> None:
        book = talking(**self.PRICED) >> CallsOut() >> ANSWERS >> Passes(61) >> CallsOut("+48500100201")
        assert book << Refused("outgoing.spent")

    def test_a_brain_that_was_killed_knows_what_was_spent_and_what_runs(self) -> None:
        book = talking(**self.PRICED) >> CallsOut() >> ANSWERS >> Passes(50) >> Dies() >> Passes(20)
        book = book >> IsBack() << Never(A(LineFreed))
        assert book >> CallsOut("+48500100201") << Refused("outgoing.spent")
        assert book >> ENDS << A(LineFreed, cost=1200)
        assert book >> Dies() >> IsBack() >> CallsOut() << Refused("outgoing.spent")

    def test_who_hung_up_while_the_brain_was_away_is_counted(self) -> None:
        book = talking(**self.PRICED) >> CallsOut() >> ANSWERS >> Passes(50) >> Dies() >> Meanwhile(ENDS)
        assert book >> IsBack() << A(LineFreed, cost=600)
        assert book.floor.lines == {}

    def test_a_new_day_begins_with_nothing_spent(self) -> None:
        book = talking(**self.PRICED) >> CallsOut() >> ANSWERS >> Passes(61) >> ENDS
        assert book >> Passes(24 * 3600) >> CallsOut() << A(LineTaken)

    def test_prices(self) -> None:
        prices = "+48 0.05; +4860 1, +49 0.2"
        assert [price_of(each, prices) for each in ("+48221", "+48601", "+491", "+331")] == [
            50,
            1000,
            200,
            1000,
        ]
        assert price_of("+48221", "") == price_of("+48221", "nonsense") == 0
        assert [cost_of(50, ms) for ms in (0, 1, 60_000, 60_001)] == [50, 50, 50, 100]
        assert not any(map(are_prices, ("+48", "+48 x", "a 1", "+48 -1", "+48 nan", "+48 1 2")))


class TestWhatItShows:
    """The number of the project, else the one that was called, else the trunk's."""

    def shown(self, project: str | None = None) -> str:
        book = talking(replace(TRUNK, caller_id="+48223334455"))
        projects = {key: replace(each, shown_number=project) for key, each in CONFIG.projects.items()}
        book = book >> NewConfiguration(replace(book.floor.config, projects=projects)) >> CallsOut()
        return out(book)[0].from_number

    def test_the_project_s_number(self) -> None:
        assert self.shown("+48221112233") == "+48221112233"
        assert self.shown() == "1001"

    def test_the_trunk_s_number_where_nobody_called(self) -> None:
        book = talking(replace(TRUNK, caller_id="+48223334455")) >> Tries()
        assert out(book)[0].from_number == "+48223334455"


LEG = "leg_" + "7" * 32


@dataclass
class Tries(Happening):
    """An administrator has a trunk tried."""

    number: str = HOME
    trunk_id: str = TRUNK.trunk_id

    def happen(self, book: Playbook) -> None:
        book.send(ask.TryTrunk(trunk_id=self.trunk_id, leg_id=LEG, number=self.number))


def outcome(book: Playbook) -> tuple[str, int]:
    test = book.floor.trunk_tests[LEG]
    return test.outcome, test.took_ms


class TestTrying:
    def test_who_answers_is_hung_up_at_once(self) -> None:
        book = talking() >> Tries() << A(LineTaken, trunk_id="trk_1") >> Passes(3)
        assert outcome(book) == ("ringing", 0)
        assert book >> ANSWERS << A(calls.HangUpLeg, leg_id=LEG) << A(LineFreed)
        assert outcome(book) == ("answered", 3000)
        assert book.floor.lines == {}

    def test_nobody_can_be_reached(self) -> None:
        assert outcome(talking() >> SwitchRefuses("RingCustomer") >> Tries())[0] == "failed"

    def test_by_that_trunk_and_within_every_limit(self) -> None:
        other = replace(TRUNK, trunk_id="trk_0", name="other")
        assert talking(other, TRUNK) >> Tries() << A(calls.RingCustomer, trunk="trunk-demo-main")
        assert talking(replace(TRUNK, disabled=True), other) >> Tries() << Refused("outgoing.no_trunk")
        assert talking() >> Tries(number="112") << Refused("number.not_allowed")
        assert talking(outgoing_at_once=0) >> Tries() << Refused("outgoing.lines_full")
        assert talking() >> Tries(trunk_id="trk_x") << Refused("trunk.unknown")

    def test_a_brain_that_died_leaves_no_leg_behind(self) -> None:
        book = talking() >> Tries() >> Dies() >> IsBack() << A(calls.HangUpLeg, leg_id=LEG)
        assert book.floor.lines == {}


class TestSupervisorsHear:
    def test_of_a_limit_that_was_hit_lately(self) -> None:
        book = talking(outgoing_at_once=0) >> CallsOut() >> Passes(5) >> CallsOut()
        alert = going_out.alerts(book.floor, book.now)["outgoing_lines_full"]
        assert (alert.params, alert.level) == ({"count": 2}, "near")
        assert going_out.alerts(book.floor, book.now + timedelta(minutes=16)) == {}

    def test_not_of_a_number_that_may_not_be_called(self) -> None:
        book = talking() >> CallsOut("112")
        assert going_out.alerts(book.floor, book.now) == {}


def test_nothing_else_asks_the_switch_to_dial_outside() -> None:
    """Whatever journey wants a call to go out has to come by the one rule."""
    folder = Path(str(going_out.__file__)).parent
    makers = [
        each.name for each in folder.glob("*.py") if "RingCustomer(\n" in each.read_text(encoding="utf-8")
    ]
    assert makers == ["going_out.py"]
