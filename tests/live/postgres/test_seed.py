"""The demo workspace and the first workspace."""

import pytest

from ringwell.flows.read import flow_of
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Client, Project
from ringwell.runtime.demo import cast
from ringwell.runtime.demo.close import close_demo
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.first_start import create_first_workspace
from ringwell.runtime.stores import Stores
from tests.support.servers import RunningDatabase
from tests.support.store import make_database

pytestmark = pytest.mark.live


async def test_demo_is_whole_and_made_once(stores: Stores) -> None:
    workspace_id = await seed_demo(stores)
    config = await stores.config.load(workspace_id)
    assert await seed_demo(stores) == workspace_id
    assert await stores.config.load(workspace_id) == config
    sizes = [len(part) for part in (config.clients, config.projects, config.queues, config.skills)]
    assert sizes == [2, 3, 4, 5]
    assert len(config.agents) == 8
    assert {number.number for number in config.numbers.values()} == {
        "1000",
        "1001",
        "1002",
        "1003",
        "1004",
        "1009",
    }
    for version in config.flows.values():
        assert flow_of(version.document).nodes
    assert all(queue.needs for queue in config.queues.values())
    assert all(len(each.code) == 2 for each in config.dispositions.values())
    assert {trunk.addresses for trunk in config.trunks.values()} == {("127.0.0.2",)}


async def test_every_demo_number_leads_to_a_published_flow(stores: Stores) -> None:
    config = await stores.config.load(await seed_demo(stores))
    for number in config.numbers.values():
        assert config.flows[number.flow_id].version == 1


async def test_demo_sign_in_is_checked(stores: Stores) -> None:
    workspace_id = await seed_demo(stores)
    credentials = await stores.users.credentials(workspace_id, "agent1")
    assert credentials is not None
    assert credentials.user.agent_id is not None
    assert len(credentials.user.skills) == 5
    assert await stores.passwords.verify(credentials.password_hash, "demo")
    assert not await stores.passwords.verify(credentials.password_hash, "Demo")
    assert not await stores.passwords.verify(None, "demo")


async def test_from_demo_to_production(database: RunningDatabase) -> None:
    stores = (await make_database(database)).stores()
    demo = await seed_demo(stores)
    admin = await stores.users.credentials(demo, "admin")
    assert admin is not None
    token, _ = await stores.sessions.start(demo, admin.user.user_id, 3600)
    secret, _ = await stores.api_tokens.make(demo, admin.user.user_id, "t", ("administrator",), SYSTEM)
    await close_demo(stores)
    assert await stores.sessions.by_token(token) is None
    assert await stores.api_tokens.by_secret(secret) is None
    assert await create_first_workspace(stores, demo_slug=cast.SLUG) is not None
    assert await create_first_workspace(stores, demo_slug=cast.SLUG) is None
    await stores.close()


async def test_first_workspace_is_made_once(database: RunningDatabase) -> None:
    stores = (await make_database(database)).stores()
    made = await create_first_workspace(stores, demo_slug=cast.SLUG)
    assert made is not None
    workspace = await stores.workspaces.by_slug("main")
    assert workspace is not None
    credentials = await stores.users.credentials(workspace.workspace_id, "admin")
    assert credentials is not None
    assert await stores.passwords.verify(credentials.password_hash, made.password)
    (client,) = await stores.config.all_of(workspace.workspace_id, "clients")
    (project,) = await stores.config.all_of(workspace.workspace_id, "projects")
    assert isinstance(client.entity, Client)
    assert isinstance(project.entity, Project)
    assert (project.entity.client_id, project.entity.name) == (client.entity.client_id, workspace.name)
    assert await create_first_workspace(stores, demo_slug=cast.SLUG) is None
    await stores.close()
