"""What calls by a trunk may come to in a day and in a month: the next trunk, or a refusal, and supervisors who hear before."""

import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.party_messages import PartyLeft
from ringwell.journeys import going_out, trunk_spending
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.today import Recount
from ringwell.outbound.lines import LineFreed, LineRefused, LineTaken
from ringwell.projects.model import Trunk
from tests.playbooks.outside import HOME, TRUNK, CallsOut, Outside
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    IsBack,
    Never,
    PageOpens,
    Passes,
    Playbook,
    Ready,
    Refused,
)
from tests.support.world import ANNA, CONFIG

DAY_S = 24 * 3600
ANSWERS, ENDS = Outside(), Outside(hangs_up=True)
BY_DAY = replace(TRUNK, spend_per_day=1)
BY_MONTH = replace(TRUNK, spend_per_month=1)
NEXT = replace(TRUNK, trunk_id="trk_2", name="next")


def config(*trunks: Trunk, prices: str = "+48 0.6") -> WorkspaceConfig:
    settings = replace(CONFIG.settings, outgoing_prices=prices, outgoing_longest_s=0)
    return replace(CONFIG, settings=settings, trunks={trunk.trunk_id: trunk for trunk in trunks})


def talking(*trunks: Trunk, prices: str = "+48 0.6") -> Playbook:
    """Anna talks to a caller."""
    book = Playbook(config(*trunks, prices=prices)) >> PageOpens(ANNA, "p1") >> Ready(ANNA)
    return book >> Dials("1001") >> Answers(ANNA)


def spent(book: Playbook, seconds: float = 61) -> Playbook:
    """Somebody outside has been talked to for so long."""
    return book >> CallsOut() >> ANSWERS >> Passes(seconds) >> ENDS


@pytest.mark.parametrize("trunk", [BY_DAY, BY_MONTH])
def test_nothing_goes_out_any_more_where_there_is_no_other_trunk(trunk: Trunk) -> None:
    book = spent(talking(trunk)) << A(LineFreed, cost=1200) >> CallsOut()
    assert book << A(LineRefused, reason="trunk_spent") << Refused("outgoing.trunk_spent")


def test_the_next_trunk_takes_it_where_there_is_one() -> None:
    book = spent(talking(BY_DAY, NEXT)) << A(LineFreed, trunk_id="trk_1") >> CallsOut()
    assert book << A(LineTaken, trunk_id="trk_2")


def test_who_talks_when_it_is_reached_goes_on() -> None:
    book = (
        talking(BY_DAY) >> CallsOut() >> ANSWERS >> Passes(600) << Never(A(PartyLeft)) << Never(A(calls.Beep))
    )
    assert book >> CallsOut("+48600100201") << Refused("outgoing.trunk_spent")


def test_a_day_s_limit_ends_with_the_day_and_a_month_s_does_not() -> None:
    assert spent(talking(BY_DAY)) >> Passes(DAY_S) >> CallsOut() << A(LineTaken)
    book = spent(talking(BY_MONTH)) >> Passes(DAY_S) >> CallsOut() << Refused("outgoing.trunk_spent")
    assert book >> Passes(31 * DAY_S) >> CallsOut() << A(LineTaken)


def test_a_month_adds_up_over_days() -> None:
    book = spent(talking(BY_MONTH), seconds=10) >> Passes(DAY_S)
    book.floor.roll(book.now)
    assert trunk_spending.of(book.floor, "trk_1", book.now) == trunk_spending.TrunkSpent(today=0, month=600)
    book = spent(book, seconds=10) >> CallsOut() << Refused("outgoing.trunk_spent")
    assert trunk_spending.of(book.floor, "trk_1", book.now) == trunk_spending.TrunkSpent(
        today=600, month=1200
    )


def test_a_brain_that_was_killed_knows_the_month_and_what_runs() -> None:
    book = spent(talking(BY_MONTH), seconds=10) >> Passes(DAY_S) >> Dies() >> IsBack()
    book = book >> CallsOut() >> ANSWERS >> Dies() >> Passes(5) >> IsBack() << Never(A(LineFreed))
    assert book >> CallsOut("+48600100201") << Refused("outgoing.trunk_spent")


def test_what_the_day_has_had_is_not_taken_for_nothing_while_it_is_counted() -> None:
    book = talking(BY_MONTH)
    wish = going_out.Wish(number=HOME)
    book.floor.recount = Recount(book.floor.config.settings.zone, book.now)
    assert going_out.refusal(book.floor, wish, book.now) == "too_fast"
    book.floor.recount = None
    assert going_out.refusal(book.floor, wish, book.now) is None


def test_while_it_is_counted_a_trunk_without_a_limit_takes_the_call() -> None:
    book = talking(BY_MONTH, NEXT)
    book.floor.recount = Recount(book.floor.config.settings.zone, book.now)
    assert going_out.refusal(book.floor, going_out.Wish(number=HOME), book.now) is None


class TestSupervisorsHear:
    def level(self, book: Playbook) -> tuple[str, str, dict[str, object]] | None:
        found = trunk_spending.alerts(book.floor, book.now)
        book.floor.show_alerts(found)
        return next(((each.code, each.level, each.params) for each in found.values()), None)

    def test_at_four_fifths_and_at_the_end(self) -> None:
        book = talking(replace(TRUNK, spend_per_day=3, spend_per_month=30))
        book = book >> CallsOut() >> ANSWERS >> Passes(179)
        assert self.level(book) is None
        assert book >> Passes(2)
        day = {"trunk": "main", "percent": 80, "period": "day"}
        assert self.level(book) == ("trunk_spending", "near", day)
        since = book.now
        assert book >> Passes(30)
        assert self.level(book) == ("trunk_spending", "near", day)
        assert {each.since for each in book.floor.alerts.values()} == {since}
        assert book >> Passes(31)
        assert self.level(book) == ("trunk_spent", "over", day | {"percent": 100})
        assert {each.since for each in book.floor.alerts.values()} == {book.now}

    def test_of_the_limit_that_is_nearer(self) -> None:
        book = spent(talking(replace(TRUNK, spend_per_day=5, spend_per_month=6)), seconds=10 * 60 - 61)
        assert self.level(book) == ("trunk_spent", "over", {"trunk": "main", "percent": 108, "period": "day"})
        assert book >> Passes(DAY_S)
        book.floor.roll(book.now)
        month = {"trunk": "main", "percent": 90, "period": "month"}
        assert self.level(book) == ("trunk_spending", "near", month)

    def test_nothing_of_a_trunk_without_a_limit_or_that_is_disabled(self) -> None:
        assert self.level(spent(talking(TRUNK))) is None
        book = spent(talking(BY_DAY))
        book.floor.config = config(replace(BY_DAY, disabled=True))
        assert self.level(book) is None
