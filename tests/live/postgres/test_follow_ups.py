"""Who gave up is on the list by the queue's rule, once, until somebody has seen to it or helped; and numbers to call back keep their seal."""

from datetime import UTC, datetime, timedelta

import pytest

from ringwell.calls.messages import InteractionResult, InteractionStarted
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import InvalidValue, NotFound
from ringwell.kernel.events import SYSTEM
from ringwell.outbound.messages import CallbackAsked
from ringwell.routing.model import Queue
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores
from tests.support.rows import gave_up
from tests.support.store import Story

pytestmark = pytest.mark.live


@pytest.fixture
async def shop(stores: Stores) -> tuple[str, str, str]:
    """A workspace, its queue that follows up after 30 s, and a contact."""
    workspace_id = await seed_demo(stores)
    queue = (await stores.config.all_of(workspace_id, "queues"))[0].entity
    assert isinstance(queue, Queue)
    await stores.config.change(workspace_id, "queues", queue.queue_id, {"follow_up_after_s": 30}, SYSTEM)
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    return workspace_id, queue.queue_id, caller.contact_id


async def listed(stores: Stores, workspace_id: str, *, done: bool = False) -> list[str]:
    return [each.interaction_id for each in await stores.follow_ups.all(workspace_id, done=done)]


async def test_who_gave_up_after_the_queue_s_time_is_to_be_called(
    stores: Stores, shop: tuple[str, str, str]
) -> None:
    workspace_id, queue_id, contact_id = shop
    await gave_up(stores, workspace_id, queue_id, contact_id, waited_s=10, ago=timedelta(hours=3))
    await gave_up(stores, workspace_id, queue_id, None)
    await gave_up(stores, workspace_id, queue_id, contact_id, ago=timedelta(days=9))
    wanted = await gave_up(stores, workspace_id, queue_id, contact_id)
    assert await listed(stores, workspace_id) == [wanted]


@pytest.mark.parametrize("later", ["handled", "callback_asked", "abandoned_in_queue"])
async def test_who_called_again_is_not_called_for_the_earlier_call(
    stores: Stores, shop: tuple[str, str, str], later: InteractionResult
) -> None:
    workspace_id, queue_id, contact_id = shop
    earlier = await gave_up(stores, workspace_id, queue_id, contact_id, ago=timedelta(hours=2))
    newer = await gave_up(stores, workspace_id, queue_id, contact_id, result=later)
    assert await listed(stores, workspace_id) == ([newer] if later == "abandoned_in_queue" else [])
    assert earlier not in await listed(stores, workspace_id)


async def test_who_called_again_and_gave_up_at_once_is_still_to_be_called(
    stores: Stores, shop: tuple[str, str, str]
) -> None:
    workspace_id, queue_id, _ = shop
    contact = (await stores.directory.identify(workspace_id, "+48221234599", region="PL")).contact_id
    wanted = await gave_up(stores, workspace_id, queue_id, contact, ago=timedelta(hours=2))
    await gave_up(stores, workspace_id, queue_id, contact, waited_s=3)
    assert wanted in await listed(stores, workspace_id)
    await gave_up(stores, workspace_id, queue_id, contact, result="handled")
    assert wanted not in await listed(stores, workspace_id)


async def test_done_and_undone_are_told_once(stores: Stores, shop: tuple[str, str, str]) -> None:
    workspace_id, queue_id, contact_id = shop
    user = (await stores.users.all(workspace_id))[0].user_id
    call = await gave_up(stores, workspace_id, queue_id, contact_id)
    for _ in range(2):
        await stores.follow_ups.set_done(workspace_id, call, user, SYSTEM)
    assert await listed(stores, workspace_id) == []
    assert await listed(stores, workspace_id, done=True) == [call]
    for _ in range(2):
        await stores.follow_ups.reopen(workspace_id, call, user, SYSTEM)
    assert await listed(stores, workspace_id) == [call]
    told = [event.type async for event in stores.log.read(workspace_id) if event.type.startswith("follow_up")]
    assert told == ["follow_up.done", "follow_up.reopened"]
    with pytest.raises(NotFound):
        await stores.follow_ups.set_done(workspace_id, stores.ids.new(kinds.INTERACTION), user, SYSTEM)


async def test_who_is_erased_is_not_called_back_at_the_number_that_they_typed(stores: Stores) -> None:
    workspace_id = await seed_demo(stores)
    asker = (await stores.directory.identify(workspace_id, "+48221234511", region="PL")).contact_id
    callback = stores.ids.new(kinds.INTERACTION)
    typed = await stores.callback_numbers.keep(workspace_id, callback, "600 100 211", region="PL")
    begun = _begun(stores, "K7G")
    asked = CallbackAsked(
        of_interaction_id=stores.ids.new(kinds.INTERACTION),
        queue_id=stores.ids.new(kinds.QUEUE),
        contact_id=typed.contact_id,
        asked_by=asker,
        mode="agent_first",
        promised_by=None,
        keeps_until=datetime.now(UTC) + timedelta(days=1),
    )
    story = Story(workspace_id, stores.ids)
    await stores.log.append(workspace_id, story.tell(begun, asked, interaction_id=callback))
    for contact_id in (asker, typed.contact_id):
        assert await stores.callback_numbers.owed_to(workspace_id, contact_id) == [callback]
    await stores.directory.erase(workspace_id, asker, SYSTEM)
    assert await stores.callback_numbers.find(workspace_id, callback) is None


async def test_a_number_to_call_back_is_found_again_until_its_contact_is_erased(stores: Stores) -> None:
    workspace_id = await seed_demo(stores)
    callback = stores.ids.new(kinds.INTERACTION)
    kept = await stores.callback_numbers.keep(workspace_id, callback, "600 100 200", region="PL")
    assert kept.number == "+48600100200"
    assert await stores.callback_numbers.find(workspace_id, callback) == kept
    own = stores.ids.new(kinds.INTERACTION)
    again = await stores.callback_numbers.keep_for(workspace_id, own, kept.contact_id, region="PL")
    assert again.number == kept.number
    with pytest.raises(InvalidValue):
        await stores.callback_numbers.keep_for(workspace_id, own, kept.contact_id, region="DE")
    assert await stores.callback_numbers.owed_to(workspace_id, kept.contact_id) == []
    story = Story(workspace_id, stores.ids)
    begun = _begun(stores, "K7F")
    await stores.log.append(workspace_id, story.tell(begun, interaction_id=callback))
    assert await stores.callback_numbers.owed_to(workspace_id, kept.contact_id) == [callback]
    await stores.directory.erase(workspace_id, kept.contact_id, SYSTEM)
    assert await stores.callback_numbers.find(workspace_id, callback) is None


def _begun(stores: Stores, short_ref: str) -> InteractionStarted:
    """A callback that is on."""
    return InteractionStarted(
        leg_id=stores.ids.new(kinds.LEG),
        switch_id="",
        direction="out",
        number_id=None,
        project_id=None,
        client_id=None,
        short_ref=short_ref,
    )
