"""Events as the database's append function takes them, and as its rows give them back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping, Select, Text, cast, select

from ringwell.adapters.postgres.tables.base import Id
from ringwell.adapters.postgres.tables.facts import (
    agent_intervals,
    interactions,
    offers,
    queue_visits,
    recordings,
    segments,
)
from ringwell.adapters.postgres.tables.log import events as log
from ringwell.journeys import events_codec
from ringwell.kernel.events import Actor, Event
from ringwell.kpis.facts import Row, Rows, fold

PREFIX: Final = 4
"""How many characters of an id's text tell its kind."""

_encoder: Final = msgspec.json.Encoder()
_IDS: Final = frozenset(
    column.name
    for table in (interactions, queue_visits, segments, offers, agent_intervals, recordings)
    for column in table.c
    if isinstance(column.type, Id)
)
"""The projections' columns that are ids of our own."""


def encode_events(events: Sequence[Event]) -> str:
    """The events as the JSON array that append_events takes."""
    return _encoder.encode([_event_row(event) for event in events]).decode()


def encode_projection(events: Sequence[Event]) -> str | None:
    """What the events project to, as project_rows takes it; None where they project to nothing."""
    rows = fold(events)
    touched = [table for table in rows.new if rows.new[table] or rows.old[table]]
    tables = {table: _table_part(rows, table) for table in touched}
    return _encoder.encode(tables).decode() if tables else None


def _table_part(rows: Rows, table: Any) -> dict[str, list[Row]]:
    parts = {
        "new": [_bare_row(row) for row in rows.new[table].values()],
        "old": [_bare_row(row) for row in rows.old[table].values()],
    }
    return {name: part for name, part in parts.items() if part}


def _bare_row(row: Mapping[str, Any]) -> Row:
    """Ids without their prefixes."""
    return {
        column: value[PREFIX:] if column in _IDS else value
        for column, value in row.items()
        if value is not None
    }


class _EventRow(msgspec.Struct, omit_defaults=True, gc=False):
    """An event as append_events takes it; ids of our own without their prefixes."""

    occurred_at: datetime
    event_id: str
    type: str
    version: int
    actor_kind: str
    fact: msgspec.Raw
    actor_id: str | None = None
    on_behalf_of: str | None = None
    causation_id: str | None = None
    correlation_id: str | None = None
    interaction_id: str | None = None
    agent_id: str | None = None
    client_id: str | None = None
    project_id: str | None = None


def _event_row(event: Event) -> _EventRow:
    actor = event.actor
    return _EventRow(
        event.occurred_at,
        event.event_id[PREFIX:],
        event.type,
        event.fact.fact_version,
        actor.kind,
        msgspec.Raw(events_codec.encode(event.fact)),
        actor.id,
        actor.on_behalf_of,
        event.causation_id,
        event.correlation_id,
        event.interaction_id and event.interaction_id[PREFIX:],
        event.agent_id and event.agent_id[PREFIX:],
        event.client_id and event.client_id[PREFIX:],
        event.project_id and event.project_id[PREFIX:],
    )


def select_events() -> Select[Any]:
    """All columns of events, the fact as text, ready for `event_of_row`."""
    columns = [column for column in log.c if column.name != "fact"]
    return select(*columns, cast(log.c.fact, Text).label("fact"))


def event_of_row(row: RowMapping) -> Event:
    """One row as an event, brought up to the present version of its fact. Raises UnknownFact."""
    recorded_at: datetime = row["recorded_at"]
    return Event(
        event_id=row["event_id"],
        workspace_id=row["workspace_id"],
        seq=row["seq"],
        type=row["type"],
        version=row["version"],
        occurred_at=row["occurred_at"],
        recorded_at=recorded_at,
        actor=Actor(kind=row["actor_kind"], id=row["actor_id"], on_behalf_of=row["on_behalf_of"]),
        interaction_id=row["interaction_id"],
        agent_id=row["agent_id"],
        client_id=row["client_id"],
        project_id=row["project_id"],
        causation_id=row["causation_id"],
        correlation_id=row["correlation_id"],
        fact=events_codec.decode(row["type"], row["version"], row["fact"]),
    )
