"""The switch is shared by all these tests: each finds it without calls, phones, states and told stories of another."""

import re
from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest_asyncio

from ringwell.adapters.asterisk.errors import SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones
from tests.support.floor import address_of, journal_files
from tests.support.polling import until, until_awaited
from tests.support.servers import RunningSwitch


@pytest_asyncio.fixture(autouse=True)
async def nobody_was_here(switch: RunningSwitch) -> AsyncGenerator[None]:
    async with HttpTransport(address_of(switch)) as http:
        await _hang_up_all(ari := Ari(http))
        await _sign_out_all(switch, AsteriskPhones(ari, domain="ringwell.invalid"))
        for state in await ari.device_states.list_all():
            await ari.device_states.delete(state.name)
    log, cursor = journal_files(switch)
    if log.exists():
        with log.open("r+b") as file:
            file.truncate()
    cursor.unlink(missing_ok=True)
    yield


async def _hang_up_all(ari: Ari) -> None:
    for channel in await ari.channels.list_all():
        with suppress(SwitchNotFound):
            await ari.channels.hangup(channel.id)

    async def nobody() -> bool:
        return not await ari.channels.list_all()

    await until_awaited(nobody)


async def _sign_out_all(switch: RunningSwitch, phones: AsteriskPhones) -> None:
    """The contacts of a removed phone go a moment later: until then nobody may register as it."""
    for name in set(re.findall(r"/registrar/contact/(\S+);@", _contacts(switch))):
        await phones.remove(name)
    await until(lambda: ";@" not in _contacts(switch))


def _contacts(switch: RunningSwitch) -> str:
    return switch.console("database show registrar")
