"""Being in on a call at a switch that is slow to let go."""

import msgspec
import pytest

from ringwell.adapters.asterisk.errors import SwitchFault, SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import Legs
from ringwell.adapters.asterisk.oversight import TRIES, Oversight
from ringwell.adapters.asterisk.transport import Request
from ringwell.calls.messages import Overhear
from tests.support.channels import CHANNEL

WORKSPACE = "wsp_1"
BRIDGE = msgspec.json.encode(
    {
        "id": "b",
        "technology": "t",
        "bridge_type": "mixing",
        "bridge_class": "c",
        "creator": "s",
        "name": "n",
        "channels": [],
        "creationtime": "2026-01-01T10:00:00.000+0000",
    }
)
OVERHEAR = Overhear(leg_id="leg_boss", target_leg_id="leg_agent", whisper=False)


class Slow:
    """A switch where the snoop of the same name is gone only after so many requests for a new one."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked: list[str] = []

    async def request(self, request: Request) -> bytes:
        self.asked.append(request.operation)
        if request.method == "DELETE":
            raise SwitchNotFound(request.operation)
        if request.operation == "channels.snoop_channel_with_id" and self.refusals:
            self.refusals -= 1
            raise SwitchFault(request.operation, "Snoop channel could not be created", 500)
        if request.operation.startswith("bridges."):
            return BRIDGE
        return msgspec.json.encode(CHANNEL)


def _oversight(switch: Slow) -> Oversight:
    legs = Legs()
    for leg_id in ("leg_boss", "leg_agent"):
        legs.make(leg_id, WORKSPACE, "agent")
    return Oversight(Ari(switch), legs, lambda _: "app")


async def test_a_snoop_whose_name_is_not_free_yet_is_asked_for_again() -> None:
    switch = Slow(3)
    await _oversight(switch).overhear(WORKSPACE, OVERHEAR)
    assert switch.asked.count("channels.snoop_channel_with_id") == 4
    assert switch.asked[-1] == "bridges.add_channel"


async def test_one_that_cannot_be_made_is_given_up() -> None:
    switch = Slow(10_000)
    with pytest.raises(SwitchFault):
        await _oversight(switch).overhear(WORKSPACE, OVERHEAR)
    assert switch.asked.count("channels.snoop_channel_with_id") == TRIES + 1
