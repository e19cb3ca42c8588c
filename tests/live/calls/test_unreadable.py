"""The log of one workspace cannot be read when the brain starts: it alone is left out, and its callers reach people all the same."""

import asyncio
import os
import signal
from typing import Any

import aiohttp
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from ringwell.kernel.ids import uuid_of
from tests.support.centre import Centre, talking
from tests.support.polling import until, until_awaited

pytestmark = pytest.mark.live


async def test_one_workspace_cannot_be_read(centre: Centre) -> None:
    assert centre.server.run("workspace", "add", "acme", "Acme").returncode == 0
    anna, elena = await centre.desk(1), await centre.desk(5)
    await anna.ready()
    await elena.ready()
    caller = await centre.call("1001", "+48225550301")
    agent = await anna.answer()
    talk = await centre.of("+48225550301")
    waiting = await centre.call("1001", "+48225550302")
    wait = await centre.of("+48225550302")
    await centre.state(wait, "waiting")

    whole = await _fact(centre, wait)
    await _set_fact(centre, wait, "{}")
    brain = centre.server.child("brain")
    assert brain is not None
    os.kill(brain.pid, signal.SIGKILL)

    async def is_left_out() -> bool:
        health = await _health(centre)
        return health["status"] == "ready" and len(health["left_out"]) == 1

    await until_awaited(is_left_out, 60)
    await until(
        lambda: [each["code"] for each in centre.boss.live.all("alerts").values()] == [UNREADABLE], 15
    )
    # In a thread: the telephones of this process are to go on sounding, or the switch takes them for gone.
    checked = await asyncio.to_thread(centre.server.run, "check")
    assert checked.returncode == 1
    assert "demo: cannot be read" in checked.stdout
    assert "acme: " in checked.stdout
    await talking(caller, agent)
    late = await centre.call("1002", "+48225550303")
    rescued = await elena.answer()
    assert rescued.invite is not None
    assert rescued.invite.header("X-Ringwell-Fallback") == "1"
    await talking(late, rescued)

    async def in_the_switchs_queue() -> bool:
        return sum(c.dialplan.context == "rw-fallback" for c in await centre.ari.channels.list_all()) == 2

    await until_awaited(in_the_switchs_queue)
    late.hang_up()

    await _set_fact(centre, wait, whole)

    async def is_served() -> bool:
        return (await _health(centre))["left_out"] == []

    await until_awaited(is_served, 60)
    await anna.is_(activity="talking", interaction_id=talk)
    caller.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(talk) is None
    await talking(waiting, await anna.answer())
    waiting.hang_up()
    await anna.is_(activity="wrapping_up", interaction_id=wait)
    assert await anna.finish(wait) is None

    async def is_told() -> bool:
        items = (await centre.boss.get("/interactions", agent=elena.agent_id))["items"]
        return [each["via_fallback"] for each in items] == [True]

    await until_awaited(is_told)


UNREADABLE = "workspace_unreadable"


async def _health(centre: Centre) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{centre.server.url}/health/ready") as reply,
    ):
        return await reply.json()


async def _fact(centre: Centre, interaction_id: str) -> str:
    """The first fact of an interaction, as the log keeps it."""
    return (await _sql(centre, f"SELECT fact::text {_FIRST}", interaction=uuid_of(interaction_id)))[0]


async def _set_fact(centre: Centre, interaction_id: str, fact: str) -> None:
    words = f"UPDATE events SET fact = CAST(:fact AS jsonb) WHERE event_id = (SELECT event_id {_FIRST}) RETURNING 1"
    await _sql(centre, words, interaction=uuid_of(interaction_id), fact=fact)


_FIRST = "FROM events WHERE interaction_id = :interaction ORDER BY seq LIMIT 1"


async def _sql(centre: Centre, words: str, **values: object) -> list[Any]:
    url = make_url(centre.installation.database_url("superuser")).set(database="ringwell")
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            return list((await connection.execute(text(words), values)).scalars())
    finally:
        await engine.dispose()
