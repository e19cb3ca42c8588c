"""Gateways that are not what they should be: each fault has a name of its own, and no text is lost or said to be sent."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from msgspec.structs import replace

from ringwell.adapters.mail.sender import connected
from ringwell.adapters.services.http import way_out
from ringwell.adapters.sms.http import HttpLine
from ringwell.adapters.sms.session import Patience
from ringwell.adapters.sms.smpp import SmppLine
from ringwell.kernel.errors import StoreAway
from ringwell.kernel.sms import Receipt, SmsSettings, Text
from tests.support.polling import until
from tests.support.smsc import Script, Smsc, scripted, smsc, web_gateway

TEXT = Text(text_id="txt_1", number="+48600100200", text="Your order is ready")
LONG = replace(TEXT, text="ж" * 150)
SETTINGS = SmsSettings(
    host="127.0.0.1", sender="Ringwell", system_id="desk", secret="secret", security="none"
)
QUICK = Patience(answer=0.3, idle=0.2)


class Kept:
    """What was told of parts. `knows`: whether they are known; `away`: the database is."""

    def __init__(self) -> None:
        self.receipts: list[Receipt] = []
        self.knows = True
        self.away = False

    async def __call__(self, receipt: Receipt) -> bool:
        if self.away:
            raise StoreAway
        if self.knows:
            self.receipts.append(receipt)
        return self.knows


@asynccontextmanager
async def line_to(
    gateway: Script | Smsc, kept: Kept | None = None, **settings: str
) -> AsyncGenerator[SmppLine]:
    named = replace(SETTINGS, port=gateway.port, **settings)
    line = SmppLine(named, kept or Kept(), connected, patience=QUICK)
    try:
        yield line
    finally:
        await line.close()


@pytest.mark.parametrize(
    ("answers", "code", "reason"),
    [
        ({"bind": 0x0E}, "sign_in", "SMPP 0x0E"),
        ({"bind": 0x0F}, "sign_in", "SMPP 0x0F"),
        ({"bind": 0x0D}, "bind_refused", "SMPP 0x0D"),
        ({"bind": 0x05}, "bind_refused", "SMPP 0x05"),
        ({"bind": 0x0410}, "bind_refused", "SMPP 0x410"),
        ({"bind": b"HTTP/1.1 400 Bad Request\r\n\r\n"}, "garbage", ""),
        ({"bind": b"\x00\x00\x00\x00" * 4}, "garbage", ""),
        ({"bind": b""}, "cut_off", ""),
        ({"bind": None}, "no_answer", ""),
    ],
)
async def test_who_does_not_let_us_in(answers: dict[str, bytes | int | None], code: str, reason: str) -> None:
    async with scripted(**answers) as gateway, line_to(gateway) as line:
        outcome = await line.send(TEXT)
        assert (outcome.verdict, outcome.code, outcome.reason) == ("later", code, reason)
        assert not outcome.unsure
        assert outcome == await line.listen()


@pytest.mark.parametrize(
    ("submit", "verdict", "code"),
    [
        (0x0B, "refused", "recipient"),
        (0x0A, "refused", "sender"),
        (0x58, "later", "throttled"),
        (0x14, "later", "throttled"),
        (0x08, "later", "gateway"),
        (0x0411, "later", "gateway"),
    ],
)
async def test_what_it_does_not_take(submit: int, verdict: str, code: str) -> None:
    async with scripted(submit=submit) as gateway, line_to(gateway) as line:
        outcome = await line.send(TEXT)
    assert (outcome.verdict, outcome.code, outcome.unsure) == (verdict, code, False)
    assert outcome.reason == f"SMPP 0x{submit:02X}"


@pytest.mark.parametrize(
    ("submit", "code"), [(None, "no_answer"), (b"", "cut_off"), (b"\xff" * 16, "garbage")]
)
async def test_who_falls_silent_may_have_it(submit: bytes | None, code: str) -> None:
    async with scripted(submit=submit) as gateway, line_to(gateway) as line:
        outcome = await line.send(TEXT)
        assert (outcome.verdict, outcome.code, outcome.unsure) == ("later", code, True)
        gateway.answers[0x4] = 0
        assert (await line.send(TEXT)).verdict == "sent"


async def test_who_does_not_say_that_it_is_there_is_left_and_called_again() -> None:
    async with scripted(enquire=None) as gateway, line_to(gateway) as line:
        assert await line.listen() is None
        await until(lambda: 0x15 in gateway.heard)
        await until(lambda: line.is_down)
        assert await line.listen() is None
        assert gateway.heard.count(0x9) == 2


async def test_only_the_parts_that_it_has_not_are_sent_again() -> None:
    async with smsc() as gateway, line_to(gateway) as line:
        first = await line.send(replace(LONG, first=1))
        assert (first.verdict, len(first.ids)) == ("sent", 2)
        headers = [bytes(part.short_message[:6]) for part in gateway.got]
        assert [(each[4], each[5]) for each in headers] == [(3, 2), (3, 3)]
        gateway.rejects.append(0x58)
        put_off = await line.send(LONG)
        assert (put_off.verdict, put_off.ids) == ("later", ())


async def test_a_long_text_is_one_again_where_it_comes_to() -> None:
    async with smsc() as gateway, line_to(gateway) as line:
        outcome = await line.send(LONG)
        assert outcome.ids == ("part-1", "part-2", "part-3")
        assert gateway.texts() == [LONG.text]
        part = gateway.got[0]
        assert (part.source_addr, part.source_addr_ton) == ("Ringwell", 5)
        assert (part.destination_addr, part.dest_addr_ton, part.dest_addr_npi) == ("48600100200", 1, 1)
        assert (part.data_coding, part.registered_delivery) == (8, 1)


@pytest.mark.parametrize(
    ("sender", "shown", "ton"),
    [("+48221112233", "48221112233", 1), ("7575", "7575", 3), ("Shop 24", "Shop 24", 5)],
)
async def test_who_it_says_it_is_from(sender: str, shown: str, ton: int) -> None:
    async with smsc() as gateway, line_to(gateway, sender=sender) as line:
        await line.send(TEXT)
        assert (gateway.got[0].source_addr, gateway.got[0].source_addr_ton) == (shown, ton)


async def test_a_receipt_is_answered_when_it_is_kept() -> None:
    kept = Kept()
    async with smsc() as gateway, line_to(gateway, kept) as line:
        await line.send(TEXT)
        assert await gateway.tell(1)
        assert await gateway.tell(1, "UNDELIV", "011")
        assert await gateway.tell(1, "ENROUTE")
        kept.away = True
        assert not await gateway.tell(1)
    delivered, lost = kept.receipts
    assert (delivered.gateway_id, delivered.delivered, delivered.reason) == ("part-1", True, "")
    assert (lost.delivered, lost.reason) == (False, "UNDELIV 011")


async def test_what_people_send_us_is_not_taken() -> None:
    async with smsc() as gateway, line_to(gateway) as line:
        assert await line.listen() is None
        await until(lambda: bool(gateway.esmes))
        (esme,) = gateway.esmes.values()
        told = await esme.deliver_sm(
            destination_addr="1", source_addr="2", short_message=b"id:1 stat:DELIVRD"
        )
        assert told.command_status == 0x65


async def test_http_says_who_it_is_and_follows_nobody() -> None:
    async with web_gateway() as web:
        line = HttpLine(replace(SETTINGS, kind="http", url=web.url), ClientSession)
        assert (await line.send(TEXT)).verdict == "sent"
        [(headers, body)] = web.got
        assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret", "txt_1")
        assert body == {"id": "txt_1", "to": "+48600100200", "from": "Ringwell", "text": TEXT.text}
        web.says, web.location = 307, web.url
        assert (await line.send(TEXT)).code == "redirected"
        web.says = 401
        refused = await line.send(TEXT)
        assert (refused.verdict, refused.code, refused.reason) == (
            "later",
            "sign_in",
            '401 {"status": "said"}',
        )
        guarded = HttpLine(replace(SETTINGS, kind="http", url=web.url), way_out)
        assert (await guarded.send(TEXT)).code == "address_forbidden"
        assert len(web.got) == 1
