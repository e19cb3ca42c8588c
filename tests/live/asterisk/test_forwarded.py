"""Forwarded calls at the real switch: what a trusted trunk tells of them arrives, cut short and cleaned; what others tell does not."""

import pytest

from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones, Trunk
from ringwell.calls.messages import CallArrived
from ringwell.projects.forwarded import numbers_in
from tests.support.floor import NUMBER, WORKSPACE, AsteriskFloor, address_of, asterisk_floor
from tests.support.servers import RunningSwitch
from tests.support.sip import phone

pytestmark = pytest.mark.live

AT, NAME = "127.0.0.42", "trunk-here-forwards"


async def _arrived(floor: AsteriskFloor, *headers: str) -> CallArrived:
    known = len(floor.events.of(CallArrived))
    at = (floor.running.sip_host, floor.running.sip_port)
    async with phone(AT, at) as caller:
        leg = await caller.call(NUMBER, lines=headers)
        await floor.until(lambda: len(floor.events.of(CallArrived)) > known or leg.ended.is_set())
        assert not leg.ended.is_set(), leg.statuses
        leg.hang_up()
    return floor.events.of(CallArrived)[-1]


async def test_who_was_called_first(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor, HttpTransport(address_of(switch)) as http:
        phones = AsteriskPhones(Ari(http), domain="ringwell.invalid")

        async def make(*, trusted: bool) -> None:
            made = Trunk(name=NAME, workspace_id=WORKSPACE, addresses=(AT,), trusted=trusted)
            await phones.provision_trunk(made)

        try:
            await make(trusted=True)
            assert (await _arrived(floor)).forwarded.strip("!") == ""
            several = await _arrived(
                floor,
                'Diversion: "B, Ltd" <sip:+48222@p;user=phone>;reason=no-answer;counter=1',
                "Diversion: <sip:+48111@p>;reason=unconditional",
                "History-Info: <sip:+48333@p>;index=1, <sip:+48222@p?Reason=SIP%3Bcause%3D302>;index=1.1",
            )
            assert numbers_in(several.forwarded) == ("+48111", "+48222", "+48333")
            for forged in (
                "Diversion: ${SHELL(id)}<sip:+48111@p>`,Hangup(1)",
                "Diversion: <sip:" + "9" * 3000 + "@p>",
                'Diversion: <<<>>>;;;"\\,,,,(((',
                "History-Info: ",
                "Diversion: <sip:ąę\u2028@p>",
            ):
                found = await _arrived(floor, forged)
                assert len(found.forwarded) < 2000
                assert set(numbers_in(found.forwarded)) <= {"+48111"}
                assert found.number == NUMBER
            await make(trusted=False)
            assert (await _arrived(floor, "Diversion: <sip:+48111@p>")).forwarded.strip("!") == ""
            await make(trusted=True)
            assert numbers_in((await _arrived(floor, "Diversion: <sip:+48111@p>")).forwarded) == ("+48111",)
        finally:
            await phones.remove_trunk(NAME)
