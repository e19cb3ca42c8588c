"""When the watchdog moves callers, when it kills, and when it leaves well alone."""

from ringwell.runtime.heartbeat import Beat
from ringwell.runtime.logs import get_log
from ringwell.runtime.watchdog import (
    HUNG_EXTRA_SECONDS,
    MAY_NOT_ACT_SECONDS,
    ON_ITS_WAY_SECONDS,
    RescueFailed,
    Services,
    Watchdog,
)


class Brain:
    """A brain as the watchdog sees it."""

    def __init__(self) -> None:
        self.alive = True
        self.ends = 0
        self.beat: float | None = 0.5
        self.acts = True
        self.rescues = 0
        self.kills = 0
        self.rescue_fails = False

    async def rescue(self) -> int:
        self.rescues += 1
        if self.rescue_fails:
            raise RescueFailed("refused")
        return 1

    def last_beat(self) -> Beat | None:
        return None if self.beat is None else Beat(self.beat, self.acts)

    def kill(self) -> None:
        self.kills += 1


def _watchdog(brain: Brain) -> Watchdog:
    return Watchdog(
        20,
        lambda: brain.alive,
        lambda: brain.ends,
        brain.last_beat,
        brain.rescue,
        brain.kill,
        get_log("test"),
    )


async def _look(watchdog: Watchdog, *seconds: float) -> None:
    for second in seconds:
        await watchdog.look(second)


async def test_a_beating_brain_is_left_alone() -> None:
    brain = Brain()
    await _look(_watchdog(brain), 0, 100, 200)
    assert (brain.rescues, brain.kills) == (0, 0)


async def test_a_brain_that_has_not_beaten_yet_is_starting() -> None:
    brain = Brain()
    brain.beat = None
    await _look(_watchdog(brain), 0, 100)
    assert brain.rescues == 0


async def test_one_that_ended_between_two_looks_and_hangs_while_it_starts_again_is_away() -> None:
    brain = Brain()
    watchdog = _watchdog(brain)
    await _look(watchdog, 0)
    brain.ends, brain.beat = 1, None
    await _look(watchdog, 1, 20)
    assert (brain.rescues, brain.kills) == (0, 0)
    await _look(watchdog, 21)
    assert (brain.rescues, brain.kills) == (1, 0)
    brain.ends, brain.beat = 0, 0.5
    await _look(watchdog, 22, 50)
    assert (brain.rescues, brain.kills) == (1, 0)


async def test_a_brain_that_hangs_while_it_starts_again_is_still_away() -> None:
    brain = Brain()
    watchdog = _watchdog(brain)
    brain.alive = False
    await _look(watchdog, 0)
    brain.alive, brain.beat = True, None
    await _look(watchdog, 1, 20)
    assert (brain.rescues, brain.kills) == (1, 0)
    await _look(watchdog, 20 + HUNG_EXTRA_SECONDS)
    assert brain.kills == 1


async def test_callers_are_moved_only_after_the_limit_and_again_while_it_lasts() -> None:
    brain = Brain()
    brain.alive = False
    watchdog = _watchdog(brain)
    await _look(watchdog, 0, 19.9)
    assert brain.rescues == 0
    await _look(watchdog, 20, 21)
    assert brain.rescues == 2


async def test_a_short_absence_moves_nobody() -> None:
    brain = Brain()
    watchdog = _watchdog(brain)
    brain.beat = 6
    await _look(watchdog, 0, 10)
    brain.beat = 0
    await _look(watchdog, 11)
    brain.beat = 6
    await _look(watchdog, 12, 31)
    assert brain.rescues == 0


async def test_a_stopped_brain_is_killed_in_the_end() -> None:
    brain = Brain()
    brain.beat = 60
    watchdog = _watchdog(brain)
    await _look(watchdog, 0, 20, 20 + HUNG_EXTRA_SECONDS - 1)
    assert brain.kills == 0
    await _look(watchdog, 20 + HUNG_EXTRA_SECONDS)
    assert brain.kills == 1


async def test_one_that_does_not_come_to_beat_is_given_twice_as_long_each_time() -> None:
    brain = Brain()
    brain.beat = 60
    watchdog, once = _watchdog(brain), 20 + HUNG_EXTRA_SECONDS
    await _look(watchdog, 0, once)
    assert brain.kills == 1
    brain.beat, brain.ends = None, 1
    await _look(watchdog, 2 * once, 2 * once + HUNG_EXTRA_SECONDS - 1)
    assert brain.kills == 1
    await _look(watchdog, 2 * once + HUNG_EXTRA_SECONDS)
    assert brain.kills == 2
    await _look(watchdog, 3 * once + 4 * HUNG_EXTRA_SECONDS - 1)
    assert brain.kills == 2
    brain.beat = 0
    await _look(watchdog, 200)
    brain.beat = 60
    await _look(watchdog, 201, 201 + once)
    assert brain.kills == 3


async def test_a_switch_that_refuses_does_not_end_the_watch() -> None:
    brain = Brain()
    brain.alive = False
    brain.rescue_fails = True
    await _look(_watchdog(brain), 0, 20, 21)
    assert brain.rescues == 2


async def test_callers_of_a_brain_that_may_not_act_are_moved_and_it_is_left_alive() -> None:
    brain = Brain()
    watchdog = _watchdog(brain)
    brain.acts = False
    await _look(watchdog, 0, MAY_NOT_ACT_SECONDS - 1)
    assert brain.rescues == 0, "it may be starting"
    await _look(watchdog, MAY_NOT_ACT_SECONDS, 4, 300)
    assert (brain.rescues, brain.kills) == (3, 0)
    brain.acts = True
    await _look(watchdog, 301, 400)
    assert brain.rescues == 3


async def test_a_brain_that_keeps_ending_is_not_waited_for() -> None:
    brain = Brain()
    watchdog = _watchdog(brain)
    for ends in (1, 2):
        brain.alive, brain.ends = False, ends
        await _look(watchdog, ends * 10)
        brain.alive = True
        await _look(watchdog, ends * 10 + 5)
    assert brain.rescues == 0
    brain.alive, brain.ends = False, 3
    await _look(watchdog, 30)
    assert brain.rescues == 1


def test_callers_of_a_partition_that_goes_from_one_brain_to_another_are_left_alone() -> None:
    """A brain that was told to give everything away does nothing for anybody, and is looked after each second."""
    services = Services(range(3))
    assert services.look({0, 1, 2}, 10) == {0, 1, 2}
    assert services.look({0, 2}, 11) == {0, 1, 2}, "1 is on its way"
    assert services.look({0, 1, 2}, 12) == {0, 1, 2}
    assert services.look({0, 2}, 12 + ON_ITS_WAY_SECONDS) == {0, 2}, "nobody has got it"


def test_callers_of_partitions_that_nobody_can_get_are_not_left_to_wait() -> None:
    services = Services(range(2))
    services.look({0, 1}, 10)
    assert services.look((), 11) == frozenset()
    assert services.look({0}, 12) == {0, 1}
    assert Services(range(2)).look({0}, 12) == {0}, "1 has never been served"
