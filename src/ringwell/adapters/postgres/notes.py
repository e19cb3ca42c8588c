"""Notes on interactions and their drafts, sealed under the contact's key, or under one of the interaction's own."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Delete, RowMapping, Select, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.interaction_keys import InteractionKeys
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import data_keys, note_drafts, notes
from ringwell.customers.messages import NoteWritten
from ringwell.customers.model import Note
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids


class PostgresNotes:
    """The `Notes` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._keys = InteractionKeys(sealer, ids)
        self._ids = ids

    async def write(
        self,
        workspace_id: str,
        interaction_id: str,
        user_id: str,
        text: str,
        by: Actor,
        *,
        note_id: str | None = None,
    ) -> Note:
        note_id = note_id or self._ids.new(kinds.NOTE)
        now = datetime.now(UTC)
        async with self._database.tenant(workspace_id) as connection:
            place = await self._keys.place(connection, workspace_id, interaction_id)
            written = upsert(notes).values(
                workspace_id=workspace_id,
                note_id=note_id,
                interaction_id=interaction_id,
                user_id=user_id,
                client_id=place.client_id,
                project_id=place.project_id,
                key_id=place.key_id,
                text_sealed=seal(place.key, text.encode(), place=f"notes:{note_id}"),
                created_at=now,
            )
            made = await connection.scalar(written.on_conflict_do_nothing().returning(notes.c.note_id))
            if made is None:
                return await self._written_before(connection, note_id, interaction_id, user_id)
            await connection.execute(_drop_draft(interaction_id, user_id))
            fact = NoteWritten(note_id=note_id, interaction_id=interaction_id, user_id=user_id)
            await tell_within(
                connection,
                self._ids,
                workspace_id,
                fact,
                by,
                interaction_id=interaction_id,
                client_id=place.client_id,
                project_id=place.project_id,
            )
        return Note(
            note_id=note_id, interaction_id=interaction_id, user_id=user_id, text=text, created_at=now
        )

    async def of_interaction(self, workspace_id: str, interaction_id: str) -> Sequence[Note]:
        mine = _select_notes().where(notes.c.interaction_id == interaction_id)
        async with self._database.tenant(workspace_id) as connection:
            rows = await connection.execute(mine.order_by(notes.c.created_at, notes.c.note_id))
            return [self._note_of(row) for row in rows.mappings()]

    async def named(self, workspace_id: str, note_ids: Sequence[str]) -> Mapping[str, Note]:
        wanted = _select_notes().where(notes.c.note_id.in_(note_ids))
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings()
            return {row["note_id"]: self._note_of(row) for row in rows}

    async def _written_before(
        self, connection: AsyncConnection, note_id: str, interaction_id: str, user_id: str
    ) -> Note:
        found = await connection.execute(_select_notes().where(notes.c.note_id == note_id))
        note = self._note_of(found.mappings().one())
        if (note.interaction_id, note.user_id) != (interaction_id, user_id):
            raise AlreadyExists(field="note_id")
        return note

    def _note_of(self, row: RowMapping) -> Note:
        return Note(
            note_id=row["note_id"],
            interaction_id=row["interaction_id"],
            user_id=row["user_id"],
            text=self._open(row["key_id"], row["wrapped"], row["text_sealed"], f"notes:{row['note_id']}"),
            created_at=row["created_at"],
        )

    async def draft(self, workspace_id: str, interaction_id: str, user_id: str) -> str | None:
        wanted = (
            select(note_drafts.c.key_id, data_keys.c.wrapped, note_drafts.c.text_sealed)
            .join_from(note_drafts, data_keys, data_keys.c.key_id == note_drafts.c.key_id)
            .where(note_drafts.c.interaction_id == interaction_id, note_drafts.c.user_id == user_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).first()
        return (
            None if row is None else self._open(row[0], row[1], row[2], _draft_place(interaction_id, user_id))
        )

    async def save_draft(self, workspace_id: str, interaction_id: str, user_id: str, text: str) -> None:
        async with self._database.tenant(workspace_id) as connection:
            if not text:
                await connection.execute(_drop_draft(interaction_id, user_id))
                return
            place = await self._keys.place(connection, workspace_id, interaction_id)
            sealed = seal(place.key, text.encode(), place=_draft_place(interaction_id, user_id))
            changed = {"key_id": place.key_id, "text_sealed": sealed, "updated_at": datetime.now(UTC)}
            saved = upsert(note_drafts).values(
                workspace_id=workspace_id, interaction_id=interaction_id, user_id=user_id, **changed
            )
            await connection.execute(
                saved.on_conflict_do_update(
                    index_elements=["workspace_id", "interaction_id", "user_id"], set_=changed
                )
            )

    def _open(self, key_id: str, wrapped: bytes | None, sealed: bytes, place: str) -> str | None:
        if wrapped is None:
            return None
        return unseal(self._sealer.unwrap(key_id, wrapped), sealed, place=place).decode()


def _select_notes() -> Select[*tuple[Any, ...]]:
    """Notes with the keys that they are sealed under."""
    return select(notes, data_keys.c.wrapped).join_from(
        notes, data_keys, data_keys.c.key_id == notes.c.key_id
    )


def _draft_place(interaction_id: str, user_id: str) -> str:
    return f"note_drafts:{interaction_id}:{user_id}"


def _drop_draft(interaction_id: str, user_id: str) -> Delete:
    return delete(note_drafts).where(
        note_drafts.c.interaction_id == interaction_id, note_drafts.c.user_id == user_id
    )
