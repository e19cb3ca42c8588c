"""Rows of the projections as lists and reports read them. Times are aware UTC, durations milliseconds."""

from datetime import datetime

import msgspec


class InteractionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One interaction. `result` is None while it is up. `agent_id` and `queue_id` are the last ones."""

    interaction_id: str
    short_ref: str
    channel: str
    direction: str
    number_id: str | None = None
    project_id: str | None = None
    client_id: str | None = None
    flow_id: str | None = None
    flow_version: int | None = None
    contact_id: str | None = None
    queue_id: str | None = None
    agent_id: str | None = None
    disposition_id: str | None = None
    via_fallback: bool = False
    started_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    result: str | None = None
    ended_by: str | None = None
    waited_ms: int = 0
    talk_ms: int = 0
    hold_ms: int = 0
    acw_ms: int = 0
    segments: int = 0
    recordings: int = 0


class SegmentRow(msgspec.Struct, frozen=True, kw_only=True):
    """Caller and one agent in conversation."""

    segment_id: str
    interaction_id: str
    ordinal: int
    agent_id: str
    queue_id: str | None = None
    started_at: datetime
    ended_at: datetime | None = None
    talk_ms: int = 0
    hold_ms: int = 0
    acw_ms: int = 0
    recording_id: str | None = None


class RecordingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A recording. `state`: recording, stored (then `key`, `sha256`, `size`, `duration_ms`, `channels`), failed (`failure`), or erased."""

    recording_id: str
    interaction_id: str
    segment_id: str | None = None
    agent_id: str | None = None
    project_id: str | None = None
    client_id: str | None = None
    kind: str
    state: str
    started_at: datetime
    key: str | None = None
    sha256: str | None = None
    size: int | None = None
    duration_ms: int | None = None
    channels: int | None = None
    failure: str | None = None


class InteractionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All conditions hold. `since` ≤ started < `until`. `text` is a short reference or a caller's number or name.

    `draft_of` is a user who has begun a note about it and not finished it.
    """

    since: datetime | None = None
    until: datetime | None = None
    queue_id: str | None = None
    agent_id: str | None = None
    project_id: str | None = None
    client_id: str | None = None
    contact_id: str | None = None
    result: str | None = None
    text: str | None = None
    draft_of: str | None = None


class InteractionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Newest first; `next` is the cursor of the next page, None at the end."""

    items: tuple[InteractionRow, ...]
    next: str | None


class AgentDay(msgspec.Struct, frozen=True, kw_only=True):
    """An agent's figures over a period. `ready_ms` is ready and idle, up to now."""

    handled: int = 0
    talk_ms: int = 0
    hold_ms: int = 0
    acw_ms: int = 0
    missed: int = 0
    ready_ms: int = 0
