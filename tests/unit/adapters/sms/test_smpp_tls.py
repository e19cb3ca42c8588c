"""A gateway that is spoken to over TLS: whose certificate holds gets the text, and whose does not, or who has none, never sees the password."""

import asyncio
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from ringwell.adapters.mail.sender import connected
from ringwell.adapters.sms.smpp import SmppLine
from ringwell.kernel.sms import Receipt, SmsSettings, Text
from tests.support.certificates import Authority, Certificate
from tests.support.polling import until
from tests.support.smsc import Smsc, behind_tls, smsc

TEXT = Text(text_id="txt_0192f3a0b1c27d3e8f4a5b6c7d8e9f00", number="+48600100200", text="Your order is ready")
SETTINGS = SmsSettings(host="127.0.0.1", sender="Ringwell", system_id="desk", secret="secret", version=1)


@asynccontextmanager
async def line_to(
    port: int, authority: Authority, told: list[Receipt] | None = None
) -> AsyncGenerator[SmppLine]:
    """To who believes that authority; as everybody is spoken to, unless the settings say otherwise."""

    async def take(receipt: Receipt) -> bool:
        (told if told is not None else []).append(receipt)
        return True

    believing = ssl.create_default_context(cafile=str(authority.trusted))
    line = SmppLine(replace(SETTINGS, port=port), take, connected, believing)
    try:
        yield line
    finally:
        await line.close()


@asynccontextmanager
async def gateway(certificate: Certificate) -> AsyncGenerator[tuple[Smsc, int]]:
    async with smsc() as plain, behind_tls(plain.port, certificate) as port:
        yield plain, port


async def test_a_text_goes_to_it_and_its_receipt_comes_back(tmp_path: Path) -> None:
    authority, told = Authority(tmp_path), list[Receipt]()
    async with (
        gateway(authority.certificate("gateway", "127.0.0.1")) as (plain, port),
        line_to(port, authority, told) as line,
    ):
        assert SETTINGS.security == "tls"
        outcome = await line.send(TEXT)
        assert (outcome.verdict, outcome.ids) == ("sent", ("part-1",))
        assert plain.texts() == [TEXT.text]
        assert await plain.tell(1)
        await until(lambda: told == [Receipt(gateway_id="part-1", delivered=True, reason=told[0].reason)])


@pytest.mark.parametrize(("address", "days"), [("127.0.0.9", 1), ("127.0.0.1", -1)])
async def test_a_certificate_of_another_or_an_old_one_is_not_taken(
    tmp_path: Path, address: str, days: int
) -> None:
    authority = Authority(tmp_path)
    certificate = authority.certificate("gateway", address, days=days)
    await _is_not_signed_in_to(certificate, authority)


async def test_nor_one_that_nobody_trusted_has_signed(tmp_path: Path) -> None:
    certificate = Authority(tmp_path, "stranger").certificate("gateway", "127.0.0.1")
    await _is_not_signed_in_to(certificate, Authority(tmp_path))


async def test_a_gateway_without_tls_is_told_no_password(tmp_path: Path) -> None:
    heard = bytearray()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.read(4096))
        writer.write(b"\0\0\0\x10\x80\0\0\x09\0\0\0\0\0\0\0\x01")
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    async with server, line_to(server.sockets[0].getsockname()[1], Authority(tmp_path)) as line:
        outcome = await line.send(TEXT)
    assert (outcome.verdict, outcome.unsure) == ("later", False)
    assert heard
    assert SETTINGS.secret.encode() not in heard


async def _is_not_signed_in_to(certificate: Certificate, authority: Authority) -> None:
    async with gateway(certificate) as (plain, port), line_to(port, authority) as line:
        outcome = await line.send(TEXT)
        assert (outcome.verdict, outcome.code, outcome.unsure) == ("later", "certificate", False)
        assert (plain.esmes, plain.got) == ({}, [])
