"""The driver itself, where SQLAlchemy's pool is too much: the log's writer and the listener. Only what they need, with types."""

from collections.abc import Callable
from typing import Any, Protocol, cast

import asyncpg
from sqlalchemy import make_url


class DriverConnection(Protocol):
    """One connection, for one task at a time."""

    async def fetchval(self, query: str, *args: object) -> Any: ...
    async def execute(self, query: str, *args: object) -> str: ...
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
