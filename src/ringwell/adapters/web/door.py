"""The brain's door: the HTTP server on loopback at which edges bring commands and fetch live views.

Edges have authorised what they bring; the door checks only that they hold the key. See ARCHITECTURE.md for the protocol:
`POST /command`, `POST /reload`, `GET /ready`, `GET /live` (WebSocket).
"""

import asyncio
import hmac
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar

import msgspec
from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from ringwell.adapters.web.feed import Feed
from ringwell.adapters.web.live import (
    ClientFrame,
    Command,
    Hello,
    Notice,
    Ping,
    Pong,
    Problem,
    Reply,
    Subscribe,
)
from ringwell.journeys.commands import AnyPersonCommand, PhoneOpened
from ringwell.kernel.events import Actor

OnCommand = Callable[[str, Actor, AnyPersonCommand, str], Awaitable[Problem | None]]
"""(workspace_id, actor, command, idempotency key) → None when done (and committed where a person is told so), or why not."""
OnReload = Callable[[str], Awaitable[None]]
"""(workspace_id): its configuration changed."""

QUEUE_FRAMES: Final = 512
"""Frames that may wait for one viewer; a slower one is cut off, and its edge comes back for a snapshot."""
MAX_FRAME_BYTES: Final = 64 * 1024
MAX_COMMANDS_AT_ONCE: Final = 32
ANSWERS_KEPT: Final = 20_000

_log: Final = logging.getLogger("ringwell.door")


class Greeting(msgspec.Struct, frozen=True, kw_only=True):
    """The first frame of an edge on `/live`: whom it speaks for, who acts (that person, or a program in their name), and the topics that
    this person may see and wants now."""

    workspace_id: str
    user_id: str
    actor: Actor
    role: str
    agent_id: str | None = None
    phone_session_id: str | None = None
    topics: tuple[str, ...] = ()


class CommandRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /command`."""

    workspace_id: str
    actor: Actor
    command: AnyPersonCommand
    idempotency_key: str


class CommandAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answer of `POST /command`."""

    problem: Problem | None = None


class ReloadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /reload`."""

    workspace_id: str


class Door:
    """The server and the registry of viewers.

    `now` is the wall clock (aware UTC); `ready` tells whether the brain can take a call. `epoch` names this life of the brain: a new one tells viewers that sequences start anew.
    """

    def __init__(
        self,
        *,
        key: str,
        epoch: str,
        on_command: OnCommand,
        on_reload: OnReload,
        now: Callable[[], datetime],
        ready: Callable[[], bool] = lambda: True,
        queue_frames: int = QUEUE_FRAMES,
    ) -> None:
        self._ready = ready
        self._key = f"Bearer {key}".encode()
        self._epoch = epoch
        self._on_reload = on_reload
        self.now: Final = now
        self.queue_frames: Final = queue_frames
        self.answers: Final = _Answers(on_command)
        self._feeds: dict[str, Feed] = {}
        self._viewers: set[_Viewer] = set()
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; the address for the lease row, `host:port`. Port 0 takes a free one."""
        app = web.Application(client_max_size=MAX_FRAME_BYTES)
        app.router.add_post("/command", self._command)
        app.router.add_post("/reload", self._reload)
        app.router.add_get("/ready", self._is_ready)
        app.router.add_get("/live", self._live)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        taken = int(self._runner.addresses[0][1])
        return f"{host}:{taken}"

    async def stop(self) -> None:
        """Close every viewer (their edges say Away and come back) and stop listening."""
        for viewer in tuple(self._viewers):
            viewer.close(WSCloseCode.GOING_AWAY)
        if self._runner is not None:
            await self._runner.cleanup()

    def feed(self, workspace_id: str) -> Feed:
        """The workspace's feed, made when first asked for. Publish to `board` and `desk:{agent_id}`."""
        found = self._feeds.get(workspace_id)
        if found is None:
            found = self._feeds[workspace_id] = Feed(self._epoch)
        return found

    def notify(
        self,
        workspace_id: str,
        notice: Notice,
        *,
        agent_id: str,
        only_phone: str | None = None,
    ) -> int:
        """Tell the open pages of an agent something; to how many it went. `only_phone` narrows it to the page with that phone session."""
        frame = msgspec.json.encode(notice)
        chosen = [
            viewer
            for viewer in self._viewers
            if viewer.greeting.workspace_id == workspace_id
            and viewer.greeting.agent_id == agent_id
            and (only_phone is None or viewer.phone_session_id == only_phone)
        ]
        for viewer in chosen:
            viewer.send(frame)
        return len(chosen)

    @property
    def viewers(self) -> int:
        """How many live views are open."""
        return len(self._viewers)

    # --- requests ---

    def _check_key(self, request: web.Request) -> None:
        shown = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(shown, self._key):
            raise web.HTTPUnauthorized

    async def _command(self, request: web.Request) -> web.Response:
        self._check_key(request)
        asked = _decode(await request.read(), CommandRequest)
        problem = await self.answers.answer(
            asked.workspace_id, asked.actor, asked.command, asked.idempotency_key
        )
        body = msgspec.json.encode(CommandAnswer(problem=problem))
        return web.Response(body=body, content_type="application/json")

    async def _reload(self, request: web.Request) -> web.Response:
        self._check_key(request)
        asked = _decode(await request.read(), ReloadRequest)
        await self._on_reload(asked.workspace_id)
        return web.Response(status=204)

    async def _is_ready(self, request: web.Request) -> web.Response:
        self._check_key(request)
        return web.Response(status=204 if self._ready() else 503)

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        self._check_key(request)
        socket = web.WebSocketResponse(heartbeat=20.0, max_msg_size=MAX_FRAME_BYTES, compress=False)
        await socket.prepare(request)
        greeting = _greeting(await socket.receive(timeout=10.0))
        if greeting is None:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return socket
        viewer = _Viewer(request, socket, greeting, self)
        self._viewers.add(viewer)
        try:
            await viewer.run(Hello(epoch=self._epoch, server_time=self.now()))
        finally:
            self._viewers.discard(viewer)
        return socket


class _Answers:
    """Does each command once: a repeated key waits for, or gets again, the first answer. Keeps the last ANSWERS_KEPT."""

    def __init__(self, on_command: OnCommand) -> None:
        self._on_command = on_command
        self._known: OrderedDict[tuple[str, str | None, str], asyncio.Task[Problem | None]] = OrderedDict()

    async def answer(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str
    ) -> Problem | None:
        name = (workspace_id, actor.id, key)
        task = self._known.get(name)
        if task is None:
            task = asyncio.ensure_future(self._do(workspace_id, actor, command, key))
            self._known[name] = task
            if len(self._known) > ANSWERS_KEPT:
                self._known.popitem(last=False)
        try:
            # Shielded: a page that goes away must not stop what it asked for.
            return await asyncio.shield(task)
        except Exception:
            self._known.pop(name, None)
            raise

    async def _do(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str
    ) -> Problem | None:
        return await self._on_command(workspace_id, actor, command, key)


class _Viewer:
    """One page, through its edge."""

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, greeting: Greeting, door: Door
    ) -> None:
        self.greeting: Final = greeting
        self.phone_session_id = greeting.phone_session_id
        self._transport = request.transport
        self._socket = socket
        self._feed = door.feed(greeting.workspace_id)
        self._answers = door.answers
        self._now = door.now
        self._limit = door.queue_frames
        self._topics = set(greeting.topics)
        self._waiting: asyncio.Queue[bytes | int] = asyncio.Queue()
        self._commands: set[asyncio.Task[None]] = set()

    def send(self, frame: bytes) -> None:
        if self._waiting.qsize() < self._limit:
            self._waiting.put_nowait(frame)
            return
        self._leave()
        if self._transport is not None:
            self._transport.abort()

    def close(self, code: int) -> None:
        """Leave all topics and close, with what still waited thrown away."""
        self._leave()
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(code)

    async def run(self, hello: Hello) -> None:
        self.send(msgspec.json.encode(hello))
        for topic in sorted(self._topics):
            self._feed.subscribe(topic, self)
        writer = asyncio.create_task(self._write(), name="door-viewer-writer")
        try:
            async for message in self._socket:
                self._heard(message)
        finally:
            self._leave()
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def _leave(self) -> None:
        for topic in self._topics:
            self._feed.unsubscribe(topic, self)
        self._topics.clear()

    async def _write(self) -> None:
        while True:
            item = await self._waiting.get()
            if isinstance(item, int):
                await self._socket.close(code=item)
                return
            with suppress(ConnectionError):
                await self._socket.send_frame(item, WSMsgType.TEXT)

    def _heard(self, message: WSMessage) -> None:
        try:
            frame = _decode_frame(message.data)
        except (msgspec.MsgspecError, TypeError):
            self.close(WSCloseCode.POLICY_VIOLATION)
            return
        match frame:
            case Subscribe():
                self._topics.add(frame.topic)
                self._feed.subscribe(frame.topic, self)
            case Command():
                self._do(frame)
            case Ping():
                self.send(msgspec.json.encode(Pong(server_time=self._now())))
            case _:
                self._topics.discard(frame.topic)
                self._feed.unsubscribe(frame.topic, self)

    def _do(self, frame: Command) -> None:
        if len(self._commands) >= MAX_COMMANDS_AT_ONCE:
            self._reply(frame.id, Problem(code="too_many_commands"))
            return
        if isinstance(frame.command, PhoneOpened):
            self.phone_session_id = frame.command.phone_session_id
        # Tasks start in the order in which they are made, so commands of one page keep their order.
        task = asyncio.create_task(self._answer(frame), name="door-command")
        self._commands.add(task)
        task.add_done_callback(self._commands.discard)

    async def _answer(self, frame: Command) -> None:
        whom = self.greeting
        try:
            problem = await self._answers.answer(whom.workspace_id, whom.actor, frame.command, frame.id)
        except Exception:  # noqa: BLE001 - the page gets an answer whatever failed
            _log.exception("a person's command failed")
            problem = Problem(code="unexpected")
        self._reply(frame.id, problem)

    def _reply(self, identifier: str, problem: Problem | None) -> None:
        self.send(msgspec.json.encode(Reply(id=identifier, problem=problem)))


_Request = TypeVar("_Request", CommandRequest, ReloadRequest)
_frame_decoder: Final = msgspec.json.Decoder(ClientFrame)


def _decode_frame(data: str | bytes) -> ClientFrame:
    return _frame_decoder.decode(data)


def _greeting(message: WSMessage) -> Greeting | None:
    if message.type is not WSMsgType.TEXT:
        return None
    with suppress(msgspec.MsgspecError):
        return msgspec.json.decode(message.data, type=Greeting)
    return None


def _decode(body: bytes, kind: type[_Request]) -> _Request:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise web.HTTPBadRequest(text=str(error)) from None
