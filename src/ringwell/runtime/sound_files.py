"""The sounds of workspaces as files, where the switch reads them: written anew wherever they are missing, so that a new machine has them."""

import asyncio
import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final

from ringwell.flows.studio import OwnSounds
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import until_there

ENDING: Final = ".wav"
KEPT_S: Final = 3600.0
"""What is no sound of the workspace any more goes when it has been so old for a while: a call may be playing it."""


class SoundFiles:
    """A file is named after its content: one that is there is right, and never changes."""

    def __init__(self, folder: Path, store: OwnSounds, log: Log) -> None:
        self._folder, self._store, self._log = folder, store, log

    async def bring(self, workspace_id: str) -> None:
        """Have the files of all sounds that the workspace has. A disk that is full keeps no configuration out: what cannot be played is passed by."""
        names = await until_there(lambda: self._store.names(workspace_id))
        place = self._folder / workspace_id
        try:
            there = await asyncio.to_thread(_there, place)
            for name in sorted(set(names) - there):
                wav = await until_there(lambda name=name: self._store.read(workspace_id, name))
                await asyncio.to_thread(_write, place / f"{name}{ENDING}", wav)
            await asyncio.to_thread(_tidy, place, set(names))
        except Exception:  # noqa: BLE001 - whatever it was, calls are more than one sound
            self._log.exception("sounds cannot be written", workspace=workspace_id)


def _there(place: Path) -> set[str]:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {each.stem for each in place.glob(f"*{ENDING}")}


def _write(path: Path, wav: bytes) -> None:
    """Whole, or not at all."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    with new.open("wb") as file:
        file.write(wav)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _tidy(place: Path, names: Collection[str]) -> None:
    """What no sound stands behind any more goes, and what a killed process left half written."""
    for each in place.iterdir():
        if each.stem in names and each.suffix == ENDING and not each.name.startswith("."):
            continue
        if each.stat().st_mtime < time.time() - KEPT_S:
            each.unlink(missing_ok=True)
