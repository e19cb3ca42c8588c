"""What callers entered and services told of them, sealed under the interaction's key: known again to a brain that starts, and nowhere else."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.interaction_keys import InteractionKeys
from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import call_data, data_keys
from ringwell.flows.messages import Value
from ringwell.kernel.ids import Ids

KEPT: Final = timedelta(days=1)
"""It serves calls that are up; what is older goes when something new is kept."""


class PostgresCallData:
    """The `CallData` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._keys = InteractionKeys(sealer, ids)

    async def keep(self, workspace_id: str, interaction_id: str, values: Mapping[str, Value]) -> None:
        now = datetime.now(UTC)
        async with self._database.tenant(workspace_id) as connection:
            place = await self._keys.place(connection, workspace_id, interaction_id)
            sealed = seal(place.key, msgspec.json.encode(values), place=_place(interaction_id))
            changed = {"key_id": place.key_id, "values_sealed": sealed, "kept_at": now}
            kept = upsert(call_data).values(
                workspace_id=workspace_id, interaction_id=interaction_id, **changed
            )
            await connection.execute(
                kept.on_conflict_do_update(index_elements=["workspace_id", "interaction_id"], set_=changed)
            )
            await connection.execute(delete(call_data).where(call_data.c.kept_at < now - KEPT))

    async def of(
        self, workspace_id: str, interaction_ids: Collection[str]
    ) -> Mapping[str, Mapping[str, Value]]:
        wanted = (
            select(
                call_data.c.interaction_id,
                call_data.c.key_id,
                data_keys.c.wrapped,
                call_data.c.values_sealed,
            )
            .join_from(call_data, data_keys, data_keys.c.key_id == call_data.c.key_id)
            .where(call_data.c.interaction_id.in_(interaction_ids), data_keys.c.wrapped.is_not(None))
        )
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).all()
        return {row[0]: self._open(row[0], row[1], row[2], row[3]) for row in rows}

    def _open(self, interaction_id: str, key_id: str, wrapped: bytes, sealed: bytes) -> dict[str, Value]:
        plain = unseal(self._sealer.unwrap(key_id, wrapped), sealed, place=_place(interaction_id))
        return msgspec.json.decode(plain, type=dict[str, Value])


def _place(interaction_id: str) -> str:
    return f"call_data:{interaction_id}"
