"""An agent's own call with the real switch: its phone first, then the customer's; both hear each other, and it is recorded as any call."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import CALLER_HZ, HEARD, Centre, talking
from tests.support.polling import until, until_awaited
from tests.support.rtp import RATE
from tests.support.sip import Leg, Phone
from tests.support.tones import loud

pytestmark = pytest.mark.live

CUSTOMER = "+48600100400"
EARLY_HZ = 1300.0


async def test_a_customer_is_called_from_the_desk_and_again_after_busy(centre: Centre) -> None:
    async with _outside(centre) as phone:
        anna = await centre.desk(1)
        assert await anna.command("set_presence", presence="not_ready") is None
        await anna.is_(phone=True, presence="not_ready")
        made = await anna.person.post("/calls", {"number": "600 100 400"})
        agent = await anna.answer()
        (await phone.rung()).refuse(486)
        await asyncio.wait_for(agent.ended.wait(), 20)
        await centre.closed(made["interaction_id"], result="not_reached", direction="out")
        await until(lambda: any(each["code"] == "call_not_reached" for each in anna.person.live.notices))
        assert anna.person.live.notices[-1]["params"] == {"result": "busy"}

        await anna.is_(activity="idle")
        [last] = (await anna.person.get("/calls/choices"))["last"]
        assert last["number"] == CUSTOMER
        made = await anna.person.post("/calls", {"number": last["number"]})
        agent = await anna.answer()
        customer = await phone.rung()
        customer.ring()
        customer.accept()
        customer.sound.play(CALLER_HZ)
        await talking(customer, agent)
        customer.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(made["interaction_id"], "not_ready") is None
        over = await centre.recorded(made["interaction_id"])
        assert (over["result"], over["direction"], over["agent_id"]) == ("handled", "out", anna.agent_id)
        assert len((await anna.person.get("/calls/choices"))["last"]) == 1


async def test_the_agent_hears_what_the_line_says_before_it_answers(centre: Centre) -> None:
    """A provider says that there is no such number; then, of another call, its own ringing, and somebody answers."""
    async with _outside(centre) as phone:
        anna = await centre.desk(1)
        assert await anna.command("set_presence", presence="not_ready") is None
        await anna.is_(phone=True, presence="not_ready")
        made = await anna.person.post("/calls", {"number": CUSTOMER})
        agent = await anna.answer()
        line = await phone.rung()
        line.ring()
        await loud(agent)  # our own ringing, as long as nothing comes from there
        line.speak_early()
        line.sound.play(EARLY_HZ)
        await _hears(agent, EARLY_HZ)
        assert not agent.ended.is_set()
        line.refuse(404)
        await asyncio.wait_for(agent.ended.wait(), 20)
        await centre.closed(made["interaction_id"], result="not_reached")
        await until(lambda: any(each["code"] == "call_not_reached" for each in anna.person.live.notices))
        assert anna.person.live.notices[-1]["params"] == {"result": "wrong_number"}

        made = await anna.person.post("/calls", {"number": CUSTOMER})
        agent = await anna.answer()
        line = await phone.rung()
        line.speak_early()
        line.sound.play(EARLY_HZ)
        await _hears(agent, EARLY_HZ)
        began = datetime.now(UTC)
        line.accept()
        line.sound.play(CALLER_HZ)
        await talking(line, agent)
        line.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(made["interaction_id"], "not_ready") is None
        over = await centre.recorded(made["interaction_id"])
        [part] = over["parts"]
        assert datetime.fromisoformat(part["started_at"]) >= began

    async def no_bridge_is_left() -> bool:
        return not await centre.ari.bridges.list_all()

    await until_awaited(no_bridge_is_left)


async def test_whoever_answers_while_the_brain_is_away_is_heard_and_the_talk_is_kept(centre: Centre) -> None:
    async with _outside(centre) as phone:
        anna = await centre.desk(1)
        assert await anna.command("set_presence", presence="not_ready") is None
        await anna.is_(phone=True, presence="not_ready")
        made = await anna.person.post("/calls", {"number": CUSTOMER})
        agent = await anna.answer()
        line = await phone.rung()
        line.speak_early()
        line.sound.play(EARLY_HZ)
        await _hears(agent, EARLY_HZ)
        async with brain_away(centre.server):
            line.accept()
            line.sound.play(CALLER_HZ)
            await talking(line, agent)
        await back(centre, [anna])
        await anna.is_(activity="talking", interaction_id=made["interaction_id"])
        await talking(line, agent)
        line.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(made["interaction_id"], "not_ready") is None
        await centre.closed(made["interaction_id"], result="handled", direction="out")


async def _hears(leg: Leg, hertz: float) -> None:
    await until(lambda: len(leg.sound.heard) > RATE / 2 and leg.sound.share(hertz, 0.4) > HEARD)


@asynccontextmanager
async def _outside(centre: Centre) -> AsyncGenerator[Phone]:
    """The trunk leads to this customer's telephone."""
    admin = await centre.person("admin@demo", "board")
    phone = await centre.caller(CUSTOMER)
    trunk = (await admin.get("/trunks"))["items"][0]
    await admin.change(f"/trunks/{trunk['trunk_id']}", server=f"sip:127.0.0.2:{phone.port}")
    try:
        yield phone
    finally:
        await admin.change(f"/trunks/{trunk['trunk_id']}", server=trunk["server"])
