"""The edge's phones: what must go while the switch is away goes when it is back."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from ringwell.adapters.asterisk.errors import SwitchAway
from ringwell.calls.errors import SwitchDown
from ringwell.calls.ports import PhoneAccount
from ringwell.runtime.edge_phones import EdgePhones
from ringwell.runtime.logs import get_log
from tests.support.polling import until


class Switch:
    """The phones of a switch that can be away."""

    def __init__(self) -> None:
        self.away = False
        self.signed_in: dict[str, str] = {"a-1": "old"}

    def _ask(self) -> None:
        if self.away:
            raise SwitchAway("away")

    async def provision_agent(self, workspace_id: str, endpoint: str, display_name: str) -> PhoneAccount:
        return await self.provision_desk_phone(endpoint)

    async def provision_desk_phone(self, endpoint: str) -> PhoneAccount:
        self._ask()
        self.signed_in[endpoint] = "new"
        return PhoneAccount(endpoint=endpoint, password="new", domain="x")

    async def provision_try(self, workspace_id: str, lifetime_s: int) -> PhoneAccount:
        return await self.provision_desk_phone("t-1")

    async def remove(self, endpoint: str) -> None:
        self._ask()
        self.signed_in.pop(endpoint, None)


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
async def phones(switch: Switch) -> AsyncGenerator[EdgePhones]:
    made = EdgePhones(switch, get_log("test"), ask_again_s=0.01)
    running = asyncio.create_task(made.run())
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_must_go_goes_when_the_switch_is_back(switch: Switch, phones: EdgePhones) -> None:
    switch.away = True
    await phones.remove("a-1")
    assert phones.waits("a-1")
    assert switch.signed_in == {"a-1": "old"}
    switch.away = False
    await until(lambda: not phones.waits("a-1"))
    assert switch.signed_in == {}


async def test_a_new_secret_ends_what_waits(switch: Switch, phones: EdgePhones) -> None:
    switch.away = True
    await phones.remove("a-1")
    with pytest.raises(SwitchDown):
        await phones.provision_agent("wsp_1", "a-1", "Anna")
    assert phones.waits("a-1")
    switch.away = False
    await phones.provision_agent("wsp_1", "a-1", "Anna")
    assert not phones.waits("a-1")
    await asyncio.sleep(0.05)
    assert switch.signed_in == {"a-1": "new"}


async def test_it_is_done_at_once_where_the_switch_answers(switch: Switch, phones: EdgePhones) -> None:
    await phones.remove("a-1")
    assert not phones.waits("a-1")
    assert switch.signed_in == {}
