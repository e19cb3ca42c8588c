"""The database is killed, or takes nothing, and comes back: nothing that was acknowledged is lost, nothing is in the log twice."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from ringwell.adapters.postgres.group_commit import GroupCommit
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.processes import Program, start, wait_until
from tests.support.calls import CallIds, whole_call
from tests.support.polling import until
from tests.support.servers import RunningDatabase, running_database
from tests.support.store import Story, TestDatabase, make_database, new_workspace

pytestmark = pytest.mark.live


def kill(database: RunningDatabase) -> None:
    pid = database.server.running()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    # It is our child: PostgreSQL takes the lock of one that nobody has waited for to be held still.
    os.waitpid(pid, 0)
    assert wait_until(lambda: database.server.running() is None, 10)


def start_again(database: RunningDatabase, folder: Path) -> None:
    """As the supervisor does."""
    database.server.forget_dead()
    start(Program("postgres", database.server.start_command(), folder / "again.log", die_with_parent=True))
    assert wait_until(database.server.ready, 60)


async def keep_promises(database: TestDatabase) -> None:
    """Test servers answer before they have written; a real one does not."""
    engine = create_async_engine(database.url("superuser"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("ALTER ROLE ringwell_app SET synchronous_commit = on"))
    await engine.dispose()


async def test_facts_survive_a_killed_database(tmp_path: Path) -> None:
    with running_database(tmp_path) as database:
        made = await make_database(database)
        await keep_promises(made)
        stores = made.stores()
        workspace_id = await new_workspace(stores)
        story = Story(workspace_id, stores.ids)
        journal = GroupCommit(stores.log, fence=lambda _: None, lease_lost=lambda _: None)
        task = asyncio.create_task(journal.run())

        async def one_call() -> None:
            call = CallIds(stores.ids, stores.ids.new(kinds.AGENT), stores.ids.new(kinds.QUEUE))
            for event in whole_call(story, call):
                journal.collect(workspace_id, [event])
                await asyncio.sleep(0.001)

        async def calls(over: asyncio.Event) -> None:
            while not over.is_set():
                await one_call()

        for _ in range(3):
            await one_call()
        await journal.commit_now(workspace_id, [])
        acknowledged = len(story.events)
        over = asyncio.Event()
        talking = asyncio.create_task(calls(over))
        await until(lambda: len(story.events) > acknowledged)
        await asyncio.to_thread(kill, database)
        await until(lambda: journal.away)
        over.set()
        await talking
        with pytest.raises(StoreAway):
            await stores.interactions.read(workspace_id, story.events[0].interaction_id or "")
        with pytest.raises(StoreAway):
            await stores.directory.identify(workspace_id, "+48221234567", region="PL")
        assert journal.uncommitted > 0
        await asyncio.to_thread(start_again, database, tmp_path)
        await until(lambda: journal.uncommitted == 0 and not journal.away)
        kept = [event.event_id async for event in stores.log.read(workspace_id)]
        assert kept[1:] == [event.event_id for event in story.events]
        assert len(kept) > acknowledged
        seqs = [event.seq async for event in stores.log.read(workspace_id)]
        assert seqs == list(range(1, len(seqs) + 1))
        assert not (await stores.directory.identify(workspace_id, "+48221234567", region="PL")).known
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await stores.close()
        pid = database.server.running()
        if pid is not None:
            os.kill(pid, signal.SIGINT)


async def read_only(database: TestDatabase, word: str) -> None:
    """As after a disk is full or a standby has taken over: `word` is on or off, for the connections that come."""
    engine = create_async_engine(database.url("superuser"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"ALTER ROLE ringwell_app SET default_transaction_read_only = {word}"))
        await connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ringwell_app'")
        )
    await engine.dispose()


async def test_a_database_that_takes_nothing_refuses_no_fact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringwell.adapters.postgres.group_commit.TOLD_WAIT_S", 0.5)
    with running_database(tmp_path) as database:
        made = await make_database(database)
        stores = made.stores()
        workspace_id = await new_workspace(stores)
        lease = await stores.leases.acquire(0, "brain", "nowhere")
        assert lease is not None
        story = Story(workspace_id, stores.ids)
        events = whole_call(
            story, CallIds(stores.ids, stores.ids.new(kinds.AGENT), stores.ids.new(kinds.QUEUE))
        )
        journal = GroupCommit(stores.log, fence=lambda _: None, lease_lost=lambda _: None)
        task = asyncio.create_task(journal.run())
        await read_only(made, "on")
        with pytest.raises(StoreAway):
            await journal.commit_now(workspace_id, events)
        with pytest.raises(StoreAway):
            await stores.leases.renew(lease)
        assert journal.away
        await read_only(made, "off")
        await until(lambda: journal.uncommitted == 0)
        assert not journal.dropped
        kept = [event.event_id async for event in stores.log.read(workspace_id)]
        assert kept[1:] == [event.event_id for event in events]
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await stores.close()
