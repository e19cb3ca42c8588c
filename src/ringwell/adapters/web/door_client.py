"""The edge's way to the brain: find its door in the lease row, knock, and say in one way that it is away."""

import asyncio
import time
from collections.abc import Callable
from typing import Final, Protocol

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout, ClientWSTimeout

from ringwell.adapters.web.door_line import DoorLine
from ringwell.adapters.web.door_wire import (
    CommandAnswer,
    CommandRequest,
    ProbeReply,
    ProbeRequest,
    ReloadRequest,
    WaitingReply,
    WaitingRequest,
)
from ringwell.adapters.web.live import Problem
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.dealing import WaitingCaller
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion
from ringwell.kernel.errors import RingwellError, StoreAway
from ringwell.kernel.events import Actor

COMMAND_TIMEOUT: Final = ClientTimeout(total=10.0, connect=1.0)
PROBE_TIMEOUT: Final = ClientTimeout(total=5.0, connect=1.0)
BEST_EFFORT: Final = ClientTimeout(total=1.0)
CONNECT_S: Final = 2.0
CLOSE_SOON: Final = ClientWSTimeout(ws_close=1.0)  # pyright: ignore[reportCallIssue]
REMEMBER_S: Final = 1.0
"""How long a door's address is believed without asking the database again."""


class BrainAway(RingwellError):
    """No brain answers for this workspace."""

    code = "brain_away"
    retryable = True


class Brains(Protocol):
    """Where brains are: read from the lease rows."""

    async def door(self, workspace_id: str) -> str | None:
        """`host:port` of the door of the brain whose lease on the workspace's partition is alive; None when there is none."""
        ...


class DoorClient:
    """All that the edge asks of brains. `session` is shared and belongs to the caller."""

    def __init__(
        self,
        session: ClientSession,
        brains: Brains,
        key: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._brains = brains
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._clock = clock
        self._known: dict[str, tuple[str, float]] = {}
        self._lines: dict[str, asyncio.Task[DoorLine]] = {}

    async def command(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str
    ) -> Problem | None:
        """Ask for a command; None when it was done. BrainAway, then it may or may not have been done."""
        asked = CommandRequest(workspace_id=workspace_id, actor=actor, command=command, idempotency_key=key)
        body = await self._ask("POST", workspace_id, "/command", msgspec.json.encode(asked), COMMAND_TIMEOUT)
        return msgspec.json.decode(body, type=CommandAnswer).problem

    async def try_command(self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str) -> bool:
        """As `command`, within a second, and False where nobody answered or the brain said no."""
        asked = CommandRequest(workspace_id=workspace_id, actor=actor, command=command, idempotency_key=key)
        try:
            body = await self._ask("POST", workspace_id, "/command", msgspec.json.encode(asked), BEST_EFFORT)
        except BrainAway:
            return False
        return msgspec.json.decode(body, type=CommandAnswer).problem is None

    async def reload(self, workspace_id: str) -> bool:
        """Say that the configuration changed; False when nobody heard (the brain reads it when it is back)."""
        body = msgspec.json.encode(ReloadRequest(workspace_id=workspace_id))
        try:
            await self._ask("POST", workspace_id, "/reload", body, BEST_EFFORT)
        except BrainAway:
            return False
        return True

    async def probe(self, workspace_id: str, question: ProbeQuestion) -> ProbeAnswer | None:
        """Who would get a caller; None where there is no such caller or queue. BrainAway."""
        body = msgspec.json.encode(ProbeRequest(workspace_id=workspace_id, question=question))
        answer = await self._ask("POST", workspace_id, "/probe", body, PROBE_TIMEOUT)
        return msgspec.json.decode(answer, type=ProbeReply).answer

    async def waiting(self, workspace_id: str, agent_id: str) -> tuple[WaitingCaller, ...]:
        """The callers whom this agent may pull, oldest first. BrainAway."""
        body = msgspec.json.encode(WaitingRequest(workspace_id=workspace_id, agent_id=agent_id))
        answer = await self._ask("POST", workspace_id, "/waiting", body, PROBE_TIMEOUT)
        return msgspec.json.decode(answer, type=WaitingReply).callers

    async def ready(self, workspace_id: str) -> bool:
        """Whether a brain that can take this workspace's calls answers."""
        try:
            await self._ask("GET", workspace_id, "/ready", None, BEST_EFFORT)
        except BrainAway:
            return False
        return True

    async def left_out(self, workspace_id: str) -> tuple[str, ...]:
        """The workspaces that the brain of this one cannot serve; none where no brain answers."""
        try:
            body = await self._ask("GET", workspace_id, "/left-out", None, BEST_EFFORT)
        except BrainAway:
            return ()
        return msgspec.json.decode(body, type=tuple[str, ...])

    async def line(self, workspace_id: str) -> DoorLine:
        """The line to the workspace's door, for another page. BrainAway."""
        address = await self._address(workspace_id)
        try:
            return await asyncio.shield(self._line(address))
        except (ClientError, OSError, TimeoutError):
            self._known.pop(workspace_id, None)
            raise BrainAway from None

    def _line(self, address: str) -> asyncio.Task[DoorLine]:
        """The line to this door, or the one that is being made. Belongs to no page: one that leaves must not take it from the others."""
        line = self._lines.get(address)
        if line is None:
            line = self._lines[address] = asyncio.create_task(self._connect(address), name="door-connect")
        return line

    async def _connect(self, address: str) -> DoorLine:
        try:
            async with asyncio.timeout(CONNECT_S):
                socket = await self._session.ws_connect(
                    f"http://{address}/live",
                    headers=self._headers,
                    heartbeat=10.0,
                    max_msg_size=0,
                    timeout=CLOSE_SOON,
                )
        except BaseException:
            del self._lines[address]
            raise
        made = self._lines[address]
        return DoorLine(socket, over=lambda: self._over(address, made))

    def _over(self, address: str, line: asyncio.Task[DoorLine]) -> None:
        if self._lines.get(address) is line:
            del self._lines[address]

    async def _ask(
        self, method: str, workspace_id: str, path: str, body: bytes | None, limit: ClientTimeout
    ) -> bytes:
        """What the door answers. BrainAway where it does not, or says no."""
        address = await self._address(workspace_id)
        url = f"http://{address}{path}"
        try:
            async with self._session.request(
                method, url, data=body, headers=self._headers, timeout=limit
            ) as reply:
                if reply.status >= 400:
                    raise BrainAway
                return await reply.read()
        except (ClientError, OSError, TimeoutError):
            self._known.pop(workspace_id, None)
            raise BrainAway from None

    async def _address(self, workspace_id: str) -> str:
        known = self._known.get(workspace_id)
        if known is not None and known[1] > self._clock():
            return known[0]
        try:
            address = await self._brains.door(workspace_id)
        except StoreAway:
            # The database may be away while the brain talks on: the last address is the best guess.
            address = None if known is None else known[0]
        if address is None:
            raise BrainAway
        self._known[workspace_id] = (address, self._clock() + REMEMBER_S)
        return address
