"""Callers who help themselves by keys and by voice, with the real switch and the demo's own business system, and leave to a person with what they
entered."""

import signal
from collections.abc import Awaitable, Callable, Collection, Generator
from random import Random

import pytest

from ringwell.runtime.processes import send
from tests.support.centre import CALLER_HZ, Centre, Entity, talking
from tests.support.installation import Server, server_on
from tests.support.led import NUMBER as LED
from tests.support.led import bye, led_by
from tests.support.polling import until, until_awaited
from tests.support.servers import RunningSwitch
from tests.support.sip import Leg
from tests.support.voices import number, spoken, voices

pytestmark = pytest.mark.live

NUMBER = "+48225550161"
SPEAKER = "+48225550162"
SILENCE = 0.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """One with a recogniser."""
    with server_on(tmp_path_factory.mktemp("calls"), RINGWELL_RECOGNISERS="1") as made:
        made.start()
        yield made
        checked = made.run("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr


async def test_an_order_is_looked_up_and_a_person_has_what_was_entered(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1004", NUMBER)
    interaction = await centre.of(NUMBER)
    await centre.state(interaction, "flow")
    await caller.sound.press("1")
    for key in "4714#":
        await caller.sound.press(key)
    await until(lambda: centre.calls[interaction]["data"].get("status") == "sent")
    await caller.sound.press("0")
    await caller.sound.press("0")
    agent = await anna.answer()
    await talking(caller, agent)
    data = centre.calls[interaction]["data"]
    assert (data["order"], data["status"]) == ("4714", "sent")
    caller.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await centre.closed(interaction, result="handled", queue_name="Delivery")


async def test_a_person_s_voice_goes_the_way_of_its_key_and_keys_go_on_without_a_recogniser(
    centre: Centre,
) -> None:
    two = spoken(RunningSwitch(centre.installation.switch_config()), voices("en") / "digits" / "2.gsm")
    anna = await centre.desk(1)
    await anna.ready()
    caller, interaction = await _heard(centre, two)
    said = await _params(centre, interaction, "flow.said")
    assert (said["node"], said["key"]) == ("menu", "2")
    for key in "2201#":
        await caller.sound.press(key)
    await until(lambda: centre.calls[interaction]["data"].get("contract") == "2201")
    await until(lambda: centre.calls[interaction]["step"] == "menu", 40)  # what was asked has been said
    await until_awaited(lambda: _is_listened_to(centre))
    recogniser = centre.server.child("recogniser-1")
    assert recogniser is not None
    send(recogniser, signal.SIGKILL)
    await until_awaited(lambda: _told(centre, interaction, "flow.reported"))
    assert (await _params(centre, interaction, "flow.reported"))["code"] == "flow.speech_failed"
    await caller.sound.press("0")
    agent = await anna.answer()
    caller.sound.play(CALLER_HZ)
    await talking(caller, agent)
    caller.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await centre.closed(interaction, result="handled")


async def test_what_a_caller_says_in_a_message_can_be_read(centre: Centre) -> None:
    """By the worker, which asks the recogniser: a packaged prompt, said twice as the caller's message."""
    said = spoken(RunningSwitch(centre.installation.switch_config()), voices("en") / "vm-intro.gsm")
    message = {"type": "voicemail", "max_seconds": 15, "next": "bye"}
    async with led_by(centre, {"act": message, "bye": bye()}):
        caller = await centre.call(LED, SPEAKER)
        caller.sound.play(SILENCE)
        left = await centre.of(SPEAKER)
        await centre.state(left, "voicemail")
        await caller.sound.say(said * 2)
        caller.hang_up()
        await centre.closed(left, result="voicemail")
        text = ""

        async def read() -> bool:
            nonlocal text
            promises = (await centre.boss.get(f"/promises?interaction_id={left}"))["items"]
            text = (promises[0]["text"] or "") if promises else ""
            return bool(text)

        await until_awaited(read, 60)
        assert "leave your message" in text.lower()


async def test_who_says_an_order_s_number_and_that_it_is_right_is_told_where_it_is(centre: Centre) -> None:
    switch = RunningSwitch(centre.installation.switch_config())
    caller, interaction = await _number_heard(centre, number(switch, "en", "4714", Random(4714)))
    said = await _params(centre, interaction, "flow.said")
    assert (said["node"], said["key"]) == ("order-number", "number")
    await caller.sound.press("1")
    await until(lambda: centre.calls[interaction]["data"].get("status") == "sent")
    assert centre.calls[interaction]["data"]["order"] == "4714"
    assert "4714" not in str(await _story(centre, interaction))
    caller.hang_up()
    await centre.closed(interaction)


async def _number_heard(centre: Centre, order: bytes) -> tuple[Leg, str]:
    """One who goes to the order's number by key, and says it."""

    async def goes_there(caller: Leg, interaction: str) -> None:
        before = await _ears(centre)
        await caller.sound.press("1")
        await until_awaited(lambda: is_settled(before, interaction))

    async def is_settled(before: Collection[str], interaction: str) -> bool:
        return await _is_listened_to(centre, before) or await _told(centre, interaction, "flow.reported")

    return await _heard(centre, order, goes_there)


async def _stays(_: Leg, __: str) -> None:
    """At the menu."""


async def _heard(
    centre: Centre, word: bytes, goes: Callable[[Leg, str], Awaitable[None]] = _stays
) -> tuple[Leg, str]:
    """One who says this, at the menu or where the caller `goes` from there. On a machine that is too busy the call goes on by keys, as it should: then once more."""
    for _ in range(6):
        before = await _ears(centre)
        caller = await centre.call("1004", SPEAKER)
        caller.sound.play(SILENCE)
        interaction = await centre.of(SPEAKER)
        await until_awaited(lambda before=before: _is_listened_to(centre, before))
        await goes(caller, interaction)
        await caller.sound.say(word)
        caller.sound.play(SILENCE)
        await until_awaited(lambda which=interaction: _told(centre, which, "flow.said", "flow.reported"))
        if await _told(centre, interaction, "flow.said"):
            return caller, interaction
        reported = await _params(centre, interaction, "flow.reported")
        assert any(f"({why})" in reported["problem"] for why in ("too_late", "busy")), reported
        caller.hang_up()
        await until(lambda which=interaction: which not in centre.calls)
    raise AssertionError("nothing was decided in time")


async def _is_listened_to(centre: Centre, no_more: Collection[str] = ()) -> bool:
    return any(bridge not in no_more for bridge in await _ears(centre))


async def _ears(centre: Centre) -> list[str]:
    bridges = await centre.ari.bridges.list_all()
    return [each.id for each in bridges if each.id.endswith("-ears") and len(each.channels) == 2]


async def _told(centre: Centre, interaction_id: str, *facts: str) -> bool:
    return any(item["type"] in facts for item in await _story(centre, interaction_id))


async def _params(centre: Centre, interaction_id: str, fact: str) -> Entity:
    return next(item["params"] for item in await _story(centre, interaction_id) if item["type"] == fact)


async def _story(centre: Centre, interaction_id: str) -> list[Entity]:
    items: list[Entity] = (await centre.boss.get(f"/interactions/{interaction_id}/timeline"))["items"]
    return items
