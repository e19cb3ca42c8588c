"""When an agent is given a breather, and when its occupancy keeps the next one away."""

import pytest

from ringwell.kernel.settings import Limits
from ringwell.routing.limits import LONGEST_WINDOW_S, Rest, Strain


class Worker:
    """Somebody who works, and rests as the limits say: when may it have the next?"""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.strain, self.had = limits, Strain(), 0

    def works(self, since: float, until: float) -> float:
        self.had += 1
        self.strain.work(since, until, f"int_{self.had}")
        rest = self.strain.rest(self.limits, until)
        if rest is None:
            return until
        self.strain.rested(until)
        return rest.until


def test_without_limits_the_next_one_may_come_at_once() -> None:
    anna = Worker(Limits())
    assert [anna.works(taken, taken + 90) for taken in (0, 90, 180)] == [90, 180, 270]


def test_a_breather_comes_after_so_many_without_a_pause() -> None:
    anna = Worker(Limits(breather_after=3, breather_s=60))
    assert anna.works(100, 200) == 200
    assert anna.works(210, 300) == 300
    assert anna.works(359, 400) == 460
    assert anna.works(460, 500) == 500


def test_a_pause_of_its_own_is_as_good_as_a_breather() -> None:
    anna = Worker(Limits(breather_after=2, breather_s=60))
    assert anna.works(100, 200) == 200
    assert anna.works(260, 300) == 300
    assert anna.works(310, 400) == 460


def test_a_call_and_its_after_call_work_are_one() -> None:
    strain, limits = Strain(), Limits(breather_after=2)
    strain.work(0, 100, "int_1")
    strain.work(100, 130, "int_1")
    assert strain.rest(limits, 130) is None
    strain.work(140, 200, "int_2")
    assert strain.rest(limits, 200) == Rest(260, "breather")


def test_whoever_ends_a_breather_early_is_not_sent_into_the_next_at_once() -> None:
    strain, limits = Strain(), Limits(breather_after=1, breather_s=60)
    strain.work(0, 100, "int_1")
    assert strain.rest(limits, 100) == Rest(160, "breather")
    strain.rested(100)
    assert strain.rest(limits, 105) is None
    strain.work(110, 150, "int_2")
    assert strain.rest(limits, 150) == Rest(210, "breather")


def test_whoever_was_occupied_for_too_much_of_the_window_waits_until_it_is_shed() -> None:
    anna = Worker(Limits(occupancy_cap=0.5, window_s=100))
    assert anna.works(0, 40) == 40
    assert anna.works(55, 75) == pytest.approx(110)  # ten too many: the first ten leave the window then
    assert anna.works(170, 180) == 180


def test_what_is_told_late_is_put_where_it_belongs_and_what_is_long_ago_is_forgotten() -> None:
    strain, limits = Strain(), Limits(breather_after=2, breather_s=60)
    strain.work(300, 400, "int_2")
    strain.work(200, 280, "int_1")
    assert strain.rest(limits, 400) == Rest(460, "breather")
    strain.work(400 + LONGEST_WINDOW_S, 500 + LONGEST_WINDOW_S, "int_3")
    assert strain.rest(Limits(breather_after=2, breather_s=1e9), 500 + LONGEST_WINDOW_S) is None


def test_a_clock_that_was_set_back_keeps_nobody_away_for_longer() -> None:
    strain, limits = Strain(), Limits(breather_after=2, occupancy_cap=0.2, window_s=300)
    for hour in range(1, 5):
        strain.work(hour * 3600, hour * 3600 + 1800, f"int_{hour}")
    strain.work(0, 30, "int_5")
    assert strain.rest(limits, 30) is None


@pytest.mark.parametrize("cap", [0.3, 0.6, 0.9])
def test_in_the_long_run_occupancy_is_over_the_cap_by_no_more_than_one_interaction_in_a_window(
    cap: float,
) -> None:
    anna = Worker(Limits(occupancy_cap=cap, window_s=600))
    now, busy = 0.0, 0.0
    while now < 100_000:
        busy += 50
        now = anna.works(now, now + 50)
    assert cap - 0.02 <= busy / now <= cap + 50 / 600
