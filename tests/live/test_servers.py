"""The database and the switch start, and are what the rest of the tests think they are."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from tests.support.servers import RunningDatabase, RunningSwitch, running_switch

pytestmark = pytest.mark.live


async def test_database_asks_for_a_password(database: RunningDatabase) -> None:
    with pytest.raises(DBAPIError, match="password authentication failed"):
        await _ask(database.server.url(password="wrong"), "select 1")


async def test_database_sorts_and_stores_utf8(database: RunningDatabase) -> None:
    assert await _ask(database.url, "select upper('żółw ёж')") == "ŻÓŁW ЁЖ"


async def test_database_listens_on_no_network(database: RunningDatabase) -> None:
    assert await _ask(database.url, "show listen_addresses") == ""


async def _ask(url: str, question: str) -> object:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.scalar(text(question))
    finally:
        await engine.dispose()


def test_a_switch_starts_without_an_error(tmp_path: Path) -> None:
    with running_switch(tmp_path) as fresh:
        messages = (fresh.config.folders.logs / "messages.log").read_text()
    assert "ERROR" not in messages
    assert "WARNING" not in messages


def test_every_listed_module_runs(switch: RunningSwitch) -> None:
    listed = switch.console("module show")
    assert "Not Running" not in listed
    assert "res_ari_channels.so" in listed


def test_demo_trunk_is_known_by_its_own_address_only(switch: RunningSwitch) -> None:
    assert "127.0.0.2/32" in switch.console("pjsip show identifies")


def test_switch_comes_back_after_a_kill(switch: RunningSwitch) -> None:
    switch.kill()
    assert not switch.answers()
    switch.start()
    assert switch.answers()
