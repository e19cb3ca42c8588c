"""The key that what is written about an interaction is sealed under: its contact's, or one of the interaction's own."""

from typing import Final, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.contact_cards import Cards
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.customers import contacts, data_keys, interaction_keys
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import Ids

_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('interaction key ' || CAST(:interaction AS text), 0))"
)
"""Of two who write first at once, the second finds the key that the first has made: what is sealed under another would be lost."""


class Place(NamedTuple):
    """Where something that is written belongs, and the key that it is sealed under."""

    client_id: str | None
    project_id: str | None
    key_id: str
    key: bytes


class InteractionKeys:
    """Finds and makes them, in the transactions of others."""

    def __init__(self, sealer: Sealer, ids: Ids) -> None:
        self._sealer = sealer
        self._cards = Cards(sealer, ids)

    async def place(self, connection: AsyncConnection, workspace_id: str, interaction_id: str) -> Place:
        """Raises NotFound for an interaction that is not there."""
        joined = interactions.outerjoin(
            contacts, (contacts.c.contact_id == interactions.c.contact_id) & ~contacts.c.erased
        ).outerjoin(data_keys, data_keys.c.key_id == contacts.c.key_id)
        wanted = (
            select(
                interactions.c.client_id, interactions.c.project_id, data_keys.c.key_id, data_keys.c.wrapped
            )
            .select_from(joined)
            .where(interactions.c.interaction_id == interaction_id)
        )
        row = (await connection.execute(wanted)).first()
        if row is None:
            raise NotFound(kind="interactions", id=interaction_id)
        client_id, project_id, key_id, wrapped = row
        if wrapped is not None:
            return Place(client_id, project_id, key_id, self._sealer.unwrap(key_id, wrapped))
        return Place(client_id, project_id, *await self._own_key(connection, workspace_id, interaction_id))

    async def _own_key(
        self, connection: AsyncConnection, workspace_id: str, interaction_id: str
    ) -> tuple[str, bytes]:
        await connection.execute(_TURN, {"interaction": interaction_id})
        wanted = (
            select(data_keys.c.key_id, data_keys.c.wrapped)
            .join_from(interaction_keys, data_keys, data_keys.c.key_id == interaction_keys.c.key_id)
            .where(interaction_keys.c.interaction_id == interaction_id)
        )
        row = (await connection.execute(wanted)).first()
        if row is not None and row[1] is not None:
            return row[0], self._sealer.unwrap(row[0], row[1])
        key_id, key = await self._cards.new_key(connection, workspace_id)
        made = upsert(interaction_keys).values(
            workspace_id=workspace_id, interaction_id=interaction_id, key_id=key_id
        )
        await connection.execute(
            made.on_conflict_do_update(
                index_elements=["workspace_id", "interaction_id"], set_={"key_id": key_id}
            )
        )
        return key_id, key
