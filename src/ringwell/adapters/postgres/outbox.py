"""The outbox: a row a mail, written in the transaction of what it tells, and taken by workers. Its words are sealed as what it tells is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import Delete, RowMapping, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.messages import ConfigChanged
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.sealing import SealBroken, Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import data_keys
from ringwell.adapters.postgres.tables.mail import mail_settings, mails
from ringwell.adapters.postgres.tables.promises import promises
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import VersionConflict
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids, make_id
from ringwell.kernel.mail import PAUSES, TAKEN_FOR, MailSettings, Outcome, WaitingMail, after

_WITH_MAIL: Final = text("SELECT workspaces_with_mail()")
_TURN: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('mail ' || current_workspace()::text, 0))")
"""Of two who change the settings at once, the second sees what the first has written."""
UNREADABLE: Final = "unreadable"
CANCELLED: Final = "cancelled"
"""Codes of mails that are not tried: what is sealed of one cannot be opened; what one would tell has been taken back."""
KEPT_DAYS: Final = 180
"""So long a mail that was sent, refused or given up is kept; one that tells an open promise, as long as that is open."""
_PLAIN: Final = ("host", "port", "security", "username", "sender", "sender_name", "version")


class MailContent(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is sealed of a mail."""

    to: str
    subject: str = ""
    text: str = ""


async def put_mail(
    connection: AsyncConnection,
    workspace_id: str,
    mail_id: str,
    content: MailContent,
    key: tuple[str, bytes],
    *,
    promise_id: str | None = None,
    queue_id: str | None = None,
) -> None:
    """In the caller's own tenant transaction: sent if that is committed, and not otherwise; under one id once. `key`: a data key's id and itself;
    `queue_id`: it goes to that queue's address, not to the client's."""
    sealed = seal(key[1], msgspec.json.encode(content), place=_place(mail_id))
    row = {"mail_id": mail_id, "key_id": key[0], "content_sealed": sealed}
    told = {"promise_id": promise_id, "queue_id": queue_id}
    put = upsert(mails).values(workspace_id=workspace_id, next_at=func.now(), **row, **told)
    await connection.execute(put.on_conflict_do_nothing())


class PostgresOutbox:
    """The `Outbox` port."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def workspaces(self) -> Sequence[str]:
        async with self._database.across() as connection:
            found = (await connection.execute(_WITH_MAIL)).scalars()
            return [make_id(kinds.WORKSPACE, each) for each in found]

    async def take(self, workspace_id: str) -> WaitingMail | None:
        taken = await self._take(workspace_id)
        while isinstance(taken, str):  # it is told as failed; others wait behind it
            taken = await self._take(workspace_id)
        return taken

    async def _take(self, workspace_id: str) -> WaitingMail | Literal["unreadable"] | None:
        due = (
            select(mails.c.mail_id)
            .where(mails.c.state == "queued", mails.c.next_at <= func.now())
            .order_by(mails.c.next_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        tired = (
            (mails.c.state == "queued") & (mails.c.next_at <= func.now()) & (mails.c.attempt > len(PAUSES))
        )
        given_up = update(mails).where(tired).values(state="failed", next_at=None, code="broke")
        async with self._database.tenant(workspace_id) as connection:
            # Nobody has told what became of the last attempt: perhaps it is what kills workers.
            await connection.execute(given_up)
            mail_id = await connection.scalar(due)
            if mail_id is None:
                return None
            taken = update(mails).where(mails.c.mail_id == mail_id)
            until = datetime.now(UTC) + TAKEN_FOR
            await connection.execute(taken.values(next_at=until, attempt=mails.c.attempt + 1))
            wanted = (
                select(mails, data_keys.c.wrapped)
                .join(data_keys, data_keys.c.key_id == mails.c.key_id)
                .where(mails.c.mail_id == mail_id)
            )
            try:
                return self._mail_of((await connection.execute(wanted)).mappings().one())
            except SealBroken:
                spoilt = {"state": "failed", "next_at": None, "code": UNREADABLE}
                await connection.execute(update(mails).where(mails.c.mail_id == mail_id).values(spoilt))
                return UNREADABLE

    def _mail_of(self, row: RowMapping) -> WaitingMail:
        content = None
        if row["wrapped"] is not None:
            key = self._sealer.unwrap(row["key_id"], row["wrapped"])
            plain = unseal(key, row["content_sealed"], place=_place(row["mail_id"]))
            content = msgspec.json.decode(plain, type=MailContent)
        return WaitingMail(
            mail_id=row["mail_id"],
            promise_id=row["promise_id"],
            queue_id=row["queue_id"],
            to=content.to if content else None,
            subject=content.subject if content else "",
            text=content.text if content else "",
            attempt=row["attempt"],
        )

    async def told(self, workspace_id: str, mail: WaitingMail, outcome: Outcome) -> None:
        now = datetime.now(UTC)
        state, next_at = after(outcome, mail.attempt, now)
        mine = (mails.c.mail_id == mail.mail_id) & (mails.c.attempt == mail.attempt)
        key = select(data_keys.c.key_id, data_keys.c.wrapped).join(
            mails, mails.c.key_id == data_keys.c.key_id
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(key.where(mails.c.mail_id == mail.mail_id))).one()
            values = {
                "state": state,
                "next_at": next_at,
                "code": outcome.code,
                "reason_sealed": self._reason(row[0], row[1], mail.mail_id, outcome.reason),
                "sent_at": now if state == "sent" else None,
            }
            await connection.execute(update(mails).where(mine, mails.c.state == "queued").values(values))

    def _reason(self, key_id: str, wrapped: bytes | None, mail_id: str, reason: str) -> bytes | None:
        """Sealed too: servers like to repeat the address."""
        if wrapped is None or not reason:
            return None
        return seal(self._sealer.unwrap(key_id, wrapped), reason.encode(), place=f"{_place(mail_id)}:reason")


def reason_of(key: bytes, row: Mapping[str, Any]) -> str:
    """The server's words in a row of mails, by the key that it is sealed under."""
    sealed = row["reason_sealed"]
    if sealed is None:
        return ""
    return unseal(key, sealed, place=f"{_place(row['mail_id'])}:reason").decode()


def address_of(key: bytes, row: Mapping[str, Any]) -> str:
    plain = unseal(key, row["content_sealed"], place=_place(row["mail_id"]))
    return msgspec.json.decode(plain, type=MailContent).to


async def send_again(connection: AsyncConnection, promise_id: str) -> None:
    """One that was refused or given up is due at once, as often as a new one. One that waits for its next attempt has it now."""
    now = datetime.now(UTC)
    begun = {"attempt": 0, "state": "queued", "next_at": now}
    idle = (mails.c.state != "queued") | (mails.c.next_at > now + TAKEN_FOR)
    mine = (mails.c.promise_id == promise_id) & (mails.c.state != "sent") & idle
    await connection.execute(update(mails).where(mine).values(begun))


async def call_off(connection: AsyncConnection, promise_id: str) -> None:
    """The promise has been taken back: the mail that tells it does not go out, if it has not gone yet."""
    waits = (mails.c.promise_id == promise_id) & (mails.c.state == "queued")
    values = {"state": "failed", "next_at": None, "code": CANCELLED}
    await connection.execute(update(mails).where(waits).values(values))


async def take_up_again(connection: AsyncConnection, promise_id: str) -> None:
    """The promise stands after all: what was called off with it goes out."""
    called_off = (mails.c.promise_id == promise_id) & (mails.c.code == CANCELLED)
    values = {"state": "queued", "next_at": func.now(), "code": None, "attempt": 0}
    await connection.execute(update(mails).where(called_off).values(values))


def delete_old_mails() -> Delete:
    """What is left of mails that are long over."""
    is_open = select(promises.c.promise_id).where(promises.c.state == "open")
    old = mails.c.created_at < func.now() - timedelta(days=KEPT_DAYS)
    told = mails.c.promise_id.is_(None) | mails.c.promise_id.not_in(is_open)
    return delete(mails).where(mails.c.state != "queued", old, told)


class PostgresMailSetup:
    """The `MailSetup` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._sealer = sealer
        self._ids = ids

    async def read(self, workspace_id: str) -> MailSettings:
        async with self._database.tenant(workspace_id) as connection:
            return await self._read(connection, workspace_id)

    async def _read(self, connection: AsyncConnection, workspace_id: str) -> MailSettings:
        row = (await connection.execute(select(mail_settings))).mappings().first()
        if row is None:
            return MailSettings()
        sealed = row["password_sealed"]
        password = "" if sealed is None else self._sealer.unseal_secret(sealed, place=_secret(workspace_id))
        return MailSettings(**{name: row[name] for name in _PLAIN}, password=password)

    async def write(
        self, workspace_id: str, settings: MailSettings, by: Actor, *, if_version: int | None
    ) -> MailSettings:
        password = settings.password
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(_TURN)
            before = await self._read(connection, workspace_id)
            if if_version is not None and if_version != before.version:
                raise VersionConflict(current=before.version)
            values = {
                **{name: getattr(settings, name) for name in _PLAIN},
                "version": before.version + 1,
                "password_sealed": self._sealer.seal_secret(password, place=_secret(workspace_id))
                if password
                else None,
            }
            written = upsert(mail_settings).values(workspace_id=workspace_id, **values)
            await connection.execute(
                written.on_conflict_do_update(index_elements=["workspace_id"], set_=values)
            )
            version = before.version + 1
            fact = ConfigChanged(
                kind="mail", id=workspace_id, change="changed", version=version, config_version=0
            )
            await tell_within(connection, self._ids, workspace_id, fact, by)
            return await self._read(connection, workspace_id)


def _place(mail_id: str) -> str:
    return f"mails:{mail_id}"


def _secret(workspace_id: str) -> str:
    return f"mail_settings:{workspace_id}"
