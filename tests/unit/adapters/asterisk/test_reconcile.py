"""What is read of the switch after a connect."""

from typing import Any

import msgspec
import pytest

from ringwell.adapters.asterisk.ami import Ami, AmiAddress
from ringwell.adapters.asterisk.errors import SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.reconcile import Reconciler
from ringwell.adapters.asterisk.transport import Request
from ringwell.kernel.ids import LEG, CountingIds
from tests.support.channels import CHANNEL

BOSS = CountingIds().new(LEG)
THERE = {"context": "c", "exten": "s", "priority": 1, "app_name": "Stasis", "app_data": "app,supervisor"}
ITS_OWN = {"RW_WORKSPACE": "wsp_1", "RW_INTERACTION": "int_1", "RW_SUPERVISOR": "1"}


class Switch:
    """One leg of a supervisor's, with these variables."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = ITS_OWN | variables

    async def request(self, request: Request) -> bytes:
        answer: Any = []
        if request.operation == "channels.list_all":
            answer = [{**CHANNEL, "id": BOSS, "dialplan": THERE}]
        elif request.operation == "channels.get_channel_vars":
            asked = request.query["variables"].split(",")
            if not self.variables.keys() >= set(asked):
                raise SwitchNotFound(request.operation)
            answer = {"variables": {name: self.variables[name] for name in asked}}
        return msgspec.json.encode(answer)


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, (None, False)),
        ({"RW_RECORDING": "rec_1"}, ("rec_1", False)),
        ({"RW_RECORDING": "rec_1", "RW_PAUSED": "1"}, ("rec_1", True)),
    ],
)
async def test_the_recording_of_a_supervisor_who_has_taken_over(
    variables: dict[str, str], told: tuple[str | None, bool]
) -> None:
    ami = Ami(AmiAddress(host="127.0.0.1", port=1, user="", secret=""))
    inventory = await Reconciler(Ari(Switch(variables)), ami, "sw1").take_stock({}, {"wsp_1"})
    [found] = inventory.found
    assert found.told.role == "supervisor"
    assert (found.told.recording_id, found.told.paused) == told
