"""Contacts: who calls (`Directory`), and their cards (`Contacts`)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import UNSET
from msgspec.structs import replace
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.contact_cards import Card, Cards, select_contacts
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.driver import QuickLine
from ringwell.adapters.postgres.log import append_within, event_about, tell_within
from ringwell.adapters.postgres.log_rows import PREFIX, encode_events
from ringwell.adapters.postgres.owed_callbacks import owed_callbacks
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.access import agents
from ringwell.adapters.postgres.tables.customers import (
    callback_numbers,
    contact_numbers,
    contact_words,
    contacts,
    data_keys,
    interaction_keys,
    note_drafts,
)
from ringwell.adapters.postgres.tables.facts import interactions, recordings
from ringwell.adapters.postgres.tables.promises import promises
from ringwell.adapters.postgres.tables.setup import segment_numbers
from ringwell.adapters.postgres.tables.workspace import workspaces
from ringwell.calls.messages import RecordingErased
from ringwell.customers.messages import ContactChanged, ContactErased, ContactMade
from ringwell.customers.model import Contact, ContactChange
from ringwell.customers.ports import KnownCaller
from ringwell.customers.segments import CallerPast
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, UnknownReference, VersionConflict
from ringwell.kernel.events import SYSTEM, Actor
from ringwell.kernel.ids import Ids, make_id
from ringwell.kernel.numbers import normalise
from ringwell.kernel.settings import WorkspaceSettings

PLAIN_FIELDS: Final = ("owner_agent_id", "key_customer")
CALLER: Final = 7
"""So many columns tell of the caller; what follows, of the past."""
FIND_WITH_PAST: Final = "SELECT found.*, past.* FROM find_contact($1, $2) AS found, LATERAL caller_past($1, found.contact_id, $2) AS past"
CARD_FIELDS: Final = ("name", "company", "email", "language", "comment")


def _past_of(row: Sequence[Any]) -> CallerPast | None:
    if not row:
        return None
    called_at, gave_up_at, blocked, owed, lists = row
    return CallerPast(
        called_at=called_at,
        gave_up_at=gave_up_at,
        blocked=blocked,
        owed=owed,
        lists=tuple(make_id(kinds.CALLER_SEGMENT, each) for each in lists),
    )


class PostgresDirectory:
    """Both ports of the customers room that concern contacts."""

    def __init__(self, database: Database, url: str, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._line = QuickLine(url, "directory")
        self._cards = Cards(sealer, ids)
        self._ids = ids

    async def identify(
        self, workspace_id: str, number: str, *, region: str, past: bool = False
    ) -> KnownCaller:
        number = normalise(number, region)
        number_hash = self._cards.number_hash(workspace_id, number)
        found = await self._found(workspace_id, number_hash, past=past)
        if found[0] is not None:
            return self._caller(found, known=True)
        return await self._meet(workspace_id, number, number_hash, past=found[CALLER:])

    async def known(self, workspace_id: str, contact_id: str) -> KnownCaller:
        contact = await self.read(workspace_id, contact_id)
        if not contact.numbers:
            return KnownCaller(
                contact_id=contact_id,
                name=contact.name,
                known=True,
                owner_agent_id=contact.owner_agent_id,
                key_customer=contact.key_customer,
                language=contact.language,
            )
        number_hash = self._cards.number_hash(workspace_id, contact.numbers[0])
        return self._caller(await self._found(workspace_id, number_hash, past=False), known=True)

    async def look(self, workspace_id: str, number: str, *, region: str) -> KnownCaller:
        """For who tries which segment a number belongs to; its past without a contact, too."""
        number_hash = self._cards.number_hash(workspace_id, normalise(number, region))
        found = await self._found(workspace_id, number_hash, past=True)
        if found[0] is not None:
            return self._caller(found, known=True)
        return KnownCaller(contact_id="", name=None, known=False, past=_past_of(found[CALLER:]))

    async def _found(self, workspace_id: str, number_hash: bytes, *, past: bool) -> Sequence[Any]:
        asked = FIND_WITH_PAST if past else "SELECT * FROM find_contact($1, $2)"
        return await self._line.ask(asked, workspace_id[PREFIX:], number_hash)

    async def _meet(
        self, workspace_id: str, number: str, number_hash: bytes, *, past: Sequence[Any]
    ) -> KnownCaller:
        """A new contact, or the one that another call from this number has made just now."""
        contact_id = self._ids.new(kinds.CONTACT)
        key_id, wrapped, sealed = self._cards.sealed_contact(contact_id, number)
        event = event_about(self._ids, workspace_id, ContactMade(contact_id=contact_id), SYSTEM)
        met = await self._line.ask(
            "SELECT * FROM meet_contact($1, $2, $3, $4, $5, $6, $7)",
            workspace_id[PREFIX:],
            contact_id[PREFIX:],
            key_id[PREFIX:],
            wrapped,
            number_hash,
            sealed,
            encode_events([event]),
        )
        if met[0] is None:  # erased in this very moment
            raise NotFound(kind="contacts", id=contact_id)
        return self._caller((*met, *past), known=make_id(kinds.CONTACT, met[0]) != contact_id)

    def _caller(self, row: Sequence[Any], *, known: bool) -> KnownCaller:
        contact, key, wrapped, sealed, last_agent, owner, key_customer, *past = row
        contact_id = make_id(kinds.CONTACT, contact)
        card = self._cards.card_on(contact_id, make_id(kinds.DATA_KEY, key), wrapped, sealed)
        return KnownCaller(
            contact_id=contact_id,
            name=card.name,
            known=known,
            last_agent_id=make_id(kinds.AGENT, last_agent) if last_agent else None,
            owner_agent_id=make_id(kinds.AGENT, owner) if owner else None,
            key_customer=bool(key_customer),
            language=card.language,
            past=_past_of(past),
        )

    def close(self) -> None:
        self._line.drop()

    async def read(self, workspace_id: str, contact_id: str) -> Contact:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read(connection, contact_id)

    async def _read(self, connection: AsyncConnection, contact_id: str) -> Contact:
        wanted = select_contacts().where(contacts.c.contact_id == contact_id)
        row = (await connection.execute(wanted)).mappings().first()
        if row is None:
            raise NotFound(kind="contacts", id=contact_id)
        return await self._cards.contact(connection, row)

    async def names(self, workspace_id: str, contact_ids: Sequence[str]) -> Mapping[str, Contact]:
        wanted = select_contacts().where(contacts.c.contact_id.in_(contact_ids))
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings().all()
            return {row["contact_id"]: await self._cards.contact(connection, row) for row in rows}

    async def find(self, workspace_id: str, words: str, limit: int = 20) -> Sequence[Contact]:
        async with self._database.tenant(workspace_id) as connection:
            found = await self.ids_matching(connection, workspace_id, words, limit)
            rows = (
                (await connection.execute(select_contacts().where(contacts.c.contact_id.in_(found))))
                .mappings()
                .all()
            )
            return [await self._cards.contact(connection, row) for row in rows]

    async def ids_matching(
        self, connection: AsyncConnection, workspace_id: str, words: str, limit: int = 1000
    ) -> list[str]:
        """Contacts with this number, or with all of these words in name or company."""
        try:
            number = normalise(words, await _region(connection))
        except InvalidValue:
            number = ""
        if number:
            exact = select(contact_numbers.c.contact_id).where(
                contact_numbers.c.number_hash == self._cards.number_hash(workspace_id, number)
            )
            found = list((await connection.execute(exact)).scalars())
            if found:
                return found
        hashes = self._cards.word_hashes(workspace_id, words)
        if not hashes:
            return []
        by_words = (
            select(contact_words.c.contact_id)
            .where(contact_words.c.word_hash.in_(hashes))
            .group_by(contact_words.c.contact_id)
            .having(func.count() == len(hashes))
            .limit(limit)
        )
        return list((await connection.execute(by_words)).scalars())

    async def change(
        self,
        workspace_id: str,
        contact_id: str,
        change: ContactChange,
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Contact:
        given = {
            name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET
        }
        async with self._database.tenant(workspace_id) as connection:
            key, card, version = await self._lock(connection, contact_id, if_version)
            await _check_owner(connection, given.get("owner_agent_id"))
            card = replace(card, **{name: given[name] for name in CARD_FIELDS if name in given})
            await connection.execute(
                update(contacts)
                .where(contacts.c.contact_id == contact_id)
                .values(
                    card_sealed=self._cards.sealed_card(key, contact_id, card),
                    version=version + 1,
                    **{name: given[name] for name in PLAIN_FIELDS if name in given},
                )
            )
            await self._cards.write_words(connection, workspace_id, contact_id, card)
            if "numbers" in given:
                await self._replace_numbers(connection, workspace_id, contact_id, key, given["numbers"])
            fact = ContactChanged(contact_id=contact_id, version=version + 1, fields=tuple(sorted(given)))
            await tell_within(connection, self._ids, workspace_id, fact, by)
            return await self._read(connection, contact_id)

    async def _lock(
        self, connection: AsyncConnection, contact_id: str, if_version: int | None
    ) -> tuple[bytes, Card, int]:
        wanted = select_contacts().where(contacts.c.contact_id == contact_id).with_for_update(of=contacts)
        row = (await connection.execute(wanted)).mappings().first()
        key = None if row is None else self._cards.key_of(row)
        if row is None or key is None:
            raise NotFound(kind="contacts", id=contact_id)
        if if_version is not None and if_version != row["version"]:
            raise VersionConflict(current=row["version"])
        return key, self._cards.card_of(row), row["version"]

    async def _replace_numbers(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        contact_id: str,
        key: bytes,
        numbers: Sequence[str],
    ) -> None:
        region = await _region(connection)
        try:
            normal = [normalise(number, region) for number in numbers]
        except InvalidValue as error:
            raise InvalidValue(field="numbers") from error
        try:
            await self._cards.write_numbers(connection, workspace_id, contact_id, key, normal)
        except IntegrityError as error:
            raise AlreadyExists(field="numbers") from error

    async def erase(self, workspace_id: str, contact_id: str, by: Actor) -> Sequence[str]:
        async with self._database.tenant(workspace_id) as connection:
            erased = (
                update(contacts)
                .where(contacts.c.contact_id == contact_id, ~contacts.c.erased)
                .values(card_sealed=None, erased=True, version=contacts.c.version + 1)
                .returning(contacts.c.key_id)
            )
            key_id = await connection.scalar(erased)
            if key_id is None:
                raise NotFound(kind="contacts", id=contact_id)
            calls = select(interactions.c.interaction_id).where(interactions.c.contact_id == contact_id)
            of_calls = select(interaction_keys.c.key_id).where(interaction_keys.c.interaction_id.in_(calls))
            await connection.execute(
                update(data_keys)
                .where((data_keys.c.key_id == key_id) | data_keys.c.key_id.in_(of_calls))
                .values(wrapped=None, destroyed_at=func.now())
            )
            own = select(contact_numbers.c.number_hash).where(contact_numbers.c.contact_id == contact_id)
            await connection.execute(delete(segment_numbers).where(segment_numbers.c.number_hash.in_(own)))
            owed = callback_numbers.c.interaction_id.in_(owed_callbacks(contact_id))
            await connection.execute(delete(callback_numbers).where(owed))
            for table in (contact_numbers, contact_words, callback_numbers):
                await connection.execute(delete(table).where(table.c.contact_id == contact_id))
            await connection.execute(delete(note_drafts).where(note_drafts.c.key_id == key_id))
            await connection.execute(
                update(promises).where(promises.c.interaction_id.in_(calls)).values(words=[])
            )
            stored = await self._stored_recordings(connection, calls)
            events = [event_about(self._ids, workspace_id, ContactErased(contact_id=contact_id), by)]
            events += [
                event_about(
                    self._ids,
                    workspace_id,
                    RecordingErased(recording_id=row.recording_id),
                    by,
                    interaction_id=row.interaction_id,
                    client_id=row.client_id,
                    project_id=row.project_id,
                )
                for row in stored
            ]
            await append_within(connection, events)
            return [row.key for row in stored]

    async def _stored_recordings(self, connection: AsyncConnection, calls: Any) -> Sequence[Any]:
        """Those that are not finished yet are erased by the worker, when they are."""
        table = recordings.c
        wanted = select(
            table.recording_id, table.interaction_id, table.client_id, table.project_id, table.key
        ).where(table.interaction_id.in_(calls), table.state == "stored")
        return (await connection.execute(wanted)).all()


async def _region(connection: AsyncConnection) -> str:
    region = await connection.scalar(select(workspaces.c.settings["region"].astext))
    return region or WorkspaceSettings().region


async def _check_owner(connection: AsyncConnection, agent_id: str | None) -> None:
    """Raises UnknownReference."""
    if agent_id is None:
        return
    known = select(agents.c.agent_id).where(agents.c.agent_id == agent_id, agents.c.active)
    if await connection.scalar(known) is None:
        raise UnknownReference(kind="agents", id=agent_id)
