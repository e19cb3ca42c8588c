"""Checks before shifts in the database."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from ringwell.access.shift_checks import MOST_KEPT, Measured, ShiftCheck
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.tables.shift_checks import shift_checks

_table = shift_checks.c


class PostgresShiftChecks:
    """The `ShiftChecks` port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, workspace_id: str, check: ShiftCheck) -> None:
        values = {
            "workspace_id": workspace_id,
            "user_id": check.user_id,
            "made_at": check.at,
            "measured": msgspec.to_builtins(check.measured),
        }
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(upsert(shift_checks).values(values).on_conflict_do_nothing())
            mine = _table.user_id == check.user_id
            old = select(_table.made_at).where(mine).order_by(_table.made_at.desc()).offset(MOST_KEPT)
            await connection.execute(delete(shift_checks).where(mine, _table.made_at.in_(old)))

    async def of_user(self, workspace_id: str, user_id: str, most: int) -> Sequence[ShiftCheck]:
        wanted = select(shift_checks).where(_table.user_id == user_id)
        async with self._database.tenant(workspace_id) as connection:
            rows = await connection.execute(wanted.order_by(_table.made_at.desc()).limit(most))
            return [
                ShiftCheck(
                    user_id=row["user_id"],
                    at=row["made_at"],
                    measured=msgspec.convert(row["measured"], Measured),
                )
                for row in rows.mappings()
            ]
