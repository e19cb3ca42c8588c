"""The brain's door: the HTTP server on loopback at which edges bring commands and fetch live views.

Edges have authorised what they bring; the door checks only that they hold the key. See ARCHITECTURE.md for the protocol:
`POST /command`, `POST /reload`, `POST /probe`, `POST /waiting`, `POST /targets`, `GET /ready`, `GET /left-out`, `GET /live` (WebSocket).
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Final, TypeVar

import msgspec
from aiohttp import WSCloseCode, web

from ringwell.adapters.web.door_answers import Answers, Moved, OnCommand
from ringwell.adapters.web.door_pages import MOST_WAITING_BYTES, EdgeLine
from ringwell.adapters.web.door_wire import (
    CommandAnswer,
    CommandRequest,
    ProbeReply,
    ProbeRequest,
    ReloadRequest,
    TargetsRequest,
    TrunkSpentReply,
    TrunkSpentRequest,
    TrunkTestReply,
    TrunkTestRequest,
    WaitingReply,
    WaitingRequest,
)
from ringwell.adapters.web.feed import Feed
from ringwell.adapters.web.live import Hello, Notice
from ringwell.journeys.dealing import WaitingCaller
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion
from ringwell.journeys.targets import Targets
from ringwell.journeys.trunk_spending import TrunkSpent
from ringwell.journeys.unlogged import TrunkTest

OnReload = Callable[[str], Awaitable[None]]
"""(workspace_id): its configuration changed."""
OnProbe = Callable[[str, ProbeQuestion], ProbeAnswer | None]
"""(workspace_id, question): who would get a caller; None where there is no such caller or queue."""
OnWaiting = Callable[[str, str], tuple[WaitingCaller, ...]]
"""(workspace_id, agent_id): the callers whom this agent may pull."""
OnTargets = Callable[[str, str], Targets]
"""(workspace_id, agent_id): whom this agent may bring a call to."""
OnTrunkTest = Callable[[str, str], TrunkTest | None]
"""(workspace_id, leg_id): how a test call went; None where none is known."""
OnTrunkSpent = Callable[[str, str], TrunkSpent | None]
"""(workspace_id, trunk_id): what calls by it have come to; None until that is known."""

ELSEWHERE: Final = 421
"""Status: another door has the workspace."""
MAX_FRAME_BYTES: Final = 64 * 1024
HEARTBEAT_S: Final = 10.0
GOODBYE_S: Final = 2.0

_AboutWorkspace = TypeVar(
    "_AboutWorkspace", ProbeRequest, WaitingRequest, TargetsRequest, TrunkTestRequest, TrunkSpentRequest
)
_Request = TypeVar(
    "_Request",
    CommandRequest,
    ReloadRequest,
    ProbeRequest,
    WaitingRequest,
    TargetsRequest,
    TrunkTestRequest,
    TrunkSpentRequest,
)


class Door:
    """The server, and who looks in.

    `now` is the wall clock (aware UTC); `ready` tells whether the brain can take a call, `serves` whether a workspace is here, `left_out`
    which workspaces it cannot serve: their desks are told that the brain is away, which it is for them. `epoch` names this life of the brain: a new one tells viewers that sequences start anew.
    """

    def __init__(
        self,
        *,
        key: str,
        epoch: str,
        on_command: OnCommand,
        on_reload: OnReload,
        on_probe: OnProbe,
        on_waiting: OnWaiting,
        on_targets: OnTargets,
        on_trunk_test: OnTrunkTest = lambda _workspace, _leg: None,
        on_trunk_spent: OnTrunkSpent = lambda _workspace, _trunk: None,
        now: Callable[[], datetime],
        ready: Callable[[], bool] = lambda: True,
        left_out: Callable[[], Collection[str]] = tuple,
        serves: Callable[[str], bool] = lambda _: True,
        most_waiting: int = MOST_WAITING_BYTES,
    ) -> None:
        self._ready = ready
        self._left_out = left_out
        self._serves = serves
        self._key = f"Bearer {key}".encode()
        self._epoch = epoch
        self._on_reload = on_reload
        self._on_probe = on_probe
        self._on_waiting = on_waiting
        self._on_targets = on_targets
        self._on_trunk_test = on_trunk_test
        self._on_trunk_spent = on_trunk_spent
        self._now = now
        self._most_waiting = most_waiting
        self._answers = Answers(on_command)
        self._feeds: dict[str, Feed] = {}
        self._edges: dict[EdgeLine, web.WebSocketResponse] = {}
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; the address for the lease row, `host:port`. Port 0 takes a free one."""
        app = web.Application(client_max_size=MAX_FRAME_BYTES)
        app.router.add_post("/command", self._command)
        app.router.add_post("/reload", self._reload)
        app.router.add_post("/probe", self._probe)
        app.router.add_post("/waiting", self._waiting)
        app.router.add_post("/targets", self._targets)
        app.router.add_post("/trunk-test", self._trunk_test)
        app.router.add_post("/trunk-spent", self._trunk_spent)
        app.router.add_get("/ready", self._is_ready)
        app.router.add_get("/left-out", self._tell_left_out)
        app.router.add_get("/live", self._live)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        taken = int(self._runner.addresses[0][1])
        return f"{host}:{taken}"

    async def stop(self) -> None:
        """Close the line of every edge (they say Away to their pages and come back) and stop listening."""
        sockets = list(self._edges.values())
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in sockets))
        if self._runner is not None:
            await self._runner.cleanup()

    async def move(self, workspace_ids: Collection[str]) -> None:
        """Another brain has these: their pages go there."""
        await asyncio.gather(*(line.move(workspace_ids) for line in self._edges))
        for workspace_id in workspace_ids:
            self._feeds.pop(workspace_id, None)

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
            page
            for edge in self._edges
            for page in edge.pages
            if page.greeting.workspace_id == workspace_id
            and page.greeting.agent_id == agent_id
            and (only_phone is None or page.phone_session_id == only_phone)
        ]
        for page in chosen:
            page.send(frame)
        return len(chosen)

    # --- requests ---

    def _check_key(self, request: web.Request) -> None:
        shown = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(shown, self._key):
            raise web.HTTPUnauthorized

    async def _command(self, request: web.Request) -> web.Response:
        self._check_key(request)
        asked = _decode(await request.read(), CommandRequest)
        try:
            problem = await self._answers.answer(
                asked.workspace_id, asked.actor, asked.command, asked.idempotency_key
            )
        except Moved:
            return web.Response(status=ELSEWHERE)
        return _told(CommandAnswer(problem=problem))

    async def _reload(self, request: web.Request) -> web.Response:
        self._check_key(request)
        asked = _decode(await request.read(), ReloadRequest)
        await self._on_reload(asked.workspace_id)
        return web.Response(status=204)

    async def _asked(self, request: web.Request, kind: type[_AboutWorkspace]) -> _AboutWorkspace:
        """A question about a workspace that is ours to answer for; else the answer is that it is elsewhere."""
        self._check_key(request)
        asked = _decode(await request.read(), kind)
        if not self._serves(asked.workspace_id):
            raise web.HTTPMisdirectedRequest
        return asked

    async def _probe(self, request: web.Request) -> web.Response:
        asked = await self._asked(request, ProbeRequest)
        answer = self._on_probe(asked.workspace_id, asked.question)
        return _told(ProbeReply(answer=answer))

    async def _waiting(self, request: web.Request) -> web.Response:
        asked = await self._asked(request, WaitingRequest)
        callers = self._on_waiting(asked.workspace_id, asked.agent_id)
        return _told(WaitingReply(callers=callers))

    async def _targets(self, request: web.Request) -> web.Response:
        asked = await self._asked(request, TargetsRequest)
        return _told(self._on_targets(asked.workspace_id, asked.agent_id))

    async def _trunk_test(self, request: web.Request) -> web.Response:
        asked = await self._asked(request, TrunkTestRequest)
        return _told(TrunkTestReply(test=self._on_trunk_test(asked.workspace_id, asked.leg_id)))

    async def _trunk_spent(self, request: web.Request) -> web.Response:
        asked = await self._asked(request, TrunkSpentRequest)
        return _told(TrunkSpentReply(spent=self._on_trunk_spent(asked.workspace_id, asked.trunk_id)))

    async def _is_ready(self, request: web.Request) -> web.Response:
        self._check_key(request)
        return web.Response(status=204 if self._ready() else 503)

    async def _tell_left_out(self, request: web.Request) -> web.Response:
        self._check_key(request)
        return _told(sorted(self._left_out()))

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        self._check_key(request)
        socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT_S, timeout=GOODBYE_S, max_msg_size=MAX_FRAME_BYTES, compress=False
        )
        await socket.prepare(request)
        transport = request.transport
        if transport is None:  # gone already
            return socket
        line = EdgeLine(
            hello=self._hello,
            feed=self.feed,
            left_out=self._left_out,
            serves=self._serves,
            answers=self._answers,
            now=self._now,
            cut=transport.abort,
            most_waiting=self._most_waiting,
        )
        self._edges[line] = socket
        try:
            await line.run(socket)
        finally:
            del self._edges[line]
        return socket

    def _hello(self) -> Hello:
        return Hello(epoch=self._epoch, server_time=self._now())


def _told(answer: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), content_type="application/json")


def _decode(body: bytes, kind: type[_Request]) -> _Request:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise web.HTTPBadRequest(text=str(error)) from None
