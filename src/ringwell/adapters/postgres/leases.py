"""Leases of partitions: which brain owns which workspaces' live state, and where its door is."""

import time
from typing import Final

import msgspec
from sqlalchemy import text

from ringwell.adapters.postgres.database import Database
from ringwell.kernel.errors import LeaseLost

_ACQUIRE: Final = text("""
    INSERT INTO partition_leases AS l (partition, owner, token, address, deadline)
    VALUES (:partition, :owner, 1, :address, clock_timestamp() + make_interval(secs => :seconds))
    ON CONFLICT (partition) DO UPDATE SET
        owner = excluded.owner, token = l.token + 1, address = excluded.address, deadline = excluded.deadline
    WHERE l.owner IS NULL OR l.owner = excluded.owner OR l.deadline < clock_timestamp()
    RETURNING token
""")
_FENCE: Final = text("SELECT fence_partition(:partition, :token)")
_RENEW: Final = text("""
    UPDATE partition_leases SET deadline = clock_timestamp() + make_interval(secs => :seconds)
    WHERE partition = :partition AND token = :token RETURNING token
""")
_RELEASE: Final = text("""
    UPDATE partition_leases SET owner = NULL, address = NULL, deadline = clock_timestamp()
    WHERE partition = :partition AND token = :token
""")
_ADDRESS: Final = text("""
    SELECT address FROM partition_leases WHERE partition = :partition AND deadline > clock_timestamp()
""")

_HELD: Final = text("SELECT partition FROM partition_leases WHERE deadline > clock_timestamp()")


def boot_seconds() -> float:
    """A clock that nobody sets and that counts suspended time: a brain that was frozen sees that its lease is over."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """One partition, held until `deadline` (`boot_seconds`, this machine). `token` fences: each owner's is larger than the last one's."""

    partition: int
    owner: str
    token: int
    deadline: float

    def holds(self) -> bool:
        """Whether commands may still be sent. To be asked before each."""
        return boot_seconds() < self.deadline


class PostgresLeases:
    """The deadline is reckoned from before the request, so that ours is never later than the database's."""

    def __init__(self, database: Database, *, seconds: float = 10) -> None:
        self._database = database
        self._seconds = seconds

    async def acquire(self, partition: int, owner: str, address: str) -> Lease | None:
        """Take a partition that is free, over, or held under the same owner's name before; None when another holds it.

        `owner` is one per installation and brain, so that a brain that was killed gets its partitions back at once.
        Appends of former owners are shut out when this returns.
        """
        asked = boot_seconds()
        values = {"partition": partition, "owner": owner, "address": address, "seconds": self._seconds}
        async with self._database.across() as connection:
            token = await connection.scalar(_ACQUIRE, values)
            if token is None:
                return None
            await connection.execute(_FENCE, {"partition": partition, "token": token})
        return Lease(partition=partition, owner=owner, token=int(token), deadline=asked + self._seconds)

    async def renew(self, lease: Lease) -> Lease:
        """Hold it longer. Raises LeaseLost when another has taken it."""
        asked = boot_seconds()
        values = {"partition": lease.partition, "token": lease.token, "seconds": self._seconds}
        async with self._database.across() as connection:
            if await connection.scalar(_RENEW, values) is None:
                raise LeaseLost(partition=lease.partition)
        return msgspec.structs.replace(lease, deadline=asked + self._seconds)

    async def release(self, lease: Lease) -> None:
        """Give it back, so that the next brain need not wait."""
        async with self._database.across() as connection:
            await connection.execute(_RELEASE, {"partition": lease.partition, "token": lease.token})

    async def address(self, partition: int) -> str | None:
        """Where the door of the brain that holds the partition is; None while nobody does."""
        async with self._database.across() as connection:
            return await connection.scalar(_ADDRESS, {"partition": partition})

    async def held(self) -> frozenset[int]:
        """The partitions that a brain holds now."""
        async with self._database.across() as connection:
            return frozenset((await connection.execute(_HELD)).scalars())
