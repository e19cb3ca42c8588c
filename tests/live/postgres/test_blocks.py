"""The block list in the database: sealed, each caller once, and in the configuration that the floor goes by."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from ringwell.adapters.postgres.tables.blocks import blocks
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, NotFound, VersionConflict
from ringwell.kernel.events import SYSTEM
from ringwell.projects.blocks import BlockEntry
from ringwell.projects.ports import BlockChange
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores

pytestmark = pytest.mark.live


async def test_entries_are_sealed_and_kept_once_and_the_floor_is_told(stores: Stores) -> None:
    workspace_id = await seed_demo(stores)
    user = (await stores.users.all(workspace_id))[0]
    entry = BlockEntry(
        block_id=stores.ids.new(kinds.BLOCK),
        kind="number",
        value="+48600100200",
        state="asked",
        reason="Shouts at everybody",
        made_by=user.user_id,
        made_at=datetime.now(UTC),
    )
    await stores.blocks.make(workspace_id, entry, SYSTEM)
    again = replace(entry, block_id=stores.ids.new(kinds.BLOCK))
    with pytest.raises(AlreadyExists):
        await stores.blocks.make(workspace_id, again, SYSTEM)
    before = await stores.config.load(workspace_id)
    assert before.blocks == ()
    on = await stores.blocks.change(
        workspace_id, entry.block_id, BlockChange(state="on"), SYSTEM, if_version=1
    )
    assert (on.reason, on.version) == ("Shouts at everybody", 2)
    with pytest.raises(VersionConflict):
        await stores.blocks.change(
            workspace_id, entry.block_id, BlockChange(state="on"), SYSTEM, if_version=1
        )
    now = await stores.config.load(workspace_id)
    assert [(each.block_id, each.value) for each in now.blocks] == [(entry.block_id, "+48600100200")]
    assert now.version > before.version
    async with stores.database.tenant(workspace_id) as connection:
        rows = (await connection.execute(select(blocks))).mappings().all()
    assert not any(
        b"600100200" in row["content_sealed"] or b"Shouts" in row["content_sealed"] for row in rows
    )
    over = BlockChange(ends_at=datetime.now(UTC) - timedelta(seconds=1))
    await stores.blocks.change(workspace_id, entry.block_id, over, SYSTEM, if_version=None)
    assert (await stores.config.load(workspace_id)).blocks == ()
    await stores.blocks.remove(workspace_id, entry.block_id, SYSTEM)
    with pytest.raises(NotFound):
        await stores.blocks.remove(workspace_id, entry.block_id, SYSTEM)
    async with stores.database.tenant(workspace_id) as connection:
        [row] = (await connection.execute(select(blocks))).mappings().all()
    assert row["content_sealed"] == b""
    assert row["value_hash"] not in {each["value_hash"] for each in rows}
    await stores.blocks.make(workspace_id, again, SYSTEM)
