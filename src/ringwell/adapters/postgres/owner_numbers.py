"""Numbers of clients' owners, as they are dialled: none that a stranger may not have us call."""

from typing import Any

import msgspec
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.tables import setup
from ringwell.adapters.postgres.tables.workspace import workspaces
from ringwell.kernel.numbers import check_callable, normalise
from ringwell.kernel.settings import WorkspaceSettings


async def dial_as_is_known(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> None:
    """The number of an entry of a call-out list as the trunk takes it; other things are left alone. Raises InvalidValue."""
    if table is not setup.owners:
        return
    row = (await connection.execute(select(workspaces.c.settings))).scalar_one()
    settings = msgspec.convert(row, WorkspaceSettings)
    number = normalise(str(values["number"]), settings.region)
    check_callable(number, settings.region, anywhere=settings.has_callback_prefixes)
    values["number"] = number
