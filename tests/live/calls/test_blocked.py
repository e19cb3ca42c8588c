"""A blocked caller at the real switch: the block's answer is heard, no agent's telephone rings, and who is let through again is served."""

import pytest

from ringwell.adapters.speech.sound import from_ulaw
from tests.support.centre import Centre, talking
from tests.support.polling import until, until_awaited
from tests.support.rtp import RATE

pytestmark = pytest.mark.live

NUISANCE, NEIGHBOUR = "+48225550811", "+48225550812"
LOUD = 0.1
"""Of the loudest there can be: a voice at its loudest is louder."""


async def test_a_blocked_number_hears_that_it_is_not_taken_and_nobody_is_rung(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    admin = await centre.person("admin@demo", "board")
    block = await admin.post("/blocks", {"value": NUISANCE, "reason": "Threats"})
    kept_out = await centre.call("1001", NUISANCE)
    await until(kept_out.ended.is_set, 30)
    assert abs(from_ulaw(bytes(kept_out.sound.heard))).max() > LOUD
    assert len(kept_out.sound.heard) > RATE

    async def is_told() -> bool:
        told = (await admin.get("/interactions", q=NUISANCE))["items"]
        return [(each["result"], each["agent_name"]) for each in told] == [("blocked", None)]

    await until_awaited(is_told)
    assert not anna.phone.legs
    await anna.is_(activity="idle")

    next_door = await centre.call("1001", NEIGHBOUR)
    await talking(next_door, await anna.answer())
    interaction = await centre.of(NEIGHBOUR)
    next_door.hang_up()
    assert await anna.finish(interaction) is None

    await admin.send("DELETE", f"/blocks/{block['block_id']}", None)
    again = await centre.call("1001", NUISANCE)
    await talking(again, await anna.answer())
    again.hang_up()
    await anna.is_(activity="wrapping_up")
