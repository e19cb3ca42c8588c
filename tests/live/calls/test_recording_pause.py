"""A recording that is paused, with the real switch: what was said in the pause is in no file, and nothing forgets it."""

import asyncio
from collections.abc import Callable
from typing import Final

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, talking
from tests.support.polling import until
from tests.support.rtp import RATE, strength
from tests.support.tones import in_recording, loudest, sound_of

pytestmark = pytest.mark.live

CARD_HZ: Final = 2100.0
"""What the customer says in the pause."""
PAUSED_S: Final = 1.5
THERE: Final = 0.2
ABSENT: Final = 0.001


async def test_what_is_said_in_a_pause_is_in_no_file(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550311")
    agent = await anna.answer()
    await talking(caller, agent)
    interaction = await centre.of("+48225550311")

    def paused() -> bool:
        call = anna.calls[interaction]
        return call["paused_since"] is not None and not call["pausing"]

    assert await anna.command("pause_recording", interaction_id=interaction) is None
    await until(paused)
    caller.sound.play(CARD_HZ)
    await _heard(agent.sound.share)
    async with brain_away(centre.server):
        await _heard(agent.sound.share)
    await back(centre, [anna])
    await until(paused)
    await _heard(agent.sound.share)
    caller.sound.play(CALLER_HZ)
    await talking(caller, agent)
    body = {"why": "form"}
    await anna.person.post(f"/interactions/{interaction}/recording/resume", None)
    await until(lambda: anna.calls[interaction]["paused_since"] is None)
    await anna.person.post(f"/interactions/{interaction}/recording/pause", body)
    await until(paused)
    await anna.person.post(f"/interactions/{interaction}/recording/resume", None)
    await until(lambda: anna.calls[interaction]["paused_since"] is None)
    caller.sound.heard.clear()
    await until(
        lambda: len(caller.sound.heard) > 2 * RATE
    )  # so that the last two seconds of the file are of what follows
    await talking(caller, agent)
    await in_recording(centre, CALLER_HZ)
    await in_recording(centre, AGENT_HZ)
    caller.hang_up()
    await asyncio.wait_for(agent.ended.wait(), 20)
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    recorded = await centre.recorded(interaction)
    left, right = await sound_of(centre.boss, recorded["audio"][0]["recording_id"])
    assert max(strength(left, CARD_HZ), strength(right, CARD_HZ)) < ABSENT
    assert loudest(left[-2 * RATE :], CALLER_HZ) > THERE
    assert loudest(right[-2 * RATE :], AGENT_HZ) > THERE
    quiet = [at for at in range(0, len(left) - RATE, RATE // 2) if not any(left[at : at + RATE])]
    assert quiet, "the pause is silence in the file, and keeps its time"
    assert not any(any(right[at : at + RATE]) for at in quiet), "on both channels"


async def _heard(share: Callable[[float], float]) -> None:
    """The card's tone, for so long that a recording would have it."""
    end = asyncio.get_running_loop().time() + PAUSED_S
    await until(lambda: share(CARD_HZ) > THERE and asyncio.get_running_loop().time() > end)
