"""What every change of the configuration leaves behind: a larger version, a fact, a hint to those who hold a copy."""

from collections.abc import Mapping
from typing import Final, Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.messages import ConfigChanged
from ringwell.adapters.postgres.config_hints import CHANNEL
from ringwell.adapters.postgres.log import append_within, event_about
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids

_BUMP: Final = text(
    "UPDATE workspaces SET config_version = config_version + 1 "
    "WHERE workspace_id = current_workspace() RETURNING config_version"
)
_HINT: Final = text(
    "SELECT pg_notify(:channel, current_workspace()::text || ' ' || CAST(CAST(:version AS bigint) AS text))"
)


class Changes:
    """Marks changes within the transactions that make them."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    async def mark(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        by: Actor,
        *,
        kind: str,
        thing: str,
        change: Literal["created", "changed", "removed"],
        version: int,
        fields: tuple[str, ...] = (),
    ) -> int:
        """The workspace's new config version."""
        return await self.mark_all(
            connection, workspace_id, by, kind=kind, things={thing: version}, change=change, fields=fields
        )

    async def mark_all(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        by: Actor,
        *,
        kind: str,
        things: Mapping[str, int],
        change: Literal["created", "changed", "removed"],
        fields: tuple[str, ...] = (),
    ) -> int:
        """The same of several things (id → version) that change together: one new config version, a fact of each."""
        config_version = int((await connection.execute(_BUMP)).scalar_one())
        facts = [
            ConfigChanged(
                kind=kind,
                id=thing,
                change=change,
                version=version,
                config_version=config_version,
                fields=fields,
            )
            for thing, version in things.items()
        ]
        await append_within(connection, [event_about(self._ids, workspace_id, fact, by) for fact in facts])
        await connection.execute(_HINT, {"channel": CHANNEL, "version": config_version})
        return config_version
