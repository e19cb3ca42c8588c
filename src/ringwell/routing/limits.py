"""What protects agents: a breather after so many in a row, and a cap on how much of the time they are occupied."""

from collections import deque

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`breather_after` interactions without a pause of `breather_s` one is given. `occupancy_cap` is a share 0–1 of `window_s`."""

    breather_after: int | None = None
    breather_s: float = 60.0
    occupancy_cap: float | None = None
    window_s: float = 1800.0


class Strain:
    """One agent's work lately. Tell of each interaction when the agent is free of it."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._free_since = began
        self._in_a_row = 0
        self._spells: deque[tuple[float, float]] = deque()

    def rest_until(self, limits: Limits, taken: float, done: float) -> float:
        """The agent took an interaction and is done with it: when it may be given the next; `done` where it may at once."""
        if taken - self._free_since >= limits.breather_s:
            self._in_a_row = 0
        self._in_a_row += 1
        self._free_since = done
        self._spells.append((taken, done))
        return max(self._breather(limits, done), self._cap(limits, done))

    def _breather(self, limits: Limits, done: float) -> float:
        if limits.breather_after is None or self._in_a_row < limits.breather_after:
            return done
        self._in_a_row = 0
        return done + limits.breather_s

    def _cap(self, limits: Limits, done: float) -> float:
        """Until then the share of the window is back at the cap; before a whole window has passed nobody is over it."""
        opens = done - limits.window_s
        while self._spells and self._spells[0][1] <= opens:
            self._spells.popleft()
        if limits.occupancy_cap is None or opens < self._began:
            return done
        busy = sum(end - max(begin, opens) for begin, end in self._spells)
        return self._when_shed(busy - limits.occupancy_cap * limits.window_s, opens, limits.window_s, done)

    def _when_shed(self, too_much: float, opens: float, window_s: float, done: float) -> float:
        """When so many busy seconds have left the window at its old end."""
        for begin, end in self._spells:
            if too_much <= 0:
                return done
            counts_from = max(begin, opens)
            if end - counts_from >= too_much:
                return max(done, counts_from + too_much + window_s)
            too_much -= end - counts_from
        return done
