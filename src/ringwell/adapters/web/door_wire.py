"""What edges and the brain's door say to each other. See ARCHITECTURE.md for the protocol.

All pages of an edge share one WebSocket, so that a frame for many of them is written once, and what comes at one moment goes together. A page
has a number that its edge gives it. Frames are JSON without line breaks between their parts, so a line break parts them.

From the edge, one text message each: the page's number, a line break, and the page's Greeting, later its frames; nothing after the line
break says that the page is gone. To the edge, many in one message: a line with the numbers of pages, with commas, and a line with the frame for
them; an empty one says that these pages are turned away, MOVED that another door has their workspace: what they asked for and was not
answered has not been done.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ringwell.adapters.web.live import Problem
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.dealing import WaitingCaller
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion
from ringwell.journeys.trunk_spending import TrunkSpent
from ringwell.journeys.unlogged import TrunkTest
from ringwell.kernel.events import Actor

GONE = ""
MOVED = "moved"


class Greeting(msgspec.Struct, frozen=True, kw_only=True):
    """The first frame of a page: whom its edge speaks for, who acts (that person, or a program in their name), and the topics that
    this person may see and wants now."""

    workspace_id: str
    user_id: str
    actor: Actor
    role: str
    agent_id: str | None = None
    phone_session_id: str | None = None
    topics: tuple[str, ...] = ()


class CommandRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /command`."""

    workspace_id: str
    actor: Actor
    command: AnyPersonCommand
    idempotency_key: str


class ProbeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /probe`: who would get a caller."""

    workspace_id: str
    question: ProbeQuestion


class ProbeReply(msgspec.Struct, frozen=True, kw_only=True):
    """`answer` is None where no such caller waits, there is no such queue, or the brain does not serve the workspace."""

    answer: ProbeAnswer | None


class WaitingRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /waiting`: whom may this agent pull?"""

    workspace_id: str
    agent_id: str


class WaitingReply(msgspec.Struct, frozen=True, kw_only=True):
    callers: tuple[WaitingCaller, ...]


class TargetsRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /targets`: whom may this agent bring a call to?"""

    workspace_id: str
    agent_id: str


class TrunkSpentRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /trunk-spent`: what have calls by this trunk come to?"""

    workspace_id: str
    trunk_id: str


class TrunkSpentReply(msgspec.Struct, frozen=True, kw_only=True):
    """`spent` is None while the brain counts it anew from the log."""

    spent: TrunkSpent | None


class TrunkTestRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /trunk-test`: how did this test call go?"""

    workspace_id: str
    leg_id: str


class TrunkTestReply(msgspec.Struct, frozen=True, kw_only=True):
    """`test` is None where the brain knows of none (any more)."""

    test: TrunkTest | None


class CommandAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answer of `POST /command`."""

    problem: Problem | None = None


class ReloadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /reload`."""

    workspace_id: str


def from_page(page: int, frame: str) -> str:
    """A message of one page."""
    return f"{page}\n{frame}"


def read_page(message: str) -> tuple[int, str]:
    """The page and its frame. Raises ValueError where this is no message of a page."""
    number, _, frame = message.partition("\n")
    return int(number), frame


def to_pages(frames: Iterable[tuple[Sequence[int], bytes]]) -> bytes:
    """One message with all frames, in order."""
    return b"\n".join(part for pages, frame in frames for part in (",".join(map(str, pages)).encode(), frame))


def read_pages(message: str) -> Iterator[tuple[list[int], str]]:
    """The frames of a message and whom they are for, in order."""
    lines = iter(message.split("\n"))
    for numbers in lines:
        yield [int(number) for number in numbers.split(",")], next(lines)
