"""Mails that tell promises: to the client, and of a voice message to the address of the queue that it was left for. Written in the promise's
own transaction."""

from typing import Any, Final, Literal

from sqlalchemy import FromClause, Label, RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.interaction_keys import Place
from ringwell.adapters.postgres.outbox import MailContent, address_of, put_mail, reason_of
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.mail import mails
from ringwell.adapters.postgres.tables.setup import clients, numbers, queues
from ringwell.customers.promises import Mailed, NewPromise
from ringwell.kernel.ids import MAIL, Ids

Whose = Literal["client", "queue"]
_SHOWN: Final = (
    "mail_id",
    "content_sealed",
    "state",
    "attempt",
    "code",
    "reason_sealed",
    "next_at",
    "sent_at",
)


async def put_mails(
    connection: AsyncConnection, ids: Ids, workspace_id: str, new: NewPromise, place: Place
) -> None:
    """To the address that was given, else to the client's own; of a voice message to its queue's as well. Nothing where there is none."""

    async def put(to: str | None, queue_id: str | None = None) -> None:
        if to:
            key, content = (place.key_id, place.key), MailContent(to=to)
            told = {"promise_id": new.promise_id, "queue_id": queue_id}
            await put_mail(connection, workspace_id, ids.new(MAIL), content, key, **told)

    if new.kind in ("message", "voicemail"):
        of_client = select(clients.c.email).where(clients.c.client_id == place.client_id)
        await put(new.to.email or await connection.scalar(of_client))
    if new.kind == "voicemail" and (queue := await _queue_of(connection, new.interaction_id)):
        await put(queue[1], queue[0])


async def _queue_of(connection: AsyncConnection, interaction_id: str) -> tuple[str, str | None] | None:
    """The queue that a message belongs to, and its address: where the caller had waited, else the one that the number falls back to."""
    called = interactions.outerjoin(numbers, numbers.c.number_id == interactions.c.number_id)
    its = func.coalesce(interactions.c.queue_id, numbers.c.fallback_queue_id)
    wanted = (
        select(queues.c.queue_id, queues.c.care["messages_to"].astext)
        .select_from(called.join(queues, queues.c.queue_id == its))
        .where(interactions.c.interaction_id == interaction_id, queues.c.removed_at.is_(None))
    )
    row = (await connection.execute(wanted)).first()
    return None if row is None else (row[0], row[1])


OF_CLIENT: Final = mails.alias("client_mails")
OF_QUEUE: Final = mails.alias("queue_mails")


def columns_of(table: FromClause, whose: Whose) -> list[Label[Any]]:
    """What `mailed` reads, under names of its own."""
    return [table.c[name].label(f"{whose}_{name}") for name in _SHOWN]


def mailed(key: bytes, row: RowMapping, whose: Whose) -> Mailed | None:
    """What has become of that mail; None where there is none."""
    mail = {name: row[f"{whose}_{name}"] for name in _SHOWN}
    if mail["mail_id"] is None:
        return None
    return Mailed(
        state=mail["state"],
        to=address_of(key, mail),
        attempts=mail["attempt"],
        code=mail["code"],
        reason=reason_of(key, mail),
        next_at=mail["next_at"],
        sent_at=mail["sent_at"],
    )
