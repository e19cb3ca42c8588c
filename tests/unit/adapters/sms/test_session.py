"""A gateway that brings more than it hears our answers to."""

import asyncio
import socket
import struct

from ringwell.adapters.sms import pdus
from ringwell.adapters.sms.session import AT_ONCE, Patience, Session
from tests.support.polling import until
from tests.support.smsc import pdu

RECEIPT = struct.pack(
    "!sBBsBBsBBBssBBBBB", b"\0", 1, 1, b"\0", 1, 1, b"\0", 4, 0, 0, b"\0", b"\0", 0, 0, 0, 0, 0
)
MANY = 20_000


async def test_who_hears_no_answers_is_not_read_for_ever() -> None:
    ours, theirs = socket.socketpair()
    for each in (ours, theirs):
        each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    most = 0

    async def taken(brought: pdus.Delivered) -> int:
        nonlocal most
        del brought
        most = max(most, sum(task.get_name() == "smpp receipt" for task in asyncio.all_tasks()))
        return pdus.OK

    reader, writer = await asyncio.open_connection(sock=ours)
    _, gateway = await asyncio.open_connection(sock=theirs, limit=1)
    session = Session(reader, writer, taken, Patience(answer=0.2, idle=0.2))
    try:
        gateway.write(b"".join(pdu(pdus.DELIVER, 0, number, RECEIPT) for number in range(1, MANY)))
        await until(lambda: session.is_over, 8)
        assert 0 < most <= AT_ONCE
    finally:
        gateway.transport.abort()
        await session.close()
