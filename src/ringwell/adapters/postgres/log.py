"""The `EventLog` port on PostgreSQL.

An append is one statement on a connection of its own: the function `append_events` (functions.sql) locks the counter, checks the fence,
and writes events and projections. Repositories append within their own transactions by `append_within`.
"""

from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import asyncpg
from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.driver import QuickLine
from ringwell.adapters.postgres.errors import is_about_data, store_errors
from ringwell.adapters.postgres.log_rows import (
    PREFIX,
    encode_events,
    encode_projection,
    event_of_row,
    select_events,
)
from ringwell.adapters.postgres.tables.access import agents
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.log import events as log
from ringwell.adapters.postgres.tables.workspace import workspace_sequences
from ringwell.calls.messages import InteractionStarted
from ringwell.journeys.events_codec import type_of
from ringwell.kernel import ids
from ringwell.kernel.errors import LeaseLost, LogRefused, NotFound, RingwellError, StoreAway
from ringwell.kernel.events import Actor, Event, Fact
from ringwell.kernel.ids import Ids, uuid_of
from ringwell.outbound.lines import LineFreed

LEASE_LOST: Final = "RW001"
NO_WORKSPACE: Final = "RW002"
PAGE: Final = 1000
LOOK_BACK: Final = 100_000
"""How many of the newest events are searched for a batch whose commit was never confirmed."""

_APPEND: Final = "SELECT append_events($1, $2, $3, $4)"
_APPEND_WITHIN: Final = text("SELECT append_events(:workspace, NULL, :events, :rows)")
_FIND: Final = "SELECT find_event($1, $2, $3)"


class PostgresLog:
    """The log. `database` is for reading; appends go over a line of their own, one at a time. Close it at the end."""

    def __init__(self, database: Database, url: str, *, timeout_s: float = 10) -> None:
        self._database = database
        self._line = QuickLine(url, "log", timeout_s=timeout_s)
        self._unconfirmed: dict[str, str] = {}

    async def append(self, workspace_id: str, events: Sequence[Event], *, fence: int | None = None) -> int:
        """Commit events and what they project to, in one transaction; the last sequence number.

        The same events may be given again after StoreAway: they are in the log once. LeaseLost when a newer `fence`
        exists, NotFound for an unknown workspace, LogRefused for what the log can never hold; nothing was written then.
        """
        arguments = _encoded(events)
        try:
            with _explained(workspace_id):
                return await self._append(workspace_id, events, fence, arguments)
        except StoreAway:
            self._unconfirmed[workspace_id] = events[0].event_id
            raise

    async def _append(
        self, workspace_id: str, events: Sequence[Event], fence: int | None, arguments: tuple[str, str | None]
    ) -> int:
        first = events[0].event_id
        if self._unconfirmed.get(workspace_id) == first:
            (found,) = await self._line.ask(_FIND, uuid_of(workspace_id), uuid_of(first), LOOK_BACK)
            del self._unconfirmed[workspace_id]
            if found is not None:
                return int(found) + len(events) - 1
        (last,) = await self._line.ask(_APPEND, workspace_id[PREFIX:], fence, *arguments)
        return int(last)

    async def read(self, workspace_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The workspace's events after a sequence number, in order, page by page."""
        async for event in self._read(workspace_id, after):
            yield event

    async def since(self, workspace_id: str, moment: datetime) -> AsyncIterator[Event]:
        """The events recorded at or after a moment, in order."""
        before = select(log.c.seq).where(log.c.workspace_id == workspace_id, log.c.recorded_at < moment)
        async with self._database.tenant(workspace_id) as connection:
            last = await connection.scalar(before.order_by(log.c.seq.desc()).limit(1))
        async for event in self.read(workspace_id, after=last or 0):
            yield event

    async def between(
        self, workspace_id: str, begin: datetime, end: datetime, types: Sequence[str]
    ) -> AsyncIterator[Event]:
        """The events of these types that were recorded from `begin` on and before `end`, in order, page by page."""
        within = (log.c.type.in_(types), log.c.recorded_at >= begin, log.c.recorded_at < end)
        async for event in self._read(workspace_id, 0, *within):
            yield event

    async def _read(
        self, workspace_id: str, after: int, *conditions: ColumnElement[bool]
    ) -> AsyncIterator[Event]:
        """Page by page, so that no more is in memory at once."""
        while True:
            wanted = (
                select_events()
                .where(log.c.workspace_id == workspace_id, log.c.seq > after, *conditions)
                .order_by(log.c.seq)
                .limit(PAGE)
            )
            page = await self._events(workspace_id, wanted)
            for event in page:
                yield event
            if len(page) < PAGE:
                return
            after = page[-1].seq

    async def spent(self, workspace_id: str, since: datetime, until: datetime) -> dict[str, int]:
        """What calls out that ended from `since` up to `until` came to, in thousandths, by trunk."""
        trunk_id = log.c.fact["trunk_id"].astext
        wanted = (
            select(trunk_id, func.sum(log.c.fact["cost"].as_integer()))
            .where(
                log.c.workspace_id == workspace_id,
                log.c.recorded_at >= since,
                log.c.occurred_at >= since,
                log.c.occurred_at < until,
                log.c.type == str(LineFreed.__struct_config__.tag),
            )
            .group_by(trunk_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            return {str(trunk): int(cost) for trunk, cost in await connection.execute(wanted)}

    async def begun_legs(self, workspace_id: str, moment: datetime) -> list[str]:
        """The callers' legs whose interactions were begun at or after a moment, oldest first."""
        wanted = (
            select(log.c.fact["leg_id"].astext)
            .where(
                log.c.workspace_id == workspace_id,
                log.c.recorded_at >= moment,
                log.c.type == str(InteractionStarted.__struct_config__.tag),
            )
            .order_by(log.c.seq)
        )
        async with self._database.tenant(workspace_id) as connection:
            return [str(leg_id) for leg_id in (await connection.scalars(wanted)).all()]

    async def open_events(self, workspace_id: str) -> AsyncIterator[Event]:
        """What recovery evolves from, in order: the events of open interactions, and each agent's newest state."""
        still_open = (interactions.c.ended_at.is_(None)) | (interactions.c.open_work > 0)
        of_open = select_events().where(
            log.c.workspace_id == workspace_id,
            log.c.interaction_id.in_(
                select(interactions.c.interaction_id).where(
                    interactions.c.workspace_id == workspace_id, still_open
                )
            ),
        )
        newest = (
            select(log.c.seq)
            .where(
                log.c.workspace_id == workspace_id,
                log.c.agent_id == agents.c.agent_id,
                log.c.type == "agent.state_changed",
            )
            .order_by(log.c.seq.desc())
            .limit(1)
            .correlate(agents)
            .scalar_subquery()
        )
        of_agents = select_events().where(
            log.c.workspace_id == workspace_id,
            log.c.seq.in_(select(newest).select_from(agents)),
        )
        by_seq = {
            event.seq: event
            for wanted in (of_open, of_agents)
            for event in await self._events(workspace_id, wanted)
        }
        for seq in sorted(by_seq):
            yield by_seq[seq]

    async def _events(self, workspace_id: str, wanted: Select[tuple[object, ...]]) -> list[Event]:
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings()
            return [event_of_row(row) for row in rows]

    def close(self) -> None:
        self._line.drop()


async def take_turn(connection: AsyncConnection) -> None:
    """In the caller's own tenant transaction, before it looks at what facts have made and appends one because of it: nobody else appends
    until it is over. Whoever appends locks this first, so that nobody waits for rows that the other has."""
    with store_errors():
        await connection.execute(select(workspace_sequences.c.last_seq).with_for_update())


async def append_within(connection: AsyncConnection, events: Sequence[Event]) -> int:
    """Append in the caller's own tenant transaction. All events belong to that workspace."""
    with store_errors():
        last = await connection.scalar(
            _APPEND_WITHIN,
            {
                "workspace": uuid_of(events[0].workspace_id),
                "events": encode_events(events),
                "rows": encode_projection(events),
            },
        )
    return int(last or 0)


@contextmanager
def _explained(workspace_id: str) -> Generator[None]:
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise _told(error, workspace_id) from error


def _told(error: Exception, workspace_id: str) -> RingwellError:
    state = str(getattr(error, "sqlstate", ""))
    if state == LEASE_LOST:
        return LeaseLost(workspace=workspace_id)
    if state == NO_WORKSPACE:
        return NotFound(workspace=workspace_id)
    if is_about_data(error):
        return LogRefused(reason=str(error))
    return StoreAway()  # a server in trouble: what it refused now, it may take later


def _encoded(events: Sequence[Event]) -> tuple[str, str | None]:
    try:
        return encode_events(events), encode_projection(events)
    except (TypeError, ValueError) as error:
        raise LogRefused(reason=str(error)) from error


async def tell_within(
    connection: AsyncConnection,
    ids_: Ids,
    workspace_id: str,
    fact: Fact,
    by: Actor,
    *,
    interaction_id: str | None = None,
    client_id: str | None = None,
    project_id: str | None = None,
) -> None:
    """Append one event that happens now, in the caller's own tenant transaction."""
    event = event_about(
        ids_,
        workspace_id,
        fact,
        by,
        interaction_id=interaction_id,
        client_id=client_id,
        project_id=project_id,
    )
    await append_within(connection, [event])


def event_about(
    ids_: Ids,
    workspace_id: str,
    fact: Fact,
    by: Actor,
    *,
    interaction_id: str | None = None,
    agent_id: str | None = None,
    client_id: str | None = None,
    project_id: str | None = None,
) -> Event:
    """An event that happens now, for repositories that act on a person's word, and for the worker."""
    return Event(
        event_id=ids_.new(ids.EVENT),
        workspace_id=workspace_id,
        type=type_of(fact),
        version=fact.fact_version,
        occurred_at=datetime.now(UTC),
        actor=by,
        interaction_id=interaction_id,
        agent_id=agent_id,
        client_id=client_id,
        project_id=project_id,
        correlation_id=interaction_id,
        fact=fact,
    )
