"""A past day of a workspace, read from its log and its configuration."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ringwell.access.messages import ConfigChanged
from ringwell.journeys.config import WorkspaceConfig, limits_in
from ringwell.simulation.past_day import AFTER, BEFORE, TOLD_BY, DayReader, PastDay
from ringwell.simulation.ports import PastLog
from ringwell.simulation.what_if import Rules

CONFIG_CHANGED = str(ConfigChanged.__struct_config__.tag)


def bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """When a day begins and ends in an IANA zone; it may have 23 or 25 hours."""
    begin = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    following = day + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(zone))
    return begin.astimezone(UTC), end.astimezone(UTC)


async def read_day(log: PastLog, config: WorkspaceConfig, day: date, now: datetime) -> PastDay:
    """All that the log tells of it. Of a day that is not over, what there is yet."""
    begin, end = bounds(day, config.settings.zone)
    reader = DayReader(begin, end)
    async for event in log.between(config.workspace_id, begin - BEFORE, end + AFTER, TOLD_BY):
        reader.take(event)
    async for event in log.between(config.workspace_id, begin, now, (CONFIG_CHANGED,)):
        reader.take(event)
    return reader.day(min(now, end))


def rules_of(config: WorkspaceConfig) -> Rules:
    return Rules(
        queues=config.queues,
        agents=config.agents,
        groups=config.groups,
        caller_choice=config.settings.caller_choice,
        limits={agent_id: limits_in(config, agent_id) for agent_id in config.agents},
    )
