"""Keeps the brain's partitions: takes them at the start, renews them, and says when it may not act for them any more."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from itertools import count

from ringwell.adapters.postgres.leases import Lease, PostgresLeases, boot_seconds
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.logs import Log

RENEW_S = 2.0
WARN_BEFORE_S = 3.0
"""So long before the lease is over, callers who wait are given to the switch's own queue: afterwards we may not."""


class LeaseKeeper:
    """All partitions of one brain, held or lost together.

    `ending` is called once when the database has been away so long that the lease is nearly over, `over` when it is, `back` when
    it has been renewed after that. LeaseLost from `run` means that another brain has taken a partition.
    """

    def __init__(
        self,
        leases: PostgresLeases,
        *,
        owner: str,
        ending: Callable[[], None],
        over: Callable[[], Awaitable[None]],
        back: Callable[[], Awaitable[None]],
        log: Log,
    ) -> None:
        self._leases = leases
        self._owner = owner
        self._ending = ending
        self._over = over
        self._back = back
        self._log = log
        self._held: dict[int, Lease] = {}
        self._state = "held"
        self.away_since: datetime | None = None
        """Since when the database has not answered; None while it does."""

    def may_act(self) -> bool:
        """Whether commands may be sent: to be asked before each."""
        return bool(self._held) and all(lease.holds() for lease in self._held.values())

    def token(self, partition: int) -> int | None:
        """The fencing token of a partition."""
        lease = self._held.get(partition)
        return lease.token if lease else None

    async def take(self, partitions: Iterable[int], address: str) -> None:
        """Take all partitions; waits for the database, and for another brain's lease to end."""
        for partition in partitions:
            self._held[partition] = await self._wait_for(partition, address)

    async def run(self) -> None:
        """Renew until cancelled."""
        while True:
            await asyncio.sleep(RENEW_S)
            if self._state == "held" and not self.may_act():
                await self._lapsed()
            try:
                async with asyncio.timeout(RENEW_S):
                    renewed = await self._leases.renew(*self._held.values())
                    self._held = {lease.partition: lease for lease in renewed}
            except (StoreAway, TimeoutError):
                await self._away()
            else:
                await self._renewed()

    async def release(self) -> None:
        """Give everything back, so that the next brain need not wait."""
        for lease in self._held.values():
            try:
                await self._leases.release(lease)
            except StoreAway:
                return
        self._held.clear()

    async def _wait_for(self, partition: int, address: str) -> Lease:
        for attempt in count():
            lease = await self._try(partition, address)
            if lease is not None:
                return lease
            await asyncio.sleep(min(0.1 * 2**attempt, 1.0))
        raise AssertionError("an endless loop has ended")

    async def _try(self, partition: int, address: str) -> Lease | None:
        try:
            lease = await self._leases.acquire(partition, self._owner, address)
        except StoreAway:
            self._log.warning("the database does not answer yet")
            return None
        if lease is None:
            self._log.warning("another brain holds the partition", partition=partition)
        return lease

    async def _away(self) -> None:
        self.away_since = self.away_since or datetime.now(UTC)
        left = min((lease.deadline - boot_seconds() for lease in self._held.values()), default=0.0)
        if self._state == "held" and left <= WARN_BEFORE_S:
            self._state = "ending"
            self._ending()
        if self._state == "ending" and left <= 0:
            self._state = "over"
            self._log.error("the database is away and the lease is over: the switch serves callers by itself")
            await self._over()

    async def _lapsed(self) -> None:
        """We were frozen for longer than the lease: what we know is old, though nobody may have taken our place."""
        self._state = "over"
        self._log.error("this process stood still and the lease is over: what is has to be read anew")
        await self._over()

    async def _renewed(self) -> None:
        self.away_since = None
        if self._state != "held":
            self._state = "held"
            self._log.info("the lease is renewed")
            await self._back()
