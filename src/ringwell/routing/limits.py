"""What protects agents: a breather after so many in a row, and a cap on how much of the time they are occupied.

Nobody is kept away for ever: a breather ends by itself, and while an agent rests its share of the window only falls, so that it comes back
under the cap. Then it may take one more, whatever the share is after it.
"""

from bisect import insort
from typing import Literal, NamedTuple

from ringwell.kernel.settings import Limits

LONGEST_WINDOW_S = 8 * 3600.0
"""Work before that is forgotten."""

RestFor = Literal["breather", "occupancy"]


class Rest(NamedTuple):
    """Until then the agent is not to be given anything; `why` is the limit that says so."""

    until: float
    why: RestFor


class Strain:
    """One agent's work lately: stretches of time and the interactions they were spent on. Instants are seconds."""

    __slots__ = ("_rested_at", "_stretches")

    def __init__(self) -> None:
        self._stretches: list[tuple[float, float, str]] = []
        self._rested_at = float("-inf")

    def work(self, since: float, until: float, about: str) -> None:
        """The agent was busy with this interaction. What is told late is put where it belongs."""
        insort(self._stretches, (since, until, about))
        oldest = self._stretches[-1][1] - LONGEST_WINDOW_S
        while self._stretches[0][1] < oldest:
            del self._stretches[0]

    def rested(self, at: float) -> None:
        """A rest has begun: those in a row are counted anew, and nothing is asked for before the agent has worked again."""
        self._rested_at = max(self._rested_at, at)

    def rest(self, limits: Limits, now: float) -> Rest | None:
        """How long the agent is not to be given the next, as it has just become free; None: it may have it at once."""
        if not self._stretches or self._stretches[-1][1] <= self._rested_at:
            return None
        asked = [each for each in (self._breather(limits, now), self._cap(limits, now)) if each]
        return max(asked, default=None, key=lambda each: each.until)

    def _until(self, now: float) -> list[tuple[float, float, str]]:
        """What was before now. A clock that has been set back makes later of what was told by it before."""
        late = self._stretches[-1][1] > now
        return [each for each in self._stretches if each[1] <= now] if late else self._stretches

    def _breather(self, limits: Limits, now: float) -> Rest | None:
        if limits.breather_after is None or self._in_a_row(limits.breather_s, now) < limits.breather_after:
            return None
        return Rest(now + limits.breather_s, "breather")

    def _in_a_row(self, pause_s: float, now: float) -> int:
        """How many interactions since the last pause that was as good as a breather."""
        had, free_until = set[str](), now
        for since, until, about in reversed(self._until(now)):
            if free_until - until >= pause_s or until <= self._rested_at:
                break
            had.add(about)
            free_until = since
        return len(had)

    def _cap(self, limits: Limits, now: float) -> Rest | None:
        """Until the share of the window is back at the cap."""
        if limits.occupancy_cap is None:
            return None
        opens = now - limits.window_s
        recent = [(max(since, opens), until) for since, until, _ in self._until(now) if until > opens]
        too_much = sum(until - since for since, until in recent) - limits.occupancy_cap * limits.window_s
        until = _when_shed(too_much, recent, limits.window_s)
        return Rest(until, "occupancy") if until > now else None


def _when_shed(too_much: float, recent: list[tuple[float, float]], window_s: float) -> float:
    """When so many busy seconds have left the window at its old end."""
    for since, until in recent:
        if too_much <= 0:
            break
        if until - since >= too_much:
            return since + too_much + window_s
        too_much -= until - since
    return float("-inf")
