"""A caller is introduced to the client's owner with the real switch: a voicemail is told from a person, and who hears whom is proved by tones."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk
from tests.support.led import outcome_of, says_hello
from tests.support.polling import until_awaited
from tests.support.tones import (
    OUTSIDE_HZ,
    hear,
    in_recording,
    loud,
    outside,
    talk,
    tones_of,
)

pytestmark = pytest.mark.live


async def test_a_voicemail_is_passed_over_and_the_owner_is_connected(centre: Centre) -> None:
    anna, _, caller, annas, interaction = await talk(centre, "+48225550311")
    async with outside(centre) as phone, owners(centre, anna, interaction):
        assert await anna.command("introduce_owner", interaction_id=interaction) is None
        await loud(caller)  # the music
        await loud(annas)  # the ringing
        machine = await phone.rung()
        machine.ring()
        machine.accept()
        machine.sound.play(OUTSIDE_HZ)  # a greeting that goes on and on
        await asyncio.wait_for(machine.ended.wait(), 20)
        owner = await says_hello(phone)
        await anna.is_(activity="consulting")
        await hear({annas: [OUTSIDE_HZ], owner: [AGENT_HZ], caller: []})
        await in_recording(centre, OUTSIDE_HZ)  # whose last moments may be missing
        told = anna.calls[interaction]["introduction"]
        assert (told["rung"], told["listed"], told["owner_name"]) == (2, 2, "Second")

        assert await anna.command("complete_transfer", interaction_id=interaction) is None
        await hear({caller: [OUTSIDE_HZ], owner: [CALLER_HZ]})
        assert await anna.finish(interaction, "not_ready") is None
        owner.hang_up()
        await asyncio.wait_for(caller.ended.wait(), 20)
        over = await centre.recorded(interaction)
    [part] = over["parts"]
    assert await tones_of(centre, part["recording_id"]) == ({CALLER_HZ, OUTSIDE_HZ}, {AGENT_HZ})
    assert await outcome_of(centre, interaction) == "connected"


async def test_the_brain_is_killed_while_it_rings_and_the_answer_goes_through_the_agent(
    centre: Centre,
) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550312")
    async with outside(centre) as phone, owners(centre, anna, interaction):
        assert await anna.command("introduce_owner", interaction_id=interaction) is None
        first = await phone.rung()
        first.ring()
        await loud(caller)  # the music
        await centre.logged(interaction, "party.asked")
        async with brain_away(centre.server):
            first.refuse(486)
            await loud(caller)
        await back(centre, [anna, david])
        owner = await says_hello(phone)
        await hear({annas: [OUTSIDE_HZ], owner: [AGENT_HZ], caller: []})
        note = await anna.person.post(f"/interactions/{interaction}/notes", {"text": "Closed on Monday"})
        said = {"outcome": "answered", "note_id": note["note_id"]}
        assert await anna.command("owner_said", interaction_id=interaction, **said) is None
        await hear({annas: [CALLER_HZ], caller: [AGENT_HZ]})
        await asyncio.wait_for(owner.ended.wait(), 20)
        caller.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(interaction, "not_ready") is None
        await centre.closed(interaction, result="handled")
        assert await outcome_of(centre, interaction) == "answered"

        async def is_kept() -> bool:
            answers = (await centre.boss.get("/owner-answers"))["items"]
            texts = [each["text"] for each in answers if each["interaction_id"] == interaction]
            return texts == ["Closed on Monday"]

        await until_awaited(is_kept)
        path = f"/interactions/{interaction}/owner-answers/{note['note_id']}"
        await centre.boss.send("PUT", path, {"state": "kept"})
        kept = (await centre.boss.get("/owner-answers", state="kept"))["items"]
        assert [each["owner_name"] for each in kept if each["interaction_id"] == interaction] == ["Second"]
        now, day = datetime.now(UTC), timedelta(days=1)  # where the workspace is it may be tomorrow already
        period = {"from": (now - day).date().isoformat(), "to": (now + day).date().isoformat()}

        async def is_counted() -> bool:
            days = (await centre.boss.get("/figures/owners", **period))["items"]
            return sum(day["answered"] for day in days) >= 1

        await until_awaited(is_counted)


@asynccontextmanager
async def owners(centre: Centre, anna: Desk, interaction: str) -> AsyncGenerator[None]:
    """Two on the call-out list of the call's project."""
    admin = await centre.person("admin@demo", "board")
    project = anna.calls[interaction]["project_id"]
    made = [
        await admin.post("/owners", {"project_id": project, "place": place, "name": name, "number": number})
        for place, name, number in ((1, "First", "600100301"), (2, "Second", "600100302"))
    ]
    try:
        yield
    finally:
        for each in made:
            await admin.send("DELETE", f"/owners/{each['owner_id']}", {})
