"""The edge's way to the brain: find its door in the lease row, knock, and say in one way that it is away."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Final, Protocol

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout, ClientWSTimeout

from ringwell.adapters.web.door import ELSEWHERE
from ringwell.adapters.web.door_line import DoorLine
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
from ringwell.adapters.web.live import Problem
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.dealing import WaitingCaller
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion
from ringwell.journeys.targets import Targets
from ringwell.journeys.trunk_spending import TrunkSpent
from ringwell.journeys.unlogged import TrunkTest
from ringwell.kernel.errors import RingwellError, StoreAway
from ringwell.kernel.events import Actor

COMMAND_TIMEOUT: Final = ClientTimeout(total=10.0, connect=1.0)
PROBE_TIMEOUT: Final = ClientTimeout(total=5.0, connect=1.0)
BEST_EFFORT: Final = ClientTimeout(total=1.0)
CONNECT_S: Final = 2.0
CLOSE_SOON: Final = ClientWSTimeout(ws_close=1.0)  # pyright: ignore[reportCallIssue]
MOVING_S: Final = 3.0
"""So long a workspace may take to go from one brain to another, before people are told that the brain is away."""
MOVING_PAUSE_S: Final = 0.05
FOLLOW_S: Final = 0.5
"""How often it is looked whether another brain has the workspaces of the pages."""
STANDS_STILL_S: Final = 1.5
"""Who no longer has a workspace tells its pages within a second. Who has not by then stands still."""
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

    async def doors(self, workspace_ids: Collection[str]) -> Mapping[str, str]:
        """The same of several, at once; those that nobody has are not there."""
        ...

    async def teller(self) -> str | None:
        """The same of the brain that tells the switch what is configured."""
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
        self._known: dict[str, tuple[str | None, float]] = {}
        self._looking: dict[str, asyncio.Task[str | None]] = {}
        self._lines: dict[str, asyncio.Task[DoorLine]] = {}
        self._elsewhere: dict[tuple[str, str], float] = {}

    async def follow(self) -> None:
        """Until cancelled: have pages go where their workspace is now, also where the brain that had it stands still and cannot say so."""
        while True:
            await asyncio.sleep(FOLLOW_S)
            lines = [each.result() for each in self._lines.values() if each.done()]
            shown = frozenset[str]().union(*(line.workspaces for line in lines))
            if shown:
                with suppress(StoreAway):
                    self._turn_away(lines, await self._brains.doors(shown))

    def _turn_away(self, lines: Iterable[DoorLine], doors: Mapping[str, str]) -> None:
        now, before = self._clock(), self._elsewhere
        self._elsewhere = {
            (line.address, workspace_id): before.get((line.address, workspace_id), now)
            for line in lines
            for workspace_id in line.workspaces
            if doors.get(workspace_id, line.address) != line.address
        }
        for line in lines:
            late = [
                workspace_id
                for (address, workspace_id), since in self._elsewhere.items()
                if address == line.address and now - since >= STANDS_STILL_S
            ]
            if late:
                line.turn_away(late)

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
        """Say that the configuration changed: to its brain, and to the one that tells the switch. False when one of them did not hear (a
        brain reads it when it is back)."""
        body = msgspec.json.encode(ReloadRequest(workspace_id=workspace_id))
        try:
            address = await self._address(workspace_id)
            await self._ask("POST", workspace_id, "/reload", body, BEST_EFFORT)
            teller = await self._teller()
            if teller not in (None, address):
                await self._send("POST", f"http://{teller}/reload", body, BEST_EFFORT)
        except (BrainAway, ClientError, OSError, TimeoutError):
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

    async def targets(self, workspace_id: str, agent_id: str) -> Targets:
        """Whom this agent may bring a call to. BrainAway."""
        body = msgspec.json.encode(TargetsRequest(workspace_id=workspace_id, agent_id=agent_id))
        answer = await self._ask("POST", workspace_id, "/targets", body, PROBE_TIMEOUT)
        return msgspec.json.decode(answer, type=Targets)

    async def trunk_spent(self, workspace_id: str, trunk_id: str) -> TrunkSpent | None:
        """What calls by a trunk have come to; None while the brain counts it anew. BrainAway."""
        body = msgspec.json.encode(TrunkSpentRequest(workspace_id=workspace_id, trunk_id=trunk_id))
        answer = await self._ask("POST", workspace_id, "/trunk-spent", body, PROBE_TIMEOUT)
        return msgspec.json.decode(answer, type=TrunkSpentReply).spent

    async def trunk_test(self, workspace_id: str, leg_id: str) -> TrunkTest | None:
        """How a test call went; None where the brain knows of none (any more). BrainAway."""
        body = msgspec.json.encode(TrunkTestRequest(workspace_id=workspace_id, leg_id=leg_id))
        answer = await self._ask("POST", workspace_id, "/trunk-test", body, PROBE_TIMEOUT)
        return msgspec.json.decode(answer, type=TrunkTestReply).test

    async def _teller(self) -> str | None:
        try:
            return await self._brains.teller()
        except StoreAway:
            return None

    async def ready(self, workspace_id: str) -> bool:
        """Whether a brain that can take this workspace's calls answers."""
        try:
            await self._ask("GET", workspace_id, "/ready", None, BEST_EFFORT)
        except BrainAway:
            return False
        return True

    async def left_out(self, workspace_ids: Iterable[str]) -> tuple[str, ...]:
        """Those workspaces that the brains of these cannot serve; none of a brain that does not answer."""
        at: dict[str, str] = {}
        for workspace_id in workspace_ids:
            with suppress(BrainAway):
                at.setdefault(await self._address(workspace_id), workspace_id)
        found: list[str] = []
        for workspace_id in at.values():
            with suppress(BrainAway):
                body = await self._ask("GET", workspace_id, "/left-out", None, BEST_EFFORT)
                found += msgspec.json.decode(body, type=tuple[str, ...])
        return tuple(found)

    def forget(self, workspace_id: str) -> None:
        """Its door is another one: look for it when it is asked for next."""
        self._known.pop(workspace_id, None)

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
        return DoorLine(socket, address, over=lambda: self._over(address, made))

    def _over(self, address: str, line: asyncio.Task[DoorLine]) -> None:
        if self._lines.get(address) is line:
            del self._lines[address]

    async def _ask(
        self, method: str, workspace_id: str, path: str, body: bytes | None, limit: ClientTimeout
    ) -> bytes:
        """What the door answers, or the next one where the workspace moves. BrainAway where it does not, or says no."""
        until = self._clock() + MOVING_S
        while True:
            address = await self._address(workspace_id)
            try:
                answer = await self._send(method, f"http://{address}{path}", body, limit)
            except (ClientError, OSError, TimeoutError):
                self.forget(workspace_id)
                raise BrainAway from None
            if answer is not None:
                return answer
            self.forget(workspace_id)
            if self._clock() > until:
                raise BrainAway
            await asyncio.sleep(MOVING_PAUSE_S)

    async def _send(self, method: str, url: str, body: bytes | None, limit: ClientTimeout) -> bytes | None:
        """The answer; None where another door has the workspace."""
        async with self._session.request(
            method, url, data=body, headers=self._headers, timeout=limit
        ) as reply:
            if reply.status == ELSEWHERE:
                return None
            if reply.status >= 400:
                raise BrainAway
            return await reply.read()

    async def _address(self, workspace_id: str) -> str:
        known = self._known.get(workspace_id)
        address = (
            known[0] if known is not None and known[1] > self._clock() else await self._look(workspace_id)
        )
        if address is None:
            raise BrainAway
        return address

    async def _look(self, workspace_id: str) -> str | None:
        """Ask the database, once for all pages that want to know."""
        looking = self._looking.get(workspace_id)
        if looking is None:
            looking = self._looking[workspace_id] = asyncio.create_task(self._ask_brains(workspace_id))
            looking.add_done_callback(lambda _: self._looking.pop(workspace_id, None))
        return await asyncio.shield(looking)

    async def _ask_brains(self, workspace_id: str) -> str | None:
        known = self._known.get(workspace_id)
        try:
            address = await self._brains.door(workspace_id)
        except StoreAway:
            # The database may be away while the brain talks on: the last address is the best guess.
            address = None if known is None else known[0]
        lasts = MOVING_PAUSE_S if address is None else REMEMBER_S
        self._known[workspace_id] = (address, self._clock() + lasts)
        return address
