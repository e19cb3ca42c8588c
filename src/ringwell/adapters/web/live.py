"""The live protocol between a browser and the edge (one WebSocket, `/api/v1/live`), as closed unions by `type`.

The brain speaks the same frames to the edge, which authorises topics and commands and passes frames on.
"""

from datetime import datetime
from typing import Annotated, Final

import msgspec

from ringwell.journeys.commands import AnyPersonCommand

MAX_KEY: Final = 64
"""Keys are kept with their answers, by the thousand."""
CommandKey = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_KEY)]


class Frame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """Base of the frames."""


# --- from the browser ---


class Subscribe(Frame, frozen=True, kw_only=True, tag="subscribe"):
    """Ask for a topic: `desk` (one's own; the edge makes it `desk:{agent_id}`) or `board`. Also used to resync: a snapshot follows."""

    topic: str


class Unsubscribe(Frame, frozen=True, kw_only=True, tag="unsubscribe"):
    topic: str


class Command(Frame, frozen=True, kw_only=True, tag="command"):
    """`id` is the idempotency key (a UUID made by the page); a repeated id gets the first answer again."""

    id: CommandKey
    command: AnyPersonCommand


class Ping(Frame, frozen=True, kw_only=True, tag="ping"):
    pass


ClientFrame = Subscribe | Unsubscribe | Command | Ping

# --- to the browser ---


class Hello(Frame, frozen=True, kw_only=True, tag="hello"):
    """First frame. `epoch` changes when the brain restarts; `server_time` lets the page correct its clock."""

    epoch: str
    server_time: datetime


class Snapshot(Frame, frozen=True, kw_only=True, tag="snapshot"):
    """The whole topic as of `seq`: collection → id → entity."""

    topic: str
    epoch: str
    seq: int
    collections: dict[str, dict[str, msgspec.Raw]]


class Put(Frame, frozen=True, kw_only=True, tag="put"):
    collection: str
    id: str
    value: msgspec.Raw


class Remove(Frame, frozen=True, kw_only=True, tag="remove"):
    collection: str
    id: str


class Delta(Frame, frozen=True, kw_only=True, tag="delta"):
    """Changes that lead from `seq - 1` to `seq` of this topic. A gap or another epoch means: subscribe again."""

    topic: str
    epoch: str
    seq: int
    changes: tuple[Put | Remove, ...]


class Reply(Frame, frozen=True, kw_only=True, tag="reply"):
    """The answer to a command. `problem` is None when it was done."""

    id: str
    problem: "Problem | None" = None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A stable code and its parameters; the page has the words."""

    code: str
    params: dict[str, str | int | float | None] = {}


class Notice(Frame, frozen=True, kw_only=True, tag="notice"):
    """Something to tell this person now: phone_taken_over, missed_calls_paused, state_changed_by_supervisor, call_restored, …"""

    code: str
    params: dict[str, str | int | float | None] = {}


class Away(Frame, frozen=True, kw_only=True, tag="away"):
    """The brain is away: figures are old from here, the phone still works. A Hello and snapshots follow when it is back."""

    since: datetime


class Pong(Frame, frozen=True, kw_only=True, tag="pong"):
    server_time: datetime


ServerFrame = Hello | Snapshot | Delta | Reply | Notice | Away | Pong
