"""How the supervisor sees that the brain lives *and* works: the brain touches a file each second.

A stopped process keeps its sockets open, so neither they nor its process id tell.
"""

import time
from pathlib import Path

PERIOD = 1.0


def beat(path: Path) -> None:
    """Write the machine's monotonic time, which all processes of one boot share."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(repr(time.monotonic()))
    new.replace(path)


def age(path: Path) -> float | None:
    """Seconds since the last beat; None if there was none since the machine started."""
    try:
        beaten = float(path.read_text())
    except (FileNotFoundError, ValueError):
        return None
    seconds = time.monotonic() - beaten
    return seconds if seconds >= 0 else None
