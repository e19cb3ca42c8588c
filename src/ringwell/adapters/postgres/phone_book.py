"""Phone books: names and numbers sealed under the master key, each bound to its row; found again by a keyed hash of the number."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import RowMapping, and_, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError

from ringwell.adapters.postgres.config_uses import keep
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.phone_book import phone_book
from ringwell.customers.phone_book import MOST, Book, Entry, Reader, Row
from ringwell.kernel.errors import InvalidValue, NotFound, UnknownReference
from ringwell.kernel.ids import BOOK_ENTRY, Ids

_table = phone_book.c


class PostgresPhoneBook:
    """The `PhoneBook` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._ids = ids

    async def all(self, workspace_id: str, reader: Reader) -> Sequence[Entry]:
        shared = _table.user_id.is_(None)
        if not reader.oversees:
            of_house = and_(_table.team_id.is_(None), _table.queue_id.is_(None))
            mine = or_(of_house, _table.team_id == reader.team_id, _table.queue_id.in_(reader.queue_ids))
            shared = and_(shared, mine)
        wanted = select(phone_book).where(or_(_table.user_id == reader.user_id, shared))
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return sorted((self._entry(row) for row in rows), key=lambda entry: entry.name.casefold())

    async def read(self, workspace_id: str, entry_id: str) -> Entry:
        async with self._database.tenant(workspace_id) as connection:
            wanted = select(phone_book).where(_table.entry_id == entry_id)
            row = (await connection.execute(wanted)).mappings().first()
        if row is None:
            raise NotFound(kind="phone_book", id=entry_id)
        return self._entry(row)

    async def add(self, workspace_id: str, book: Book, rows: Sequence[Row]) -> Sequence[Entry]:
        made = [self._values(workspace_id, self._ids.new(BOOK_ENTRY), book, row) for row in rows]
        if not made:
            return []
        count = select(func.count()).select_from(phone_book).where(_is(book))
        added = upsert(phone_book).values(made).on_conflict_do_nothing().returning(*phone_book.c)
        try:
            async with self._database.tenant(workspace_id) as connection:
                if book.team_id is not None:
                    await keep(connection, "teams", book.team_id)
                if book.queue_id is not None:
                    await keep(connection, "queues", book.queue_id)
                if (await connection.scalar(count) or 0) + len(made) > MOST:
                    raise InvalidValue(field="book")
                return [self._entry(row) for row in (await connection.execute(added)).mappings()]
        except IntegrityError as error:
            raise UnknownReference(kind="phone_book") from error

    async def change(self, workspace_id: str, entry_id: str, row: Row) -> Entry:
        values = {
            "content_sealed": self._sealed(entry_id, row),
            "number_hash": self._sealer.hash(workspace_id, "phone_book", row.number),
        }
        changed = (
            update(phone_book).where(_table.entry_id == entry_id).values(values).returning(*phone_book.c)
        )
        try:
            async with self._database.tenant(workspace_id) as connection:
                found = (await connection.execute(changed)).mappings().first()
        except IntegrityError as error:
            raise InvalidValue(field="number") from error
        if found is None:
            raise NotFound(kind="phone_book", id=entry_id)
        return self._entry(found)

    async def remove(self, workspace_id: str, entry_id: str) -> None:
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(delete(phone_book).where(_table.entry_id == entry_id))

    async def empty(self, workspace_id: str, book: Book) -> int:
        emptied = delete(phone_book).where(_is(book)).returning(_table.entry_id)
        async with self._database.tenant(workspace_id) as connection:
            return len((await connection.execute(emptied)).all())

    def _values(self, workspace_id: str, entry_id: str, book: Book, row: Row) -> dict[str, object]:
        return {
            "workspace_id": workspace_id,
            "entry_id": entry_id,
            **msgspec.structs.asdict(book),
            "content_sealed": self._sealed(entry_id, row),
            "number_hash": self._sealer.hash(workspace_id, "phone_book", row.number),
        }

    def _sealed(self, entry_id: str, row: Row) -> bytes:
        return self._sealer.seal_secret(msgspec.json.encode(row).decode(), place=_place(entry_id))

    def _entry(self, row: RowMapping) -> Entry:
        plain = self._sealer.unseal_secret(row["content_sealed"], place=_place(row["entry_id"]))
        content = msgspec.json.decode(plain, type=Row)
        return Entry(
            entry_id=row["entry_id"],
            book=Book(user_id=row["user_id"], team_id=row["team_id"], queue_id=row["queue_id"]),
            name=content.name,
            number=content.number,
            note=content.note,
        )


def _is(book: Book) -> Any:
    columns = msgspec.structs.asdict(book).items()
    return and_(
        *(_table[name].is_(None) if value is None else _table[name] == value for name, value in columns)
    )


def _place(entry_id: str) -> str:
    return f"phone_book:{entry_id}"
