"""What the outbound room needs of the outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from ringwell.kernel.events import Actor


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """A caller who waited and gave up, to be called. `done_at` and `done_by` once somebody has seen to it."""

    interaction_id: str
    short_ref: str
    started_at: datetime
    waited_ms: int
    queue_id: str
    number_id: str | None
    project_id: str | None
    client_id: str | None
    contact_id: str
    done_at: datetime | None = None
    done_by: str | None = None


class FollowUps(Protocol):
    """By the queues' rules, of the last week, newest first. StoreAway."""

    async def all(self, workspace_id: str, *, done: bool = False) -> Sequence[FollowUp]:
        """Those to be done, or those done."""
        ...

    async def read(self, workspace_id: str, interaction_id: str) -> FollowUp:
        """NotFound for a call that is none, or of which somebody has taken care otherwise."""
        ...

    async def set_done(self, workspace_id: str, interaction_id: str, user_id: str, by: Actor) -> None:
        """Done, once, however often it is said. NotFound."""
        ...

    async def reopen(self, workspace_id: str, interaction_id: str, user_id: str, by: Actor) -> None:
        """To be done after all. NotFound."""
        ...
