"""Live calls that a flow of the test leads."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from tests.support.centre import Centre, Entity
from tests.support.polling import until_awaited
from tests.support.rtp import RATE, tone_bytes
from tests.support.sip import Leg, Phone
from tests.support.tones import OUTSIDE_HZ

NUMBER = "7311"


async def says_hello(phone: Phone) -> Leg:
    """A person answers: a word, and then listens. Just so much sound, however busy the machine: a longer word is a voicemail's."""
    leg = await phone.rung()
    leg.ring()
    leg.accept()
    await leg.sound.say(tone_bytes(OUTSIDE_HZ, RATE // 2))
    await leg.sound.say(tone_bytes(0.0, RATE * 3 // 2))
    leg.sound.play(OUTSIDE_HZ)
    return leg


async def presses_until_over(leg: Leg, key: str) -> None:
    """Press it until the call has ended: one that comes before it is asked for, or after it was taken, is let go."""
    for _ in range(12):
        await leg.sound.press(key)
        with suppress(TimeoutError):
            await asyncio.wait_for(leg.ended.wait(), 2)
            return
    raise AssertionError("the call goes on")


async def outcome_of(centre: Centre, interaction: str) -> str:
    """Of the owner's introduction, once it has ended."""
    found: list[Entity] = []

    async def ended() -> bool:
        items = (await centre.boss.get(f"/interactions/{interaction}/timeline"))["items"]
        found[:] = [item for item in items if item["type"] == "owner.ended"]
        return bool(found)

    await until_awaited(ended)
    [one] = found
    return one["params"]["outcome"]


def bye() -> dict[str, Any]:
    return {"type": "hangup", "prompts": [{"prompt": "thank-you-goodbye"}]}


@asynccontextmanager
async def led_by(centre: Centre, nodes: dict[str, Any]) -> AsyncGenerator[str]:
    """A number whose callers walk these steps, from `act` on; the project it is of."""
    admin = await centre.person("admin@demo", "board")
    usual = next(each for each in (await admin.get("/numbers"))["items"] if each["number"] == "1001")
    flow = await admin.post("/flows", {"name": f"Acts {len(nodes)}"})
    document = {"format": 1, "id": "acts", "language": "en", "start": "in", "nodes": nodes}
    document["nodes"] = {"in": {"type": "answer", "next": "act"}, **nodes}
    await admin.post(f"/flows/{flow['flow_id']}/versions", document)
    fields = ("project_id", "trunk_id", "language")
    number = {name: usual[name] for name in fields} | {"number": NUMBER, "flow_id": flow["flow_id"]}
    made = await admin.post("/numbers", number)
    try:
        yield usual["project_id"]
    finally:
        await admin.send("DELETE", f"/numbers/{made['number_id']}", {})
        await admin.send("DELETE", f"/flows/{flow['flow_id']}", {})
