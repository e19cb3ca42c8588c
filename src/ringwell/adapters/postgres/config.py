"""The configuration as the brain loads it (`ConfigStore`) and as administrators edit it (`ConfigEditor`)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, cast

import msgspec
from sqlalchemy import RowMapping, delete, func, insert, select, text, tuple_, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.announcements import announcements_in_force
from ringwell.adapters.postgres.blocks import blocks_in_force
from ringwell.adapters.postgres.config_changes import Changes
from ringwell.adapters.postgres.config_kinds import KINDS, Kind, kind_of, named_in
from ringwell.adapters.postgres.config_parts import (
    agent_profiles,
    flow_trials,
    needs_of_queues,
    newest_flows,
    overseers,
    select_flow_versions,
    workspace_config,
)
from ringwell.adapters.postgres.config_uses import check_unused, keep, keep_named
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.errors import violated
from ringwell.adapters.postgres.owner_numbers import dial_as_is_known
from ringwell.adapters.postgres.rows import record_of
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables import access, setup, speech
from ringwell.adapters.postgres.tables.workspace import workspaces
from ringwell.agents.model import Answers
from ringwell.customers.segments import SegmentRule
from ringwell.flows.own_prompts import Spoken
from ringwell.journeys.config import (
    ConfigEntity,
    ConfigKind,
    FlowHead,
    FlowVersion,
    Versioned,
    WorkspaceConfig,
)
from ringwell.kernel.errors import (
    AlreadyExists,
    InvalidValue,
    NotFound,
    UnknownReference,
    VersionConflict,
)
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import WORKSPACE, Ids, make_id, uuid_of
from ringwell.kernel.settings import Limits
from ringwell.projects.form import FormField
from ringwell.projects.model import Reserve
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import CallbackPlan, CallCare
from ringwell.routing.rules import Ring

_IN_PARTITIONS: Final = text("SELECT workspaces_in(CAST(:partitions AS int[]))")
_TAKEN_ADDRESSES: Final = text("SELECT taken_trunk_addresses(CAST(:own AS uuid), CAST(:wanted AS text[]))")


class PostgresConfig:
    """Both ports on one set of tables."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._changes = Changes(ids)

    async def workspaces(self, partitions: Sequence[int] | None = None) -> Sequence[str]:
        """Ids of the workspaces in these partitions; of all when None."""
        wanted = None if partitions is None else list(partitions)
        async with self._database.across() as connection:
            found = (await connection.execute(_IN_PARTITIONS, {"partitions": wanted})).scalars()
            return [make_id(WORKSPACE, each) for each in found]

    async def load(self, workspace_id: str) -> WorkspaceConfig:
        """The workspace's newest configuration, from one snapshot. NotFound."""
        async with self._database.tenant(workspace_id, snapshot=True) as connection:
            row = (await connection.execute(select(workspaces))).mappings().first()
            if row is None:
                raise NotFound(workspace=workspace_id)
            parts = {name: await self._keyed(connection, name) for name in KINDS if name != "flows"}
            return msgspec.structs.replace(
                workspace_config(row),
                **parts,
                flows=await newest_flows(connection),
                trials=await flow_trials(connection),
                blocks=await blocks_in_force(connection, self._sealer),
                announcements=await announcements_in_force(connection),
                agents=await agent_profiles(connection),
                overseers=await overseers(connection),
            )

    async def published(
        self, workspace_id: str, wanted: Collection[tuple[str, int]]
    ) -> Sequence[FlowVersion]:
        if not wanted:
            return []
        key = tuple_(setup.flow_versions.c.flow_id, setup.flow_versions.c.version)
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(select_flow_versions().where(key.in_(wanted)))).mappings()
            return [record_of(row, FlowVersion) for row in rows]

    async def _keyed(self, connection: AsyncConnection, name: ConfigKind) -> dict[str, ConfigEntity]:
        things = await self._read_all(connection, name)
        return {str(getattr(each.entity, KINDS[name].key)): each.entity for each in things}

    async def all_of(self, workspace_id: str, kind: ConfigKind) -> Sequence[Versioned]:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read_all(connection, kind)

    async def names(self, workspace_id: str) -> Mapping[ConfigKind, Mapping[str, str]]:
        async with self._database.tenant(workspace_id) as connection:
            found: dict[ConfigKind, dict[str, str]] = {}
            for name, kind in KINDS.items():
                if "name" in kind.table.c:
                    rows = await connection.execute(select(kind.table.c[kind.key], kind.table.c.name))
                    found[name] = {str(key): str(called) for key, called in rows}
            return found

    async def read(self, workspace_id: str, kind: ConfigKind, entity_id: str) -> Versioned:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read_one(connection, kind, entity_id)

    async def create(self, workspace_id: str, entity: ConfigEntity, by: Actor) -> Versioned:
        name = kind_of(entity)
        kind = KINDS[name]
        values = msgspec.to_builtins(entity, builtin_types=(bytes,))
        key = str(values[kind.key])
        async with self._database.tenant(workspace_id) as connection:
            await _check_references(connection, kind, values)
            await _check_addresses(connection, kind, key, values)
            await dial_as_is_known(connection, kind.table, values)
            columns = self._columns(workspace_id, kind, key, values)
            try:
                await connection.execute(insert(kind.table).values(workspace_id=workspace_id, **columns))
            except IntegrityError as error:
                raise _refused(error, kind) from error
            await _write_needs(connection, workspace_id, kind, key, values)
            await self._changes.mark(
                connection, workspace_id, by, kind=name, thing=key, change="created", version=1
            )
            return await self._read_one(connection, name, key)

    async def change(
        self,
        workspace_id: str,
        kind: ConfigKind,
        entity_id: str,
        changes: Mapping[str, object],
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Versioned:
        spec = KINDS[kind]
        async with self._database.tenant(workspace_id) as connection:
            before = await self._read_one(connection, kind, entity_id, lock=True)
            _check_version(before.version, if_version)
            values = _changed_values(spec, before.entity, changes)
            await _check_references(connection, spec, values)
            await _check_addresses(connection, spec, entity_id, values)
            await dial_as_is_known(connection, spec.table, values)
            columns = self._columns(workspace_id, spec, entity_id, values)
            try:
                await connection.execute(
                    update(spec.table)
                    .where(spec.table.c[spec.key] == entity_id)
                    .values(**columns, version=before.version + 1)
                )
            except IntegrityError as error:
                raise _refused(error, spec) from error
            await _write_needs(connection, workspace_id, spec, entity_id, values)
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind=kind,
                thing=entity_id,
                change="changed",
                version=before.version + 1,
                fields=tuple(sorted(changes)),
            )
            return await self._read_one(connection, kind, entity_id)

    async def remove(
        self,
        workspace_id: str,
        kind: ConfigKind,
        entity_id: str,
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> None:
        spec = KINDS[kind]
        async with self._database.tenant(workspace_id) as connection:
            before = await self._read_one(connection, kind, entity_id, lock=True)
            _check_version(before.version, if_version)
            await check_unused(connection, spec, entity_id)
            await _write_needs(connection, workspace_id, spec, entity_id, {"needs": ()})
            await connection.execute(
                update(spec.table)
                .where(spec.table.c[spec.key] == entity_id)
                .values(removed_at=func.now(), version=before.version + 1)
            )
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind=kind,
                thing=entity_id,
                change="removed",
                version=before.version + 1,
            )

    async def publish_flow(
        self,
        workspace_id: str,
        flow_id: str,
        document: Mapping[str, object],
        by: Actor,
        *,
        over: int | None = None,
    ) -> FlowVersion:
        async with self._database.tenant(workspace_id) as connection:
            before = await self._read_one(connection, "flows", flow_id, lock=True)
            assert isinstance(before.entity, FlowHead)
            _check_version(before.entity.published, over)
            await keep_named(connection, document)
            raised = (
                update(setup.flows)
                .where(setup.flows.c.flow_id == flow_id)
                .values(published=setup.flows.c.published + 1, version=setup.flows.c.version + 1)
                .returning(setup.flows.c.published, setup.flows.c.version, setup.flows.c.name)
            )
            number, version, name = (await connection.execute(raised)).one()
            made = insert(setup.flow_versions).values(
                workspace_id=workspace_id,
                flow_id=flow_id,
                version=number,
                document=dict(document),
                published_by=by.id,
            )
            told = made.returning(setup.flow_versions.c.published_at)
            published_at = (await connection.execute(told)).scalar_one()
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind="flows",
                thing=flow_id,
                change="changed",
                version=version,
                fields=("document",),
            )
        return FlowVersion(
            flow_id=flow_id,
            version=number,
            name=name,
            document=dict(document),
            published_by=by.id,
            published_at=published_at,
        )

    async def flow_versions(self, workspace_id: str, flow_id: str) -> Sequence[FlowVersion]:
        async with self._database.tenant(workspace_id) as connection:
            await self._read_one(connection, "flows", flow_id)
            wanted = (
                select_flow_versions()
                .where(setup.flow_versions.c.flow_id == flow_id, setup.flow_versions.c.version > 0)
                .order_by(setup.flow_versions.c.version.desc())
            )
            rows = (await connection.execute(wanted)).mappings()
            return [record_of(row, FlowVersion) for row in rows]

    async def _read_all(self, connection: AsyncConnection, name: ConfigKind) -> list[Versioned]:
        kind = KINDS[name]
        table = kind.table
        wanted = select(table).where(table.c.removed_at.is_(None)).order_by(table.c[kind.order])
        rows = (await connection.execute(wanted)).mappings().all()
        needs = await needs_of_queues(connection) if name == "queues" else {}
        return [self._thing(kind, row, needs) for row in rows]

    async def _read_one(
        self, connection: AsyncConnection, name: ConfigKind, entity_id: str, *, lock: bool = False
    ) -> Versioned:
        kind = KINDS[name]
        table = kind.table
        wanted = select(table).where(table.c[kind.key] == entity_id, table.c.removed_at.is_(None))
        row = (await connection.execute(wanted.with_for_update() if lock else wanted)).mappings().first()
        if row is None:
            raise NotFound(kind=name, id=entity_id)
        return self._thing(kind, row, await needs_of_queues(connection) if name == "queues" else {})

    def _thing(self, kind: Kind, row: RowMapping, needs: Mapping[str, list[SkillNeed]]) -> Versioned:
        known = {field.name for field in msgspec.structs.fields(kind.record)}
        values: dict[str, Any] = {
            name: tuple(cast("list[Any]", row[name])) if isinstance(row[name], list) else row[name]
            for name in row
            if name in known
        }
        if kind.table is setup.queues:
            values["needs"] = tuple(needs.get(row["queue_id"], ()))
            values["rings"] = msgspec.convert(row["rings"], tuple[Ring, ...])
            values["callback"] = msgspec.convert(row["callback"], CallbackPlan | None)
            values["care"] = msgspec.convert(row["care"], CallCare)
        if kind.table is setup.teams:
            values["limits"] = msgspec.convert(row["limits"], Limits | None)
            values["answers"] = msgspec.convert(row["answers"], Answers | None)
        if kind.table is setup.projects:
            values["reserve"] = msgspec.convert(row["reserve"], Reserve | None)
            values["form"] = msgspec.convert(row["form"], tuple[FormField, ...])
        if kind.table is setup.caller_segments:
            values["rule"] = msgspec.convert(row["rule"], SegmentRule)
        if kind.table is speech.prompts:
            values["said"] = msgspec.convert(row["said"], dict[str, Spoken])
        if kind.table is setup.trunks:
            values["password"] = self._password(row)
        return Versioned(kind.record(**values), row["version"])

    def _password(self, row: RowMapping) -> str | None:
        sealed = row["password_sealed"]
        if sealed is None:
            return None
        return self._sealer.unseal_secret(sealed, place=_trunk_place(row["workspace_id"], row["trunk_id"]))

    def _columns(
        self, workspace_id: str, kind: Kind, key: str, values: Mapping[str, Any]
    ) -> dict[str, object]:
        columns = {name: value for name, value in values.items() if name in kind.table.c}
        if kind.table is setup.trunks:
            password = values.get("password")
            place = _trunk_place(workspace_id, key)
            columns["password_sealed"] = (
                None if password is None else self._sealer.seal_secret(str(password), place=place)
            )
        return columns


def _trunk_place(workspace_id: str, trunk_id: str) -> str:
    return f"trunks:{workspace_id}:{trunk_id}"


async def _write_needs(
    connection: AsyncConnection, workspace_id: str, kind: Kind, queue_id: str, values: Mapping[str, Any]
) -> None:
    """A queue's needs are rows of their own."""
    if kind.table is not setup.queues or "needs" not in values:
        return
    await connection.execute(delete(setup.queue_needs).where(setup.queue_needs.c.queue_id == queue_id))
    for need in msgspec.convert(values["needs"], tuple[SkillNeed, ...]):
        await keep(connection, "skills", need.skill_id)
        await connection.execute(
            insert(setup.queue_needs).values(
                workspace_id=workspace_id, queue_id=queue_id, skill_id=need.skill_id, level=need.level
            )
        )


async def _check_references(connection: AsyncConnection, kind: Kind, values: Mapping[str, Any]) -> None:
    for field, target in kind.refers.items():
        if values.get(field) is not None:
            await keep(connection, target, str(values[field]))
    for target, named in named_in(msgspec.convert(values, kind.record)):
        for thing_id in named:
            if target == "agents":
                await _check_agent(connection, thing_id)
            else:
                await keep(connection, target, thing_id)


async def _check_addresses(
    connection: AsyncConnection, kind: Kind, key: str, values: Mapping[str, Any]
) -> None:
    """No two trunks of the installation may have an address in common. Raises AlreadyExists."""
    if kind.table is setup.trunks and values.get("addresses"):
        asked = {"own": uuid_of(key), "wanted": list(values["addresses"])}
        taken = (await connection.execute(_TAKEN_ADDRESSES, asked)).scalars().all()
        if taken:
            raise AlreadyExists(field="addresses", address=taken[0])


async def _check_agent(connection: AsyncConnection, agent_id: str) -> None:
    try:
        found = await connection.scalar(
            select(access.agents.c.agent_id).where(access.agents.c.agent_id == agent_id)
        )
    except StatementError:
        found = None
    if found is None:
        raise UnknownReference(kind="agents", id=agent_id)


def _check_version(current: int, wanted: int | None) -> None:
    if wanted is not None and wanted != current:
        raise VersionConflict(current=current)


def _changed_values(kind: Kind, before: ConfigEntity, changes: Mapping[str, object]) -> dict[str, Any]:
    """All fields after the change. Raises InvalidValue for unknown fields, the key, and values of the wrong type."""
    known = {field.name for field in msgspec.structs.fields(kind.record)}
    for field in changes:
        if field not in known or field == kind.key:
            raise InvalidValue(field=field)
    values: dict[str, Any] = {**msgspec.to_builtins(before), **msgspec.to_builtins(dict(changes))}
    try:
        msgspec.convert(values, kind.record)
    except msgspec.ValidationError as error:
        raise InvalidValue(field=_field_of(error)) from error
    return values


def _field_of(error: msgspec.ValidationError) -> str:
    return str(error).rpartition("$.")[2].partition("`")[0].partition(".")[0].partition("[")[0]


def _refused(error: IntegrityError, kind: Kind) -> Exception:
    constraint = violated(error)
    if constraint.startswith("uq_"):
        return AlreadyExists(field=constraint.removeprefix(f"uq_{kind.table.name}_"))
    return error
