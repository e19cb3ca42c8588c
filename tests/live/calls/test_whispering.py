"""The project's name, whispered to who answers, with the real switch: by tones, who hears it, that nobody else does, and what a killed brain leaves."""

import asyncio

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk, Person
from tests.support.polling import until, until_awaited
from tests.support.rtp import RATE, heard_share
from tests.support.sip import Leg
from tests.support.tones import recorded, sound_of

pytestmark = pytest.mark.live

WHISPERED_HZ = 1300.0
HEARD, UNHEARD = 0.1, 0.02
JOINS_S = 0.5
"""From the agent's answer to the first sound of the agent at the caller's."""


@pytest.fixture
async def whispering(centre: Centre) -> Desk:
    """Every project has a whisper of four seconds; Anna is ready."""
    admin = await centre.person("admin@demo", "board")
    await _whispers(admin)
    anna = await centre.desk(1)
    await anna.ready()
    return anna


async def test_only_the_agent_is_told_and_the_caller_waits_for_nothing(
    centre: Centre, whispering: Desk
) -> None:
    caller = await centre.call("1001", "+48225550901")
    agent, took = await _answered(caller, whispering)
    assert took < JOINS_S, f"{took:.3f} s"
    await _hears(agent, WHISPERED_HZ)
    await until(lambda: agent.sound.share(CALLER_HZ) > HEARD)  # the agent hears the caller besides
    assert caller.sound.share(WHISPERED_HZ, 2) < UNHEARD
    await _gone(centre)
    agent.sound.heard.clear()
    await until(lambda: len(agent.sound.heard) > RATE)
    assert agent.sound.share(WHISPERED_HZ) < UNHEARD
    interaction = await centre.of("+48225550901")
    caller.hang_up()
    await _wrapped_up(whispering, interaction)
    kept = await centre.recorded(interaction)
    left, right = await sound_of(centre.boss, kept["audio"][0]["recording_id"])
    assert heard_share(right, AGENT_HZ) > HEARD
    assert max(heard_share(left, WHISPERED_HZ), heard_share(right, WHISPERED_HZ)) < UNHEARD


async def test_it_ends_with_the_call(centre: Centre, whispering: Desk) -> None:
    caller = await centre.call("1001", "+48225550902")
    agent, _ = await _answered(caller, whispering)
    await _hears(agent, WHISPERED_HZ)
    interaction = await centre.of("+48225550902")
    caller.hang_up()
    await asyncio.wait_for(agent.ended.wait(), 20)
    await _gone(centre)
    await _wrapped_up(whispering, interaction)


async def test_the_brain_is_killed_in_the_middle_of_it(centre: Centre, whispering: Desk) -> None:
    caller = await centre.call("1001", "+48225550903")
    agent, _ = await _answered(caller, whispering)
    await _hears(agent, WHISPERED_HZ)
    async with brain_away(centre.server):
        await _hears(agent, CALLER_HZ)
        await _hears(caller, AGENT_HZ)
    await back(centre, [whispering])
    await _gone(centre)
    await _hears(caller, AGENT_HZ)
    interaction = await centre.of("+48225550903")
    caller.hang_up()
    await _wrapped_up(whispering, interaction)


async def _whispers(admin: Person) -> None:
    projects = (await admin.get("/projects"))["items"]
    if all(each["whisper_prompt_id"] for each in projects):
        return
    prompt = {"name": "Whisper", "said": await recorded(admin, WHISPERED_HZ)}
    made = await admin.post("/own-prompts", prompt)
    for each in projects:
        await admin.change(f"/projects/{each['project_id']}", whisper_prompt_id=made["prompt_id"])


async def _answered(caller: Leg, desk: Desk) -> tuple[Leg, float]:
    """The agent's leg, and how long after its answer the caller heard the agent."""
    clock = asyncio.get_running_loop().time
    agent = await desk.answer()
    asked = clock()
    caller.sound.heard.clear()
    caller.sound.play(CALLER_HZ)
    agent.sound.play(AGENT_HZ)
    await until(lambda: caller.sound.share(AGENT_HZ, 0.1) > HEARD)
    return agent, clock() - asked


async def _wrapped_up(desk: Desk, interaction: str) -> None:
    await desk.is_(activity="wrapping_up")
    assert await desk.finish(interaction) is None


async def _hears(leg: Leg, hertz: float) -> None:
    leg.sound.heard.clear()
    await until(lambda: len(leg.sound.heard) > RATE // 2 and leg.sound.share(hertz, 0.4) > HEARD)


async def _gone(centre: Centre) -> None:
    """Nothing that whispers is left at the switch."""

    async def gone() -> bool:
        return not any(each.id.endswith("-told") for each in await centre.ari.channels.list_all())

    await until_awaited(gone)
