"""Servers with several brains: who has what."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import pytest

from ringwell.adapters.asterisk.phones import AsteriskPhones, Trunk
from ringwell.adapters.postgres.roster import PostgresRoster
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.demo import cast, seed
from ringwell.runtime.installation import open_installation
from ringwell.runtime.stores import Stores, open_stores
from tests.support.installation import Server
from tests.support.polling import until_awaited


@asynccontextmanager
async def stores_of(server: Server) -> AsyncGenerator[Stores]:
    stores = open_stores(open_installation(server.environment), RandomIds(), name="test", connections=1)
    try:
        yield stores
    finally:
        await stores.close()


async def owners(roster: PostgresRoster) -> dict[int, str]:
    """Who has each partition now, by the brain's own name."""
    rows = (await roster.look()).partitions
    return {row.partition: (row.owner or "").partition("@")[0] for row in rows if row.holds}


async def until_even(roster: PostgresRoster, brains: int, partitions: int = 8, seconds: float = 60) -> None:
    """Until so many brains have all partitions among them, each as many as another but for one."""

    async def even() -> bool:
        has = list((await owners(roster)).values())
        counts = [has.count(each) for each in set(has)]
        return len(has) == partitions and len(counts) == brains and max(counts) - min(counts) <= 1

    await until_awaited(even, seconds)


SECOND_TRUNK: Final = "127.0.0.4"


async def second_workspace(stores: Stores) -> str:
    """Have a workspace of another partition than the demo's, with the demo's numbers, queues and people; its slug."""
    slug = await _slug_elsewhere(stores)
    if (known := await stores.workspaces.by_slug(slug)) and await stores.users.all(known.workspace_id):
        return slug
    await furnish(stores, slug)
    return slug


async def furnish(stores: Stores, slug: str) -> None:
    """Put the demo's numbers, queues and people into this workspace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cast, "SLUG", slug)
        patch.setattr(seed, "DEMO_TRUNK_ADDRESS", "127.0.0.3")
        await seed.seed_demo(stores)


async def second_trunk(stores: Stores, slug: str, phones: AsteriskPhones) -> None:
    """Have the switch know a trunk of that workspace's, until it is next told what is configured: on loopback none may be configured."""
    found = await stores.workspaces.by_slug(slug)
    assert found is not None
    name = f"trunk-{slug}-second"
    await phones.provision_trunk(
        Trunk(
            name=name, workspace_id=found.workspace_id, addresses=(SECOND_TRUNK,), transport="transport-udp"
        )
    )


async def _slug_elsewhere(stores: Stores) -> str:
    demo = await partition_of(stores, "demo")
    for number in range(20):
        slug = f"twin{number}"
        if await stores.workspaces.by_slug(slug) is None:
            await stores.workspaces.create(slug, "Twin", WorkspaceSettings())
        if await partition_of(stores, slug) != demo:
            return slug
    raise AssertionError("all workspaces are of one partition")


async def partition_of(stores: Stores, slug: str) -> int:
    found = await stores.workspaces.by_slug(slug)
    assert found is not None
    return found.partition


async def moved(stores: Stores, slug: str, to: str) -> None:
    """Have an operator's wish for the workspace's partition met."""
    partition = await partition_of(stores, slug)
    [name] = [each.name for each in (await stores.roster.look()).brains if each.name.partition("@")[0] == to]
    await stores.roster.want(partition, name)

    async def there() -> bool:
        return (await owners(stores.roster)).get(partition) == to

    await until_awaited(there)
