"""What the projects room needs of the outside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec import UNSET, UnsetType

from ringwell.kernel.events import Actor
from ringwell.projects.blocks import BlockEntry, BlockState
from ringwell.projects.form import FilledForm, FormField, Value


class BlockChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be changed; what is UNSET stays."""

    state: BlockState | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    ends_at: datetime | UnsetType | None = UNSET
    review_at: datetime | UnsetType | None = UNSET


class Blocks(Protocol):
    """The block list; numbers and reasons are sealed. Who is let in or kept out is the brain's to know: each change is one of the configuration."""

    async def all(self, workspace_id: str) -> Sequence[BlockEntry]:
        """Newest first, without those that were removed."""
        ...

    async def make(self, workspace_id: str, entry: BlockEntry, by: Actor) -> BlockEntry:
        """AlreadyExists(field=value); NoRoom(kind=blocks) where there are too many."""
        ...

    async def change(
        self, workspace_id: str, block_id: str, change: BlockChange, by: Actor, *, if_version: int | None
    ) -> BlockEntry:
        """NotFound, VersionConflict."""
        ...

    async def remove(self, workspace_id: str, block_id: str, by: Actor) -> None:
        """NotFound."""
        ...


class CallForms(Protocol):
    """What agents filled in about interactions, sealed as notes are."""

    async def of(self, workspace_id: str, interaction_id: str) -> FilledForm:
        """Nothing where nobody has written anything yet."""
        ...

    async def write(
        self,
        workspace_id: str,
        interaction_id: str,
        fields: Sequence[FormField],
        written: Mapping[str, Value | None],
        user_id: str,
        by: Actor,
    ) -> FilledForm:
        """Values by field, checked before, each over what the field held; the whole form as it is then, committed. NotFound."""
        ...

    async def writers(self, workspace_id: str, interaction_id: str) -> frozenset[str]:
        """The agents who have, or had, the interaction or were asked to it."""
        ...
