"""Telephones of callers and agents under a benchmark's control, and the clock of when they rang."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from bench.media import Stream, Studio
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.switch_config import LOOPBACK
from tests.support.rtp import Sound
from tests.support.sip import Address, Leg, Phone


class BenchPhone(Phone):
    """A phone whose sound is in a studio. `invited_at` is when the newest INVITE to it arrived."""

    def __init__(self, host: str, switch: Address, user: str, studio: Studio) -> None:
        super().__init__(host, switch, user)
        self._studio = studio
        self.invited_at = 0.0

    async def open_sound(self) -> Sound:
        return self._studio.open(self.host)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        if data.startswith(b"INVITE"):
            self.invited_at = time.perf_counter()
        if data[:1].isalpha():  # late sound of whoever had this port before is none of our business
            super().datagram_received(data, addr)


def stream_of(leg: Leg) -> Stream:
    """The sound of a bench phone's leg."""
    assert isinstance(leg.sound, Stream)
    return leg.sound


async def bench_phone(host: str, switch: Address, user: str, studio: Studio) -> BenchPhone:
    loop = asyncio.get_running_loop()
    _, phone = await loop.create_datagram_endpoint(
        lambda: BenchPhone(host, switch, user, studio), local_addr=(host, 0)
    )
    return phone


async def registered_phones(
    address: AriAddress, switch: Address, endpoints: Sequence[str], studio: Studio
) -> list[BenchPhone]:
    """Desk phones, provisioned at this switch and signed in to it."""
    made: list[BenchPhone] = []
    async with HttpTransport(address) as transport:
        phones = AsteriskPhones(Ari(transport), domain=LOOPBACK)
        for endpoint in endpoints:
            account = await phones.provision_desk_phone(endpoint)
            phone = await bench_phone(LOOPBACK, switch, endpoint, studio)
            status = await phone.register(account.password)
            assert status == 200, f"{endpoint} could not register: {status}"
            made.append(phone)
    return made


@asynccontextmanager
async def switch_at(address: AriAddress) -> AsyncGenerator[Ari]:
    """The switch's REST interface."""
    async with HttpTransport(address) as transport:
        yield Ari(transport)
