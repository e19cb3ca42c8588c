"""Gateways that are slow to be reached, and the names that they give."""

import asyncio
import socket

from ringwell.adapters.sms import pdus
from ringwell.adapters.sms.session import Patience
from ringwell.adapters.sms.smpp import SmppLine
from ringwell.kernel.sms import Receipt, SmsSettings, Text


async def test_a_name_with_many_dead_addresses_is_given_up_in_time() -> None:
    async def connect(host: str, port: int) -> socket.socket:
        del host, port
        await asyncio.Event().wait()
        raise AssertionError

    async def take(receipt: Receipt) -> bool:
        del receipt
        return True

    line = SmppLine(SmsSettings(host="smpp.example.com"), take, connect, patience=Patience(answer=0.01))
    async with asyncio.timeout(5):
        outcome = await line.send(Text(text_id="txt_1", number="+48600100200", text="Hello", first=0))
    assert (outcome.verdict, outcome.code, outcome.unsure) == ("later", "no_connection", False)


def test_a_name_is_kept_as_far_as_smpp_has_room_for_one() -> None:
    name = "7f" * 3000
    kept = pdus.named(name.encode() + b"\0")
    assert len(kept) == pdus.LONGEST_NAME
    told = pdus.receipt(pdus.Delivered(0x04, f"id:\0{name} stat:DELIVRD".encode(), {}))
    assert told is not None
    assert told.gateway_id == kept
