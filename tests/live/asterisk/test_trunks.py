"""How trunks are at the real switch: registered, rejected and why, reachable or not; and what a call shows at the other side."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from ringwell.adapters.asterisk.ami import Ami, AmiAddress
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones, Trunk
from ringwell.adapters.asterisk.trunk_status import AsteriskTrunks
from ringwell.calls.messages import AnswerLeg, CallArrived, LegEnded, RingCustomer
from ringwell.calls.ports import TrunkStatus
from ringwell.kernel.ids import LEG, make_id
from ringwell.projects.trunks import registered_as
from tests.support.floor import WORKSPACE, address_of, asterisk_floor
from tests.support.polling import until, until_awaited
from tests.support.servers import RunningSwitch
from tests.support.sip import Message, Phone

pytestmark = pytest.mark.live

AT, NAME = "127.0.0.41", "trunk-here-main"
BECOMES_S = 30.0


class Provider(Phone):
    """A provider's server: it answers registrations with `says`, and everything else as a telephone does."""

    says = 200
    registered = ""
    """The address at which the switch wants its calls, as it has registered it."""

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        message = Message.parse(data) if data.strip() else None
        if message is None or message.method != "REGISTER":
            super().datagram_received(data, addr)
            return
        self.registered = message.header("Contact").strip("<>").partition(">")[0]
        lines = [f"Via: {via}" for via in message.all("Via")]
        lines += [f"{name}: {message.header(name)}" for name in ("From", "Call-ID", "CSeq", "Contact")]
        lines += [f"To: {message.header('To')};tag=p", "Expires: 60"]
        self._send(f"SIP/2.0 {self.says} -", lines, "")


@asynccontextmanager
async def provider(switch: RunningSwitch, says: int = 200) -> AsyncGenerator[Provider]:
    at = (switch.sip_host, switch.sip_port)
    loop = asyncio.get_running_loop()
    _, made = await loop.create_datagram_endpoint(lambda: Provider(AT, at, "provider"), local_addr=(AT, 0))
    made.says = says
    try:
        yield made
    finally:
        made.close()


class Here:
    """Trunks at the switch, and what it knows of them."""

    def __init__(self, switch: RunningSwitch, ari: Ari) -> None:
        config, ports = switch.config, switch.config.addresses
        manager = AmiAddress(
            host="127.0.0.1",
            port=ports.ami_port,
            user=config.credentials.ami_user,
            secret=config.credentials.ami_password,
        )
        self.server = ""
        self.ari, self.phones = ari, AsteriskPhones(ari, domain="ringwell.invalid")
        self.trunks = AsteriskTrunks(ari, Ami(manager), config.folders.logs / "messages.log", None)

    async def make(
        self, server: str, *, registers: bool = False, user: str = "house", workspace_id: str = "wsp_1"
    ) -> str | None:
        """Whom it registers as."""
        self.server = server
        made = Trunk(
            name=NAME,
            workspace_id=workspace_id,
            server=server,
            registers=registers,
            user=user if registers else None,
            password="hush" if registers else None,
        )
        await self.phones.provision_trunk(made)
        return registered_as(server, user) if registers else None

    async def becomes(self, who: str | None, state: str, sip_code: int | None = None) -> None:
        wanted = TrunkStatus(state=state, sip_code=sip_code)  # pyright: ignore[reportArgumentType]

        async def so() -> bool:
            return await self.trunks.status(NAME, self.server, who) == wanted

        try:
            await until_awaited(so, BECOMES_S)
        except AssertionError:
            assert await self.trunks.status(NAME, self.server, who) == wanted


@asynccontextmanager
async def here(switch: RunningSwitch) -> AsyncGenerator[Here]:
    async with HttpTransport(address_of(switch)) as http:
        made = Here(switch, Ari(http))
        try:
            yield made
        finally:
            await made.phones.remove_trunk(NAME)


async def test_a_trunk_that_registers(switch: RunningSwitch) -> None:
    async with here(switch) as at, provider(switch) as server:
        who = await at.make(f"sip:{AT}:{server.port}", registers=True)
        await at.becomes(who, "registered")


async def test_a_call_by_a_registration_alone_ends_when_the_caller_hangs_up(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor, here(switch) as at, provider(switch) as server:
        who = await at.make(f"sip:{AT}:{server.port}", registers=True, user="1000", workspace_id=WORKSPACE)
        await at.becomes(who, "registered")
        leg = await server.call("1000", target=server.registered)
        await until(lambda: bool(floor.events.of(CallArrived)))
        [came] = floor.events.of(CallArrived)
        floor.perform(AnswerLeg(leg_id=came.leg_id))
        await until(leg.answered.is_set)
        leg.hang_up()
        await until(lambda: came.leg_id in [each.leg_id for each in floor.events.of(LegEnded)])


@pytest.mark.parametrize("code", [403, 404])
async def test_a_registration_that_is_rejected_tells_why(switch: RunningSwitch, code: int) -> None:
    async with here(switch) as at, provider(switch, code) as server:
        who = await at.make(f"sip:{AT}:{server.port}", registers=True, user=f"wrong{code}")
        await at.becomes(who, "rejected", code)


async def test_a_server_that_answers_and_one_that_is_dead(switch: RunningSwitch) -> None:
    async with here(switch) as at:
        async with provider(switch) as server:
            await at.make(f"sip:{AT}:{server.port}")
            await at.becomes(None, "reachable")
        await at.phones.remove_trunk(NAME)
        await at.becomes(None, "not_made")
        await at.make(f"sip:{AT}:9")
        await at.becomes(None, "unreachable")


@pytest.mark.parametrize("registers", [False, True])
async def test_what_a_call_shows(switch: RunningSwitch, registers: bool) -> None:
    async with here(switch) as at, provider(switch) as server:
        address = f"sip:{AT}:{server.port}"
        await at.make(address, registers=registers)
        await at.ari.channels.originate(
            endpoint=f"PJSIP/{NAME}/sip:+48600100200@{AT}:{server.port}",
            context="rw-customer",
            extension="s",
            priority=1,
            timeout=5,
            caller_id="+48221234567",
        )
        leg = await server.rung()
        assert leg.invite is not None
        shown, asserted = leg.invite.header("From"), leg.invite.header("P-Asserted-Identity")
        assert "+48221234567@" in asserted
        assert ("<sip:house@" if registers else "<sip:+48221234567@") in shown
        leg.refuse(603)


async def test_a_line_that_says_nothing_is_told_as_dead(switch: RunningSwitch) -> None:
    """Not as somebody who does not pick up, and long before the ringing would be over."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind((AT, 0))
        server = f"sip:{AT}:{silent.getsockname()[1]}"
        async with asterisk_floor(switch) as floor, HttpTransport(address_of(switch)) as http:
            phones = AsteriskPhones(Ari(http), domain="ringwell.invalid")
            await phones.provision_trunk(Trunk(name=NAME, workspace_id=WORKSPACE, server=server))
            try:
                ring = RingCustomer(
                    leg_id=make_id(LEG, uuid4()),
                    interaction_id="",
                    trunk=NAME,
                    server=server,
                    number="+48600100200",
                    from_number="+48221112233",
                    timeout_s=30,
                )
                floor.perform(ring)
                await until(lambda: bool(floor.events.of(LegEnded)))
                [ended] = floor.events.of(LegEnded)
                assert (ended.leg_id, ended.cause, ended.sip_code) == (ring.leg_id, 38, 408)
            finally:
                await phones.remove_trunk(NAME)
