"""When an agent is given a breather, and when its occupancy keeps the next one away."""

import pytest

from ringwell.routing.limits import Limits, Strain


def test_without_limits_the_next_one_may_come_at_once() -> None:
    strain = Strain(0)
    assert [strain.rest_until(Limits(), taken, taken + 90) for taken in (0, 90, 180)] == [90, 180, 270]


def test_a_breather_comes_after_so_many_without_a_pause() -> None:
    limits, strain = Limits(breather_after=3, breather_s=60), Strain(0)
    assert strain.rest_until(limits, 100, 200) == 200
    assert strain.rest_until(limits, 210, 300) == 300
    assert strain.rest_until(limits, 359, 400) == 460
    assert strain.rest_until(limits, 460, 500) == 500


def test_a_pause_of_its_own_is_as_good_as_a_breather() -> None:
    limits, strain = Limits(breather_after=2, breather_s=60), Strain(0)
    assert strain.rest_until(limits, 100, 200) == 200
    assert strain.rest_until(limits, 260, 300) == 300
    assert strain.rest_until(limits, 310, 400) == 460


def test_whoever_was_occupied_for_too_much_of_the_window_waits_until_it_is_shed() -> None:
    limits, strain = Limits(occupancy_cap=0.5, window_s=100), Strain(0)
    assert strain.rest_until(limits, 0, 90) == 90  # not a whole window yet
    assert strain.rest_until(limits, 95, 120) == pytest.approx(120 + 95 - 50)
    assert strain.rest_until(limits, 170, 180) == 180


@pytest.mark.parametrize("cap", [0.3, 0.6, 0.9])
def test_in_the_long_run_occupancy_is_over_the_cap_by_no_more_than_one_interaction_in_a_window(
    cap: float,
) -> None:
    limits, strain = Limits(occupancy_cap=cap, window_s=600), Strain(0)
    now, busy = 0.0, 0.0
    while now < 100_000:
        busy += 50
        now = strain.rest_until(limits, now, now + 50)
    assert cap - 0.02 <= busy / now <= cap + 50 / 600
