from datetime import UTC, datetime, timedelta

import pytest

from ringwell.runtime.clock import SteadyClock


class Wall:
    """The machine's clock, which somebody sets."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_clock_that_is_set_moves_nothing_and_is_told(hours: int) -> None:
    wall = Wall()
    clock = SteadyClock(wall)
    before = clock.now()
    assert not clock.was_set()
    wall.ahead = timedelta(hours=hours)
    assert timedelta() <= clock.now() - before < timedelta(seconds=10)
    assert clock.was_set()


def test_a_second_more_or_less_is_no_matter() -> None:
    wall = Wall()
    clock = SteadyClock(wall)
    wall.ahead = timedelta(seconds=-1)
    assert not clock.was_set()
