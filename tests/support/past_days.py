"""Some hours of calls put into a log, as if they had just happened."""

from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ringwell.agents.messages import AgentStateChanged
from ringwell.calls.messages import InteractionEnded
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.events import Event
from ringwell.routing.messages import QueueLeft
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, arrives, ends, is_answered
from tests.support.store import Story

BETWEEN_S = 6
EVERY_FIFTH = 5
AGENTS = 5
LAST_AGO = timedelta(minutes=10)
READY_BEFORE = timedelta(minutes=5)


async def put_calls(stores: Stores, config: WorkspaceConfig, count: int) -> datetime:
    """So many calls of one queue on one day of the workspace, a fifth of which gave up after 40 s; five agents were ready all the time.

    Returns when the first one came.
    """
    queue_id = min(config.queues.values(), key=lambda queue: queue.name).queue_id
    agents = sorted(config.agents.values(), key=lambda agent: agent.name)[:AGENTS]
    begin = _begin(datetime.now(UTC), config.settings.zone, timedelta(seconds=BETWEEN_S * count))
    story, dice = Story(config.workspace_id, stores.ids), Random(1)
    story.now = begin - READY_BEFORE
    for agent in agents:
        ready = AgentStateChanged(agent_id=agent.agent_id, presence="ready", activity="idle")
        story.tell(ready, agent_id=agent.agent_id)
    for number in range(count):
        story.now = begin + timedelta(seconds=BETWEEN_S * number)
        call = CallIds(stores.ids, agents[number % AGENTS].agent_id, queue_id)
        arrives(story, call)
        if number % EVERY_FIFTH == 0:
            _gives_up(story, call)
        else:
            is_answered(story, call, waited_ms=dice.randrange(1000, 30_000))
            ends(story, call)
    for first in range(0, len(story.events), 2000):
        await stores.log.append(config.workspace_id, story.events[first : first + 2000])
    return begin


def _begin(now: datetime, zone: str, span: timedelta) -> datetime:
    """As late as calls that take `span` can begin, all of them today; in a day's first hours, all of them yesterday."""
    end = now.replace(microsecond=0) - LAST_AGO
    midnight = datetime.combine(now.astimezone(ZoneInfo(zone)), time(), ZoneInfo(zone)).astimezone(UTC)
    return (end if end - span - READY_BEFORE >= midnight else midnight - LAST_AGO) - span


def _gives_up(story: Story, call: CallIds) -> list[Event]:
    left = QueueLeft(
        visit_id=call.visit,
        interaction_id=call.interaction,
        queue_id=call.queue,
        result="abandoned",
        waited_ms=40_000,
    )
    over = InteractionEnded(result="abandoned_in_queue", ended_by="caller", cause=16)
    return list(story.tell(left, over, interaction_id=call.interaction))
