"""No more calls begun within a second than a workspace allows, so that a fault or a flood of wishes is no flood of calls."""

from collections import deque
from datetime import datetime, timedelta
from typing import Final

_WINDOW: Final = timedelta(seconds=1)


class Pace:
    """When calls were begun within the last second."""

    def __init__(self) -> None:
        self._begun: deque[datetime] = deque()

    def has_room(self, now: datetime, per_second: int) -> bool:
        """Whether one more may be begun now."""
        while self._begun and self._begun[0] <= now - _WINDOW:
            self._begun.popleft()
        return len(self._begun) < per_second

    def begin(self, now: datetime) -> None:
        """One is begun now."""
        self._begun.append(now)
