"""Forms that agents filled in about interactions: sealed under the contact's key, or under one of the interaction's own."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Select, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.hints import hint_people
from ringwell.adapters.postgres.interaction_keys import InteractionKeys
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables import access
from ringwell.adapters.postgres.tables.customers import call_forms, data_keys
from ringwell.adapters.postgres.tables.log import events as log
from ringwell.calls.messages import SegmentStarted
from ringwell.calls.party_messages import PartyJoined
from ringwell.customers.messages import FormFilled
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids
from ringwell.projects.form import Entry, FilledForm, FormField, Value, filled

CHANNEL: Final = "ringwell_forms"
"""The payload is the workspace and the users who may write in the form (of many, some), as UUIDs."""

_CAME: Final = [str(fact.__struct_config__.tag) for fact in (SegmentStarted, PartyJoined)]
_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('call form ' || CAST(:interaction AS text), 0))"
)
"""Of two who write at once, the second writes into what the first has left."""


class PostgresCallForms:
    """The `CallForms` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._keys = InteractionKeys(sealer, ids)
        self._ids = ids

    async def of(self, workspace_id: str, interaction_id: str) -> FilledForm:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read(connection, interaction_id)

    async def write(
        self,
        workspace_id: str,
        interaction_id: str,
        fields: Sequence[FormField],
        written: Mapping[str, Value | None],
        user_id: str,
        by: Actor,
    ) -> FilledForm:
        now = datetime.now(UTC)
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_TURN, {"interaction": interaction_id})
            before = await self._read(connection, interaction_id)
            filling = filled(before.entries, fields, written, user_id, now)
            if filling.entries == before.entries:
                return before
            place = await self._keys.place(connection, workspace_id, interaction_id)
            sealed = seal(place.key, msgspec.json.encode(filling.entries), place=_place(interaction_id))
            changed = {"key_id": place.key_id, "entries_sealed": sealed, "updated_at": now}
            kept = upsert(call_forms).values(
                workspace_id=workspace_id,
                interaction_id=interaction_id,
                client_id=place.client_id,
                project_id=place.project_id,
                **changed,
            )
            await connection.execute(
                kept.on_conflict_do_update(index_elements=["workspace_id", "interaction_id"], set_=changed)
            )
            await _hint(connection, interaction_id)
            if filling.told:
                await tell_within(
                    connection,
                    self._ids,
                    workspace_id,
                    FormFilled(interaction_id=interaction_id, user_id=user_id, fields=filling.told),
                    by,
                    interaction_id=interaction_id,
                    client_id=place.client_id,
                    project_id=place.project_id,
                )
        return FilledForm(entries=filling.entries)

    async def writers(self, workspace_id: str, interaction_id: str) -> frozenset[str]:
        async with self._database.tenant(workspace_id) as connection:
            return frozenset((await connection.execute(_who_came(interaction_id))).scalars())

    async def _read(self, connection: AsyncConnection, interaction_id: str) -> FilledForm:
        wanted = (
            select(call_forms.c.key_id, data_keys.c.wrapped, call_forms.c.entries_sealed)
            .join_from(call_forms, data_keys, data_keys.c.key_id == call_forms.c.key_id)
            .where(call_forms.c.interaction_id == interaction_id)
        )
        row = (await connection.execute(wanted)).first()
        if row is None:
            return FilledForm()
        key_id, wrapped, sealed = row
        if wrapped is None:
            return FilledForm(erased=True)
        plain = unseal(self._sealer.unwrap(key_id, wrapped), sealed, place=_place(interaction_id))
        return FilledForm(entries=msgspec.json.decode(plain, type=tuple[Entry, ...]))


def _who_came(interaction_id: str) -> Select[*tuple[Any, ...]]:
    """The agents; of who was asked by another there is no segment."""
    return select(log.c.agent_id).where(
        log.c.interaction_id == interaction_id, log.c.type.in_(_CAME), log.c.agent_id.is_not(None)
    )


async def _hint(connection: AsyncConnection, interaction_id: str) -> None:
    agents = access.agents.c
    whom = await connection.scalars(
        select(agents.user_id).where(agents.agent_id.in_(_who_came(interaction_id)))
    )
    await hint_people(connection, CHANNEL, whom)


def _place(interaction_id: str) -> str:
    return f"call_forms:{interaction_id}"
