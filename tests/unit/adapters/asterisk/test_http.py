"""Commands go out only while the lease holds, however long they have waited for a connection, and never from a connection that was cut."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from ringwell.adapters.asterisk.errors import NotOwner, SwitchAway
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.sockets import Sockets
from ringwell.adapters.asterisk.transport import Request
from tests.support.polling import until

COMMAND = Request(operation="channels.answer", method="POST", path="/channels/c/answer", query={})
QUESTION = Request(operation="channels.get", method="GET", path="/channels/c", query={})


class Switch:
    """Notes the requests that come, and answers each when `go` is set."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.go = asyncio.Event()
        self.address = AriAddress(url="", user="u", password="p")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                self.lines.append(head.partition(" HTTP")[0])
                await self.go.wait()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        except (EOFError, ConnectionError):
            writer.close()


@pytest.fixture
async def switch() -> AsyncGenerator[Switch]:
    made = Switch()
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        made.address = AriAddress(url=f"http://127.0.0.1:{port}", user="u", password="p")
        yield made
        made.go.set()


async def test_a_command_that_has_waited_for_a_connection_past_the_lease_is_not_sent(switch: Switch) -> None:
    owner = True
    async with HttpTransport(switch.address, may_act=lambda: owner, connections=1) as http:
        first = asyncio.create_task(http.request(QUESTION))
        await until(lambda: len(switch.lines) == 1)
        second, third = (asyncio.create_task(http.request(each)) for each in (COMMAND, QUESTION))
        await asyncio.sleep(0)
        owner = False
        switch.go.set()
        with pytest.raises(NotOwner):
            await second
        await asyncio.gather(first, third)
    assert switch.lines == ["GET /channels/c", "GET /channels/c"]


async def test_what_is_under_way_on_a_connection_that_was_cut_is_lost_and_the_next_is_another(
    switch: Switch,
) -> None:
    sockets = Sockets()
    async with HttpTransport(switch.address, connections=1, sockets=sockets) as http:
        asked = asyncio.create_task(http.request(COMMAND))
        await until(lambda: len(switch.lines) == 1)
        sockets.cut()
        with pytest.raises(SwitchAway):
            await asked
        switch.go.set()
        assert await http.request(QUESTION) == b""
        sockets.cut()
        assert await http.request(QUESTION) == b"", "one that was kept and is cut is not used again"
