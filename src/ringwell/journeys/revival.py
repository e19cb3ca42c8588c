"""A floor from what was kept: the newest configuration and the facts of what was open.

What was open may be about things that the configuration does not have any more: an agent who is disabled in the middle of a
call, a flow that has been published anew. They are known here all the same, so that every call finds its end.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from ringwell.calls.messages import InteractionStarted
from ringwell.journeys.config import FlowVersion, WorkspaceConfig
from ringwell.journeys.evolving import evolve
from ringwell.journeys.live import Floor
from ringwell.kernel.events import Event


def flows_met(config: WorkspaceConfig, open_events: Iterable[Event]) -> frozenset[tuple[str, int]]:
    """The flow versions, by id and number, that calls which were open had met and the configuration does not have."""
    newest = {(flow.flow_id, flow.version) for flow in config.flows.values()}
    facts = (event.fact for event in open_events)
    met = {(f.flow_id, f.flow_version) for f in facts if isinstance(f, InteractionStarted)}
    return frozenset((flow_id, number) for flow_id, number in met if flow_id and number) - newest


def revive(
    config: WorkspaceConfig, flows: Iterable[FlowVersion], open_events: Sequence[Event], now: datetime
) -> Floor:
    """The floor as the log tells it. `flows` are those of `flows_met`. Today's events are still to be counted."""
    floor = Floor(config, now)
    floor.flows.know(flows)
    floor.know_agents((event.agent_id for event in open_events if event.agent_id), now)
    for event in _by_our_clock(open_events, now):
        evolve(floor, event)
    return floor


def _by_our_clock(events: Sequence[Event], now: datetime) -> Sequence[Event]:
    """Written by a clock that told a later time than ours, for it has been set back since, they are told by ours, the newest as of now: who
    waits keeps its place, and no limit of time is over only when the clock tells again what it told then."""
    ahead = max((event.occurred_at for event in events), default=now) - now
    return [_earlier(event, ahead) for event in events] if ahead > timedelta() else events


def _earlier(event: Event, by: timedelta) -> Event:
    values = {name: getattr(event.fact, name) for name in event.fact.__struct_fields__}
    moments = {name: value - by for name, value in values.items() if isinstance(value, datetime)}
    return replace(event, occurred_at=event.occurred_at - by, fact=replace(event.fact, **moments))
