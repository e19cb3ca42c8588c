"""Each offer keeps why: by which ring, who was passed over and for what, bounded however many agents there are."""

from ringwell.agents.messages import OfferMade
from ringwell.routing.rules import Pressure, Ring
from tests.playbooks.helping import with_rings
from tests.playbooks.playbook import Declines, Dials, NewConfiguration, Passes, Playbook, Ready, Rings
from tests.support.world import ANNA, BEN, CLEO

AFTER_30 = Ring(after_s=30, levels_less=1)
AT_A_PEAK = Ring(pressure=Pressure(measure="waiting", opens_at=1, closes_at=0), levels_less=1)


def why(book: Playbook) -> dict[str, object]:
    """Of the newest offer."""
    return next(event.fact.why for event in reversed(book.log) if isinstance(event.fact, OfferMade))


def test_who_was_passed_over_is_kept_with_what_for() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(CLEO) >> Passes(60) >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA)
    kept = why(book)
    assert (kept["ring"], kept["opened_by"], kept["over"]) == (0, "age", [])
    passed = kept["passed"]
    assert isinstance(passed, dict)
    assert (passed["able"], passed["ring_closed"]) == (1, 1)

    assert book >> Declines(ANNA) >> Passes(1)
    assert book >> Ready(BEN) << Rings(BEN)
    assert why(book)["over"] == [[ANNA, "barred"]]


def test_the_ring_is_kept_and_what_has_opened_it() -> None:
    aged = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(CLEO) >> Dials("1001")
    assert aged >> Passes(30) << Rings(CLEO)
    assert (why(aged)["ring"], why(aged)["opened_by"]) == (1, "age")

    pressed = Playbook() >> NewConfiguration(with_rings(AT_A_PEAK)) >> Ready(CLEO)
    assert pressed >> Dials("1001") << Rings(CLEO)
    assert (why(pressed)["ring"], why(pressed)["opened_by"]) == (1, "pressure")
