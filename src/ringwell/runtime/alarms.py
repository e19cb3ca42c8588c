"""What an operator has to be told at once: recordings that cannot be kept, a database that is away, and facts that it never took."""

import asyncio
import errno
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ringwell.journeys.views import AlertView

LOOK_EVERY_S = 10.0
LEAST_FREE = 500 * 1024 * 1024
"""Bytes: some four hours of one call's stereo sound at the switch; less than that is nearly full."""
PROBE = ".probe"

UNWRITABLE, FULL, DATABASE_AWAY = "recordings_unwritable", "recordings_full", "database_away"
FACTS_DROPPED = "facts_dropped"


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many facts were given up, and since when."""

    count: int
    since: datetime


class Alarms:
    """Looks at the folders of recordings, `folders` by their names, and at the database; remembers since when what stands."""

    def __init__(
        self,
        folders: Mapping[str, Path],
        *,
        now: Callable[[], datetime],
        database_away: Callable[[], datetime | None],
        dropped: Callable[[], Dropped | None],
        least_free: int = LEAST_FREE,
    ) -> None:
        self._folders = folders
        self._now = now
        self._database_away = database_away
        self._dropped = dropped
        self._least_free = least_free
        self._standing: dict[str, AlertView] = {}

    async def look(self) -> Mapping[str, AlertView]:
        """What stands now, by alert id; an alert that goes on keeps its beginning."""
        found = await asyncio.to_thread(self._of_folders)
        away = self._database_away()
        if away is not None:
            found[DATABASE_AWAY] = self._alert(DATABASE_AWAY, DATABASE_AWAY, {}, since=away)
        dropped = self._dropped()
        if dropped is not None:
            params: dict[str, object] = {"count": dropped.count}
            found[FACTS_DROPPED] = self._alert(FACTS_DROPPED, FACTS_DROPPED, params, since=dropped.since)
        self._standing = found
        return found

    def _of_folders(self) -> dict[str, AlertView]:
        found: dict[str, AlertView] = {}
        for name, folder in self._folders.items():
            code, free = judge(folder, self._least_free)
            if code is not None:
                key = f"{code}:{name}"
                found[key] = self._alert(key, code, {"folder": name, "free_mb": free // 2**20})
        return found

    def _alert(
        self, alert_id: str, code: str, params: dict[str, object], *, since: datetime | None = None
    ) -> AlertView:
        before = self._standing.get(alert_id)
        began = since or (before.since if before else self._now())
        return AlertView(alert_id=alert_id, code=code, params=params, since=began, level="over")


def judge(folder: Path, least_free: int) -> tuple[str | None, int]:
    """What is wrong with a folder that must take files, if anything is, and its free bytes."""
    probe = folder / PROBE
    try:
        probe.write_bytes(b"\0" * 4096)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return (FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else UNWRITABLE), 0
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return (FULL if free < least_free else None), free
