"""Phone books: a person's own, a team's, a queue's and the house's. Who sees an entry, who may change it, and how a file becomes entries."""

import csv
import io
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Final, Literal, Protocol

import msgspec

from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import normalise

MOST: Final = 2000
"""Entries of one book."""
MOST_LINES: Final = 2 * MOST
"""Lines of a file that are read; the first one beyond is told as one too many, and no more of it."""
LONGEST_NAME, LONGEST_NOTE, LONGEST_NUMBER = 120, 300, 20

RowFault = Literal["name_missing", "number_wrong", "too_long", "too_many"]


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """Whose: one of a user, a team and a queue, or (none of them) the house's."""

    user_id: str | None = None
    team_id: str | None = None
    queue_id: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """`number` as it is dialled."""

    entry_id: str
    book: Book
    name: str
    number: str
    note: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    number: str
    note: str = ""


class FaultyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file, from 1, that makes no entry."""

    row: int
    code: RowFault


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads: a user of this team who serves these queues; one who oversees sees and changes every book but other people's own."""

    user_id: str
    team_id: str | None = None
    queue_ids: frozenset[str] = frozenset()
    oversees: bool = False

    def sees(self, book: Book) -> bool:
        if book.user_id is not None:
            return book.user_id == self.user_id
        if self.oversees:
            return True
        if book.team_id is not None:
            return book.team_id == self.team_id
        return book.queue_id is None or book.queue_id in self.queue_ids

    def changes(self, book: Book) -> bool:
        return book.user_id == self.user_id if book.user_id is not None else self.oversees


class PhoneBook(Protocol):
    """Names and numbers are sealed. Everything raises StoreAway."""

    async def all(self, workspace_id: str, reader: Reader) -> Sequence[Entry]:
        """Those that the reader sees, by name."""
        ...

    async def read(self, workspace_id: str, entry_id: str) -> Entry:
        """NotFound."""
        ...

    async def add(self, workspace_id: str, book: Book, rows: Sequence[Row]) -> Sequence[Entry]:
        """Add to a book; a number that it has already is not added again. UnknownReference for a team or queue that there is not;
        InvalidValue where the book is full."""
        ...

    async def change(self, workspace_id: str, entry_id: str, row: Row) -> Entry:
        """NotFound; InvalidValue(field=number) where the book has that number already."""
        ...

    async def remove(self, workspace_id: str, entry_id: str) -> None:
        """Removed twice, it is removed once."""
        ...

    async def empty(self, workspace_id: str, book: Book) -> int:
        """Remove all entries of a book; how many there were."""
        ...


def row_of(name: str, number: str, note: str, region: str) -> Row | RowFault:
    """What was typed, with the number as it is dialled; or what is wrong with it."""
    name, note = " ".join(name.split()), " ".join(note.split())
    if not name:
        return "name_missing"
    if len(name) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        return "too_long"
    if not set(number) <= set("+0123456789 ()-./\u00a0"):
        return "number_wrong"
    try:
        dialled = normalise(number, region)
    except InvalidValue:
        return "number_wrong"
    return (
        Row(name=name, number=dialled, note=note) if 2 <= len(dialled) <= LONGEST_NUMBER else "number_wrong"
    )


def rows_in(text: str, region: str) -> tuple[list[Row], list[FaultyRow]]:
    """The rows of a file of name, number and note, apart by commas, semicolons or tabs; a first line that names them is none."""
    rows, faults = list[Row](), list[FaultyRow]()
    for at, cells in enumerate(_cells(text), 1):
        if not any(cell.strip() for cell in cells) or (at == 1 and _is_heading(cells)):
            continue
        if at > MOST_LINES:
            faults.append(FaultyRow(row=at, code="too_many"))
            break
        name, number, note = (*cells, "", "", "")[:3]
        found = "too_many" if len(rows) >= MOST else row_of(name, number, note, region)
        if isinstance(found, Row):
            rows.append(found)
        else:
            faults.append(FaultyRow(row=at, code=found))
    return rows, faults


def _cells(text: str) -> list[list[str]]:
    first = text.removeprefix("\ufeff").partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    lines = io.StringIO(text.removeprefix("\ufeff").replace("\0", ""), newline="")
    try:
        return list(islice(csv.reader(lines, delimiter=delimiter), MOST_LINES + 1))
    except csv.Error as error:
        raise InvalidValue(field="text") from error


def _is_heading(cells: Collection[str]) -> bool:
    """Whether no cell after the first holds a digit."""
    return not any(character.isdigit() for cell in list(cells)[1:2] for character in cell)
