"""A trunk over TLS with encrypted sound, to a real provider: registered, called in and out and heard by tones, and never to a server whose
certificate is not to be believed."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager

import pytest

from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Entity
from tests.support.certificates import Authority
from tests.support.installation import Server, server_on
from tests.support.polling import until, until_awaited
from tests.support.ports import free_tcp_port
from tests.support.provider import AT, PASSWORD, SUBSCRIBERS, USER, Ports, Provider, provider
from tests.support.sip import Phone, phone
from tests.support.tones import OUTSIDE_HZ, hear

pytestmark = pytest.mark.live

NUMBER = "7411"
SUBSCRIBER = "+48600100500"
FAULTS = {
    "stranger": "certificate_untrusted",
    "elsewhere": "certificate_of_another",
    "past": "certificate_expired",
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Generator[Server]:
    """One that speaks TLS."""
    own = authority.certificate("ringwell", "127.0.0.1")
    with server_on(
        tmp_path_factory.mktemp("calls"),
        RINGWELL_TLS_CERTIFICATE=str(own.chain),
        RINGWELL_TLS_KEY=str(own.key),
        RINGWELL_SIP_TLS_PORT=str(free_tcp_port()),
        RINGWELL_SIP_TLS_TRUSTED=str(authority.trusted),
    ) as made:
        made.start()
        yield made
        checked = made.run("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr


async def test_calls_in_and_out_are_encrypted_and_heard(
    centre: Centre, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ports, certificate = Ports.free(), authority.certificate("provider", AT)
    with provider(tmp_path_factory.mktemp("provider"), ports, certificate, authority.trusted) as there:
        async with subscriber(there) as line, trunk_to(centre, ports) as trunk:
            await is_(centre, trunk, state="registered")
            anna = await centre.desk(1)
            await anna.ready()
            caller = await line.call(NUMBER)
            await asyncio.wait_for(caller.answered.wait(), 20)
            caller.sound.play(CALLER_HZ)
            annas = await anna.answer()
            await hear({caller: [AGENT_HZ], annas: [CALLER_HZ]})
            await until(lambda: is_encrypted(there, "SIP/2.0 200"))
            interaction = await centre.of(SUBSCRIBER)
            caller.hang_up()
            await anna.is_(activity="wrapping_up")
            assert await anna.finish(interaction, "not_ready") is None
            await centre.closed(interaction, result="handled")

            there.forget()
            made: Entity = await anna.person.post("/calls", {"number": SUBSCRIBER})
            annas = await anna.answer()
            customer = await line.rung()
            customer.ring()
            customer.accept()
            customer.sound.play(OUTSIDE_HZ)
            await hear({customer: [AGENT_HZ], annas: [OUTSIDE_HZ]})
            await until(lambda: is_encrypted(there, "INVITE sip:"))
            customer.hang_up()
            await anna.is_(activity="wrapping_up")
            assert await anna.finish(made["interaction_id"], "not_ready") is None
            await centre.closed(made["interaction_id"], result="handled", direction="out")


async def test_a_call_of_the_provider_that_is_not_encrypted_is_refused(
    centre: Centre, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By the provider itself, over TLS with plain sound, and by somebody who uses its address without TLS."""
    ports, certificate = Ports.free(), authority.certificate("provider", AT)
    folder = tmp_path_factory.mktemp("provider")
    with provider(folder, ports, certificate, authority.trusted, encrypts=False) as there:
        async with subscriber(there) as line, trunk_to(centre, ports) as trunk:
            await is_(centre, trunk, state="registered")
            caller = await line.call(NUMBER)
            await asyncio.wait_for(caller.ended.wait(), 20)
            assert not caller.answered.is_set()
            await until(lambda: "SIP/2.0 488" in there.sip)
            async with phone(AT, centre.switch, SUBSCRIBER) as plain:
                caller = await plain.call(NUMBER)
                await asyncio.wait_for(caller.ended.wait(), 20)
                assert caller.final in (401, 488)
            assert not [each for each in centre.calls.values() if each["caller_number"] == SUBSCRIBER]


@pytest.mark.parametrize("wrong", FAULTS)
async def test_a_server_with_a_wrong_certificate_is_refused_and_its_trunk_says_so(
    centre: Centre, authority: Authority, tmp_path_factory: pytest.TempPathFactory, wrong: str
) -> None:
    ports, folder = Ports.free(), tmp_path_factory.mktemp("provider")
    shown = {
        "stranger": Authority(folder, "strangers").certificate("provider", AT),
        "elsewhere": authority.certificate("elsewhere", "127.0.0.99"),
        "past": authority.certificate("past", AT, days=-1),
    }[wrong]
    with provider(folder, ports, shown, authority.trusted) as there:
        async with trunk_to(centre, ports) as trunk:
            await is_(centre, trunk, state=FAULTS[wrong])
            assert "REGISTER" not in there.sip


def is_encrypted(there: Provider, start: str) -> bool:
    """Whether we have sent something with this beginning to the provider, as far as it has written that down; all of it has encrypted sound, with
    a key, and no other."""
    *ended, _ = there.sip.split("<--- ")  # what it writes now may not be whole
    ours = [part for part in ended if part.startswith("Received") and start in part]
    offered = [part for part in ours if " from TLS:" in part and "m=audio" in part]
    for each in offered:
        assert "RTP/SAVP " in each, each
        assert "a=crypto:" in each, each
    return bool(offered)


@asynccontextmanager
async def subscriber(there: Provider) -> AsyncGenerator[Phone]:
    """Somebody else whose provider it is."""
    async with phone(SUBSCRIBERS, there.subscribers, SUBSCRIBER, port=there.ports.subscriber) as made:
        yield made


@asynccontextmanager
async def trunk_to(centre: Centre, ports: Ports) -> AsyncGenerator[Entity]:
    """As an administrator makes it, with a number that leads to the flow of 1001."""
    admin = await centre.person("admin@demo", "board")
    usual = next(each for each in (await admin.get("/numbers"))["items"] if each["number"] == "1001")
    fields = {"user": USER, "password": PASSWORD, "registers": True, "transport": "tls", "srtp": True}
    server = f"sip:{AT}:{ports.tls}"
    trunk = await admin.post(
        "/trunks", {"name": "protected", "server": server, "prefixes": [SUBSCRIBER], **fields}
    )
    same = {name: usual[name] for name in ("project_id", "language", "flow_id")}
    number = await admin.post("/numbers", {**same, "number": NUMBER, "trunk_id": trunk["trunk_id"]})
    try:
        yield trunk
    finally:
        await admin.send("DELETE", f"/numbers/{number['number_id']}", {})
        await admin.send("DELETE", f"/trunks/{trunk['trunk_id']}", {})


async def is_(centre: Centre, trunk: Entity, **wanted: object) -> None:
    """What an administrator is shown of the trunk's state."""
    admin = await centre.person("admin@demo", "board")
    shown: Entity = {}

    async def so() -> bool:
        nonlocal shown
        shown = await admin.get(f"/trunks/{trunk['trunk_id']}/status")
        return all(shown[name] == value for name, value in wanted.items())

    try:
        await until_awaited(so, 40)
    except AssertionError:
        raise AssertionError(f"shows {shown}, not {wanted}") from None
