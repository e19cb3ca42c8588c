"""The port of gateways for text messages: by SMPP to another's server, by HTTP, and the twin in memory."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession
from msgspec.structs import replace

from ringwell.adapters.mail.sender import connected
from ringwell.adapters.sms.gateways import SmsGateways
from ringwell.kernel.sms import Gateways, Receipt, SmsSettings, Text, TextLine
from tests.support.memory_texts import MemoryGateways
from tests.support.ports import free_tcp_port
from tests.support.smsc import smsc, web_gateway

TEXT = Text(text_id="txt_0192f3a0b1c27d3e8f4a5b6c7d8e9f00", number="+48600100200", text="Your order is ready")
SETTINGS = SmsSettings(sender="Ringwell", system_id="desk", secret="secret", security="none", version=1)
REFUSED = {"smpp": 0x0B, "http": 400, "memory": 400}
BUSY = {"smpp": 0x58, "http": 429, "memory": 429}
BROKEN = {"smpp": 0x08, "http": 500, "memory": 500}


@dataclass
class Case:
    """One adapter, and the gateway that it speaks with: what it took, and how to have it refuse the next text."""

    kind: str
    settings: SmsSettings
    gateways: Gateways
    took: Callable[[], list[str]]
    refuse: Callable[[int], None]


@asynccontextmanager
async def by(kind: str) -> AsyncGenerator[Case]:
    real = SmsGateways(connected, ClientSession)
    if kind == "memory":
        memory = MemoryGateways()
        yield Case(kind, SETTINGS, memory, lambda: [each.text for each in memory.took], memory.refuse)
    elif kind == "http":
        async with web_gateway() as web:
            settings = replace(SETTINGS, kind="http", url=web.url)

            def refuse(status: int) -> None:
                web.says = status

            yield Case(kind, settings, real, lambda: [body["text"] for _, body in web.got], refuse)
    else:
        async with smsc() as server:
            settings = replace(SETTINGS, host="127.0.0.1", port=server.port)
            yield Case(kind, settings, real, server.texts, server.rejects.append)


@pytest.fixture(params=["smpp", "http", "memory"])
async def case(request: pytest.FixtureRequest) -> AsyncGenerator[Case]:
    async with by(request.param) as found:
        yield found


async def nobody(receipt: Receipt) -> bool:
    del receipt
    return True


@asynccontextmanager
async def line_of(case: Case) -> AsyncGenerator[TextLine]:
    line = case.gateways.line(case.settings, nobody)
    try:
        yield line
    finally:
        await line.close()


async def test_a_text_is_taken(case: Case) -> None:
    async with line_of(case) as line:
        assert await line.listen() is None
        assert (await line.send(TEXT)).verdict == "sent"
        cyrillic = replace(TEXT, text="Ваш заказ готов. " * 9)
        assert (await line.send(cyrillic)).verdict == "sent"
    assert case.took() == [TEXT.text, cyrillic.text]


async def test_a_bad_number_is_refused_for_good(case: Case) -> None:
    case.refuse(REFUSED[case.kind])
    async with line_of(case) as line:
        outcome = await line.send(TEXT)
    assert (outcome.verdict, outcome.unsure) == ("refused", False)
    assert outcome.reason
    assert case.took() == []


@pytest.mark.parametrize(("statuses", "code"), [(BUSY, "throttled"), (BROKEN, "gateway")])
async def test_who_is_busy_or_broken_is_asked_later(case: Case, statuses: dict[str, int], code: str) -> None:
    case.refuse(statuses[case.kind])
    async with line_of(case) as line:
        outcome = await line.send(TEXT)
    assert (outcome.verdict, outcome.code, outcome.unsure) == ("later", code, False)


async def test_nobody_is_there(case: Case) -> None:
    port = free_tcp_port()
    gone = replace(case.settings, port=port, url=f"http://127.0.0.1:{port}/", host="127.0.0.1")
    if isinstance(case.gateways, MemoryGateways):
        case.gateways.away = True
    line = case.gateways.line(gone, nobody)
    outcome = await line.send(TEXT)
    await line.close()
    assert (outcome.verdict, outcome.code, outcome.unsure) == ("later", "no_connection", False)
