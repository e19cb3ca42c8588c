"""The rows that routing keeps in order: callers of one line here, idle agents of one tier in demand.py.

Both are nearly always joined at the end and left at the front, which costs the same however long they are.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection
from math import inf
from typing import Generic, TypeVar

Who = TypeVar("Who")
Standing = tuple[float, int, str]
"""Since when (seconds), what parts those of the same instant (no two have the same), and whose it is."""

NO_ONE: Standing = (inf, 0, "")
"""The head of an empty line."""
SPENT_AT_MOST = 64


class Row(Generic[Who]):
    """Standings in order. What has left at the front stays as spent room until that is most of the row."""

    __slots__ = ("_first", "_items")

    def __init__(self) -> None:
        self._items: list[tuple[float, int, Who]] = []
        self._first = 0

    def _put(self, standing: tuple[float, int, Who]) -> None:
        items = self._items
        if items and standing < items[-1]:
            insort(items, standing, self._first)
        else:
            items.append(standing)

    def _pop(self) -> tuple[float, int, Who] | None:
        """Drop the first; the one that is first now."""
        items, first = self._items, self._first + 1
        if first == len(items):
            items.clear()
            self._first = 0
            return None
        if first > SPENT_AT_MOST and first * 2 > len(items):
            del items[:first]
            first = 0
        self._first = first
        return items[first]


class Line(Row[str]):
    """Those who wait, oldest first. Whoever left does not stand in it any more."""

    __slots__ = ("head",)

    def __init__(self) -> None:
        super().__init__()
        self.head = NO_ONE

    def __len__(self) -> int:
        return len(self._items) - self._first

    def join(self, standing: Standing) -> None:
        self._put(standing)
        self.head = self._items[self._first]

    def leave(self, standing: Standing) -> None:
        """Who stands there goes; it must stand there."""
        if standing == self.head:
            self.head = self._pop() or NO_ONE
        else:
            del self._items[bisect_left(self._items, standing, self._first)]

    def first_not_in(self, barred: Collection[str]) -> Standing | None:
        """The oldest but these."""
        for at in range(self._first, len(self._items)):
            if self._items[at][2] not in barred:
                return self._items[at]
        return None

    def before(self, is_before: Callable[[Standing], bool]) -> int:
        """How many come before some rank: those for whom `is_before` holds, which are the first of the line."""
        return bisect_left(self._items, True, self._first, key=lambda each: not is_before(each)) - self._first
