"""Lists of numbers that segments of callers go by."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import delete, func, select, text, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.config_changes import Changes
from ringwell.adapters.postgres.contact_cards import Cards
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.directory import PostgresDirectory
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.setup import caller_segments, segment_numbers
from ringwell.customers.ports import KnownCaller
from ringwell.customers.segments import MOST_NUMBERS
from ringwell.kernel.errors import NoRoom, NotFound
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids

KIND: Final = "segments"
AT_ONCE: Final = 5000
_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('segment_numbers ' || current_workspace()::text, 0))"
)
"""Of two who add numbers at once, the second counts the first one's."""


class PostgresSegmentNumbers:
    """The `SegmentNumbers` port."""

    def __init__(self, database: Database, directory: PostgresDirectory, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._directory = directory
        self._cards = Cards(sealer, ids)
        self._changes = Changes(ids)

    async def counts(self, workspace_id: str) -> Mapping[str, int]:
        each = segment_numbers.c.caller_segment_id
        async with self._database.tenant(workspace_id) as connection:
            rows = await connection.execute(select(each, func.count()).group_by(each))
            return {str(segment): int(count) for segment, count in rows.all()}

    async def add(self, workspace_id: str, caller_segment_id: str, numbers: Sequence[str], by: Actor) -> int:
        hashes = await asyncio.to_thread(
            lambda: [self._cards.number_hash(workspace_id, number) for number in numbers]
        )
        async with self._database.tenant(workspace_id) as connection:
            version = await self._version(connection, caller_segment_id)
            await connection.execute(_TURN)
            added = 0
            for some in (hashes[at : at + AT_ONCE] for at in range(0, len(hashes), AT_ONCE)):
                rows = [
                    {
                        "workspace_id": workspace_id,
                        "number_hash": each,
                        "caller_segment_id": caller_segment_id,
                    }
                    for each in some
                ]
                written = insert(segment_numbers).values(rows).on_conflict_do_nothing()
                added += len((await connection.execute(written.returning(true()))).all())
            if (
                await connection.scalar(select(func.count()).select_from(segment_numbers)) or 0
            ) > MOST_NUMBERS:
                raise NoRoom(kind="segment_numbers")
            if added:
                await self._mark(connection, workspace_id, caller_segment_id, version, by)
            return added

    async def empty(self, workspace_id: str, caller_segment_id: str, by: Actor) -> None:
        gone = delete(segment_numbers).where(segment_numbers.c.caller_segment_id == caller_segment_id)
        async with self._database.tenant(workspace_id) as connection:
            version = await self._version(connection, caller_segment_id)
            await connection.execute(gone)
            await self._mark(connection, workspace_id, caller_segment_id, version, by)

    async def look(self, workspace_id: str, number: str, *, region: str) -> KnownCaller:
        return await self._directory.look(workspace_id, number, region=region)

    async def _version(self, connection: AsyncConnection, caller_segment_id: str) -> int:
        """A share lock keeps the segment from being removed before we commit. Raises NotFound."""
        wanted = select(caller_segments.c.version).where(
            caller_segments.c.caller_segment_id == caller_segment_id, caller_segments.c.removed_at.is_(None)
        )
        version = await connection.scalar(wanted.with_for_update(read=True))
        if version is None:
            raise NotFound(kind=KIND, id=caller_segment_id)
        return int(version)

    async def _mark(
        self, connection: AsyncConnection, workspace_id: str, caller_segment_id: str, version: int, by: Actor
    ) -> None:
        await self._changes.mark(
            connection,
            workspace_id,
            by,
            kind=KIND,
            thing=caller_segment_id,
            change="changed",
            version=version,
            fields=("numbers",),
        )
