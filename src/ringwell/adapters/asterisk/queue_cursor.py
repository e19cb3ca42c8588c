"""How far the log of the switch's queues has been read: each who reads it for some partitions keeps that for each of them apart."""

from collections.abc import Callable, Collection
from pathlib import Path


class Cursor:
    """Of the partitions that `ours` tells, of all that there are (`everyone`). Files beside `stem`, which outlive us.

    A partition's stands before the first line of any of its calls that is not over, or not yet kept. Who takes a partition reads on
    from where the last one stopped.
    """

    def __init__(self, stem: Path, ours: Callable[[], Collection[int]], everyone: Collection[int]) -> None:
        self._stem = stem
        self._ours = ours
        self._everyone = everyone

    def saved(self) -> int:
        """Where the last of ours is."""
        return min((self._read(each) for each in self._ours()), default=0)

    def least(self) -> int:
        """Where the last of all is: nobody needs what stands before it."""
        return min(self._read(each) for each in self._everyone)

    def save(self, mark: int) -> None:
        for each in self._ours():
            self._file(each).write_text(str(mark), encoding="ascii")

    def begin_anew(self) -> None:
        """The log is empty."""
        for each in self._everyone:
            self._file(each).write_text("0", encoding="ascii")

    def _read(self, partition: int) -> int:
        try:
            return int(self._file(partition).read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def _file(self, partition: int) -> Path:
        return self._stem.with_name(f"{self._stem.name}.{partition}")
