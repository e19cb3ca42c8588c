"""Others than the queue's own people with the real switch: a backup group and a project that lends, at a peak and not after it; and work
that is given by hand."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.support.centre import Centre, Desk, Person, talking
from tests.support.polling import until
from tests.support.sip import Leg

pytestmark = pytest.mark.live

AT_A_PEAK = {"measure": "waiting", "opens_at": 2, "closes_at": 0}


async def test_a_backup_group_joins_at_a_peak_and_leaves_after_it(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    anna = await centre.desk(1)
    queue = await _orders(admin)
    async with (
        _backup_group(admin, anna) as group,
        _changed(admin, f"/queues/{queue['queue_id']}", rings=[_ring(groups=[group])]),
    ):
        await anna.ready()
        first = await centre.call("1001", "+48225550181")
        await centre.state(await centre.of("+48225550181"), "waiting")
        assert centre.boss.live.all("rings") == {}
        second = await centre.call("1001", "+48225550182")
        agent = await anna.answer()
        shown = await _rings(centre)
        assert (shown["queue_id"], shown["groups"]) == (queue["queue_id"], [group])
        await _helps(centre, anna, "backup")
        await _talk_and_end(centre, anna, first, agent, "+48225550181")
        await _talk_and_end(centre, anna, second, await anna.answer(), "+48225550182")
        await until(lambda: centre.boss.live.all("rings") == {})
        third = await centre.call("1001", "+48225550183")
        await centre.state(await centre.of("+48225550183"), "waiting")
        await anna.is_(activity="idle")
        interaction = await centre.of("+48225550183")
        third.hang_up()
        await centre.closed(interaction, result="abandoned_in_queue", agent_id=None)


async def test_idle_people_of_another_project_are_lent_at_a_peak(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    anna, queue = await centre.desk(1), await _orders(admin)
    projects = (await admin.get("/projects"))["items"]
    lender = next(each["project_id"] for each in projects if each["project_id"] != queue["project_id"])
    users = (await admin.get("/users"))["items"]
    user = next(each for each in users if each["agent_id"] == anna.agent_id)
    async with (
        _changed(admin, f"/users/{user['user_id']}", project_ids=[lender]),
        _changed(admin, f"/queues/{queue['queue_id']}", rings=[_ring(lenders=[lender])]),
    ):
        await anna.ready()
        first = await centre.call("1001", "+48225550184")
        await centre.state(await centre.of("+48225550184"), "waiting")
        second = await centre.call("1001", "+48225550185")
        agent = await anna.answer()
        shown = await _rings(centre)
        assert (shown["project_id"], shown["lenders"]) == (queue["project_id"], [lender])
        await _helps(centre, anna, "lent")
        await _talk_and_end(centre, anna, first, agent, "+48225550184")
        await _talk_and_end(centre, anna, second, await anna.answer(), "+48225550185")


async def test_work_is_given_by_hand_out_of_turn(centre: Centre) -> None:
    elena, anna = await centre.desk(5), await centre.desk(1)
    assert await anna.command("set_presence", presence="not_ready") is None
    await elena.ready()
    legs, ids = list[Leg](), list[str]()
    for user in (
        "+48225550190",
        "+48225550191",
        "+48225550192",
    ):  # one after the other, so that they wait in this order
        legs.append(await centre.call("1001", user))
        ids.append(await centre.of(user))
        await centre.state(ids[-1], "waiting")
    first, second, third = legs
    listed = (await anna.person.get("/routing/waiting"))["items"]
    assert [each["interaction_id"] for each in listed] == ids
    assert (await elena.person.get("/routing/waiting"))["items"] == []
    assert await elena.command("pull", interaction_id=ids[1]) == "interaction.of_others"
    assert await elena.command("deal", interaction_id=ids[1]) == "forbidden"
    dealt = {"agent_id": elena.agent_id, "interaction_id": ids[1]}
    assert await centre.boss.command("deal", **dealt) is None
    assert await centre.boss.command("deal", **dealt) == "interaction.offered"
    await _talk_and_end(centre, elena, second, await elena.answer(), "+48225550191")
    assert await anna.command("pull", interaction_id=ids[2]) is None
    await _talk_and_end(centre, anna, third, await anna.answer(), "+48225550192", then="not_ready")
    assert await anna.command("set_presence", presence="ready") is None
    await _talk_and_end(centre, anna, first, await anna.answer(), "+48225550190")
    admin = await centre.person("admin@demo", "board")
    audit = (await admin.get("/audit", group="changes"))["items"]
    given = [each for each in audit if each["type"] == "interaction.dealt"]
    assert [(each["object_id"], each["params"]["how"]) for each in given] == [
        (ids[2], "pulled"),
        (ids[1], "dealt"),
    ]


def _ring(**fields: object) -> dict[str, object]:
    return {"pressure": AT_A_PEAK, "levels_less": 0, **fields}


async def _orders(admin: Person) -> dict[str, Any]:
    """The queue of 1001."""
    queues = (await admin.get("/queues"))["items"]
    return next(each for each in queues if each["name"] == "Orders")


@asynccontextmanager
async def _changed(admin: Person, path: str, **fields: object) -> AsyncGenerator[None]:
    before = await admin.get(path)
    await admin.change(path, **fields)
    try:
        yield
    finally:
        await admin.change(path, **{name: before[name] for name in fields})


@asynccontextmanager
async def _backup_group(admin: Person, desk: Desk) -> AsyncGenerator[str]:
    """With this one member."""
    group = await admin.post("/groups", {"name": "Back office", "agent_ids": [desk.agent_id]})
    try:
        yield group["group_id"]
    finally:
        await admin.send("DELETE", f"/groups/{group['group_id']}", None)


async def _rings(centre: Centre) -> dict[str, Any]:
    """What the board tells of the one queue that is open to others."""
    await until(lambda: len(centre.boss.live.all("rings")) == 1)
    [shown] = centre.boss.live.all("rings").values()
    return shown


async def _helps(centre: Centre, desk: Desk, how: str) -> None:
    await until(lambda: centre.boss.live.all("agents")[desk.agent_id]["helps"] == how)


async def _talk_and_end(
    centre: Centre, desk: Desk, caller: Leg, agent: Leg, user: str, then: str = "ready"
) -> None:
    interaction = await centre.of(user)
    await talking(caller, agent)
    caller.hang_up()
    await desk.is_(activity="wrapping_up")
    assert await desk.finish(interaction, then) is None
    await centre.closed(interaction, result="handled", agent_id=desk.agent_id)
