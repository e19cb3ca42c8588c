"""A SIP telephone as an administrator sets it up: it registers, answers and hangs up, without any page that is a phone."""

import asyncio

import pytest

from tests.support.centre import AGENT_HZ, Centre, talking
from tests.support.polling import until
from tests.support.sip import phone

pytestmark = pytest.mark.live


async def test_a_desk_phones_bye_ends_the_call(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    users = (await admin.get("/users"))["items"]
    ben = next(user for user in users if user["sign_in"] == "agent2")
    await admin.change(f"/users/{ben['user_id']}", phone_kind="desk")
    made = await admin.post(f"/users/{ben['user_id']}/desk-phone", None)
    host, _, port = made["server"].rpartition(":")
    assert (host, int(port)) == centre.switch
    page = await centre.person("agent2@demo", "desk")

    def me() -> dict[str, object]:
        return page.live.all("me").get(ben["agent_id"], {})

    async with phone(host, centre.switch, made["user"]) as handset:
        assert await handset.register("guessed") == 401
        assert await handset.register(made["password"]) == 200
        await until(lambda: me().get("phone") is True)
        assert await page.command("set_presence", agent_id=ben["agent_id"], presence="ready") is None
        caller = await centre.call("1001", "+48225550160")
        interaction = await centre.of("+48225550160")
        leg = await handset.rung()
        leg.ring()
        leg.accept()
        leg.sound.play(AGENT_HZ)
        await talking(caller, leg)
        leg.hang_up()
        await asyncio.wait_for(caller.ended.wait(), 20)
        await until(lambda: me().get("activity") == "wrapping_up")
        about = {"agent_id": ben["agent_id"], "interaction_id": interaction}
        assert await page.command("finish_wrap_up", **about, then="not_ready") is None
        closed = await centre.closed(interaction, result="handled", ended_by="agent")
        assert closed["segments"] == 1
        again = await admin.post(f"/users/{ben['user_id']}/desk-phone", None)
        assert await handset.register(made["password"]) == 401
        assert await handset.register(again["password"]) == 200
    assert await page.command("set_presence", agent_id=ben["agent_id"], presence="offline") is None
    await admin.change(f"/users/{ben['user_id']}", phone_kind="browser")
