"""What published flows, calls and other things name cannot be removed, whoever is quicker."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from ringwell.access.model import NewUser
from ringwell.agents.model import Team
from ringwell.customers.phone_book import Book, Row
from ringwell.customers.segments import CallerSegment, SegmentRule
from ringwell.flows.announcements import AnnouncementEntry, AnnouncementTarget
from ringwell.flows.own_prompts import OwnPrompt, Spoken
from ringwell.journeys.config import ConfigEntity, ConfigKind, FlowHead, HoursCalendar, Skill
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound, RingwellError, StillUsed, UnknownReference
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Client, Number, Project
from ringwell.routing.model import CallbackPlan, Queue
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.live.postgres.test_customers import call_of
from tests.support.polling import until_awaited

pytestmark = pytest.mark.live
NEW = RandomIds().new
LISTED = SegmentRule(listed=True)


async def made(stores: Stores, place: str, *things: ConfigEntity) -> None:
    for thing in things:
        await stores.config.create(place, thing, SYSTEM)


async def queue_of(stores: Stores, place: str) -> Queue:
    client = Client(client_id=NEW(kinds.CLIENT), name="Shop")
    project = Project(project_id=NEW(kinds.PROJECT), client_id=client.client_id, name="Sales")
    queue = Queue(queue_id=NEW(kinds.QUEUE), name="Orders", project_id=project.project_id)
    await made(stores, place, client, project, queue)
    return queue


def segment() -> CallerSegment:
    return CallerSegment(caller_segment_id=NEW(kinds.CALLER_SEGMENT), name="VIP", place=1, rule=LISTED)


async def refusal(stores: Stores, place: str, kind: ConfigKind, thing_id: str) -> dict[str, str | int]:
    with pytest.raises(StillUsed) as refused:
        await stores.config.remove(place, kind, thing_id, SYSTEM)
    return refused.value.params


async def test_what_a_published_flow_names_stays_until_no_flow_does(
    stores: Stores, workspace_id: str
) -> None:
    queue, skill, vip = (
        await queue_of(stores, workspace_id),
        Skill(skill_id=NEW(kinds.SKILL), name="Repair"),
        segment(),
    )
    hours = HoursCalendar(hours_id=NEW(kinds.HOURS), name="Always", document={"zone": "UTC", "weekly": {}})
    prompt = OwnPrompt(prompt_id=NEW(kinds.PROMPT), name="Welcome", said={})
    inner, first, second = (
        FlowHead(flow_id=NEW(kinds.FLOW), name=name) for name in ("Inner", "Main", "Night")
    )
    await made(stores, workspace_id, skill, vip, hours, prompt, inner, first, second)
    named: dict[ConfigKind, str] = {
        "queues": queue.queue_id,
        "skills": skill.skill_id,
        "segments": vip.caller_segment_id,
        "hours": hours.hours_id,
        "flows": inner.flow_id,
    }
    document = {"nodes": [*named.values(), prompt.prompt_id]}
    for flow in (first, second):
        await stores.config.publish_flow(workspace_id, flow.flow_id, document, SYSTEM)
    for kind, thing_id in named.items():
        told = await refusal(stores, workspace_id, kind, thing_id)
        assert told == {"kind": "flows", "names": "Main; Night", "named": 2}
    await stores.config.remove(
        workspace_id, "prompts", prompt.prompt_id, SYSTEM
    )  # published flows keep its sounds

    await stores.config.publish_flow(workspace_id, first.flow_id, {"nodes": []}, SYSTEM)
    assert (await refusal(stores, workspace_id, "queues", queue.queue_id))["names"] == "Night"
    await stores.config.remove(workspace_id, "flows", second.flow_id, SYSTEM)
    for kind, thing_id in named.items():
        await stores.config.remove(workspace_id, kind, thing_id, SYSTEM)
    names = await stores.config.names(workspace_id)
    assert (names["segments"], names["queues"]) == (
        {vip.caller_segment_id: "VIP"},
        {queue.queue_id: "Orders"},
    )
    with pytest.raises(UnknownReference):
        await stores.config.publish_flow(workspace_id, first.flow_id, document, SYSTEM)


async def test_a_flow_that_names_itself_can_be_removed(stores: Stores, workspace_id: str) -> None:
    flow = FlowHead(flow_id=NEW(kinds.FLOW), name="Main")
    await made(stores, workspace_id, flow)
    await stores.config.publish_flow(workspace_id, flow.flow_id, {"nodes": [flow.flow_id]}, SYSTEM)
    await stores.config.remove(workspace_id, "flows", flow.flow_id, SYSTEM)


async def test_a_queue_stays_while_somebody_waits_there(stores: Stores, workspace_id: str) -> None:
    queue = await queue_of(stores, workspace_id)
    await call_of(stores, workspace_id, None)
    waits = text("UPDATE queue_visits SET queue_id = :queue, left_at = NULL")
    async with stores.database.tenant(workspace_id) as connection:
        await connection.execute(waits, {"queue": kinds.uuid_of(queue.queue_id)})
    assert (await refusal(stores, workspace_id, "queues", queue.queue_id))["kind"] == "interactions"
    async with stores.database.tenant(workspace_id) as connection:
        await connection.execute(text("UPDATE queue_visits SET left_at = now()"))
    await stores.config.remove(workspace_id, "queues", queue.queue_id, SYSTEM)


async def test_hours_within_which_a_queue_calls_back_stay(stores: Stores, workspace_id: str) -> None:
    queue = await queue_of(stores, workspace_id)
    hours = HoursCalendar(hours_id=NEW(kinds.HOURS), name="Day", document={"zone": "UTC", "weekly": {}})
    await made(stores, workspace_id, hours)
    plan = {"callback": CallbackPlan(hours_id=hours.hours_id)}
    await stores.config.change(workspace_id, "queues", queue.queue_id, plan, SYSTEM)
    assert await refusal(stores, workspace_id, "hours", hours.hours_id) == {
        "kind": "queues",
        "names": "Orders",
        "named": 1,
    }
    await stores.config.change(workspace_id, "queues", queue.queue_id, {"callback": None}, SYSTEM)
    await stores.config.remove(workspace_id, "hours", hours.hours_id, SYSTEM)
    with pytest.raises(UnknownReference):
        await stores.config.change(workspace_id, "queues", queue.queue_id, plan, SYSTEM)


async def test_what_callers_are_told_before_keeps_its_target_while_it_is_on(
    stores: Stores, workspace_id: str
) -> None:
    anna = await stores.users.create(
        workspace_id, NewUser(sign_in="anna", name="Anna", roles=("supervisor",)), SYSTEM
    )
    queue, flow = await queue_of(stores, workspace_id), FlowHead(flow_id=NEW(kinds.FLOW), name="Main")
    number = Number(
        number_id=NEW(kinds.NUMBER),
        number="+48221234567",
        project_id=queue.project_id,
        flow_id=flow.flow_id,
        language="en",
    )
    await made(stores, workspace_id, flow, number)
    targets: list[tuple[AnnouncementTarget, ConfigKind, str]] = [
        ("number", "numbers", number.number_id),
        ("flow", "flows", flow.flow_id),
        ("queue", "queues", queue.queue_id),
        ("project", "projects", queue.project_id),
    ]
    for target, kind, target_id in targets:
        now = datetime.now(UTC)
        entry = AnnouncementEntry(
            announcement_id=NEW(kinds.ANNOUNCEMENT),
            target=target,
            target_id=target_id,
            said={"en": Spoken(source="typed", text="x", sound="0" * 40)},
            made_by=anna.user_id,
            made_at=now,
            ends_at=now + timedelta(hours=1),
        )
        await stores.announcements.begin(workspace_id, entry, SYSTEM)
        assert (await refusal(stores, workspace_id, kind, target_id))["kind"] == "announcements"
        if target == "queue":  # its time is over
            async with stores.database.tenant(workspace_id) as connection:
                await connection.execute(text("UPDATE announcements SET ends_at = now()"))
        else:
            await stores.announcements.end(workspace_id, entry.announcement_id, anna.user_id, SYSTEM)
        await stores.config.remove(workspace_id, kind, target_id, SYSTEM)
        again = replace(entry, announcement_id=NEW(kinds.ANNOUNCEMENT))
        with pytest.raises(UnknownReference):
            await stores.announcements.begin(workspace_id, again, SYSTEM)


async def test_a_phone_book_keeps_its_queue_or_team(stores: Stores, workspace_id: str) -> None:
    queue, team = await queue_of(stores, workspace_id), Team(team_id=NEW(kinds.TEAM), name="North")
    await made(stores, workspace_id, team)
    books: list[tuple[Book, ConfigKind, str]] = [
        (Book(queue_id=queue.queue_id), "queues", queue.queue_id),
        (Book(team_id=team.team_id), "teams", team.team_id),
    ]
    row = Row(name="Jan", number="+48600100200")
    for book, kind, thing_id in books:
        assert len(await stores.phone_book.add(workspace_id, book, [row])) == 1
        assert (await refusal(stores, workspace_id, kind, thing_id))["kind"] == "phone_book"
        assert await stores.phone_book.empty(workspace_id, book) == 1
        await stores.config.remove(workspace_id, kind, thing_id, SYSTEM)
        with pytest.raises(UnknownReference):
            await stores.phone_book.add(workspace_id, book, [row])


@asynccontextmanager
async def held(
    stores: Stores, place: str, lock: str, *doers: Coroutine[Any, Any, Any]
) -> AsyncGenerator[list[Any]]:
    """Each begins when the one before it waits; what they came to when the lock is let go stands in the list."""
    came: list[Any] = []
    async with stores.database.tenant(place) as connection:
        await connection.execute(text(lock))
        pid = await connection.scalar(text("SELECT pg_backend_pid()"))
        tasks: list[asyncio.Task[Any]] = []
        for doer in doers:
            tasks.append(asyncio.create_task(doer))
            await until_awaited(lambda: _wait(stores, place, pid, len(tasks), tasks))
    came.extend(await asyncio.gather(*tasks, return_exceptions=True))
    yield came


_WAITING = text(
    "WITH RECURSIVE behind(pid) AS (SELECT CAST(:pid AS int) UNION SELECT a.pid FROM pg_stat_activity a, behind b "
    "WHERE b.pid = ANY(pg_blocking_pids(a.pid))) SELECT count(*) - 1 FROM behind"
)


async def _wait(stores: Stores, place: str, pid: int, wanted: int, tasks: list[asyncio.Task[Any]]) -> bool:
    """Whether so many wait, one behind another, for who has this connection; or one has not waited."""
    async with stores.database.tenant(place) as connection:
        return (await connection.scalar(_WAITING, {"pid": pid}) or 0) >= wanted or tasks[-1].done()


async def test_numbers_that_are_being_listed_keep_their_segment(stores: Stores, workspace_id: str) -> None:
    vip = segment()
    await made(stores, workspace_id, vip)
    lock = (
        "SELECT pg_advisory_xact_lock(hashtextextended('segment_numbers ' || current_workspace()::text, 0))"
    )
    added = stores.segment_numbers.add(workspace_id, vip.caller_segment_id, ["+48600100200"], SYSTEM)
    removed = stores.config.remove(workspace_id, "segments", vip.caller_segment_id, SYSTEM)
    async with held(stores, workspace_id, lock, added, removed) as came:
        assert came[0] == 1
        assert isinstance(came[1], StillUsed)
    await stores.segment_numbers.empty(workspace_id, vip.caller_segment_id, SYSTEM)
    await stores.config.remove(workspace_id, "segments", vip.caller_segment_id, SYSTEM)
    with pytest.raises(NotFound):
        await stores.segment_numbers.add(workspace_id, vip.caller_segment_id, ["+48600100200"], SYSTEM)


async def test_what_a_flow_names_that_is_being_published_stays(stores: Stores, workspace_id: str) -> None:
    vip, flow = segment(), FlowHead(flow_id=NEW(kinds.FLOW), name="Main")
    await made(stores, workspace_id, vip, flow)
    lock = "SELECT FROM workspaces WHERE workspace_id = current_workspace() FOR UPDATE"
    document = {"nodes": [vip.caller_segment_id]}
    published = stores.config.publish_flow(workspace_id, flow.flow_id, document, SYSTEM)
    removed = stores.config.remove(workspace_id, "segments", vip.caller_segment_id, SYSTEM)
    async with held(stores, workspace_id, lock, published, removed) as came:
        assert not isinstance(came[0], RingwellError)
        assert isinstance(came[1], StillUsed)
