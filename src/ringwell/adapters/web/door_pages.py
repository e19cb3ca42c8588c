"""The brain's end of an edge's WebSocket, and the pages that look through it."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Final

import msgspec
from aiohttp import WSMsgType, web

from ringwell.adapters.web.door_answers import Answers, Moved
from ringwell.adapters.web.door_wire import GONE, MOVED, Greeting, read_page, to_pages
from ringwell.adapters.web.feed import Feed
from ringwell.adapters.web.live import ClientFrame, Command, Hello, Ping, Pong, Problem, Reply, Subscribe
from ringwell.journeys.commands import PhoneOpened

MOST_WAITING_BYTES: Final = 16 * 1024 * 1024
"""Frames that may wait for one edge. One that reads slower is cut off, and its pages come back for snapshots."""
MAX_COMMANDS_AT_ONCE: Final = 32
ANSWERED_S: Final = 1.0
"""So long answers under way are waited for when a workspace goes to another brain."""
LEFT_OUT_PAUSE_S: Final = 2.0
"""When a desk whose workspace is left out is turned away: later, so that it does not ask again at once."""

_log: Final = logging.getLogger("ringwell.door")
_greetings: Final = msgspec.json.Decoder(Greeting)
_frames: Final = msgspec.json.Decoder(ClientFrame)


class EdgeLine:
    """One edge with its pages. `hello` makes the first frame of a page, `feed` gives a workspace's, `cut` ends the connection at once.

    Desks of a workspace that is `left_out` are turned away; supervisors see on their board that it is. Pages of workspaces that the door
    does not have (`serves`) are told to look for another."""

    def __init__(
        self,
        *,
        hello: Callable[[], Hello],
        feed: Callable[[str], Feed],
        left_out: Callable[[], Collection[str]],
        serves: Callable[[str], bool],
        answers: Answers,
        now: Callable[[], datetime],
        cut: Callable[[], None],
        most_waiting: int,
    ) -> None:
        self._hello = hello
        self._feed = feed
        self._left_out = left_out
        self._serves = serves
        self._answers = answers
        self._now = now
        self._cut = cut
        self._most_waiting = most_waiting
        self._pages: dict[int, Page] = {}
        self._out: list[tuple[list[int], bytes]] = []
        self._waiting = 0
        self._due = asyncio.Event()
        self._sent = asyncio.Event()

    @property
    def pages(self) -> Iterator["Page"]:
        return iter(self._pages.values())

    def send(self, page: int, frame: bytes) -> None:
        """Send soon, in order, together with what else is sent at this moment; a frame for several pages goes once."""
        if self._out and self._out[-1][1] is frame:
            self._out[-1][0].append(page)
        else:
            self._out.append(([page], frame))
            self._waiting += len(frame)
            if self._waiting > self._most_waiting:
                self._cut()
        self._due.set()

    async def run(self, socket: web.WebSocketResponse) -> None:
        """Until either side ends it."""
        writer = asyncio.create_task(self._write(socket), name="door-writer")
        reader = asyncio.create_task(self._read(socket), name="door-reader")
        try:
            await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for page in self._pages.values():
                page.leave()
            self._pages.clear()
            reader.cancel()
            writer.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)

    async def _write(self, socket: web.WebSocketResponse) -> None:
        with suppress(ConnectionError):
            while True:
                await self._due.wait()
                self._due.clear()
                out, self._out, self._waiting = self._out, [], 0
                await socket.send_frame(to_pages(out), WSMsgType.TEXT)
                self._sent.set()

    async def _read(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return
            try:
                number, frame = read_page(message.data)
            except ValueError:
                return
            self._heard(number, frame)
            await self._let_write()

    async def _let_write(self) -> None:
        """Pages ask for more than is shown by itself: when all of an edge come at once, each for a snapshot, what they ask for goes out
        before the next is heard."""
        if self._waiting > self._most_waiting // 4:
            self._sent.clear()
            await self._sent.wait()

    def _heard(self, number: int, frame: str) -> None:
        page = self._pages.get(number)
        try:
            if frame == GONE:
                self._leave(number)
            elif page is not None:
                page.heard(_frames.decode(frame))
            else:
                self._arrive(number, _greetings.decode(frame))
        except msgspec.MsgspecError:
            self._leave(number)
            self.send(number, GONE.encode())

    def _arrive(self, number: int, greeting: Greeting) -> None:
        if greeting.role == "agent" and greeting.workspace_id in self._left_out():
            asyncio.get_running_loop().call_later(LEFT_OUT_PAUSE_S, self.send, number, GONE.encode())
            return
        if not self._serves(greeting.workspace_id):
            self.send(number, MOVED.encode())
            return
        page = Page(number, greeting, self, self._feed(greeting.workspace_id), self._answers, self._now)
        self._pages[number] = page
        page.begin(self._hello())

    async def move(self, workspace_ids: Collection[str]) -> None:
        """Have the pages of these workspaces look for another door, when what they asked for has been answered."""
        moved = {n: page for n, page in self._pages.items() if page.greeting.workspace_id in workspace_ids}
        await asyncio.gather(*(page.answered() for page in moved.values()))
        for number in moved:
            self._leave(number)
            self.send(number, MOVED.encode())

    def _leave(self, number: int) -> None:
        page = self._pages.pop(number, None)
        if page is not None:
            page.leave()


class Page:
    """One page, through its edge."""

    def __init__(
        self,
        number: int,
        greeting: Greeting,
        line: EdgeLine,
        feed: Feed,
        answers: Answers,
        now: Callable[[], datetime],
    ) -> None:
        self.greeting: Final = greeting
        self.phone_session_id = greeting.phone_session_id
        self._number = number
        self._line = line
        self._feed = feed
        self._answers = answers
        self._now = now
        self._topics: set[str] = set()
        self._commands: set[asyncio.Task[None]] = set()

    def begin(self, hello: Hello) -> None:
        self.send(msgspec.json.encode(hello))
        for topic in sorted(self.greeting.topics):
            self._subscribe(topic)

    def send(self, frame: bytes) -> None:
        self._line.send(self._number, frame)

    def leave(self) -> None:
        """Nothing is shown to it any more; what it asked for is done."""
        for topic in self._topics:
            self._feed.unsubscribe(topic, self)
        self._topics.clear()

    async def answered(self) -> None:
        """What was asked for has been answered, or will not be here."""
        if self._commands:
            await asyncio.wait(tuple(self._commands), timeout=ANSWERED_S)

    def heard(self, frame: ClientFrame) -> None:
        match frame:
            case Subscribe():
                self._subscribe(frame.topic)
            case Command():
                self._do(frame)
            case Ping():
                self.send(msgspec.json.encode(Pong(server_time=self._now())))
            case _:
                self._topics.discard(frame.topic)
                self._feed.unsubscribe(frame.topic, self)

    def _subscribe(self, topic: str) -> None:
        self._topics.add(topic)
        self._feed.subscribe(topic, self)

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
        except Moved:
            return  # it will be asked again behind another door
        except Exception:  # noqa: BLE001 - the page gets an answer whatever failed
            _log.exception("a person's command failed")
            problem = Problem(code="unexpected")
        self._reply(frame.id, problem)

    def _reply(self, identifier: str, problem: Problem | None) -> None:
        self.send(msgspec.json.encode(Reply(id=identifier, problem=problem)))
