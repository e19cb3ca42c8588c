"""Leases: one owner, fencing, and a clock that counts suspended time."""

import pytest

from ringwell.adapters.postgres import leases as leases_module
from ringwell.adapters.postgres.leases import PostgresLeases
from ringwell.kernel.errors import LeaseLost
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.stores import Stores
from tests.support.polling import until_awaited

pytestmark = pytest.mark.live


async def test_one_owner_until_it_lets_go(stores: Stores) -> None:
    first = await stores.leases.acquire(100, "one", "http://127.0.0.1:1")
    assert first is not None
    assert first.holds()
    assert await stores.leases.acquire(100, "two", "http://127.0.0.1:2") is None
    assert await stores.leases.address(100) == "http://127.0.0.1:1"
    await stores.leases.release(first)
    assert await stores.leases.address(100) is None
    second = await stores.leases.acquire(100, "two", "http://127.0.0.1:2")
    assert second is not None
    assert second.token > first.token
    with pytest.raises(LeaseLost):
        await stores.leases.renew(first)


async def test_the_same_brain_comes_back_at_once_with_a_new_token(stores: Stores) -> None:
    before = await stores.leases.acquire(101, "one", "a")
    after = await stores.leases.acquire(101, "one", "b")
    assert before is not None
    assert after is not None
    assert after.token == before.token + 1
    with pytest.raises(LeaseLost):
        await stores.leases.renew(before)


async def test_all_are_renewed_together_or_none(stores: Stores) -> None:
    leases = [await stores.leases.acquire(partition, "one", "a") for partition in (110, 111)]
    held = [lease for lease in leases if lease is not None]
    longer = await stores.leases.renew(*held)
    assert [lease.partition for lease in longer] == [110, 111]
    assert all(after.deadline > before.deadline for after, before in zip(longer, held, strict=True))
    await stores.leases.acquire(111, "one", "b")
    with pytest.raises(LeaseLost) as lost:
        await stores.leases.renew(*longer)
    assert lost.value.params == {"partition": 111}


async def test_a_lease_that_ran_out_is_taken_over(stores: Stores) -> None:
    short = PostgresLeases(stores.database, seconds=0.3)
    lease = await short.acquire(102, "one", "a")
    assert lease is not None

    async def taken() -> bool:
        return await stores.leases.acquire(102, "two", "b") is not None

    await until_awaited(taken)
    with pytest.raises(LeaseLost):
        await short.renew(lease)


async def test_the_deadline_counts_from_before_the_request(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([1000.0, 1009.0, 1011.0])
    monkeypatch.setattr(leases_module, "boot_seconds", lambda: next(moments))
    lease = await stores.leases.acquire(103, "one", "a")
    assert lease is not None
    assert lease.deadline == 1010.0
    assert lease.holds()
    assert not lease.holds()


async def test_a_new_workspace_is_fenced_by_the_lease_of_its_partition(stores: Stores) -> None:
    for partition in range(8):
        assert await stores.leases.acquire(partition, "one", "a") is not None
    made = await stores.workspaces.create("fenced", "Fenced", WorkspaceSettings())
    workspace = await stores.workspaces.read(made)
    lease = await stores.leases.acquire(workspace.partition, "one", "a")
    assert lease is not None
    assert list(await stores.config.workspaces([workspace.partition])).count(made) == 1
