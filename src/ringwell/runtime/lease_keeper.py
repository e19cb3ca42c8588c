"""Keeps the brain's partitions: renews them, and says when it may not act for them any more."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from ringwell.adapters.postgres.leases import Lease, PostgresLeases, boot_seconds
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.logs import Log

RENEW_S = 2.0
WARN_BEFORE_S = 3.0
"""So long before the lease is over, callers without an agent are given to the switch's own queue: afterwards we may not."""
LEAST_WAIT_S = 0.05
ANSWERED_S = 2.0
"""So long the database is waited for when a partition is taken or given: all others are to be renewed meanwhile."""


class LeaseKeeper:
    """All partitions that one brain has, held or lost together.

    `ending` is called once, `WARN_BEFORE_S` before the end of a lease that has not been renewed, `over` when it has ended, `back` when
    it has been renewed after either. LeaseLost from `run` means that another brain has taken a partition.
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
        # What is renewed must not be taken or given back meanwhile.
        self._changing = asyncio.Lock()
        # The first of theirs, kept because it is asked for before each command; long over while nothing is held.
        self._deadline = 0.0
        self._warning: asyncio.TimerHandle | None = None
        self._state = "held"
        self.away_since: datetime | None = None
        """Since when the database has not answered; None while it does."""

    def may_act(self) -> bool:
        """Whether commands may be sent: to be asked before each."""
        return boot_seconds() < self._deadline

    def token(self, partition: int) -> int | None:
        """The fencing token of a partition."""
        lease = self._held.get(partition)
        return lease.token if lease else None

    @property
    def held(self) -> frozenset[int]:
        """The partitions that are ours."""
        return frozenset(self._held)

    async def take(self, partition: int, address: str, *, dead: int | None = None) -> bool:
        """Take a partition, if it is free, or was held with the token `dead` by a process that is no more. Raises StoreAway."""
        async with self._changing, _soon():
            lease = await self._leases.acquire(partition, self._owner, address, dead=dead)
            if lease is not None:
                self._hold([*self._held.values(), lease])
                if len(self._held) == 1:
                    self._set_warning()
        return lease is not None

    async def give(self, partition: int) -> None:
        """Let go of a partition, for which nothing is done any more. While the database does not answer it is asked again: that one may
        have done it, and the lease is over by itself in the end."""
        async with self._changing:
            lease = self._held[partition]
            self._hold([each for each in self._held.values() if each is not lease])
        while lease.holds():
            with suppress(StoreAway):
                async with _soon():
                    await self._leases.release(lease)
                return
            await asyncio.sleep(LEAST_WAIT_S)

    async def confirm(self) -> None:
        """Have it from the database that all is ours. Raises LeaseLost, StoreAway."""
        async with self._changing, _soon():
            self._hold(await self._leases.renew(*self._held.values()))

    async def run(self) -> None:
        """Renew until cancelled."""
        self._set_warning()
        try:
            while True:
                await asyncio.sleep(self._pause())
                if self._held and self._state != "over" and not self.may_act():
                    await self._end()
                renewed = await self._renew()
                if renewed and self._state != "held":
                    self._state = "held"
                    self._log.info("the lease is renewed")
                    await self._back()
        finally:
            self._cancel_warning()

    async def _renew(self) -> bool:
        try:
            async with asyncio.timeout(self._pause()), self._changing:
                self._hold(await self._leases.renew(*self._held.values()))
        except (StoreAway, TimeoutError):
            self.away_since = self.away_since or datetime.now(UTC)
            return False
        self.away_since = None
        self._set_warning()
        return True

    async def release(self) -> None:
        """Give everything back, so that the next brain need not wait. Nothing may be done from the first moment on: who gets the first of
        them does not wait for the last."""
        held = tuple(self._held.values())
        self._hold([])
        for lease in held:
            try:
                await self._leases.release(lease)
            except StoreAway:
                return

    def _hold(self, leases: Sequence[Lease]) -> None:
        """These and no others."""
        self._held = {lease.partition: lease for lease in leases}
        self._deadline = min((lease.deadline for lease in leases), default=0.0)

    def _left(self) -> float:
        """Seconds until the lease is over; below zero afterwards."""
        return self._deadline - boot_seconds()

    def _pause(self) -> float:
        """How long to sleep, or to wait for the database: not past the end of the lease."""
        if self._state == "over" or not self._held:
            return RENEW_S
        return max(LEAST_WAIT_S, min(RENEW_S, self._left()))

    def _set_warning(self) -> None:
        self._cancel_warning()
        if self._held:
            self._warning = asyncio.get_running_loop().call_later(self._left() - WARN_BEFORE_S, self._warn)

    def _cancel_warning(self) -> None:
        if self._warning is not None:
            self._warning.cancel()

    def _warn(self) -> None:
        """No renewal has come: use what is left of the lease."""
        if self._state != "held" or not self.may_act():
            return
        if self.away_since is None:  # we stood still: the renewal under way may put it right
            self._warning = asyncio.get_running_loop().call_later(LEAST_WAIT_S, self._warn)
        else:
            self._state = "ending"
            self._log.error("the database is away: callers go to the switch's own queue")
            self._ending()

    async def _end(self) -> None:
        """The lease is over: the database was away, or we were frozen. What we know is old, though nobody may have taken our place."""
        self._log.error("the lease is over: what is has to be read anew", warned=self._state == "ending")
        self._state = "over"
        await self._over()


@asynccontextmanager
async def _soon() -> AsyncGenerator[None]:
    """StoreAway where the database has not answered in time: it may have done it all the same."""
    try:
        async with asyncio.timeout(ANSWERED_S):
            yield
    except TimeoutError as error:
        raise StoreAway from error
