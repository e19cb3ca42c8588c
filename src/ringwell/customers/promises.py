"""Promises: what somebody has committed to in or after a conversation, to whom, and until when. What may be promised and who may end it.

A message for a client is a promise too: that the client hears of it. Its text, and to whom it is given, are personal and never in events.
"""

from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from ringwell.kernel.ids import PROMISE, make_id, uuid_of
from ringwell.kernel.mail_address import is_mail_address

PromiseKind = Literal["message", "call_back", "voicemail"]
"""A voicemail is a promise that somebody hears it and sees to it."""
PromiseState = Literal["open", "kept", "cancelled"]
MailState = Literal["queued", "sent", "refused", "failed"]

LONGEST_AHEAD: Final = timedelta(days=366)
CLOCKS_APART: Final = timedelta(minutes=5)
"""A due time that is over for so long may be meant: the page's clock is another one."""


class Addressee(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """To whom something is promised, by all that is known of them."""

    name: str = ""
    email: str = ""
    number: str = ""


class NewPromise(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be kept. `owner_id` is the user who has to see to it: None where the client itself has to. Under one `promise_id` it is
    made once, however often it is asked."""

    promise_id: str
    interaction_id: str
    kind: PromiseKind
    text: str = ""
    to: Addressee = Addressee()
    due_at: datetime | None = None
    owner_id: str | None = None
    made_by: str | None = None


class Mailed(msgspec.Struct, frozen=True, kw_only=True):
    """What has become of the mail that tells a promise. `reason` is the other server's own words, or a code of ours in `code`."""

    state: MailState
    to: str = ""
    attempts: int = 0
    code: str | None = None
    reason: str = ""
    next_at: datetime | None = None
    sent_at: datetime | None = None


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """As it stands. `text` and `to` are None once the contact was erased. `mail` goes to the client, `queue_mail` to the queue that a voice
    message was left for."""

    promise_id: str
    interaction_id: str
    short_ref: str
    client_id: str | None
    project_id: str | None
    contact_id: str | None
    kind: PromiseKind
    state: PromiseState
    text: str | None
    to: Addressee | None
    due_at: datetime | None
    owner_id: str | None
    made_at: datetime
    made_by: str | None
    closed_at: datetime | None
    closed_by: str | None
    mail: Mailed | None = None
    queue_mail: Mailed | None = None


class PromiseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is to hold. `overdue`: open, and its time is over at `now`. `mine` is a user who made it or has to see to it; a voicemail that nobody
    has taken is everybody's."""

    state: PromiseState | None = None
    overdue: bool = False
    kind: PromiseKind | None = None
    project_id: str | None = None
    client_id: str | None = None
    interaction_id: str | None = None
    contact_id: str | None = None
    mine: str | None = None
    words: str = ""


class PromisePage(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[Promise, ...]
    next: str | None = None


def promise_of(recording_id: str) -> str:
    """The promise that somebody sees to this voice message: the same for the same recording, whoever makes it first."""
    return make_id(PROMISE, uuid_of(recording_id))


def fault_of(new: NewPromise, now: datetime) -> tuple[str, str] | None:
    """The field that is wrong and how, as a code; None for what can be promised."""
    if new.kind == "message" and not new.text.strip():
        return "text", "promise_without_text"
    if new.kind == "call_back" and new.due_at is None:
        return "due_at", "promise_without_time"
    if new.to.email and not is_mail_address(new.to.email):
        return "to_email", "not_an_address"
    if new.due_at is not None:
        if new.due_at < now - CLOCKS_APART:
            return "due_at", "promise_in_the_past"
        if new.due_at > now + LONGEST_AHEAD:
            return "due_at", "promise_too_far"
    return None


def is_overdue(promise: Promise, now: datetime) -> bool:
    return promise.state == "open" and promise.due_at is not None and promise.due_at < now


def may_change(promise: Promise, user_id: str, *, oversees: bool) -> bool:
    """Who made it, and who has to see to it; who oversees, all of them. A voicemail is anybody's work until somebody has taken it."""
    free = promise.kind == "voicemail" and promise.owner_id is None
    return oversees or free or user_id in (promise.made_by, promise.owner_id)
