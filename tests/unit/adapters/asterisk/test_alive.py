"""A switch that says nothing any more is noticed, and one that merely has nothing to say is left alone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import msgspec
from aiohttp import WSMsgType, web

from ringwell.adapters.asterisk.alive import SILENT_BEATS, until_silent
from ringwell.adapters.asterisk.arrivals import UnknownEvent
from ringwell.adapters.asterisk.generated.events import Arrival
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.session import AriSession
from ringwell.adapters.asterisk.transport import always
from tests.support.polling import PATIENCE_S, until

BEAT_S = 0.01
_APPLICATION = (
    '{"name":"app","bridge_ids":[],"channel_ids":[],"device_names":[],"endpoint_ids":[],'
    '"events_allowed":[],"events_disallowed":[]}'
)


class Switch:
    """Answers every request, and pings while it is `well`."""

    def __init__(self) -> None:
        self.well = True
        self.connects = 0
        self.pings = 0

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[AriAddress]:
        app = web.Application()
        app.router.add_get("/ari/events", self._events)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            port = runner.addresses[0][1]
            yield AriAddress(url=f"http://127.0.0.1:{port}/ari", user="u", password="p")
        finally:
            await runner.cleanup()

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        self.connects += 1
        socket = web.WebSocketResponse(autoping=False, timeout=0.1)
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.PING:
                self.pings += 1
                if self.well:
                    await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                await socket.send_str(_done(message.data))
        return socket


def _done(asked: str) -> str:
    request = msgspec.json.decode(asked, type=dict[str, object])
    answer = {
        "type": "RESTResponse",
        "application": "a",
        "timestamp": "",
        "transaction_id": request["transaction_id"],
        "request_id": request["request_id"],
        "status_code": 200,
        "reason_phrase": "OK",
        "uri": "",
        "message_body": _APPLICATION,
    }
    return msgspec.json.encode(answer).decode()


class Ear:
    def __init__(self) -> None:
        self.connects = self.losses = 0

    async def connected(self) -> None:
        self.connects += 1

    def arrived(self, event: Arrival | UnknownEvent) -> None: ...

    def lost(self) -> None:
        self.losses += 1

    def replaced(self, app: str) -> None: ...


@asynccontextmanager
async def listening(address: AriAddress, ear: Ear) -> AsyncGenerator[None]:
    async with AriSession(
        address, listener=ear, events=lambda _: frozenset(), may_act=always, heartbeat=BEAT_S
    ) as session:
        running = asyncio.create_task(session.run())
        try:
            await session.own(["app"])
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_a_switch_without_news_is_asked_and_kept() -> None:
    switch, ear = Switch(), Ear()
    async with switch.running() as address, listening(address, ear):
        await until(lambda: switch.pings > 3 * SILENT_BEATS)
        assert (ear.connects, ear.losses) == (1, 0)


async def test_a_switch_that_answers_no_more_is_left_and_found_again() -> None:
    switch, ear = Switch(), Ear()
    async with switch.running() as address, listening(address, ear):
        await until(lambda: switch.pings > 0)
        switch.well = False
        await until(lambda: ear.losses == 1)
        switch.well = True
        await until(lambda: ear.connects == 2)


async def test_who_talks_is_not_pinged() -> None:
    words = pings = 0

    def heard() -> int:
        nonlocal words
        words += 1
        return words

    async def ping() -> None:
        nonlocal pings
        pings += 1

    watching = asyncio.create_task(until_silent(heard, ping, 0))
    await until(lambda: words > 50)
    watching.cancel()
    assert pings == 0


async def test_one_that_takes_nothing_is_silent_too() -> None:
    async def ping() -> None:
        await asyncio.Event().wait()

    await asyncio.wait_for(until_silent(lambda: 0, ping, BEAT_S), PATIENCE_S)
