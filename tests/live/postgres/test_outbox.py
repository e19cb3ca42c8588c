"""The outbox: a mail is there with its promise or not at all, is taken by one worker at a time, and is sent under one id however often it is tried."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select, update

from ringwell.adapters.postgres.tables.mail import mail_settings, mails
from ringwell.customers.promises import NewPromise
from ringwell.kernel.errors import VersionConflict
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.mail import PAUSES, TAKEN_FOR, MailSettings, Outcome
from ringwell.runtime.stores import Stores
from tests.support.mail_worker import mail_runs
from tests.support.polling import until_awaited
from tests.support.rows import Called, message
from tests.support.smtp import content_of, mail_server

pytestmark = pytest.mark.live
SETTINGS = MailSettings(host="127.0.0.1", security="none", sender="desk@ringwell.example")


async def run_until(stores: Stores, called: Called, promise_id: str, state: str) -> None:
    """A worker's mail, until the promise's has come to this state."""
    async with mail_runs(stores):
        await until_awaited(lambda: _is(stores, called, promise_id, state))


async def _is(stores: Stores, called: Called, promise_id: str, state: str) -> bool:
    return (await mailed(stores, called, promise_id))[0] == state


async def mailed(stores: Stores, called: Called, promise_id: str) -> tuple[str, str | None, str]:
    mail = (await stores.promises.read(called[0], promise_id)).mail
    assert mail is not None
    return mail.state, mail.code, mail.reason


async def set_up(stores: Stores, called: Called, port: int) -> None:
    await stores.mail_setup.write(called[0], replace(SETTINGS, port=port), SYSTEM, if_version=None)


async def promised(stores: Stores, called: Called) -> str:
    new = message(stores, called[2], called[1])
    await stores.promises.make(called[0], new, SYSTEM)
    return new.promise_id


async def test_a_message_is_mailed_and_a_refusal_told(stores: Stores, called: Called) -> None:
    async with mail_server() as server:
        await set_up(stores, called, server.port)
        promise_id = await promised(stores, called)
        await run_until(stores, called, promise_id, "sent")
        [got] = server.got
        letter = message_from_bytes(content_of(got), policy=default)
        assert got.rcpt_tos == ["office@oak.example"]
        assert "Boiler is broken" in letter.get_content()
        server.recipients = "550 5.1.1 <office@oak.example> unknown"
        refused = await promised(stores, called)
        await run_until(stores, called, refused, "refused")
        assert await mailed(stores, called, refused) == ("refused", "recipient", server.recipients)
        async with stores.database.tenant(called[0]) as connection:
            sealed = (await connection.execute(select(mails.c.reason_sealed))).scalars().all()
            assert not any(b"oak" in (each or b"") for each in sealed)
        server.recipients = "250 OK"
        await stores.promises.mail_again(called[0], refused)
        await run_until(stores, called, refused, "sent")
        assert len(server.got) == 2


async def test_who_is_killed_while_sending_leaves_the_mail_to_the_next_under_the_same_id(
    stores: Stores, called: Called
) -> None:
    async with mail_server() as server:
        await set_up(stores, called, server.port)
        promise_id = await promised(stores, called)
        first = await stores.outbox.take(called[0])
        assert first is not None
        assert first.attempt == 1
        assert await stores.outbox.take(called[0]) is None
        await stores.promises.mail_again(called[0], promise_id)
        assert await stores.outbox.take(called[0]) is None, "it is being sent: nobody else may"
        async with stores.database.tenant(called[0]) as connection:
            await connection.execute(update(mails).values(next_at=func.now() - timedelta(seconds=1)))
        second = await stores.outbox.take(called[0])
        assert second is not None
        assert (second.mail_id, second.attempt) == (first.mail_id, 2)
        await stores.outbox.told(called[0], first, Outcome(verdict="refused", code="server", reason="late"))
        assert (await mailed(stores, called, promise_id))[0] == "queued"
        await stores.outbox.told(called[0], second, Outcome(verdict="sent"))
        assert await mailed(stores, called, promise_id) == ("sent", None, "")
    assert timedelta(minutes=1) < TAKEN_FOR


async def _made_and_broken(stores: Stores, workspace_id: str, new: NewPromise) -> None:
    async with stores.database.tenant(workspace_id) as connection:
        await stores.promises.make_within(connection, workspace_id, new, SYSTEM)
        raise RuntimeError


async def test_no_mail_without_its_promise_nor_to_who_was_erased(stores: Stores, called: Called) -> None:
    workspace_id, user_id, interaction_id, contact_id = called
    new = message(stores, interaction_id, user_id)
    with pytest.raises(RuntimeError):
        await _made_and_broken(stores, workspace_id, new)
    assert await stores.outbox.take(workspace_id) is None
    await stores.promises.make(workspace_id, new, SYSTEM)
    await stores.directory.erase(workspace_id, contact_id, SYSTEM)
    mail = await stores.outbox.take(workspace_id)
    assert mail is not None
    assert mail.to is None
    await stores.outbox.told(workspace_id, mail, Outcome(verdict="refused", code="erased", reason="x"))


async def test_a_mail_that_kills_every_worker_is_given_up(stores: Stores, called: Called) -> None:
    promise_id = await promised(stores, called)
    for _ in range(len(PAUSES) + 1):
        assert await stores.outbox.take(called[0]) is not None
        async with stores.database.tenant(called[0]) as connection:
            await connection.execute(update(mails).values(next_at=func.now() - timedelta(seconds=1)))
    assert await stores.outbox.take(called[0]) is None
    assert await mailed(stores, called, promise_id) == ("failed", "broke", "")


async def test_the_password_is_sealed_and_of_two_changes_the_second_is_told(
    stores: Stores, called: Called
) -> None:
    workspace_id = called[0]
    secret = replace(SETTINGS, username="desk", password="open sesame")
    first = await stores.mail_setup.write(workspace_id, secret, SYSTEM, if_version=None)
    assert (await stores.mail_setup.read(workspace_id)).password == "open sesame"
    async with stores.database.tenant(workspace_id) as connection:
        sealed = (await connection.execute(select(mail_settings.c.password_sealed))).scalar_one()
    assert b"sesame" not in sealed
    with pytest.raises(VersionConflict):
        await stores.mail_setup.write(workspace_id, secret, SYSTEM, if_version=first.version - 1)


async def test_without_a_server_the_mail_says_so_and_can_be_sent_later(
    stores: Stores, called: Called
) -> None:
    async with stores.database.tenant(called[0]) as connection:
        await connection.execute(mail_settings.delete())
    promise_id = await promised(stores, called)
    await run_until(stores, called, promise_id, "refused")
    assert (await mailed(stores, called, promise_id))[1] == "not_set_up"


async def test_a_mail_that_cannot_be_opened_holds_up_no_other(stores: Stores, called: Called) -> None:
    async with mail_server() as server:
        await set_up(stores, called, server.port)
        spoilt = await promised(stores, called)
        of = mails.c.promise_id == spoilt
        async with stores.database.tenant(called[0]) as connection:
            await connection.execute(update(mails).where(of).values(content_sealed=b"\x01" + b"spoilt" * 9))
        fine = await promised(stores, called)
        await run_until(stores, called, fine, "sent")

        async def is_given_up() -> bool:
            async with stores.database.tenant(called[0]) as connection:
                row = (await connection.execute(select(mails.c.state, mails.c.code).where(of))).one()
            return tuple(row) == ("failed", "unreadable")

        async with mail_runs(stores):
            await until_awaited(is_given_up)


async def test_what_was_taken_back_is_not_mailed_unless_it_stands_again(
    stores: Stores, called: Called
) -> None:
    async with mail_server() as server:
        await set_up(stores, called, server.port)
        promise_id, user_id = await promised(stores, called), called[1]
        await stores.promises.set_state(called[0], promise_id, "cancelled", user_id, SYSTEM)
        other = await promised(stores, called)
        await run_until(stores, called, other, "sent")
        await run_until(stores, called, promise_id, "failed")
        assert await mailed(stores, called, promise_id) == ("failed", "cancelled", "")
        assert len(server.got) == 1
        await stores.promises.set_state(called[0], promise_id, "open", user_id, SYSTEM)
        await run_until(stores, called, promise_id, "sent")
        assert len(server.got) == 2


async def test_mails_that_are_long_over_are_forgotten(stores: Stores, called: Called) -> None:
    told, waits, is_open = [await promised(stores, called) for _ in range(3)]
    await stores.promises.set_state(called[0], told, "kept", called[1], SYSTEM)
    async with stores.database.tenant(called[0]) as connection:
        long_ago = func.now() - timedelta(days=181)
        await connection.execute(update(mails).values(created_at=long_ago))
        over = mails.c.promise_id.in_([told, is_open])
        await connection.execute(update(mails).where(over).values(state="sent", next_at=None))
    await stores.upkeep.run([called[0]])
    async with stores.database.tenant(called[0]) as connection:
        left = set((await connection.execute(select(mails.c.promise_id))).scalars())
    assert told not in left
    assert {waits, is_open} <= left
