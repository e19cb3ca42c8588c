"""One migrated database for each test module; each test makes a workspace of its own."""

from collections.abc import AsyncGenerator

import pytest_asyncio

from ringwell.runtime.stores import Stores
from tests.support.servers import RunningDatabase
from tests.support.store import TestDatabase, make_database, new_workspace


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
