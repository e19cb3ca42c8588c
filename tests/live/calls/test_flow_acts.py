"""Steps of a flow that ring somebody outside, with the real switch: who hears whom is proved by tones, keys are pressed on the owner's telephone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import CALLER_HZ, Centre, talking
from tests.support.led import NUMBER, bye, led_by, outcome_of, says_hello
from tests.support.polling import until, until_awaited
from tests.support.smsc import smsc
from tests.support.tones import OUTSIDE, OUTSIDE_HZ, hear, loud, outside

pytestmark = pytest.mark.live


async def test_a_flow_rings_a_number_outside_and_the_brain_may_die(centre: Centre) -> None:
    step = {"type": "transfer", "number": OUTSIDE, "no_answer": "bye", "busy": "mail"}
    async with outside(centre) as phone, led_by(centre, {"act": step, "mail": voicemail(), "bye": bye()}):
        caller = await centre.call(NUMBER, "+48225550321")
        caller.sound.play(CALLER_HZ)
        interaction = await centre.of("+48225550321")
        first = await phone.rung()
        first.ring()
        await loud(caller)  # the music
        await centre.logged(interaction, "party.asked")
        async with brain_away(centre.server):
            await loud(caller)
        await back(centre, [])
        first.accept()
        first.sound.play(OUTSIDE_HZ)
        await hear({caller: [OUTSIDE_HZ], first: [CALLER_HZ]})
        first.hang_up()
        await asyncio.wait_for(caller.ended.wait(), 20)
        await centre.closed(interaction, result="handled")

        again = await centre.call(NUMBER, "+48225550322")
        interaction = await centre.of("+48225550322")
        (await phone.rung()).refuse(486)
        await asyncio.wait_for(again.ended.wait(), 25)
        await centre.closed(interaction, result="voicemail")


async def test_a_flow_rings_an_agent_by_name_who_is_ready_and_goes_on_where_it_is_not(centre: Centre) -> None:
    anna = await centre.desk(1)
    step = {"type": "transfer", "agent": anna.agent_id, "no_answer": "bye", "not_there": "mail"}
    async with led_by(centre, {"act": step, "mail": voicemail(), "bye": bye()}):
        assert await anna.command("set_presence", presence="not_ready") is None
        away = await centre.call(NUMBER, "+48225550325")
        interaction = await centre.of("+48225550325")
        await asyncio.wait_for(away.ended.wait(), 25)
        await centre.closed(interaction, result="voicemail")

        await anna.ready()
        caller = await centre.call(NUMBER, "+48225550326")
        interaction = await centre.of("+48225550326")
        agent = await anna.answer()
        await talking(caller, agent)
        caller.hang_up()
        await centre.closed(interaction, result="handled", agent_id=anna.agent_id, queue_id=None)
        await centre.recorded(interaction)


async def test_an_owner_is_told_who_calls_and_takes_the_call_by_a_key(centre: Centre) -> None:
    step = {"type": "introduce", "message": "mail", "call_back": "bye", "nobody": "bye"}
    nodes = {"act": step, "mail": voicemail(), "bye": bye()}
    async with outside(centre) as phone, led_by(centre, nodes) as project, owner(centre, project):
        caller = await centre.call(NUMBER, "+48225550323")
        caller.sound.play(CALLER_HZ)
        interaction = await centre.of("+48225550323")
        told = await says_hello(phone)
        await loud(told)  # who calls, and the keys
        await hear({caller: []})  # music, and not the owner
        await told.sound.press("1")
        await hear({caller: [OUTSIDE_HZ], told: [CALLER_HZ]})
        caller.hang_up()
        await asyncio.wait_for(told.ended.wait(), 20)
        await centre.closed(interaction, result="handled")
        assert await outcome_of(centre, interaction) == "connected"

        await centre.call(NUMBER, "+48225550324")
        interaction = await centre.of("+48225550324")
        told = await says_hello(phone)
        await loud(told)
        await centre.logged(interaction, "owner.sought")
        async with brain_away(centre.server):
            pass
        await back(centre, [])
        await loud(told)  # said again
        await told.sound.press("3")
        await asyncio.wait_for(told.ended.wait(), 20)
        await centre.closed(interaction)
        assert await outcome_of(centre, interaction) == "call_back"

        async def promised() -> bool:
            promises = (await centre.boss.get("/promises", interaction_id=interaction))["items"]
            told = [(each["kind"], each["to_number"]) for each in promises]
            return told == [("call_back", "+48225550324")]

        await until_awaited(promised)


async def test_a_caller_gets_a_text_and_the_story_says_that_it_was_delivered(centre: Centre) -> None:
    words = "Вы звонили на {called_number}. " + "Мы перезвоним. " * 6
    step = {"type": "send", "by": "sms", "text": words, "sent": "bye", "not_sent": "mail"}
    admin = await centre.person("admin@demo", "board")
    async with smsc() as gateway, led_by(centre, {"act": step, "mail": voicemail(), "bye": bye()}):
        settings = {
            "kind": "smpp",
            "host": "127.0.0.1",
            "port": gateway.port,
            "security": "none",
            "system_id": "desk",
            "secret": "secret",
            "sender": "Ringwell",
        }
        await admin.send("PUT", "/sms-settings", settings, **{"If-Match": "*"})
        caller = await centre.call(NUMBER, "+48600100325")
        interaction = await centre.of("+48600100325")
        await asyncio.wait_for(caller.ended.wait(), 25)
        await centre.closed(interaction, result="ended_in_flow")
        await until(lambda: len(gateway.got) == 2)
        assert gateway.texts() == [words.replace("{called_number}", NUMBER)]
        assert {part.destination_addr for part in gateway.got} == {"48600100325"}

        async def told() -> list[tuple[str, str]]:
            items = (await centre.boss.get(f"/interactions/{interaction}/timeline"))["items"]
            ends = [each for each in items if each["type"] == "flow.message_ended"]
            return [(each["params"]["result"], each["words"]) for each in ends]

        assert await gateway.tell(1)
        assert await gateway.tell(2)

        async def delivered() -> bool:
            return [result for result, _ in await told()] == ["sent", "delivered"]

        await until_awaited(delivered)
        assert (await told())[-1] == ("delivered", "Text message: delivered.")

        withheld = await centre.call(NUMBER, "anonymous")
        await asyncio.wait_for(withheld.ended.wait(), 25)
        assert len(gateway.got) == 2


def voicemail() -> dict[str, Any]:
    return {"type": "voicemail", "max_seconds": 2, "next": "bye"}


@asynccontextmanager
async def owner(centre: Centre, project_id: str) -> AsyncGenerator[None]:
    """One on the call-out list of the project."""
    admin = await centre.person("admin@demo", "board")
    entry = {"project_id": project_id, "place": 1, "name": "Owner", "number": "600100301"}
    made = await admin.post("/owners", entry)
    try:
        yield
    finally:
        await admin.send("DELETE", f"/owners/{made['owner_id']}", {})
