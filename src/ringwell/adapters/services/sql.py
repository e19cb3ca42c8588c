"""Puts a flow's question to a database that the settings name: one statement that only reads, what the call knows bound, one row."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol, cast
from uuid import UUID

import asyncpg

from ringwell.adapters.services.answers import told_of
from ringwell.adapters.services.named import NamedService
from ringwell.flows.messages import SqlQuestion, Told
from ringwell.flows.question_problems import is_query

AT_ONCE: Final = 4
CONNECT_S: Final = 3.0


class SqlServices:
    """A small pool for each database; every transaction in it reads only, and what takes too long is stopped there too."""

    def __init__(self) -> None:
        self._pools: dict[str, _Pool] = {}
        self._opening = asyncio.Lock()

    async def ask(self, question: SqlQuestion, service: NamedService) -> Told:
        """Never raises but for cancellation."""
        if not is_query(question.sql):
            return Told("failed", code="refused")
        try:
            async with asyncio.timeout(question.seconds):
                row = await self._row(question, service.url)
        except TimeoutError:
            return Told("failed", code="too_slow")
        except asyncpg.QueryCanceledError:
            return Told("failed", code="too_slow")
        except (ValueError, TypeError, ArithmeticError, asyncpg.DataError):
            return Told("failed", code="wrong_answer")
        except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
            return Told("failed", code="no_connection")
        except asyncpg.PostgresError:
            return Told("failed", code="refused")
        if row is None:
            return Told("not_found")
        if any(column not in row for column in question.results.values()):
            return Told("failed", code="wrong_answer")
        return told_of({name: _plain(row[column]) for name, column in question.results.items()})

    async def close(self) -> None:
        for pool in self._pools.values():
            pool.terminate()
        self._pools.clear()

    async def _row(self, question: SqlQuestion, url: str) -> Mapping[str, object] | None:
        pool = await self._pool(url)
        connection = await pool.acquire()
        try:
            async with connection.transaction(readonly=True):
                await connection.execute(f"SET LOCAL statement_timeout = {int(question.seconds * 1000)}")
                statement = await connection.prepare(question.sql)
                kinds = [each.name for each in statement.get_parameters()]
                bound = [_bound(kind, text) for kind, text in zip(kinds, question.parameters, strict=True)]
                cursor = await statement.cursor(*bound)
                row = await cursor.fetchrow()
        finally:
            await pool.release(connection)
        return None if row is None else dict(row.items())

    async def _pool(self, url: str) -> "_Pool":
        async with self._opening:
            if url not in self._pools:
                made = await asyncpg.create_pool(  # pyright: ignore[reportUnknownMemberType]
                    url,
                    min_size=0,
                    max_size=AT_ONCE,
                    timeout=CONNECT_S,
                    max_inactive_connection_lifetime=60,
                    server_settings={
                        "default_transaction_read_only": "on",
                        "application_name": "ringwell flows",
                    },
                )
                self._pools[url] = cast("_Pool", made)
            return self._pools[url]


class _Kind(Protocol):
    @property
    def name(self) -> str: ...


class _Cursor(Protocol):
    async def fetchrow(self) -> Mapping[str, object] | None: ...


class _Statement(Protocol):
    def get_parameters(self) -> Sequence[_Kind]: ...

    async def cursor(self, *bound: object) -> _Cursor: ...


class _Connection(Protocol):
    def transaction(self, *, readonly: bool) -> AbstractAsyncContextManager[object]: ...

    async def execute(self, sql: str) -> object: ...

    async def prepare(self, sql: str) -> _Statement: ...


class _Pool(Protocol):
    """What we use of the driver's pool, which has no types."""

    async def acquire(self) -> _Connection: ...

    async def release(self, connection: _Connection) -> None: ...

    def terminate(self) -> None: ...


def _bound(kind: str, text: str) -> object:
    """What is entered is text; a column of numbers is asked for a number. ValueError."""
    if kind in ("int2", "int4", "int8"):
        return int(text)
    if kind in ("numeric", "float4", "float8"):
        return Decimal(text) if kind == "numeric" else float(text)
    if kind == "uuid":
        return UUID(text)
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "bool":
        return text == "true"
    return text


def _plain(value: object) -> object:
    """Sums keep their places, days are told as services write them."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
