"""Brings a workspace to life: its configuration, the facts of what was open, and today's figures, become a floor."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor
from ringwell.journeys.ports import ConfigStore, EventLog
from ringwell.journeys.revival import flows_met, revive

REMEMBERED = timedelta(days=2)
"""So long before today began callers' legs are known again: the switch may tell once more of calls that are in the log."""


async def load_floor(
    config: WorkspaceConfig, store: ConfigStore, log: EventLog, now: Callable[[], datetime]
) -> Floor:
    """The floor as the log tells it; what the switch knows comes with its SwitchConnected."""
    events = [event async for event in log.open_events(config.workspace_id)]
    flows = await store.published(config.workspace_id, flows_met(config, events))
    floor = revive(config, flows, events, now())
    for leg_id in await log.begun_legs(config.workspace_id, floor.today.began - REMEMBERED):
        floor.remember_leg(leg_id)
    async for event in log.since(config.workspace_id, floor.today.began):
        floor.count(event)
    return floor
