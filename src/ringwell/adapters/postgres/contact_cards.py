"""Contacts' cards, numbers and words on their way into and out of their seals."""

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping, Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import contact_numbers, contact_words, contacts, data_keys
from ringwell.customers.model import Contact
from ringwell.kernel import ids as kinds
from ringwell.kernel.ids import Ids

_WORD: Final = re.compile(r"\w+")


class Card(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is sealed of a contact."""

    name: str | None = None
    company: str | None = None
    email: str | None = None
    language: str | None = None
    comment: str | None = None


def select_contacts() -> Select[*tuple[Any, ...]]:
    """Contacts with their wrapped keys."""
    joined = contacts.join(data_keys, data_keys.c.key_id == contacts.c.key_id)
    return select(contacts, data_keys.c.wrapped).select_from(joined)


class Cards:
    """Reads and writes what belongs to contacts, in the transactions of others."""

    def __init__(self, sealer: Sealer, ids: Ids) -> None:
        self._sealer = sealer
        self._ids = ids

    async def new_key(self, connection: AsyncConnection, workspace_id: str) -> tuple[str, bytes]:
        """A new data key: its id and the key itself."""
        key_id = self._ids.new(kinds.DATA_KEY)
        key, wrapped = self._sealer.new_key(key_id)
        await connection.execute(
            insert(data_keys).values(workspace_id=workspace_id, key_id=key_id, wrapped=wrapped)
        )
        return key_id, key

    def sealed_contact(self, contact_id: str, number: str) -> tuple[str, bytes, bytes]:
        """For a new contact: the id of its key, the key wrapped, and its number sealed under it."""
        key_id = self._ids.new(kinds.DATA_KEY)
        key, wrapped = self._sealer.new_key(key_id)
        return key_id, wrapped, seal(key, number.encode(), place=_number_place(contact_id))

    def card_on(self, contact_id: str, key_id: str, wrapped: bytes | None, sealed: bytes | None) -> Card:
        """What is on a sealed card."""
        if wrapped is None or sealed is None:
            return Card()
        plain = unseal(self._sealer.unwrap(key_id, wrapped), sealed, place=_card_place(contact_id))
        return msgspec.json.decode(plain, type=Card)

    def key_of(self, row: RowMapping) -> bytes | None:
        """The key of a contact; None once erased."""
        return None if row["wrapped"] is None else self._sealer.unwrap(row["key_id"], row["wrapped"])

    def card_of(self, row: RowMapping) -> Card:
        """What is on the card; nothing once erased."""
        key = self.key_of(row)
        if key is None or row["card_sealed"] is None:
            return Card()
        plain = unseal(key, row["card_sealed"], place=_card_place(row["contact_id"]))
        return msgspec.json.decode(plain, type=Card)

    def sealed_card(self, key: bytes, contact_id: str, card: Card) -> bytes:
        return seal(key, msgspec.json.encode(card), place=_card_place(contact_id))

    def number_hash(self, workspace_id: str, number: str) -> bytes:
        return self._sealer.hash(workspace_id, "number", number)

    def word_hashes(self, workspace_id: str, words: str) -> set[bytes]:
        """Of each whole word, however it is written."""
        return {
            self._sealer.hash(workspace_id, "word", word)
            for word in _WORD.findall(words.casefold().replace("ё", "е"))
        }

    async def write_numbers(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        contact_id: str,
        key: bytes,
        numbers: Iterable[str],
    ) -> None:
        """Replace all numbers. IntegrityError when one belongs to another contact."""
        await connection.execute(delete(contact_numbers).where(contact_numbers.c.contact_id == contact_id))
        rows = [
            {
                "workspace_id": workspace_id,
                "number_hash": self.number_hash(workspace_id, number),
                "contact_id": contact_id,
                "number_sealed": seal(key, number.encode(), place=_number_place(contact_id)),
                "ordinal": ordinal,
            }
            for ordinal, number in enumerate(dict.fromkeys(numbers))
        ]
        if rows:
            await connection.execute(insert(contact_numbers), rows)

    async def write_words(
        self, connection: AsyncConnection, workspace_id: str, contact_id: str, card: Card
    ) -> None:
        """Make the contact findable by its name and company."""
        await connection.execute(delete(contact_words).where(contact_words.c.contact_id == contact_id))
        hashes = self.word_hashes(workspace_id, f"{card.name or ''} {card.company or ''}")
        rows = [
            {"workspace_id": workspace_id, "word_hash": word, "contact_id": contact_id}
            for word in sorted(hashes)
        ]
        if rows:
            await connection.execute(insert(contact_words), rows)

    async def contact(self, connection: AsyncConnection, row: RowMapping) -> Contact:
        """The contact of a row of `select_contacts`."""
        card = self.card_of(row)
        return Contact(
            contact_id=row["contact_id"],
            name=card.name,
            company=card.company,
            email=card.email,
            language=card.language,
            comment=card.comment,
            numbers=await self._numbers(connection, row),
            created_at=row["created_at"],
            erased=row["erased"],
            owner_agent_id=row["owner_agent_id"],
            key_customer=row["key_customer"],
            version=row["version"],
        )

    async def _numbers(self, connection: AsyncConnection, row: RowMapping) -> tuple[str, ...]:
        key = self.key_of(row)
        if key is None:
            return ()
        contact_id = row["contact_id"]
        sealed = await connection.execute(
            select(contact_numbers.c.number_sealed)
            .where(contact_numbers.c.contact_id == contact_id)
            .order_by(contact_numbers.c.ordinal)
        )
        place = _number_place(contact_id)
        return tuple(unseal(key, each, place=place).decode() for each in sealed.scalars())


def _card_place(contact_id: str) -> str:
    return f"contacts:{contact_id}"


def _number_place(contact_id: str) -> str:
    return f"contact_numbers:{contact_id}"
