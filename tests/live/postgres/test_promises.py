"""Promises in the database: sealed, found again, in order, told once, and forgotten with the customer."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.promises import promises
from ringwell.customers.promises import PromiseFilter
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, UnknownReference
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.stores import Stores
from tests.support.rows import Called, message

pytestmark = pytest.mark.live
NOW = datetime.now(UTC)


async def found(stores: Stores, call: Called, **wanted: object) -> list[str]:
    filter_ = replace(PromiseFilter(interaction_id=call[2]), **wanted)
    page = await stores.promises.page(call[0], filter_, NOW, cursor=None, limit=50)
    return [each.promise_id for each in page.items]


async def told(stores: Stores, call: Called) -> list[str]:
    events = await stores.interactions.timeline(call[0], call[2])
    return [event.type for event in events if event.type.startswith("promise.")]


async def test_a_promise_is_made_and_closed_once(stores: Stores, called: Called) -> None:
    workspace_id, user_id, interaction_id, contact_id = called
    new = message(stores, interaction_id, user_id)
    first = await stores.promises.make(workspace_id, new, SYSTEM)
    assert await stores.promises.make(workspace_id, new, SYSTEM) == first
    assert (first.text, first.to, first.contact_id) == ("Boiler is broken", new.to, contact_id)
    await stores.promises.set_state(workspace_id, new.promise_id, "kept", user_id, SYSTEM)
    kept = await stores.promises.set_state(workspace_id, new.promise_id, "kept", user_id, SYSTEM)
    assert (kept.state, kept.closed_by) == ("kept", user_id)
    again = await stores.promises.set_state(workspace_id, new.promise_id, "open", user_id, SYSTEM)
    assert (again.closed_at, again.closed_by) == (None, None)
    assert await told(stores, called) == ["promise.made", "promise.kept", "promise.reopened"]
    with pytest.raises(AlreadyExists):
        await stores.promises.make(workspace_id, replace(new, made_by=None), SYSTEM)


async def test_nobody_else_s_and_no_unknown_thing_is_referred_to(stores: Stores, called: Called) -> None:
    workspace_id, user_id, interaction_id, _ = called
    new = message(stores, interaction_id, user_id)
    stranger = stores.ids.new(kinds.USER)
    with pytest.raises(UnknownReference):
        await stores.promises.make(workspace_id, replace(new, owner_id=stranger), SYSTEM)
    with pytest.raises(NotFound):
        await stores.promises.make(
            workspace_id, replace(new, interaction_id=stores.ids.new(kinds.INTERACTION)), SYSTEM
        )
    assert await told(stores, called) == []


async def test_promises_are_found_by_words_and_people_and_come_in_order(
    stores: Stores, called: Called
) -> None:
    workspace_id, user_id, interaction_id, contact_id = called
    plain = message(stores, interaction_id, user_id)
    later = replace(
        message(stores, interaction_id, None, "Ring Jan"), kind="call_back", due_at=NOW + timedelta(hours=2)
    )
    late = replace(
        message(stores, interaction_id, None, "Wycena"), owner_id=user_id, due_at=NOW - timedelta(minutes=1)
    )
    for new in (plain, later, late):
        await stores.promises.make(workspace_id, new, SYSTEM)
    by_due = [late.promise_id, later.promise_id, plain.promise_id]
    assert await found(stores, called, state="open") == by_due
    assert await found(stores, called) == [late.promise_id, later.promise_id, plain.promise_id]
    assert await found(stores, called, overdue=True) == [late.promise_id]
    assert await found(stores, called, mine=user_id) == [late.promise_id, plain.promise_id]
    assert await found(stores, called, kind="call_back") == [later.promise_id]
    assert await found(stores, called, contact_id=contact_id, words="BOILER broken") == [plain.promise_id]
    assert len(await found(stores, called, words="office@oak.example")) == 3
    assert len(await found(stores, called, words="nowak")) == 3
    assert await found(stores, called, words="nothing") == []
    seen, cursor = list[str](), None
    for _ in range(3):
        page = await stores.promises.page(
            workspace_id,
            PromiseFilter(state="open", interaction_id=interaction_id),
            NOW,
            cursor=cursor,
            limit=1,
        )
        seen, cursor = [*seen, *(each.promise_id for each in page.items)], page.next
    assert (seen, cursor) == (by_due, None)
    for broken in ("x", "MjAyNg=="):
        with pytest.raises(InvalidValue):
            await stores.promises.page(workspace_id, PromiseFilter(), NOW, cursor=broken, limit=1)


async def test_who_is_erased_was_promised_nothing_that_anybody_can_read(
    stores: Stores, called: Called
) -> None:
    workspace_id, user_id, interaction_id, contact_id = called
    new = message(stores, interaction_id, user_id)
    await stores.promises.make(workspace_id, new, SYSTEM)
    await stores.directory.erase(workspace_id, contact_id, SYSTEM)
    after = await stores.promises.read(workspace_id, new.promise_id)
    assert (after.text, after.to) == (None, None)
    async with stores.database.tenant(workspace_id) as connection:
        assert (await connection.execute(select(promises.c.words))).scalar() == []
    assert await found(stores, called, words="boiler") == []


async def test_two_who_write_first_of_one_conversation_share_its_key(stores: Stores, called: Called) -> None:
    """What is said of a caller without a contact is sealed under a key of the conversation's own: both make it."""
    workspace_id, user_id, interaction_id, _ = called
    async with stores.database.tenant(workspace_id) as connection:
        await connection.execute(update(interactions).values(contact_id=None))
    made = [message(stores, interaction_id, user_id, f"Message {number}") for number in range(8)]
    await asyncio.gather(*(stores.promises.make(workspace_id, each, SYSTEM) for each in made))
    async with stores.database.tenant(workspace_id) as connection:
        mine = promises.c.promise_id.in_([each.promise_id for each in made])
        keys = (await connection.execute(select(promises.c.key_id).where(mine).distinct())).scalars().all()
    assert len(keys) == 1
