"""Facts about customers: references only, never values."""

from datetime import datetime
from typing import Literal

from ringwell.customers.promises import PromiseKind
from ringwell.kernel.events import Fact

AnswerState = Literal["new", "kept", "dropped"]


class ContactMade(Fact, frozen=True, kw_only=True, tag="contact.made"):
    contact_id: str


class ContactChanged(Fact, frozen=True, kw_only=True, tag="contact.changed"):
    """`fields` names what was changed."""

    contact_id: str
    version: int
    fields: tuple[str, ...]


class ContactErased(Fact, frozen=True, kw_only=True, tag="contact.erased"):
    """The contact's key is destroyed: what was kept under it can no longer be read by anyone. Its recordings are told each by a
    `recording.erased`."""

    contact_id: str


class NoteWritten(Fact, frozen=True, kw_only=True, tag="note.written"):
    note_id: str
    interaction_id: str
    user_id: str


class FormFilled(Fact, frozen=True, kw_only=True, tag="form.filled"):
    """Somebody has written in the form of the conversation: in these `fields`, by their names, for the first time or after somebody else, or
    has emptied them."""

    interaction_id: str
    user_id: str
    fields: tuple[str, ...]


class PromiseMade(Fact, frozen=True, kw_only=True, tag="promise.made"):
    """Somebody has committed to something: `user_id`, or Ringwell itself. `owner_id` is who has to see to it, if it is not the client."""

    promise_id: str
    interaction_id: str
    kind: PromiseKind
    due_at: datetime | None = None
    user_id: str | None = None
    owner_id: str | None = None


class PromiseKept(Fact, frozen=True, kw_only=True, tag="promise.kept"):
    promise_id: str
    interaction_id: str
    user_id: str


class PromiseCancelled(Fact, frozen=True, kw_only=True, tag="promise.cancelled"):
    promise_id: str
    interaction_id: str
    user_id: str


class PromiseReopened(Fact, frozen=True, kw_only=True, tag="promise.reopened"):
    """It was neither kept nor cancelled after all."""

    promise_id: str
    interaction_id: str
    user_id: str


class OwnerAnswerDecided(Fact, frozen=True, kw_only=True, tag="owner.answer_decided"):
    """What becomes of an owner's answer that an agent wrote down: kept for the knowledge base, or dropped."""

    note_id: str
    user_id: str
    state: AnswerState


class AsideAsked(Fact, frozen=True, kw_only=True, tag="aside.asked"):
    """An agent has asked a team of specialists something beside the call."""

    aside_id: str
    team_id: str
    user_id: str


class AsideAnswered(Fact, frozen=True, kw_only=True, tag="aside.answered"):
    """Somebody has written something more to it."""

    aside_id: str
    line_id: str
    user_id: str


class AsideSolved(Fact, frozen=True, kw_only=True, tag="aside.solved"):
    aside_id: str
    user_id: str


CustomerFact = (
    ContactMade
    | ContactChanged
    | ContactErased
    | NoteWritten
    | FormFilled
    | AsideAsked
    | AsideAnswered
    | AsideSolved
    | OwnerAnswerDecided
    | PromiseMade
    | PromiseKept
    | PromiseCancelled
    | PromiseReopened
)
