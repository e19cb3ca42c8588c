"""Drafts of flows, one for each flow, and the numbers by which they can be called for a while."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.rows import record_of
from ringwell.adapters.postgres.tables.setup import flow_drafts, flow_trials, flow_versions, flows
from ringwell.flows.drafts import Draft, Trial
from ringwell.kernel.errors import NotFound, VersionConflict


class PostgresDrafts:
    """The `Drafts` port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, workspace_id: str, flow_id: str) -> Draft | None:
        async with self._database.tenant(workspace_id) as connection:
            await _check_flow(connection, flow_id)
            return await _draft(connection, flow_id)

    async def save(
        self,
        workspace_id: str,
        flow_id: str,
        document: Mapping[str, object],
        base: int,
        user_id: str,
        *,
        if_revision: int | None,
    ) -> Draft:
        async with self._database.tenant(workspace_id) as connection:
            await _check_flow(connection, flow_id, lock=True)
            before = await _revision(connection, flow_id)
            _check_revision(before, if_revision)
            values = {
                "revision": before + 1,
                "base": base,
                "document": dict(document),
                "saved_by": user_id,
                "saved_at": func.now(),
            }
            kept = upsert(flow_drafts).values(workspace_id=workspace_id, flow_id=flow_id, **values)
            key = [flow_drafts.c.workspace_id, flow_drafts.c.flow_id]
            await connection.execute(kept.on_conflict_do_update(index_elements=key, set_=values))
            saved = await _draft(connection, flow_id)
            assert saved is not None
            return saved

    async def discard(self, workspace_id: str, flow_id: str, *, if_revision: int | None) -> None:
        async with self._database.tenant(workspace_id) as connection:
            await _check_flow(connection, flow_id, lock=True)
            _check_revision(await _revision(connection, flow_id), if_revision)
            await connection.execute(delete(flow_drafts).where(flow_drafts.c.flow_id == flow_id))

    async def begin_trial(self, workspace_id: str, trial: Trial, document: Mapping[str, object]) -> Trial:
        async with self._database.tenant(workspace_id) as connection:
            await _check_flow(connection, trial.flow_id, lock=True)
            lowest = select(func.min(flow_versions.c.version)).where(flow_versions.c.flow_id == trial.flow_id)
            version = min(await connection.scalar(lowest) or 0, 0) - 1
            kept: dict[str, Any] = {"flow_id": trial.flow_id, "version": version, "document": dict(document)}
            await connection.execute(insert(flow_versions).values(workspace_id=workspace_id, **kept))
            await connection.execute(delete(flow_trials).where(flow_trials.c.expires_at < func.now()))
            begun = replace(trial, version=version)
            columns = {name: getattr(begun, name) for name in begun.__struct_fields__}
            await connection.execute(insert(flow_trials).values(workspace_id=workspace_id, **columns))
            return begun


async def _check_flow(connection: AsyncConnection, flow_id: str, *, lock: bool = False) -> None:
    """With `lock`, writers of one flow come one after the other. Raises NotFound."""
    wanted = select(flows.c.flow_id).where(flows.c.flow_id == flow_id, flows.c.removed_at.is_(None))
    if await connection.scalar(wanted.with_for_update() if lock else wanted) is None:
        raise NotFound(kind="flows", id=flow_id)


async def _draft(connection: AsyncConnection, flow_id: str) -> Draft | None:
    columns = [flow_drafts.c[name] for name in Draft.__struct_fields__]
    wanted = select(*columns).where(flow_drafts.c.flow_id == flow_id)
    row = (await connection.execute(wanted)).mappings().first()
    return None if row is None else record_of(row, Draft)


async def _revision(connection: AsyncConnection, flow_id: str) -> int:
    wanted = select(flow_drafts.c.revision).where(flow_drafts.c.flow_id == flow_id)
    return await connection.scalar(wanted) or 0


def _check_revision(current: int, wanted: int | None) -> None:
    if wanted is not None and wanted != current:
        raise VersionConflict(current=current)
