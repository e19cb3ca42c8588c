"""One server to a data folder: a lock that the kernel frees when its holder is gone, however it went."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ringwell.runtime.errors import ConfigurationError, DataFolderTaken


@contextmanager
def data_lock(path: Path) -> Generator[None]:
    """Hold the lock. Raises DataFolderTaken that names the holder, or ConfigurationError."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be written ({error.strerror})", "let this user write the data folder"
        ) from None
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = file.read().strip() or "unknown"
            raise DataFolderTaken(
                f"a server (process {holder}) already runs on the data folder {path.parent}",
                "stop it, or set RINGWELL_DATA to another folder for a second server",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
