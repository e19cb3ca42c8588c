"""A caller who is going to be recorded is told so, with the real switch, by sound: before an agent is there, once, and not where nothing is recorded."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from ringwell.flows.prompts import CALL_RECORDED
from tests.support.brain_gone import back, brain_away
from tests.support.centre import Centre, Desk, talking
from tests.support.polling import until
from tests.support.said import said, times_said
from tests.support.sip import Leg
from tests.support.tones import sound_of

pytestmark = pytest.mark.live

PLEASE_HOLD = "fallback-please-hold"


@asynccontextmanager
async def projects(centre: Centre, **fields: object) -> AsyncGenerator[None]:
    """All projects are so, until the end of the block."""
    admin = await centre.person("admin@demo", "board")
    before = (await admin.get("/projects"))["items"]
    for each in before:
        await admin.change(f"/projects/{each['project_id']}", **fields)
    try:
        yield
    finally:
        for each in before:
            was = {name: each[name] for name in fields}
            await admin.change(f"/projects/{each['project_id']}", **was)


async def types_of(centre: Centre, interaction: str) -> list[str]:
    story = await centre.boss.get(f"/interactions/{interaction}/timeline")
    return [str(each["type"]) for each in story["items"]]


async def over(centre: Centre, anna: Desk, caller: Leg, interaction: str) -> None:
    caller.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await centre.closed(interaction)


async def test_the_caller_hears_it_once_before_an_agent_is_there(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    async with projects(centre, says_recorded=True, recording="all"):
        caller = await centre.call("1001", "+48225551001")
        agent = await anna.answer()
        await said(caller, CALL_RECORDED)
        assert times_said(agent, CALL_RECORDED) == 0, "it was over before the agent was there"
        interaction = await centre.of("+48225551001")
        heard = bytes(caller.sound.heard)
        await talking(caller, agent)
        caller.sound.heard[:0] = heard
        assert times_said(caller, CALL_RECORDED) == 1
        await over(centre, anna, caller, interaction)
        kept = await centre.recorded(interaction)
        assert len(kept["audio"]) == 1
        left, right = await sound_of(centre.boss, kept["audio"][0]["recording_id"])
        assert left
        assert right
        types = await types_of(centre, interaction)
        assert types.index("recording.announced") < types.index("queue.entered")


async def test_nobody_hears_it_where_nothing_is_recorded(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    async with projects(centre, says_recorded=True, recording="none"):
        caller = await centre.call("1001", "+48225551002")
        agent = await anna.answer()
        heard = bytes(caller.sound.heard)
        await talking(caller, agent)
        caller.sound.heard[:0] = heard
        assert times_said(caller, CALL_RECORDED) == 0
        interaction = await centre.of("+48225551002")
        await over(centre, anna, caller, interaction)
        types = await types_of(centre, interaction)
        assert "recording.announced" not in types
        assert (await centre.boss.get(f"/interactions/{interaction}"))["audio"] == []


async def test_a_brain_that_is_killed_in_the_middle_tells_it_anew_and_in_the_queue_not_again(
    centre: Centre,
) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    async with projects(centre, says_recorded=True, recording="all"):
        talks = await centre.call("1001", "+48225551003")
        agent = await anna.answer()
        await said(talks, CALL_RECORDED)
        waits = await centre.call("1001", "+48225551004")
        await said(waits, CALL_RECORDED)
        told = await centre.of("+48225551004")
        await centre.state(told, "waiting")
        await centre.logged(told, "queue.entered")
        comes = await centre.call("1001", "+48225551005")
        await until(lambda: len(comes.sound.heard) > 4000)
        assert times_said(comes, CALL_RECORDED) == 0, "its end has not been heard yet"
        async with brain_away(centre.server):
            # The watchdog takes both to the switch's own queue.
            new = await centre.call("1001", "+48225551006")
            for leg in (waits, comes, new):
                await said(leg, PLEASE_HOLD, seconds=60)
            assert times_said(waits, CALL_RECORDED) == 1, "who has been told is not told again"
            assert times_said(new, CALL_RECORDED) == 1
            assert times_said(comes, CALL_RECORDED) >= 1
        await back(centre, [anna])
        for leg in (waits, comes, new):
            leg.hang_up()
        talks.hang_up()
        await until(agent.ended.is_set)
        await anna.is_(activity="wrapping_up")


async def test_the_switchs_own_queue_goes_by_the_project_whose_queue_the_caller_is_in(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    async with projects(centre, says_recorded=True, recording="all"), of_a_silent_project(centre, "1001"):
        talks = await centre.call("1001", "+48225551007")
        agent = await anna.answer()
        waits = await centre.call("1001", "+48225551008")
        told = await centre.of("+48225551008")
        await centre.state(told, "waiting")
        await centre.logged(told, "queue.entered")
        async with brain_away(centre.server):
            new = await centre.call("1001", "+48225551009")
            for leg in (waits, new):
                await said(leg, PLEASE_HOLD, seconds=60)
            assert times_said(waits, CALL_RECORDED) == 0, "nothing is recorded where the caller is"
            assert times_said(new, CALL_RECORDED) == 1, "who comes now is in the number's project"
        await back(centre, [anna])
        for leg in (waits, new, talks):
            leg.hang_up()
        await until(agent.ended.is_set)
        await anna.is_(activity="wrapping_up")


@asynccontextmanager
async def of_a_silent_project(centre: Centre, number: str) -> AsyncGenerator[None]:
    """The queue of this number's callers belongs to another project, which records nothing."""
    admin = await centre.person("admin@demo", "board")
    called = next(each for each in (await admin.get("/numbers"))["items"] if each["number"] == number)
    projects = (await admin.get("/projects"))["items"]
    other = next(each for each in projects if each["project_id"] != called["project_id"])
    await admin.change(f"/projects/{other['project_id']}", says_recorded=False, recording="none")
    queue = f"/queues/{called['fallback_queue_id']}"
    before = (await admin.get(queue))["project_id"]
    await admin.change(queue, project_id=other["project_id"])
    try:
        yield
    finally:
        await admin.change(queue, project_id=before)
