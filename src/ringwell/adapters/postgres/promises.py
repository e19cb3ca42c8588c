"""Promises, sealed as notes are, and found again by keyed hashes of their words."""

import re
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, RowMapping, Select, func, literal, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.cursors import cursor_of, place_of
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.directory import PostgresDirectory
from ringwell.adapters.postgres.interaction_keys import InteractionKeys, Place
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.outbox import call_off, send_again, take_up_again
from ringwell.adapters.postgres.promise_mails import OF_CLIENT, OF_QUEUE, columns_of, mailed, put_mails
from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import data_keys
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.promises import promises
from ringwell.customers.messages import PromiseCancelled, PromiseKept, PromiseMade, PromiseReopened
from ringwell.customers.promises import (
    Addressee,
    NewPromise,
    Promise,
    PromiseFilter,
    PromisePage,
    PromiseState,
)
from ringwell.kernel.errors import AlreadyExists, NotFound, UnknownReference
from ringwell.kernel.events import Actor, Fact
from ringwell.kernel.ids import PROMISE, Ids

MOST: Final = 200
MOST_WORDS: Final = 300
"""So many of a promise's words lead to it."""
WITHOUT_TIME: Final = datetime(2300, 1, 1, tzinfo=UTC)
"""Where those without a due time stand among the open ones: last."""

_WORD: Final = re.compile(r"[\w@.+-]*\w")
_DUE: Final = func.coalesce(promises.c.due_at, literal(WITHOUT_TIME, promises.c.due_at.type))
_TOLD: Final[dict[PromiseState, type[PromiseKept] | type[PromiseCancelled] | type[PromiseReopened]]] = {
    "kept": PromiseKept,
    "cancelled": PromiseCancelled,
    "open": PromiseReopened,
}


class _Content(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is sealed of a promise."""

    text: str = ""
    to: Addressee = Addressee()


class PostgresPromises:
    """The `Promises` port."""

    def __init__(self, database: Database, directory: PostgresDirectory, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._directory = directory
        self._sealer = sealer
        self._keys = InteractionKeys(sealer, ids)
        self._ids = ids

    async def make(self, workspace_id: str, new: NewPromise, by: Actor) -> Promise:
        try:
            async with self._database.tenant(workspace_id) as connection:
                await self.make_within(connection, workspace_id, new, by)
                return await self._read(connection, new.promise_id)
        except IntegrityError as error:
            raise UnknownReference(kind="users") from error

    async def make_within(
        self, connection: AsyncConnection, workspace_id: str, new: NewPromise, by: Actor
    ) -> None:
        """In the caller's own transaction."""
        place = await self._keys.place(connection, workspace_id, new.interaction_id)
        row = upsert(promises).values(workspace_id=workspace_id, **self._row(workspace_id, new, place))
        if await connection.scalar(row.on_conflict_do_nothing().returning(promises.c.promise_id)) is None:
            before = await self._read(connection, new.promise_id)
            if (before.interaction_id, before.made_by) != (new.interaction_id, new.made_by):
                raise AlreadyExists(field="promise_id")
            return
        fact = PromiseMade(
            promise_id=new.promise_id,
            interaction_id=new.interaction_id,
            kind=new.kind,
            due_at=new.due_at,
            user_id=new.made_by,
            owner_id=new.owner_id,
        )
        await self._tell(connection, workspace_id, new.interaction_id, place[:2], fact, by)
        await put_mails(connection, self._ids, workspace_id, new, place)

    def _row(self, workspace_id: str, new: NewPromise, place: Place) -> dict[str, object]:
        content = msgspec.json.encode(_Content(text=new.text, to=new.to))
        to, text = (self._hashes(workspace_id, words) for words in (_line(new.to), new.text))
        return {
            "promise_id": new.promise_id,
            "interaction_id": new.interaction_id,
            "client_id": place.client_id,
            "project_id": place.project_id,
            "kind": new.kind,
            "key_id": place.key_id,
            "content_sealed": seal(place.key, content, place=_place(new.promise_id)),
            "words": [*sorted(to), *sorted(text - to)][:MOST_WORDS],
            "owner_id": new.owner_id,
            "made_by": new.made_by,
            "due_at": new.due_at,
            "made_at": datetime.now(UTC),
        }

    def _hashes(self, workspace_id: str, words: str) -> set[bytes]:
        found = _WORD.findall(words.casefold().replace("ё", "е"))
        return {self._sealer.hash(workspace_id, "promise", word) for word in found}

    async def page(
        self, workspace_id: str, wanted: PromiseFilter, now: datetime, *, cursor: str | None, limit: int
    ) -> PromisePage:
        limit = max(1, min(limit, MOST))
        by_due = wanted.state == "open" or wanted.overdue
        async with self._database.tenant(workspace_id) as connection:
            query = _select().where(*_conditions(wanted, now))
            if wanted.words.strip():
                query = query.where(await self._about(connection, workspace_id, wanted.words))
            query = _ordered(query, cursor, by_due=by_due).limit(limit + 1)
            rows = (await connection.execute(query)).mappings().all()
        items = tuple(self._promise_of(row) for row in rows[:limit])
        more = len(rows) > limit
        return PromisePage(items=items, next=_cursor(items[-1], by_due=by_due) if more else None)

    async def _about(self, connection: AsyncConnection, workspace_id: str, words: str) -> ColumnElement[bool]:
        contact_ids = await self._directory.ids_matching(connection, workspace_id, words)
        conditions = [
            interactions.c.contact_id.in_(contact_ids),
            interactions.c.short_ref == words.strip().upper(),
        ]
        hashes = self._hashes(workspace_id, words)
        if hashes:
            conditions.append(promises.c.words.contains(sorted(hashes)))
        return or_(*conditions)

    async def read(self, workspace_id: str, promise_id: str) -> Promise:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read(connection, promise_id)

    async def _read(self, connection: AsyncConnection, promise_id: str) -> Promise:
        row = (
            (await connection.execute(_select().where(promises.c.promise_id == promise_id)))
            .mappings()
            .first()
        )
        if row is None:
            raise NotFound(kind="promises", id=promise_id)
        return self._promise_of(row)

    async def set_state(
        self, workspace_id: str, promise_id: str, state: PromiseState, user_id: str, by: Actor
    ) -> Promise:
        closed = state != "open"
        change = (
            update(promises)
            .where(promises.c.promise_id == promise_id, promises.c.state != state)
            .values(
                state=state,
                closed_at=datetime.now(UTC) if closed else None,
                closed_by=user_id if closed else None,
            )
            .returning(promises.c.interaction_id, promises.c.client_id, promises.c.project_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(change)).first()
            if row is not None:
                if state == "cancelled":
                    await call_off(connection, promise_id)
                elif state == "open":
                    await take_up_again(connection, promise_id)
                fact = _TOLD[state](promise_id=promise_id, interaction_id=row[0], user_id=user_id)
                await self._tell(connection, workspace_id, row[0], (row[1], row[2]), fact, by)
            return await self._read(connection, promise_id)

    async def mail_again(self, workspace_id: str, promise_id: str) -> Promise:
        async with self._database.tenant(workspace_id) as connection:
            await send_again(connection, promise_id)
            return await self._read(connection, promise_id)

    async def _tell(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        interaction_id: str,
        whose: tuple[str | None, str | None],
        fact: Fact,
        by: Actor,
    ) -> None:
        await tell_within(
            connection,
            self._ids,
            workspace_id,
            fact,
            by,
            interaction_id=interaction_id,
            client_id=whose[0],
            project_id=whose[1],
        )

    def _promise_of(self, row: RowMapping) -> Promise:
        plain = {name: row[name] for name in Promise.__struct_fields__ if name in row}
        if row["wrapped"] is None:  # erased
            return Promise(**plain, text=None, to=None)
        key = self._sealer.unwrap(row["key_id"], row["wrapped"])
        sealed = unseal(key, row["content_sealed"], place=_place(row["promise_id"]))
        content = msgspec.json.decode(sealed, type=_Content)
        return Promise(
            **plain,
            text=content.text,
            to=content.to,
            mail=mailed(key, row, "client"),
            queue_mail=mailed(key, row, "queue"),
        )


def _select() -> Select[*tuple[Any, ...]]:
    """Promises with the keys that they are sealed under, and what their conversations tell."""
    joined = (
        promises.join(data_keys, data_keys.c.key_id == promises.c.key_id)
        .join(interactions, interactions.c.interaction_id == promises.c.interaction_id)
        .outerjoin(
            OF_CLIENT, (OF_CLIENT.c.promise_id == promises.c.promise_id) & OF_CLIENT.c.queue_id.is_(None)
        )
        .outerjoin(
            OF_QUEUE, (OF_QUEUE.c.promise_id == promises.c.promise_id) & OF_QUEUE.c.queue_id.is_not(None)
        )
    )
    return select(
        promises,
        data_keys.c.wrapped,
        interactions.c.short_ref,
        interactions.c.contact_id,
        *columns_of(OF_CLIENT, "client"),
        *columns_of(OF_QUEUE, "queue"),
    ).select_from(joined)


def _conditions(wanted: PromiseFilter, now: datetime) -> list[ColumnElement[bool]]:
    equals = {
        promises.c.state: "open" if wanted.overdue else wanted.state,
        promises.c.kind: wanted.kind,
        promises.c.project_id: wanted.project_id,
        promises.c.client_id: wanted.client_id,
        promises.c.interaction_id: wanted.interaction_id,
        interactions.c.contact_id: wanted.contact_id,
    }
    found = [column == value for column, value in equals.items() if value is not None]
    if wanted.overdue:
        found.append(promises.c.due_at < now)
    if wanted.mine is not None:
        free = (promises.c.kind == "voicemail") & promises.c.owner_id.is_(None)
        found.append(or_(promises.c.made_by == wanted.mine, promises.c.owner_id == wanted.mine, free))
    return found


def _ordered(
    query: Select[*tuple[Any, ...]], cursor: str | None, *, by_due: bool
) -> Select[*tuple[Any, ...]]:
    at, last = (_DUE if by_due else promises.c.made_at), promises.c.promise_id
    if cursor is not None:
        moment, promise_id = place_of(cursor, PROMISE)
        after = tuple_(literal(moment, promises.c.made_at.type), literal(promise_id, last.type))
        query = query.where(tuple_(at, last) > after if by_due else tuple_(at, last) < after)
    return query.order_by(at, last) if by_due else query.order_by(at.desc(), last.desc())


def _cursor(promise: Promise, *, by_due: bool) -> str:
    at = (promise.due_at or WITHOUT_TIME) if by_due else promise.made_at
    return cursor_of(at, promise.promise_id)


def _line(to: Addressee) -> str:
    return f"{to.name} {to.email} {to.number}"


def _place(promise_id: str) -> str:
    return f"promises:{promise_id}"
