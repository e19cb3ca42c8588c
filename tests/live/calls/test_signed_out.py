"""An agent whom an administrator signs out in the midst of a call."""

import asyncio

import pytest

from tests.support.centre import Centre, talking
from tests.support.polling import until
from tests.support.tones import loud

pytestmark = pytest.mark.live


async def test_the_caller_hears_music_and_goes_to_the_next_agent(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    anna, ben = await centre.desk(1), await centre.desk(2)
    await anna.ready()
    caller = await centre.call("1001", "+48225550371")
    annas = await anna.answer()
    await talking(caller, annas)
    interaction = await centre.of("+48225550371")
    [user] = [each for each in (await admin.get("/users"))["items"] if each["agent_id"] == anna.agent_id]

    await admin.change(f"/users/{user['user_id']}", roles=["agent"])
    await asyncio.wait_for(annas.ended.wait(), 10)
    await loud(caller)
    assert not caller.ended.is_set()
    await ben.ready()
    bens = await ben.answer()
    await talking(caller, bens)
    caller.hang_up()
    assert await ben.finish(interaction, "not_ready") is None
    await centre.closed(interaction, result="handled", segments=2)
    await until(lambda: centre.boss.live.all("agents")[anna.agent_id]["presence"] == "not_ready", 60)
    centre.desks.remove(anna)  # signed in nowhere: nobody has to sign out
