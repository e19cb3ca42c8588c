"""Brings a workspace to life: its configuration, the facts of what was open, and today's figures, become a floor."""

from collections.abc import Callable
from datetime import datetime

from ringwell.adapters.postgres.log import PostgresLog
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor


async def load_floor(config: WorkspaceConfig, log: PostgresLog, now: Callable[[], datetime]) -> Floor:
    """The floor as the log tells it; what the switch knows comes with its SwitchConnected."""
    floor = Floor(config, now())
    async for event in log.open_events(config.workspace_id):
        floor.evolve(event)
    async for event in log.since(config.workspace_id, floor.today.began):
        floor.count(event)
    return floor
