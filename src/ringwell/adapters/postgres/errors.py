"""From what the driver says to what the rooms understand."""

from collections.abc import Generator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ringwell.kernel.errors import InvalidValue, NotFound, RingwellError, StoreAway

AWAY_STATES = ("08", "25006", "25P03", "40", "53", "55", "57", "58")
"""SQLSTATEs of a server that cannot do now what it could do later: it is not there, shuts down or takes over, has no room, memory or
connection left, may only be read, waits for a lock, or gave a statement up."""
DATA_STATES = ("22", "23", "54")
"""SQLSTATEs that the data themselves are to blame for: values, constraints, sizes. Only what ends in one of these can never be kept."""


class BinaryTooOld(RingwellError):
    """The database was made by a newer Ringwell; this one must not touch it."""

    code = "binary_too_old"


def is_away(error: BaseException) -> bool:
    """Whether the database cannot be reached, as opposed to a refusal of what was asked."""
    if isinstance(error, asyncpg.PostgresError):
        return str(getattr(error, "sqlstate", "")).startswith(AWAY_STATES)
    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
        cause = error.orig.__cause__ if error.orig is not None else None
        return error.connection_invalidated or (cause is not None and is_away(cause))
    if isinstance(error, asyncpg.InterfaceError):
        return "clos" in str(error)
    return isinstance(error, OSError | TimeoutError | PoolTimeout | asyncpg.InternalClientError)


def is_about_data(error: BaseException) -> bool:
    """Whether the data themselves were refused, so that they would be refused for ever."""
    return str(getattr(error, "sqlstate", "")).startswith(DATA_STATES)


@contextmanager
def store_errors() -> Generator[None]:
    """Turn errors of a database that is away into StoreAway, texts that are no ids into NotFound, and values that it cannot take into
    InvalidValue; let others pass."""
    try:
        yield
    except StatementError as error:
        if not isinstance(error, DBAPIError) and isinstance(error.orig, ValueError):
            raise NotFound from error
        if is_away(error):
            raise StoreAway from error
        if _is_unfit(error):
            raise InvalidValue(field="") from error
        raise
    except (
        PoolTimeout,
        OSError,
        TimeoutError,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,
    ) as error:
        if is_away(error):
            raise StoreAway from error
        raise


def _is_unfit(error: StatementError) -> bool:
    """Whether a value was given that the database has no place for, such as a time before all calendars."""
    cause = None if error.orig is None else error.orig.__cause__
    return isinstance(cause, asyncpg.DataError)


def violated(error: IntegrityError) -> str:
    """The name of the constraint that a statement ran against; empty when unknown."""
    cause = error.orig.__cause__ if error.orig is not None else None
    return str(getattr(cause, "constraint_name", "") or "")
