"""Our standing connection to one switch: events in, requests out, and back again after a loss.

Nothing is replayed by the switch after a loss, so every connect is followed by `Listener.connected`, which reads
what is and compares; only then do events flow.
"""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Final, Protocol, Self

import aiohttp
import structlog

from ringwell.adapters.asterisk.arrivals import UnknownEvent, decode_arrival
from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.adapters.asterisk.generated.events import ApplicationReplaced, Arrival, RESTResponse
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
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
# Some ten seconds of a busy switch. A listener that is further behind is resynchronised instead.
QUEUE_EVENTS: Final = 10_000
HEARTBEAT_SECONDS: Final = 10.0
FIRST_PAUSE_SECONDS: Final = 0.05
LONGEST_PAUSE_SECONDS: Final = 2.0

Queue = asyncio.Queue[Arrival | UnknownEvent | None]
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Listener(Protocol):
    """Who hears what happens at the switch. Called by one task, in order, never twice at once."""

    async def connected(self) -> None:
        """The socket is up and filtered: read what is. A `SwitchError` from here starts the connect anew."""
        ...

    async def arrived(self, event: Arrival | UnknownEvent) -> None: ...

    async def lost(self) -> None:
        """No event comes and no quick request goes until `connected` is called again."""
        ...

    async def replaced(self, app: str) -> None:
        """Another process has connected for this application: it is no longer ours."""
        ...


class AriSession:
    """One event socket for several applications, with a pool of HTTP connections beside it.

    `events` names the types of events that an application wants; until its filter is set, right after the connect,
    others may come, too.

    Use as an async context manager, call `own`, and keep `run` running as a task. `ari` may be used from any task.
    """

    def __init__(
        self,
        address: AriAddress,
        *,
        listener: Listener,
        events: Callable[[str], frozenset[str]],
        may_act: MayAct,
        queue_events: int = QUEUE_EVENTS,
    ) -> None:
        self._address = address
        self._listener = listener
        self._events = events
        self._apps: frozenset[str] = frozenset()
        self._sources: dict[str, set[str]] = {}
        self._http = HttpTransport(address, may_act=may_act)
        self._socket = SocketTransport(may_act=may_act)
        self._queue_events = queue_events
        self._connection: aiohttp.ClientWebSocketResponse | None = None
        self._apps_changed = asyncio.Event()
        self.ari: Final = Ari(self)

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
    def apps(self) -> frozenset[str]:
        return self._apps

    async def request(self, request: Request) -> bytes:
        """Carry one request: over the socket when it is quick, over HTTP when it can wait or there is no socket."""
        by_socket = self._connection is not None and request.operation not in MAY_WAIT
        return await (self._socket if by_socket else self._http).request(request)

    async def own(self, apps: Iterable[str]) -> None:
        """Listen for exactly these applications from now on; a change opens the socket anew."""
        wanted = frozenset(apps)
        if wanted == self._apps:
            return
        self._apps = wanted
        self._apps_changed.set()
        await self.reopen()

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
        wanted = self._apps
        apps = ",".join(sorted(wanted))
        async with self._http.session.ws_connect(
            f"{self._address.url}/events",
            params={"app": apps},
            heartbeat=HEARTBEAT_SECONDS,
            max_msg_size=0,
            timeout=aiohttp.ClientWSTimeout(ws_close=1.0),  # pyright: ignore[reportCallIssue]
        ) as connection:
            if wanted != self._apps:
                return
            _log.info("switch.connected", url=self._address.url, apps=apps)
            await self._serve(connection)
        _log.warning("switch.lost", url=self._address.url, code=connection.close_code)

    async def _serve(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        queue: Queue = asyncio.Queue(self._queue_events + 1)
        self._connection = connection
        self._socket.opened(connection.send_str)
        pump = asyncio.create_task(self._pump(queue), name="switch-events")
        reader = asyncio.create_task(self._read(connection, queue), name="switch-socket")
        try:
            await asyncio.wait({reader, pump}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._connection = None
            _finish(queue)
            await connection.close()
            await _ended(reader)
            self._socket.closed()
            await _ended(pump)
        await self._listener.lost()
        pump.result()
        reader.result()

    async def _read(self, connection: aiohttp.ClientWebSocketResponse, queue: Queue) -> None:
        async for message in connection:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            arrival = decode_arrival(message.data)
            if isinstance(arrival, RESTResponse):
                self._socket.answered(arrival)
            elif not _kept(queue, arrival):
                _log.error("switch.events_overflow", url=self._address.url, dropped=queue.qsize())
                return

    async def _pump(self, queue: Queue) -> None:
        await self._prepare()
        await self._listener.connected()
        while (event := await queue.get()) is not None:
            if isinstance(event, ApplicationReplaced):
                await self._give_up(event.application)
            else:
                await self._listener.arrived(event)

    async def _prepare(self) -> None:
        """Filters and subscriptions belong to the connection: they are told anew each time."""
        for app in sorted(self._apps):
            allowed = [{"type": name} for name in sorted(self._events(app) | OWN_EVENTS)]
            await self.ari.applications.filter(app, filter={"allowed": allowed})
            if sources := sorted(self._sources.get(app, ())):
                await self.ari.applications.subscribe(app, event_source=sources)

    async def _give_up(self, app: str) -> None:
        self._apps -= {app}
        _log.warning("switch.application_replaced", url=self._address.url, app=app)
        await self._listener.replaced(app)


def _kept(queue: Queue, event: Arrival | UnknownEvent) -> bool:
    """Bounded: an event too many drops the connection and all that is queued; the next connect reads what is."""
    if queue.qsize() >= queue.maxsize - 1:
        return False
    queue.put_nowait(event)
    return True


def _finish(queue: Queue) -> None:
    """Let the pump finish the event that it is at and no other: what is queued is told by the next connect."""
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)


async def _ended(task: asyncio.Task[None]) -> None:
    """Wait for the task's end; its result is read later."""
    await asyncio.wait({task})
