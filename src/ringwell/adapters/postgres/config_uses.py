"""What of the configuration is in use: by other things, by calls, and by flows that are published."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Select, Table, Text, func, select
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.config_kinds import KINDS, Kind
from ringwell.adapters.postgres.tables import setup
from ringwell.adapters.postgres.tables.base import Id
from ringwell.journeys.config import ConfigKind
from ringwell.kernel.errors import StillUsed, UnknownReference

SHOWN: Final = 5
"""So many of those who use a thing are told by name."""
OVER: Final = ("removed_at", "left_at", "ended_at")
"""Columns that tell of a row that it uses nothing any more."""


async def check_unused(connection: AsyncConnection, kind: Kind, thing_id: str) -> None:
    """Whose row is locked for its removal. Raises StillUsed, with the names of those who use it."""
    if kind.in_flows and (flows := await _names(connection, _flows_naming(thing_id))):
        raise _still_used("flows", flows)
    named = [(each.kind, each.column, each.column.cast(Text).contains(thing_id)) for each in kind.named_by]
    used = [(each.kind, each.column, each.column == thing_id) for each in kind.used_by]
    for user, column, uses in used + named:
        table = column.table
        still = _still(table)
        name = next((each.order for each in KINDS.values() if each.table is table), None)
        if name is not None and isinstance(table.c[name].type, Text):
            found = await _names(connection, select(table.c[name]).where(uses, *still).order_by(name))
            if found:
                raise _still_used(user, found)
        elif await connection.scalar(select(func.count()).select_from(table).where(uses, *still)):
            raise _still_used(user, ())


def _still(table: Table) -> Sequence[ColumnElement[bool]]:
    """Of its rows those that are not over."""
    found = [table.c[each].is_(None) for each in OVER if each in table.c]
    return [*found, table.c["ends_at"] > func.now()] if "ends_at" in table.c else found


def _flows_naming(thing_id: str) -> Select[tuple[str]]:
    """Flows but that thing itself of which the newest published document names it."""
    flows, versions = setup.flows.c, setup.flow_versions.c
    newest = (versions.flow_id == flows.flow_id) & (versions.version == flows.published)
    return (
        select(flows.name)
        .join_from(setup.flows, setup.flow_versions, newest)
        .where(flows.removed_at.is_(None), versions.document.cast(Text).contains(thing_id))
        .where(flows.flow_id != thing_id)
        .order_by(flows.name)
    )


async def _names(connection: AsyncConnection, wanted: Select[Any]) -> Sequence[str]:
    return list((await connection.execute(wanted.limit(SHOWN + 1))).scalars())


def _still_used(kind: str, names: Sequence[str]) -> StillUsed:
    more = "; …" if len(names) > SHOWN else ""
    return StillUsed(kind=kind, names="; ".join(names[:SHOWN]) + more, named=len(names))


async def keep(connection: AsyncConnection, target: ConfigKind, thing_id: str) -> None:
    """A share lock keeps it from being removed before we commit. Raises UnknownReference."""
    kind = KINDS[target]
    table = kind.table
    wanted = select(table.c.version).where(table.c[kind.key] == thing_id, table.c.removed_at.is_(None))
    try:
        found = await connection.scalar(wanted.with_for_update(read=True))
    except StatementError:
        found = None
    if found is None:
        raise UnknownReference(kind=target, id=thing_id)


async def keep_named(connection: AsyncConnection, document: Mapping[str, object]) -> None:
    """What a document that is being published names cannot be removed before we commit. Raises UnknownReference for what has been removed
    since the document was judged."""
    text = msgspec.json.encode(document).decode()
    for name, kind in KINDS.items():
        if not kind.in_flows:
            continue
        table, key = kind.table, kind.table.c[kind.key]
        assert isinstance(key.type, Id)
        mentioned = sorted(set(re.findall(rf"\b{key.type.prefix}_[0-9a-f]{{32}}\b", text)))
        if not mentioned:
            continue
        wanted = select(key, table.c.removed_at).where(key.in_(mentioned)).order_by(key)
        rows = (await connection.execute(wanted.with_for_update(read=True))).all()
        for thing_id, removed_at in rows:
            if removed_at is not None:
                raise UnknownReference(kind=name, id=thing_id)
