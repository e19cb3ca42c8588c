"""Hints from the database that something is new. They reach only those connected now; readers go on from their cursors."""

import asyncio
from collections.abc import Callable
from typing import Final
from uuid import UUID

import asyncpg
import structlog

from ringwell.adapters.postgres.driver import connect
from ringwell.kernel.ids import WORKSPACE, make_id

EVENTS: Final = "ringwell_events"
CONFIG: Final = "ringwell_config"
PAUSE_S: Final = 1.0

_log: structlog.stdlib.BoundLogger = structlog.get_logger()
Heard = Callable[[str, str, int], None]
"""Called with the channel, the workspace's id, and the newest sequence number or config version."""


class Notices:
    """Listens until cancelled, connecting again when the database comes back; `back` is called after each connect: hints may be missed."""

    def __init__(self, url: str, heard: Heard, back: Callable[[], None]) -> None:
        self._url = url
        self._heard = heard
        self._back = back

    async def run(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("no hints from the database", reason=str(error))
            await asyncio.sleep(PAUSE_S)

    async def _listen(self) -> None:
        gone = asyncio.Event()
        connection = await connect(self._url, "notices")
        try:
            connection.add_termination_listener(lambda _: gone.set())
            for channel in (EVENTS, CONFIG):
                await connection.add_listener(channel, self._on_notice)
            self._back()
            await gone.wait()
        finally:
            connection.terminate()

    def _on_notice(self, _connection: object, _pid: int, channel: str, payload: object) -> None:
        workspace, _, number = str(payload).partition(" ")
        self._heard(channel, make_id(WORKSPACE, UUID(workspace)), int(number))
