"""Forms of calls in the database: who writes last is right, whoever else writes; sealed, and gone with the contact."""

import asyncio
from typing import cast

import pytest
from sqlalchemy import text

from ringwell.access.model import NewUser
from ringwell.adapters.postgres.page_hints import page_hints
from ringwell.adapters.postgres.tables import tenant_tables
from ringwell.calls.party_messages import PartyJoined
from ringwell.customers.messages import FormFilled
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import SYSTEM
from ringwell.projects.form import FilledForm, FormField, Value
from ringwell.runtime.stores import Stores
from tests.live.postgres.test_asides import Pages
from tests.live.postgres.test_customers import BY, NEW, author, call_of
from tests.support.calls import CallIds, whole_call
from tests.support.polling import until
from tests.support.store import Story, TestDatabase

pytestmark = pytest.mark.live

FIELDS = [FormField(name=f"f{n}", label=f"Field {n}") for n in range(8)] + [
    FormField(name="card", label="Card", kind="card")
]


def values_of(form: FilledForm) -> dict[str, Value]:
    return {each.name: each.value for each in form.entries}


async def test_fields_that_are_written_at_once_are_all_kept(stores: Stores, workspace_id: str) -> None:
    user_id = await author(stores, workspace_id)
    call = await call_of(stores, workspace_id, None)
    forms = stores.call_forms
    assert await forms.of(workspace_id, call.interaction) == FilledForm()
    await asyncio.gather(
        *(
            forms.write(workspace_id, call.interaction, FIELDS, {f"f{n}": f"value {n}"}, user_id, BY)
            for n in range(8)
        )
    )
    found = await forms.of(workspace_id, call.interaction)
    assert values_of(found) == {f"f{n}": f"value {n}" for n in range(8)}
    events = await stores.interactions.timeline(workspace_id, call.interaction)
    told = [event.fact.fields for event in events if isinstance(event.fact, FormFilled)]
    assert sorted(told) == [(f"f{n}",) for n in range(8)]
    with pytest.raises(NotFound):
        await forms.write(workspace_id, NEW(kinds.INTERACTION), FIELDS, {"f1": "x"}, user_id, BY)


async def test_who_has_a_call_and_who_is_asked_may_write(stores: Stores, workspace_id: str) -> None:
    call = await call_of(stores, workspace_id, None)
    colleague = NEW(kinds.AGENT)
    joined = PartyJoined(party_id=NEW(kinds.PARTY), to_agent_id=colleague)
    story = Story(workspace_id, stores.ids)
    told = story.tell(joined, interaction_id=call.interaction, agent_id=colleague)
    await stores.log.append(workspace_id, told)
    other = await call_of(stores, workspace_id, None)
    assert await stores.call_forms.writers(workspace_id, call.interaction) == {call.agent, colleague}
    assert await stores.call_forms.writers(workspace_id, other.interaction) == {other.agent}


async def test_the_pages_of_the_call_hear_of_it(
    stores: Stores, workspace_id: str, migrated: TestDatabase
) -> None:
    new = NewUser(sign_in="anna", name="Anna", roles=("agent",))
    anna = await stores.users.create(workspace_id, new, SYSTEM)
    call = CallIds(stores.ids, anna.agent_id or "", NEW(kinds.QUEUE))
    await stores.log.append(workspace_id, whole_call(Story(workspace_id, stores.ids), call))
    pages = Pages()
    running = asyncio.create_task(page_hints(migrated.url("app"), pages).run())
    written: dict[str, Value | None] = {"f1": "x"}
    try:
        async with asyncio.timeout(20):
            await pages.back.wait()
            await stores.call_forms.write(workspace_id, call.interaction, FIELDS, written, anna.user_id, BY)
            await pages.changed.wait()
    finally:
        running.cancel()
    assert pages.heard == [(workspace_id, frozenset({anna.user_id}))]


async def test_all_hear_of_it_when_the_call_has_been_with_more_than_one_hint_holds(
    stores: Stores, workspace_id: str, migrated: TestDatabase
) -> None:
    people = [
        await stores.users.create(
            workspace_id, NewUser(sign_in=f"u{n}", name=f"U {n}", roles=("agent",)), SYSTEM
        )
        for n in range(500)
    ]
    call = await call_of(stores, workspace_id, None)
    story = Story(workspace_id, stores.ids)
    for each in people:
        joined = PartyJoined(party_id=NEW(kinds.PARTY), to_agent_id=each.agent_id)
        told = story.tell(joined, interaction_id=call.interaction, agent_id=each.agent_id)
        await stores.log.append(workspace_id, told)
    pages = Pages()
    running = asyncio.create_task(page_hints(migrated.url("app"), pages).run())
    written: dict[str, Value | None] = {"f1": "x"}
    try:
        async with asyncio.timeout(20):
            await pages.back.wait()
        form = await stores.call_forms.write(
            workspace_id, call.interaction, FIELDS, written, people[0].user_id, BY
        )
        await until(lambda: len(pages.heard) == 3)
    finally:
        running.cancel()
    assert values_of(form) == {"f1": "x"}
    told_to = [users for _, users in cast("list[tuple[str, frozenset[str]]]", pages.heard)]
    assert frozenset().union(*told_to) == {each.user_id for each in people}


async def test_it_is_sealed_and_gone_with_the_contact(stores: Stores, workspace_id: str) -> None:
    user_id = await author(stores, workspace_id)
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    call = await call_of(stores, workspace_id, caller.contact_id)
    written: dict[str, Value | None] = {"f1": "Plaintextorder", "card": "4931"}
    await stores.call_forms.write(workspace_id, call.interaction, FIELDS, written, user_id, BY)
    async with stores.database.tenant(workspace_id) as connection:
        for table in tenant_tables():
            rows = await connection.execute(text(f"SELECT row_to_json(t)::text FROM {table.name} t"))
            for row in rows.scalars():
                for secret in ("Plaintextorder", '"4931"'):
                    assert secret not in row, table.name
                    assert secret.encode().hex() not in row, table.name
    await stores.directory.erase(workspace_id, caller.contact_id, BY)
    assert await stores.call_forms.of(workspace_id, call.interaction) == FilledForm(erased=True)
    late = await stores.call_forms.write(workspace_id, call.interaction, FIELDS, {"f2": "late"}, user_id, BY)
    assert values_of(late) == {"f2": "late"}
