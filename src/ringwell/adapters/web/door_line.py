"""The edge's end of the door's WebSocket: one for all pages that look through the same door."""

import asyncio
import itertools
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Final

from aiohttp import ClientWebSocketResponse, WSMsgType

from ringwell.adapters.web.door_wire import GONE, MOVED, from_page, read_pages

Heard = Callable[[str], None]
"""Takes a frame for a page. Must not block."""


class DoorLine:
    """An open door, at `address`. Ends with its WebSocket, which it closes with its last page; then `over` is called."""

    def __init__(self, socket: ClientWebSocketResponse, address: str, over: Callable[[], None]) -> None:
        self.address: Final = address
        self._socket = socket
        self._over = over
        self._numbers = itertools.count(1)
        self._pages: dict[int, DoorPage] = {}
        self._reader = asyncio.create_task(self._read(), name="door-line")

    def page(self, workspace_id: str, heard: Heard) -> "DoorPage":
        """A page of this line. What it sends first has to be its Greeting."""
        number = next(self._numbers)
        page = self._pages[number] = DoorPage(number, workspace_id, self, heard)
        return page

    @property
    def workspaces(self) -> frozenset[str]:
        """Those that its pages look at."""
        return frozenset(page.workspace_id for page in self._pages.values())

    def turn_away(self, workspace_ids: Collection[str]) -> None:
        """The pages of these have lost this door, which stands still, and so cannot say that another has them. It is not waited for."""
        for number, page in tuple(self._pages.items()):
            if page.workspace_id in workspace_ids:
                del self._pages[number]
                page.ended.set()
        if not self._pages:
            self._over()
            self._reader.cancel()

    async def send(self, number: int, frame: str) -> None:
        try:
            await self._socket.send_str(from_page(number, frame))
        except RuntimeError as error:  # what the library says of a socket that is closing
            raise ConnectionError(str(error)) from error

    async def leave(self, number: int) -> None:
        """The page is gone."""
        if self._pages.pop(number, None) is None:
            return
        if self._pages:
            with suppress(OSError):
                await self.send(number, GONE)
        else:
            self._over()
            await self._socket.close()

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                if message.type is not WSMsgType.TEXT:
                    break
                for numbers, frame in read_pages(str(message.data)):
                    self._pass_on(numbers, frame)
        finally:
            self._over()
            for page in self._pages.values():
                page.ended.set()
            await self._socket.close()

    def _pass_on(self, numbers: list[int], frame: str) -> None:
        for number in numbers:
            page = self._pages.get(number)
            if page is None:  # it has just gone
                continue
            if frame in (GONE, MOVED):
                page.moved = page.moved or frame == MOVED
                page.ended.set()
            else:
                page.heard(frame)


class DoorPage:
    """One page at the door. `ended` is set when the door has shut, or has turned the page away; then `moved` tells whether its workspace
    is behind another door."""

    def __init__(self, number: int, workspace_id: str, line: DoorLine, heard: Heard) -> None:
        self.number: Final = number
        self.workspace_id: Final = workspace_id
        self.heard: Final = heard
        self.ended: Final = asyncio.Event()
        self.moved = False
        self._line = line

    async def send(self, frame: str) -> None:
        """OSError where the door is shut."""
        await self._line.send(self.number, frame)

    async def close(self) -> None:
        await self._line.leave(self.number)
