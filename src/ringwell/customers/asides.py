"""Questions that an agent asks a group of specialists beside a call, and what is answered. Who reads, who writes, and how much.

What is written may name the customer: it is kept as notes are, and is never in events.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Final, Protocol

import msgspec

from ringwell.kernel.errors import RingwellError
from ringwell.kernel.events import Actor

LONGEST: Final = 1000
"""Characters of one line."""
MOST_LINES: Final = 200
MOST_OPEN: Final = 5
"""Open questions of one call."""
QUICK_S: Final = 60.0
MOST_IN_A_WHILE: Final = 20
"""Lines that one person may write within `QUICK_S`."""


class AsideOver(RingwellError):
    """The call is over, or the question is solved."""

    code: ClassVar[str] = "aside.over"


class AsideFull(RingwellError):
    """There are as many lines, or as many open questions of this call, as there may be."""

    code: ClassVar[str] = "aside.full"


class TooQuick(RingwellError):
    """This person has written a great deal within a minute."""

    code: ClassVar[str] = "aside.too_quick"


class AsideLine(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is None once the contact was erased."""

    line_id: str
    user_id: str
    at: datetime
    text: str | None


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A question to a team, with everything that was written; the first line is the question. `talkers` are the users who talk, or have talked, to
    the customer in this call. `over_at`: solved, or the call has ended. `seen`: user → how many lines they have read."""

    aside_id: str
    interaction_id: str
    short_ref: str
    project_id: str | None
    team_id: str
    asked_by: str
    asked_at: datetime
    lines: tuple[AsideLine, ...]
    talkers: frozenset[str] = frozenset()
    over_at: datetime | None = None
    solved_by: str | None = None
    seen: Mapping[str, int] = {}

    def unread(self, user_id: str) -> int:
        """Lines of others that came after what this user has read."""
        return sum(line.user_id != user_id for line in self.lines[self.seen.get(user_id, 0) :])


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks: a user of this team."""

    user_id: str
    team_id: str | None = None
    oversees: bool = False

    def may_read(self, aside: Aside) -> bool:
        return self.oversees or self.is_in(aside)

    def is_in(self, aside: Aside) -> bool:
        """Of the team that was asked, or of the call: whom a new line is for."""
        return self.team_id == aside.team_id or self.user_id in {aside.asked_by, *aside.talkers}

    def may_solve(self, aside: Aside) -> bool:
        """Who asked, or has the call now, knows whether it is answered."""
        return self.oversees or self.user_id in {aside.asked_by, *aside.talkers}


class NewAside(msgspec.Struct, frozen=True, kw_only=True):
    """Under one `aside_id` it is asked once, however often it is sent. The question is the line `line_id`."""

    aside_id: str
    line_id: str
    interaction_id: str
    team_id: str
    user_id: str
    text: str


class NewLine(msgspec.Struct, frozen=True, kw_only=True):
    """Under one `line_id` it is written once."""

    line_id: str
    aside_id: str
    user_id: str
    text: str


class Asides(Protocol):
    """Everything raises StoreAway when the database does not answer."""

    async def talkers(self, workspace_id: str, interaction_id: str) -> frozenset[str]:
        """The users who talk, or have talked, in this call; nobody once it is over."""
        ...

    async def ask(self, workspace_id: str, new: NewAside, by: Actor) -> Aside:
        """NotFound, AsideOver, AsideFull, TooQuick; AlreadyExists for an id that is another's."""
        ...

    async def write(self, workspace_id: str, new: NewLine, by: Actor) -> Aside:
        """NotFound, AsideOver, AsideFull, TooQuick; AlreadyExists for an id that is another's."""
        ...

    async def solve(self, workspace_id: str, aside_id: str, user_id: str, by: Actor) -> Aside:
        """Once; NotFound."""
        ...

    async def saw(self, workspace_id: str, aside_id: str, user_id: str, lines: int) -> None:
        """They have read so many; never fewer than before."""
        ...

    async def read(self, workspace_id: str, aside_id: str) -> Aside:
        """NotFound."""
        ...

    async def of_interaction(self, workspace_id: str, interaction_id: str) -> Sequence[Aside]:
        """All, the oldest first."""
        ...

    async def open_for(self, workspace_id: str, user_id: str, team_id: str | None) -> Sequence[Aside]:
        """Those that are not over of this team and of this user's calls, the oldest first."""
        ...

    async def online(self, workspace_id: str) -> Mapping[str, int]:
        """Team → how many of its agents are at their desks."""
        ...
