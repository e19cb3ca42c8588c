"""The brains that are there, and which partition each of them has or should have."""

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from ringwell.adapters.postgres.database import Database

CHANNEL: Final = "ringwell_brains"
"""Told when something in the roster or the leases may call for action: a hint, which reaches those connected now."""

QUICK_S: Final = 4.0
"""Who has said within so many seconds that it is there can be given something."""

_BEGIN: Final = text("""
    INSERT INTO brains (name, address, machine, pid, started, since, deadline)
    VALUES (:name, :address, :machine, :pid, :started, clock_timestamp(),
            clock_timestamp() + make_interval(secs => :seconds))
    ON CONFLICT (name) DO UPDATE SET
        address = excluded.address, machine = excluded.machine, pid = excluded.pid, started = excluded.started,
        since = excluded.since, deadline = excluded.deadline, told = DEFAULT
""")
_STAY: Final = text("""
    UPDATE brains SET deadline = clock_timestamp() + make_interval(secs => :seconds), told = :told
    WHERE name = :name AND machine = :machine AND pid = :pid AND started = :started
""").bindparams(bindparam("told", type_=JSONB))
_LEAVE: Final = text("""
    UPDATE brains SET deadline = clock_timestamp()
    WHERE name = :name AND machine = :machine AND pid = :pid AND started = :started
""")
_FORGET: Final = text(
    "DELETE FROM brains WHERE NOT draining AND deadline < clock_timestamp() - interval '1 day'"
)
_BRAINS: Final = text("""
    SELECT name, address, machine, pid, started, since, draining, told, deadline > clock_timestamp() AS lives,
           deadline > clock_timestamp() + make_interval(secs => :quick) AS quick
    FROM brains ORDER BY name
""")
_PARTITIONS: Final = text("""
    SELECT partition, owner, token, wanted, since, coalesce(deadline > clock_timestamp(), false) AS holds
    FROM partition_leases ORDER BY partition
""")
_CLOCK: Final = text("SELECT CAST(extract(epoch FROM clock_timestamp()) AS double precision)")
_DRAIN: Final = text("UPDATE brains SET draining = :draining WHERE name = :name RETURNING name")
_WANT: Final = text("""
    INSERT INTO partition_leases (partition, wanted) VALUES (:partition, :wanted)
    ON CONFLICT (partition) DO UPDATE SET wanted = excluded.wanted
""")
_TELL: Final = text(f"SELECT pg_notify('{CHANNEL}', '')")


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """A process, unlike any other's: `machine` is one boot of one machine, and what numbers its processes."""

    machine: str
    pid: int
    started: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a brain lets the others know: workspaces that it cannot serve, and, from who tells the switch, trunks that it refuses, as
    (workspace, trunk, reason), and partitions that it asks for."""

    asks: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    refused: tuple[tuple[str, str, str], ...] = ()


class BrainRow(msgspec.Struct, frozen=True, kw_only=True):
    """A brain. `lives` as far as the database knows: it has said so within the time of a lease; `quick` when it has within the last seconds."""

    name: str
    address: str
    process: Process
    since: datetime
    draining: bool
    lives: bool
    quick: bool
    told: Told


class PartitionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A partition. `owner` had it last, and has it while it `holds`; `wanted` is whom an operator wants to have it."""

    partition: int
    owner: str | None
    token: int
    wanted: str | None
    since: datetime | None
    holds: bool


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, as of one moment: second `clock` by the database's clock. A partition that nobody has ever had is not there."""

    brains: tuple[BrainRow, ...]
    partitions: tuple[PartitionRow, ...]
    clock: float


class PostgresRoster:
    """What the database knows of brains. Raises StoreAway."""

    def __init__(self, database: Database, *, seconds: float = 10) -> None:
        self._database = database
        self._seconds = seconds

    async def begin(self, name: str, process: Process, address: str) -> None:
        """A brain is there now, under a name that may have been another process's before."""
        values = {**_words(name, process), "address": address, "seconds": self._seconds}
        async with self._database.across() as connection:
            await connection.execute(_FORGET)
            await connection.execute(_BEGIN, values)
            await connection.execute(_TELL)

    async def stay(self, name: str, process: Process, told: Told, *, aloud: bool = False) -> None:
        """It is still there. `aloud` has the others look at what it says."""
        values = {**_words(name, process), "told": msgspec.to_builtins(told), "seconds": self._seconds}
        async with self._database.across() as connection:
            await connection.execute(_STAY, values)
            if aloud:
                await connection.execute(_TELL)

    async def leave(self, name: str, process: Process) -> None:
        """It ends."""
        async with self._database.across() as connection:
            await connection.execute(_LEAVE, _words(name, process))
            await connection.execute(_TELL)

    async def look(self) -> Roster:
        async with self._database.across() as connection:
            quick = {"quick": self._seconds - QUICK_S}
            brains = (await connection.execute(_BRAINS, quick)).mappings().all()
            partitions = (await connection.execute(_PARTITIONS)).mappings().all()
            clock = await connection.scalar(_CLOCK)
        return Roster(
            brains=tuple(
                BrainRow(
                    name=row["name"],
                    address=row["address"],
                    process=Process(machine=row["machine"], pid=row["pid"], started=row["started"]),
                    since=row["since"],
                    draining=row["draining"],
                    lives=row["lives"],
                    quick=row["quick"],
                    told=msgspec.convert(row["told"], Told),
                )
                for row in brains
            ),
            partitions=tuple(msgspec.convert(dict(row), PartitionRow) for row in partitions),
            clock=float(clock or 0),
        )

    async def drain(self, name: str, *, draining: bool) -> bool:
        """Have a brain hand over everything, or let it have partitions again; False where none has that name."""
        async with self._database.across() as connection:
            found = await connection.scalar(_DRAIN, {"name": name, "draining": draining})
            await connection.execute(_TELL)
        return found is not None

    async def want(self, partition: int, name: str | None) -> None:
        """Have a partition owned by this brain for as long as it is there; None leaves it to the division."""
        async with self._database.across() as connection:
            await connection.execute(_WANT, {"partition": partition, "wanted": name})
            await connection.execute(_TELL)


def _words(name: str, process: Process) -> dict[str, object]:
    return {"name": name, **msgspec.structs.asdict(process)}
