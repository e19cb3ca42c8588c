"""Hints from the database that a configuration has changed, whoever changed it. They reach only those connected now."""

import asyncio
from collections.abc import Callable
from typing import Final
from uuid import UUID

import asyncpg
import structlog

from ringwell.adapters.postgres.driver import connect
from ringwell.adapters.postgres.roster import CHANNEL as BRAINS
from ringwell.kernel.ids import WORKSPACE, make_id

CHANNEL: Final = "ringwell_config"
PAUSE_S: Final = 1.0

_log: structlog.stdlib.BoundLogger = structlog.get_logger()
Heard = Callable[[str, int], None]
"""Called with the workspace's id and its newest config version."""


class ConfigHints:
    """Listens until cancelled, connecting again when the database comes back; `back` is called after each connect: hints may be missed.
    `brains` is called when the roster of brains or their leases have changed."""

    def __init__(self, url: str, heard: Heard, back: Callable[[], None], brains: Callable[[], None]) -> None:
        self._url = url
        self._heard = heard
        self._back = back
        self._brains = brains
        self._said = False

    async def run(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                if not self._said:
                    _log.warning("no hints from the database", reason=str(error))
                self._said = True
            await asyncio.sleep(PAUSE_S)

    async def _listen(self) -> None:
        gone = asyncio.Event()
        connection = await connect(self._url, "config-hints")
        try:
            connection.add_termination_listener(lambda _: gone.set())
            await connection.add_listener(CHANNEL, self._on_hint)
            await connection.add_listener(BRAINS, self._on_brains)
            self._said = False
            self._back()
            await gone.wait()
        finally:
            connection.terminate()

    def _on_brains(self, _connection: object, _pid: int, _channel: str, _payload: object) -> None:
        self._brains()

    def _on_hint(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        workspace, _, version = str(payload).partition(" ")
        self._heard(make_id(WORKSPACE, UUID(workspace)), int(version))
