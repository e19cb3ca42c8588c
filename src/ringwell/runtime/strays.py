"""Sound files of the switch that no recording waits for: left over, or of calls that never came to talk.

The switch begins to record when the agent answers; a caller who has gone by then makes no recording, but a file. What is stored already is
deleted; everything else is set aside for a month: a call that the switch's own queue served may be told days later, when the brain is
back, and its recording is then found where it was set aside.
"""

import asyncio
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ringwell.kernel.ids import RECORDING, is_id
from ringwell.kpis.ports import Recordings
from ringwell.runtime.logs import Log

STRAY_AFTER_S: Final = 3600.0
"""Only a file that has not grown for so long is looked at: one of a call that is up grows."""
KEPT_S: Final = 30 * 24 * 3600.0
"""So long a stray file is kept."""
SUFFIXES: Final = (".raw", ".wav")


class StraySweep:
    """Looks after `raw`, the folder that the switch writes recordings to."""

    def __init__(self, *, recordings: Recordings, raw: Path, say: Log) -> None:
        self._recordings = recordings
        self._raw = raw
        self._say = say

    async def sweep(self, workspaces: Sequence[str]) -> None:
        """Delete what is stored, set aside what nobody waits for, forget what was set aside long ago. Raises StoreAway."""
        old = await asyncio.to_thread(_old_files, self._raw, STRAY_AFTER_S)
        states = await self._states(workspaces, [path.stem for path in old])
        for path in old:
            await self._settle(path, states.get(path.stem))
        for path in await asyncio.to_thread(_old_files, stray_folder(self._raw), KEPT_S):
            await self._do("a stray sound file is deleted after a month", path, path.unlink)

    async def _states(self, workspaces: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
        ids = [name for name in names if is_id(name, RECORDING)]
        found: dict[str, str] = {}
        for workspace_id in workspaces if ids else ():
            found.update(await self._recordings.states(workspace_id, ids))
        return found

    async def _settle(self, path: Path, state: str | None) -> None:
        if state == "recording":
            return  # its row is still to be finished
        if state in ("stored", "erased"):
            await self._do("the raw file of a stored recording is deleted", path, path.unlink)
        else:
            await self._do("a sound file without a recording is set aside", path, set_aside, path, self._raw)

    async def _do(self, what: str, path: Path, act: Callable[..., None], *words: Path) -> None:
        try:
            await asyncio.to_thread(act, *words)
        except OSError as error:
            self._say.error("a stray sound file cannot be moved", file=path.name, problem=repr(error))
        else:
            self._say.warning(what, file=path.name)


def stray_folder(raw: Path) -> Path:
    """Below the folder itself, so that a move is a rename, which a switch that still writes does not notice."""
    return raw / "stray"


def set_aside(path: Path, raw: Path) -> None:
    """Move a file out of the way. Raises OSError."""
    folder = stray_folder(raw)
    folder.mkdir(mode=0o700, exist_ok=True)
    path.replace(folder / path.name)


def _old_files(folder: Path, seconds: float) -> list[Path]:
    """Sound files that have not changed for so long."""
    limit = time.time() - seconds
    try:
        with os.scandir(folder) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if entry.name.endswith(SUFFIXES) and entry.is_file() and entry.stat().st_mtime < limit
            )
    except FileNotFoundError:
        return []
