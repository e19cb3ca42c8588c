"""Where things lie in the data folder of one installation."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ringwell.adapters.postgres.server import socket_path_fits
from ringwell.runtime.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Folders:
    """The data folder and what is in it. All is made with mode 0700; nothing outside it is touched."""

    data: Path

    @property
    def lock(self) -> Path:
        return self.data / "lock"

    @property
    def settings(self) -> Path:
        return self.data / "ringwell.toml"

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    @property
    def ports(self) -> Path:
        return self.data / "ports.json"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def processes(self) -> Path:
        """One file for each child that runs, with its process id and start time."""
        return self.data / "processes"

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def switch(self) -> Path:
        return self.data / "switch"

    @property
    def recordings(self) -> Path:
        return self.data / "recordings"

    @property
    def raw_recordings(self) -> Path:
        """Where the switch writes; the worker finishes and moves them."""
        return self.recordings / "raw"

    @property
    def archive(self) -> Path:
        """Finished recordings, by key."""
        return self.recordings / "archive"

    @property
    def scratch(self) -> Path:
        """Where the worker makes files before they are kept."""
        return self.recordings / "scratch"

    @property
    def sounds(self) -> Path:
        """What callers hear of workspaces' own, one folder for each."""
        return self.data / "sounds"

    def make(self) -> None:
        """Make the folders that every process expects. Raises ConfigurationError."""
        wanted = [
            self.data,
            self.logs,
            self.processes,
            self.raw_recordings,
            self.archive,
            self.scratch,
            self.sounds,
        ]
        try:
            for folder in wanted:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ConfigurationError(
                f"the data folder {self.data} cannot be made: {error.strerror}",
                "set RINGWELL_DATA to a folder that this user may write",
            ) from error


def socket_folder(folders: Folders) -> Path:
    """The folder of Unix sockets: in the data folder, or a private one elsewhere where that path is too long.

    Raises ConfigurationError if someone else has taken the private folder's name.
    """
    inside = folders.data / "run"
    if socket_path_fits(inside):
        inside.mkdir(parents=True, exist_ok=True, mode=0o700)
        return inside
    name = hashlib.sha256(os.fsencode(folders.data)).hexdigest()[:12]
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return _private(base / f"ringwell-{os.getuid()}-{name}")


def _private(folder: Path) -> Path:
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise ConfigurationError(
            f"{folder} is not a private folder of this user",
            "remove it, or set RINGWELL_DATA to a folder with a shorter path",
        )
    return folder
