"""Contacts (customer persons) and notes. Everything a person could be known by is encrypted at rest under the contact's own key."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A card. `numbers` as people dial them (E.164, or a short internal number). An erased contact has no values left.

    `owner_agent_id`: who has the account.
    """

    contact_id: str
    name: str | None = None
    company: str | None = None
    email: str | None = None
    language: str | None = None
    comment: str | None = None
    numbers: tuple[str, ...] = ()
    created_at: datetime
    erased: bool = False
    owner_agent_id: str | None = None
    key_customer: bool = False
    version: int = 1


class ContactChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be changed; what is UNSET stays. `numbers` replaces all."""

    name: str | UnsetType | None = UNSET
    company: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET
    comment: str | UnsetType | None = UNSET
    numbers: tuple[str, ...] | UnsetType = UNSET
    owner_agent_id: str | UnsetType | None = UNSET
    key_customer: bool | UnsetType = UNSET


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent wrote about an interaction. `text` is None once the contact was erased."""

    note_id: str
    interaction_id: str
    user_id: str
    text: str | None
    created_at: datetime
