"""Hints from the database (NOTIFY). They reach only those connected now."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

import asyncpg
import structlog

from ringwell.adapters.postgres.driver import connect

PAUSE_S: Final = 1.0

_log: structlog.stdlib.BoundLogger = structlog.get_logger()
Heard = Callable[[str], None]
"""Called with a hint's payload."""


class Hints:
    """Listens to channels until cancelled, connecting again when the database comes back; `back` is called after each connect: hints may be
    missed."""

    def __init__(self, url: str, name: str, channels: Mapping[str, Heard], back: Callable[[], None]) -> None:
        self._url = url
        self._name = name
        self._channels = channels
        self._back = back
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
        connection = await connect(self._url, self._name)
        try:
            connection.add_termination_listener(lambda _: gone.set())
            for channel in self._channels:
                await connection.add_listener(channel, self._on_hint)
            self._said = False
            self._back()
            await gone.wait()
        finally:
            connection.terminate()

    def _on_hint(self, _connection: object, _pid: int, channel: str, payload: object) -> None:
        self._channels[channel](str(payload))
