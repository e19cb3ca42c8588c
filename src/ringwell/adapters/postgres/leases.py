"""Leases of partitions: which brain owns which workspaces' live state, and where its door is."""

import time
from typing import Final

import msgspec
from sqlalchemy import text

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.roster import CHANNEL
from ringwell.kernel.errors import LeaseLost

_ACQUIRE: Final = text("""
    INSERT INTO partition_leases AS l (partition, owner, token, address, since, deadline)
    VALUES (:partition, :owner, 1, :address, clock_timestamp(),
            clock_timestamp() + make_interval(secs => :seconds))
    ON CONFLICT (partition) DO UPDATE SET
        owner = excluded.owner, token = l.token + 1, address = excluded.address, since = excluded.since,
        deadline = excluded.deadline
    WHERE l.owner IS NULL OR l.owner = excluded.owner OR l.deadline < clock_timestamp() OR l.token = :dead
    RETURNING token
""")
_FENCE: Final = text("SELECT fence_partition(:partition, :token)")
_RENEW: Final = text("""
    UPDATE partition_leases SET deadline = clock_timestamp() + make_interval(secs => :seconds)
    FROM unnest(CAST(:partitions AS integer[]), CAST(:tokens AS bigint[])) AS mine (partition, token)
    WHERE partition_leases.partition = mine.partition AND partition_leases.token = mine.token
    RETURNING partition_leases.partition
""")
_RELEASE: Final = text("""
    UPDATE partition_leases SET owner = NULL, address = NULL, deadline = clock_timestamp()
    WHERE partition = :partition AND token = :token
""")
_TELL: Final = text(f"SELECT pg_notify('{CHANNEL}', '')")
_ADDRESS: Final = text("""
    SELECT address FROM partition_leases WHERE partition = :partition AND deadline > clock_timestamp()
""")
_ADDRESSES: Final = text("""
    SELECT partition, address FROM partition_leases WHERE deadline > clock_timestamp() AND address IS NOT NULL
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

    async def acquire(
        self, partition: int, owner: str, address: str, *, dead: int | None = None
    ) -> Lease | None:
        """Take a partition that is free, over, held under the same owner's name before, or held with the token `dead` by a process that
        is known to be no more; None when another holds it.

        `owner` is one per installation and brain, so that a brain that was killed gets its partitions back at once.
        Appends of former owners are shut out when this returns.
        """
        asked = boot_seconds()
        values = {"partition": partition, "owner": owner, "address": address, "seconds": self._seconds}
        values["dead"] = -1 if dead is None else dead
        async with self._database.across() as connection:
            token = await connection.scalar(_ACQUIRE, values)
            if token is None:
                return None
            await connection.execute(_FENCE, {"partition": partition, "token": token})
        return Lease(partition=partition, owner=owner, token=int(token), deadline=asked + self._seconds)

    async def renew(self, *leases: Lease) -> list[Lease]:
        """Hold all of them longer, in one statement. Raises LeaseLost when another has taken one; then none is."""
        asked = boot_seconds()
        values = {
            "partitions": [lease.partition for lease in leases],
            "tokens": [lease.token for lease in leases],
            "seconds": self._seconds,
        }
        async with self._database.across() as connection:
            renewed = set((await connection.execute(_RENEW, values)).scalars())
            for lease in leases:
                if lease.partition not in renewed:
                    raise LeaseLost(partition=lease.partition)
        return [msgspec.structs.replace(lease, deadline=asked + self._seconds) for lease in leases]

    async def release(self, lease: Lease) -> None:
        """Give it back, so that the next brain need not wait: it is told."""
        async with self._database.across() as connection:
            await connection.execute(_RELEASE, {"partition": lease.partition, "token": lease.token})
            await connection.execute(_TELL)

    async def address(self, partition: int) -> str | None:
        """Where the door of the brain that holds the partition is; None while nobody does."""
        async with self._database.across() as connection:
            return await connection.scalar(_ADDRESS, {"partition": partition})

    async def addresses(self) -> dict[int, str]:
        """The same of all partitions that a brain holds now."""
        async with self._database.across() as connection:
            return {row.partition: row.address for row in await connection.execute(_ADDRESSES)}

    async def held(self) -> frozenset[int]:
        """The partitions that a brain holds now."""
        async with self._database.across() as connection:
            return frozenset((await connection.execute(_HELD)).scalars())
