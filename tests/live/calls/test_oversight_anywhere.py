"""Supervisors in on calls that no agent has, with the real switch, proved by tones: in a flow, in a queue, with somebody outside; and taken out
of a flow."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre
from tests.support.led import NUMBER, bye, led_by
from tests.support.overseer import BOSS_HZ, agent_overseer, listens, nothing_left, overseer
from tests.support.polling import PATIENCE_S, until
from tests.support.rtp import RATE, heard_share, share_of
from tests.support.sip import Leg
from tests.support.speech import tone
from tests.support.tones import OUTSIDE_HZ, loud, outside, sound_of

pytestmark = pytest.mark.live

PROMPT_HZ = 700.0
HEARD, UNHEARD = 0.1, 0.03
"""Shares of what is heard: a prompt is not as loud as who speaks."""
STEP_S = 25


async def test_a_caller_is_heard_in_a_flow_a_queue_and_with_an_agent(centre: Centre) -> None:
    anna = await centre.desk(1)
    assert await anna.command("set_presence", presence="not_ready") is None
    async with _prompting(centre), overseer(centre, centre.boss) as handset:
        caller = await centre.call(NUMBER, "+48225550311")
        interaction = await centre.of("+48225550311")
        await _hear({caller: [PROMPT_HZ]})
        asked = {"interaction_id": interaction}
        assert await centre.boss.command("listen", **asked, mode="whisper") == "listening.no_agent"
        assert await centre.boss.command("listen", **asked, mode="join") == "listening.nobody_talks"
        call = centre.calls[interaction]
        assert (call["step"], call["step_type"], call["ways"]) == ("act", "menu", ["listen", "take_over"])
        caller.sound.heard.clear()
        boss = await listens(centre.boss, handset, interaction)
        await _hear({boss: [CALLER_HZ, PROMPT_HZ]})
        await until(lambda: len(caller.sound.heard) > RATE)
        _undisturbed(caller)
        async with brain_away(centre.server):
            await _hear({boss: [CALLER_HZ, PROMPT_HZ], caller: [PROMPT_HZ]})
        await back(centre, [anna])
        await until(lambda: [each["up"] for each in centre.boss.live.all("listening").values()] == [True])

        await until(lambda: centre.calls[interaction]["state"] == "flow")
        await caller.sound.press("1")
        await centre.state(interaction, "waiting")
        await _hear({boss: [CALLER_HZ]})
        await loud(caller)  # the music
        assert await anna.command("set_presence", presence="ready") is None
        agent = await anna.answer()
        await _hear({boss: [CALLER_HZ, AGENT_HZ], caller: [AGENT_HZ], agent: [CALLER_HZ]})
        assert await centre.boss.command("listen", **asked, mode="whisper") is None
        await _hear({agent: [CALLER_HZ, BOSS_HZ], caller: [AGENT_HZ]})
        caller.hang_up()
        await asyncio.wait_for(boss.ended.wait(), 20)
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction, "not_ready") is None
    await nothing_left(centre)


async def test_a_supervisor_joins_caller_and_somebody_outside_when_the_agent_has_left(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    async with outside(centre) as phone, overseer(centre, centre.boss) as handset:
        caller = await centre.call("1001", "+48225550312")
        agent = await anna.answer()
        interaction = await centre.of("+48225550312")
        await centre.state(interaction, "talking")
        asked = {"interaction_id": interaction}
        boss = await listens(centre.boss, handset, interaction, "whisper")
        await _hear({agent: [CALLER_HZ, BOSS_HZ]})
        assert await anna.command("call_party", **asked, number="600100300") is None
        other = await phone.rung()
        other.ring()
        other.accept()
        other.sound.play(OUTSIDE_HZ)
        await _hear({boss: [AGENT_HZ, OUTSIDE_HZ], agent: [OUTSIDE_HZ, BOSS_HZ], other: [AGENT_HZ]})
        assert await anna.command("complete_transfer", **asked) is None
        await centre.state(interaction, "outside")
        assert await anna.finish(interaction, "not_ready") is None
        await _hear({boss: [CALLER_HZ, OUTSIDE_HZ], caller: [OUTSIDE_HZ], other: [CALLER_HZ]})
        assert await centre.boss.command("listen", **asked, mode="join") is None
        await _hear({caller: [OUTSIDE_HZ, BOSS_HZ], other: [CALLER_HZ, BOSS_HZ]})
        await _hear({boss: [CALLER_HZ, OUTSIDE_HZ]})
        async with brain_away(centre.server):
            await _hear({caller: [OUTSIDE_HZ, BOSS_HZ]})
        await back(centre, [anna])
        assert await centre.boss.command("listen", **asked, mode="listen") is None
        await _hear({caller: [OUTSIDE_HZ], other: [CALLER_HZ], boss: [CALLER_HZ, OUTSIDE_HZ]})
        other.hang_up()
        await asyncio.wait_for(boss.ended.wait(), 20)
        await centre.closed(interaction, result="handled")
    await nothing_left(centre)


async def test_a_caller_is_taken_out_of_a_flow(centre: Centre) -> None:
    async with agent_overseer(centre) as elena, _prompting(centre):
        caller = await centre.call(NUMBER, "+48225550313")
        interaction = await centre.of("+48225550313")
        asked = {"interaction_id": interaction}
        async with overseer(centre, elena.person) as handset:
            boss = await listens(elena.person, handset, interaction)
            await _hear({boss: [CALLER_HZ, PROMPT_HZ]})
            assert await elena.person.command("take_over", **asked) is None
            await _hear({caller: [BOSS_HZ], boss: [CALLER_HZ]})
            await elena.is_(activity="talking", interaction_id=interaction)
            assert await elena.command("hold", **asked) is None
            await centre.state(interaction, "hold")
            assert await elena.command("resume", **asked) is None
            await _hear({caller: [BOSS_HZ], boss: [CALLER_HZ]})
            assert await elena.command("hang_up", **asked) is None
            await asyncio.wait_for(caller.ended.wait(), 20)
        await elena.is_(activity="idle")
        assert await elena.command("set_presence", presence="offline") is None
        centre.desks.remove(elena)
    await nothing_left(centre)
    recorded = await centre.recorded(interaction)
    assert [part["agent_id"] for part in recorded["parts"]] == [elena.agent_id]
    left, right = await sound_of(centre.boss, recorded["parts"][0]["recording_id"])
    assert heard_share(left, CALLER_HZ) > HEARD
    assert heard_share(right, BOSS_HZ) > HEARD


@asynccontextmanager
async def _prompting(centre: Centre) -> AsyncGenerator[None]:
    """A menu that says a long tone; 1 leads to a queue."""
    admin = await centre.person("admin@demo", "board")
    taken = await admin.upload("/sounds", tone(PROMPT_HZ, STEP_S))
    said = {each: {"source": "recorded", "sound": taken["sound"]} for each in ("en", "ru", "pl")}
    prompt = await admin.post("/own-prompts", {"name": f"Long tone {taken['sound'][:8]}", "said": said})
    queues = (await admin.get("/queues"))["items"]
    orders = next(each["queue_id"] for each in queues if each["name"] == "Orders")
    menu = {
        "type": "menu",
        "prompts": [{"own": prompt["prompt_id"]}],
        "keys": {"1": "wait"},
        "default": "wait",
        "timeout_seconds": 60,
    }
    try:
        async with led_by(centre, {"act": menu, "wait": {"type": "queue", "queue": orders}, "bye": bye()}):
            yield
    finally:
        await admin.send("DELETE", f"/own-prompts/{prompt['prompt_id']}", {})


async def _hear(who: dict[Leg, list[float]], seconds: float = PATIENCE_S) -> None:
    """Each of them hears these of the five tones, and no other, in what comes from now on."""
    tones = (CALLER_HZ, AGENT_HZ, BOSS_HZ, OUTSIDE_HZ, PROMPT_HZ)
    for leg in who:
        leg.sound.heard.clear()

    def right(leg: Leg) -> bool:
        if len(leg.sound.heard) < RATE / 2:
            return False
        shares = {hertz: leg.sound.share(hertz, 0.4) for hertz in tones}
        return all(
            (share > HEARD) if hertz in who[leg] else (share < UNHEARD) for hertz, share in shares.items()
        )

    try:
        await until(lambda: all(right(leg) for leg in who), seconds)
    except AssertionError:
        heard = [{hertz: round(leg.sound.share(hertz), 2) for hertz in tones} for leg in who]
        raise AssertionError(f"heard {heard}, not {list(who.values())}") from None


def _undisturbed(leg: Leg) -> None:
    """The prompt went on all the while: no twentieth of a second without its tone."""
    piece = RATE // 20
    parts = [leg.sound.heard[at : at + piece] for at in range(0, len(leg.sound.heard) - piece, piece)]
    quiet = [number for number, part in enumerate(parts) if share_of(part, PROMPT_HZ) < 0.5]
    assert quiet == [], f"{len(quiet)} of {len(parts)} without the prompt"
