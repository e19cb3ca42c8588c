"""Questions beside calls in the database: sealed, told once, over with the call, heard of at once, and forgotten with the customer."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from ringwell.access.model import UserChange
from ringwell.adapters.postgres.page_hints import page_hints
from ringwell.adapters.postgres.tables.asides import aside_lines
from ringwell.agents.model import Answers
from ringwell.customers.asides import (
    MOST_IN_A_WHILE,
    MOST_OPEN,
    AsideFull,
    AsideOver,
    TooQuick,
)
from ringwell.flows.announcements import AnnouncementEntry
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, NotFound, StillUsed
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores
from tests.support.calls import ends
from tests.support.rows import LINE, Talk
from tests.support.store import TestDatabase, new_workspace

pytestmark = pytest.mark.live


@pytest.fixture
async def talk(stores: Stores) -> Talk:
    return await Talk(stores, await seed_demo(stores)).begin()


async def test_a_question_is_asked_once_answered_and_solved(talk: Talk) -> None:
    asides, place = talk.stores.asides, talk.workspace_id
    assert await asides.talkers(place, talk.call.interaction) == {talk.user}
    first = await asides.ask(place, talk.question, SYSTEM)
    assert await asides.ask(place, talk.question, SYSTEM) == first
    with pytest.raises(AlreadyExists):
        await asides.ask(place, replace(talk.question, user_id=talk.expert), SYSTEM)
    answer = talk.line(talk.expert)
    aside = await asides.write(place, answer, SYSTEM)
    assert await asides.write(place, answer, SYSTEM) == aside
    with pytest.raises(AlreadyExists):
        await asides.write(place, replace(answer, user_id=talk.user), SYSTEM)
    assert [(line.user_id, line.text) for line in aside.lines] == [(talk.user, LINE), (talk.expert, "Yes")]
    assert (aside.unread(talk.user), aside.unread(talk.expert)) == (1, 1)
    await asides.saw(place, aside.aside_id, talk.user, 2)
    await asides.saw(place, aside.aside_id, talk.user, 1)
    [listed] = await asides.open_for(place, talk.user, None)
    assert listed.unread(talk.user) == 0
    assert [each.aside_id for each in await asides.open_for(place, talk.expert, talk.team)] == [
        aside.aside_id
    ]
    assert await asides.open_for(place, talk.expert, None) == []
    for _ in range(2):
        await asides.solve(place, aside.aside_id, talk.user, SYSTEM)
    with pytest.raises(AsideOver):
        await asides.write(place, talk.line(talk.expert), SYSTEM)
    assert await asides.open_for(place, talk.user, talk.team) == []
    assert await talk.told() == ["aside.asked", "aside.answered", "aside.solved"]


async def test_the_group_s_people_at_their_desks_are_counted(talk: Talk) -> None:
    stores, place = talk.stores, talk.workspace_id
    for user_id in (talk.user, talk.expert):
        await stores.users.change(place, user_id, UserChange(team_id=talk.team), SYSTEM)
    counted = await stores.asides.online(place)
    assert counted[talk.team] == 1  # the other one has never been at the desk


async def test_it_is_over_with_its_call_and_kept(talk: Talk) -> None:
    asides, place = talk.stores.asides, talk.workspace_id
    await asides.ask(place, talk.question, SYSTEM)
    await talk.stores.log.append(place, ends(talk.story, talk.call))
    assert await asides.talkers(place, talk.call.interaction) == frozenset()
    with pytest.raises(AsideOver):
        await asides.write(place, talk.line(talk.expert), SYSTEM)
    another = replace(talk.question, aside_id=talk.stores.ids.new(kinds.ASIDE))
    with pytest.raises(AsideOver):
        await asides.ask(place, another, SYSTEM)
    [kept] = await asides.of_interaction(place, talk.call.interaction)
    assert kept.over_at is not None
    assert kept.lines[0].text == LINE


async def test_nobody_floods_the_others(talk: Talk) -> None:
    asides, place, new = talk.stores.asides, talk.workspace_id, talk.stores.ids.new
    first = talk.question
    for _ in range(MOST_OPEN):
        await asides.ask(place, talk.question, SYSTEM)
        talk.question = replace(first, aside_id=new(kinds.ASIDE), line_id=new(kinds.ASIDE_LINE))
    with pytest.raises(AsideFull):
        await asides.ask(place, talk.question, SYSTEM)
    talk.question = first
    lines = [talk.line(talk.expert) for _ in range(MOST_IN_A_WHILE)]
    for line in lines:
        with suppress(TooQuick):  # what was written by the tests before counts, too
            await asides.write(place, line, SYSTEM)
    with pytest.raises(TooQuick):
        await asides.write(place, talk.line(talk.expert), SYSTEM)
    assert len((await asides.read(place, first.aside_id)).lines) <= MOST_IN_A_WHILE + 1


async def test_what_was_written_is_sealed_and_forgotten_with_the_customer(
    talk: Talk,
) -> None:
    asides, place = talk.stores.asides, talk.workspace_id
    await asides.ask(place, talk.question, SYSTEM)
    async with talk.stores.database.tenant(place) as connection:
        mine = select(aside_lines.c.text_sealed).where(aside_lines.c.line_id == talk.question.line_id)
        sealed = (await connection.execute(mine)).scalar_one()
    assert b"Nowak" not in sealed
    await talk.stores.directory.erase(place, talk.contact, SYSTEM)
    [kept] = await asides.of_interaction(place, talk.call.interaction)
    assert [line.text for line in kept.lines] == [None]


async def test_another_workspace_has_none_of_it(talk: Talk) -> None:
    asides = talk.stores.asides
    await asides.ask(talk.workspace_id, talk.question, SYSTEM)
    stranger = await new_workspace(talk.stores)
    assert await asides.of_interaction(stranger, talk.call.interaction) == []
    assert await asides.open_for(stranger, talk.user, talk.team) == []
    with pytest.raises(NotFound):
        await asides.read(stranger, talk.question.aside_id)
    with pytest.raises(NotFound):
        await asides.write(stranger, talk.line(talk.user), SYSTEM)


async def test_a_project_that_specialists_are_asked_about_stays(talk: Talk) -> None:
    config = await talk.stores.config.load(talk.workspace_id)
    [project_id] = (config.teams[talk.team].answers or Answers()).project_ids
    with pytest.raises(StillUsed):
        await talk.stores.config.remove(talk.workspace_id, "projects", project_id, SYSTEM)


class Pages:
    """What an edge's pages would be told."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.changed, self.back = asyncio.Event(), asyncio.Event()

    def asides_changed(self, workspace_id: str, team_id: str, user_ids: frozenset[str]) -> None:
        self.heard.append((workspace_id, team_id, user_ids))
        self.changed.set()

    def announcements_changed(self, workspace_id: str) -> None:
        self.heard.append(workspace_id)
        self.changed.set()

    def form_changed(self, workspace_id: str, user_ids: frozenset[str]) -> None:
        self.heard.append((workspace_id, user_ids))
        self.changed.set()

    def hints_missed(self) -> None:
        self.back.set()


async def test_edges_hear_of_it_at_once(talk: Talk, migrated: TestDatabase) -> None:
    pages = Pages()
    running = asyncio.create_task(page_hints(migrated.url("app"), pages).run())
    entry = AnnouncementEntry(
        announcement_id=talk.stores.ids.new(kinds.ANNOUNCEMENT),
        target="all",
        said={},
        made_by=talk.user,
        made_at=datetime.now(UTC),
        ends_at=datetime.now(UTC) + timedelta(hours=1),
    )
    try:
        async with asyncio.timeout(20):
            await pages.back.wait()
            await talk.stores.asides.ask(talk.workspace_id, talk.question, SYSTEM)
            await pages.changed.wait()
            pages.changed.clear()
            await talk.stores.announcements.begin(talk.workspace_id, entry, SYSTEM)
            await pages.changed.wait()
            pages.changed.clear()
            await talk.stores.announcements.end(talk.workspace_id, entry.announcement_id, talk.user, SYSTEM)
            await pages.changed.wait()
    finally:
        running.cancel()
    asked = (talk.workspace_id, talk.team, frozenset({talk.user}))
    assert pages.heard == [asked, talk.workspace_id, talk.workspace_id]
