"""Texts that wait, in the database: written before they are sent, taken by workers, and what the gateway tells of them later. Number and words are
sealed as what is written of an interaction is; each end of one stands in the log, without either."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Delete, RowMapping, and_, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.outbox import KEPT_DAYS
from ringwell.adapters.postgres.sealing import SealBroken, Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import data_keys
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.texts import text_parts, texts
from ringwell.calls.flow_acts import MessageEnded
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.ids import Ids, make_id
from ringwell.kernel.sms import (
    OLDEST,
    PAUSES,
    RECEIPTS_FOR,
    TAKEN_FOR,
    Receipt,
    TextEnd,
    TextOutcome,
    WaitingText,
    after,
    bare,
    names_of,
)

_WITH_TEXTS: Final = text("SELECT workspaces_with_texts()")
UNREADABLE: Final = "unreadable"
TOO_LATE: Final = "too_late"
BROKE: Final = "broke"

Row = RowMapping | Mapping[str, Any]


class TextContent(msgspec.Struct, kw_only=True):
    """What is sealed of a text."""

    number: str
    text: str


class PostgresTextOutbox:
    """The `TextOutbox` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._ids = ids

    async def workspaces(self) -> Sequence[str]:
        async with self._database.across() as connection:
            found = (await connection.execute(_WITH_TEXTS)).scalars()
            return [make_id(kinds.WORKSPACE, each) for each in found]

    async def take(self, workspace_id: str) -> WaitingText | None:
        found, taken = True, None
        while found and taken is None:  # one that is given up makes room for the next
            found, taken = await self._take(workspace_id)
        return taken

    async def _take(self, workspace_id: str) -> tuple[bool, WaitingText | None]:
        """Whether one was due, and the one to send."""
        due = (
            select(texts, data_keys.c.wrapped, (texts.c.created_at < func.now() - OLDEST).label("is_old"))
            .join(data_keys, data_keys.c.key_id == texts.c.key_id)
            .where(texts.c.state == "queued", texts.c.next_at <= func.now())
            .order_by(texts.c.next_at)
            .limit(1)
            .with_for_update(skip_locked=True, of=texts)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(due)).mappings().first()
            if row is None:
                return False, None
            if row["is_old"] or row["attempt"] > len(PAUSES):
                # Nobody may have told what became of the last attempt: perhaps it is what kills workers.
                await self._end(connection, workspace_id, row, "failed", TOO_LATE if row["is_old"] else BROKE)
                return True, None
            try:
                taken = self._text_of(row)
            except SealBroken:
                await self._end(connection, workspace_id, row, "failed", UNREADABLE)
                return True, None
            values = {
                "next_at": datetime.now(UTC) + TAKEN_FOR,
                "attempt": row["attempt"] + 1,
                "under_way": True,
                # Who had it before has not told: the gateway may have it.
                "unsure": row["unsure"] or row["under_way"],
            }
            await connection.execute(update(texts).where(texts.c.text_id == row["text_id"]).values(values))
            return True, taken

    def _text_of(self, row: RowMapping) -> WaitingText:
        content = None
        if row["wrapped"] is not None:
            key = self._sealer.unwrap(row["key_id"], row["wrapped"])
            plain = unseal(key, row["content_sealed"], place=place(row["text_id"]))
            content = msgspec.json.decode(plain, type=TextContent)
        return WaitingText(
            text_id=row["text_id"],
            number=content.number if content else None,
            text=content.text if content else "",
            taken=row["taken"],
            attempt=row["attempt"] + 1,
        )

    async def told(self, workspace_id: str, text: WaitingText, outcome: TextOutcome) -> None:
        now = datetime.now(UTC)
        state, next_at = after(outcome, text.attempt, now)
        mine = (texts.c.text_id == text.text_id) & (texts.c.attempt == text.attempt)
        wanted = (
            select(texts, data_keys.c.wrapped)
            .join(data_keys, data_keys.c.key_id == texts.c.key_id)
            .where(mine, texts.c.state == "queued")
            .with_for_update(of=texts)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).mappings().first()
            if row is None:
                return
            for number, name in enumerate(outcome.ids, row["taken"] + 1):
                part = {
                    "workspace_id": workspace_id,
                    "text_id": text.text_id,
                    "part": number,
                    "name": bare(name),
                }
                await connection.execute(upsert(text_parts).values(**part, delivered=None))
            values = {
                "next_at": next_at,
                "taken": row["taken"] + len(outcome.ids),
                "under_way": False,
                "unsure": row["unsure"] or outcome.unsure,
                "code": outcome.code,
                "reason_sealed": self._reason(row, outcome.reason),
                "listen_until": now + RECEIPTS_FOR if state == "sent" and outcome.ids else None,
            }
            await connection.execute(update(texts).where(texts.c.text_id == text.text_id).values(values))
            if state != "queued":
                now_is = {**row, **values}
                await self._end(connection, workspace_id, now_is, state, outcome.code)
                if state == "sent":  # of parts that went before we may have heard already
                    await self._settle(connection, workspace_id, now_is)

    async def receipt(self, workspace_id: str, receipt: Receipt) -> bool:
        named = text_parts.c.name.in_(names_of(receipt.gateway_id))
        # A gateway may use its names again after a while: the newest text is meant.
        wanted = (
            select(texts, data_keys.c.wrapped, text_parts.c.part)
            .join(text_parts, text_parts.c.text_id == texts.c.text_id)
            .join(data_keys, data_keys.c.key_id == texts.c.key_id)
            .where(named)
            .order_by((text_parts.c.name == bare(receipt.gateway_id)).desc(), texts.c.created_at.desc())
            .limit(1)
            .with_for_update(of=texts)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).mappings().first()
            if row is None:
                return False
            of_text = text_parts.c.text_id == row["text_id"]
            mine = of_text & (text_parts.c.part == row["part"])
            await connection.execute(update(text_parts).where(mine).values(delivered=receipt.delivered))
            if row["state"] == "sent":
                if not receipt.delivered:
                    reason = {"reason_sealed": self._reason(row, receipt.reason)}
                    of = texts.c.text_id == row["text_id"]
                    await connection.execute(update(texts).where(of).values(reason))
                await self._settle(connection, workspace_id, row)
        return True

    async def _settle(self, connection: AsyncConnection, workspace_id: str, row: Row) -> None:
        """It has arrived when all its parts have, and has not when one of them cannot."""
        count = func.count()
        told = select(
            count.filter(text_parts.c.delivered.is_(True)), count.filter(text_parts.c.delivered.is_(False))
        ).where(text_parts.c.text_id == row["text_id"])
        arrived, lost = (await connection.execute(told)).one()
        if lost:
            await self._end(connection, workspace_id, row, "undelivered", "undelivered")
        elif arrived == row["parts"]:
            await self._end(connection, workspace_id, row, "delivered", None)

    async def _end(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        row: Row,
        state: TextEnd,
        code: str | None,
    ) -> None:
        """It has come to this; the log hears of it where it is of a conversation."""
        values: dict[str, Any] = {"state": state, "code": code}
        if state == "failed":
            values["next_at"] = None
        await connection.execute(update(texts).where(texts.c.text_id == row["text_id"]).values(values))
        if row["interaction_id"] is None:
            return
        of = select(interactions.c.client_id, interactions.c.project_id)
        found = await connection.execute(of.where(interactions.c.interaction_id == row["interaction_id"]))
        client_id, project_id = found.first() or (None, None)
        await tell_within(
            connection,
            self._ids,
            workspace_id,
            MessageEnded(
                by="sms", message_id=row["text_id"], result=state, reason=code, unsure=row["unsure"]
            ),
            SYSTEM,
            interaction_id=row["interaction_id"],
            client_id=client_id,
            project_id=project_id,
        )

    def _reason(self, row: RowMapping, reason: str) -> bytes | None:
        """Sealed too: gateways like to repeat the number."""
        if row["wrapped"] is None or not reason:
            return None
        key = self._sealer.unwrap(row["key_id"], row["wrapped"])
        return seal(key, reason.encode(), place=f"{place(row['text_id'])}:reason")


def reason_of(key: bytes, row: Row) -> str:
    """The gateway's words in a row of texts, by the key that it is sealed under."""
    sealed = row["reason_sealed"]
    if sealed is None:
        return ""
    return unseal(key, sealed, place=f"{place(row['text_id'])}:reason").decode()


def place(text_id: str) -> str:
    return f"texts:{text_id}"


def delete_old_texts() -> Sequence[Delete]:
    """What is left of texts that are long over."""
    old = and_(texts.c.created_at < func.now() - timedelta(days=KEPT_DAYS), texts.c.state != "queued")
    of_old = text_parts.c.text_id.in_(select(texts.c.text_id).where(old))
    return delete(text_parts).where(of_old), delete(texts).where(old)
