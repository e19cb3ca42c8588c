"""Of a voice message the client hears, and the queue that it was left for, each by a mail of its own; the queue's names nobody."""

from email import message_from_bytes
from email.policy import default
from typing import Final

import pytest
import pytest_asyncio
from aiosmtpd.smtp import Envelope
from msgspec.structs import replace

from ringwell.customers.model import ContactChange
from ringwell.customers.promises import NewPromise
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.mail import MailSettings
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, arrives
from tests.support.mail_worker import mail_runs
from tests.support.polling import until_awaited
from tests.support.smtp import content_of, mail_server
from tests.support.store import Story

pytestmark = pytest.mark.live
SAID: Final = "my card number is 4111"
CLIENT, TEAM = "office@oak.example", "night-shift@desk.example"


class Left:
    """A message that Jan Nowak left for a queue, of which the queue and the client are to hear."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores

    async def begin(self) -> "Left":
        stores = self.stores
        self.workspace_id = await seed_demo(stores)
        config = await stores.config.load(self.workspace_id)
        self.queue = next(iter(config.queues.values()))
        client_id = config.projects[self.queue.project_id].client_id
        caller = await stores.directory.identify(self.workspace_id, "+48221234567", region="PL")
        self.contact_id = caller.contact_id
        change = ContactChange(name="Jan Nowak")
        await stores.directory.change(self.workspace_id, self.contact_id, change, SYSTEM)
        await stores.config.change(self.workspace_id, "clients", client_id, {"email": CLIENT}, SYSTEM)
        care = replace(self.queue.care, messages_to=TEAM)
        await stores.config.change(self.workspace_id, "queues", self.queue.queue_id, {"care": care}, SYSTEM)
        call = CallIds(stores.ids, stores.ids.new(kinds.AGENT), self.queue.queue_id, self.contact_id)
        story = Story(self.workspace_id, stores.ids)
        arrived = arrives(story, call, client_id=client_id)
        await stores.log.append(self.workspace_id, arrived)
        self.promise = NewPromise(
            promise_id=stores.ids.new(kinds.PROMISE),
            interaction_id=call.interaction,
            kind="voicemail",
            text=SAID,
        )
        return self

    async def made(self) -> None:
        await self.stores.promises.make(self.workspace_id, self.promise, SYSTEM)

    async def states(self) -> tuple[str | None, str | None]:
        found = await self.stores.promises.read(self.workspace_id, self.promise.promise_id)
        mail, queue_mail = found.mail, found.queue_mail
        return mail and mail.state, queue_mail and queue_mail.state

    async def server(self, port: int) -> None:
        settings = MailSettings(host="127.0.0.1", port=port, security="none", sender="desk@ringwell.example")
        await self.stores.mail_setup.write(self.workspace_id, settings, SYSTEM, if_version=None)

    async def come_to(self, state: str) -> None:
        async def so() -> bool:
            return await self.states() == (state, state)

        async with mail_runs(self.stores):
            await until_awaited(so)


@pytest_asyncio.fixture
async def left(stores: Stores) -> Left:
    return await Left(stores).begin()


async def test_client_and_queue_are_told_once_each_and_the_queue_not_who_called(left: Left) -> None:
    async with mail_server() as server:
        await left.server(server.port)
        server.recipients = "550 5.1.1 unknown"
        await left.made()
        await left.made()
        assert await left.states() == ("queued", "queued")
        await left.come_to("refused")
        server.recipients = "250 OK"
        await left.stores.promises.mail_again(left.workspace_id, left.promise.promise_id)
        await left.come_to("sent")
    to = {got.rcpt_tos[0]: got for got in server.got}
    assert len(server.got) == 2
    assert set(to) == {CLIENT, TEAM}
    subject, text = words_of(to[TEAM])
    found = await left.stores.promises.read(left.workspace_id, left.promise.promise_id)
    assert found.queue_mail is not None
    assert found.queue_mail.to == TEAM
    for each in (found.short_ref, left.queue.name):
        assert each in subject
        assert each in text
    whole = f"{subject}\n{text}"
    for secret in (SAID, "4111", "Nowak", "1234567", left.promise.interaction_id):
        assert secret not in whole
    assert subject != words_of(to[CLIENT])[0]


async def test_who_was_erased_is_in_no_mail_of_the_queue(left: Left) -> None:
    await left.made()
    await left.stores.directory.erase(left.workspace_id, left.contact_id, SYSTEM)
    taken = [await left.stores.outbox.take(left.workspace_id) for _ in range(2)]
    assert [mail and mail.to for mail in taken] == [None, None]
    assert {mail and mail.queue_id for mail in taken} == {None, left.queue.queue_id}
    assert await left.states() == (None, None)


async def test_only_a_voice_message_goes_to_the_queue_and_only_where_it_has_an_address(left: Left) -> None:
    first = left.promise
    left.promise = replace(first, promise_id=left.stores.ids.new(kinds.PROMISE), kind="message")
    await left.made()
    assert await left.states() == ("queued", None)
    left.promise = first
    none = {"care": replace(left.queue.care, messages_to="")}
    await left.stores.config.change(left.workspace_id, "queues", left.queue.queue_id, none, SYSTEM)
    await left.made()
    assert await left.states() == ("queued", None)


def words_of(got: Envelope) -> tuple[str, str]:
    letter = message_from_bytes(content_of(got), policy=default)
    return str(letter["Subject"]), letter.get_content()
