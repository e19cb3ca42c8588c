"""The in-memory twin of the log, for tests and simulations. Both pass tests/contracts/test_event_log.py."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from ringwell.calls.messages import InteractionStarted
from ringwell.journeys.events_codec import decode, encode, type_of
from ringwell.kernel.errors import LeaseLost, NotFound, StoreAway
from ringwell.kernel.events import Event
from ringwell.kpis.facts import Rows, is_open
from ringwell.outbound.lines import LineFreed


class MemoryLog:
    """A log per workspace. `away` makes it raise StoreAway, after having written when `loses_replies`."""

    def __init__(self, *workspaces: str) -> None:
        self.events: dict[str, list[Event]] = {workspace: [] for workspace in workspaces}
        self.rows: dict[str, Rows] = {workspace: Rows() for workspace in workspaces}
        self.fences: dict[str, int] = dict.fromkeys(workspaces, 0)
        self.away = False
        self.loses_replies = False

    async def append(self, workspace_id: str, events: Sequence[Event], *, fence: int | None = None) -> int:
        if self.away and not self.loses_replies:
            raise StoreAway
        if workspace_id not in self.events:
            raise NotFound(workspace=workspace_id)
        if fence is not None and fence != self.fences[workspace_id]:
            raise LeaseLost(workspace=workspace_id)
        kept = self.events[workspace_id]
        known = {event.event_id: event.seq for event in kept}
        if events[0].event_id in known:
            return known[events[0].event_id] + len(events) - 1
        now = datetime.now(UTC)
        for event in events:
            fact = decode(type_of(event.fact), event.fact.fact_version, encode(event.fact))
            stored = replace(
                event, seq=len(kept) + 1, recorded_at=now, version=event.fact.fact_version, fact=fact
            )
            kept.append(stored)
            self.rows[workspace_id].take(stored)
        if self.away:
            raise StoreAway
        return len(kept)

    async def read(self, workspace_id: str, after: int = 0) -> AsyncIterator[Event]:
        for event in list(self.events.get(workspace_id, ())):
            if event.seq > after:
                yield event

    async def since(self, workspace_id: str, moment: datetime) -> AsyncIterator[Event]:
        for event in list(self.events.get(workspace_id, ())):
            if event.recorded_at is not None and event.recorded_at >= moment:
                yield event

    async def spent(self, workspace_id: str, since: datetime, until: datetime) -> dict[str, int]:
        spent: Counter[str] = Counter()
        for event in self.events.get(workspace_id, []):
            if isinstance(event.fact, LineFreed) and since <= event.occurred_at < until:
                spent[event.fact.trunk_id] += event.fact.cost
        return dict(spent)

    async def begun_legs(self, workspace_id: str, moment: datetime) -> list[str]:
        return [
            event.fact.leg_id
            async for event in self.since(workspace_id, moment)
            if isinstance(event.fact, InteractionStarted)
        ]

    async def open_events(self, workspace_id: str) -> AsyncIterator[Event]:
        for event in still_open(self.events.get(workspace_id, []), self.rows.get(workspace_id, Rows())):
            yield event


def still_open(events: Sequence[Event], rows: Rows) -> list[Event]:
    """What recovery evolves from: of all events and what they project to, those of open interactions and each agent's newest state."""
    wanted = {key for key, row in rows.new["interactions"].items() if is_open(row)}
    newest = {event.agent_id: event.event_id for event in events if event.type == "agent.state_changed"}
    states = set(newest.values())
    return [event for event in events if event.interaction_id in wanted or event.event_id in states]
