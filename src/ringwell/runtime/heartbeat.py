"""How the supervisor sees that the brain lives *and* works: the brain writes a file each second.

A stopped process keeps its sockets open, so neither they nor its process id tell.
"""

import os
import struct
import time
from pathlib import Path

PERIOD = 1.0
_TIME = struct.Struct("=d")


def beat(path: Path) -> None:
    """Write the machine's monotonic time, which all processes of one boot share.

    In place: a rename waits for the disk, and the brain with it. Eight bytes are never seen half written.
    """
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(file, _TIME.pack(time.monotonic()), 0)
    finally:
        os.close(file)


def age(path: Path) -> float | None:
    """Seconds since the last beat; None if there was none since the machine started."""
    try:
        (beaten,) = _TIME.unpack(path.read_bytes())
    except (FileNotFoundError, struct.error):
        return None
    seconds = time.monotonic() - beaten
    return seconds if seconds >= 0 else None
