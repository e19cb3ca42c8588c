"""Phone books: one's own, one's team's and queues', and the house's; what is shared is kept by who oversees."""

import asyncio
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints, model_validator

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.shapes import Body, Line, Name, View, id_pattern, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem
from ringwell.customers.phone_book import Book, Entry, Reader, Row, RowFault, row_of, rows_in
from ringwell.kernel import ids
from ringwell.kernel.errors import NotFound
from ringwell.routing.rules import can_serve

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["phone book"])

Scope = Literal["own", "team", "queue", "house"]


class BookNamed(Body):
    """Which book: one's own, a team's, a queue's, or the house's."""

    scope: Scope
    team_id: Annotated[str, Field(pattern=id_pattern(ids.TEAM))] | None = None
    queue_id: Annotated[str, Field(pattern=id_pattern(ids.QUEUE))] | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.team_id is not None) != (self.scope == "team"):
            raise ValueError("team_id is for the scope team")
        if (self.queue_id is not None) != (self.scope == "queue"):
            raise ValueError("queue_id is for the scope queue")
        return self


class BookChoice(BookNamed):
    """Which book, one's own where none is told."""

    scope: Scope = "own"


class EntryFields(Body):
    name: Name
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]
    note: Line = ""


class NewEntry(EntryFields, BookChoice):
    pass


class Import(BookChoice):
    """Lines of name, number and note, apart by commas, semicolons or tabs."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=500_000)]


class EntryView(View):
    """`may_change`: by the reader."""

    entry_id: str
    scope: Scope
    team_id: str | None
    queue_id: str | None
    name: str
    number: str
    note: str
    may_change: bool


class EntryList(View):
    """By name."""

    items: list[EntryView]


class Emptied(View):
    """How many entries the book had."""

    removed: int


class FaultyRowView(View):
    """A line, from 1, that made no entry."""

    row: int
    code: RowFault


class Imported(View):
    """`known`: numbers that the book has already."""

    added: int
    known: int
    faults: list[FaultyRowView]


@router.get("/phone-book")
@allow(*EVERY_ROLE)
async def list_phone_book(edge: UseEdge, who: Who) -> EntryList:
    """All entries that one may call."""
    reader = await _reader(edge, who)
    entries = await edge.stores.phone_book.all(who.workspace_id, reader)
    return EntryList(items=[_view(entry, reader) for entry in entries])


@router.post("/phone-book", status_code=201)
@allow(*EVERY_ROLE)
async def add_entry(edge: UseEdge, who: Who, wanted: NewEntry) -> EntryView:
    """Add somebody to one's own book; to a shared one who oversees. 409 where the book has the number already."""
    reader = await _reader(edge, who)
    book = _book(wanted, reader)
    row = await _row(edge, who, wanted)
    made = await edge.stores.phone_book.add(who.workspace_id, book, [row])
    if not made:
        raise ApiProblem(409, "phone_book.known")
    await _tell(edge, who, made[0].entry_id, book, "added")
    return _view(made[0], reader)


@router.put("/phone-book/{entry_id}")
@allow(*EVERY_ROLE)
async def change_entry(edge: UseEdge, who: Who, entry_id: str, wanted: EntryFields) -> EntryView:
    reader, entry = await _mine(edge, who, entry_id)
    row = await _row(edge, who, wanted)
    changed = await edge.stores.phone_book.change(who.workspace_id, entry.entry_id, row)
    await _tell(edge, who, entry.entry_id, entry.book, "changed")
    return _view(changed, reader)


@router.delete("/phone-book/{entry_id}", status_code=204)
@allow(*EVERY_ROLE)
async def remove_entry(edge: UseEdge, who: Who, entry_id: str) -> None:
    _, entry = await _mine(edge, who, entry_id)
    await edge.stores.phone_book.remove(who.workspace_id, entry.entry_id)
    await _tell(edge, who, entry.entry_id, entry.book, "removed")


@router.delete("/phone-book")
@allow(*EVERY_ROLE)
async def empty_phone_book(edge: UseEdge, who: Who, chosen: Annotated[BookNamed, Query()]) -> Emptied:
    """Remove all entries of one's own book; of a shared one who oversees."""
    book = _book(chosen, await _reader(edge, who))
    removed = await edge.stores.phone_book.empty(who.workspace_id, book)
    await _tell(edge, who, _whose(book, who), book, "emptied")
    return Emptied(removed=removed)


@router.post("/phone-book/import")
@allow(*EVERY_ROLE)
async def import_phone_book(edge: UseEdge, who: Who, wanted: Import) -> Imported:
    """Add what stands in a file; lines that make no entry are told by their number, and the others are added."""
    reader = await _reader(edge, who)
    book = _book(wanted, reader)
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    # It takes a while, and the edge carries calls' signalling meanwhile.
    rows, faults = await asyncio.to_thread(rows_in, wanted.text, settings.region)
    different = list({row.number: row for row in rows}.values())
    added = await edge.stores.phone_book.add(who.workspace_id, book, different)
    await _tell(edge, who, _whose(book, who), book, "imported")
    shown = [FaultyRowView(row=each.row, code=each.code) for each in faults]
    return Imported(added=len(added), known=len(rows) - len(added), faults=shown)


async def _reader(edge: Edge, who: Identity) -> Reader:
    config = await edge.stores.config.load(who.workspace_id)
    served = [key for key, queue in config.queues.items() if can_serve(who.user.skills, queue.needs)]
    return Reader(
        user_id=who.user.user_id,
        team_id=who.user.team_id,
        queue_ids=frozenset(served),
        oversees=may_oversee(who.roles),
    )


def _book(wanted: BookNamed, reader: Reader) -> Book:
    own = reader.user_id if wanted.scope == "own" else None
    book = Book(user_id=own, team_id=wanted.team_id, queue_id=wanted.queue_id)
    if not reader.changes(book):
        raise ApiProblem(403, "forbidden")
    return book


def _whose(book: Book, who: Identity) -> str:
    return book.team_id or book.queue_id or who.user.user_id


async def _row(edge: Edge, who: Identity, wanted: EntryFields) -> Row:
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    row = row_of(wanted.name, wanted.number, wanted.note, settings.region)
    if not isinstance(row, Row):
        raise ApiProblem(422, f"phone_book.{row}")
    return row


async def _mine(edge: Edge, who: Identity, entry_id: str) -> tuple[Reader, Entry]:
    """NotFound for one that they do not see; 403 for one that is not theirs to change."""
    reader = await _reader(edge, who)
    entry = await edge.stores.phone_book.read(who.workspace_id, known_id(entry_id, ids.BOOK_ENTRY))
    if not reader.sees(entry.book):
        raise NotFound(kind="phone_book", id=entry_id)
    if not reader.changes(entry.book):
        raise ApiProblem(403, "forbidden")
    return reader, entry


async def _tell(edge: Edge, who: Identity, object_id: str, book: Book, what: str) -> None:
    """A shared book is everybody's: who changes it stands in the audit."""
    if book.user_id is None:
        params = {"what": what}
        await edge.stores.audit.looked(who.workspace_id, who.actor, "phone_book.changed", object_id, params)


def _view(entry: Entry, reader: Reader) -> EntryView:
    book = entry.book
    return EntryView(
        entry_id=entry.entry_id,
        scope="own" if book.user_id else "team" if book.team_id else "queue" if book.queue_id else "house",
        team_id=book.team_id,
        queue_id=book.queue_id,
        name=entry.name,
        number=entry.number,
        note=entry.note,
        may_change=reader.changes(book),
    )
