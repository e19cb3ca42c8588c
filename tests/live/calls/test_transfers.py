"""Transfers with the real switch: who hears whom is proved by tones, in each state of a transfer and in the recordings."""

import asyncio

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk
from tests.support.polling import until
from tests.support.sip import Leg
from tests.support.tones import (
    DAVID_HZ,
    OUTSIDE,
    OUTSIDE_HZ,
    hear,
    in_recording,
    loud,
    outside,
    talk,
    tones_of,
)

pytestmark = pytest.mark.live


async def test_a_colleague_is_asked_and_goes_on_with_the_caller(centre: Centre) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550301")
    assert await anna.command("call_party", interaction_id=interaction, to_agent_id=david.agent_id) is None
    await anna.is_(activity="consulting")
    await loud(annas)  # the ringing
    await loud(caller)  # the music
    davids = await _answers(david)
    await david.is_(activity="consulting", interaction_id=interaction)
    await hear({annas: [DAVID_HZ], davids: [AGENT_HZ], caller: []})

    assert await anna.command("swap_parties", interaction_id=interaction) is None
    await hear({annas: [CALLER_HZ], caller: [AGENT_HZ], davids: []})
    assert await anna.command("swap_parties", interaction_id=interaction) is None
    await hear({annas: [DAVID_HZ], davids: [AGENT_HZ], caller: []})
    assert await anna.command("join_all", interaction_id=interaction) is None
    await hear({annas: [CALLER_HZ, DAVID_HZ], caller: [AGENT_HZ, DAVID_HZ], davids: [CALLER_HZ, AGENT_HZ]})
    assert await anna.command("hold", interaction_id=interaction) is None
    await hear({annas: [DAVID_HZ], davids: [AGENT_HZ], caller: []})

    assert await anna.command("complete_transfer", interaction_id=interaction) is None
    await asyncio.wait_for(annas.ended.wait(), 20)
    await hear({caller: [DAVID_HZ], davids: [CALLER_HZ]})
    await anna.is_(activity="wrapping_up")
    await david.is_(activity="talking", interaction_id=interaction)
    assert await anna.finish(interaction, "not_ready") is None
    await in_recording(centre, CALLER_HZ)
    caller.hang_up()
    await david.is_(activity="wrapping_up")
    assert await david.finish(interaction, "not_ready") is None
    over = await centre.recorded(interaction)
    assert [part["agent_id"] for part in over["parts"]] == [anna.agent_id, david.agent_id]
    assert [part["recording_id"] for part in over["parts"]] == [
        each["recording_id"] for each in over["audio"]
    ]
    first, second = [await tones_of(centre, part["recording_id"]) for part in over["parts"]]
    assert first == ({CALLER_HZ, DAVID_HZ}, {AGENT_HZ})
    assert second == ({CALLER_HZ, AGENT_HZ}, {DAVID_HZ})
    told = [
        item["type"] for item in (await centre.boss.get(f"/interactions/{interaction}/timeline"))["items"]
    ]
    assert [each for each in told if each in ("party.asked", "party.joined", "call.transferred")] == [
        "party.asked",
        "party.joined",
        "call.transferred",
    ]


async def test_the_brain_is_killed_in_a_consultation(centre: Centre) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550302")
    assert await anna.command("call_party", interaction_id=interaction, to_agent_id=david.agent_id) is None
    davids = await _answers(david)
    await hear({annas: [DAVID_HZ], davids: [AGENT_HZ], caller: []})
    async with brain_away(centre.server):
        await hear({annas: [DAVID_HZ], davids: [AGENT_HZ], caller: []})
        await loud(caller)
    await back(centre, [anna, david])
    await anna.is_(activity="consulting", interaction_id=interaction)
    assert await anna.command("complete_transfer", interaction_id=interaction) is None
    await hear({caller: [DAVID_HZ], davids: [CALLER_HZ]})
    await _end(centre, caller, interaction, david, anna)


async def test_the_caller_comes_back_from_who_does_not_answer_and_goes_to_a_queue(centre: Centre) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550303")
    assert await anna.command("transfer", interaction_id=interaction, to_agent_id=david.agent_id) is None
    await asyncio.wait_for(annas.ended.wait(), 20)
    await centre.state(interaction, "transferring")
    (await david.phone.rung()).refuse(486)
    annas = await anna.answer()
    await hear({annas: [CALLER_HZ], caller: [AGENT_HZ]})
    queues = (await centre.boss.get("/queues"))["items"]
    delivery = next(queue["queue_id"] for queue in queues if queue["name"] == "Delivery")
    assert await anna.command("transfer", interaction_id=interaction, queue_id=delivery, front=True) is None
    davids = await _answers(david)
    await hear({caller: [DAVID_HZ], davids: [CALLER_HZ]})
    await _end(centre, caller, interaction, david, anna)


async def test_somebody_outside_joins_and_is_left_with_the_caller(centre: Centre) -> None:
    anna, _, caller, annas, interaction = await talk(centre, "+48225550304")
    async with outside(centre) as phone:
        assert (
            await anna.command("call_party", interaction_id=interaction, number="112") == "number.not_allowed"
        )
        assert await anna.command("call_party", interaction_id=interaction, number="600100300") is None
        other = await phone.rung()
        other.ring()
        other.accept()
        other.sound.play(OUTSIDE_HZ)
        await hear({annas: [OUTSIDE_HZ], other: [AGENT_HZ], caller: []})
        assert await anna.command("join_all", interaction_id=interaction) is None
        await hear({annas: [CALLER_HZ, OUTSIDE_HZ], other: [CALLER_HZ, AGENT_HZ]})
        [party] = anna.calls[interaction]["parties"]
        muting = {"interaction_id": interaction, "party_id": party["party_id"]}
        assert await anna.command("mute_party", **muting, muted=True) is None
        await hear({annas: [CALLER_HZ], caller: [AGENT_HZ], other: [CALLER_HZ, AGENT_HZ]})
        assert await anna.command("mute_party", **muting, muted=False) is None
        await hear({caller: [AGENT_HZ, OUTSIDE_HZ]})
        assert await anna.command("complete_transfer", interaction_id=interaction) is None
        await centre.state(interaction, "outside")
        await hear({caller: [OUTSIDE_HZ], other: [CALLER_HZ]})
        assert await anna.finish(interaction, "not_ready") is None
        async with brain_away(centre.server):
            await hear({caller: [OUTSIDE_HZ], other: [CALLER_HZ]})
        await back(centre, [anna])
        other.hang_up()
        await asyncio.wait_for(caller.ended.wait(), 20)
        await centre.closed(interaction, result="handled")


async def test_the_agent_hears_somebody_outside_before_the_answer_and_the_caller_does_not(
    centre: Centre,
) -> None:
    """The agent goes back to the caller meanwhile; another line, which refuses; and a caller who is left to one that is being rung."""
    anna, _, caller, annas, interaction = await talk(centre, "+48225550305")
    async with outside(centre) as phone:

        async def rings() -> Leg:
            number = {"interaction_id": interaction, "number": OUTSIDE}
            assert await anna.command("call_party", **number) is None
            line = await phone.rung()
            line.ring()
            await loud(annas)  # our own ringing
            line.speak_early()
            line.sound.play(OUTSIDE_HZ)
            await hear({annas: [OUTSIDE_HZ], caller: []})
            return line

        line = await rings()
        assert await anna.command("resume", interaction_id=interaction) is None
        await hear({annas: [CALLER_HZ], caller: [AGENT_HZ]})
        line.accept()
        await until(lambda: anna.calls[interaction]["parties"][0]["state"] != "ringing")
        assert await anna.command("swap_parties", interaction_id=interaction) is None
        await hear({annas: [OUTSIDE_HZ], line: [AGENT_HZ], caller: []})
        assert await anna.command("take_back", interaction_id=interaction) is None
        await asyncio.wait_for(line.ended.wait(), 20)
        await until(lambda: not anna.calls[interaction]["parties"])

        line = await rings()
        line.refuse(404)
        await until(lambda: not anna.calls[interaction]["parties"])
        assert await anna.command("resume", interaction_id=interaction) is None
        await hear({annas: [CALLER_HZ], caller: [AGENT_HZ]})

        line = await rings()
        assert await anna.command("complete_transfer", interaction_id=interaction) is None
        await asyncio.wait_for(annas.ended.wait(), 20)
        await loud(caller)  # the music
        await hear({caller: []})
        line.accept()
        await hear({caller: [OUTSIDE_HZ], line: [CALLER_HZ]})
        assert await anna.finish(interaction, "not_ready") is None
        line.hang_up()
        await asyncio.wait_for(caller.ended.wait(), 20)
        await centre.closed(interaction, result="handled")


async def _answers(david: Desk) -> Leg:
    leg = await david.phone.rung()
    leg.ring()
    leg.accept()
    leg.sound.play(DAVID_HZ)
    return leg


async def _end(centre: Centre, caller: Leg, interaction: str, last: Desk, first: Desk) -> None:
    assert await first.finish(interaction, "not_ready") is None
    caller.hang_up()
    await last.is_(activity="wrapping_up")
    assert await last.finish(interaction, "not_ready") is None
    await centre.closed(interaction, result="handled", agent_id=last.agent_id)


async def test_the_client_s_own_telephone_rings_first(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    numbers = (await admin.get("/numbers"))["items"]
    project = "/projects/" + next(each["project_id"] for each in numbers if each["number"] == "1001")
    async with outside(centre) as phone:
        await admin.change(project, reserve={"phone": OUTSIDE, "ring_s": 20}, shown_number="+48223334455")
        try:
            caller = await (await centre.caller("+48225550309")).call("1001")
            client = await phone.rung()
            assert client.invite is not None
            assert "+48223334455@" in client.invite.header("From")
            client.ring()
            await until(lambda: 180 in caller.statuses)
            assert not caller.answered.is_set()
            client.accept()
            client.sound.play(OUTSIDE_HZ)
            await asyncio.wait_for(caller.answered.wait(), 20)
            caller.sound.play(CALLER_HZ)
            await hear({caller: [OUTSIDE_HZ], client: [CALLER_HZ]})
            interaction = await centre.of("+48225550309")
            async with brain_away(centre.server):
                await hear({caller: [OUTSIDE_HZ], client: [CALLER_HZ]})
            await back(centre, [])
            await hear({caller: [OUTSIDE_HZ], client: [CALLER_HZ]})
            caller.hang_up()
            await asyncio.wait_for(client.ended.wait(), 20)
            await centre.closed(interaction, result="handled")
        finally:
            await admin.change(project, reserve=None, shown_number=None)
