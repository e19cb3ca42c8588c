"""Who takes which partition, and when others' leases are believed to be over."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

import pytest

from ringwell.adapters.postgres.leases import Lease, PostgresLeases, boot_seconds
from ringwell.adapters.postgres.roster import BrainRow, PartitionRow, PostgresRoster, Process, Roster, Told
from ringwell.kernel.errors import StoreAway
from ringwell.runtime import ownership as module
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.logs import get_log
from ringwell.runtime.ownership import Ownership
from ringwell.runtime.tasks import Tasks
from tests.support.polling import until

ME, OTHER = "one@s", "two@s"
ELSEWHERE = Process(machine="another", pid=1, started=1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def brain(name: str, *, lives: bool = True, quick: bool = True) -> BrainRow:
    return BrainRow(
        name=name,
        address="a",
        process=ELSEWHERE,
        since=NOON,
        draining=False,
        lives=lives,
        quick=quick,
        told=Told(),
    )


def row(partition: int, owner: str | None, *, holds: bool = True) -> PartitionRow:
    return PartitionRow(
        partition=partition, owner=owner, token=1, wanted=None, since=NOON, holds=holds and owner is not None
    )


class Rows(PostgresRoster):
    """What the database tells; its clock can be set."""

    def __init__(self) -> None:
        self.brains: list[BrainRow] = []
        self.partitions: list[PartitionRow] = []
        self.set_ahead = 0.0
        self.asked: tuple[int, ...] = ()
        self.looks = 0

    async def begin(self, name: str, process: Process, address: str) -> None:
        return None

    async def stay(self, name: str, process: Process, told: Told, *, aloud: bool = False) -> None:
        self.asked = told.asks

    async def look(self) -> Roster:
        self.looks += 1
        return Roster(
            brains=tuple(self.brains),
            partitions=tuple(self.partitions),
            clock=boot_seconds() + 1e9 + self.set_ahead,
        )


class Leases(PostgresLeases):
    """Gives whatever is asked for, but for what the database does not answer."""

    def __init__(self) -> None:
        self.unanswered: set[int] = set()

    async def acquire(
        self, partition: int, owner: str, address: str, *, dead: int | None = None
    ) -> Lease | None:
        if partition in self.unanswered:
            raise StoreAway
        return Lease(partition=partition, owner=owner, token=2, deadline=boot_seconds() + 60)


class World:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "LOOK_EVERY_S", 0.02)
        monkeypatch.setattr(module, "SOON_S", 0.01)
        monkeypatch.setattr(module, "RENEWED_S", 0.3)
        self.rows, self.leases = Rows(), Leases()
        self.taken: list[int] = []
        self.faults: list[BaseException] = []
        self.tasks = Tasks(get_log("test"), failed=self.faults.append)
        keeper = LeaseKeeper(
            self.leases,
            owner=ME,
            ending=lambda: None,
            over=self._nothing,
            back=self._nothing,
            log=get_log("test"),
        )
        self.ownership = Ownership(
            self.rows,
            keeper,
            name=ME,
            partitions=range(2),
            taken=self._taken,
            give=self._give,
            told=Told,
            others=lambda _: None,
            tasks=self.tasks,
            log=get_log("test"),
        )

    async def _nothing(self) -> None:
        return None

    async def _taken(self, partitions: Sequence[int]) -> None:
        self.taken.extend(partitions)

    async def _give(self, partition: int) -> bool:
        raise AssertionError("nobody asks for anything")

    async def begin(self) -> None:
        await self.ownership.begin("address")
        self.tasks.start(self.ownership.run(), "ownership")

    async def some_looks(self) -> None:
        seen = self.rows.looks
        await until(lambda: self.rows.looks > seen + 3)


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[World]:
    made = World(monkeypatch)
    yield made
    await made.tasks.stop()
    assert made.faults == []


async def test_a_lease_that_ran_out_before_our_eyes_is_taken(world: World) -> None:
    world.rows.brains, world.rows.partitions = [brain(OTHER)], [row(1, OTHER)]
    await world.begin()
    await asyncio.sleep(module.RENEWED_S)  # what was before we came is believed by now
    assert world.taken == [0]
    world.rows.brains, world.rows.partitions = [brain(OTHER, lives=False)], [row(1, OTHER, holds=False)]
    await until(lambda: world.taken == [0, 1], module.RENEWED_S / 2)


async def test_others_get_time_to_renew_what_seems_to_be_over_when_we_begin(world: World) -> None:
    world.rows.brains, world.rows.partitions = [brain(OTHER, lives=False)], [row(1, OTHER, holds=False)]
    began = boot_seconds()
    await world.begin()
    assert world.taken == [0], "nobody has ever had it"
    await until(lambda: world.taken == [0, 1])
    assert boot_seconds() - began >= module.RENEWED_S


async def test_a_database_whose_clock_is_set_makes_nobody_take_what_is_in_use(world: World) -> None:
    world.rows.brains, world.rows.partitions = [brain(OTHER)], [row(1, OTHER)]
    await world.begin()
    await asyncio.sleep(module.RENEWED_S)
    world.rows.set_ahead = 60
    world.rows.brains, world.rows.partitions = [brain(OTHER, lives=False)], [row(1, OTHER, holds=False)]
    await world.some_looks()
    assert world.taken == [0]
    world.rows.brains, world.rows.partitions = [brain(OTHER)], [row(1, OTHER)]  # renewed by the new clock
    await asyncio.sleep(module.RENEWED_S)
    await world.some_looks()
    assert world.taken == [0]


async def test_who_has_not_been_heard_of_for_some_seconds_is_given_nothing_new(world: World) -> None:
    """Somebody has let go of a partition, and the one that asked for it stands still."""
    world.rows.brains, world.rows.partitions = [brain(OTHER)], [row(1, OTHER)]
    await world.begin()
    world.rows.brains, world.rows.partitions = [brain(OTHER, quick=False)], [row(1, None)]
    await until(lambda: world.taken == [0, 1])


async def test_what_was_got_before_the_database_went_away_is_served(world: World) -> None:
    world.leases.unanswered = {1}
    await world.begin()
    assert world.taken == [0]
    world.leases.unanswered = set()
    await until(lambda: world.taken == [0, 1])
