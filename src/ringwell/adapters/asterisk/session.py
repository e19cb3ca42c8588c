"""Our standing connection to one switch: events in, requests out, and back again after a loss.

Nothing is replayed by the switch after a loss, so every connect is followed by `Listener.connected`, which reads
what is and compares; only then do events flow.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Final, Protocol, Self

import aiohttp
import structlog

from ringwell.adapters.asterisk.alive import until_silent
from ringwell.adapters.asterisk.arrivals import UnknownEvent, decode_arrival
from ringwell.adapters.asterisk.errors import NotOwner, SwitchError
from ringwell.adapters.asterisk.generated.events import ApplicationReplaced, Arrival, RESTResponse
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.sockets import Sockets
from ringwell.adapters.asterisk.transport import MayAct, Request
from ringwell.adapters.asterisk.websocket import SocketTransport

# The switch works these off in the channel's own thread: a playback there makes them wait, and a request that waits
# makes every later one on the same socket wait too.
MAY_WAIT: Final = frozenset(
    {
        "bridges.add_channel",
        "bridges.remove_channel",
        "channels.answer",
        "channels.continue_in_dialplan",
        "channels.dial",
        "channels.get_channel_var",
        "channels.get_channel_vars",
        "channels.move",
        "channels.record",
        "channels.redirect",
        "channels.set_channel_var",
        "channels.set_channel_vars",
        "asterisk.load_module",
        "asterisk.reload_module",
        "asterisk.unload_module",
    }
)
# What the session itself needs of the switch, whatever its listener asks for.
OWN_EVENTS: Final = frozenset({"RESTResponse", "ApplicationReplaced"})
# Some ten seconds of a busy switch. A listener that takes longer to read what is, begins anew.
MOST_WAITING: Final = 10_000
HEARTBEAT_SECONDS: Final = 5.0
FIRST_PAUSE_SECONDS: Final = 0.05
LONGEST_PAUSE_SECONDS: Final = 2.0

_log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Listener(Protocol):
    """Who hears what happens at the switch, in order and never twice at once. Nothing but `connected` may take time."""

    async def connected(self) -> None:
        """The socket is up and filtered: read what is. A `SwitchError` from here starts the connect anew."""
        ...

    def arrived(self, event: Arrival | UnknownEvent) -> None: ...

    def lost(self) -> None:
        """No event comes and no quick request goes until `connected` is called again."""
        ...

    def replaced(self, app: str) -> None:
        """Another process has connected for this application: it is no longer ours."""
        ...


class AriSession:
    """One event socket for several applications, with a pool of HTTP connections beside it.

    `events` names the types of events that an application wants; until its filter is set, right after the connect,
    others may come, too.

    Use as an async context manager, call `own`, and keep `run` running as a task. `ari` may be used from any task. `quick` is for
    callers who know that nothing is played or recorded on the channels: then no request has to wait, and all go over the socket.
    """

    def __init__(
        self,
        address: AriAddress,
        *,
        listener: Listener,
        events: Callable[[str], frozenset[str]],
        may_act: MayAct,
        sockets: Sockets | None = None,
        most_waiting: int = MOST_WAITING,
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._address = address
        self._listener = listener
        self._events = events
        self._may_act = may_act
        self._apps: frozenset[str] = frozenset()
        self._sources: dict[str, set[str]] = {}
        self._http = HttpTransport(address, may_act=may_act, sockets=sockets)
        self._socket = SocketTransport(may_act=may_act)
        self._most_waiting = most_waiting
        self._heartbeat = heartbeat
        self._connection: aiohttp.ClientWebSocketResponse | None = None
        self._inbox: _Inbox | None = None
        self._messages = 0
        self._apps_changed = asyncio.Event()
        self.ari: Final = Ari(self)
        self.quick: Final = Ari(_Quick(self))

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    @property
    def connected(self) -> bool:
        return self._connection is not None

    @property
    def hears(self) -> bool:
        """Whether what the switch tells reaches the listener, who has read what is."""
        return self._inbox is not None and self._inbox.is_open

    @property
    def apps(self) -> frozenset[str]:
        return self._apps

    def request(self, request: Request) -> Coroutine[Any, Any, bytes]:
        """Carry one request: over the socket when it is quick, over HTTP when it can wait or there is no socket."""
        return self._http.request(request) if request.operation in MAY_WAIT else self.request_quickly(request)

    def request_quickly(self, request: Request) -> Coroutine[Any, Any, bytes]:
        """Carry one request that does not have to wait: over HTTP only where there is no socket."""
        return (self._http if self._connection is None else self._socket).request(request)

    async def own(self, apps: Iterable[str]) -> None:
        """Listen for exactly these applications from now on; a change opens the socket anew."""
        wanted = frozenset(apps)
        if wanted == self._apps:
            return
        self._apps = wanted
        self._apps_changed.set()
        await self.reopen()

    def let_go(self, apps: Iterable[str]) -> None:
        """Others are to have these applications: who connects for one takes it from us, and there is no moment in which nobody has it."""
        self._apps -= frozenset(apps)

    async def reopen(self) -> None:
        """Open the socket anew, so that what is is read as after every connect."""
        if self._connection is not None:
            await self._connection.close()

    async def subscribe(self, app: str, source: str) -> None:
        """Hear of a source ("endpoint:PJSIP/a-1", "deviceState:…") now and after every reconnect."""
        self._sources.setdefault(app, set()).add(source)
        if self._connection is not None:
            await self.ari.applications.subscribe(app, event_source=source)

    async def run(self) -> None:
        """Stay connected until cancelled. What the listener raises in `arrived` ends it."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            await self._some_apps()
            try:
                await self._connect_once()
                pause = FIRST_PAUSE_SECONDS
            except (SwitchError, aiohttp.ClientError, OSError) as error:
                _log.warning("switch.unreachable", url=self._address.url, error=str(error), pause=pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            await asyncio.sleep(pause)

    async def _some_apps(self) -> None:
        while not self._apps:
            self._apps_changed.clear()
            await self._apps_changed.wait()

    async def _connect_once(self) -> None:
        if not self._may_act():
            raise NotOwner("events")  # to connect is to take the applications from who has them now
        wanted = self._apps
        apps = ",".join(sorted(wanted))
        async with self._http.session.ws_connect(
            f"{self._address.url}/events",
            params={"app": apps},
            autoping=False,
            max_msg_size=0,
            timeout=aiohttp.ClientWSTimeout(ws_close=1.0),  # pyright: ignore[reportCallIssue]
        ) as connection:
            if wanted != self._apps:
                return
            _log.info("switch.connected", url=self._address.url, apps=apps)
            await self._serve(connection)
        _log.warning("switch.lost", url=self._address.url, code=connection.close_code)

    async def _serve(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        inbox = self._inbox = _Inbox(self._hear, self._most_waiting)
        self._connection = connection
        self._socket.opened(partial(connection.send_frame, opcode=aiohttp.WSMsgType.TEXT))
        reader = asyncio.create_task(self._read(connection, inbox), name="switch-socket")
        watching = asyncio.create_task(self._watch(connection), name="switch-alive")
        beginning = asyncio.create_task(self._begin(inbox), name="switch-begin")
        try:
            await asyncio.wait({reader, beginning}, return_when=asyncio.FIRST_COMPLETED)
            if inbox.is_open:
                await asyncio.wait({reader})
        finally:
            self._connection = None
            inbox.close()
            watching.cancel()
            await connection.close()
            await asyncio.wait({reader})
            self._socket.closed()
            await asyncio.wait({beginning, watching})
        self._listener.lost()
        beginning.result()
        reader.result()

    async def _read(self, connection: aiohttp.ClientWebSocketResponse, inbox: "_Inbox") -> None:
        async for message in connection:
            self._messages += 1
            if message.type is not aiohttp.WSMsgType.TEXT:
                if message.type is aiohttp.WSMsgType.PING:
                    await connection.pong(message.data)
                continue
            arrival = decode_arrival(message.data)
            if isinstance(arrival, RESTResponse):
                self._socket.answered(arrival)
            elif not inbox.put(arrival):
                _log.error("switch.events_overflow", url=self._address.url, dropped=self._most_waiting)
                return

    async def _watch(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        """Close the socket when the switch is silent."""
        with suppress(ConnectionError):
            await until_silent(lambda: self._messages, connection.ping, self._heartbeat)
            _log.error("switch.silent", url=self._address.url)
        await connection.close()

    async def _begin(self, inbox: "_Inbox") -> None:
        await self._prepare()
        await self._listener.connected()
        inbox.open()

    def _hear(self, event: Arrival | UnknownEvent) -> None:
        if isinstance(event, ApplicationReplaced):
            self._give_up(event.application)
        else:
            self._listener.arrived(event)

    async def _prepare(self) -> None:
        """Filters and subscriptions belong to the connection: they are told anew each time."""
        for app in sorted(self._apps):
            allowed = [{"type": name} for name in sorted(self._events(app) | OWN_EVENTS)]
            await self.ari.applications.filter(app, filter={"allowed": allowed})
            if sources := sorted(self._sources.get(app, ())):
                await self.ari.applications.subscribe(app, event_source=sources)

    def _give_up(self, app: str) -> None:
        if app in self._apps:  # else it was given away
            self._apps -= {app}
            _log.warning("switch.application_replaced", url=self._address.url, app=app)
            self._listener.replaced(app)


class _Quick:
    """Carries requests that do not have to wait now, whatever their kind."""

    def __init__(self, session: AriSession) -> None:
        self._session = session

    def request(self, request: Request) -> Coroutine[Any, Any, bytes]:
        return self._session.request_quickly(request)


class _Inbox:
    """Keeps what comes while the listener still reads what is. Once open, everything goes straight on."""

    def __init__(self, hear: Callable[[Arrival | UnknownEvent], None], limit: int) -> None:
        self._hear = hear
        self._limit = limit
        self._waiting: deque[Arrival | UnknownEvent] = deque()
        self._closed = False
        self.is_open = False

    def put(self, event: Arrival | UnknownEvent) -> bool:
        """False when it is one too many: the next connect reads what is."""
        if self.is_open:
            self._hear(event)
        elif len(self._waiting) >= self._limit:
            return False
        elif not self._closed:
            self._waiting.append(event)
        return True

    def open(self) -> None:
        while self._waiting:
            self._hear(self._waiting.popleft())
        self.is_open = not self._closed

    def close(self) -> None:
        """Let nothing through any more: what waits is told by the next connect."""
        self.is_open, self._closed = False, True
        self._waiting.clear()
