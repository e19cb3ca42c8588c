"""What the journeys need of the outside."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.events import Event


class EventLog(Protocol):
    """The one append-only log of a workspace."""

    async def append(self, workspace_id: str, events: Sequence[Event], *, fence: int | None = None) -> int:
        """Commit events and what they project to, in one transaction; the last sequence number.

        `fence` is the writer's lease token; LeaseLost when a newer one exists.
        """
        ...

    def read(self, workspace_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The workspace's events after a sequence number, in order."""
        ...

    def open_events(self, workspace_id: str) -> AsyncIterator[Event]:
        """In order: all events of interactions not yet closed (no terminal state, or a wrap-up or offer still open), and the newest
        `agent.state_changed` of every agent: what recovery evolves from."""
        ...


class ConfigStore(Protocol):
    """The workspaces' configuration."""

    async def workspaces(self, partitions: Sequence[int]) -> Sequence[str]:
        """Ids of the workspaces in these partitions."""
        ...

    async def load(self, workspace_id: str) -> WorkspaceConfig:
        """The workspace's newest configuration."""
        ...
