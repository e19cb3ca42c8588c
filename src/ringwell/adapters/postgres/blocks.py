"""The block list. Numbers and reasons are sealed under the master key, for they belong to no contact; a number is found by its keyed hash."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import UNSET
from sqlalchemy import RowMapping, Select, func, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.config_changes import Changes
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.sealing import Sealer, token_hash
from ringwell.adapters.postgres.tables.blocks import blocks
from ringwell.kernel.errors import AlreadyExists, NoRoom, NotFound, VersionConflict
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids
from ringwell.projects.blocks import MOST, Block, BlockEntry
from ringwell.projects.ports import BlockChange

KIND: Final = "blocks"
_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('blocks ' || current_workspace()::text, 0))"
)
"""Of two who make an entry at once, the second counts the first one's."""


class _Content(msgspec.Struct, kw_only=True):
    """What is sealed of an entry."""

    value: str
    reason: str


class PostgresBlocks:
    """The `Blocks` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._changes = Changes(ids)

    async def all(self, workspace_id: str) -> Sequence[BlockEntry]:
        wanted = _kept().order_by(blocks.c.made_at.desc(), blocks.c.block_id)
        async with self._database.tenant(workspace_id) as connection:
            return [_entry_of(self._sealer, row) for row in (await connection.execute(wanted)).mappings()]

    async def make(self, workspace_id: str, entry: BlockEntry, by: Actor) -> BlockEntry:
        row = {
            "block_id": entry.block_id,
            "kind": entry.kind,
            "value_hash": self._sealer.hash(workspace_id, "block", entry.value),
            "content_sealed": self._sealed(entry),
            "state": entry.state,
            "made_by": entry.made_by,
            "interaction_id": entry.interaction_id,
            "ends_at": entry.ends_at,
            "review_at": entry.review_at,
        }
        try:
            async with self._database.tenant(workspace_id) as connection:
                await connection.execute(_TURN)
                count = select(func.count()).select_from(blocks).where(blocks.c.removed_at.is_(None))
                if (await connection.scalar(count) or 0) >= MOST:
                    raise NoRoom(kind=KIND)
                await connection.execute(insert(blocks).values(workspace_id=workspace_id, **row))
                await self._changes.mark(
                    connection, workspace_id, by, kind=KIND, thing=entry.block_id, change="created", version=1
                )
                return await self._read(connection, entry.block_id)
        except IntegrityError as error:
            raise AlreadyExists(field="value") from error

    async def change(
        self, workspace_id: str, block_id: str, change: BlockChange, by: Actor, *, if_version: int | None
    ) -> BlockEntry:
        given = {
            name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET
        }
        async with self._database.tenant(workspace_id) as connection:
            before = await self._read(connection, block_id, lock=True)
            if if_version is not None and if_version != before.version:
                raise VersionConflict(current=before.version)
            after = msgspec.structs.replace(before, **given, version=before.version + 1)
            values: dict[str, Any] = {name: value for name, value in given.items() if name != "reason"}
            values |= {"version": after.version, "content_sealed": self._sealed(after)}
            await connection.execute(update(blocks).where(blocks.c.block_id == block_id).values(values))
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind=KIND,
                thing=block_id,
                change="changed",
                version=after.version,
                fields=tuple(sorted(given)),
            )
            return after

    async def remove(self, workspace_id: str, block_id: str, by: Actor) -> None:
        async with self._database.tenant(workspace_id) as connection:
            before = await self._read(connection, block_id, lock=True)
            # The row stays, for what happened by it; whom it named does not.
            forgotten = {"content_sealed": b"", "value_hash": token_hash(block_id)}
            gone = update(blocks).where(blocks.c.block_id == block_id)
            await connection.execute(gone.values(removed_at=func.now(), **forgotten))
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind=KIND,
                thing=block_id,
                change="removed",
                version=before.version,
            )

    async def _read(self, connection: AsyncConnection, block_id: str, *, lock: bool = False) -> BlockEntry:
        wanted = _kept().where(blocks.c.block_id == block_id)
        row = (await connection.execute(wanted.with_for_update() if lock else wanted)).mappings().first()
        if row is None:
            raise NotFound(kind=KIND, id=block_id)
        return _entry_of(self._sealer, row)

    def _sealed(self, entry: BlockEntry) -> bytes:
        content = msgspec.json.encode(_Content(value=entry.value, reason=entry.reason)).decode()
        return self._sealer.seal_secret(content, place=_place(entry.block_id))


async def blocks_in_force(connection: AsyncConnection, sealer: Sealer) -> tuple[Block, ...]:
    """Those by which callers are kept out now, for the floor, which looks at their ends again."""
    wanted = _kept().where(
        blocks.c.state == "on", or_(blocks.c.ends_at.is_(None), blocks.c.ends_at > func.now())
    )
    found = (_entry_of(sealer, row) for row in (await connection.execute(wanted)).mappings())
    return tuple(
        Block(block_id=each.block_id, kind=each.kind, value=each.value, ends_at=each.ends_at)
        for each in found
    )


def _kept() -> Select[*tuple[Any, ...]]:
    return select(blocks).where(blocks.c.removed_at.is_(None))


def _entry_of(sealer: Sealer, row: RowMapping) -> BlockEntry:
    sealed = sealer.unseal_secret(row["content_sealed"], place=_place(row["block_id"]))
    content = msgspec.json.decode(sealed, type=_Content)
    plain = {name: row[name] for name in BlockEntry.__struct_fields__ if name in row}
    return BlockEntry(**plain, value=content.value, reason=content.reason)


def _place(block_id: str) -> str:
    return f"blocks:{block_id}"
