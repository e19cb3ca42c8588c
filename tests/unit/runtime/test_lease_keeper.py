"""When a brain may act: a lease that ran out while it stood still is not simply renewed."""

import asyncio
from collections.abc import Callable

import msgspec
import pytest

from ringwell.adapters.postgres.leases import Lease, PostgresLeases, boot_seconds
from ringwell.kernel.errors import StoreAway
from ringwell.runtime import lease_keeper
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.logs import get_log
from tests.support.polling import until


class Leases(PostgresLeases):
    """Gives and renews for `seconds`, without a database."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.renewals = 0
        self.away = False
        self.hangs = False
        self.refusals = 0
        self.releases: list[int] = []
        self.released: Callable[[], None] = lambda: None

    async def acquire(
        self, partition: int, owner: str, address: str, *, dead: int | None = None
    ) -> Lease | None:
        if self.hangs:
            await asyncio.sleep(60)
        return Lease(partition=partition, owner=owner, token=1, deadline=boot_seconds() + self.seconds)

    async def release(self, lease: Lease) -> None:
        self.released()
        if self.away:
            self.refusals += 1
            raise StoreAway
        self.releases.append(lease.partition)

    async def renew(self, *leases: Lease) -> list[Lease]:
        if self.hangs:
            await asyncio.sleep(60)
        if self.away:
            raise StoreAway
        self.renewals += 1
        deadline = boot_seconds() + self.seconds
        return [msgspec.structs.replace(lease, deadline=deadline) for lease in leases]


class Told:
    """What the keeper says, in order, and whether it might act when it said so."""

    def __init__(self, leases: Leases) -> None:
        self.words: list[tuple[str, bool]] = []
        self.keeper = LeaseKeeper(
            leases,
            owner="brain@test",
            ending=lambda: self.words.append(("ending", self.keeper.may_act())),
            over=self._over,
            back=self._back,
            log=get_log("test"),
        )

    async def take(self, count: int) -> None:
        for partition in range(count):
            assert await self.keeper.take(partition, "address")

    async def _over(self) -> None:
        self.words.append(("over", self.keeper.may_act()))

    async def _back(self) -> None:
        self.words.append(("back", self.keeper.may_act()))


async def test_after_standing_still_all_is_given_up_and_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_keeper, "RENEW_S", 0.05)
    leases = Leases(0.0)  # over at once, as if this process had been stopped
    told = Told(leases)
    await told.take(2)
    leases.seconds = 10
    running = asyncio.create_task(told.keeper.run())
    await until(lambda: len(told.words) > 1)
    running.cancel()
    assert told.words == [("over", False), ("back", True)]


async def test_a_lease_that_holds_is_renewed_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_keeper, "RENEW_S", 0.01)
    leases = Leases(10)
    told = Told(leases)
    await told.take(1)
    running = asyncio.create_task(told.keeper.run())
    await until(lambda: leases.renewals > 3)
    running.cancel()
    assert told.words == []
    assert told.keeper.may_act()


@pytest.mark.parametrize("hangs", [True, False])
async def test_the_warning_comes_at_its_instant_however_slow_the_database_is(
    monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    monkeypatch.setattr(lease_keeper, "RENEW_S", 0.2)
    monkeypatch.setattr(lease_keeper, "WARN_BEFORE_S", 0.3)
    leases = Leases(1.0)
    told = Told(leases)
    await told.take(1)
    deadline = boot_seconds() + 1.0
    leases.hangs, leases.away = hangs, not hangs
    running = asyncio.create_task(told.keeper.run())
    await until(lambda: bool(told.words))
    assert told.words == [("ending", True)]
    assert 0.1 < deadline - boot_seconds() <= 0.3, "as much before the end as was promised"
    await until(lambda: len(told.words) > 1)
    assert told.words[1] == ("over", False)
    assert boot_seconds() - deadline < 0.5, "nobody is left to a floor that may not act"
    leases.hangs = leases.away = False
    leases.seconds = 10
    await until(lambda: len(told.words) > 2)
    running.cancel()
    assert told.words[2] == ("back", True)


async def test_a_database_that_is_back_before_the_end_is_told_of_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_keeper, "RENEW_S", 0.1)
    monkeypatch.setattr(lease_keeper, "WARN_BEFORE_S", 0.7)
    leases = Leases(1.0)
    told = Told(leases)
    await told.take(1)
    leases.away = True
    running = asyncio.create_task(told.keeper.run())
    await until(lambda: bool(told.words))
    leases.away, leases.seconds = False, 10
    await until(lambda: len(told.words) > 1)
    running.cancel()
    assert told.words == [("ending", True), ("back", True)]


async def test_a_partition_that_is_being_taken_keeps_the_others_from_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lease_keeper, "RENEW_S", 0.05)
    monkeypatch.setattr(lease_keeper, "WARN_BEFORE_S", 0.3)
    monkeypatch.setattr(lease_keeper, "ANSWERED_S", 1.0)
    leases = Leases(0.6)
    told = Told(leases)
    await told.take(1)
    leases.hangs = True
    running = asyncio.create_task(told.keeper.run())
    taking = asyncio.create_task(told.keeper.take(1, "address"))
    await until(lambda: len(told.words) > 1, 0.9)
    assert told.words == [("ending", True), ("over", False)], "while the database hangs in the midst of it"
    with pytest.raises(StoreAway):
        await taking
    running.cancel()


async def test_a_partition_that_is_given_is_not_ours_though_the_database_does_not_answer() -> None:
    leases = Leases(10)
    told = Told(leases)
    await told.take(2)
    leases.away = True
    giving = asyncio.create_task(told.keeper.give(1))
    await until(lambda: leases.refusals > 2)
    assert told.keeper.held == {0}
    leases.away = False
    await asyncio.wait_for(giving, 5)
    assert leases.releases == [1]


async def test_nothing_is_done_from_the_first_moment_of_giving_all_back() -> None:
    leases, acted = Leases(10), list[bool]()
    told = Told(leases)
    await told.take(2)
    leases.released = lambda: acted.append(told.keeper.may_act())
    await told.keeper.release()
    assert acted == [False, False]
