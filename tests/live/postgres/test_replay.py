"""Projections written by the database equal those folded in memory, however the log was cut into batches."""

import asyncio
import random

import pytest
from sqlalchemy import text

from ringwell.access.model import NewUser
from ringwell.cli.log_checks import compare_projections
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, arrives, ends, is_answered
from tests.support.store import Story

pytestmark = pytest.mark.live


async def many_calls(stores: Stores, workspace_id: str, calls: int, seed: int) -> None:
    """Calls of one agent after another, each in its order, appended in batches of random sizes."""
    chance = random.Random(seed)
    user = await stores.users.create(
        workspace_id, NewUser(sign_in=f"a{seed}", name="A", roles=("agent",)), SYSTEM
    )
    story = Story(workspace_id, stores.ids)
    queue_id = stores.ids.new(kinds.QUEUE)
    for _ in range(calls):
        contact_id = stores.ids.new(kinds.CONTACT) if chance.random() < 0.5 else None
        call = CallIds(stores.ids, user.agent_id or "", queue_id, contact_id)
        arrives(story, call)
        is_answered(story, call)
        ends(story, call)
    events = list(story.events)
    while events:
        size = chance.choice((1, 1, 2, 3, 7, 40))
        await stores.log.append(workspace_id, events[:size])
        del events[:size]


@pytest.mark.parametrize("seed", range(4))
async def test_replay_finds_no_difference(
    stores: Stores, workspace_id: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    await many_calls(stores, workspace_id, 12, seed)
    assert await compare_projections(stores, workspace_id, "test") == 0, capsys.readouterr().out


async def test_replay_tells_what_differs(
    stores: Stores, workspace_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await many_calls(stores, workspace_id, 2, 1)
    async with stores.database.tenant(workspace_id) as connection:
        await connection.execute(text("UPDATE segments SET talk_ms = talk_ms + 1"))
        await connection.execute(text("DELETE FROM offers"))
    assert await compare_projections(stores, workspace_id, "test") == 4
    told = capsys.readouterr().out
    assert "talk_ms: the log says 30000, the table 30001" in told
    assert "offer_id: the log says ofr_" in told


async def test_writers_at_once_leave_no_gap(stores: Stores, workspace_id: str) -> None:
    await asyncio.gather(*(many_calls(stores, workspace_id, 3, seed) for seed in range(10, 14)))
    seqs = [event.seq async for event in stores.log.read(workspace_id)]
    assert seqs == list(range(1, len(seqs) + 1))
    assert await compare_projections(stores, workspace_id, "test") == 0
