"""A card's number that is filled in, with the real switch: what is said meanwhile is in no file, and nobody else's recording lacks anything."""

import asyncio
from collections.abc import Callable
from typing import Final

import pytest

from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk, Entity, talking
from tests.support.polling import until, until_awaited
from tests.support.rtp import strength
from tests.support.sip import Leg
from tests.support.tones import DAVID_HZ, hear, in_recording, loudest, sound_of, talk

pytestmark = pytest.mark.live

CARD_HZ: Final = 2100.0
"""What the customer says while the field has the focus."""
SAID_S: Final = 1.5
THERE: Final = 0.2
ABSENT: Final = 0.001


async def test_what_is_said_while_the_field_is_filled_in_is_in_no_file(centre: Centre) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550391")
    about = {"interaction_id": interaction}
    await _says_a_card(anna, caller, annas, interaction)
    assert await anna.command("resume_recording", **about, why="form") is None
    await until(lambda: not _paused(anna, interaction))
    await talking(caller, annas)

    filled = {"order": "4711", "reason": "Payment", "card": "1111"}
    path = f"/interactions/{interaction}/form"
    await anna.person.send("PATCH", path, {"values": filled})
    note = {"text": "Wants to pay by card"}
    await anna.person.post(f"/interactions/{interaction}/notes", note)

    await _says_a_card(anna, caller, annas, interaction)
    assert await anna.command("transfer", **about, to_agent_id=david.agent_id) is None
    davids = await david.answer()
    davids.sound.play(DAVID_HZ)
    await hear({caller: [DAVID_HZ], davids: [CALLER_HZ]})
    await david.is_(activity="talking", interaction_id=interaction)
    assert not _paused(david, interaction), "the field was Anna's"
    shown = await _may_write(david, path)
    assert {each["name"]: each["value"] for each in shown["entries"]} == filled
    await david.person.send("PATCH", path, {"values": {"order": "4712"}})
    assert (await david.person.get(f"/interactions/{interaction}"))["notes"][0]["text"] == note["text"]

    await in_recording(centre, DAVID_HZ)
    await in_recording(centre, CALLER_HZ)
    caller.hang_up()
    for desk in (anna, david):
        await desk.is_(activity="wrapping_up")
        assert await desk.finish(interaction, "not_ready") is None
    recorded = await centre.recorded(interaction)
    first, second = [await sound_of(centre.boss, each["recording_id"]) for each in recorded["audio"]]
    for channel in (*first, *second):
        assert strength(channel, CARD_HZ) < ABSENT
    assert strength(first[1], AGENT_HZ) > THERE / 2
    assert strength(second[0], CALLER_HZ) > THERE
    assert strength(second[1], DAVID_HZ) > THERE


async def test_a_colleague_in_the_call_fills_it_in(centre: Centre) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550392")
    about = {"interaction_id": interaction}
    field = {**about, "why": "form"}
    assert await david.command("pause_recording", **field) == "call.not_talking"
    assert await anna.command("call_party", **about, to_agent_id=david.agent_id) is None
    davids = await david.answer()
    davids.sound.play(DAVID_HZ)
    await hear({annas: [DAVID_HZ], davids: [AGENT_HZ], caller: []})
    assert await anna.command("join_all", **about) is None
    await hear({annas: [CALLER_HZ, DAVID_HZ], davids: [CALLER_HZ, AGENT_HZ], caller: [AGENT_HZ, DAVID_HZ]})
    await _may_write(david, f"/interactions/{interaction}/form")

    assert await anna.command("pause_recording", **field) is None
    assert await david.command("pause_recording", **field) is None
    await until(lambda: _paused(david, interaction))
    assert await anna.command("resume_recording", **field) is None
    caller.sound.play(CARD_HZ)
    await _heard(davids.sound.share)
    assert _paused(anna, interaction), "David is in it still"
    caller.sound.play(CALLER_HZ)
    await hear({annas: [CALLER_HZ, DAVID_HZ], davids: [CALLER_HZ, AGENT_HZ]})
    await until(lambda: davids.sound.share(CARD_HZ, 0.4) < ABSENT)
    assert await david.command("resume_recording", **field) is None
    await until(lambda: not _paused(anna, interaction))
    assert await anna.command("complete_transfer", **about) is None
    await hear({caller: [DAVID_HZ], davids: [CALLER_HZ]})
    await in_recording(centre, CALLER_HZ)
    caller.hang_up()
    for desk in (anna, david):
        await desk.is_(activity="wrapping_up")
        assert await desk.finish(interaction, "not_ready") is None
    recorded = await centre.recorded(interaction)
    assert len(recorded["audio"]) == 2
    for each in recorded["audio"]:
        left, right = await sound_of(centre.boss, each["recording_id"])
        assert max(loudest(left, CARD_HZ), loudest(right, CARD_HZ)) < THERE / 10
        assert loudest(left, CALLER_HZ) > THERE


async def _may_write(desk: Desk, path: str) -> Entity:
    """The form, once the tables tell that this agent is in the call."""
    shown: Entity = {}

    async def may() -> bool:
        nonlocal shown
        shown = await desk.person.get(path)
        return bool(shown["may_write"])

    await until_awaited(may)
    return shown


async def _says_a_card(desk: Desk, caller: Leg, agent: Leg, interaction: str) -> None:
    """The agent comes to the field, the customer says the number, and only that; the field is not left yet."""
    assert await desk.command("pause_recording", interaction_id=interaction, why="form") is None
    await until(lambda: _paused(desk, interaction))
    caller.sound.play(CARD_HZ)
    await _heard(agent.sound.share)
    caller.sound.play(CALLER_HZ)
    await talking(caller, agent)


def _paused(desk: Desk, interaction: str) -> bool:
    call = desk.calls.get(interaction)
    return call is not None and call["paused_since"] is not None and not call["pausing"]


async def _heard(share: Callable[[float], float]) -> None:
    """The card's tone, for so long that a recording would have it."""
    end = asyncio.get_running_loop().time() + SAID_S
    await until(lambda: share(CARD_HZ) > THERE and asyncio.get_running_loop().time() > end)
