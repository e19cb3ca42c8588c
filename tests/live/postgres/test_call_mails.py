"""Mails of flows in the real outbox: once under one id, and not before mail is set up or where there is no address."""

import pytest

from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.ids import DerivedIds
from ringwell.kernel.mail import MailSettings
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, whole_call
from tests.support.store import Story, new_workspace

pytestmark = pytest.mark.live


async def test_a_mail_is_sent_once_and_only_where_it_can_be(stores: Stores) -> None:
    workspace_id = await new_workspace(stores)
    agent, queue = stores.ids.new(kinds.AGENT), stores.ids.new(kinds.QUEUE)
    call = CallIds(stores.ids, agent, queue, None)
    mail_id = DerivedIds(f"{call.interaction}/3").new(kinds.MAIL)

    async def put(to: str) -> str | None:
        return await stores.call_mails.put(workspace_id, call.interaction, mail_id, to, "It rang", "At noon")

    assert await put("office@oak.example") == "not_set_up"
    settings = MailSettings(host="mail.oak.example", sender="us@oak.example")
    await stores.mail_setup.write(workspace_id, settings, SYSTEM, if_version=None)
    with pytest.raises(NotFound):
        await put("office@oak.example")
    await stores.log.append(workspace_id, whole_call(Story(workspace_id, stores.ids), call))
    assert await put("") == "no_address"
    assert (await put("office@oak.example"), await put("office@oak.example")) == (None, None)
    taken = await stores.outbox.take(workspace_id)
    assert taken is not None
    assert (taken.to, taken.subject, taken.text) == ("office@oak.example", "It rang", "At noon")
    assert await stores.outbox.take(workspace_id) is None
