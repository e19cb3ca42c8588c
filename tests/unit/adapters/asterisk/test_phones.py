import re
from contextlib import suppress
from ipaddress import ip_interface

import msgspec
import pytest

from ringwell.adapters.asterisk.errors import SwitchAway, SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.phones import (
    AsteriskPhones,
    Trunk,
    trunk_objects,
    try_expiry,
    try_number,
)
from ringwell.adapters.asterisk.transport import Request


def told(match: str) -> str:
    """As the switch tells an address, with its mask written out."""
    network = ip_interface(match)
    return f"{network.ip}/{network.netmask}"


class Store:
    """The switch's dynamic objects, and nothing else of it."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, str]] = {}
        self.made: list[str] = []
        self.calls_of: set[str] = set()
        """Endpoints that have a call."""
        self.goes_after: int | None = None
        """The switch is away after so many addresses were told."""

    async def request(self, request: Request) -> bytes:
        if request.path == "/endpoints/PJSIP":
            names = [key.split("/")[1] for key in self.objects if key.startswith("endpoint/")]
            return msgspec.json.encode(
                [{"technology": "PJSIP", "resource": n, "channel_ids": []} for n in names]
            )
        if (name := request.path.removeprefix("/endpoints/PJSIP/")) != request.path:
            if f"endpoint/{name}" not in self.objects:
                raise SwitchNotFound(request.operation)
            calls = ["1700000000.1"] if name in self.calls_of else []
            return msgspec.json.encode({"technology": "PJSIP", "resource": name, "channel_ids": calls})
        key = request.path.removeprefix("/asterisk/config/dynamic/res_pjsip/")
        if request.method == "GET":
            if key not in self.objects:
                raise SwitchNotFound(request.operation)
            fields = [
                {"attribute": a, "value": told(v) if a == "match" else v}
                for a, v in self.objects[key].items()
            ]
            return msgspec.json.encode(fields)
        if request.method == "DELETE":
            if self.objects.pop(key, None) is None:
                raise SwitchNotFound(request.operation)
            return b""
        if self.goes_after is not None and key.startswith("identify/"):
            if self.goes_after == 0:
                raise SwitchAway(request.operation)
            self.goes_after -= 1
        fields = msgspec.convert((request.body or {})["fields"], list[dict[str, str]])
        self.objects.setdefault(key, {}).update({f["attribute"]: f["value"] for f in fields})
        self.made.append(key)
        return b"[]"


def make(now: float = 1000.0) -> tuple[Store, AsteriskPhones]:
    store = Store()
    return store, AsteriskPhones(Ari(store), domain="ringwell.invalid", now=lambda: now)


async def test_an_agents_phone_gets_a_new_secret_each_time() -> None:
    store, phones = make()
    first = await phones.provision_agent("wsp_1", "a-1", 'Anna "Boss" <x>')
    second = await phones.provision_agent("wsp_1", "a-1", "Anna")
    assert store.made[:3] == ["auth/a-1", "aor/a-1", "endpoint/a-1"]
    assert first.password != second.password
    assert len(second.password) >= 32
    assert store.made.count("aor/a-1") == 1  # written again, it would keep a stale contact for ever
    assert store.objects["auth/a-1"]["password"] == second.password
    assert store.objects["aor/a-1"] == {"max_contacts": "1", "remove_existing": "yes"}


async def test_a_name_cannot_break_out_of_the_caller_id() -> None:
    store, phones = make()
    await phones.provision_agent("wsp_1", "a-1", 'Eve"<sip:1>;\r\nx')
    assert re.fullmatch(r'"[^"<>;\r\n]*" <a-1>', store.objects["endpoint/a-1"]["callerid"])


async def test_a_try_phone_reaches_demo_numbers_only_and_expires() -> None:
    store, phones = make(now=1000.0)
    account = await phones.provision_try("wsp_1", 60)
    assert store.objects[f"endpoint/{account.endpoint}"]["context"] == "rw-try-wsp_1"
    assert try_expiry(account.endpoint) == 1060.0
    shown = store.objects[f"endpoint/{account.endpoint}"]["callerid"]
    assert shown == f"<{try_number(account.endpoint)}>"
    await AsteriskPhones(Ari(store), domain="d", now=lambda: 1059.0).remove_expired()
    assert f"endpoint/{account.endpoint}" in store.objects
    await AsteriskPhones(Ari(store), domain="d", now=lambda: 1061.0).remove_expired()
    assert store.objects == {}


async def test_expiry_takes_no_other_phone_away() -> None:
    store, phones = make(now=1e12)
    await phones.provision_agent("wsp_1", "a-1", "Anna")
    await phones.remove_expired()
    assert "endpoint/a-1" in store.objects


async def test_a_trunk_has_one_identify_for_each_address_and_loses_what_it_no_longer_needs() -> None:
    store, phones = make()
    full = Trunk(
        name="trunk-demo-x",
        workspace_id="wsp_1",
        addresses=("127.0.0.2", "127.0.0.3"),
        server="sip:peer.invalid",
        user="u",
        password="p",
        registers=True,
    )
    await phones.provision_trunk(full)
    kinds = sorted(key.split("/")[0] for key in store.objects)
    assert kinds == ["aor", "auth", "endpoint", "identify", "identify", "registration"]
    assert store.objects["registration/trunk-demo-x"]["client_uri"] == "sip:u@peer.invalid"
    await phones.provision_trunk(Trunk(name="trunk-demo-x", workspace_id="wsp_1", addresses=("127.0.0.2",)))
    assert sorted(store.objects) == ["aor/trunk-demo-x", "endpoint/trunk-demo-x", "identify/trunk-demo-x-0"]
    assert await phones.remove_trunk("trunk-demo-x")
    assert store.objects == {}


async def test_addresses_that_a_trunk_had_stay_nobodys_until_its_calls_are_over() -> None:
    store, phones = make()

    def trunk(*addresses: str) -> Trunk:
        return Trunk(name="trunk-x", workspace_id="wsp_1", addresses=addresses, server="sip:a", user="u")

    def whose() -> list[tuple[str, str]]:
        found = [key for key in sorted(store.objects) if key.startswith("identify/trunk-x-")]
        return [(store.objects[key]["match"], store.objects[key]["endpoint"]) for key in found]

    assert await phones.provision_trunk(trunk("10.0.0.1", "10.0.0.2"))
    store.calls_of.add("trunk-x")
    assert await phones.provision_trunk(trunk("10.0.0.2", "10.0.0.1"))  # none is gone
    assert not await phones.provision_trunk(trunk("10.0.0.2"))
    assert whose() == [("10.0.0.2", "trunk-x"), ("10.0.0.1/32", "rw-nobody")]
    assert not await phones.provision_trunk(trunk("10.0.0.2"))
    assert whose() == [("10.0.0.2", "trunk-x"), ("10.0.0.1/32", "rw-nobody")]
    assert await phones.provision_trunk(trunk("10.0.0.2"), taken=["10.0.0.0/31"])  # another trunk's now
    assert whose() == [("10.0.0.2", "trunk-x")]
    assert not await phones.remove_trunk("trunk-x")
    assert whose() == [("10.0.0.2/32", "rw-nobody")]
    assert {"aor/trunk-x", "endpoint/trunk-x"} <= store.objects.keys()
    assert not await phones.remove_trunk("trunk-x", taken=["10.0.0.2"])
    assert whose() == []
    store.calls_of.clear()
    assert await phones.remove_trunk("trunk-x")
    assert store.objects == {}


@pytest.mark.parametrize("address", ["2001:db8::1", "2001:db8::/64", "192.0.2.0/28"])
async def test_a_trunk_in_a_call_keeps_its_own_address_however_the_switch_tells_it(address: str) -> None:
    store, phones = make()
    trunk = Trunk(name="trunk-x", workspace_id="wsp_1", addresses=(address,))
    store.calls_of.add("trunk-x")
    for _ in range(3):
        assert await phones.provision_trunk(trunk)
    identified = {key: each for key, each in store.objects.items() if key.startswith("identify/")}
    assert identified == {"identify/trunk-x-0": {"endpoint": "trunk-x", "match": address}}


async def test_no_address_under_a_call_is_forgotten_when_the_switch_goes_between_two_steps() -> None:
    for steps in range(1, 4):
        store, phones = make()
        await phones.provision_trunk(Trunk(name="trunk-x", workspace_id="wsp_1", addresses=("10.0.0.1",)))
        store.calls_of.add("trunk-x")
        moved = Trunk(name="trunk-x", workspace_id="wsp_1", addresses=("10.0.0.2",))
        store.goes_after = steps
        with suppress(SwitchAway):
            await phones.provision_trunk(moved)
        store.goes_after = None
        assert not await phones.provision_trunk(moved)
        matches = [each["match"] for key, each in store.objects.items() if key.startswith("identify/")]
        assert sorted(matches) == ["10.0.0.1/32", "10.0.0.2"]


def test_a_trunk_never_shows_its_password() -> None:
    trunk = Trunk(name="t", workspace_id="w", user="u", password="s3cret")
    assert "s3cret" not in repr(trunk)
    assert trunk_objects(trunk)["endpoint"] is not None


def test_a_trunk_speaks_the_codecs_that_it_is_given_in_their_order_or_else_the_usual_ones() -> None:
    def allowed(*codecs: str) -> str:
        endpoint = trunk_objects(Trunk(name="t", workspace_id="w", codecs=codecs))["endpoint"]
        assert endpoint is not None
        return endpoint["allow"]

    assert allowed("opus", "alaw") == "opus,alaw"
    assert allowed() == "ulaw,alaw,g722"
