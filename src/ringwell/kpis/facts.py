"""The one fold from the log to interactions, queue visits, segments, offers, agents' intervals and recordings.

`changes` tells what one event changes, from the event alone, so that the writer of the log projects without reading. How a column
takes a change (replace, add, keep the first, keep the largest) is the same here and in `project_rows` of the database; a test compares.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from ringwell.agents.messages import (
    AgentStateChanged,
    DispositionCorrected,
    DispositionSet,
    OfferEnded,
    OfferMade,
    WrapUpEnded,
    WrapUpStarted,
)
from ringwell.calls.care import CallerCutOff, CutOffSettled
from ringwell.calls.messages import (
    CallAnswered,
    CallerIdentified,
    HoldEnded,
    InteractionEnded,
    InteractionStarted,
    RecordingErased,
    RecordingFailed,
    RecordingStarted,
    RecordingStored,
    SegmentEnded,
    SegmentStarted,
    VoicemailLeft,
)
from ringwell.kernel.events import Event
from ringwell.routing.messages import QueueEntered, QueueLeft

FactTable = Literal["interactions", "queue_visits", "segments", "offers", "agent_intervals", "recordings"]
KEYS: Final[Mapping[FactTable, str]] = {
    "agent_intervals": "interval_id",
    "interactions": "interaction_id",
    "queue_visits": "visit_id",
    "segments": "segment_id",
    "offers": "offer_id",
    "recordings": "recording_id",
}
COUNTS: Final[Mapping[FactTable, frozenset[str]]] = {
    "interactions": frozenset(
        {"waited_ms", "talk_ms", "hold_ms", "acw_ms", "segments", "recordings", "open_work"}
    ),
    "segments": frozenset({"talk_ms", "hold_ms", "acw_ms", "holds"}),
}
FIRSTS: Final = frozenset({"answered_at"})
PEAKS: Final = frozenset({"longest_hold_ms"})
_NONE: Final[frozenset[str]] = frozenset()

Row = dict[str, object]
"""One row by column. Ids are text, times aware datetimes, durations whole milliseconds."""


class RowChange(NamedTuple):
    """A new row (`new`: all its columns), or what changes in the row with this key.

    An agent's open interval, whose key the event does not tell, is changed under the agent's id.
    """

    table: FactTable
    key: str
    values: Row
    new: bool = False


def changes(event: Event) -> Sequence[RowChange]:
    """What an event changes; nothing for events that no projection shows."""
    match event.fact:
        case AgentStateChanged() as fact:
            return _agent_changed(event, fact)
        case OfferMade() | OfferEnded() | QueueEntered() | QueueLeft():
            return _waiting(event)
        case SegmentStarted() | SegmentEnded() | HoldEnded() | WrapUpEnded():
            return _talking(event)
        case RecordingStarted() | RecordingStored() | RecordingFailed() | RecordingErased() | VoicemailLeft():
            return _recording(event)
        case InteractionStarted() as fact:
            return (_interaction_started(event, fact),)
        case _:
            return _of_interaction(event)


def _of_interaction(event: Event) -> Sequence[RowChange]:
    at = event.occurred_at
    match event.fact:
        case CallerIdentified(contact_id=contact):
            return _interaction(event, {"contact_id": contact})
        case CallAnswered():
            return _interaction(event, {"answered_at": at})
        case WrapUpStarted() | CallerCutOff():
            return _interaction(event, {"open_work": 1})
        case CutOffSettled():
            return _interaction(event, {"open_work": -1})
        case DispositionSet(disposition_id=disposition) | DispositionCorrected(disposition_id=disposition):
            return _interaction(event, {"disposition_id": disposition})
        case InteractionEnded() as fact:
            ended: Row = {
                "ended_at": at,
                "result": fact.result,
                "ended_by": fact.ended_by,
                "cause": fact.cause,
            }
            return _interaction(event, ended)
        case _:
            return ()


def _interaction(event: Event, values: Row) -> Sequence[RowChange]:
    if event.interaction_id is None:
        return ()
    return (RowChange("interactions", event.interaction_id, values),)


def _interaction_started(event: Event, fact: InteractionStarted) -> RowChange:
    key = event.interaction_id or ""
    row: Row = {
        "interaction_id": key,
        "short_ref": fact.short_ref,
        "channel": fact.channel,
        "direction": fact.direction,
        "number_id": fact.number_id,
        "client_id": fact.client_id,
        "project_id": fact.project_id,
        "flow_id": fact.flow_id,
        "flow_version": fact.flow_version,
        "via_fallback": fact.via_fallback,
        "started_at": event.occurred_at,
        **dict.fromkeys(COUNTS["interactions"], 0),
    }
    return RowChange("interactions", key, row, new=True)


def _waiting(event: Event) -> Sequence[RowChange]:
    at = event.occurred_at
    match event.fact:
        case QueueEntered() as fact:
            visit: Row = {
                "visit_id": fact.visit_id,
                "interaction_id": fact.interaction_id,
                "queue_id": fact.queue_id,
                **_whose(event),
                "ordinal": fact.ordinal,
                "priority": fact.priority,
                "language": fact.language,
                "entered_at": at,
            }
            entered = RowChange("queue_visits", fact.visit_id, visit, new=True)
            return (entered, RowChange("interactions", fact.interaction_id, {"queue_id": fact.queue_id}))
        case QueueLeft() as fact:
            left: Row = {
                "left_at": at,
                "result": fact.result,
                "waited_ms": fact.waited_ms,
                "agent_id": fact.agent_id,
            }
            waited = RowChange("interactions", fact.interaction_id, {"waited_ms": fact.waited_ms})
            return (RowChange("queue_visits", fact.visit_id, left), waited)
        case OfferMade() as fact:
            return (
                _offer_made(event, fact),
                RowChange("interactions", fact.interaction_id, {"open_work": 1}),
            )
        case OfferEnded() as fact:
            over: Row = {"ended_at": at, "result": fact.result, "after_ms": fact.after_ms}
            closed = RowChange("interactions", fact.interaction_id, {"open_work": -1})
            return (RowChange("offers", fact.offer_id, over), closed)
        case _:
            return ()


def _offer_made(event: Event, fact: OfferMade) -> RowChange:
    row: Row = {
        "offer_id": fact.offer_id,
        "interaction_id": fact.interaction_id,
        "visit_id": fact.visit_id,
        "queue_id": fact.queue_id,
        "agent_id": fact.agent_id,
        **_whose(event),
        "why": fact.why,
        "made_at": event.occurred_at,
    }
    return RowChange("offers", fact.offer_id, row, new=True)


def _talking(event: Event) -> Sequence[RowChange]:
    match event.fact:
        case SegmentStarted() as fact:
            begun: Row = {"agent_id": fact.agent_id, "segments": 1}
            return (_segment_started(event, fact), *_interaction(event, begun))
        case SegmentEnded() as fact:
            times: Row = {"talk_ms": fact.talk_ms, "hold_ms": fact.hold_ms}
            ended: Row = {"ended_at": event.occurred_at, "ended_by": fact.ended_by, **times}
            return (RowChange("segments", fact.segment_id, ended), *_interaction(event, times))
        case HoldEnded() as fact:
            return (RowChange("segments", fact.segment_id, {"holds": 1, "longest_hold_ms": fact.hold_ms}),)
        case WrapUpEnded() as fact:
            total = RowChange("interactions", fact.interaction_id, {"open_work": -1, "acw_ms": fact.acw_ms})
            if fact.segment_id is None:
                return (total,)
            return (total, RowChange("segments", fact.segment_id, {"acw_ms": fact.acw_ms}))
        case _:
            return ()


def _segment_started(event: Event, fact: SegmentStarted) -> RowChange:
    row: Row = {
        "segment_id": fact.segment_id,
        "interaction_id": event.interaction_id,
        "visit_id": fact.visit_id,
        **_whose(event),
        "ordinal": fact.ordinal,
        "agent_id": fact.agent_id,
        "recording_id": fact.recording_id,
        "started_at": event.occurred_at,
        "longest_hold_ms": 0,
        **dict.fromkeys(COUNTS["segments"], 0),
    }
    return RowChange("segments", fact.segment_id, row, new=True)


def _recording(event: Event) -> Sequence[RowChange]:
    match event.fact:
        case RecordingStarted() as fact:
            row: Row = {
                "recording_id": fact.recording_id,
                "interaction_id": event.interaction_id,
                "segment_id": fact.segment_id,
                "agent_id": fact.agent_id,
                **_whose(event),
                "kind": fact.kind,
                "state": "recording",
                "started_at": event.occurred_at,
            }
            made = RowChange("recordings", fact.recording_id, row, new=True)
            return (made, *_interaction(event, {"recordings": 1}))
        case RecordingStored() as fact:
            stored: Row = {
                "state": "stored",
                "key": fact.key,
                "sha256": fact.sha256,
                "size": fact.size,
                "duration_ms": fact.duration_ms,
                "channels": fact.channels,
            }
            return (RowChange("recordings", fact.recording_id, stored),)
        case RecordingFailed() as fact:
            return (RowChange("recordings", fact.recording_id, {"state": "failed", "failure": fact.code}),)
        case RecordingErased() as fact:
            return (RowChange("recordings", fact.recording_id, {"state": "erased"}),)
        case VoicemailLeft() as fact:
            return (RowChange("recordings", fact.recording_id, {"duration_ms": fact.duration_ms}),)
        case _:
            return ()


def _agent_changed(event: Event, fact: AgentStateChanged) -> Sequence[RowChange]:
    row: Row = {
        "interval_id": event.event_id,
        "agent_id": fact.agent_id,
        "presence": fact.presence,
        "reason": fact.reason,
        "activity": fact.activity,
        "interaction_id": fact.interaction_id,
        "started_at": event.occurred_at,
    }
    closing: Row = {"ended_at": event.occurred_at, "duration_ms": fact.previous_ms}
    return (
        RowChange("agent_intervals", fact.agent_id, closing),
        RowChange("agent_intervals", event.event_id, row, new=True),
    )


def _whose(event: Event) -> Row:
    return {"client_id": event.client_id, "project_id": event.project_id}


class Rows:
    """Rows of the projections in memory: all of them in a twin or a replay, or what one batch makes and changes.

    `new` holds whole rows by table and key; `old` what is to be changed in rows that are not here.
    """

    def __init__(self) -> None:
        self.new: dict[FactTable, dict[str, Row]] = {table: {} for table in KEYS}
        self.old: dict[FactTable, dict[str, Row]] = {table: {} for table in KEYS}
        self._open_intervals: dict[str, str] = {}

    def take(self, event: Event) -> None:
        """Fold one more event in."""
        for change in changes(event):
            if change.new:
                self._add(change)
            else:
                self._change(change)

    def _add(self, change: RowChange) -> None:
        self.new[change.table][change.key] = dict(change.values)
        if change.table == "agent_intervals":
            self._open_intervals[str(change.values["agent_id"])] = change.key

    def _change(self, change: RowChange) -> None:
        table, key = change.table, change.key
        if table == "agent_intervals":
            key = self._open_intervals.pop(key, key)
        row = self.new[table].get(key)
        if row is None:
            row = self.old[table].setdefault(key, {_key_column(table): key})
        merge(table, row, change.values)


def _key_column(table: FactTable) -> str:
    return "agent_id" if table == "agent_intervals" else KEYS[table]


def merge(table: FactTable, row: Row, values: Mapping[str, object]) -> None:
    """Change a row as the database does. None changes nothing."""
    counts = COUNTS.get(table, _NONE)
    for column, value in values.items():
        if value is None:
            continue
        before = row.get(column)
        if isinstance(before, int) and isinstance(value, int):
            if column in counts:
                row[column] = before + value
                continue
            if column in PEAKS:
                row[column] = max(before, value)
                continue
        if column not in FIRSTS or before is None:
            row[column] = value


def fold(events: Iterable[Event]) -> Rows:
    """All rows that these events make."""
    rows = Rows()
    for event in events:
        rows.take(event)
    return rows


def is_open(row: Mapping[str, object]) -> bool:
    """Whether an interaction needs recovery after a restart: no terminal state yet, or an offer, a wrap-up or the calling back of who was cut off begun and not
    ended."""
    return row.get("ended_at") is None or row.get("open_work") != 0
