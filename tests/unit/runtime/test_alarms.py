"""What supervisors are told about folders and the database, and since when."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ringwell.runtime.alarms import Alarms, Dropped, judge

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


class World:
    """A clock and a database for alarms."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        self.away: datetime | None = None
        self.dropped: Dropped | None = None
        self.alarms = Alarms(
            {"archive": folder},
            now=lambda: self.now,
            database_away=lambda: self.away,
            dropped=lambda: self.dropped,
            least_free=0,
        )


async def test_nothing_is_said_of_a_folder_that_takes_files(tmp_path: Path) -> None:
    assert await World(tmp_path).alarms.look() == {}
    assert not any(os.scandir(tmp_path))


async def test_a_folder_that_is_none_is_told_since_it_was_first_seen(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.write_text("no folder")
    world = World(folder)
    await world.alarms.look()
    world.now += timedelta(seconds=10)
    [alert] = (await world.alarms.look()).values()
    assert (alert.code, alert.since, alert.params["folder"]) == ("recordings_unwritable", START, "archive")
    folder.unlink()
    folder.mkdir()
    assert await world.alarms.look() == {}


async def test_the_database_is_away_since_it_went(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.away = START - timedelta(seconds=7)
    [alert] = (await world.alarms.look()).values()
    assert (alert.code, alert.since) == ("database_away", world.away)


async def test_facts_that_were_given_up_are_told(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.dropped = Dropped(3, START)
    [alert] = (await world.alarms.look()).values()
    assert (alert.code, alert.since, alert.params) == ("facts_dropped", START, {"count": 3})


def test_little_room_is_told(tmp_path: Path) -> None:
    code, free = judge(tmp_path, least_free=2**62)
    assert code == "recordings_full"
    assert 0 < free < 2**62
