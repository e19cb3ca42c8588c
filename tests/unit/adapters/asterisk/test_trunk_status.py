from pathlib import Path

import pytest

from ringwell.adapters.asterisk.ami import Ami, AmiAddress
from ringwell.adapters.asterisk.errors import SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.transport import Request
from ringwell.adapters.asterisk.trunk_status import AsteriskTrunks
from ringwell.calls.ports import TrunkStatus

NOBODY = Ami(AmiAddress(host="127.0.0.1", port=1, user="", secret=""))


class Remembers:
    """A switch that goes on telling of an endpoint that nobody answers at, whether it has it or not."""

    def __init__(self, *, has: bool) -> None:
        self.has = has

    async def request(self, request: Request) -> bytes:
        if request.path == "/endpoints/PJSIP/t-1":
            return b'{"technology": "PJSIP", "resource": "t-1", "state": "offline", "channel_ids": []}'
        if not self.has:
            raise SwitchNotFound(request.operation)
        return b"[]"


@pytest.mark.parametrize(("has", "state"), [(True, "unreachable"), (False, "not_made")])
async def test_a_trunk_that_was_taken_away_is_gone(has: bool, state: str) -> None:
    trunks = AsteriskTrunks(Ari(Remembers(has=has)), NOBODY, Path("none"), None)
    assert (await trunks.status("t-1", None, None)) == TrunkStatus(state=state)  # pyright: ignore[reportArgumentType]
