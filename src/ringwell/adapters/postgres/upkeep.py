"""What the database needs from time to time so that it stays quick and never runs out of months."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from ringwell.adapters.postgres.database import Database

MONTHS_AHEAD: Final = 6
_PARTITIONS: Final = text("SELECT make_event_partitions(:months)")
_OLD_SESSIONS: Final = text(
    "DELETE FROM sessions WHERE least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '30 days'"
)


class PostgresUpkeep:
    """Safe to run at any time, by several at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self, workspaces: Sequence[str]) -> None:
        """Make the log's partitions for the coming months; forget sessions that are long over."""
        async with self._database.across() as connection:
            await connection.execute(_PARTITIONS, {"months": MONTHS_AHEAD})
        for workspace_id in workspaces:
            async with self._database.tenant(workspace_id) as connection:
                await connection.execute(_OLD_SESSIONS)
