"""A queue's figures now, and the rings that they open and close."""

from math import inf

import pytest

from ringwell.routing.pressure import WINDOW_S, Figures, Pulse, opened
from ringwell.routing.rules import Measure, Pressure, QueueRules, Ring

CALM = Figures(service_level=1.0, waiting=0, expected_wait_s=0.0)


def _figures(measure: Measure, value: float) -> Figures:
    return Figures(
        service_level=value if measure == "service_level" else 1.0,
        waiting=int(value) if measure == "waiting" else 0,
        expected_wait_s=value if measure == "expected_wait" else 0.0,
    )


@pytest.mark.parametrize(
    ("measure", "opens_at", "closes_at", "values", "states"),
    [
        ("waiting", 10, 4, (9, 10, 9, 5, 4, 5, 10), "-ooo--o"),
        ("expected_wait", 60, 30, (59, 60, 31, 30, 59, inf), "-oo--o"),
        ("service_level", 0.7, 0.85, (0.71, 0.7, 0.8, 0.85, 0.8, 0.5), "-oo--o"),
    ],
)
def test_a_ring_opens_at_its_limit_and_closes_some_way_back(
    measure: Measure, opens_at: float, closes_at: float, values: tuple[float, ...], states: str
) -> None:
    pressure = Pressure(measure=measure, opens_at=opens_at, closes_at=closes_at)
    rules = QueueRules(rings=(Ring(after_s=0), Ring(pressure=pressure)))
    before: frozenset[int] = frozenset()
    seen = ""
    for value in values:
        before = opened(rules, _figures(measure, value), before)
        seen += "o" if before else "-"
    assert seen == states


def test_each_ring_has_its_own_state() -> None:
    def by(opens_at: float) -> Ring:
        return Ring(pressure=Pressure(measure="waiting", opens_at=opens_at, closes_at=2))

    rules = QueueRules(rings=(Ring(after_s=0), by(5), by(9), Ring(after_s=9)))
    assert opened(rules, _figures("waiting", 6), ()) == {1}
    assert opened(rules, _figures("waiting", 6), {2}) == {1, 2}
    assert opened(rules, CALM, {1, 2}) == frozenset()


def test_the_service_level_now_counts_all_whose_wait_has_ended_lately() -> None:
    pulse = Pulse(20, began=0)
    assert pulse.figures(0, 0) == CALM
    pulse.end(100, 5, answered=True)
    pulse.end(110, 25, answered=True)
    pulse.end(120, 3, answered=False)
    pulse.end(130, 20, answered=True)
    assert pulse.figures(130, 0).service_level == 0.5
    assert pulse.figures(121 + WINDOW_S, 0).service_level == 1.0


def test_a_pulse_that_is_told_again_after_a_restart_is_as_it_was() -> None:
    before, after = Pulse(20, began=0), Pulse(20, began=100)
    for pulse in (before, after):
        for second in range(0, 101, 10):
            pulse.end(second, 5, answered=True)
    assert after.figures(100, 4) == before.figures(100, 4)


def test_the_expected_wait_is_the_line_at_the_rate_of_answers() -> None:
    pulse = Pulse(20, began=0)
    assert pulse.figures(10, 3).expected_wait_s == inf
    for second in range(10, 101, 10):
        pulse.end(second, 5, answered=True)
    assert pulse.figures(100, 4).expected_wait_s == pytest.approx(40)
    assert pulse.figures(100, 0).expected_wait_s == 0
    assert pulse.figures(3 * WINDOW_S, 1).expected_wait_s == inf
