"""What every event log does: the one on PostgreSQL and its twin in memory."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from ringwell.access.model import NewUser
from ringwell.adapters.postgres.memory import MemoryLog
from ringwell.calls.messages import InteractionStarted
from ringwell.journeys.ports import EventLog
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import LeaseLost, NotFound
from ringwell.kernel.events import SYSTEM, Event
from ringwell.outbound.lines import LineFreed
from ringwell.runtime.clock import RandomIds
from tests.support.calls import CallIds, arrives, ends, is_answered, whole_call
from tests.support.store import Story, make_database, new_workspace

IDS = RandomIds()


@dataclass
class Subject:
    """A log with a workspace in it that has one agent; `fence` sets the token that the brain's appends must bring."""

    log: EventLog
    workspace_id: str
    agent_id: str
    fence: Callable[[int], Awaitable[None]]

    def story(self) -> Story:
        return Story(self.workspace_id, IDS)

    def call(self) -> CallIds:
        return CallIds(IDS, self.agent_id, IDS.new(kinds.QUEUE))


@pytest_asyncio.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.live)])
async def subject(request: pytest.FixtureRequest) -> AsyncGenerator[Subject]:
    if request.param == "memory":
        workspace_id = IDS.new(kinds.WORKSPACE)
        twin = MemoryLog(workspace_id)

        async def fence_twin(token: int) -> None:
            twin.fences[workspace_id] = token

        yield Subject(twin, workspace_id, IDS.new(kinds.AGENT), fence_twin)
        return
    stores = (await make_database(request.getfixturevalue("database"))).stores()
    workspace_id = await new_workspace(stores)
    user = await stores.users.create(
        workspace_id, NewUser(sign_in="anna", name="Anna", roles=("agent",)), SYSTEM
    )
    workspace = await stores.workspaces.read(workspace_id)

    async def fence(token: int) -> None:
        for _ in range(token):
            lease = await stores.leases.acquire(workspace.partition, "test", "nowhere")
            assert lease is not None

    yield Subject(stores.log, workspace_id, user.agent_id or "", fence)
    await stores.close()


async def collected(events: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in events]


async def told(subject: Subject) -> list[Event]:
    """The log without what making the workspace left in it."""
    return [
        event for event in await collected(subject.log.read(subject.workspace_id)) if event.interaction_id
    ]


async def test_what_is_appended_is_read_in_order_without_gaps(subject: Subject) -> None:
    story = subject.story()
    before = len(await collected(subject.log.read(subject.workspace_id)))
    first = await subject.log.append(subject.workspace_id, arrives(story, call := subject.call()))
    last = await subject.log.append(subject.workspace_id, [*is_answered(story, call), *ends(story, call)])
    events = await collected(subject.log.read(subject.workspace_id))
    assert [event.seq for event in events] == list(range(1, last + 1))
    assert last - before == len(story.events)
    assert first - before == 3
    assert [event.fact for event in events[before:]] == [event.fact for event in story.events]
    assert [event.occurred_at for event in events[before:]] == [event.occurred_at for event in story.events]
    assert all(event.recorded_at is not None for event in events)


async def test_reading_goes_on_from_a_cursor(subject: Subject) -> None:
    last = await subject.log.append(subject.workspace_id, whole_call(subject.story(), subject.call()))
    tail = await collected(subject.log.read(subject.workspace_id, after=last - 2))
    assert [event.seq for event in tail] == [last - 1, last]
    assert await collected(subject.log.read(subject.workspace_id, after=last)) == []


async def test_open_events_are_those_of_open_interactions_and_newest_states(subject: Subject) -> None:
    story = subject.story()
    closed, opened = subject.call(), subject.call()
    await subject.log.append(subject.workspace_id, whole_call(story, closed))
    await subject.log.append(subject.workspace_id, [*arrives(story, opened), *is_answered(story, opened)])
    events = await collected(subject.log.open_events(subject.workspace_id))
    assert [event.seq for event in events] == sorted(event.seq for event in events)
    assert {event.interaction_id for event in events} == {opened.interaction}
    states = [event for event in events if event.type == "agent.state_changed"]
    assert len(states) == 2
    assert len(events) == 10


async def test_an_interaction_in_wrap_up_is_open(subject: Subject) -> None:
    story, call = subject.story(), subject.call()
    facts = whole_call(story, call)
    wrapping = next(index for index, event in enumerate(facts) if event.type == "wrapup.ended")
    await subject.log.append(subject.workspace_id, facts[:wrapping])
    assert {e.interaction_id for e in await collected(subject.log.open_events(subject.workspace_id))} == {
        call.interaction
    }
    await subject.log.append(subject.workspace_id, facts[wrapping:])
    events = await collected(subject.log.open_events(subject.workspace_id))
    assert [event.type for event in events] == ["agent.state_changed"]


async def test_an_old_fence_gets_nothing_in(subject: Subject) -> None:
    story = subject.story()
    await subject.fence(2)
    await subject.log.append(subject.workspace_id, arrives(story, subject.call()), fence=2)
    kept = await told(subject)
    with pytest.raises(LeaseLost):
        await subject.log.append(subject.workspace_id, arrives(story, subject.call()), fence=1)
    assert await told(subject) == kept
    await subject.log.append(subject.workspace_id, arrives(story, subject.call()))
    assert len(await told(subject)) == 2 * len(kept)


async def test_an_unknown_workspace_is_refused(subject: Subject) -> None:
    unknown = Story(IDS.new(kinds.WORKSPACE), IDS)
    with pytest.raises(NotFound):
        await subject.log.append(unknown.workspace_id, arrives(unknown, subject.call()))


async def test_since_reads_what_was_recorded_later(subject: Subject) -> None:
    story = subject.story()
    await subject.log.append(subject.workspace_id, arrives(story, subject.call()))
    first = await told(subject)
    await subject.log.append(subject.workspace_id, arrives(story, later := subject.call()))
    moment = (await told(subject))[-1].recorded_at
    assert moment is not None
    found = await collected(subject.log.since(subject.workspace_id, moment))
    assert {event.interaction_id for event in found} == {later.interaction}
    assert len(found) == len(first)


async def test_the_legs_whose_interactions_were_begun_since(subject: Subject) -> None:
    story = subject.story()
    await subject.log.append(subject.workspace_id, arrives(story, subject.call()))
    before = datetime.now(UTC)
    begun = arrives(story, subject.call())
    await subject.log.append(subject.workspace_id, begun)
    legs = [event.fact.leg_id for event in begun if isinstance(event.fact, InteractionStarted)]
    assert await subject.log.begun_legs(subject.workspace_id, before) == legs != []


async def test_what_calls_by_each_trunk_came_to_from_one_moment_up_to_another(subject: Subject) -> None:
    story, first, second = subject.story(), IDS.new(kinds.TRUNK), IDS.new(kinds.TRUNK)
    costs = [(first, 8), (first, 600), (second, 5), (first, 70), (first, 9)]
    freed = [
        LineFreed(leg_id=IDS.new(kinds.LEG), trunk_id=trunk_id, agent_id=None, talk_ms=1, cost=cost)
        for trunk_id, cost in costs
    ]
    told = story.tell(*freed)
    await subject.log.append(subject.workspace_id, told)
    since, until = told[1].occurred_at, told[-1].occurred_at
    assert await subject.log.spent(subject.workspace_id, since, until) == {first: 670, second: 5}
    assert await subject.log.spent(subject.workspace_id, until, since) == {}
