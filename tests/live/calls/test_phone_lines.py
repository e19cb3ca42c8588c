"""What an agent does on a desk phone itself, with the real switch: REFER, blind and attended, and dialling. Who hears whom is proved by tones."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk
from tests.support.polling import until
from tests.support.sip import Leg, phone
from tests.support.tones import DAVID_HZ, OUTSIDE_HZ, hear, in_recording, loud, outside, tones_of

pytestmark = pytest.mark.live

DAVIDS = "204"


@dataclass
class Talk:
    anna: Desk
    david: Desk
    caller: Leg
    annas: Leg
    interaction: str


async def test_an_attended_transfer_by_refer(centre: Centre) -> None:
    async with talk(centre, "+48225550501") as it:
        it.annas.hold()
        await it.anna.is_(activity="hold")
        await loud(it.caller)  # the music
        second = await it.anna.phone.call(DAVIDS)
        davids = await _david(it)
        second.sound.play(AGENT_HZ)
        await asyncio.wait_for(second.answered.wait(), 20)
        await hear({second: [DAVID_HZ], davids: [AGENT_HZ], it.caller: []})
        await it.anna.is_(activity="consulting")
        assert await it.annas.refer_to(second) == 202
        await hear({it.caller: [DAVID_HZ], davids: [CALLER_HZ]})
        await until(lambda: 200 in it.annas.progress)
        for leg in (it.annas, second):
            await asyncio.wait_for(leg.ended.wait(), 20)
        await it.anna.is_(activity="wrapping_up")
        await in_recording(centre, CALLER_HZ)
        await _over(centre, it)
        over = await centre.recorded(it.interaction)
        assert [part["agent_id"] for part in over["parts"]] == [it.anna.agent_id, it.david.agent_id]
        assert len({part["recording_id"] for part in over["parts"]}) == 2
        first, then = [await tones_of(centre, part["recording_id"]) for part in over["parts"]]
        assert first == ({CALLER_HZ}, {AGENT_HZ})
        assert then == ({CALLER_HZ, AGENT_HZ}, {DAVID_HZ})


async def test_a_blind_transfer_by_refer_and_one_that_is_refused(centre: Centre) -> None:
    async with talk(centre, "+48225550502") as it:
        assert await it.annas.refer("sip:112@127.0.0.1") == 202
        await until(lambda: 603 in it.annas.progress)
        await hear({it.annas: [CALLER_HZ], it.caller: [AGENT_HZ]})
        assert it.caller.final == 200
        assert it.caller.phone.legs
        assert await it.caller.refer("sip:1002@127.0.0.1") == 603
        it.annas.progress.clear()
        assert await it.annas.refer(f"sip:{DAVIDS}@127.0.0.1") == 202
        davids = await _david(it)
        await hear({it.caller: [DAVID_HZ], davids: [CALLER_HZ]})
        await until(lambda: it.annas.progress[-1:] == [200])
        await asyncio.wait_for(it.annas.ended.wait(), 20)
        await _over(centre, it)


async def test_a_number_that_is_dialled_on_the_phone(centre: Centre) -> None:
    async with desk_phone(centre) as anna, outside(centre) as other:
        assert await anna.command("set_presence", presence="ready") is None
        await anna.is_(activity="idle", phone=True)
        refused = await anna.phone.call("112")
        await until(lambda: refused.final in (403, 603))
        await anna.is_(activity="idle")
        mine = await anna.phone.call("600 100 300".replace(" ", ""))
        rung = await other.rung()
        rung.ring()
        rung.accept()
        rung.sound.play(OUTSIDE_HZ)
        mine.sound.play(AGENT_HZ)
        await hear({mine: [OUTSIDE_HZ], rung: [AGENT_HZ]})
        await anna.is_(activity="talking")
        await in_recording(centre, OUTSIDE_HZ)
        interaction = str(anna.me["interaction_id"])
        mine.hang_up()
        await asyncio.wait_for(rung.ended.wait(), 20)
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(interaction, "not_ready") is None
        over = await centre.recorded(interaction)
        [part] = over["parts"]
        assert await tones_of(centre, part["recording_id"]) == ({OUTSIDE_HZ}, {AGENT_HZ})


@asynccontextmanager
async def desk_phone(centre: Centre) -> AsyncGenerator[Desk]:
    """The first agent talks by a desk phone, and David has a short number."""
    admin = await centre.person("admin@demo", "board")
    users = {user["sign_in"]: user for user in (await admin.get("/users"))["items"]}
    first, david = (f"/users/{users[name]['user_id']}" for name in ("agent1", "agent4"))
    await admin.change(david, extension=DAVIDS)
    await admin.change(first, phone_kind="desk", extension="201")
    made = await admin.post(f"{first}/desk-phone", None)
    person = await centre.person("agent1@demo", "desk")
    agent_id = users["agent1"]["agent_id"]
    try:
        async with phone("127.0.0.1", centre.switch, made["user"]) as handset:
            assert await handset.register(made["password"]) == 200
            desk = Desk(person, agent_id, made["user"], handset, made["password"])
            centre.desks.append(desk)
            yield desk
            for leg in handset.legs.values():
                if leg.answered.is_set() and not leg.ended.is_set():
                    leg.hang_up()
    finally:
        await admin.change(first, phone_kind="browser", extension="")
        await admin.change(david, extension="")


@asynccontextmanager
async def talk(centre: Centre, user: str) -> AsyncGenerator[Talk]:
    """Anna talks to a caller by her desk phone; David is ready."""
    async with desk_phone(centre) as anna:
        david = await centre.desk(4)
        await anna.ready()
        caller = await centre.call("1001", user)
        annas = await anna.answer()
        interaction = await centre.of(user)
        await hear({annas: [CALLER_HZ], caller: [AGENT_HZ]})
        await david.ready()
        yield Talk(anna, david, caller, annas, interaction)


async def _david(it: Talk) -> Leg:
    leg = await it.david.phone.rung()
    leg.ring()
    leg.accept()
    leg.sound.play(DAVID_HZ)
    return leg


async def _over(centre: Centre, it: Talk) -> None:
    assert await it.anna.finish(it.interaction, "not_ready") is None
    it.caller.hang_up()
    await it.david.is_(activity="wrapping_up")
    assert await it.david.finish(it.interaction, "not_ready") is None
    await centre.closed(it.interaction, result="handled", agent_id=it.david.agent_id)
