"""Facts that were collected get into the log, in order, once, whatever the database does in between."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from ringwell.adapters.postgres.group_commit import GroupCommit
from ringwell.adapters.postgres.memory import MemoryLog
from ringwell.agents.messages import DispositionSet
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import LeaseLost, LogRefused, StoreAway
from ringwell.kernel.events import Event
from ringwell.kernel.ids import CountingIds
from tests.support.polling import until
from tests.support.store import Story

IDS = CountingIds()
WORKSPACE = IDS.new(kinds.WORKSPACE)
OTHER = IDS.new(kinds.WORKSPACE)


class CountingLog(MemoryLog):
    """Counts appends; `poison` is the type of fact that it refuses."""

    def __init__(self, *workspaces: str) -> None:
        super().__init__(*workspaces)
        self.appends = 0
        self.poison: str | None = None

    async def append(self, workspace_id: str, events: Sequence[Event], *, fence: int | None = None) -> int:
        self.appends += 1
        if any(event.agent_id == self.poison for event in events) and self.poison:
            raise LogRefused(reason="poison")
        return await super().append(workspace_id, events, fence=fence)


def facts(count: int, workspace_id: str = WORKSPACE, agent_id: str = "agt_1") -> list[Event]:
    story = Story(workspace_id, IDS)
    for _ in range(count):
        story.tell(
            DispositionSet(agent_id=agent_id, interaction_id="int_1", disposition_id=None), agent_id=agent_id
        )
    return story.events


@asynccontextmanager
async def journal(
    log: MemoryLog,
    *,
    limit: int = 1000,
    lost: Callable[[str], None] = lambda _: None,
    fence: int | None = None,
) -> AsyncGenerator[GroupCommit]:
    made = GroupCommit(log, fence=lambda _: fence, lease_lost=lost, limit=limit)
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def kept(log: MemoryLog, workspace_id: str = WORKSPACE) -> list[str]:
    return [event.event_id for event in log.events[workspace_id]]


async def test_facts_of_one_window_are_one_commit() -> None:
    log = CountingLog(WORKSPACE)
    events = facts(10)
    async with journal(log) as writer:
        for event in events:
            writer.collect(WORKSPACE, [event])
        await until(lambda: len(kept(log)) == 10)
    assert log.appends == 1
    assert kept(log) == [event.event_id for event in events]


async def test_what_a_person_is_told_is_kept_with_all_before_it() -> None:
    log = CountingLog(WORKSPACE, OTHER)
    floor, told = facts(3), facts(1)
    async with journal(log) as writer:
        writer.collect(OTHER, facts(1, OTHER))
        writer.collect(WORKSPACE, floor)
        await writer.commit_now(WORKSPACE, told)
        assert kept(log) == [event.event_id for event in (*floor, *told)]
        assert writer.uncommitted == 0


async def test_nothing_is_lost_or_doubled_while_the_database_is_away() -> None:
    log = CountingLog(WORKSPACE)
    events = facts(6)
    async with journal(log) as writer:
        log.away, log.loses_replies = True, True
        writer.collect(WORKSPACE, events[:3])
        await until(lambda: writer.away)
        writer.collect(WORKSPACE, events[3:])
        log.away = False
        await until(lambda: writer.uncommitted == 0)
        assert not writer.away
    assert kept(log) == [event.event_id for event in events]


async def test_a_person_is_told_that_the_database_is_away_and_the_facts_get_in_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ringwell.adapters.postgres.group_commit.TOLD_WAIT_S", 0.2)
    log = CountingLog(WORKSPACE)
    log.away = True
    async with journal(log) as writer:
        waiting: Awaitable[None] = writer.commit_now(WORKSPACE, facts(1))
        with pytest.raises(StoreAway):
            await waiting
        log.away = False
        await until(lambda: len(kept(log)) == 1)


async def test_memory_is_bounded_and_says_what_it_drops() -> None:
    log = CountingLog(WORKSPACE)
    log.away = True
    events = facts(30)
    async with journal(log, limit=20) as writer:
        writer.collect(WORKSPACE, events)
        assert writer.uncommitted == 20
        assert writer.dropped == {"disposition.set": 10}
        log.away = False
        await until(lambda: writer.uncommitted == 0)
    assert kept(log) == [event.event_id for event in events[:20]]


async def test_one_poisonous_fact_takes_no_other_with_it() -> None:
    log = CountingLog(WORKSPACE)
    log.poison = "agt_bad"
    good, bad = facts(3), facts(1, agent_id="agt_bad")
    async with journal(log) as writer:
        writer.collect(WORKSPACE, good[:1])
        refused = writer.commit_now(WORKSPACE, bad)
        kept_later = writer.commit_now(WORKSPACE, good[1:])
        with pytest.raises(LogRefused):  # what is not kept is not acknowledged
            await refused
        await kept_later
        assert writer.dropped == {"disposition.set": 1}
        assert writer.dropped_since is not None
    assert kept(log) == [event.event_id for event in good]


async def test_what_memory_has_no_room_for_is_not_acknowledged() -> None:
    log = CountingLog(WORKSPACE)
    log.away = True
    async with journal(log, limit=2) as writer:
        writer.collect(WORKSPACE, facts(2))
        with pytest.raises(LogRefused):
            await writer.commit_now(WORKSPACE, facts(1))


async def test_a_lost_lease_ends_the_workspace_here() -> None:
    log = CountingLog(WORKSPACE)
    log.fences[WORKSPACE] = 2
    lost: list[str] = []
    async with journal(log, lost=lost.append, fence=1) as writer:
        with pytest.raises(LeaseLost):
            await writer.commit_now(WORKSPACE, facts(1))
        with pytest.raises(LeaseLost):
            await writer.commit_now(WORKSPACE, facts(1))
        writer.collect(WORKSPACE, facts(5))
        assert writer.uncommitted == 0
    assert lost == [WORKSPACE]
    assert kept(log) == []


async def test_closing_brings_in_what_is_left() -> None:
    log = CountingLog(WORKSPACE)
    writer = GroupCommit(log, fence=lambda _: None, lease_lost=lambda _: None)
    writer.collect(WORKSPACE, facts(4))
    await writer.close()
    assert len(kept(log)) == 4


async def test_what_is_not_ours_is_not_written_and_may_be_ours_again() -> None:
    log, ours = CountingLog(WORKSPACE), False

    def fence(workspace_id: str) -> int:
        if not ours:
            raise LeaseLost(workspace=workspace_id)
        return 0

    writer = GroupCommit(log, fence=fence, lease_lost=lambda each: writer.forget([each]))
    running = asyncio.create_task(writer.run())
    with pytest.raises(LeaseLost):
        await writer.commit_now(WORKSPACE, facts(1))
    assert (kept(log), writer.uncommitted) == ([], 0)
    ours = True
    await writer.commit_now(WORKSPACE, facts(2))
    assert len(kept(log)) == 2
    running.cancel()


async def test_what_is_left_of_a_workspace_that_was_given_away_never_gets_in() -> None:
    log = CountingLog(WORKSPACE, OTHER)
    log.away = True
    async with journal(log) as writer:
        given = asyncio.ensure_future(writer.commit_now(WORKSPACE, facts(3)))
        writer.collect(OTHER, facts(1, OTHER))
        await until(lambda: log.appends > 1)
        writer.forget([WORKSPACE])
        with pytest.raises(LeaseLost):
            await given
        log.away = False
        await until(lambda: writer.uncommitted == 0)
    assert (kept(log), len(kept(log, OTHER))) == ([], 1)
