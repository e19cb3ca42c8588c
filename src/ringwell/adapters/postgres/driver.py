"""The driver itself, where SQLAlchemy's pool is too much: what is done for every call, and the listener. Only what they need, with types."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast

import asyncpg
from sqlalchemy import make_url

from ringwell.adapters.postgres.errors import is_away
from ringwell.kernel.errors import StoreAway


class DriverConnection(Protocol):
    """One connection, for one task at a time."""

    def fetchrow(self, query: str, *args: object, timeout: float) -> Awaitable[Any]: ...
    async def add_listener(self, channel: str, heard: Callable[[object, int, str, object], None]) -> None: ...
    def add_termination_listener(self, gone: Callable[[object], None]) -> None: ...
    def is_closed(self) -> bool: ...
    def terminate(self) -> None: ...


async def connect(url: str, name: str, *, timeout_s: float = 10) -> DriverConnection:
    """Connect by a URL for SQLAlchemy. `name` is what the server lists the connection under."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    settings = {"application_name": f"ringwell-{name}"}
    made = await cast("Any", asyncpg).connect(plain, timeout=timeout_s, server_settings=settings)
    return cast("DriverConnection", made)


DRIVER_ERRORS = (
    TimeoutError,
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


class QuickLine:
    """One connection for single statements, each a transaction of its own, one at a time: a tenth of the work of a pooled transaction.

    The statements call functions of functions.sql that set the workspace themselves. Connects when first used, and again after a loss.
    """

    def __init__(self, url: str, name: str, *, timeout_s: float = 10) -> None:
        self._url = url
        self._name = name
        self._timeout_s = timeout_s
        self._connection: DriverConnection | None = None
        self._turn = asyncio.Lock()

    async def ask(self, query: str, *args: object) -> Any:
        """The first row, or None. Raises StoreAway when the database does not answer, and what the driver says of other errors."""
        async with self._turn:
            try:
                connection = await self._connected()
                return await connection.fetchrow(query, *args, timeout=self._timeout_s)
            except BaseException as error:
                # Even when cancelled: an answer that nobody read would be taken for the next one's.
                if not isinstance(error, asyncpg.PostgresError) or is_away(error):
                    self.drop()
                if isinstance(error, DRIVER_ERRORS) and is_away(error):
                    raise StoreAway from error
                raise

    async def _connected(self) -> DriverConnection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await connect(self._url, self._name, timeout_s=self._timeout_s)
        return self._connection

    def drop(self) -> None:
        """Forget the connection, which may be half dead: nobody waits for it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()
