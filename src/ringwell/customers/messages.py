"""Facts about customers: references only, never values."""

from ringwell.kernel.events import Fact


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


CustomerFact = ContactMade | ContactChanged | ContactErased | NoteWritten
