"""Brings a workspace to life: its configuration, the facts of what was open, and today's figures, become a floor."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from ringwell.adapters.postgres.log import PostgresLog
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor
from ringwell.journeys.today import Today


async def load_floor(config: WorkspaceConfig, log: PostgresLog, now: Callable[[], datetime]) -> Floor:
    """The floor as the log tells it; what the switch knows comes with its SwitchConnected."""
    floor = Floor(config, now())
    async for event in log.open_events(config.workspace_id):
        floor.evolve(event)
    floor.today = await _today(config, log, now())
    return floor


async def _today(config: WorkspaceConfig, log: PostgresLog, now: datetime) -> Today:
    today = Today(config.settings.zone, now)
    midnight = now.astimezone(ZoneInfo(config.settings.zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    async for event in log.since(config.workspace_id, midnight):
        today.add(event)
    return today
