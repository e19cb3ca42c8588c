"""What an editor of flows keeps and reads beside the published versions: drafts, trials of drafts, and how calls went."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

import msgspec

TRIAL_PREFIX: Final = "*99"
TRIAL_DIGITS: Final = 9
"""A draft's own number: nobody guesses it while it can be called."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is being drawn, one for each flow, whoever draws. `base` is the published version that it began from, 0 for none.

    The document may be anything that a person has drawn so far; whether it may be published is another question.
    """

    flow_id: str
    revision: int
    base: int
    document: Mapping[str, object]
    saved_by: str
    saved_at: datetime


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A number by which a draft can be called for a while. Its version is kept as a negative number, beside those that are published."""

    number: str
    flow_id: str
    version: int
    language: str
    expires_at: datetime


class WayCount(msgspec.Struct, frozen=True):
    """How many times calls went this way; `origin` is empty where they began."""

    origin: str
    way: str
    target: str
    calls: int


class NodeCount(msgspec.Struct, frozen=True):
    """How many calls stand at a node now, and how many callers hung up at it."""

    node: str
    here: int
    left: int


class Traffic(msgspec.Struct, frozen=True):
    """How calls of a period went through a flow, in whatever published version; nodes within flows that it leads into have a `/`."""

    calls: int
    ways: Sequence[WayCount]
    nodes: Sequence[NodeCount]


class Drafts(Protocol):
    """Everything raises NotFound where there is no such flow."""

    async def read(self, workspace_id: str, flow_id: str) -> Draft | None: ...

    async def save(
        self,
        workspace_id: str,
        flow_id: str,
        document: Mapping[str, object],
        base: int,
        user_id: str,
        *,
        if_revision: int | None,
    ) -> Draft:
        """`if_revision` is the one that was read, 0 where there was none, None for any. VersionConflict(current)."""
        ...

    async def discard(self, workspace_id: str, flow_id: str, *, if_revision: int | None) -> None:
        """VersionConflict(current)."""
        ...

    async def begin_trial(self, workspace_id: str, trial: Trial, document: Mapping[str, object]) -> Trial:
        """Keep a document that may be used, callable until the trial expires; its version is given here."""
        ...


class Traffics(Protocol):
    async def of(self, workspace_id: str, flow_id: str, since: datetime) -> Traffic:
        """Of the calls that began since then."""
        ...
