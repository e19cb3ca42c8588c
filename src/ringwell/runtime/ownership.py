"""Which partitions this brain has: it looks who is there, takes what is to be its own, and hands over what is to be another's.

All brains of a switch divide the partitions by the same rule (`division.py`) from the same rows, so nobody decides for others. A partition
changes hands when its taker asks for it, and so is there and quick, and its giver has finished and let go. From a brain that is gone it is
taken: at once where its process is known to be no more, or else when its lease is over.
"""

import asyncio
import math
import os
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Final

import msgspec

from ringwell.adapters.postgres.leases import boot_seconds
from ringwell.adapters.postgres.roster import BrainRow, PartitionRow, PostgresRoster, Process, Roster, Told
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.children import gone
from ringwell.runtime.division import divide
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import until_there
from ringwell.runtime.processes import ProcessIdentity, alive, identify
from ringwell.runtime.tasks import Tasks

LOOK_EVERY_S: Final = 2.0
SOON_S: Final = 0.25
"""How soon to look again while something is not yet as it should be."""
NOT_LOOKED_S: Final = 5.0
CLOCK_STEP_S: Final = 1.0
RENEWED_S: Final = 3.0
"""After the database was away, or its clock was set, or we stood still, others' leases seem to be over: they get so long to renew them."""


def this_process() -> Process:
    """Ourselves. Processes are numbered anew by each boot, and in each container."""
    mine = identify(os.getpid())
    if mine is None:
        raise RuntimeError("this process is not to be seen in /proc")
    return Process(machine=_machine(mine.boot), pid=mine.pid, started=mine.started)


def _machine(boot: str) -> str:
    return f"{boot}/{os.readlink('/proc/self/ns/pid')}"


class Ownership:
    """`taken` is awaited with partitions that have become ours; `give` with one that is to be another's, it answers whether that is
    done; `told` says what the others are to know; `others` hears what they have said when it is something new."""

    def __init__(
        self,
        roster: PostgresRoster,
        leases: LeaseKeeper,
        *,
        name: str,
        partitions: range,
        taken: Callable[[Sequence[int]], Awaitable[None]],
        give: Callable[[int], Awaitable[bool]],
        told: Callable[[], Told],
        others: Callable[[Mapping[str, Told]], None],
        tasks: Tasks,
        log: Log,
    ) -> None:
        self._roster, self._leases = roster, leases
        self._name, self._partitions = name, partitions
        self._taken, self._give, self._told, self._others = taken, give, told, others
        self._tasks, self._log = tasks, log
        self._process = this_process()
        self._address = ""
        self._asks: tuple[int, ...] = ()
        self._heard: Mapping[str, Told] = {}
        self._watched: set[Process] = set()
        self._processes: Mapping[str, Process] = {}
        self._due = asyncio.Event()
        self._looked = -math.inf
        self._ahead = 0.0
        self._believes_from = 0.0

    async def begin(self, address: str) -> None:
        """Be there, with a door at this address, and have what is to be ours. Waits for the database."""
        self._address = address
        await until_there(lambda: self._roster.begin(self._name, self._process, address))
        self._tasks.start(self._stay(), "roster")
        await until_there(self._round)

    async def run(self) -> None:
        """Until cancelled."""
        content = True
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S if content else SOON_S):
                    await self._due.wait()
            self._due.clear()
            with suppress(StoreAway):
                content = await self._round()

    async def _stay(self) -> None:
        """Say that we are there, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            with suppress(StoreAway):
                await self._say()

    async def leave(self) -> None:
        """Others need not wait for us."""
        with suppress(StoreAway):
            await self._roster.leave(self._name, self._process)

    def look_soon(self) -> None:
        """Something may have changed."""
        self._due.set()

    async def _say(self, *, aloud: bool = False) -> None:
        told = msgspec.structs.replace(self._told(), asks=self._asks)
        await self._roster.stay(self._name, self._process, told, aloud=aloud)

    async def _round(self) -> bool:
        """Whether all is as it should be."""
        seen = await self._roster.look()
        self._note_look(seen.clock)
        there = [each for each in self._of_this_switch(seen) if self._is_there(each)]
        self._processes = {each.name: each.process for each in seen.brains}
        self._hear(there)
        plan = self._plan(seen, there)
        rows = {row.partition: row for row in seen.partitions}
        wanted = [
            each for each in self._partitions if plan[each] == self._name and each not in self._leases.held
        ]
        free = {each: self._takeable(rows.get(each), there) for each in wanted}
        await self._take([each for each in wanted if free[each]], rows)
        await self._ask(tuple(each for each in wanted if not free[each]))
        askers = {each.name: each.told.asks for each in there if each.quick}
        for partition in sorted(self._leases.held):
            if partition in askers.get(plan[partition], ()) and plan[partition] != self._name:
                await self._hand_over(partition, plan[partition])
        at_rest = all(each.quick for each in there)
        return at_rest and all(
            (plan[each] == self._name) == (each in self._leases.held) for each in self._partitions
        )

    def _note_look(self, clock: float) -> None:
        """How far the database's clock is ahead of ours, which nobody sets, tells whether it has been set."""
        now = boot_seconds()
        ahead = clock - now
        if now - self._looked > NOT_LOOKED_S or abs(ahead - self._ahead) > CLOCK_STEP_S:
            self._believes_from = now + RENEWED_S
        self._looked, self._ahead = now, ahead

    def _of_this_switch(self, seen: Roster) -> list[BrainRow]:
        ending = self._name[self._name.index("@") :]
        return [each for each in seen.brains if each.name.endswith(ending) and each.name != self._name]

    def _is_there(self, brain: BrainRow) -> bool:
        if not brain.lives or brain.process.machine != self._process.machine:
            return brain.lives
        process = _identity(brain.process)
        if brain.process not in self._watched:
            self._watched.add(brain.process)
            self._tasks.start(self._watch(process), f"watch-{brain.name}")
        return alive(process)

    async def _watch(self, process: ProcessIdentity) -> None:
        await gone(process)
        self.look_soon()

    def _hear(self, there: Collection[BrainRow]) -> None:
        heard = {each.name: msgspec.structs.replace(each.told, asks=()) for each in there}
        if heard != self._heard:
            self._heard = heard
            self._others(heard)

    def _plan(self, seen: Roster, there: Collection[BrainRow]) -> Mapping[int, str]:
        draining = {each.name for each in seen.brains if each.draining}
        # Who has not said so for some seconds may be gone in a moment: be ready, and give it nothing new.
        names = {each.name for each in there if each.quick} | {self._name}
        held = {row.partition: row.owner for row in seen.partitions if row.holds and row.owner is not None}
        wishes = {row.partition: row.wanted for row in seen.partitions if row.wanted is not None}
        held = {key: owner for key, owner in held.items() if owner != self._name}
        held |= dict.fromkeys(self._leases.held, self._name)
        return divide(self._partitions, held, names - draining or names, wishes)

    def _takeable(self, row: PartitionRow | None, there: Collection[BrainRow]) -> bool:
        """Nobody has it, or who has it is no more on this very machine."""
        return (
            row is None
            or row.owner in (None, self._name)
            or (not row.holds and boot_seconds() >= self._believes_from)
            or (row.owner not in {each.name for each in there} and self._is_dead(row))
        )

    def _is_dead(self, row: PartitionRow) -> bool:
        process = self._processes.get(row.owner or "")
        return (
            process is not None and process.machine == self._process.machine and not alive(_identity(process))
        )

    async def _take(self, partitions: Sequence[int], rows: Mapping[int, PartitionRow]) -> None:
        got: list[int] = []
        for each in partitions:
            row = rows.get(each)
            dead = row.token if row is not None and row.holds and row.owner != self._name else None
            try:
                if await self._leases.take(each, self._address, dead=dead):
                    got.append(each)
            except StoreAway:  # what we have got is to be served all the same
                break
        if got:
            self._log.info("partitions are ours", partitions=got)
            await self._taken(got)

    async def _ask(self, partitions: tuple[int, ...]) -> None:
        if partitions != self._asks:
            self._asks = partitions
            await self._say(aloud=True)

    async def _hand_over(self, partition: int, to: str) -> None:
        if await self._give(partition):
            self._log.info("a partition is handed over", partition=partition, to=to)


def _identity(process: Process) -> ProcessIdentity:
    return ProcessIdentity(process.pid, process.started, process.machine.partition("/")[0])
