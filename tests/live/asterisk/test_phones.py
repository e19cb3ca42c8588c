"""Phones and trunks made while the switch runs, and recording control, against the real switch."""

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ringwell.adapters.asterisk.ami import Ami, AmiAddress
from ringwell.adapters.asterisk.errors import SwitchNotFound, SwitchRefused
from ringwell.adapters.asterisk.fallback import tell_switch, told_before
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones, Trunk
from tests.support.floor import WORKSPACE, routes
from tests.support.polling import until
from tests.support.servers import RunningSwitch
from tests.support.sip import Phone, phone

pytestmark = pytest.mark.live


@pytest.fixture
async def ari(switch: RunningSwitch) -> AsyncGenerator[Ari]:
    address = AriAddress(url=switch.ari_url, user=switch.ari_user, password=switch.ari_password)
    async with HttpTransport(address) as http:
        yield Ari(http)


async def attribute(ari: Ari, kind: str, name: str, wanted: str) -> str:
    fields = await ari.asterisk.get_object("res_pjsip", kind, name)
    return next(field.value for field in fields if field.attribute == wanted)


async def exists(ari: Ari, endpoint: str) -> bool:
    """Whether the switch has it; the list of endpoints follows a moment later."""
    try:
        await ari.asterisk.get_object("res_pjsip", "endpoint", endpoint)
    except SwitchNotFound:
        return False
    return True


async def test_a_browser_phone_is_made_changed_and_taken_away(ari: Ari) -> None:
    phones = AsteriskPhones(ari, domain="ringwell.invalid")
    first = await phones.provision_agent("wsp_1", "a-1", "Anna")
    second = await phones.provision_agent("wsp_1", "a-1", "Anna")
    assert await attribute(ari, "auth", "a-1", "password") == second.password != first.password
    assert await attribute(ari, "endpoint", "a-1", "context") == "rw-phone"
    assert await attribute(ari, "endpoint", "a-1", "transport") == "transport-ws"
    await phones.remove("a-1")
    await phones.remove("a-1")
    assert not await exists(ari, "a-1")


async def test_the_newer_page_pushes_the_older_out(ari: Ari, switch: RunningSwitch) -> None:
    phones, at = AsteriskPhones(ari, domain="ringwell.invalid"), (switch.sip_host, switch.sip_port)
    async with phone("127.0.0.1", at, "a-9") as older, phone("127.0.0.1", at, "a-9") as newer:
        first = await phones.provision_desk_phone("a-9")
        assert await older.register(first.password) == 200
        second = await phones.provision_desk_phone("a-9")
        assert await newer.register(second.password) == 200
        assert await older.register(first.password) == 401
        await until(lambda: _is_only_at(switch, "a-9", newer.port))
    await phones.remove("a-9")


async def test_a_contact_without_its_phone_does_not_outlive_the_switch(
    ari: Ari, switch: RunningSwitch
) -> None:
    """A switch killed between writing that the aor went and that its contact did comes back with the contact."""
    phones, at = AsteriskPhones(ari, domain="ringwell.invalid"), (switch.sip_host, switch.sip_port)
    memory = switch.config.folders.state / "astdb.sqlite3"
    async with phone("127.0.0.1", at, "a-9") as older, phone("127.0.0.1", at, "a-9") as newer:
        account = await phones.provision_desk_phone("a-9")
        assert await older.register(account.password) == 200
        await until(lambda: _remembered(memory, "/registrar/contact/a-9;@%") == 1)
        switch.kill()
        with closing(sqlite3.connect(memory)) as rows, rows:
            rows.execute("DELETE FROM astdb WHERE key LIKE '/rw%/a-9'")
        switch.start()
        account = await phones.provision_desk_phone("a-9")
        assert await newer.register(account.password) == 200
        await until(lambda: _is_only_at(switch, "a-9", newer.port))
    await phones.remove("a-9")


def _is_only_at(switch: RunningSwitch, endpoint: str, port: int) -> bool:
    """Whether the one contact of this phone is there."""
    shown = switch.console("pjsip show contacts").splitlines()
    return [str(port) in line for line in shown if f"{endpoint}/" in line] == [True]


def _remembered(memory: Path, key: str) -> int:
    with closing(sqlite3.connect(memory)) as rows:
        return rows.execute("SELECT count(*) FROM astdb WHERE key LIKE ?", (key,)).fetchone()[0]


async def test_expired_try_phones_go_when_the_next_one_comes(ari: Ari) -> None:
    clock = 1000.0
    phones = AsteriskPhones(ari, domain="ringwell.invalid", now=lambda: clock)
    old = await phones.provision_try("wsp_1", 60)
    clock = 2000.0
    new = await phones.provision_try("wsp_1", 60)
    assert not await exists(ari, old.endpoint)
    assert await exists(ari, new.endpoint)
    assert await attribute(ari, "endpoint", new.endpoint, "context") == "rw-try-wsp_1"
    await phones.remove(new.endpoint)


async def test_a_trunk_with_two_addresses_outlives_a_restart_of_the_switch(
    ari: Ari, switch: RunningSwitch
) -> None:
    phones = AsteriskPhones(ari, domain="ringwell.invalid")
    trunk = Trunk(
        name="trunk-t",
        workspace_id="wsp_1",
        addresses=("127.0.0.8", "127.0.0.9"),
        server="sip:127.0.0.8:5999",
        user="u",
        password="p",
        registers=True,
    )
    await phones.provision_trunk(trunk)
    switch.stop()  # not a kill: the AstDB writes about once a second
    switch.start()
    await until(lambda: "trunk-t" in switch.console("pjsip show registrations"))
    known = switch.console("pjsip show identifies")
    assert "127.0.0.8" in known
    assert "127.0.0.9" in known
    assert await attribute(ari, "endpoint", "trunk-t", "context") == "rw-in-wsp_1"
    await phones.remove_trunk("trunk-t")
    await until(lambda: "127.0.0.8" not in switch.console("pjsip show identifies"))
    assert not await exists(ari, "trunk-t")


async def test_the_manager_acts_and_leaves(switch: RunningSwitch) -> None:
    credentials = switch.config.credentials
    address = AmiAddress(
        host="127.0.0.1", port=switch.ami_port, user=credentials.ami_user, secret=credentials.ami_password
    )
    with pytest.raises(SwitchNotFound):
        await Ami(address).action(
            "Redirect", {"Channel": "no-such", "Context": "c", "Exten": "s", "Priority": "1"}
        )
    assert (await Ami(address).action("Ping", {}))["Ping"] == "Pong"
    await until(lambda: "0 users" in switch.console("manager show connected"))
    wrong = AmiAddress(host="127.0.0.1", port=switch.ami_port, user="ringwell", secret="wrong")
    with pytest.raises(SwitchRefused, match="Authentication failed"):
        await Ami(wrong).action("Ping", {})


async def test_a_trunk_is_known_by_its_address_and_a_phone_at_the_same_address_by_its_name(
    ari: Ari, switch: RunningSwitch
) -> None:
    phones, at, shared = (
        AsteriskPhones(ari, domain="ringwell.invalid"),
        (switch.sip_host, switch.sip_port),
        "127.0.0.41",
    )
    etc, told = switch.config.folders.etc, routes(["a-9"])
    await tell_switch(ari, etc, [told])
    assert told_before(etc, [WORKSPACE, "wsp_other"]) == [replace(told, left_out=True)]
    account = await phones.provision_desk_phone("a-9")
    await phones.provision_trunk(Trunk(name="trunk-t-shared", workspace_id=WORKSPACE, addresses=(shared,)))
    try:
        async with phone(shared, at, "a-9") as desk, phone(shared, at, "+48225550100") as caller:
            assert await desk.register(account.password) == 200
            assert await desk.register("wrong") == 401
            leg = await caller.call("1000")
            await until(leg.answered.is_set)
            leg.hang_up()
            assert await refused(desk) == 401  # a call in the name of a phone needs the phone's password
    finally:
        await phones.remove_trunk("trunk-t-shared")
        await phones.remove("a-9")


@pytest.mark.parametrize("name", ["trunk-t-named", "trunk-demo-main", "rw-nobody"])
async def test_nobody_is_a_trunk_by_calling_themselves_one(
    ari: Ari, switch: RunningSwitch, name: str
) -> None:
    phones = AsteriskPhones(ari, domain="ringwell.invalid")
    await tell_switch(ari, switch.config.folders.etc, [routes(["a-9"])])
    await phones.provision_trunk(
        Trunk(name="trunk-t-named", workspace_id=WORKSPACE, addresses=("127.0.0.42",))
    )
    try:
        async with phone("127.0.0.43", (switch.sip_host, switch.sip_port), name) as impostor:
            assert await refused(impostor) == 401
    finally:
        await phones.remove_trunk("trunk-t-named")


async def refused(caller: Phone) -> int:
    leg = await caller.call("1000")
    await until(leg.ended.is_set)
    return leg.final
