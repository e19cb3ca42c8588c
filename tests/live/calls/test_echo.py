"""Hearing oneself back from the real switch: what a telephone says comes back, also while no brain is there; one call of a phone at a time."""

import pytest

from tests.support.brain_gone import brain_away
from tests.support.centre import Centre, Desk
from tests.support.polling import until, until_awaited

pytestmark = pytest.mark.live

SAID_HZ = 900.0
HEARD = 0.5


@pytest.mark.parametrize("number", ["echo", "*43"])
async def test_what_is_said_comes_back(centre: Centre, number: str) -> None:
    anna = await centre.desk(1)
    await _hears_itself(centre, anna, number)


async def test_one_at_a_time_and_without_a_brain(centre: Centre) -> None:
    anna = await centre.desk(1)
    async with brain_away(centre.server):
        await _hears_itself(centre, anna, "echo")
        first = await anna.phone.call("echo")
        await until(lambda: first.final == 200)
        second = await anna.phone.call("echo")
        await until(lambda: second.final >= 300)
        first.hang_up()


async def _hears_itself(centre: Centre, desk: Desk, number: str) -> None:
    """And hangs up; the switch has nothing left of it."""
    leg = await desk.phone.call(number)
    await until(lambda: leg.final == 200)
    leg.sound.play(SAID_HZ)
    await until(lambda: leg.sound.share(SAID_HZ) > HEARD)
    leg.hang_up()

    async def over() -> bool:
        return not await centre.ari.channels.list_all()

    await until_awaited(over)
