"""What screens and reports read: interactions, their timelines, recordings, and figures."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Select, Table, case, exists, false, func, literal, or_, select, tuple_

from ringwell.adapters.postgres.cursors import cursor_of, place_of
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.directory import PostgresDirectory
from ringwell.adapters.postgres.log import take_turn, tell_within
from ringwell.adapters.postgres.log_rows import event_of_row, select_events
from ringwell.adapters.postgres.rows import record_of
from ringwell.adapters.postgres.tables import facts
from ringwell.adapters.postgres.tables.customers import contacts, note_drafts
from ringwell.adapters.postgres.tables.log import events as log
from ringwell.adapters.postgres.tables.setup import dispositions
from ringwell.agents.messages import DispositionCorrected
from ringwell.calls.party_messages import CallTransferred
from ringwell.kernel.errors import NotFound, UnknownReference
from ringwell.kernel.events import Actor, Event
from ringwell.kernel.ids import INTERACTION, Ids
from ringwell.kpis.definitions import Thresholds
from ringwell.kpis.model import (
    AgentDay,
    InteractionFilter,
    InteractionPage,
    InteractionRow,
    RecordingRow,
    SegmentRow,
)
from ringwell.kpis.queues import QueueDay, QueueDays, QueueVisit
from ringwell.outbound.messages import CallbackAsked, CallbackEnded

MOST: Final = 200
LONGEST_OWED: Final = timedelta(days=8)
"""No callback is owed for longer."""
LONGEST_CALL: Final = timedelta(days=1)
_VISITS_AT_ONCE: Final = 2000

_OF_CALLBACKS: Final = [str(fact.__struct_config__.tag) for fact in (CallbackAsked, CallbackEnded)]
_table: Final = facts.interactions
_EQUALS: Final = {
    "project_id": _table.c.project_id,
    "client_id": _table.c.client_id,
    "contact_id": _table.c.contact_id,
    "result": _table.c.result,
}


class PostgresInteractions:
    """The `Interactions` port."""

    def __init__(self, database: Database, directory: PostgresDirectory, ids: Ids) -> None:
        self._database = database
        self._directory = directory
        self._ids = ids

    async def page(
        self, workspace_id: str, wanted: InteractionFilter, *, cursor: str | None = None, limit: int = 50
    ) -> InteractionPage:
        limit = max(1, min(limit, MOST))
        query = _filtered(_rows_of(_table, InteractionRow), wanted)
        if cursor is not None:
            query = query.where(_before(cursor))
        query = query.order_by(_table.c.started_at.desc(), _table.c.interaction_id.desc()).limit(limit + 1)
        async with self._database.tenant(workspace_id) as connection:
            if wanted.text:
                contact_ids = await self._directory.ids_matching(connection, workspace_id, wanted.text)
                query = query.where(_about(wanted.text, contact_ids))
            rows = (await connection.execute(query)).mappings().all()
        items = tuple(record_of(row, InteractionRow) for row in rows[:limit])
        return InteractionPage(
            items=items,
            next=cursor_of(items[-1].started_at, items[-1].interaction_id) if len(rows) > limit else None,
        )

    async def read(self, workspace_id: str, interaction_id: str) -> InteractionRow:
        query = _rows_of(_table, InteractionRow).where(_table.c.interaction_id == interaction_id)
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            raise NotFound(kind="interactions", id=interaction_id)
        return record_of(row, InteractionRow)

    async def timeline(self, workspace_id: str, interaction_id: str) -> Sequence[Event]:
        query = select_events().where(log.c.interaction_id == interaction_id).order_by(log.c.seq)
        async with self._database.tenant(workspace_id) as connection:
            return [event_of_row(row) for row in (await connection.execute(query)).mappings()]

    async def segments(self, workspace_id: str, interaction_id: str) -> Sequence[SegmentRow]:
        table, visits = facts.segments, facts.queue_visits
        query = (
            _rows_of(table, SegmentRow)
            .add_columns(visits.c.queue_id)
            .select_from(table.outerjoin(visits, visits.c.visit_id == table.c.visit_id))
            .where(table.c.interaction_id == interaction_id)
            .order_by(table.c.ordinal)
        )
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(query)).mappings()
            return [record_of(row, SegmentRow) for row in rows]

    async def recordings(self, workspace_id: str, interaction_id: str) -> Sequence[RecordingRow]:
        table = facts.recordings
        query = _rows_of(table, RecordingRow).where(table.c.interaction_id == interaction_id)
        return await _recording_rows(self._database, workspace_id, query.order_by(table.c.started_at))

    async def correct_disposition(
        self, workspace_id: str, interaction_id: str, disposition_id: str, user_id: str, by: Actor
    ) -> None:
        async with self._database.tenant(workspace_id) as connection:
            # Of two who correct it at once, the second corrects what the first said.
            await take_turn(connection)
            query = _rows_of(_table, InteractionRow).where(_table.c.interaction_id == interaction_id)
            found = (await connection.execute(query)).mappings().first()
            if found is None:
                raise NotFound(kind="interactions", id=interaction_id)
            row = record_of(found, InteractionRow)
            if row.disposition_id == disposition_id:
                return
            if await connection.scalar(_disposition_for(row, disposition_id)) is None:
                raise UnknownReference(kind="dispositions")
            fact = DispositionCorrected(
                interaction_id=interaction_id,
                user_id=user_id,
                disposition_id=disposition_id,
                previous_id=row.disposition_id,
            )
            await tell_within(
                connection,
                self._ids,
                workspace_id,
                fact,
                by,
                interaction_id=interaction_id,
                client_id=row.client_id,
                project_id=row.project_id,
            )


def _disposition_for(row: InteractionRow, disposition_id: str) -> Select[tuple[str]]:
    """The disposition, if it may be said of this interaction."""
    of = dispositions.c
    return select(of.disposition_id).where(
        of.disposition_id == disposition_id,
        of.removed_at.is_(None),
        of.project_id.is_(None) | (of.project_id == row.project_id),
    )


class PostgresRecordings:
    """The `Recordings` port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, workspace_id: str, recording_id: str) -> RecordingRow:
        query = _rows_of(facts.recordings, RecordingRow)
        query = query.where(facts.recordings.c.recording_id == recording_id)
        rows = await _recording_rows(self._database, workspace_id, query)
        if not rows:
            raise NotFound(kind="recordings", id=recording_id)
        return rows[0]

    async def unfinished(self, workspace_id: str, limit: int = 100) -> Sequence[RecordingRow]:
        table, segment, call = facts.recordings, facts.segments, facts.interactions
        of_segment = (segment.c.workspace_id == table.c.workspace_id) & (
            segment.c.recording_id == table.c.recording_id
        )
        of_call = (call.c.workspace_id == table.c.workspace_id) & (
            call.c.interaction_id == table.c.interaction_id
        )
        over = or_(segment.c.ended_at.is_not(None), call.c.ended_at.is_not(None))
        query = _rows_of(table, RecordingRow).select_from(
            table.outerjoin(segment, of_segment).outerjoin(call, of_call)
        )
        query = query.where(table.c.state == "recording", over).order_by(table.c.started_at).limit(limit)
        return await _recording_rows(self._database, workspace_id, query)

    async def states(self, workspace_id: str, recording_ids: Sequence[str]) -> Mapping[str, str]:
        table = facts.recordings
        query = select(table.c.recording_id, table.c.state).where(table.c.recording_id.in_(recording_ids))
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(query)).mappings()
            return {row["recording_id"]: row["state"] for row in rows}

    async def of_erased(self, workspace_id: str) -> Sequence[RecordingRow]:
        table, call = facts.recordings, facts.interactions
        erased = select(contacts.c.contact_id).where(contacts.c.erased)
        calls = select(call.c.interaction_id).where(call.c.contact_id.in_(erased))
        query = _rows_of(table, RecordingRow).where(
            table.c.state.in_(("stored", "erased")), table.c.interaction_id.in_(calls)
        )
        return await _recording_rows(self._database, workspace_id, query)


class PostgresFigures:
    """The `Figures` port: the rows of history, given to the definitions that the live boards use."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def agent_day(self, workspace_id: str, agent_id: str, since: datetime, until: datetime) -> AgentDay:
        async with self._database.tenant(workspace_id, snapshot=True) as connection:
            handled = (await connection.execute(_handled(agent_id, since, until))).one()
            missed = await connection.scalar(_missed(agent_id, since, until))
            ready = await connection.scalar(_ready(agent_id, since, min(until, datetime.now(UTC))))
        return AgentDay(
            handled=handled[0],
            talk_ms=int(handled[1]),
            hold_ms=int(handled[2]),
            acw_ms=int(handled[3]),
            missed=missed or 0,
            ready_ms=int(ready or 0),
        )

    async def queue_days(
        self,
        workspace_id: str,
        since: datetime,
        until: datetime,
        zone: str,
        thresholds: Mapping[str, Thresholds],
    ) -> Sequence[QueueDay]:
        async with self._database.tenant(workspace_id, snapshot=True) as connection:
            transfers = await connection.execute(_transfers(workspace_id, since, until))
            days = QueueDays(zone, thresholds, [(row[0], row[1]) for row in transfers])
            visits = await connection.stream(_visits(since, until))
            async for part in visits.partitions(_VISITS_AT_ONCE):
                for interaction_id, queue_id, entered_at, left_at, result, waited_ms in part:
                    days.add(
                        QueueVisit(interaction_id, queue_id, entered_at, left_at, result, waited_ms or 0)
                    )
        return days.days()

    async def callback_events(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Event]:
        owed = select(_table.c.interaction_id).where(
            _table.c.direction == "out",
            _table.c.started_at >= since - LONGEST_OWED,
            _table.c.started_at < until,
        )
        query = select_events().where(
            log.c.workspace_id == workspace_id,
            log.c.interaction_id.in_(owed),
            log.c.type.in_(_OF_CALLBACKS),
            log.c.occurred_at >= since,
            log.c.occurred_at < until,
        )
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(query.order_by(log.c.seq))).mappings()
            return [event_of_row(row) for row in rows]

    async def owner_events(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Event]:
        query = select_events().where(
            log.c.workspace_id == workspace_id,
            log.c.type == "owner.ended",
            log.c.occurred_at >= since,
            log.c.occurred_at < until,
        )
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(query.order_by(log.c.seq))).mappings()
            return [event_of_row(row) for row in rows]


def _rows_of(table: Table, record: type[msgspec.Struct]) -> Select[*tuple[Any, ...]]:
    """The columns that a record has fields for."""
    return select(*(table.c[name] for name in record.__struct_fields__ if name in table.c))


def _filtered(query: Select[*tuple[Any, ...]], wanted: InteractionFilter) -> Select[*tuple[Any, ...]]:
    if wanted.since is not None:
        query = query.where(_table.c.started_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(_table.c.started_at < wanted.until)
    for field, column in _EQUALS.items():
        value = getattr(wanted, field)
        if value is not None:
            query = query.where(column == value)
    for related, column, value in (
        (facts.queue_visits, "queue_id", wanted.queue_id),
        (facts.segments, "agent_id", wanted.agent_id),
        (note_drafts, "user_id", wanted.draft_of),
    ):
        if value is not None:
            met = (related.c.interaction_id == _table.c.interaction_id) & (related.c[column] == value)
            query = query.where(exists().where(related.c.workspace_id == _table.c.workspace_id, met))
    return query


def _about(words: str, contact_ids: Sequence[str]) -> Any:
    by_contact = _table.c.contact_id.in_(contact_ids) if contact_ids else false()
    return or_(_table.c.short_ref == words.strip().upper(), _table.c.short_ref == words.strip(), by_contact)


def _before(cursor: str) -> Any:
    """Rows after the one that the cursor stands at, in the order of lists."""
    started_at, interaction_id = place_of(cursor, INTERACTION)
    place = tuple_(
        literal(started_at, _table.c.started_at.type), literal(interaction_id, _table.c.interaction_id.type)
    )
    return tuple_(_table.c.started_at, _table.c.interaction_id) < place


async def _recording_rows(
    database: Database, workspace_id: str, query: Select[*tuple[Any, ...]]
) -> list[RecordingRow]:
    async with database.tenant(workspace_id) as connection:
        rows = (await connection.execute(query)).mappings()
        return [record_of(row, RecordingRow) for row in rows]


def _visits(since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    """Visits of callers that were offered in the period; what waits for an agent besides is no caller's."""
    visit = facts.queue_visits.c
    return (
        select(
            visit.interaction_id,
            visit.queue_id,
            visit.entered_at,
            visit.left_at,
            visit.result,
            visit.waited_ms,
        )
        .join(_table, _table.c.interaction_id == visit.interaction_id)
        .where(visit.entered_at >= since, visit.entered_at < until, _table.c.direction == "in")
    )


def _transfers(workspace_id: str, since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    """Whom agents have let go, of calls that may have been offered in the period."""
    return select(log.c.interaction_id, log.c.occurred_at).where(
        log.c.workspace_id == workspace_id,
        log.c.type == CallTransferred.__struct_config__.tag,
        log.c.occurred_at >= since,
        log.c.occurred_at < until + LONGEST_CALL,
    )


def _handled(agent_id: str, since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    """Conversations that ended in the period; one whose leg was lost and restored has several segments and was handled once."""
    table = facts.segments
    sums = [func.coalesce(func.sum(table.c[name]), 0) for name in ("talk_ms", "hold_ms", "acw_ms")]
    in_period = (table.c.ended_at >= since) & (table.c.ended_at < until)
    conversations = func.count(table.c.interaction_id.distinct())
    return select(conversations, *sums).where(table.c.agent_id == agent_id, in_period)


def _missed(agent_id: str, since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    table = facts.offers
    in_period = (table.c.ended_at >= since) & (table.c.ended_at < until)
    return select(func.count()).where(table.c.agent_id == agent_id, table.c.result == "missed", in_period)


def _ready(agent_id: str, since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    """Milliseconds ready and idle within the period; whole intervals by their monotonic duration, cut ones by the clock."""
    table = facts.agent_intervals
    begun, over = table.c.started_at, func.coalesce(table.c.ended_at, until)
    cut = func.extract("epoch", func.least(over, until) - func.greatest(begun, since)) * 1000
    whole = (begun >= since) & (table.c.ended_at <= until)
    length = case((whole, table.c.duration_ms), else_=cut)
    return select(func.sum(length)).where(
        table.c.agent_id == agent_id,
        table.c.presence == "ready",
        table.c.activity == "idle",
        begun < until,
        over > since,
    )
