"""Brings the tables up to date. The supervisor runs it before brain, edge and worker start."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from ringwell.adapters.postgres.errors import BinaryTooOld, store_errors
from ringwell.adapters.postgres.schema import SCHEMA_NUMBER
from ringwell.adapters.postgres.upkeep import MONTHS_AHEAD
from ringwell.kernel.errors import RingwellError

_LOCK: Final = 7_294_001
_KEEP_KEYS: Final = text(
    "UPDATE installation SET keys_fingerprint = coalesce(keys_fingerprint, :mine) RETURNING keys_fingerprint"
)


async def migrate(owner_url: str) -> None:
    """Run what is missing as the owner, in one transaction, and make the log's partitions for the coming months.

    Raises BinaryTooOld when the database was made for a newer binary, StoreAway when it is not there.
    """
    engine = create_async_engine(owner_url, hide_parameters=True)
    try:
        with store_errors():
            async with engine.begin() as connection:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                await connection.run_sync(_check_binary)
                await connection.run_sync(upgrade)
                await connection.execute(
                    text("SELECT make_event_partitions(:months)"), {"months": MONTHS_AHEAD}
                )
    finally:
        await engine.dispose()


class OtherKeys(RingwellError):
    """The data are sealed under other keys than the secrets file has."""

    code = "other_keys"


async def keep_keys(owner_url: str, fingerprint: bytes) -> None:
    """Remember whose keys the data are sealed under, the first time; afterwards raise OtherKeys for any other."""
    engine = create_async_engine(owner_url, hide_parameters=True)
    try:
        with store_errors():
            async with engine.begin() as connection:
                kept = await connection.scalar(_KEEP_KEYS, {"mine": fingerprint})
    finally:
        await engine.dispose()
    if bytes(kept) != fingerprint:
        raise OtherKeys


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run Alembic on a connection that is in a transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _check_binary(connection: Connection) -> None:
    if connection.scalar(text("SELECT to_regclass('public.installation')")) is None:
        return
    number, oldest = connection.execute(text("SELECT schema_number, oldest_binary FROM installation")).one()
    if oldest > SCHEMA_NUMBER or number > SCHEMA_NUMBER:
        raise BinaryTooOld(schema=number, needs=oldest, binary=SCHEMA_NUMBER)
