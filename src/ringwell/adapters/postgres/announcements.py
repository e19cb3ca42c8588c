"""Announcements, those that are on and those that were."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.config_changes import Changes
from ringwell.adapters.postgres.config_uses import keep
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.tables.speech import announcements
from ringwell.flows.announcements import TARGETS, Announcement, AnnouncementEntry, check_room
from ringwell.flows.own_prompts import Spoken
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids

KIND: Final = "announcements"
CHANNEL: Final = "ringwell_announcements"
"""The payload is the workspace, as a UUID: what its callers are told has changed."""
_HINT: Final = text("SELECT pg_notify(:channel, current_workspace()::text)")
SHOWN: Final = 50
_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('announcements ' || current_workspace()::text, 0))"
)
_ON: Final = and_(announcements.c.ended_at.is_(None), announcements.c.ends_at > func.now())


class PostgresAnnouncements:
    """The `Announcements` port."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._changes = Changes(ids)

    async def all(self, workspace_id: str) -> Sequence[AnnouncementEntry]:
        wanted = select(announcements).order_by(announcements.c.made_at.desc()).limit(SHOWN)
        async with self._database.tenant(workspace_id) as connection:
            return [_entry(row) for row in (await connection.execute(wanted)).mappings()]

    async def on(self, workspace_id: str) -> Sequence[AnnouncementEntry]:
        async with self._database.tenant(workspace_id) as connection:
            return [_entry(row) for row in (await connection.execute(_on())).mappings()]

    async def begin(self, workspace_id: str, entry: AnnouncementEntry, by: Actor) -> AnnouncementEntry:
        values = {
            **{name: getattr(entry, name) for name in entry.__struct_fields__},
            "said": msgspec.to_builtins(entry.said),
        }
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_TURN)
            if (kind := TARGETS.get(entry.target)) is not None:
                await keep(connection, kind, entry.target_id)
            on = (await connection.execute(_on())).mappings()
            check_room([_entry(row) for row in on], entry)
            await connection.execute(insert(announcements).values(workspace_id=workspace_id, **values))
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind=KIND,
                thing=entry.announcement_id,
                change="created",
                version=entry.version,
            )
            await connection.execute(_HINT, {"channel": CHANNEL})
        return entry

    async def end(self, workspace_id: str, announcement_id: str, user_id: str, by: Actor) -> None:
        which = announcements.c.announcement_id == announcement_id
        async with self._database.tenant(workspace_id) as connection:
            ended = (
                update(announcements)
                .where(which, _ON)
                .values(ended_at=func.now(), ended_by=user_id, version=announcements.c.version + 1)
                .returning(announcements)
            )
            row = (await connection.execute(ended)).mappings().first()
            if row is not None:
                await self._changes.mark(
                    connection,
                    workspace_id,
                    by,
                    kind=KIND,
                    thing=announcement_id,
                    change="removed",
                    version=_entry(row).version,
                )
                await connection.execute(_HINT, {"channel": CHANNEL})
            elif await connection.scalar(select(func.count()).select_from(announcements).where(which)) == 0:
                raise NotFound(kind=KIND, id=announcement_id)


async def announcements_in_force(connection: AsyncConnection) -> tuple[Announcement, ...]:
    """Those that callers hear now, for the floor, which looks at their ends again."""
    entries = (_entry(row) for row in (await connection.execute(_on())).mappings())
    return tuple(
        Announcement(
            announcement_id=each.announcement_id,
            target=each.target,
            target_id=each.target_id,
            sounds={language: spoken.sound for language, spoken in each.said.items()},
            ends_at=each.ends_at,
            to_waiting=each.to_waiting,
        )
        for each in entries
    )


def heard_or_shown() -> ColumnElement[bool]:
    """Those whose sounds somebody may still play: callers, or who looks through the newest."""
    newest = announcements.alias().c
    shown = select(newest.announcement_id).order_by(newest.made_at.desc()).limit(SHOWN)
    return or_(_ON, announcements.c.announcement_id.in_(shown))


def _on() -> Select[*tuple[object, ...]]:
    return select(announcements).where(_ON).order_by(announcements.c.made_at)


def _entry(row: RowMapping) -> AnnouncementEntry:
    plain = {name: row[name] for name in AnnouncementEntry.__struct_fields__ if name != "said"}
    return AnnouncementEntry(**plain, said=msgspec.convert(row["said"], dict[str, Spoken]))
