"""Which words of the driver mean that the database is in trouble, and which that the data are."""

import asyncpg
import pytest

from ringwell.adapters.postgres.errors import is_about_data, is_away


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.DiskFullError("no space left"),
        asyncpg.OutOfMemoryError("out of memory"),
        asyncpg.TooManyConnectionsError("too many"),
        asyncpg.ReadOnlySQLTransactionError("read-only"),
        asyncpg.DeadlockDetectedError("deadlock"),
        asyncpg.SerializationError("again"),
        asyncpg.LockNotAvailableError("locked"),
        asyncpg.QueryCanceledError("too long"),
        asyncpg.CannotConnectNowError("starting"),
        asyncpg.ConnectionDoesNotExistError("gone"),
        asyncpg.PostgresIOError("disk"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_server_in_trouble_is_away_and_blames_no_data(error: asyncpg.PostgresError) -> None:
    assert is_away(error)
    assert not is_about_data(error)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.UniqueViolationError("twice"),
        asyncpg.UntranslatableCharacterError("NUL"),
        asyncpg.NumericValueOutOfRangeError("too large"),
        asyncpg.ProgramLimitExceededError("index row too large"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_data_are_refused_by_a_server_that_is_there(error: asyncpg.PostgresError) -> None:
    assert is_about_data(error)
    assert not is_away(error)
