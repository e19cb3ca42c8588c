"""No row of one workspace is seen, changed or made by another: for every tenant table, made from the tables themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from ringwell.access.model import NewUser, UserChange
from ringwell.access.ports import Answered
from ringwell.access.shift_checks import Measured, ShiftCheck
from ringwell.adapters.postgres.tables import tenant_tables
from ringwell.adapters.speech.wav import usable
from ringwell.agents.model import Site, Team
from ringwell.customers.model import ContactChange
from ringwell.customers.phone_book import Book, Row
from ringwell.customers.promises import Addressee, NewPromise
from ringwell.customers.segments import CallerSegment, SegmentRule
from ringwell.flows.announcements import AnnouncementEntry
from ringwell.flows.own_prompts import OwnPrompt, Spoken
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.mail import MailSettings
from ringwell.kernel.sms import NewText, SmsSettings, TextOutcome
from ringwell.projects.blocks import BlockEntry
from ringwell.projects.form import FormField
from ringwell.projects.owners import Owner
from ringwell.routing.model import BackupGroup
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, whole_call
from tests.support.rows import Talk, gave_up, trial_of
from tests.support.speech import tone
from tests.support.store import Story, TestDatabase, new_workspace

pytestmark = pytest.mark.live

TABLES = [table.name for table in tenant_tables()]
MADE_BY_THE_RELAY = {"cursors"}


async def fill(stores: Stores) -> str:
    """A workspace with at least one row in every table that the product itself writes."""
    workspace_id = await seed_demo(stores)
    user = next(user for user in await stores.users.all(workspace_id) if user.agent_id)
    project_id = next(iter((await stores.config.load(workspace_id)).projects))
    await stores.config.create(workspace_id, Team(team_id=stores.ids.new(kinds.TEAM), name="North"), SYSTEM)
    await stores.config.create(workspace_id, Site(site_id=stores.ids.new(kinds.SITE), name="Home"), SYSTEM)
    group = BackupGroup(group_id=stores.ids.new(kinds.GROUP), name="Back office")
    await stores.config.create(workspace_id, group, SYSTEM)
    await stores.users.change(workspace_id, user.user_id, UserChange(project_ids=(project_id,)), SYSTEM)
    await stores.sessions.start(workspace_id, user.user_id, 60)
    await stores.api_tokens.make(workspace_id, user.user_id, "crm", ["agent"], SYSTEM)
    await stores.idempotency.begin(workspace_id, user.user_id, "key", "print")
    await stores.idempotency.finish(workspace_id, user.user_id, "key", Answered(status=200, body=b"{}"))
    await stores.audit.looked(workspace_id, SYSTEM, "recording.listened", "rec_1", {})
    await stores.jobs.ask(workspace_id, "what_if", user.user_id, {"day": "2026-01-02"})
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    await stores.directory.change(workspace_id, caller.contact_id, ContactChange(name="Jan Nowak"), SYSTEM)
    story = Story(workspace_id, stores.ids)
    for contact_id in (caller.contact_id, None):
        call = CallIds(stores.ids, user.agent_id or "", stores.ids.new(kinds.QUEUE), contact_id)
        await stores.log.append(workspace_id, whole_call(story, call))
        note = await stores.notes.write(workspace_id, call.interaction, user.user_id, "called", SYSTEM)
        await stores.owner_answers.decide(
            workspace_id, call.interaction, note.note_id, "kept", user.user_id, SYSTEM
        )
        await stores.notes.save_draft(workspace_id, call.interaction, user.user_id, "draft")
        promise = NewPromise(
            promise_id=stores.ids.new(kinds.PROMISE),
            interaction_id=call.interaction,
            kind="message",
            text="Call Jan",
            to=Addressee(email="office@oak.example"),
            made_by=user.user_id,
        )
        await stores.promises.make(workspace_id, promise, SYSTEM)
        await stores.call_data.keep(workspace_id, call.interaction, {"order": "4711"})
        order = FormField(name="order", label="Order")
        await stores.call_forms.write(
            workspace_id, call.interaction, [order], {"order": "4711"}, user.user_id, SYSTEM
        )
    measured = Measured(speech_db=-20, noise_db=-60, heard=True, round_trip_ms=20, lost=0)
    check = ShiftCheck(user_id=user.user_id, at=datetime.now(UTC), measured=measured)
    await stores.shift_checks.keep(workspace_id, check)
    assert await stores.shift_checks.of_user(workspace_id, user.user_id, 5) == [check]
    talk = await Talk(stores, workspace_id).begin()
    aside = await stores.asides.ask(workspace_id, talk.question, SYSTEM)
    await stores.asides.saw(workspace_id, aside.aside_id, user.user_id, 1)
    entry = BlockEntry(
        block_id=stores.ids.new(kinds.BLOCK),
        kind="withheld",
        state="on",
        reason="rude",
        made_by=user.user_id,
        made_at=datetime.now(UTC),
    )
    await stores.blocks.make(workspace_id, entry, SYSTEM)
    await fill_speech(stores, workspace_id, user.user_id)
    await stores.phone_book.add(workspace_id, Book(), [Row(name="Jan", number="+48600100200")])
    await stores.mail_setup.write(workspace_id, MailSettings(host="mail.example"), SYSTEM, if_version=None)
    await stores.sms_setup.write(workspace_id, SmsSettings(host="sms.example"), SYSTEM, if_version=None)
    text_id = stores.ids.new(kinds.TEXT)
    new = NewText(text_id=text_id, number="+48600100200", text="Hello", usual=True)
    assert await stores.text_tests.put(workspace_id, new) is None
    taken = await stores.text_outbox.take(workspace_id)
    assert taken is not None
    await stores.text_outbox.told(workspace_id, taken, TextOutcome(verdict="sent", ids=("part-1",)))
    await stores.callback_numbers.keep(
        workspace_id, stores.ids.new(kinds.INTERACTION), "+48221234567", region="PL"
    )
    await _follow_up(stores, workspace_id, user.user_id, caller.contact_id)
    config = await stores.config.load(workspace_id)
    owner = Owner(
        owner_id=stores.ids.new(kinds.OWNER),
        project_id=next(iter(config.projects)),
        name="Jan",
        number="+48600100200",
    )
    await stores.config.create(workspace_id, owner, SYSTEM)
    flow_id = next(iter(config.flows))
    await stores.drafts.save(workspace_id, flow_id, {}, 1, user.user_id, if_revision=0)
    await stores.drafts.begin_trial(workspace_id, trial_of(flow_id), {})
    return workspace_id


async def fill_speech(stores: Stores, workspace_id: str, user_id: str) -> None:
    """A sound, a prompt that says it, an announcement, and a segment of callers with a number on its list."""
    sound = await stores.sounds.keep(workspace_id, usable(tone(440)))
    said = {"en": Spoken(source="recorded", sound=sound.name)}
    prompt = OwnPrompt(prompt_id=stores.ids.new(kinds.PROMPT), name="Welcome", said=said)
    await stores.config.create(workspace_id, prompt, SYSTEM)
    segment = CallerSegment(
        caller_segment_id=stores.ids.new(kinds.CALLER_SEGMENT),
        name="VIP",
        place=1,
        rule=SegmentRule(listed=True),
    )
    await stores.config.create(workspace_id, segment, SYSTEM)
    await stores.segment_numbers.add(workspace_id, segment.caller_segment_id, ["+48600100200"], SYSTEM)
    announcement = AnnouncementEntry(
        announcement_id=stores.ids.new(kinds.ANNOUNCEMENT),
        target="all",
        said=said,
        made_by=user_id,
        made_at=datetime.now(UTC),
        ends_at=datetime.now(UTC) + timedelta(hours=1),
    )
    await stores.announcements.begin(workspace_id, announcement, SYSTEM)


async def _follow_up(stores: Stores, workspace_id: str, user_id: str, contact_id: str) -> None:
    """A caller who gave up, and was called."""
    queue_id = next(iter((await stores.config.load(workspace_id)).queues))
    await stores.config.change(workspace_id, "queues", queue_id, {"follow_up_after_s": 0}, SYSTEM)
    interaction_id = await gave_up(stores, workspace_id, queue_id, contact_id)
    await stores.follow_ups.set_done(workspace_id, interaction_id, user_id, SYSTEM)


async def counts(url: str, workspace_id: str | None) -> dict[str, int]:
    """Rows that a plain SELECT without WHERE sees in each table."""
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            if workspace_id:
                await connection.execute(
                    text("SELECT set_config('ringwell.workspace_id', :id, true)"),
                    {"id": workspace_id.partition("_")[2]},
                )
            return {
                table.name: int(await connection.scalar(select(func.count()).select_from(table)) or 0)
                for table in tenant_tables()
            }
    finally:
        await engine.dispose()


async def test_a_plain_select_returns_no_foreign_row(stores: Stores, migrated: TestDatabase) -> None:
    full = await fill(stores)
    stranger = await new_workspace(stores)
    app = migrated.url("app")
    everything = await counts(migrated.url("superuser"), None)
    empty = {name for name, count in everything.items() if count == 0}
    assert empty <= MADE_BY_THE_RELAY, "tables that this test proves nothing about"
    assert set((await counts(app, None)).values()) == {0}
    seen_by_owner = {name for name, count in (await counts(migrated.url("owner"), None)).items() if count}
    assert seen_by_owner == {"workspaces", "workspace_sequences", "trunks", "jobs", "mails", "texts"}
    own = {"workspaces": 1, "workspace_sequences": 1, "events": 1}
    assert {name: count for name, count in (await counts(app, stranger)).items() if count} == own
    mine = await counts(app, full)
    assert mine["workspaces"] == 1
    assert mine["events"] < everything["events"]
    assert mine["interactions"] == 4


async def test_the_setting_does_not_outlive_its_transaction(stores: Stores, workspace_id: str) -> None:
    async with stores.database.tenant(workspace_id) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM workspaces")) == 1
    for _ in range(6):
        async with stores.database.across() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM workspaces")) == 0


@pytest.mark.parametrize("name", TABLES)
async def test_foreign_rows_cannot_be_written(stores: Stores, migrated: TestDatabase, name: str) -> None:
    """The workspace of a row cannot be another's, neither when it is made nor when it is changed."""
    mine, other = await new_workspace(stores), await new_workspace(stores)
    engine = create_async_engine(migrated.url("app"))
    async with engine.connect() as connection:
        await connection.execute(
            text("SELECT set_config('ringwell.workspace_id', :id, false)"), {"id": mine.partition("_")[2]}
        )
        with pytest.raises(DBAPIError, match=r"row-level security|permission denied"):
            await connection.execute(text(_foreign_insert(name)), {"other": other.partition("_")[2]})
    await engine.dispose()


def _foreign_insert(name: str) -> str:
    """An INSERT whose only flaw, as far as row-level security is asked first, is the workspace."""
    table = next(table for table in tenant_tables() if table.name == name)
    values = {
        column.name: _some(column)
        for column in table.c
        if not column.nullable and column.server_default is None and column.name != "workspace_id"
    }
    names = ", ".join(f'"{column}"' for column in ("workspace_id", *values))
    return f"INSERT INTO {name} ({names}) VALUES ({', '.join(('CAST(:other AS uuid)', *values.values()))})"


def _some(column: Any) -> str:
    kind = str(column.type.compile()).upper()
    if isinstance(column.type, tuple) or "ARRAY" in kind or "[]" in kind:
        return "'{}'"
    known = {"TEXT": "'x'", "BOOLEAN": "false", "JSONB": "'{}'", "BYTEA": "'x'", "BLOB": "'x'"}
    if kind in known:
        return known[kind]
    if "CHAR" in kind or "UUID" in kind:
        return "gen_random_uuid()"
    return "now()" if "TIMESTAMP" in kind or "DATETIME" in kind else "1"


@pytest.mark.parametrize("name", TABLES)
def test_every_tenant_table_is_keyed_by_its_workspace(name: str) -> None:
    table = next(table for table in tenant_tables() if table.name == name)
    assert next(iter(table.primary_key.columns)).name == "workspace_id"


async def test_partitions_of_the_log_cannot_be_read_apart(stores: Stores, workspace_id: str) -> None:
    async with stores.database.across() as connection:
        names = list(
            (
                await connection.execute(
                    text(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass"
                    )
                )
            ).scalars()
        )
    assert len(names) > 1
    for name in names:
        with pytest.raises(DBAPIError, match="permission denied"):
            async with stores.database.tenant(workspace_id) as connection:
                await connection.execute(text(f"SELECT count(*) FROM {name}"))


@pytest.mark.parametrize("words", ["UPDATE events SET type = 'x'", "DELETE FROM events", "TRUNCATE events"])
async def test_the_log_is_append_only(stores: Stores, workspace_id: str, words: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with stores.database.tenant(workspace_id) as connection:
            await connection.execute(text(words))


async def test_the_relay_reads_the_log_of_all_and_writes_nothing(
    stores: Stores, workspace_id: str, migrated: TestDatabase
) -> None:
    await stores.users.create(workspace_id, NewUser(sign_in="x", name="X", roles=()), SYSTEM)
    engine = create_async_engine(migrated.url("relay"))
    async with engine.connect() as connection:
        found = (await connection.execute(text("SELECT DISTINCT workspace_id FROM events"))).scalars().all()
        assert len(found) >= 1
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="permission denied"):
            await connection.execute(text("SELECT count(*) FROM contacts"))
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="permission denied"):
            await connection.execute(text("DELETE FROM events"))
    await engine.dispose()
