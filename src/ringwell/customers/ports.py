"""What the customers room needs of the outside."""

from typing import Protocol

import msgspec


class KnownCaller(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls from a number. `known` is False for a contact made just now."""

    contact_id: str
    name: str | None
    known: bool


class Directory(Protocol):
    """Contacts by number; values are encrypted under a key per contact."""

    async def identify(self, workspace_id: str, number: str) -> KnownCaller:
        """The contact with this number, made when there is none."""
        ...
