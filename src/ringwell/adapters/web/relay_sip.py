"""Browsers' SIP (`/ws`, subprotocol `sip`): passed to the switch's own `/ws` and to nothing else of it.

Behind this relay the switch sees only our address, so guesses are counted here, by the browser's. The relay knows nothing of the brain.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Final

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType
from starlette.websockets import WebSocket, WebSocketDisconnect

from ringwell.access.throttle import PHONE
from ringwell.adapters.web.door_client import CLOSE_SOON
from ringwell.adapters.web.limits import Bucket, Throttle
from ringwell.adapters.web.metrics import Metrics

SUBPROTOCOL: Final = "sip"
TOO_MANY: Final = 4429
TOO_LARGE: Final = 1009
SWITCH_AWAY: Final = 1013
GOING_AWAY: Final = 1001

MAX_MESSAGE: Final = 32 * 1024
PER_SECOND: Final = 30.0
BURST: Final = 120.0
SOCKETS_PER_SOURCE: Final = 500
SOCKETS: Final = 5_000
CONNECT_S: Final = 3.0
SEND_TIMEOUT_S: Final = 10.0

_STATUS: Final = re.compile(r"SIP/2\.0 (\d{3}) ")
_CSEQ: Final = re.compile(r"^CSeq\s*:\s*(\d+)\s+([A-Z]+)", re.IGNORECASE | re.MULTILINE)
_CREDENTIALS: Final = re.compile(r"^(?:Proxy-)?Authorization\s*:", re.IGNORECASE | re.MULTILINE)
_STALE: Final = re.compile(r"stale\s*=\s*\"?true", re.IGNORECASE)
_REFUSED: Final = frozenset({"401", "407"})
_NO_SUCH_PHONE: Final = frozenset({("403", "REGISTER"), ("404", "REGISTER")})
"""To any other request these tell that a number may not be dialled or does not exist: who dials one has shown credentials that are right."""


class PhoneSources:
    """Where browsers' SIP comes from: refused sign-ins and open sockets by address, or by user."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.guesses: Final = Throttle(PHONE, clock)
        self._open: dict[str, int] = {}

    def opened(self, source: str) -> bool:
        """Count one more socket; False when there are too many."""
        mine = self._open.get(source, 0)
        if mine >= SOCKETS_PER_SOURCE or sum(self._open.values()) >= SOCKETS:
            return False
        self._open[source] = mine + 1
        return True

    def closed(self, source: str) -> None:
        left = self._open.get(source, 1) - 1
        if left > 0:
            self._open[source] = left
        else:
            self._open.pop(source, None)


class SignIns:
    """Watches one socket's SIP for sign-ins that the switch refuses: an answer 401 to a request that had credentials.

    A first request without credentials is always answered 401, and a stale nonce too: neither is a guess.
    """

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[str, str], None] = OrderedDict()

    def sent(self, text: str) -> None:
        """A message from the browser."""
        if text.startswith("SIP/2.0") or _CREDENTIALS.search(text) is None:
            return
        cseq = _CSEQ.search(text)
        if cseq is not None:
            self._shown[(cseq[1], cseq[2].upper())] = None
            if len(self._shown) > 64:
                self._shown.popitem(last=False)

    def answered(self, text: str) -> bool | None:
        """A message from the switch: False when it refuses credentials, True when it takes them, else None."""
        status, cseq = _STATUS.match(text), _CSEQ.search(text)
        if status is None or cseq is None or status[1].startswith("1"):
            return None
        if self._shown.pop((cseq[1], cseq[2].upper()), 0) == 0:
            return None
        if status[1] in _REFUSED or (status[1], cseq[2].upper()) in _NO_SUCH_PHONE:
            return None if _STALE.search(text) else False
        return True if status[1] == "200" else None


class SipRelay:
    """One browser's SIP socket. `run` returns when both sides are closed."""

    def __init__(self, socket: WebSocket, source: str, sources: PhoneSources, metrics: Metrics) -> None:
        self._socket = socket
        self._source = source
        self._sources = sources
        self._metrics = metrics
        self._sign_ins = SignIns()
        self._bucket = Bucket.full(PER_SECOND, BURST, time.monotonic())

    async def run(self, session: ClientSession, url: str) -> None:
        """Accept the browser once the switch has accepted us; refuse it where it must wait."""
        if self._sources.guesses.seconds_to_wait(self._source) > 0 or not self._sources.opened(self._source):
            await self._socket.accept(SUBPROTOCOL)
            await self._socket.close(TOO_MANY)
            return
        try:
            await self._relay(session, url)
        finally:
            self._sources.closed(self._source)

    async def _relay(self, session: ClientSession, url: str) -> None:
        try:
            async with asyncio.timeout(CONNECT_S):
                switch = await session.ws_connect(
                    url,
                    protocols=(SUBPROTOCOL,),
                    max_msg_size=MAX_MESSAGE * 2,
                    timeout=CLOSE_SOON,
                )
        except (ClientError, OSError, TimeoutError):
            await self._socket.accept(SUBPROTOCOL)
            await self._socket.close(SWITCH_AWAY)
            return
        self._metrics.phones.inc()
        try:
            await self._socket.accept(SUBPROTOCOL)
            code = await _first(self._to_switch(switch), self._to_browser(switch))
        finally:
            self._metrics.phones.dec()
            await switch.close()
        with suppress(RuntimeError, WebSocketDisconnect, OSError):
            await self._socket.close(code)

    async def _to_switch(self, switch: ClientWebSocketResponse) -> int:
        try:
            while True:
                text = await self._receive()
                if len(text) > MAX_MESSAGE:
                    return TOO_LARGE
                if not self._bucket.take(time.monotonic()):
                    return TOO_MANY
                self._sign_ins.sent(text)
                await switch.send_str(text)
        except WebSocketDisconnect:
            return 1000
        except OSError:
            return GOING_AWAY

    async def _receive(self) -> str:
        """SIP is text; JsSIP sends it as text frames, others may send the same bytes in binary ones."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        return text if text is not None else bytes(message["bytes"]).decode("utf-8", "replace")

    async def _to_browser(self, switch: ClientWebSocketResponse) -> int:
        try:
            async for message in switch:
                if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    break
                data = message.data
                text = data if isinstance(data, str) else bytes(data).decode("utf-8", "replace")
                if self._is_banned_by(text):
                    return TOO_MANY
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await self._socket.send_text(text)
        except TimeoutError:
            return TOO_MANY
        except (WebSocketDisconnect, RuntimeError, OSError):
            return 1000
        return GOING_AWAY

    def _is_banned_by(self, text: str) -> bool:
        """Count what the answer means; whether this source must now wait."""
        taken = self._sign_ins.answered(text)
        if taken is True:
            self._sources.guesses.succeeded(self._source)
        elif taken is False:
            self._metrics.phone_failures.inc()
            self._sources.guesses.failed(self._source)
        return taken is False and self._sources.guesses.seconds_to_wait(self._source) > 0


async def _first(*parts: Coroutine[object, object, int]) -> int:
    """Run until the first is done, end the others; its result."""
    tasks = [asyncio.create_task(part, name="sip-relay") for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(iter(done)).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
