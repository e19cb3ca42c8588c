"""What the database needs from time to time so that it stays quick and never runs out of months."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.guard import delete_old_answers
from ringwell.adapters.postgres.outbox import delete_old_mails
from ringwell.adapters.postgres.texts import delete_old_texts

MONTHS_AHEAD: Final = 6
_PARTITIONS: Final = text("SELECT make_event_partitions(:months)")
_OLD_SESSIONS: Final = text(
    "DELETE FROM sessions WHERE least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '30 days'"
)
_OLD_GUESSES: Final = text("DELETE FROM sign_in_attempts WHERE last_at < now() - interval '2 hours'")


class PostgresUpkeep:
    """Safe to run at any time, by several at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self, workspaces: Sequence[str]) -> None:
        """Make the log's partitions for the coming months; forget sessions that are long over, old answers, mails, texts and guesses."""
        async with self._database.across() as connection:
            await connection.execute(_PARTITIONS, {"months": MONTHS_AHEAD})
            await connection.execute(_OLD_GUESSES)
        for workspace_id in workspaces:
            async with self._database.tenant(workspace_id) as connection:
                await connection.execute(_OLD_SESSIONS)
                await connection.execute(delete_old_answers())
                await connection.execute(delete_old_mails())
                for old in delete_old_texts():
                    await connection.execute(old)
