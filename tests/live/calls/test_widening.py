"""A queue's rings with the real switch: who is not skilled enough at once is rung after a while, or at a peak."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tests.support.centre import Centre, Desk, Person, talking
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
        agent = await anna.answer()
        waited = time.monotonic() - begun
        assert OPENS_S <= waited < OPENS_S + 8
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


async def test_a_backup_group_joins_at_a_peak_and_leaves_after_it(centre: Centre) -> None:
    anna, eva = await centre.desk(1), await centre.desk(2)
    async with _backed(centre, eva) as admin:
        await eva.ready()
        first = await centre.call("1001", "+48225550174")
        oldest = await centre.of("+48225550174")
        await centre.state(oldest, "waiting")
        assert await _is_kept_from(admin, eva, oldest)
        second = await centre.call("1001", "+48225550175")
        await _talk_and_end(centre, eva, first, await eva.answer(), "+48225550174")
        await _talk_and_end(centre, eva, second, await eva.answer(), "+48225550175")

        third = await centre.call("1001", "+48225550176")
        after = await centre.of("+48225550176")
        await centre.state(after, "waiting")
        await eva.is_(presence="ready", activity="idle")
        assert await _is_kept_from(admin, eva, after)
        assert await anna.command("set_presence", presence="ready") is None
        await _talk_and_end(centre, anna, third, await anna.answer(), "+48225550176")


async def _is_kept_from(admin: Person, desk: Desk, interaction: str) -> bool:
    """Whether this agent, who is free, is not the one for this caller, since no ring calls its group."""
    found = await admin.post("/routing/probe", {"interaction_id": interaction})
    [why] = [each["reason"] for each in found["agents"] if each["agent_id"] == desk.agent_id]
    assert found["chosen"] is None
    return why in ("reserve", "ring_closed")


@asynccontextmanager
async def _backed(centre: Centre, desk: Desk) -> AsyncGenerator[Person]:
    """The queue of 1001 asks for no skill, and calls a group with this agent in it when two wait, until nobody does."""
    admin = await centre.person("admin@demo", "board")
    queues = (await admin.get("/queues"))["items"]
    queue = next(each for each in queues if each["name"] == "Orders")
    path = f"/queues/{queue['queue_id']}"
    group = await admin.post("/groups", {"name": "Office", "agent_ids": [desk.agent_id]})
    pressure = {"measure": "waiting", "opens_at": 2, "closes_at": 0}
    await admin.change(path, needs=[], rings=[{"pressure": pressure, "groups": [group["group_id"]]}])
    try:
        yield admin
    finally:
        await admin.change(path, needs=queue["needs"], rings=queue["rings"])
        await admin.send("DELETE", f"/groups/{group['group_id']}", {})


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
