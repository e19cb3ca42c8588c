"""Questions to specialists beside calls. What is written is sealed as notes are; each change hints at who may want to look again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, RowMapping, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.hints import hint_people
from ringwell.adapters.postgres.interaction_keys import InteractionKeys, Place
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables import access
from ringwell.adapters.postgres.tables.asides import aside_lines, aside_reads, asides
from ringwell.adapters.postgres.tables.customers import data_keys
from ringwell.adapters.postgres.tables.facts import agent_intervals, interactions, segments
from ringwell.customers.asides import (
    MOST_IN_A_WHILE,
    MOST_LINES,
    MOST_OPEN,
    QUICK_S,
    Aside,
    AsideFull,
    AsideLine,
    AsideOver,
    NewAside,
    NewLine,
    TooQuick,
)
from ringwell.customers.messages import AsideAnswered, AsideAsked, AsideSolved
from ringwell.kernel.errors import AlreadyExists, NotFound
from ringwell.kernel.events import Actor, Fact
from ringwell.kernel.ids import Ids

CHANNEL: Final = "ringwell_asides"
"""The payload is the workspace, the team, and the users who are in the question (of many, some), as UUIDs."""

_columns: Final = asides.c


class PostgresAsides:
    """The `Asides` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._keys = InteractionKeys(sealer, ids)
        self._ids = ids

    async def talkers(self, workspace_id: str, interaction_id: str) -> frozenset[str]:
        up = select(interactions.c.interaction_id).where(
            interactions.c.interaction_id == interaction_id, interactions.c.ended_at.is_(None)
        )
        async with self._database.tenant(workspace_id) as connection:
            if await connection.scalar(up) is None:
                return frozenset()
            return (await _talkers(connection, [interaction_id]))[interaction_id]

    async def ask(self, workspace_id: str, new: NewAside, by: Actor) -> Aside:
        async with self._database.tenant(workspace_id) as connection:
            place = await self._keys.place(connection, workspace_id, new.interaction_id)
            made = upsert(asides).values(
                workspace_id=workspace_id,
                aside_id=new.aside_id,
                interaction_id=new.interaction_id,
                client_id=place.client_id,
                project_id=place.project_id,
                team_id=new.team_id,
                asked_by=new.user_id,
            )
            added = await connection.scalar(made.on_conflict_do_nothing().returning(_columns.aside_id))
            aside = await self._read(connection, new.aside_id)
            if added is None:
                if (aside.interaction_id, aside.asked_by) != (new.interaction_id, new.user_id):
                    raise AlreadyExists(field="aside_id")
                return aside
            await _check_room(connection, aside)
            line = NewLine(line_id=new.line_id, aside_id=new.aside_id, user_id=new.user_id, text=new.text)
            if not await self._add(connection, workspace_id, line, place):
                raise AlreadyExists(field="line_id")
            fact = AsideAsked(aside_id=new.aside_id, team_id=new.team_id, user_id=new.user_id)
            return await self._told(connection, workspace_id, aside, fact, by)

    async def write(self, workspace_id: str, new: NewLine, by: Actor) -> Aside:
        async with self._database.tenant(workspace_id) as connection:
            aside = await self._read(connection, new.aside_id, lock=True)
            if aside.over_at is not None:
                raise AsideOver
            place = await self._keys.place(connection, workspace_id, aside.interaction_id)
            if not await self._add(connection, workspace_id, new, place):
                mine = [line for line in aside.lines if line.line_id == new.line_id]
                if not mine or mine[0].user_id != new.user_id:
                    raise AlreadyExists(field="line_id")
                return aside
            if len(aside.lines) >= MOST_LINES:
                raise AsideFull
            fact = AsideAnswered(aside_id=new.aside_id, line_id=new.line_id, user_id=new.user_id)
            return await self._told(connection, workspace_id, aside, fact, by)

    async def solve(self, workspace_id: str, aside_id: str, user_id: str, by: Actor) -> Aside:
        solved = (
            update(asides)
            .where(_columns.aside_id == aside_id, _columns.solved_at.is_(None))
            .values(solved_at=func.now(), solved_by=user_id)
            .returning(_columns.aside_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            if await connection.scalar(solved) is None:
                return await self._read(connection, aside_id)
            aside = await self._read(connection, aside_id)
            fact = AsideSolved(aside_id=aside_id, user_id=user_id)
            return await self._told(connection, workspace_id, aside, fact, by)

    async def saw(self, workspace_id: str, aside_id: str, user_id: str, lines: int) -> None:
        values = {"workspace_id": workspace_id, "aside_id": aside_id, "user_id": user_id, "lines": lines}
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(
                upsert(aside_reads)
                .values(values)
                .on_conflict_do_update(
                    index_elements=["workspace_id", "aside_id", "user_id"],
                    set_={"lines": func.greatest(aside_reads.c.lines, lines)},
                )
            )

    async def read(self, workspace_id: str, aside_id: str) -> Aside:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read(connection, aside_id)

    async def of_interaction(self, workspace_id: str, interaction_id: str) -> Sequence[Aside]:
        async with self._database.tenant(workspace_id) as connection:
            return await self._all(connection, _columns.interaction_id == interaction_id)

    async def open_for(self, workspace_id: str, user_id: str, team_id: str | None) -> Sequence[Aside]:
        joined = segments.join(access.agents, access.agents.c.agent_id == segments.c.agent_id)
        calls = (
            select(segments.c.interaction_id)
            .select_from(joined)
            .where(access.agents.c.user_id == user_id, segments.c.interaction_id == _columns.interaction_id)
        )
        mine = or_(_columns.asked_by == user_id, _columns.team_id == team_id, calls.exists())
        up = _columns.solved_at.is_(None) & interactions.c.ended_at.is_(None)
        async with self._database.tenant(workspace_id) as connection:
            return await self._all(connection, up & mine)

    async def online(self, workspace_id: str) -> Mapping[str, int]:
        agents = access.agents.c
        wanted = (
            select(agents.team_id, func.count())
            .select_from(agent_intervals.join(access.agents, agents.agent_id == agent_intervals.c.agent_id))
            .where(
                agents.team_id.is_not(None),
                agent_intervals.c.ended_at.is_(None),
                agent_intervals.c.presence != "offline",
            )
            .group_by(agents.team_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            return dict((await connection.execute(wanted)).all())

    async def _told(
        self, connection: AsyncConnection, workspace_id: str, before: Aside, fact: Fact, by: Actor
    ) -> Aside:
        """The fact, the hint, and how it stands now."""
        client_id = await connection.scalar(
            select(_columns.client_id).where(_columns.aside_id == before.aside_id)
        )
        await tell_within(
            connection,
            self._ids,
            workspace_id,
            fact,
            by,
            interaction_id=before.interaction_id,
            client_id=client_id,
            project_id=before.project_id,
        )
        await hint_people(connection, CHANNEL, {before.asked_by, *before.talkers}, before.team_id)
        return await self._read(connection, before.aside_id)

    async def _add(self, connection: AsyncConnection, workspace_id: str, new: NewLine, place: Place) -> bool:
        """False where it stands there already."""
        now = datetime.now(UTC)
        sealed = seal(place.key, new.text.encode(), place=_place(new.line_id))
        values = {
            "workspace_id": workspace_id,
            "line_id": new.line_id,
            "aside_id": new.aside_id,
            "user_id": new.user_id,
            "key_id": place.key_id,
            "text_sealed": sealed,
            "written_at": now,
        }
        table = aside_lines.c
        made = upsert(aside_lines).values(values).on_conflict_do_nothing().returning(table.line_id)
        if await connection.scalar(made) is None:
            return False
        lately = select(func.count()).where(
            table.user_id == new.user_id, table.written_at > now - timedelta(seconds=QUICK_S)
        )
        if (await connection.scalar(lately) or 0) > MOST_IN_A_WHILE:
            raise TooQuick
        return True

    async def _read(self, connection: AsyncConnection, aside_id: str, *, lock: bool = False) -> Aside:
        if lock:  # lines of one question come one after the other
            await connection.execute(
                select(_columns.aside_id).where(_columns.aside_id == aside_id).with_for_update()
            )
        found = await self._all(connection, _columns.aside_id == aside_id)
        if not found:
            raise NotFound(kind="asides", id=aside_id)
        return found[0]

    async def _all(self, connection: AsyncConnection, which: ColumnElement[bool]) -> list[Aside]:
        wanted = (
            select(asides, interactions.c.short_ref, interactions.c.ended_at)
            .join(interactions, interactions.c.interaction_id == _columns.interaction_id)
            .where(which)
            .order_by(_columns.asked_at, _columns.aside_id)
        )
        rows = (await connection.execute(wanted)).mappings().all()
        keys = [row["aside_id"] for row in rows]
        lines = await self._lines(connection, keys)
        seen = await _seen(connection, keys)
        talkers = await _talkers(connection, [row["interaction_id"] for row in rows])
        return [
            _aside(row, lines[row["aside_id"]], seen[row["aside_id"]], talkers[row["interaction_id"]])
            for row in rows
        ]

    async def _lines(
        self, connection: AsyncConnection, aside_ids: Sequence[str]
    ) -> Mapping[str, list[AsideLine]]:
        table = aside_lines.c
        wanted = (
            select(aside_lines, data_keys.c.wrapped)
            .join(data_keys, data_keys.c.key_id == table.key_id)
            .where(table.aside_id.in_(aside_ids))
            .order_by(table.written_at, table.line_id)
        )
        found: dict[str, list[AsideLine]] = defaultdict(list)
        for row in (await connection.execute(wanted)).mappings():
            found[row["aside_id"]].append(self._line(row))
        return found

    def _line(self, row: RowMapping) -> AsideLine:
        written = None
        if row["wrapped"] is not None:
            key = self._sealer.unwrap(row["key_id"], row["wrapped"])
            written = unseal(key, row["text_sealed"], place=_place(row["line_id"])).decode()
        return AsideLine(line_id=row["line_id"], user_id=row["user_id"], at=row["written_at"], text=written)


async def _check_room(connection: AsyncConnection, new: Aside) -> None:
    """AsideOver, AsideFull: `new` has just been made, within this transaction."""
    if new.over_at is not None:
        raise AsideOver
    of_call = select(func.count()).where(
        _columns.interaction_id == new.interaction_id, _columns.solved_at.is_(None)
    )
    if (await connection.scalar(of_call) or 0) > MOST_OPEN:
        raise AsideFull


async def _seen(connection: AsyncConnection, aside_ids: Sequence[str]) -> Mapping[str, dict[str, int]]:
    table = aside_reads.c
    wanted = select(table.aside_id, table.user_id, table.lines).where(table.aside_id.in_(aside_ids))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for aside_id, user_id, lines in await connection.execute(wanted):
        found[aside_id][user_id] = lines
    return found


async def _talkers(
    connection: AsyncConnection, interaction_ids: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    agents = access.agents.c
    wanted = (
        select(segments.c.interaction_id, agents.user_id)
        .select_from(segments.join(access.agents, agents.agent_id == segments.c.agent_id))
        .where(segments.c.interaction_id.in_(list(interaction_ids)))
    )
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for interaction_id, user_id in await connection.execute(wanted):
        found[interaction_id] |= {user_id}
    return found


def _aside(
    row: RowMapping, lines: Sequence[AsideLine], seen: Mapping[str, int], talkers: frozenset[str]
) -> Aside:
    values: dict[str, Any] = {name: row[name] for name in Aside.__struct_fields__ if name in row}
    return Aside(
        **values,
        lines=tuple(lines),
        seen=seen,
        talkers=talkers,
        over_at=row["solved_at"] or row["ended_at"],
    )


def _place(line_id: str) -> str:
    return f"aside_lines:{line_id}"
