"""A supervisor takes over with the real switch, proved by tones: a conference, a consultation, a customer who is still rung, a message that is
being left."""

import asyncio
import io
import wave
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tests.support.brain_gone import back, kill
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk, Entity, Person
from tests.support.led import NUMBER, bye, led_by
from tests.support.overseer import BOSS_HZ, agent_overseer, listens, nothing_left, overseer
from tests.support.polling import until, until_awaited
from tests.support.rtp import RATE, strength
from tests.support.sip import Leg, Phone
from tests.support.tones import OUTSIDE, OUTSIDE_HZ, hear, in_recording, loud, outside, sound_of

pytestmark = pytest.mark.live


async def test_a_conference_and_then_a_consultation(centre: Centre) -> None:
    async with _boss(centre) as (elena, handset), outside(centre) as phone:
        anna = await centre.desk(1)
        await anna.ready()
        caller = await centre.call("1001", "+48225550321")
        annas = await anna.answer()
        interaction = await centre.of("+48225550321")
        await centre.state(interaction, "talking")
        asked = {"interaction_id": interaction}
        boss = await listens(elena.person, handset, interaction)
        assert await anna.command("call_party", **asked, number=OUTSIDE) is None
        other = await phone.rung()
        other.accept()
        other.sound.play(OUTSIDE_HZ)
        await hear({annas: [OUTSIDE_HZ], other: [AGENT_HZ], caller: []})

        assert await elena.person.command("take_over", **asked) is None
        await asyncio.wait_for(annas.ended.wait(), 20)
        await hear({boss: [OUTSIDE_HZ], other: [BOSS_HZ], caller: []})
        await loud(caller)  # the music
        await anna.is_(activity="wrapping_up")
        await elena.is_(activity="consulting", interaction_id=interaction)
        assert await elena.command("join_all", **asked) is None
        everybody = {
            boss: [CALLER_HZ, OUTSIDE_HZ],
            other: [CALLER_HZ, BOSS_HZ],
            caller: [BOSS_HZ, OUTSIDE_HZ],
        }
        await hear(everybody)
        assert await anna.finish(interaction, "not_ready") is None

        async with overseer(centre, centre.boss) as second:
            ear = await listens(centre.boss, second, interaction)
            assert await centre.boss.command("take_over", **asked) == "no_agent"
            ear.hang_up()
        assert await elena.command("complete_transfer", **asked) is None
        await hear({other: [CALLER_HZ], caller: [OUTSIDE_HZ]})
        assert await elena.finish(interaction, "not_ready") is None
        back = await listens(elena.person, handset, interaction)
        assert await elena.person.command("take_over", **asked) is None
        await hear(
            {back: [CALLER_HZ, OUTSIDE_HZ], other: [CALLER_HZ, BOSS_HZ], caller: [BOSS_HZ, OUTSIDE_HZ]}
        )
        assert await elena.command("hang_up", **asked) is None
        await asyncio.wait_for(caller.ended.wait(), 20)
        assert await elena.finish(interaction, "not_ready") is None
    recorded = await centre.recorded(interaction)
    assert [part["agent_id"] for part in recorded["parts"]] == [anna.agent_id, elena.agent_id, elena.agent_id]
    left, right = await sound_of(centre.boss, recorded["parts"][1]["recording_id"])
    assert strength(left, OUTSIDE_HZ) > 0.1
    assert strength(right, BOSS_HZ) > 0.1
    await nothing_left(centre)


async def test_a_customer_who_is_still_rung(centre: Centre) -> None:
    async with _boss(centre) as (elena, handset), outside(centre) as phone:
        anna, annas, called = await _calls_out(centre)
        line = await phone.rung()
        line.ring()
        await loud(annas)
        boss = await listens(elena.person, handset, called)
        assert await elena.person.command("take_over", interaction_id=called) is None
        await asyncio.wait_for(annas.ended.wait(), 20)
        await loud(boss)  # the ringing
        assert not line.ended.is_set()
        await anna.is_(activity="idle")
        line.speak_early()
        line.sound.play(OUTSIDE_HZ)
        await hear({boss: [OUTSIDE_HZ]})
        line.accept()
        await hear({boss: [OUTSIDE_HZ], line: [BOSS_HZ]})
        await elena.is_(activity="talking", interaction_id=called)
        await in_recording(centre, OUTSIDE_HZ)
        await in_recording(centre, BOSS_HZ)
        line.hang_up()
        await elena.is_(activity="wrapping_up")
        assert await elena.finish(called, "not_ready") is None
    over = await centre.recorded(called)
    assert [part["agent_id"] for part in over["parts"]] == [elena.agent_id]
    left, right = await sound_of(centre.boss, over["parts"][0]["recording_id"])
    assert strength(left, OUTSIDE_HZ) > 0.3
    assert strength(right, BOSS_HZ) > 0.3
    await nothing_left(centre)


async def test_a_customer_rings_on_over_the_brains_death(centre: Centre) -> None:
    async with _boss(centre) as (elena, handset), outside(centre) as phone:
        anna, _, called = await _calls_out(centre)
        line = await phone.rung(8)
        line.ring()
        boss = await listens(elena.person, handset, called)
        assert await elena.person.command("take_over", interaction_id=called) is None
        await elena.is_(activity="talking", interaction_id=called)
        await centre.logged(called, "call.taken_over")
        await kill(centre.server, "brain")
        await back(centre, [anna, elena])
        await loud(boss)
        line.accept()
        line.sound.play(OUTSIDE_HZ)
        await hear({boss: [OUTSIDE_HZ], line: [BOSS_HZ]})
        line.hang_up()
        await elena.is_(activity="wrapping_up", seconds=15)
        assert await elena.finish(called, "not_ready") is None
    await nothing_left(centre)


async def test_what_its_line_says_before_it_answers(centre: Centre) -> None:
    async with _boss(centre) as (elena, handset), outside(centre) as phone:
        _, annas, called = await _calls_out(centre)
        line = await phone.rung()
        line.speak_early()
        line.sound.play(OUTSIDE_HZ)
        await hear({annas: [OUTSIDE_HZ]})
        boss = await listens(elena.person, handset, called)
        assert await elena.person.command("take_over", interaction_id=called) is None
        await asyncio.wait_for(annas.ended.wait(), 20)
        await hear({boss: [OUTSIDE_HZ]})
        line.refuse(486)
        await asyncio.wait_for(boss.ended.wait(), 20)
        await elena.is_(activity="idle")
        await centre.closed(called, result="not_reached")
    await nothing_left(centre)


async def test_a_caller_who_leaves_a_message(centre: Centre) -> None:
    nodes = {"act": {"type": "voicemail", "max_seconds": 60, "next": "bye"}, "bye": bye()}
    async with _boss(centre) as (elena, handset), led_by(centre, nodes):
        caller = await centre.call(NUMBER, "+48225550322")
        interaction = await centre.of("+48225550322")
        await centre.state(interaction, "voicemail")
        boss = await listens(elena.person, handset, interaction)
        await hear({boss: [CALLER_HZ]})
        assert await elena.person.command("take_over", interaction_id=interaction) is None
        await hear({boss: [CALLER_HZ], caller: [BOSS_HZ]})
        await centre.state(interaction, "talking")
        await in_recording(centre, CALLER_HZ)
        await in_recording(centre, BOSS_HZ)
        assert await elena.command("hang_up", interaction_id=interaction) is None
        await asyncio.wait_for(caller.ended.wait(), 20)
        await elena.is_(activity="idle")
    await centre.closed(interaction, result="handled")
    sounds: list[Entity] = []

    async def both() -> bool:
        audio = (await centre.boss.get(f"/interactions/{interaction}"))["audio"]
        sounds[:] = [each for each in audio if each["state"] == "stored"]
        return len(sounds) == 2

    await until_awaited(both)
    message, talk = sorted(sounds, key=lambda each: each["kind"] != "voicemail")
    assert strength(await _message(centre.boss, message["recording_id"]), CALLER_HZ) > 0.3
    left, right = await sound_of(centre.boss, talk["recording_id"])
    assert strength(left, CALLER_HZ) > 0.3
    assert strength(right, BOSS_HZ) > 0.3
    await nothing_left(centre)


async def _calls_out(centre: Centre) -> tuple[Desk, Leg, str]:
    """An agent calls outside: who, the leg by which it hears the line, and the interaction."""
    anna = await centre.desk(1)
    assert await anna.command("set_presence", presence="not_ready") is None
    await anna.is_(phone=True, presence="not_ready")
    made = await anna.person.post("/calls", {"number": OUTSIDE})
    return anna, await anna.answer(), made["interaction_id"]


@asynccontextmanager
async def _boss(centre: Centre) -> AsyncGenerator[tuple[Desk, Phone]]:
    """An agent who oversees, and her telephone for that."""
    async with agent_overseer(centre) as elena:
        async with overseer(centre, elena.person) as handset:
            yield elena, handset
        await until(lambda: elena.me.get("activity") == "idle")
        assert await elena.command("set_presence", presence="offline") is None
        centre.desks.remove(elena)


async def _message(person: Person, recording_id: str) -> list[int]:
    with wave.open(io.BytesIO(await person.file(f"/recordings/{recording_id}/audio"))) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (1, RATE)
        return list(memoryview(sound.readframes(sound.getnframes())).cast("h"))
