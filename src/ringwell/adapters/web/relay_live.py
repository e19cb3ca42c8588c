"""A browser's live socket (`/api/v1/live`): checked here, then passed to and from the brain's door.

The browser's socket outlives the brain: while the door is away the page is told `Away`, commands are answered with a problem, and on
return the door's `Hello` and snapshots follow. A page that reads too slowly is dropped and comes back for a snapshot.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Final

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from ringwell.access.roles import may_act_as, may_oversee, may_set_presence_of, topic_for
from ringwell.adapters.web.door_client import MOVING_PAUSE_S, MOVING_S, BrainAway, DoorClient
from ringwell.adapters.web.door_line import DoorPage
from ringwell.adapters.web.door_wire import Greeting
from ringwell.adapters.web.guard import has_nul
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.limits import Bucket, Outbox
from ringwell.adapters.web.live import (
    Away,
    ClientFrame,
    Command,
    Notice,
    Ping,
    Pong,
    Problem,
    Reply,
    ServerFrame,
    Subscribe,
    Unsubscribe,
)
from ringwell.adapters.web.live_pages import LivePages
from ringwell.adapters.web.metrics import Metrics
from ringwell.journeys.commands import (
    AnyPersonCommand,
    CallFollowUp,
    CancelCallback,
    Deal,
    ForgetCallback,
    Listen,
    PlaceCall,
    SetPresence,
    StopListening,
    TakeOver,
    TryTrunk,
)
from ringwell.kernel.errors import StoreAway

SESSION_ENDED: Final = 4401
TOO_SLOW: Final = 4408
TOO_MANY: Final = 4429
BAD_FRAME: Final = 4400

MAX_FRAME: Final = 16 * 1024
MAX_COMMANDS: Final = 32
SEND_TIMEOUT_S: Final = 10.0
FIRST_RETRY_S: Final = 0.1
LAST_RETRY_S: Final = 2.0

Recheck = Callable[[], Awaitable[Identity | None]]
"""Who the page's credential stands for now. StoreAway."""
Vet = Callable[[Identity, AnyPersonCommand], Awaitable[str | None]]
"""Why somebody who may command this may not yet, as a code."""

_decoder: Final = msgspec.json.Decoder(ClientFrame)
_replies: Final = msgspec.json.Decoder(Reply)
_REPLY: Final = '{"type":"reply"'


def encode(frame: ServerFrame) -> str:
    """A frame as text."""
    return msgspec.json.encode(frame).decode()


def may_command(identity: Identity, command: AnyPersonCommand) -> bool:
    """An agent for itself only; who oversees may set another's presence, deal work out, and be in on calls."""
    if isinstance(command, SetPresence):
        return may_set_presence_of(identity.roles, identity.agent_id, command.agent_id)
    if isinstance(command, CallFollowUp | PlaceCall | ForgetCallback | TryTrunk):
        return False  # by the API only, which keeps the number first, has erased it, or lets in administrators alone
    if isinstance(command, CancelCallback | Deal | Listen | StopListening | TakeOver):
        return may_oversee(identity.roles)
    if command.agent_id is None:  # the recording of anybody's call
        return may_oversee(identity.roles)
    return may_act_as(identity.roles, identity.agent_id, command.agent_id)


class LiveRelay:
    """One page. `run` returns when the socket is closed."""

    def __init__(
        self,
        socket: WebSocket,
        identity: Identity,
        phone_session_id: str | None,
        door: DoorClient,
        recheck: Recheck,
        vet: Vet,
        *,
        now: Callable[[], datetime],
        metrics: Metrics,
        recheck_s: float,
    ) -> None:
        self._socket = socket
        self._identity = identity
        self._phone_session_id = phone_session_id
        self._client = door
        self._ask_again = recheck
        self._vet = vet
        self._now = now
        self._metrics = metrics
        self._recheck_s = recheck_s
        self._recheck_now = asyncio.Event()
        self._topics: set[str] = set()
        self._pending: dict[str, str] = {}
        self._outbox = Outbox()
        self._door: DoorPage | None = None
        self._away_since: datetime | None = None
        self._moving_since: float | None = None
        self._bucket = Bucket.full(20.0, 100.0, time.monotonic())

    @property
    def user_id(self) -> str:
        return self._identity.user.user_id

    @property
    def workspace_id(self) -> str:
        return self._identity.workspace_id

    @property
    def team_id(self) -> str | None:
        return self._identity.user.team_id

    def tell(self, code: str) -> None:
        self._outbox.put(encode(Notice(code=code)))

    def recheck(self) -> None:
        self._recheck_now.set()

    async def run(self, pages: LivePages) -> None:
        """Relay until either side ends it, then close the browser's socket with the reason."""
        pages.add(self)
        self._metrics.live_pages.inc()
        parts: tuple[Coroutine[object, object, int], ...] = (
            self._read(),
            self._write(),
            self._stay_at_door(),
            self._watch_session(),
            self._watch_overflow(),
        )
        tasks = [asyncio.create_task(part, name="live-relay") for part in parts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            code = next(iter(done)).result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            pages.discard(self)
            self._metrics.live_pages.dec()
        with suppress(RuntimeError, WebSocketDisconnect, OSError):
            await self._socket.close(code)

    # --- the browser's side ---

    async def _read(self) -> int:
        try:
            while True:
                text = await self._socket.receive_text()
                if not self._bucket.take(time.monotonic()):
                    return TOO_MANY
                if len(text) > MAX_FRAME or has_nul(text.encode()):
                    return BAD_FRAME
                await self._heard(text)
        except WebSocketDisconnect:
            return 1000
        except (msgspec.MsgspecError, KeyError):
            # KeyError: a binary message has no text.
            return BAD_FRAME

    async def _heard(self, text: str) -> None:
        match _decoder.decode(text):
            case Ping():
                self._outbox.put(encode(Pong(server_time=self._now())))
            case Subscribe(topic=topic):
                await self._subscribe(topic)
            case Unsubscribe(topic=topic):
                await self._unsubscribe(topic)
            case frame:
                await self._command(frame, text)

    async def _subscribe(self, asked: str) -> None:
        topic = topic_for(asked, self._identity.roles, self._identity.agent_id)
        if topic is None:
            self._outbox.put(encode(Notice(code="topic_refused", params={"topic": asked})))
            return
        self._topics.add(topic)
        await self._tell_door(msgspec.json.encode(Subscribe(topic=topic)).decode())

    async def _unsubscribe(self, asked: str) -> None:
        topic = topic_for(asked, self._identity.roles, self._identity.agent_id)
        if topic is None:
            return
        self._topics.discard(topic)
        await self._tell_door(msgspec.json.encode(Unsubscribe(topic=topic)).decode())

    async def _command(self, frame: Command, text: str) -> None:
        if not may_command(self._identity, frame.command):
            self._refuse(frame.id, "forbidden")
        elif (code := await self._vet(self._identity, frame.command)) is not None:
            self._refuse(frame.id, code)
        elif len(self._pending) >= MAX_COMMANDS:
            self._refuse(frame.id, "too_many_commands")
        elif self._door is None and self._moving_since is None:
            self._refuse(frame.id, "brain_away")
        else:
            self._pending[frame.id] = text
            await self._tell_door(text)

    def _refuse(self, identifier: str, code: str) -> None:
        self._outbox.put(encode(Reply(id=identifier, problem=Problem(code=code))))

    async def _write(self) -> int:
        try:
            while True:
                frame = await self._outbox.get()
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await self._socket.send_text(frame)
        except TimeoutError:
            return self._slow()
        except (WebSocketDisconnect, RuntimeError, OSError):
            return 1000

    async def _watch_overflow(self) -> int:
        await self._outbox.overflowed.wait()
        return self._slow()

    def _slow(self) -> int:
        self._metrics.live_slow.inc()
        return TOO_SLOW

    async def _watch_session(self) -> int:
        """Look now and then, and when told, whether the session still holds with the same rights."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._recheck_s * random.uniform(0.8, 1.2)):  # noqa: S311 - spreads load
                    await self._recheck_now.wait()
            self._recheck_now.clear()
            try:
                found = await self._ask_again()
            except StoreAway:
                continue
            if found is None or found.roles != self._identity.roles:
                return SESSION_ENDED
            self._identity = found  # of another team since

    # --- the door's side ---

    async def _stay_at_door(self) -> int:
        retry = FIRST_RETRY_S
        while True:
            moved = False
            try:
                moved = await self._relay_door()
                retry = FIRST_RETRY_S
            except BrainAway:
                retry = min(LAST_RETRY_S, retry * 2)
            if self._is_moving(moved=moved):
                await asyncio.sleep(MOVING_PAUSE_S * random.uniform(0.5, 1.0))  # noqa: S311
                continue
            self._say_away()
            await asyncio.sleep(retry * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load

    def _is_moving(self, *, moved: bool) -> bool:
        """Whether our workspace goes from one door to another: then the page need not know. Not for ever."""
        now = time.monotonic()
        if moved:
            self._client.forget(self._identity.workspace_id)
            self._moving_since = now if self._moving_since is None else self._moving_since
        if self._moving_since is not None and now - self._moving_since > MOVING_S:
            self._moving_since = None
        return self._moving_since is not None and self._away_since is None

    async def _relay_door(self) -> bool:
        """From one Hello to the loss of that door; whether it is another one now. BrainAway when there is none."""
        line = await self._client.line(self._identity.workspace_id)
        door = line.page(self._identity.workspace_id, self._pass_on)
        try:
            self._door = door
            await door.send(msgspec.json.encode(self._greeting()).decode())
            for text in tuple(self._pending.values()):  # the door that was ours has not done these
                await door.send(text)
            await door.ended.wait()
        except OSError:
            raise BrainAway from None
        finally:
            self._door = None
            await door.close()
        if not door.moved:
            self._moving_since = None
            self._metrics.door_lost.inc()
        return door.moved

    def _greeting(self) -> Greeting:
        return Greeting(
            workspace_id=self._identity.workspace_id,
            user_id=self._identity.user.user_id,
            actor=self._identity.actor,
            role=self._identity.role,
            agent_id=self._identity.agent_id,
            phone_session_id=self._phone_session_id,
            topics=tuple(sorted(self._topics)),
        )

    def _pass_on(self, text: str) -> None:
        if text.startswith(_REPLY):
            self._pending.pop(_replies.decode(text).id, None)
        else:
            self._away_since = self._moving_since = None
        self._outbox.put(text)

    def _say_away(self) -> None:
        """Once for each absence. What was under way may or may not have been done."""
        for identifier in self._pending:
            self._refuse(identifier, "no_answer")
        self._pending.clear()
        if self._away_since is None:
            self._away_since = self._now()
            self._outbox.put(encode(Away(since=self._away_since)))

    async def _tell_door(self, text: str) -> None:
        if self._door is None:
            return
        with suppress(OSError):
            # Lost in between: the reading side notices, and tells the page.
            await self._door.send(text)
