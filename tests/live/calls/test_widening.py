"""A queue's rings with the real switch: who is not skilled enough at once is rung after a while, or at a peak."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tests.support.centre import Centre, Desk, talking
from tests.support.sip import Leg

pytestmark = pytest.mark.live

OPENS_S = 3.0


async def test_a_caller_whom_nobody_is_good_enough_for_goes_to_who_knows_less_after_a_while(
    centre: Centre,
) -> None:
    async with _harder(centre, {"after_s": OPENS_S, "levels_less": 9}):
        anna = await centre.desk(1)
        await anna.ready()
        begun = time.monotonic()
        caller = await centre.call("1001", "+48225550171")
        agent = await anna.answer(OPENS_S + 8)
        waited = time.monotonic() - begun
        assert OPENS_S <= waited < OPENS_S + 3
        await _talk_and_end(centre, anna, caller, agent, "+48225550171")


async def test_a_peak_lets_others_in_for_the_oldest_caller(centre: Centre) -> None:
    pressure = {"measure": "waiting", "opens_at": 2, "closes_at": 0}
    async with _harder(centre, {"pressure": pressure, "levels_less": 9}):
        anna = await centre.desk(1)
        await anna.ready()
        first = await centre.call("1001", "+48225550172")
        await centre.state(await centre.of("+48225550172"), "waiting")
        second = await centre.call("1001", "+48225550173")
        agent = await anna.answer()
        await _talk_and_end(centre, anna, first, agent, "+48225550172")
        await _talk_and_end(centre, anna, second, await anna.answer(), "+48225550173")


@asynccontextmanager
async def _harder(centre: Centre, ring: dict[str, object]) -> AsyncGenerator[None]:
    """The queue of 1001 asks for more than anybody of the demo knows, but for this ring."""
    admin = await centre.person("admin@demo", "board")
    queues = (await admin.get("/queues"))["items"]
    queue = next(each for each in queues if each["name"] == "Orders")
    path = f"/queues/{queue['queue_id']}"
    await admin.change(path, needs=[{**need, "level": 10} for need in queue["needs"]], rings=[ring])
    try:
        yield
    finally:
        await admin.change(path, needs=queue["needs"], rings=queue["rings"])


async def _talk_and_end(centre: Centre, desk: Desk, caller: Leg, agent: Leg, user: str) -> None:
    interaction = await centre.of(user)
    await talking(caller, agent)
    caller.hang_up()
    await desk.is_(activity="wrapping_up")
    assert await desk.finish(interaction) is None
    await centre.closed(interaction, result="handled", agent_id=desk.agent_id)
