"""Supervisors in on calls with the real switch, proved by tones: who hears whom, what a recording holds, and what a killed brain leaves."""

import asyncio
from collections.abc import Collection
from typing import Final

import pytest

from tests.support.brain_gone import back, brain_away, kill
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Entity, talking
from tests.support.overseer import BOSS_HZ, listens, nothing_left, overseer
from tests.support.polling import until, until_awaited
from tests.support.rtp import RATE, heard_share, strength
from tests.support.sip import Leg
from tests.support.tones import sound_of

pytestmark = pytest.mark.live

HEARD: Final = 0.2
"""Two tones at once share what is heard."""
UNHEARD: Final = 0.01


async def test_a_supervisor_listens_whispers_and_leaves_no_trace_in_the_recording(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550301")
    agent = await anna.answer()
    await talking(caller, agent)
    interaction = await centre.of("+48225550301")
    async with overseer(centre, centre.boss) as handset:
        boss = await listens(centre.boss, handset, interaction)
        await _hears(boss, CALLER_HZ, AGENT_HZ)
        await _shown(centre, interaction, "listen")
        await _unheard(caller, agent)
        assert await centre.boss.command("listen", interaction_id=interaction, mode="whisper") is None
        await _hears(agent, CALLER_HZ, BOSS_HZ)
        await _hears(boss, CALLER_HZ, AGENT_HZ)
        await _unheard(caller)
        await until(lambda: anna.calls[interaction]["overseen"] == "whisper")
        assert await anna.command("hang_up", interaction_id=interaction) is None
        await asyncio.wait_for(boss.ended.wait(), 20)
    assert await anna.finish(interaction) is None
    await nothing_left(centre)
    recorded = await centre.recorded(interaction)
    left, right = await sound_of(centre.boss, recorded["audio"][0]["recording_id"])
    assert heard_share(left, CALLER_HZ) > HEARD
    assert heard_share(right, AGENT_HZ) > HEARD
    assert max(strength(left, BOSS_HZ), strength(right, BOSS_HZ)) < UNHEARD
    admin = await centre.person("admin@demo", "board")
    looks = [each["type"] for each in (await admin.get("/audit", group="looks"))["items"]]
    assert [each for each in looks if each.startswith("listening")][:2] == [
        "listening.changed",
        "listening.started",
    ]


async def test_a_supervisor_joins_and_the_brain_is_killed(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550302")
    agent = await anna.answer()
    interaction = await centre.of("+48225550302")
    await centre.state(interaction, "talking")
    async with overseer(centre, centre.boss) as handset:
        boss = await listens(centre.boss, handset, interaction, "join")
        await _hears(caller, AGENT_HZ, BOSS_HZ)
        await _hears(agent, CALLER_HZ, BOSS_HZ)
        await _hears(boss, CALLER_HZ, AGENT_HZ)
        async with brain_away(centre.server):
            await _hears(caller, AGENT_HZ, BOSS_HZ)
        await back(centre, [anna])
        await _hears(caller, AGENT_HZ, BOSS_HZ)
        await _shown(centre, interaction, "join")
        assert await centre.boss.command("listen", interaction_id=interaction, mode="listen") is None
        await _unheard(caller, agent)
        caller.hang_up()
        await asyncio.wait_for(boss.ended.wait(), 20)
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await nothing_left(centre)


async def test_a_whisper_that_has_just_begun_when_the_brain_is_killed(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550304")
    agent = await anna.answer()
    interaction = await centre.of("+48225550304")
    async with overseer(centre, centre.boss) as handset:
        boss = await listens(centre.boss, handset, interaction)
        asks = asyncio.create_task(
            centre.boss.command("listen", interaction_id=interaction, mode="whisper"), name="whispers"
        )
        async with asyncio.timeout(10):
            while not await _snoops(centre, "whispers"):
                assert not asks.done() or asks.result() is None
        await kill(centre.server, "brain")
        await back(centre, [anna])
        await asyncio.wait({asks}, timeout=30)
        assert asks.done()
        agent.sound.heard.clear()
        await until(lambda: _hears_as_shown(agent, _in_on(centre, interaction)))
        await _unheard(caller)
        assert await centre.boss.command("listen", interaction_id=interaction, mode="whisper") is None
        await _hears(agent, CALLER_HZ, BOSS_HZ)
        before = await _snoops(centre, "whispers")
        async with brain_away(centre.server):
            await _hears(agent, CALLER_HZ, BOSS_HZ)
        await back(centre, [anna])
        await _hears(agent, CALLER_HZ, BOSS_HZ)
        assert await _snoops(centre, "whispers") == before, "it went on"
        boss.hang_up()
        await until(lambda: not centre.boss.live.all("listening"))

        async def none_whispers() -> bool:
            return not await _snoops(centre, "whispers")

        await until_awaited(none_whispers)
        caller.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await nothing_left(centre)


async def _snoops(centre: Centre, kind: str) -> list[tuple[str, str]]:
    channels = await centre.ari.channels.list_all()
    return [(each.id, str(each.creationtime)) for each in channels if each.id.endswith(f"-{kind}")]


def _in_on(centre: Centre, interaction: str) -> list[Entity]:
    found = centre.boss.live.all("listening").values()
    return [each for each in found if each["interaction_id"] == interaction and each["up"]]


def _hears_as_shown(agent: Leg, rows: list[Entity]) -> bool:
    """There is one supervisor in, and the agent hears the whisper where that is how, and not where it is not."""
    modes = [each["mode"] for each in rows]
    tones = [CALLER_HZ, BOSS_HZ] if modes == ["whisper"] else [CALLER_HZ]
    return len(modes) == 1 and _only(agent, tones)


async def test_a_supervisor_who_is_an_agent_takes_the_call_over(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    users = (await admin.get("/users"))["items"]
    of_elena = next(each for each in users if each["sign_in"] == "agent5")
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550303")
    agent = await anna.answer()
    interaction = await centre.of("+48225550303")
    await centre.state(interaction, "talking")
    asked = {"interaction_id": interaction}
    assert await anna.person.command("listen", **asked) == "forbidden"
    await admin.change(f"/users/{of_elena['user_id']}", roles=["agent", "supervisor"])
    elena = await centre.desk(5)  # with the new roles: the change has ended older sessions
    try:
        async with overseer(centre, elena.person) as handset:
            boss = await listens(elena.person, handset, interaction)
            assert await elena.person.command("take_over", **asked) is None
            await asyncio.wait_for(agent.ended.wait(), 20)
            await _hears(caller, BOSS_HZ)
            await _hears(boss, CALLER_HZ)
            await elena.is_(activity="talking", interaction_id=interaction)
            assert await elena.command("hang_up", **asked) is None
            await asyncio.wait_for(caller.ended.wait(), 20)
        for desk in (anna, elena):
            assert await desk.finish(interaction, then="not_ready") is None
            assert await desk.command("set_presence", presence="offline") is None
    finally:
        centre.desks.remove(elena)
        await admin.change(f"/users/{of_elena['user_id']}", roles=["agent"])
    await nothing_left(centre)
    recorded = await centre.recorded(interaction)
    assert [part["agent_id"] for part in recorded["parts"]] == [anna.agent_id, elena.agent_id]
    left, right = await sound_of(centre.boss, recorded["parts"][1]["recording_id"])
    assert heard_share(left, CALLER_HZ) > HEARD
    assert heard_share(right, BOSS_HZ) > HEARD


async def _hears(leg: Leg, *tones: float) -> None:
    """These tones, and no other, from now on."""
    leg.sound.heard.clear()
    await until(lambda: _only(leg, tones))


def _only(leg: Leg, tones: Collection[float]) -> bool:
    others = {CALLER_HZ, AGENT_HZ, BOSS_HZ} - set(tones)
    return (
        len(leg.sound.heard) > RATE // 2
        and all(leg.sound.share(tone) > HEARD for tone in tones)
        and all(leg.sound.share(other) < UNHEARD for other in others)
    )


async def _unheard(*legs: Leg) -> None:
    """None of them hears the supervisor, for a second."""
    for leg in legs:
        leg.sound.heard.clear()
    await until(lambda: all(len(leg.sound.heard) > RATE for leg in legs))
    assert [leg for leg in legs if leg.sound.share(BOSS_HZ, 0.9) >= UNHEARD] == []


async def _shown(centre: Centre, interaction: str, mode: str) -> None:
    def shown() -> list[tuple[str, bool]]:
        rows = centre.boss.live.all("listening").values()
        return [(each["mode"], each["up"]) for each in rows if each["interaction_id"] == interaction]

    await until(lambda: shown() == [(mode, True)])
