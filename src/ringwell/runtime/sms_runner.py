"""The worker's texts: takes what is due, gives it to the workspace's gateway, tells what came of it, and hears what the gateway tells later.

A worker that is killed leaves a text taken; the next one tries it again when its time is over. If the gateway had it already, it comes twice: SMPP has
no way to ask. That is told with what becomes of it.
"""

import asyncio
from typing import Final

from ringwell.kernel.errors import StoreAway
from ringwell.kernel.gsm import divided
from ringwell.kernel.sms import (
    Gateways,
    Receipt,
    SmsSettings,
    SmsSetup,
    TakeReceipt,
    Text,
    TextLine,
    TextOutbox,
    TextOutcome,
    WaitingText,
)
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import pause

LOOK_EVERY_S: Final = 1.0
AT_ONCE: Final = 8
"""So many workspaces send at a time: a gateway that is slow holds nobody else's texts up."""
RESTS_S: Final = (2.0, 5.0, 15.0, 60.0)
"""How long a gateway that could not take a text is left alone, each time in a row."""

NOT_SET_UP: Final = TextOutcome(verdict="refused", code="not_set_up")
BROKE: Final = TextOutcome(verdict="later", code="broke", unsure=True)
ERASED: Final = TextOutcome(verdict="refused", code="erased")


class _Way:
    """A workspace's line, and how it goes. `version` is of the settings it was made by."""

    def __init__(self, line: TextLine, version: int) -> None:
        self.line = line
        self.version = version
        self.failed = 0
        self.rests_until = 0.0


class SmsRunner:
    """Sends the texts of all workspaces, of each one after the other."""

    def __init__(self, *, outbox: TextOutbox, setup: SmsSetup, gateways: Gateways, say: Log) -> None:
        self._outbox = outbox
        self._setup = setup
        self._gateways = gateways
        self._say = say
        self._ways: dict[str, _Way] = {}
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop. What is being sent then is tried again by the next worker."""
        try:
            while not stop.is_set():
                try:
                    await self._look()
                except StoreAway:
                    self._say.warning("the database does not answer: texts wait")
                await pause(stop, LOOK_EVERY_S)
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
            for way in self._ways.values():
                self._leave(way)
            await asyncio.gather(*self._leaving, return_exceptions=True)

    async def _look(self) -> None:
        wanted = await self._outbox.workspaces()
        for workspace_id in [each for each in self._ways if each not in (*wanted, *self._busy)]:
            self._leave(self._ways.pop(workspace_id))
        for workspace_id in wanted:
            if len(self._busy) < AT_ONCE and workspace_id not in self._busy and not self._rests(workspace_id):
                task = asyncio.create_task(self._serve(workspace_id), name=f"texts of {workspace_id}")
                self._busy[workspace_id] = task
                task.add_done_callback(lambda _, key=workspace_id: self._busy.pop(key, None))

    def _leave(self, way: _Way) -> None:
        """Beside the rest: a gateway may be long in hearing a goodbye."""
        leaving = asyncio.create_task(way.line.close(), name="leaving a gateway")
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    def _rests(self, workspace_id: str) -> bool:
        way = self._ways.get(workspace_id)
        return way is not None and asyncio.get_running_loop().time() < way.rests_until

    async def _serve(self, workspace_id: str) -> None:
        try:
            settings = await self._setup.read(workspace_id)
            if settings.version == 0:
                await self._none(workspace_id)
            else:
                await self._all_of(workspace_id, await self._way(workspace_id, settings))
        except StoreAway:
            self._say.warning("the database does not answer: texts wait")
        except Exception as fault:  # noqa: BLE001 - nobody awaits this task: what ended it is said here
            self._say.error(
                "a workspace's texts are stuck", workspace=workspace_id, problem=type(fault).__name__
            )

    async def _none(self, workspace_id: str) -> None:
        while (text := await self._outbox.take(workspace_id)) is not None:
            await self._outbox.told(workspace_id, text, NOT_SET_UP)

    async def _all_of(self, workspace_id: str, way: _Way) -> None:
        """Until none is due. Where the gateway cannot take one, the others stay as they are and it is left alone for a while."""
        away, tried = await way.line.listen() is not None, False
        while (text := await self._outbox.take(workspace_id)) is not None:
            tried, outcome = True, await self._tried(workspace_id, way, text)
            await self._outbox.told(workspace_id, text, outcome)
            if outcome.verdict == "later":
                self._leave_alone(way)
                return
            way.failed = 0
        if away and not tried:
            self._leave_alone(way)

    def _leave_alone(self, way: _Way) -> None:
        way.rests_until = asyncio.get_running_loop().time() + RESTS_S[min(way.failed, len(RESTS_S) - 1)]
        way.failed += 1

    async def _tried(self, workspace_id: str, way: _Way, text: WaitingText) -> TextOutcome:
        if text.number is None:
            return ERASED
        if text.taken >= len(divided(text.text).parts):
            return TextOutcome(verdict="sent")
        out = Text(text_id=text.text_id, number=text.number, text=text.text, first=text.taken)
        try:
            return await way.line.send(out)
        except Exception as fault:  # noqa: BLE001 - a text that breaks must not end the worker; it is tried again, a few times
            self._say.error(
                "a text broke", workspace=workspace_id, text=text.text_id, problem=type(fault).__name__
            )
            return BROKE

    async def _way(self, workspace_id: str, settings: SmsSettings) -> _Way:
        way = self._ways.get(workspace_id)
        if way is not None and way.version != settings.version:
            del self._ways[workspace_id]
            await way.line.close()
            way = None
        if way is None:
            line = self._gateways.line(settings, self._receipts(workspace_id))
            way = self._ways[workspace_id] = _Way(line, settings.version)
        return way

    def _receipts(self, workspace_id: str) -> TakeReceipt:
        async def take(receipt: Receipt) -> bool:
            return await self._outbox.receipt(workspace_id, receipt)

        return take
