"""The one way to the database: a pool, and transactions that say for which workspace they are."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from ringwell.adapters.postgres.errors import store_errors
from ringwell.kernel.ids import uuid_of

_FOR_WORKSPACE = text("SELECT set_config('ringwell.workspace_id', :workspace, true)")


class Database:
    """A pool of connections under one role. Connects when first used; close it at the end.

    `name` is what the server lists its connections under. Transactions raise StoreAway when the server is away.
    """

    def __init__(self, url: str, *, name: str, connections: int = 5, timeout_s: float = 10) -> None:
        self._engine = create_async_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=timeout_s,
            pool_pre_ping=False,
            # What was asked may be personal; the log is told only which statement failed.
            hide_parameters=True,
            json_serializer=_to_json,
            json_deserializer=msgspec.json.decode,
            connect_args={
                "timeout": timeout_s,
                "command_timeout": 60,
                "server_settings": {"application_name": f"ringwell-{name}"},
            },
        )

    @asynccontextmanager
    async def tenant(self, workspace_id: str, *, snapshot: bool = False) -> AsyncGenerator[AsyncConnection]:
        """A transaction for one workspace: sees and writes its rows only. Commits at the end, rolls back on an error.

        With `snapshot`, every statement in it sees the rows of one moment.
        """
        with store_errors():
            async with self._engine.connect() as connection:
                if snapshot:
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                async with connection.begin():
                    await connection.execute(_FOR_WORKSPACE, {"workspace": str(uuid_of(workspace_id))})
                    yield connection

    @asynccontextmanager
    async def across(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction for no workspace: sees no row of any, but what the functions of functions.sql tell."""
        with store_errors():
            async with self._engine.begin() as connection:
                yield connection

    async def close(self) -> None:
        await self._engine.dispose()


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()
