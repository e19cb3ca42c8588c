"""Brings a workspace to life: its configuration and the facts of what was open become a floor; the day's figures are counted beside it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from ringwell.agents.messages import Presence
from ringwell.customers.ports import CallData
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.lately import REMEMBERED as REMEMBERED_WORK
from ringwell.journeys.lessons import LOOK_BACK, Lessons
from ringwell.journeys.live import Floor
from ringwell.journeys.ports import ConfigStore, EventLog
from ringwell.journeys.revival import flows_met, revive
from ringwell.journeys.today import Recount
from ringwell.journeys.unlogged import Private
from ringwell.kpis.definitions import month_start

REMEMBERED = timedelta(days=2)
"""So long before today began callers' legs are known again: the switch may tell once more of calls that are in the log."""


async def load_floor(
    config: WorkspaceConfig, store: ConfigStore, log: EventLog, data: CallData, now: Callable[[], datetime]
) -> Floor:
    """The floor as the log tells it, but for the day's figures; what the switch knows comes with its SwitchConnected."""
    events = [event async for event in log.open_events(config.workspace_id)]
    flows = await store.published(config.workspace_id, flows_met(config, events))
    floor = revive(config, flows, events, now())
    for interaction_id, values in (await data.of(config.workspace_id, list(floor.calls))).items():
        floor.private[interaction_id] = Private(data=dict(values))
    for leg_id in await log.begun_legs(config.workspace_id, floor.today.began - REMEMBERED):
        floor.remember_leg(leg_id)
    return floor


async def recount(
    floor: Floor, log: EventLog, keep: Callable[[], Awaitable[None]], now: Callable[[], datetime]
) -> None:
    """Count the day by the zone that the workspace has now, while the floor goes on, and learn from the hours before it began how long
    callers wait. `keep` commits what has happened. May be tried again when it fails; one that is begun meanwhile takes its place."""
    mine = floor.recount = Recount(floor.config.settings.zone, now())
    lessons = _lessons(floor)
    await keep()
    month = month_start(mine.today.began, mine.today.zone)
    mine.today.spent_before.update(await log.spent(floor.workspace_id, month, mine.today.began))
    begin = min(mine.today.began, floor.made_at - max(LOOK_BACK, REMEMBERED_WORK))
    async for event in log.since(floor.workspace_id, begin):
        mine.add(event)
        floor.pressures.recall(event)
        lessons.hear(event)
    if floor.recount is mine:
        floor.recounted(now())
        if not floor.estimates.recalled:
            floor.estimates.add(lessons.learnt())


def _lessons(floor: Floor) -> Lessons:
    present: dict[str, Presence] = {agent_id: agent.presence for agent_id, agent in floor.agents.items()}
    return Lessons(floor.config, floor.traits, present, floor.made_at)
