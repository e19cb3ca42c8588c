"""What the journeys need of the outside."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ringwell.flows.messages import Question, Told
from ringwell.journeys.config import ConfigEntity, ConfigKind, FlowVersion, Versioned, WorkspaceConfig
from ringwell.kernel.events import Actor, Event


class Services(Protocol):
    """The world outside, as flows ask it."""

    async def ask(self, workspace: str, question: Question) -> Told:
        """Within the question's time, whatever the service does; never raises but for cancellation. `workspace` is its short name."""
        ...


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

    def since(self, workspace_id: str, moment: datetime) -> AsyncIterator[Event]:
        """The events recorded at or after a moment, in order: what a day's figures are folded from."""
        ...

    async def spent(self, workspace_id: str, since: datetime, until: datetime) -> Mapping[str, int]:
        """What calls out that ended from `since` up to `until` came to, in thousandths, by trunk."""
        ...

    async def begun_legs(self, workspace_id: str, moment: datetime) -> Sequence[str]:
        """The callers' legs whose interactions were recorded as begun at or after a moment, oldest first."""
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

    async def published(
        self, workspace_id: str, wanted: Collection[tuple[str, int]]
    ) -> Sequence[FlowVersion]:
        """Versions of flows, by id and number, also of flows that have been removed; those that never were are left out."""
        ...


class ConfigEditor(Protocol):
    """What administrators change. Each change grows the workspace's config version, leaves a `config.changed` and notifies."""

    async def all_of(self, workspace_id: str, kind: ConfigKind) -> Sequence[Versioned]:
        """All of a kind, by name."""
        ...

    async def names(self, workspace_id: str) -> Mapping[ConfigKind, Mapping[str, str]]:
        """Of each kind whose things have names, those by id; also of things that have been removed."""
        ...

    async def read(self, workspace_id: str, kind: ConfigKind, entity_id: str) -> Versioned:
        """NotFound."""
        ...

    async def create(self, workspace_id: str, entity: ConfigEntity, by: Actor) -> Versioned:
        """The entity brings its own new id. AlreadyExists(field), UnknownReference(kind)."""
        ...

    async def change(
        self,
        workspace_id: str,
        kind: ConfigKind,
        entity_id: str,
        changes: Mapping[str, object],
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Versioned:
        """Set some fields, named as the entity's. NotFound, VersionConflict, InvalidValue, AlreadyExists, UnknownReference."""
        ...

    async def remove(
        self,
        workspace_id: str,
        kind: ConfigKind,
        entity_id: str,
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> None:
        """NotFound, VersionConflict, StillUsed (with the names of those who use it)."""
        ...

    async def publish_flow(
        self,
        workspace_id: str,
        flow_id: str,
        document: Mapping[str, object],
        by: Actor,
        *,
        over: int | None = None,
    ) -> FlowVersion:
        """Keep a document that has been read and validated as the flow's newest version, `over` the one that it was made from (None:
        over any). NotFound, VersionConflict(current)."""
        ...

    async def flow_versions(self, workspace_id: str, flow_id: str) -> Sequence[FlowVersion]:
        """Newest first. NotFound."""
        ...
