"""A flow's question to a real database: one row that is read, what is entered bound and never part of the statement, nothing written, an answer in time."""

import time
from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from ringwell.adapters.services.named import NamedService
from ringwell.adapters.services.sql import SqlServices
from ringwell.flows.messages import SqlQuestion, Told
from tests.support.servers import RunningDatabase

pytestmark = [pytest.mark.live, pytest.mark.asyncio(loop_scope="module")]

TABLE = """
    DROP TABLE IF EXISTS orders;
    CREATE TABLE orders (number int4 PRIMARY KEY, contract text, paid numeric(10, 2), day date, open bool, key uuid);
    INSERT INTO orders VALUES (4711, 'A-1', 120.50, '2026-11-23', true, '00000000-0000-0000-0000-000000000001')
"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shop(database: RunningDatabase) -> NamedService:
    """A business database, signed in to as one who may write: what keeps flows from it is ours."""
    url = database.url.replace("postgresql+asyncpg", "postgresql")
    engine = create_async_engine(database.url)
    async with engine.begin() as connection:
        for statement in TABLE.split(";"):
            await connection.execute(text(statement))
    await engine.dispose()
    return NamedService(url)


@pytest_asyncio.fixture(loop_scope="module")
async def services() -> AsyncGenerator[SqlServices]:
    made = SqlServices()
    yield made
    await made.close()


def about(sql: str, *parameters: str, seconds: float = 20.0, **results: str) -> SqlQuestion:
    return SqlQuestion("shop", sql, parameters, results or {"contract": "contract"}, seconds)


BY_NUMBER = "SELECT * FROM orders WHERE number = $1"


async def test_what_is_named_is_taken_of_the_row(services: SqlServices, shop: NamedService) -> None:
    wanted = about(BY_NUMBER, "4711", paid="paid", day="day", open="open", key="key", contract="contract")
    assert await services.ask(wanted, shop) == Told(
        "found",
        {
            "paid": "120.50",
            "day": "2026-11-23",
            "open": True,
            "key": "00000000-0000-0000-0000-000000000001",
            "contract": "A-1",
        },
    )


@pytest.mark.parametrize(
    ("sql", "parameter"),
    [
        ("SELECT * FROM orders WHERE number = $1", "4711"),
        ("SELECT * FROM orders WHERE contract = $1", "A-1"),
        ("SELECT * FROM orders WHERE paid = $1", "120.5"),
        ("SELECT * FROM orders WHERE day = $1", "2026-11-23"),
        ("SELECT * FROM orders WHERE open = $1", "true"),
        ("SELECT * FROM orders WHERE key = $1", "00000000-0000-0000-0000-000000000001"),
        (
            "  -- by number\n/* and no more */ WITH one AS (SELECT 4711 AS number) SELECT * FROM orders JOIN one USING (number) WHERE number = $1",
            "4711",
        ),
    ],
)
async def test_what_is_entered_is_bound_as_the_column_wants_it(
    services: SqlServices, shop: NamedService, sql: str, parameter: str
) -> None:
    assert await services.ask(about(sql, parameter), shop) == Told("found", {"contract": "A-1"})


async def test_no_row_is_not_found_and_words_do_not_become_sql(
    services: SqlServices, shop: NamedService
) -> None:
    for entered in ("B-1", "' OR true --", "A-1'; DROP TABLE orders; --"):
        wanted = about("SELECT * FROM orders WHERE contract = $1", entered)
        assert await services.ask(wanted, shop) == Told("not_found")
    assert (await services.ask(about(BY_NUMBER, "4711"), shop)).outcome == "found"


@pytest.mark.parametrize(
    ("sql", "entered"),
    [
        (BY_NUMBER, "99999999999999999999"),
        (BY_NUMBER, "47a"),
        ("SELECT * FROM orders WHERE paid = $1", "much"),
        ("SELECT * FROM orders WHERE day = $1", "tomorrow"),
        ("SELECT * FROM orders WHERE key = $1", "4711"),
        ("SELECT * FROM orders WHERE day = $1::timestamptz", "2026-11-23"),
    ],
)
async def test_what_the_column_cannot_hold_is_told_as_such(
    services: SqlServices, shop: NamedService, sql: str, entered: str
) -> None:
    assert await services.ask(about(sql, entered), shop) == Told("failed", code="wrong_answer")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM orders",
        "WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone",
        "SELECT 1; DELETE FROM orders",
        "SELECT 'x' AS contract FROM set_config('transaction_read_only', 'off', false)",
        "SET TRANSACTION READ WRITE",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "DO $x$ BEGIN DELETE FROM orders; END $x$",
        "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'",
        "LOCK TABLE orders IN SHARE MODE",
        "COMMIT",
        "SELECT nothing FROM nowhere",
    ],
)
async def test_only_queries_are_asked_and_nothing_is_written(
    services: SqlServices, shop: NamedService, sql: str
) -> None:
    assert await services.ask(about(sql), shop) == Told("failed", code="refused")
    assert (await services.ask(about(BY_NUMBER, "4711"), shop)).outcome == "found"


async def test_an_answer_without_what_is_named_or_that_is_no_value_is_wrong(
    services: SqlServices, shop: NamedService
) -> None:
    for sql in ("SELECT 1 AS other", "SELECT ARRAY[1] AS contract", "SELECT repeat('x', 501) AS contract"):
        assert await services.ask(about(sql), shop) == Told("failed", code="wrong_answer")


async def test_what_is_slow_ends_in_time_and_leaves_room(services: SqlServices, shop: NamedService) -> None:
    began = time.monotonic()
    slow = about("SELECT pg_sleep(20)::text AS contract", seconds=1.0)
    assert await services.ask(slow, shop) == Told("failed", code="too_slow")
    assert time.monotonic() - began < 3.0
    assert (await services.ask(about(BY_NUMBER, "4711"), shop)).outcome == "found"


async def test_nobody_there_is_no_connection(services: SqlServices) -> None:
    nobody = NamedService("postgresql://a:b@127.0.0.1:9/shop")
    assert await services.ask(about(BY_NUMBER, "4711"), nobody) == Told("failed", code="no_connection")
