"""Callers who help themselves by keys, with the real switch and the demo's own business system, and leave to a person with what they entered."""

import pytest

from tests.support.centre import Centre, talking
from tests.support.polling import until

pytestmark = pytest.mark.live

NUMBER = "+48225550161"


async def test_an_order_is_looked_up_and_a_person_has_what_was_entered(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1004", NUMBER)
    interaction = await centre.of(NUMBER)
    await centre.state(interaction, "flow")
    await caller.sound.press("1")
    for key in "4714#":
        await caller.sound.press(key)
    await until(lambda: centre.calls[interaction]["data"].get("status") == "sent", 10)
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
