"""By which gateway a workspace's texts go out."""

from typing import Final

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.messages import ConfigChanged
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.texts import sms_settings
from ringwell.kernel.errors import VersionConflict
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids
from ringwell.kernel.sms import SmsSettings

_TURN: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('sms ' || current_workspace()::text, 0))")
"""Of two who change the settings at once, the second sees what the first has written."""
_PLAIN: Final = tuple(each for each in SmsSettings.__struct_fields__ if each != "secret")


class PostgresSmsSetup:
    """The `SmsSetup` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._ids = ids

    async def read(self, workspace_id: str) -> SmsSettings:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read(connection, workspace_id)

    async def _read(self, connection: AsyncConnection, workspace_id: str) -> SmsSettings:
        row = (await connection.execute(select(sms_settings))).mappings().first()
        if row is None:
            return SmsSettings()
        sealed = row["secret_sealed"]
        secret = "" if sealed is None else self._sealer.unseal_secret(sealed, place=_place(workspace_id))
        return SmsSettings(**{name: row[name] for name in _PLAIN}, secret=secret)

    async def write(
        self, workspace_id: str, settings: SmsSettings, by: Actor, *, if_version: int | None
    ) -> SmsSettings:
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_TURN)
            before = await self._read(connection, workspace_id)
            if if_version is not None and if_version != before.version:
                raise VersionConflict(current=before.version)
            version = before.version + 1
            sealed = self._sealer.seal_secret(settings.secret, place=_place(workspace_id))
            values = {
                **{name: getattr(settings, name) for name in _PLAIN},
                "version": version,
                "secret_sealed": sealed if settings.secret else None,
            }
            written = upsert(sms_settings).values(workspace_id=workspace_id, **values)
            await connection.execute(
                written.on_conflict_do_update(index_elements=["workspace_id"], set_=values)
            )
            fact = ConfigChanged(
                kind="sms", id=workspace_id, change="changed", version=version, config_version=0
            )
            await tell_within(connection, self._ids, workspace_id, fact, by)
            return await self._read(connection, workspace_id)


def _place(workspace_id: str) -> str:
    return f"sms_settings:{workspace_id}"
