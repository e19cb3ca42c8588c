"""An edge on the real database, with the demo workspace and a second one of which nobody in the demo may see anything."""

from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from ringwell.access.model import NewUser, Role
from ringwell.adapters.archive.folder import FolderStorage
from ringwell.adapters.asterisk.prompts import library
from ringwell.flows.prompts import LANGUAGES
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.edge import web_stores
from tests.support.edge import edge_on
from tests.support.served import PASSWORD, Served
from tests.support.servers import RunningDatabase
from tests.support.store import make_database, new_workspace


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def served(
    database: RunningDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Served]:
    stores = (await make_database(database)).stores()
    archive = tmp_path_factory.mktemp("archive")
    demo, other = await seed_demo(stores), await new_workspace(stores)
    hashed = await stores.passwords.hash(PASSWORD)
    roles: tuple[Role, ...] = ("administrator", "supervisor", "agent")
    for workspace_id in (demo, other):
        for role in roles:
            new = NewUser(sign_in=f"test-{role}", name=f"The {role}", roles=(role,), password_hash=hashed)
            await stores.users.create(workspace_id, new, SYSTEM)
    prompts = {language: library(language) for language in LANGUAGES}
    async with edge_on(web_stores(stores, FolderStorage(archive)), prompts=prompts) as edge:
        yield Served(edge, stores, archive, demo, other)
    await stores.close()
