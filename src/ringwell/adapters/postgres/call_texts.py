"""Texts that flows send for calls, and an administrator's tests: kept where the day's limits and the allowed numbers admit them."""

from typing import Final

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.contact_cards import Cards
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.interaction_keys import InteractionKeys
from ringwell.adapters.postgres.sealing import Sealer, seal
from ringwell.adapters.postgres.tables.customers import data_keys
from ringwell.adapters.postgres.tables.texts import sms_settings, texts
from ringwell.adapters.postgres.texts import TextContent, place, reason_of
from ringwell.kernel.errors import NotFound
from ringwell.kernel.gsm import divided
from ringwell.kernel.ids import Ids
from ringwell.kernel.sms import DAY, Lately, NewText, TextTold, may_text

_TURN: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('texts ' || current_workspace()::text, 0))"
)
"""Of two that are put at once, the second is counted with the first."""
_PARTS_OF_DAY: Final = select(func.sum(texts.c.parts)).where(texts.c.created_at > func.now() - DAY)


class PostgresCallTexts:
    """The `CallTexts` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._keys = InteractionKeys(sealer, ids)

    async def put(self, workspace_id: str, interaction_id: str, text: NewText) -> str | None:
        async with self._database.tenant(workspace_id) as connection:
            why = await why_not(connection, self._sealer, workspace_id, text)
            if why is not None:
                return why
            at = await self._keys.place(connection, workspace_id, interaction_id)
            key = (at.key_id, at.key)
            await put_text(connection, self._sealer, workspace_id, text, key, interaction_id)
        return None


class PostgresTextTests:
    """The `TextTests` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._cards = Cards(sealer, ids)

    async def put(self, workspace_id: str, text: NewText) -> str | None:
        async with self._database.tenant(workspace_id) as connection:
            why = await why_not(connection, self._sealer, workspace_id, text)
            if why is not None:
                return why
            key = await self._cards.new_key(connection, workspace_id)
            await put_text(connection, self._sealer, workspace_id, text, key, None)
        return None

    async def told(self, workspace_id: str, text_id: str) -> TextTold:
        wanted = (
            select(texts, data_keys.c.wrapped)
            .join(data_keys, data_keys.c.key_id == texts.c.key_id)
            .where(texts.c.text_id == text_id, texts.c.interaction_id.is_(None))
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).mappings().first()
        if row is None:
            raise NotFound(kind="texts", id=text_id)
        return TextTold(
            text_id=text_id,
            state=row["state"],
            parts=row["parts"],
            attempts=row["attempt"],
            code=row["code"],
            reason=reason_of(self._sealer.unwrap(row["key_id"], row["wrapped"]), row),
            unsure=row["unsure"],
            next_at=row["next_at"],
        )

    async def lately(self, workspace_id: str) -> Lately:
        of_day = texts.c.created_at > func.now() - DAY
        count = select(texts.c.state, func.count()).where(of_day).group_by(texts.c.state)
        newest = (
            select(texts.c.code)
            .where(of_day, texts.c.code.is_not(None))
            .order_by(texts.c.created_at.desc())
            .limit(1)
        )
        async with self._database.tenant(workspace_id) as connection:
            by_state = {row[0]: int(row[1]) for row in await connection.execute(count)}
            parts = await connection.scalar(_PARTS_OF_DAY)
            code = await connection.scalar(newest)
        failed = sum(by_state.get(each, 0) for each in ("failed", "refused", "undelivered"))
        return Lately(
            queued=by_state.get("queued", 0),
            sent=by_state.get("sent", 0),
            delivered=by_state.get("delivered", 0),
            failed=failed,
            parts=parts or 0,
            code=code,
        )


async def why_not(connection: AsyncConnection, sealer: Sealer, workspace_id: str, new: NewText) -> str | None:
    """In the caller's own tenant transaction. What is there already under its id is on its way."""
    await connection.execute(_TURN)
    settings = (await connection.execute(select(sms_settings))).mappings().first()
    if settings is None:
        return "not_set_up"
    if await connection.scalar(select(texts.c.text_id).where(texts.c.text_id == new.text_id)):
        return None
    if not may_text(new.number, settings["prefixes"], usual=new.usual):
        return "not_allowed"
    parts = len(divided(new.text).parts)
    if (await connection.scalar(_PARTS_OF_DAY) or 0) + parts > settings["per_day"]:
        return "too_many"
    hashed = sealer.hash(workspace_id, "number", new.number)
    to_it = select(func.count()).where(texts.c.number_hash == hashed, texts.c.created_at > func.now() - DAY)
    return "too_many_to" if (await connection.scalar(to_it) or 0) >= settings["per_recipient"] else None


async def put_text(
    connection: AsyncConnection,
    sealer: Sealer,
    workspace_id: str,
    new: NewText,
    key: tuple[str, bytes],
    interaction_id: str | None,
) -> None:
    """In the caller's own tenant transaction: sent if that is committed, and not otherwise; under one id once. `key`: a data key's id and itself."""
    content = msgspec.json.encode(TextContent(number=new.number, text=new.text))
    row = {
        "workspace_id": workspace_id,
        "text_id": new.text_id,
        "interaction_id": interaction_id,
        "key_id": key[0],
        "content_sealed": seal(key[1], content, place=place(new.text_id)),
        "number_hash": sealer.hash(workspace_id, "number", new.number),
        "parts": len(divided(new.text).parts),
    }
    await connection.execute(upsert(texts).values(**row, next_at=func.now()).on_conflict_do_nothing())
