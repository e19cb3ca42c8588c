"""How the supervisor sees that the brain lives *and* works: the brain writes a file each second.

A stopped process keeps its sockets open, so neither they nor its process id tell. The beat also says whether the brain may act:
one whose lease is over lives, and can do nothing for those who wait.
"""

import math
import os
import struct
import time
from pathlib import Path

import msgspec

PERIOD = 1.0
_BEAT = struct.Struct("=d?")


class Beat(msgspec.Struct, frozen=True):
    """The newest beat: `age` in seconds, `acts` when the brain might command the switch."""

    age: float
    acts: bool


def beat(path: Path, *, acts: bool) -> None:
    """Write the machine's monotonic time, which all processes of one boot share.

    In place: a rename waits for the disk, and the brain with it. Nine bytes are never seen half written.
    """
    _write(path, time.monotonic(), acts)


def forget(path: Path) -> None:
    """The brain that is to come has not beaten yet. The file stays: on a full disk it could not be made again, and the brain would be
    taken for one that hangs."""
    if path.exists():
        _write(path, math.inf, False)


def _write(path: Path, moment: float, acts: bool) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(file, _BEAT.pack(moment, acts), 0)
    finally:
        os.close(file)


def last_beat(path: Path) -> Beat | None:
    """The newest beat; None if there was none since the machine started, or since it was forgotten."""
    try:
        beaten, acts = _BEAT.unpack(path.read_bytes())
    except (FileNotFoundError, struct.error):
        return None
    seconds = time.monotonic() - beaten
    return Beat(seconds, acts) if seconds >= 0 else None
