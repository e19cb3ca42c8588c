"""Events as the database's append function takes them, and as its rows give them back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping, Select, Text, cast, select

from ringwell.adapters.postgres.tables.log import events as log
from ringwell.journeys import events_codec
from ringwell.kernel.events import Actor, Event
from ringwell.kpis.facts import Row, Rows, fold

_encoder: Final = msgspec.json.Encoder()


def encode_events(events: Sequence[Event]) -> str:
    """The events as the JSON array that append_events takes."""
    return _encoder.encode([_event_row(event) for event in events]).decode()


def encode_projection(events: Sequence[Event]) -> str | None:
    """What the events project to, as project_rows takes it; None where they project to nothing."""
    rows = fold(events)
    tables = {table: part for table in rows.new if (part := _table_part(rows, table))}
    return _encoder.encode(tables).decode() if tables else None


def _table_part(rows: Rows, table: Any) -> dict[str, list[Row]]:
    parts = {
        "new": [_bare_row(row) for row in rows.new[table].values()],
        "old": [_bare_row(row) for row in rows.old[table].values()],
    }
    return {name: part for name, part in parts.items() if part}


def _bare_row(row: Row) -> Row:
    """Ids without their prefixes."""
    return {
        column: value[4:] if isinstance(value, str) and column.endswith("_id") else value
        for column, value in row.items()
        if value is not None
    }


def _event_row(event: Event) -> dict[str, object]:
    row: dict[str, object] = {
        "occurred_at": event.occurred_at,
        "event_id": event.event_id[4:],
        "type": event.type,
        "version": event.fact.fact_version,
        "actor_kind": event.actor.kind,
        "fact": msgspec.Raw(events_codec.encode(event.fact)),
    }
    optional = (
        ("actor_id", event.actor.id),
        ("on_behalf_of", event.actor.on_behalf_of),
        ("causation_id", event.causation_id),
        ("correlation_id", event.correlation_id),
        ("interaction_id", _bare(event.interaction_id)),
        ("agent_id", _bare(event.agent_id)),
        ("client_id", _bare(event.client_id)),
        ("project_id", _bare(event.project_id)),
    )
    for name, value in optional:
        if value is not None:
            row[name] = value
    return row


def _bare(identifier: str | None) -> str | None:
    return identifier[4:] if identifier else None


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
