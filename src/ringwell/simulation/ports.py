"""What replaying a past day needs of the outside."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from ringwell.kernel.events import Event


class PastLog(Protocol):
    def between(
        self, workspace_id: str, begin: datetime, end: datetime, types: Sequence[str]
    ) -> AsyncIterator[Event]:
        """The events of these types that were recorded from `begin` on and before `end`, in order."""
        ...
