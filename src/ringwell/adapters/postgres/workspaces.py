"""Workspaces and their settings."""

from collections.abc import Mapping
from typing import Final

import msgspec
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.model import Workspace
from ringwell.adapters.postgres.config_changes import Changes
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.tables.workspace import workspaces
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, VersionConflict
from ringwell.kernel.events import SYSTEM, Actor
from ringwell.kernel.ids import Ids, make_id, uuid_of
from ringwell.kernel.settings import WorkspaceSettings

_BY_SLUG: Final = text("SELECT workspace_by_slug(:slug)")
_COUNTER: Final = text("""
    INSERT INTO workspace_sequences (workspace_id, fence)
    SELECT current_workspace(), coalesce((SELECT token FROM partition_leases WHERE partition = :partition), 0)
""")


class PostgresWorkspaces:
    """The `Workspaces` port, and the making of new ones, which are spread over `partitions`."""

    def __init__(self, database: Database, ids: Ids, partitions: int) -> None:
        self._database = database
        self._partitions = partitions
        self._ids = ids
        self._changes = Changes(ids)

    async def create(self, slug: str, name: str, settings: WorkspaceSettings) -> str:
        """The new workspace's id. AlreadyExists(field=slug)."""
        workspace_id = self._ids.new(kinds.WORKSPACE)
        partition = uuid_of(workspace_id).int % self._partitions
        row = {
            "workspace_id": workspace_id,
            "slug": slug,
            "name": name,
            "partition": partition,
            "settings": msgspec.to_builtins(settings),
        }
        async with self._database.tenant(workspace_id) as connection:
            try:
                await connection.execute(insert(workspaces).values(row))
            except IntegrityError as error:
                raise AlreadyExists(field="slug") from error
            await connection.execute(_COUNTER, {"partition": partition})
            await self._changes.mark(
                connection,
                workspace_id,
                SYSTEM,
                kind="settings",
                thing=workspace_id,
                change="created",
                version=1,
            )
        return workspace_id

    async def by_slug(self, slug: str) -> Workspace | None:
        async with self._database.across() as connection:
            found = await connection.scalar(_BY_SLUG, {"slug": slug})
        return None if found is None else await self.read(make_id(kinds.WORKSPACE, found))

    async def read(self, workspace_id: str) -> Workspace:
        async with self._database.tenant(workspace_id) as connection:
            return (await _read(connection, workspace_id))[0]

    async def settings(self, workspace_id: str) -> WorkspaceSettings:
        async with self._database.tenant(workspace_id) as connection:
            return (await _read(connection, workspace_id))[1]

    async def change_settings(
        self,
        workspace_id: str,
        changes: Mapping[str, object],
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Workspace:
        async with self._database.tenant(workspace_id) as connection:
            workspace, before = await _read(connection, workspace_id, lock=True)
            if if_version is not None and if_version != workspace.version:
                raise VersionConflict(current=workspace.version)
            settings = _changed(before, changes)
            await connection.execute(
                update(workspaces).values(
                    settings=msgspec.to_builtins(settings), version=workspace.version + 1
                )
            )
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind="settings",
                thing=workspace_id,
                change="changed",
                version=workspace.version + 1,
                fields=tuple(sorted(changes)),
            )
            return (await _read(connection, workspace_id))[0]


async def _read(
    connection: AsyncConnection, workspace_id: str, *, lock: bool = False
) -> tuple[Workspace, WorkspaceSettings]:
    wanted = select(workspaces).where(workspaces.c.workspace_id == workspace_id)
    row = (await connection.execute(wanted.with_for_update() if lock else wanted)).mappings().first()
    if row is None:
        raise NotFound(workspace=workspace_id)
    workspace = Workspace(
        workspace_id=row["workspace_id"],
        slug=row["slug"],
        name=row["name"],
        partition=row["partition"],
        version=row["version"],
        config_version=row["config_version"],
    )
    return workspace, msgspec.convert(row["settings"], WorkspaceSettings)


def _changed(before: WorkspaceSettings, changes: Mapping[str, object]) -> WorkspaceSettings:
    values = msgspec.to_builtins(before)
    for field, value in changes.items():
        if field not in values:
            raise InvalidValue(field=field)
        values[field] = value
        try:
            msgspec.convert(values, WorkspaceSettings)
        except msgspec.ValidationError as error:
            raise InvalidValue(field=field) from error
    return msgspec.convert(values, WorkspaceSettings)
