"""Text messages that go out: by which gateway, to whom they may go, what became of them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

import msgspec

from ringwell.kernel.events import Actor
from ringwell.kernel.numbers import prefixes_in

GatewayKind = Literal["smpp", "http"]
Protection = Literal["tls", "none"]
TextVerdict = Literal["sent", "refused", "later"]
TextEnd = Literal["sent", "delivered", "undelivered", "refused", "failed"]
TextState = Literal["queued"] | TextEnd
"""`sent`: the gateway has it. `refused`: it will not take it. `failed`: given up."""

PAUSES: Final = (
    timedelta(seconds=30),
    *(timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360)),
)
"""How long after each attempt that failed the next one follows; after the last of them there is none."""
TAKEN_FOR: Final = timedelta(minutes=3)
"""A worker that has taken a text has so long to tell what became of it; then another one tries."""
OLDEST: Final = timedelta(hours=24)
"""A text that has waited for so long tells nobody anything any more, and is given up."""
RECEIPTS_FOR: Final = timedelta(days=2)
"""For so long after a text was taken the gateway is listened to for what became of it."""
DAY: Final = timedelta(hours=24)
"""The time that limits are counted over."""
MOST_PARTS: Final = 5
LONGEST_REASON: Final = 200
_HEX: Final = frozenset("0123456789abcdef")
_SHORTEST_NUMBER: Final = 8
"""Shorter names are counted up: the decimal one of one text would be the hexadecimal one of another."""
_LONGEST_NUMBER: Final = 20


class SmsSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A workspace's gateway. `smpp`: `host`, `port`, `security`, `system_id`, and `secret` is the password. `http`: `url`, and `secret` is a bearer
    token. `per_day`: parts within 24 hours, `per_recipient`: texts to one number within 24 hours. `prefixes`: what numbers may begin with; empty: as calls
    to the outside. `version` 0: not set up."""

    kind: GatewayKind = "smpp"
    host: str = ""
    port: int = 2775
    security: Protection = "tls"
    system_id: str = ""
    url: str = ""
    secret: str = ""
    sender: str = ""
    per_day: int = 500
    per_recipient: int = 5
    prefixes: str = ""
    version: int = 0


class NewText(msgspec.Struct, frozen=True, kw_only=True):
    """A text that is to go out. `number` in E.164; `usual`: whether calls to the outside may go there."""

    text_id: str
    number: str
    text: str
    usual: bool


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """What a gateway is given: the parts from number `first` (from 0) on; those before it has taken."""

    text_id: str
    number: str
    text: str
    first: int = 0


class TextOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a gateway made of a text. `ids`: its own names of the parts that it took in this attempt, in their order. `unsure`: it may have taken one more, and
    was not heard. `code` tells what failed, `reason` is what the gateway said."""

    verdict: TextVerdict
    code: str | None = None
    reason: str = ""
    ids: tuple[str, ...] = ()
    unsure: bool = False


class WaitingText(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a worker has taken. `number` None: erased. `taken`: so many parts have been taken before."""

    text_id: str
    number: str | None
    text: str
    taken: int
    attempt: int


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a gateway tells later of the part that it calls `gateway_id`."""

    gateway_id: str
    delivered: bool
    reason: str = ""


class TextTold(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands with a text. `unsure`: it may have come twice."""

    text_id: str
    state: TextState
    parts: int
    attempts: int
    code: str | None = None
    reason: str = ""
    unsure: bool = False
    next_at: datetime | None = None


class Lately(msgspec.Struct, frozen=True, kw_only=True):
    """Texts of the last 24 hours. `parts` is what counts against the limit; `code`: why the newest of those that failed or wait again did."""

    queued: int = 0
    sent: int = 0
    delivered: int = 0
    failed: int = 0
    parts: int = 0
    code: str | None = None


def after(outcome: TextOutcome, attempt: int, now: datetime) -> tuple[TextState, datetime | None]:
    """The text's state after its attempt (from 1), and when the next one is due."""
    if outcome.verdict != "later":
        return outcome.verdict, None
    if attempt > len(PAUSES):
        return "failed", None
    return "queued", now + PAUSES[attempt - 1]


def may_text(number: str, prefixes: str, *, usual: bool) -> bool:
    """Whether texts may go to that number."""
    allowed = prefixes_in(prefixes)
    return number.startswith(allowed) if allowed else usual


def bare(gateway_id: str) -> str:
    """A gateway's name of a part, however it writes it this time."""
    return gateway_id.strip().lower().lstrip("0") or "0"


def names_of(gateway_id: str) -> frozenset[str]:
    """What a part may have been called that now is called so: many gateways tell a long number in hexadecimal when they take it, and in decimal later."""
    name = bare(gateway_id)
    found = {name}
    if _SHORTEST_NUMBER <= len(name) <= _LONGEST_NUMBER and set(name) <= _HEX:
        found.add(str(int(name, 16)))
        if name.isdecimal():
            found.add(f"{int(name):x}")
    return frozenset(found)


TakeReceipt = Callable[[Receipt], Awaitable[bool]]
"""Whether it is kept; until it is, the gateway is not told that we have it. False: of no text that is known (yet). StoreAway."""


class TextLine(Protocol):
    """The way to one workspace's gateway."""

    async def listen(self) -> TextOutcome | None:
        """Be there for receipts. Why it cannot, where it cannot; bounded in time, it does not raise."""
        ...

    async def send(self, text: Text) -> TextOutcome:
        """Bounded in time; it does not raise."""
        ...

    async def close(self) -> None: ...


class Gateways(Protocol):
    def line(self, settings: SmsSettings, receipts: TakeReceipt) -> TextLine:
        """Nothing is connected yet. Close it at the end."""
        ...


class SmsSetup(Protocol):
    """A workspace's own settings; the secret is sealed."""

    async def read(self, workspace_id: str) -> SmsSettings: ...

    async def write(
        self, workspace_id: str, settings: SmsSettings, by: Actor, *, if_version: int | None
    ) -> SmsSettings:
        """VersionConflict."""
        ...


class TextTests(Protocol):
    """Texts that an administrator sends to try the gateway, and how it goes with all of them."""

    async def put(self, workspace_id: str, text: NewText) -> str | None:
        """Why it is not on its way, as with `CallTexts.put`."""
        ...

    async def told(self, workspace_id: str, text_id: str) -> TextTold:
        """Of a text that was sent as a test. NotFound."""
        ...

    async def lately(self, workspace_id: str) -> Lately: ...


class TextOutbox(Protocol):
    """What a worker sees of the texts that wait."""

    async def workspaces(self) -> Sequence[str]:
        """Those that have texts which are due, or of which the gateway will tell more, in one look at all."""
        ...

    async def take(self, workspace_id: str) -> WaitingText | None:
        """The next that is due; nobody else takes it for TAKEN_FOR."""
        ...

    async def told(self, workspace_id: str, text: WaitingText, outcome: TextOutcome) -> None:
        """What came of it; nothing where another worker has it by now."""
        ...

    async def receipt(self, workspace_id: str, receipt: Receipt) -> bool:
        """Keep what the gateway tells. False: of no text that is known."""
        ...
