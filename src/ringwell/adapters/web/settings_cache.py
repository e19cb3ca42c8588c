"""What a workspace has settled, for those who cannot wait for the database each time."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from ringwell.access.ports import Workspaces
from ringwell.kernel.settings import WorkspaceSettings

KEPT_S: Final = 10.0
"""So long what another edge has changed may not be known here."""


class SettingsCache:
    """The settings of each workspace as they were read last, a few seconds ago at most."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, WorkspaceSettings]] = {}

    async def of(self, workspaces: Workspaces, workspace_id: str) -> WorkspaceSettings:
        """StoreAway, NotFound."""
        read_at, kept = self._kept.get(workspace_id, (0.0, None))
        if kept is not None and self._clock() < read_at + KEPT_S:
            return kept
        asked_at = self._clock()
        kept = await workspaces.settings(workspace_id)
        self._kept[workspace_id] = (asked_at, kept)
        return kept

    def forget(self, workspace_id: str) -> None:
        """They have been changed."""
        self._kept.pop(workspace_id, None)
