"""What screens and reports read of what happened. Everything raises StoreAway when the database does not answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ringwell.kernel.events import Actor, Event
from ringwell.kpis.definitions import Thresholds
from ringwell.kpis.model import (
    AgentDay,
    InteractionFilter,
    InteractionPage,
    InteractionRow,
    RecordingRow,
    SegmentRow,
)
from ringwell.kpis.queues import QueueDay


class Interactions(Protocol):
    async def page(
        self, workspace_id: str, wanted: InteractionFilter, *, cursor: str | None = None, limit: int = 50
    ) -> InteractionPage:
        """Newest first. InvalidValue(field=cursor)."""
        ...

    async def read(self, workspace_id: str, interaction_id: str) -> InteractionRow:
        """NotFound."""
        ...

    async def timeline(self, workspace_id: str, interaction_id: str) -> Sequence[Event]:
        """Every event of the interaction, in order."""
        ...

    async def segments(self, workspace_id: str, interaction_id: str) -> Sequence[SegmentRow]: ...

    async def recordings(self, workspace_id: str, interaction_id: str) -> Sequence[RecordingRow]: ...

    async def correct_disposition(
        self, workspace_id: str, interaction_id: str, disposition_id: str, user_id: str, by: Actor
    ) -> None:
        """Committed when it returns; the same again changes nothing. NotFound; UnknownReference where no such disposition is for the
        interaction's project."""
        ...


class Recordings(Protocol):
    async def read(self, workspace_id: str, recording_id: str) -> RecordingRow:
        """NotFound."""
        ...

    async def unfinished(self, workspace_id: str, limit: int = 100) -> Sequence[RecordingRow]:
        """Recordings neither stored nor failed whose segment or interaction is over, oldest first: what the worker looks after."""
        ...

    async def states(self, workspace_id: str, recording_ids: Sequence[str]) -> Mapping[str, str]:
        """The states of those that this workspace has, by id."""
        ...

    async def of_erased(self, workspace_id: str) -> Sequence[RecordingRow]:
        """Stored or erased ones of contacts that were erased: their files must not stay."""
        ...


class Figures(Protocol):
    async def agent_day(
        self, workspace_id: str, agent_id: str, since: datetime, until: datetime
    ) -> AgentDay: ...

    async def queue_days(
        self,
        workspace_id: str,
        since: datetime,
        until: datetime,
        zone: str,
        thresholds: Mapping[str, Thresholds],
    ) -> Sequence[QueueDay]:
        """By day of the zone, newest first, and queue, over the visits of callers that were offered in the period."""
        ...

    async def callback_events(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Event]:
        """That callbacks were asked for, and how they ended, in the period, in order."""
        ...

    async def owner_events(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Event]:
        """What came of introductions to clients' owners in the period, in order."""
        ...
