"""What the customers room needs of the outside. Everything raises StoreAway when the database does not answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from ringwell.customers.messages import AnswerState
from ringwell.customers.model import Contact, ContactChange, Note
from ringwell.customers.promises import NewPromise, Promise, PromiseFilter, PromisePage, PromiseState
from ringwell.customers.segments import CallerPast
from ringwell.kernel.events import Actor
from ringwell.kernel.sms import NewText


class KnownCaller(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls from a number. `known` is False for a contact made just now. `last_agent_id` served them last, `owner_agent_id` has their
    account. `language` is the one on their card, `past` what their earlier calls tell, where that was asked for."""

    contact_id: str
    name: str | None
    known: bool
    last_agent_id: str | None = None
    owner_agent_id: str | None = None
    key_customer: bool = False
    language: str | None = None
    past: CallerPast | None = None


class Directory(Protocol):
    """Contacts by number; values are encrypted under a key per contact."""

    async def identify(
        self, workspace_id: str, number: str, *, region: str, past: bool = False
    ) -> KnownCaller:
        """The contact with this number, made when there is none. InvalidValue when the number has no digit.

        `region`: the country, as in ISO 3166, whose numbers are written without a prefix.
        """
        ...


class SegmentNumbers(Protocol):
    """Lists of numbers that segments of callers go by. A number is kept as its keyed hash alone: it can be looked for, and not read."""

    async def counts(self, workspace_id: str) -> Mapping[str, int]:
        """How many numbers each segment's list has; none is left out that has any."""
        ...

    async def add(self, workspace_id: str, caller_segment_id: str, numbers: Sequence[str], by: Actor) -> int:
        """How many were not there yet. `numbers` as `normalise` made them. NotFound; NoRoom(kind=segment_numbers) where there were too many, and
        then nothing is added."""
        ...

    async def empty(self, workspace_id: str, caller_segment_id: str, by: Actor) -> None:
        """NotFound."""
        ...

    async def look(self, workspace_id: str, number: str, *, region: str) -> KnownCaller:
        """Who would call from this number, with their past; nobody is made of it (then without a contact). InvalidValue."""
        ...


class NumberToCall(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call back, and at which number, as it is dialled."""

    contact_id: str
    number: str
    name: str | None


class LastCalled(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an agent has called, when it was last."""

    contact_id: str
    number: str
    name: str | None
    at: datetime


class CallbackNumbers(Protocol):
    """Numbers that callbacks are owed to. Personal data, apart from the log; gone when the contact is erased."""

    async def keep(
        self, workspace_id: str, callback_id: str, number: str, *, region: str, anywhere: bool = False
    ) -> NumberToCall:
        """Keep a number; the contact is made when there is none. InvalidValue for one that nobody may be called back at: not of
        `region` unless `anywhere`, an emergency service's, a costly one."""
        ...

    async def keep_for(
        self, workspace_id: str, callback_id: str, contact_id: str, *, region: str, anywhere: bool = False
    ) -> NumberToCall:
        """Keep the contact's own number, unless one is kept under this id already. NotFound for one who has none (any more); InvalidValue as with `keep`."""
        ...

    async def owed_to(self, workspace_id: str, contact_id: str) -> Sequence[str]:
        """The callbacks of this contact that have not ended, also those that it has asked for at another one's number."""
        ...

    async def find(self, workspace_id: str, callback_id: str) -> NumberToCall | None:
        """The number; None where it has been erased."""
        ...

    async def last_called(self, workspace_id: str, agent_id: str, limit: int) -> Sequence[LastCalled]:
        """The numbers that this agent has called or called back, each once, newest first."""
        ...


class CallData(Protocol):
    """What callers entered on their way and services told: personal, for as long as the call is up."""

    async def keep(
        self, workspace_id: str, interaction_id: str, values: Mapping[str, str | int | bool]
    ) -> None:
        """All that is known now. NotFound: the interaction is not in the log yet. StoreAway."""
        ...

    async def of(
        self, workspace_id: str, interaction_ids: Collection[str]
    ) -> Mapping[str, Mapping[str, str | int | bool]]:
        """By interaction; of what has been erased, nothing."""
        ...


class CallMails(Protocol):
    """Mails that flows send for calls, by the workspace's outbox."""

    async def put(
        self, workspace_id: str, interaction_id: str, mail_id: str, to: str, subject: str, text: str
    ) -> str | None:
        """Why it is not on its way: `not_set_up`, or `no_address` where `to` is empty and the client has none. Under one id it is sent once.
        NotFound: the interaction is not in the log yet. StoreAway."""
        ...


class CallTexts(Protocol):
    """Text messages that flows send for calls, by the workspace's gateway."""

    async def put(self, workspace_id: str, interaction_id: str, text: NewText) -> str | None:
        """Why it is not on its way: `not_set_up`, `not_allowed` (that number), `too_many` (of the day's parts) or `too_many_to` (that number). Under one id
        it is sent once. NotFound: the interaction is not in the log yet. StoreAway."""
        ...


class Contacts(Protocol):
    async def read(self, workspace_id: str, contact_id: str) -> Contact:
        """NotFound."""
        ...

    async def names(self, workspace_id: str, contact_ids: Sequence[str]) -> Mapping[str, Contact]:
        """Cards by id, for lists; unknown ids are left out."""
        ...

    async def change(
        self,
        workspace_id: str,
        contact_id: str,
        change: ContactChange,
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Contact:
        """NotFound, VersionConflict, AlreadyExists(field=numbers), InvalidValue(field=numbers)."""
        ...

    async def known(self, workspace_id: str, contact_id: str) -> KnownCaller:
        """What would be known of this contact if it called now. NotFound."""
        ...

    async def find(self, workspace_id: str, words: str, limit: int = 20) -> Sequence[Contact]:
        """By a number, or by whole words of the name (search goes by keyed hash)."""
        ...

    async def erase(self, workspace_id: str, contact_id: str, by: Actor) -> Sequence[str]:
        """Destroy the contact's key, and the keys of what was noted of its conversations; their recordings can no longer be heard. What
        comes back are the archive's keys of the recordings' files, which are then to be deleted. NotFound."""
        ...


class OwnerAnswers(Protocol):
    """Owners' answers are notes; what has been decided about them."""

    async def decided(self, workspace_id: str, note_ids: Sequence[str]) -> Mapping[str, AnswerState]:
        """Those of these notes that are not new any more."""
        ...

    async def decide(
        self,
        workspace_id: str,
        interaction_id: str,
        note_id: str,
        state: AnswerState,
        user_id: str,
        by: Actor,
    ) -> None:
        """NotFound for a note that is not there, or not of that interaction."""
        ...


class Notes(Protocol):
    async def write(
        self,
        workspace_id: str,
        interaction_id: str,
        user_id: str,
        text: str,
        by: Actor,
        *,
        note_id: str | None = None,
    ) -> Note:
        """Committed when it returns; the user's draft for the interaction is gone. The same `note_id` again is the same note, as it is
        now. NotFound; AlreadyExists(field=note_id) when that is another note."""
        ...

    async def of_interaction(self, workspace_id: str, interaction_id: str) -> Sequence[Note]: ...

    async def named(self, workspace_id: str, note_ids: Sequence[str]) -> Mapping[str, Note]:
        """Notes by id; unknown ids are left out."""
        ...

    async def draft(self, workspace_id: str, interaction_id: str, user_id: str) -> str | None: ...

    async def save_draft(self, workspace_id: str, interaction_id: str, user_id: str, text: str) -> None:
        """Empty text removes it. NotFound."""
        ...


class Promises(Protocol):
    """What was promised, sealed as notes are."""

    async def make(self, workspace_id: str, new: NewPromise, by: Actor) -> Promise:
        """Committed when it returns, with the mail that tells it where it has an address. The same `promise_id` again is the same promise, as
        it is now. NotFound (no such interaction); AlreadyExists(field=promise_id) for another's; UnknownReference(kind=users)."""
        ...

    async def page(
        self, workspace_id: str, wanted: PromiseFilter, now: datetime, *, cursor: str | None, limit: int
    ) -> PromisePage:
        """Open ones by their due times, others newest first. InvalidValue(field=cursor)."""
        ...

    async def read(self, workspace_id: str, promise_id: str) -> Promise:
        """NotFound."""
        ...

    async def set_state(
        self, workspace_id: str, promise_id: str, state: PromiseState, user_id: str, by: Actor
    ) -> Promise:
        """Said twice, it is done once. NotFound."""
        ...

    async def mail_again(self, workspace_id: str, promise_id: str) -> Promise:
        """Try the mail that tells it anew, now; nothing happens to one that was sent, or is being sent. NotFound."""
        ...
