"""One migrated database for each test module; each test makes a workspace of its own."""

from collections.abc import AsyncGenerator

import pytest_asyncio

from ringwell.customers.model import ContactChange
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, whole_call
from tests.support.rows import Called
from tests.support.servers import RunningDatabase
from tests.support.store import Story, TestDatabase, make_database, new_workspace


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def migrated(database: RunningDatabase) -> TestDatabase:
    return await make_database(database)


@pytest_asyncio.fixture
async def stores(migrated: TestDatabase) -> AsyncGenerator[Stores]:
    opened = migrated.stores()
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def workspace_id(stores: Stores) -> str:
    return await new_workspace(stores)


@pytest_asyncio.fixture
async def called(stores: Stores) -> Called:
    workspace_id = await seed_demo(stores)
    user = next(user for user in await stores.users.all(workspace_id) if user.agent_id)
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    await stores.directory.change(workspace_id, caller.contact_id, ContactChange(name="Jan Nowak"), SYSTEM)
    call = CallIds(stores.ids, user.agent_id or "", stores.ids.new(kinds.QUEUE), caller.contact_id)
    await stores.log.append(workspace_id, whole_call(Story(workspace_id, stores.ids), call))
    return workspace_id, user.user_id, call.interaction, caller.contact_id
