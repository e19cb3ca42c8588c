"""A voice message becomes work, with the real switch: an agent hears it, calls back by one press, and the brain may die meanwhile."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tests.live.calls.test_flow_acts import NUMBER, bye, led_by
from tests.live.calls.test_kills import back, brain_away
from tests.live.calls.test_transfers import OUTSIDE_HZ, hear, outside
from tests.support.centre import AGENT_HZ, Centre
from tests.support.polling import until, until_awaited

pytestmark = pytest.mark.live


async def test_a_message_is_offered_heard_and_answered(centre: Centre) -> None:
    message = {"type": "voicemail", "max_seconds": 3, "next": "bye"}
    async with outside(centre) as other, led_by(centre, {"act": message, "bye": bye()}), offered(centre):
        anna = await centre.desk(1)
        caller = await centre.call(NUMBER, "+48225550601")
        left = await centre.of("+48225550601")
        await asyncio.wait_for(caller.ended.wait(), 25)
        await centre.closed(left, result="voicemail")
        assert await anna.command("set_presence", presence="ready") is None
        annas = await anna.answer(15)
        await until(lambda: any(call["state"] == "message" for call in anna.calls.values()), 8)
        [(work, shown)] = anna.calls.items()
        assert shown["message"]["interaction_id"] == left
        assert not other.legs or all(leg.invite is None for leg in other.legs.values()), "nobody is rung yet"
        async with brain_away(centre.server):
            pass
        await back(centre, [anna])
        await until(lambda: anna.calls.get(work, {}).get("state") == "message", 15)
        recording = f"/recordings/{shown['message']['recording_id']}/audio"
        await until_awaited(lambda: _is_there(centre, left), 20)
        assert (await anna.person.file(recording)).startswith(b"RIFF")
        assert await anna.command("call_message", interaction_id=work) is None
        rung = await other.rung(8)
        rung.ring()
        rung.accept()
        rung.sound.play(OUTSIDE_HZ)
        await hear({annas: [OUTSIDE_HZ], rung: [AGENT_HZ]})
        promise = shown["message"]["promise_id"]
        done = await anna.person.send("PUT", f"/promises/{promise}/state", {"state": "kept"})
        assert done["state"] == "kept"
        rung.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(work, "not_ready") is None
        await centre.closed(work, result="handled", agent_id=anna.agent_id)


async def _is_there(centre: Centre, interaction_id: str) -> bool:
    audio = (await centre.boss.get(f"/interactions/{interaction_id}"))["audio"]
    return bool(audio) and audio[0]["state"] == "stored"


@asynccontextmanager
async def offered(centre: Centre) -> AsyncGenerator[None]:
    """Messages of that number belong to a queue that offers them."""
    admin = await centre.person("admin@demo", "board")
    numbers = {each["number"]: each for each in (await admin.get("/numbers"))["items"]}
    queue = f"/queues/{numbers['1001']['fallback_queue_id']}"
    care = (await admin.get(queue))["care"]
    of = f"/numbers/{numbers[NUMBER]['number_id']}"
    await admin.change(of, fallback_queue_id=numbers["1001"]["fallback_queue_id"])
    await admin.change(queue, care={**care, "offers_messages": True})
    try:
        yield
    finally:
        await admin.change(queue, care=care)
