"""Mail that goes out: by which server, what is said, and what the other server made of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

import msgspec

from ringwell.kernel.events import Actor

Security = Literal["tls", "starttls", "none"]
Verdict = Literal["sent", "refused", "later"]

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long after each attempt that failed the next one follows; after the last of them there is none."""
TAKEN_FOR: Final = timedelta(minutes=3)
"""A worker that has taken a mail has so long to tell what became of it; then another one tries."""
LONGEST_REASON: Final = 300


class MailSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A workspace's outgoing server. `username` empty: nobody signs in. `version` 0: not set up."""

    host: str = ""
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    password: str = ""
    sender: str = ""
    sender_name: str = ""
    version: int = 0


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One mail. Under one `message_id` a mail system that has it already may drop it the second time."""

    message_id: str
    to: str
    subject: str
    text: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`refused`: for good, by the other server. `later`: it may succeed. `code` tells what failed, `reason` is the server's own words."""

    verdict: Verdict
    code: str | None = None
    reason: str = ""


class WaitingMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that a worker has taken. `promise_id`: it tells that promise, and `subject` and `text` are made of it, for the client or, where
    `queue_id` is given, for that queue. `to` None: erased."""

    mail_id: str
    promise_id: str | None
    queue_id: str | None = None
    to: str | None
    subject: str
    text: str
    attempt: int


def after(outcome: Outcome, attempt: int, now: datetime) -> tuple[str, datetime | None]:
    """The mail's state after its attempt (from 1), and when the next one is due."""
    if outcome.verdict != "later":
        return outcome.verdict, None
    if attempt > len(PAUSES):
        return "failed", None
    return "queued", now + PAUSES[attempt - 1]


class Mailer(Protocol):
    async def send(self, settings: MailSettings, letter: Letter) -> Outcome:
        """Bounded in time; it does not raise."""
        ...


class MailSetup(Protocol):
    """A workspace's own settings; the password is sealed."""

    async def read(self, workspace_id: str) -> MailSettings: ...

    async def write(
        self, workspace_id: str, settings: MailSettings, by: Actor, *, if_version: int | None
    ) -> MailSettings:
        """VersionConflict."""
        ...


class Outbox(Protocol):
    """What a worker sees of it."""

    async def workspaces(self) -> Sequence[str]:
        """Those that have mail which is due, in one look at all."""
        ...

    async def take(self, workspace_id: str) -> WaitingMail | None:
        """The next that is due; nobody else takes it for TAKEN_FOR."""
        ...

    async def told(self, workspace_id: str, mail: WaitingMail, outcome: Outcome) -> None:
        """What became of it; nothing where another worker has it by now."""
        ...
