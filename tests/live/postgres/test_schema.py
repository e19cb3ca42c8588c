"""Migrations lead to the schema that the code describes; binaries that do not fit are refused; bootstrap can be repeated."""

import secrets
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from ringwell.adapters.postgres.bootstrap import bootstrap
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.errors import BinaryTooOld
from ringwell.adapters.postgres.migrate import OtherKeys, keep_keys, migrate
from ringwell.adapters.postgres.schema import SCHEMA_NUMBER, script
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.calls.messages import RecordingFailed
from ringwell.runtime.clock import RandomIds
from tests.support.servers import RunningDatabase
from tests.support.store import PASSWORDS, Story, TestDatabase, make_database, new_workspace

pytestmark = pytest.mark.live

CATALOGUE = {
    "columns": """
        SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "policies": """
        SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies
        WHERE schemaname = 'public'
    """,
    "security": """
        SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text, pg_get_userbyid(relowner) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
    """,
    "functions": """
        SELECT proname, pg_get_functiondef(oid), proacl::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    """,
    "views": "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
    "numbers": "SELECT * FROM installation",
}


async def catalogue(url: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            found: dict[str, list[tuple[Any, ...]]] = {}
            for name, query in CATALOGUE.items():
                rows = [tuple(row) for row in await connection.execute(text(query))]
                found[name] = sorted((row for row in rows if not _apart(row)), key=repr)
            return found
    finally:
        await engine.dispose()


def _apart(row: tuple[Any, ...]) -> bool:
    """Alembic's own table, and the log's monthly partitions."""
    name = str(row[0])
    return name == "alembic_version" or name.startswith("events_2")


async def run_script(url: str, words: str) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            raw = await connection.get_raw_connection()
            await cast("Any", raw.driver_connection).execute(words)
    finally:
        await engine.dispose()


async def test_a_migrated_database_equals_a_fresh_one(database: RunningDatabase) -> None:
    migrated = await make_database(database)
    fresh = await make_database(database, migrated=False)
    await run_script(fresh.url("owner"), script())
    found, wanted = await catalogue(migrated.url("owner")), await catalogue(fresh.url("owner"))
    assert len(wanted["columns"]) > 300
    for name in CATALOGUE:
        assert found[name] == wanted[name], name


async def test_migrating_and_bootstrapping_again_changes_nothing(migrated: TestDatabase) -> None:
    before = await catalogue(migrated.url("owner"))
    await bootstrap(migrated.server.url, migrated.name, PASSWORDS)
    await migrate(migrated.url("owner"))
    assert await catalogue(migrated.url("owner")) == before


async def test_roles_have_no_power_over_row_security(migrated: TestDatabase) -> None:
    engine = create_async_engine(migrated.url("superuser"))
    async with engine.connect() as connection:
        rows = await connection.execute(
            text(
                "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles "
                "WHERE rolname LIKE 'ringwell_%' ORDER BY 1"
            )
        )
        assert [tuple(row) for row in rows] == [
            ("ringwell_app", False),
            ("ringwell_owner", False),
            ("ringwell_relay", False),
        ]
    await engine.dispose()


async def test_months_ahead_have_partitions(migrated: TestDatabase) -> None:
    database = Database(migrated.url("app"), name="test")
    async with database.across() as connection:
        await connection.execute(text("SELECT make_event_partitions(3)"))
        names = await connection.execute(
            text("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass")
        )
        assert len(set(names.scalars())) >= 7
    await database.close()


async def test_a_month_that_was_written_in_before_it_was_made_gets_its_partition(
    database: RunningDatabase,
) -> None:
    """As where the machine's clock was set by a year."""
    made = await make_database(database)
    month = f"events_{datetime.now(UTC):%Y_%m}"
    await run_script(made.url("owner"), f"DROP TABLE {month}")
    stores = made.stores()
    workspace_id = await new_workspace(stores)
    story = Story(workspace_id, RandomIds())
    await stores.log.append(
        workspace_id, story.tell(RecordingFailed(recording_id=f"rec_{1:032x}", code="no_file"))
    )
    await stores.upkeep.run([workspace_id])
    told = [event.event_id async for event in stores.log.read(workspace_id)]
    assert told[-1] == story.events[0].event_id
    await stores.close()
    engine = create_async_engine(made.url("superuser"))
    async with engine.connect() as connection:
        counts = text(f"SELECT (SELECT count(*) FROM {month}), (SELECT count(*) FROM events_default)")
        assert tuple((await connection.execute(counts)).one()) == (len(told), 0)
    await engine.dispose()


@pytest.mark.parametrize("oldest", [SCHEMA_NUMBER, SCHEMA_NUMBER + 1])
async def test_a_binary_that_does_not_fit_is_refused(database: RunningDatabase, oldest: int) -> None:
    owner = (await make_database(database)).url("owner")
    await run_script(
        owner, f"UPDATE installation SET schema_number = {SCHEMA_NUMBER + 1}, oldest_binary = {oldest}"
    )
    with pytest.raises(BinaryTooOld):
        await migrate(owner)


async def test_other_keys_than_the_data_s_are_refused(database: RunningDatabase) -> None:
    owner = (await make_database(database)).url("owner")
    mine, other = Sealer("master", "search").fingerprint(), Sealer("another", "search").fingerprint()
    await keep_keys(owner, mine)
    await keep_keys(owner, mine)
    with pytest.raises(OtherKeys):
        await keep_keys(owner, other)
    with pytest.raises(OtherKeys):
        await keep_keys(owner, Sealer("master", "another").fingerprint())


async def test_an_unknown_name_is_quoted(database: RunningDatabase) -> None:
    name = f'odd "name" {secrets.token_hex(2)}'
    await bootstrap(database.url, name, PASSWORDS)
    engine = create_async_engine(database.server.url("ringwell_owner", PASSWORDS.owner, name))
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT current_database()")) == name
    await engine.dispose()
