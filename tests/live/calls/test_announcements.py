"""A workspace's own sounds with the real switch: a prompt that was recorded is heard, and so is an announcement by the next caller, by tone."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, Centre, Desk, talking
from tests.support.polling import until
from tests.support.rtp import RATE, share_of
from tests.support.sip import Leg
from tests.support.tones import recorded

pytestmark = pytest.mark.live

PROMPT_HZ, ANNOUNCED_HZ = 700.0, 1300.0
HEARD, NOT_HEARD = 0.5, 0.2


async def hears(leg: Leg, hertz: float) -> None:
    await until(lambda: len(leg.sound.heard) > RATE / 2 and leg.sound.share(hertz, 0.4) > HEARD)


async def test_an_own_prompt_is_heard_and_goes_on_as_published(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    prompt = {"name": "Tone", "said": await recorded(admin, PROMPT_HZ)}
    made = await admin.post("/own-prompts", prompt)
    flow = await admin.post("/flows", {"name": "Tone"})
    await admin.post(
        f"/flows/{flow['flow_id']}/versions",
        {
            "format": 1,
            "id": flow["flow_id"],
            "language": "en",
            "start": "answer",
            "nodes": {
                "answer": {"type": "answer", "next": "say"},
                "say": {"type": "say", "prompts": [{"own": made["prompt_id"]}], "next": "end"},
                "end": {"type": "hangup"},
            },
        },
    )
    await admin.change(f"/own-prompts/{made['prompt_id']}", said=await recorded(admin, ANNOUNCED_HZ))
    project = (await admin.get("/projects"))["items"][0]["project_id"]
    number = {"number": "1077", "project_id": project, "flow_id": flow["flow_id"], "language": "pl"}
    await admin.post("/numbers", number)
    caller = await centre.call("1077", "+48225550701")
    await hears(caller, PROMPT_HZ)
    caller.hang_up()


async def test_the_next_caller_hears_an_announcement_also_after_a_kill_and_who_talks_does_not(
    centre: Centre,
) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    talks = await centre.call("1001", "+48225550702")
    agent = await anna.answer()
    await talking(talks, agent)

    boss = await centre.person("supervisor@demo", "board")
    admin = await centre.person("admin@demo", "board")
    ends = (datetime.now(UTC) + timedelta(minutes=30)).isoformat()
    said = await recorded(admin, ANNOUNCED_HZ)
    begun = await boss.post(
        "/announcements", {"target": "all", "said": said, "ends_at": ends, "to_waiting": True}
    )
    talks.sound.heard.clear()
    caller = await centre.call("1001", "+48225550703")
    await hears(caller, ANNOUNCED_HZ)
    assert not has_heard(talks, ANNOUNCED_HZ)
    await hears(talks, AGENT_HZ)
    caller.hang_up()

    async with brain_away(centre.server):
        pass
    await back(centre, [anna])
    caller = await centre.call("1001", "+48225550704")
    await hears(caller, ANNOUNCED_HZ)
    interaction = await centre.of("+48225550704")
    caller.hang_up()
    await centre.closed(interaction)
    story = await boss.get(f"/interactions/{interaction}/timeline")
    assert "announcement.heard" in {each["type"] for each in story["items"]}

    await boss.send("DELETE", f"/announcements/{begun['announcement_id']}", None)
    caller = await centre.call("1001", "+48225550705")
    caller.sound.heard.clear()
    await until(lambda: len(caller.sound.heard) > RATE)
    assert caller.sound.share(ANNOUNCED_HZ, 1) < NOT_HEARD
    caller.hang_up()
    talks.hang_up()
    await anna.is_(activity="wrapping_up")


async def test_who_calls_while_the_brain_is_away_hears_what_is_on_and_not_what_is_over(
    centre: Centre,
) -> None:
    anna, elena = await centre.desk(1), await centre.desk(5)
    await anna.ready()
    await elena.ready()
    boss = await centre.person("supervisor@demo", "board")
    said = await recorded(await centre.person("admin@demo", "board"), ANNOUNCED_HZ)
    numbers = {each["number"]: each["number_id"] for each in (await boss.get("/numbers"))["items"]}
    over_at = datetime.now(UTC) + timedelta(seconds=8)
    begun = [
        await boss.post(
            "/announcements",
            {"target": "number", "target_id": numbers[number], "said": said, "ends_at": ends_at.isoformat()},
        )
        for number, ends_at in (("1001", over_at + timedelta(minutes=30)), ("1002", over_at))
    ]
    async with brain_away(centre.server):
        caller = await centre.call("1001", "+48225550706")
        await hears(caller, ANNOUNCED_HZ)
        await talking(caller, await rescued(anna))
        await until(lambda: datetime.now(UTC) > over_at + timedelta(seconds=1))
        late = await centre.call("1002", "+48225550707")
        agent = await rescued(elena)
        assert not has_heard(late, ANNOUNCED_HZ)
        await talking(late, agent)
    await back(centre, [anna, elena])
    for leg, desk in ((caller, anna), (late, elena)):
        leg.hang_up()
        await desk.is_(activity="idle", seconds=30)
    for each in begun:
        await boss.send("DELETE", f"/announcements/{each['announcement_id']}", None)


async def rescued(desk: Desk) -> Leg:
    """The switch's own queue gives this agent a caller."""
    leg = await desk.answer()
    assert leg.invite is not None
    assert leg.invite.header("X-Ringwell-Fallback") == "1"
    return leg


def has_heard(leg: Leg, hertz: float) -> bool:
    """Whether this tone has been heard in any quarter of a second."""
    step, heard = RATE // 4, leg.sound.heard
    return any(share_of(heard[at : at + step], hertz) > NOT_HEARD for at in range(0, len(heard), step))
