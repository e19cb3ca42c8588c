"""The sounds of workspaces, by name."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    all_,
    any_,
    cast,
    delete,
    func,
    literal,
    select,
    text,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.announcements import heard_or_shown
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.tables.setup import flow_drafts, flow_versions
from ringwell.adapters.postgres.tables.speech import announcements, prompts, sounds
from ringwell.flows.studio import MOST_SECONDS, MOST_SOUNDS, NAME_DIGITS, Sound, SoundHead
from ringwell.kernel.errors import NoRoom, NotFound

KIND: Final = "sounds"
KEPT_ANYHOW: Final = timedelta(days=1)
"""Nobody who has made a sound needs longer to say where it is heard; and one that was named lately is not looked for."""
_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('sounds ' || current_workspace()::text, 0))"
)
_NAMED_IN: Final = (
    (flow_versions, "document", true()),
    (flow_drafts, "document", true()),
    (prompts, "said", prompts.c.removed_at.is_(None)),
    (announcements, "said", heard_or_shown()),
)
"""Where sounds are named, and which rows count."""


class PostgresSounds:
    """The `OwnSounds` port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, workspace_id: str, sound: Sound) -> SoundHead:
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_TURN)
            await _check_room(connection, sound)
            kept = insert(sounds).values(
                workspace_id=workspace_id,
                name=sound.name,
                wav=sound.wav,
                seconds=sound.seconds,
                made_of=sound.made_of,
            )
            again = {"used_at": func.now(), "made_of": func.greatest(sounds.c.made_of, sound.made_of)}
            key = [sounds.c.workspace_id, sounds.c.name]
            await connection.execute(kept.on_conflict_do_update(index_elements=key, set_=again))
            return SoundHead(sound.name, sound.seconds)

    async def made_of(self, workspace_id: str, made_of: str) -> SoundHead | None:
        async with self._database.tenant(workspace_id) as connection:
            return await _used(connection, sounds.c.made_of == made_of) if made_of else None

    async def head(self, workspace_id: str, name: str) -> SoundHead:
        async with self._database.tenant(workspace_id) as connection:
            found = await _used(connection, sounds.c.name == name)
            if found is None:
                raise NotFound(kind=KIND)
            return found

    async def read(self, workspace_id: str, name: str) -> bytes:
        async with self._database.tenant(workspace_id) as connection:
            wav = await connection.scalar(select(sounds.c.wav).where(sounds.c.name == name))
            if wav is None:
                raise NotFound(kind=KIND)
            return bytes(wav)

    async def names(self, workspace_id: str) -> Sequence[str]:
        async with self._database.tenant(workspace_id) as connection:
            return list((await connection.execute(select(sounds.c.name))).scalars())

    async def sweep(self, workspace_id: str) -> int:
        """All documents are read only when a sound was in use for a day without being looked for: once a day for each."""
        old = sounds.c.used_at < func.now() - KEPT_ANYHOW
        async with self._database.tenant(workspace_id) as connection:
            if not await connection.scalar(select(select(sounds.c.name).where(old).exists())):
                return 0
            named: set[str] = set()
            for table, column, where in _NAMED_IN:
                named |= await _named(connection, table, column, where)
            # One value, however many there are: people write documents, and a statement takes only so many values.
            every = literal(sorted(named), ARRAY(String))
            in_use = update(sounds).where(sounds.c.name == any_(every)).values(used_at=func.now())
            await connection.execute(in_use)
            gone = delete(sounds).where(old, sounds.c.name != all_(every))
            return (await connection.execute(gone)).rowcount


async def _check_room(connection: AsyncConnection, sound: Sound) -> None:
    """NoRoom. What is there already takes no more room."""
    others = select(func.count(), func.coalesce(func.sum(sounds.c.seconds), 0)).where(
        sounds.c.name != sound.name
    )
    count, seconds = (await connection.execute(others)).one()
    if count >= MOST_SOUNDS or seconds + sound.seconds > MOST_SECONDS:
        raise NoRoom(kind=KIND)


async def _used(connection: AsyncConnection, which: ColumnElement[bool]) -> SoundHead | None:
    """The sound, which is not soon removed."""
    used = update(sounds).where(which).values(used_at=func.now()).returning(sounds.c.name, sounds.c.seconds)
    row = (await connection.execute(used)).first()
    return None if row is None else SoundHead(row.name, row.seconds)


async def _named(
    connection: AsyncConnection, table: Table, column: str, where: ColumnElement[bool]
) -> set[str]:
    """What in this column may be a name of a sound."""
    found = func.regexp_matches(cast(table.c[column], String), f"[0-9a-f]{{{NAME_DIGITS}}}", "g")
    rows = await connection.execute(select(func.unnest(found)).select_from(table).where(where))
    return set(rows.scalars())
