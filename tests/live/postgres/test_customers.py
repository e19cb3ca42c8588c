"""Contacts and notes: found by number and word, edited, erased; nothing of a person stands in the tables or in the log."""

import asyncio

import pytest
from sqlalchemy import text

from ringwell.access.model import NewUser
from ringwell.adapters.postgres.tables import tenant_tables
from ringwell.customers.model import ContactChange
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, UnknownReference, VersionConflict
from ringwell.kernel.events import SYSTEM, Actor
from ringwell.kpis.model import InteractionFilter
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, whole_call
from tests.support.servers import RunningDatabase
from tests.support.store import Story, TestDatabase, new_workspace

pytestmark = pytest.mark.live
NEW = RandomIds().new
BY = Actor(kind="user", id="usr_1")


async def call_of(stores: Stores, workspace_id: str, contact_id: str | None) -> CallIds:
    call = CallIds(stores.ids, NEW(kinds.AGENT), NEW(kinds.QUEUE), contact_id)
    await stores.log.append(workspace_id, whole_call(Story(workspace_id, stores.ids), call))
    return call


async def author(stores: Stores, workspace_id: str) -> str:
    user = await stores.users.create(workspace_id, NewUser(sign_in="anna", name="Anna", roles=()), SYSTEM)
    return user.user_id


async def test_a_caller_is_known_the_second_time_however_the_number_is_written(
    stores: Stores, workspace_id: str
) -> None:
    first = await stores.directory.identify(workspace_id, "22 123 45 67", region="PL")
    assert not first.known
    again = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    assert (again.contact_id, again.known) == (first.contact_id, True)
    assert (await stores.directory.read(workspace_id, first.contact_id)).numbers == ("+48221234567",)
    inside = await stores.directory.identify(workspace_id, "1000", region="PL")
    assert (await stores.directory.read(workspace_id, inside.contact_id)).numbers == ("1000",)
    elsewhere = await stores.directory.identify(await new_workspace(stores), "+48221234567", region="PL")
    assert elsewhere.contact_id != first.contact_id
    with pytest.raises(InvalidValue):
        await stores.directory.identify(workspace_id, "anonymous", region="PL")


async def test_a_caller_is_found_with_who_served_it_last_and_who_has_its_account(
    stores: Stores, workspace_id: str
) -> None:
    number = "+48221234599"
    caller = await stores.directory.identify(workspace_id, number, region="PL")
    assert (caller.last_agent_id, caller.owner_agent_id, caller.key_customer) == (None, None, False)
    new = NewUser(sign_in="boris", name="Boris", roles=("agent",))
    owner = (await stores.users.create(workspace_id, new, SYSTEM)).agent_id or ""
    story, queue_id = Story(workspace_id, stores.ids), stores.ids.new(kinds.QUEUE)
    served_by = [stores.ids.new(kinds.AGENT) for _ in range(2)]
    for agent_id in served_by:
        call = CallIds(stores.ids, agent_id, queue_id, caller.contact_id)
        await stores.log.append(workspace_id, whole_call(story, call))
    change = ContactChange(owner_agent_id=owner, key_customer=True, language="pl")
    contact = await stores.directory.change(workspace_id, caller.contact_id, change, SYSTEM)
    assert (contact.owner_agent_id, contact.key_customer) == (owner, True)
    again = await stores.directory.identify(workspace_id, number, region="PL")
    assert (again.last_agent_id, again.owner_agent_id, again.key_customer) == (served_by[-1], owner, True)
    assert (caller.language, again.language) == (None, "pl")
    assert await stores.directory.known(workspace_id, caller.contact_id) == again
    numberless = await stores.directory.change(
        workspace_id, caller.contact_id, ContactChange(numbers=()), SYSTEM
    )
    known = await stores.directory.known(workspace_id, numberless.contact_id)
    assert (known.last_agent_id, known.owner_agent_id, known.key_customer) == (None, owner, True)
    with pytest.raises(NotFound):
        await stores.directory.known(await new_workspace(stores), caller.contact_id)
    nobody = ContactChange(owner_agent_id=stores.ids.new(kinds.AGENT))
    with pytest.raises(UnknownReference):
        await stores.directory.change(workspace_id, caller.contact_id, nobody, SYSTEM)


async def test_two_calls_at_once_from_a_new_number_make_one_contact(
    database: RunningDatabase, migrated: TestDatabase, workspace_id: str
) -> None:
    said = len(database.output.read_text())
    several = [migrated.stores() for _ in range(5)]
    found = await asyncio.gather(
        *(each.directory.identify(workspace_id, "+48600700800", region="PL") for each in several)
    )
    assert len({caller.contact_id for caller in found}) == 1
    assert [caller.known for caller in found].count(False) == 1
    for each in several:
        await each.close()
    assert "duplicate key" not in database.output.read_text()[said:]


async def test_cards_are_edited_and_found(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    changed = await stores.directory.change(
        workspace_id,
        caller.contact_id,
        ContactChange(name="Łucja Żółw", company="Linden", numbers=("+48 22 123 45 67", "600 700 800")),
        BY,
        if_version=1,
    )
    assert changed.numbers == ("+48221234567", "+48600700800")
    assert (await stores.directory.identify(workspace_id, "600700800", region="PL")).name == "Łucja Żółw"
    for words in ("żółw", "ŁUCJA linden", "+48 600 700 800"):
        assert [each.contact_id for each in await stores.directory.find(workspace_id, words)] == [
            caller.contact_id
        ]
    for words in ("żół", "łucja kowalska", "---", "123456"):
        assert await stores.directory.find(workspace_id, words) == []
    with pytest.raises(VersionConflict):
        await stores.directory.change(
            workspace_id, caller.contact_id, ContactChange(name="X"), BY, if_version=1
        )
    renamed = await stores.directory.change(workspace_id, caller.contact_id, ContactChange(name=None), BY)
    assert (renamed.name, renamed.company, len(renamed.numbers)) == (None, "Linden", 2)
    assert await stores.directory.find(workspace_id, "żółw") == []


async def test_a_number_belongs_to_one_contact(stores: Stores, workspace_id: str) -> None:
    one = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    other = await stores.directory.identify(workspace_id, "+48227654321", region="PL")
    with pytest.raises(AlreadyExists):
        await stores.directory.change(
            workspace_id, other.contact_id, ContactChange(numbers=("+48221234567",)), BY
        )
    assert (await stores.directory.read(workspace_id, one.contact_id)).numbers == ("+48221234567",)
    assert (await stores.directory.read(workspace_id, other.contact_id)).numbers == ("+48227654321",)


async def test_notes_are_kept_and_drafts_go(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    user_id = await author(stores, workspace_id)
    for contact_id in (caller.contact_id, None):
        call = await call_of(stores, workspace_id, contact_id)
        await stores.notes.save_draft(workspace_id, call.interaction, user_id, "dra")
        await stores.notes.save_draft(workspace_id, call.interaction, user_id, "draft")
        assert await stores.notes.draft(workspace_id, call.interaction, user_id) == "draft"
        begun = InteractionFilter(draft_of=user_id)
        found = await stores.interactions.page(workspace_id, begun)
        assert [row.interaction_id for row in found.items] == [call.interaction]
        first = await stores.notes.write(workspace_id, call.interaction, user_id, "wants a refund", BY)
        second = await stores.notes.write(workspace_id, call.interaction, user_id, "zażółć ёж", BY)
        assert await stores.notes.draft(workspace_id, call.interaction, user_id) is None
        assert (await stores.interactions.page(workspace_id, begun)).items == ()
        assert list(await stores.notes.of_interaction(workspace_id, call.interaction)) == [first, second]
        types = [event.type for event in await stores.interactions.timeline(workspace_id, call.interaction)]
        assert types.count("note.written") == 2
        await stores.notes.save_draft(workspace_id, call.interaction, user_id, "x")
        await stores.notes.save_draft(workspace_id, call.interaction, user_id, "")
        assert await stores.notes.draft(workspace_id, call.interaction, user_id) is None
    with pytest.raises(NotFound):
        await stores.notes.write(workspace_id, NEW(kinds.INTERACTION), user_id, "x", BY)


async def test_a_note_is_kept_once_under_its_id_and_comes_back_from_no_erasure(
    stores: Stores, workspace_id: str
) -> None:
    caller = await stores.directory.identify(workspace_id, "+48221234599", region="PL")
    user_id, note_id = await author(stores, workspace_id), NEW(kinds.NOTE)
    call = await call_of(stores, workspace_id, caller.contact_id)
    first = await stores.notes.write(workspace_id, call.interaction, user_id, "secret", BY, note_id=note_id)
    again = await stores.notes.write(workspace_id, call.interaction, user_id, "secret", BY, note_id=note_id)
    assert again == first
    other = await call_of(stores, workspace_id, caller.contact_id)
    with pytest.raises(AlreadyExists):
        await stores.notes.write(workspace_id, other.interaction, user_id, "x", BY, note_id=note_id)
    await stores.directory.erase(workspace_id, caller.contact_id, BY)
    late = await stores.notes.write(workspace_id, call.interaction, user_id, "secret", BY, note_id=note_id)
    assert (late.note_id, late.text) == (note_id, None)
    assert len(await stores.notes.of_interaction(workspace_id, call.interaction)) == 1


async def test_nothing_of_a_person_stands_in_the_clear(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    await stores.directory.change(
        workspace_id, caller.contact_id, ContactChange(name="Plaintextname", email="plain@text.example"), BY
    )
    user_id = await author(stores, workspace_id)
    call = await call_of(stores, workspace_id, caller.contact_id)
    await stores.notes.save_draft(workspace_id, call.interaction, user_id, "plainsecret")
    await stores.notes.write(workspace_id, call.interaction, user_id, "plainsecret", BY)
    async with stores.database.tenant(workspace_id) as connection:
        for table in tenant_tables():
            rows = await connection.execute(text(f"SELECT row_to_json(t)::text FROM {table.name} t"))
            for row in rows.scalars():
                for secret in ("Plaintextname", "plaintextname", "221234567", "plain@text", "plainsecret"):
                    assert secret not in row, table.name
                    assert secret.encode().hex() not in row, table.name


async def test_erasing_destroys_the_key(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    await stores.directory.change(workspace_id, caller.contact_id, ContactChange(name="Jan"), BY)
    user_id = await author(stores, workspace_id)
    call = await call_of(stores, workspace_id, caller.contact_id)
    await stores.notes.write(workspace_id, call.interaction, user_id, "secret", BY)
    await stores.directory.erase(workspace_id, caller.contact_id, BY)
    card = await stores.directory.read(workspace_id, caller.contact_id)
    assert (card.erased, card.name, card.numbers) == (True, None, ())
    assert [note.text for note in await stores.notes.of_interaction(workspace_id, call.interaction)] == [None]
    assert await stores.directory.find(workspace_id, "jan") == []
    assert not (await stores.directory.identify(workspace_id, "+48221234567", region="PL")).known
    async with stores.database.tenant(workspace_id) as connection:
        wrapped = await connection.scalar(
            text("SELECT count(*) FROM data_keys WHERE destroyed_at IS NOT NULL AND wrapped IS NULL")
        )
    assert wrapped == 1
    with pytest.raises(NotFound):
        await stores.directory.erase(workspace_id, caller.contact_id, BY)
    with pytest.raises(NotFound):
        await stores.directory.change(workspace_id, caller.contact_id, ContactChange(name="Jan"), BY)
    late = await stores.notes.write(workspace_id, call.interaction, user_id, "after", BY)
    assert late.text == "after"


async def test_interactions_are_found_by_caller(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    call = await call_of(stores, workspace_id, caller.contact_id)
    await call_of(stores, workspace_id, None)
    for words in ("22 123 45 67", call.interaction[-6:].upper()):
        page = await stores.interactions.page(workspace_id, InteractionFilter(text=words))
        assert [row.interaction_id for row in page.items] == [call.interaction]
