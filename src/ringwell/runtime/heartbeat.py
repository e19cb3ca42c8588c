"""How the supervisor sees that a brain lives *and* works: each brain writes a file of its own each second.

A stopped process keeps its sockets open, so neither they nor its process id tell. The beat also says whether the brain may act, and for
which partitions: one whose lease is over lives, and can do nothing for those who wait.
"""

import math
import os
import struct
import time
from collections.abc import Collection
from pathlib import Path

import msgspec

PERIOD = 1.0
_BEAT = struct.Struct("=d?32s")
_BITS = range(256)


class Beat(msgspec.Struct, frozen=True):
    """The newest beat: `age` in seconds, `acts` when the brain might command the switch for all that it has, `partitions` those that it might
    do that for now."""

    age: float
    acts: bool
    partitions: frozenset[int] = frozenset()


def beat(path: Path, *, acts: bool, partitions: Collection[int] = ()) -> None:
    """Write the machine's monotonic time, which all processes of one boot share.

    In place: a rename waits for the disk, and the brain with it. So few bytes are never seen half written.
    """
    _write(path, time.monotonic(), acts, partitions)


def forget(path: Path) -> None:
    """The brain that is to come has not beaten yet. The file stays: on a full disk it could not be made again, and the brain would be
    taken for one that hangs."""
    if path.exists():
        _write(path, math.inf, False, ())


def _write(path: Path, moment: float, acts: bool, partitions: Collection[int]) -> None:
    bits = sum(1 << each for each in partitions).to_bytes(32, "little")
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(file, _BEAT.pack(moment, acts, bits), 0)
    finally:
        os.close(file)


def last_beat(path: Path) -> Beat | None:
    """The newest beat; None if there was none since the machine started, or since it was forgotten."""
    try:
        beaten, acts, bits = _BEAT.unpack(path.read_bytes())
    except (FileNotFoundError, struct.error):
        return None
    seconds = time.monotonic() - beaten
    numbers = int.from_bytes(bits, "little")
    partitions = frozenset(each for each in _BITS if numbers >> each & 1)
    return Beat(seconds, acts, partitions) if seconds >= 0 else None
