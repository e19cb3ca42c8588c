"""Lists, cursors, timelines, recordings and figures, read from what the log projected."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from ringwell.access.model import AuditFilter
from ringwell.adapters.postgres.replay import replay
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.workspace import workspace_sequences
from ringwell.agents.messages import DispositionCorrected
from ringwell.agents.model import Disposition
from ringwell.calls.messages import InteractionStarted
from ringwell.calls.party_messages import CallTransferred
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import InvalidValue, NotFound, UnknownReference
from ringwell.kernel.events import Actor
from ringwell.kpis.definitions import Thresholds, service_level
from ringwell.kpis.model import AgentDay, InteractionFilter
from ringwell.kpis.queues import by_queue
from ringwell.kpis.replay import differences
from ringwell.outbound.messages import CallbackAsked, CallbackEnded
from ringwell.routing.messages import QueueEntered
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, arrives, ends, is_answered, whole_call
from tests.support.polling import until_awaited
from tests.support.store import Story, new_workspace

pytestmark = pytest.mark.live
NEW = RandomIds().new


async def calls(stores: Stores, workspace_id: str, count: int) -> tuple[Story, list[CallIds]]:
    story = Story(workspace_id, stores.ids)
    agent, queue = NEW(kinds.AGENT), NEW(kinds.QUEUE)
    made = [CallIds(stores.ids, agent, queue) for _ in range(count)]
    for call in made:
        whole_call(story, call)
    await stores.log.append(workspace_id, story.events)
    return story, made


async def test_pages_follow_each_other_without_gap_or_repeat(stores: Stores, workspace_id: str) -> None:
    story, made = await calls(stores, workspace_id, 7)
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(10):
        page = await stores.interactions.page(workspace_id, InteractionFilter(), cursor=cursor, limit=3)
        seen += [row.interaction_id for row in page.items]
        cursor = page.next
        if cursor is None:
            break
        late = CallIds(stores.ids, made[0].agent, made[0].queue)
        await stores.log.append(workspace_id, whole_call(story, late))
    assert seen == [call.interaction for call in reversed(made)]
    for wrong in ("x", "!!", "bm9uc2Vuc2U"):
        with pytest.raises(InvalidValue):
            await stores.interactions.page(workspace_id, InteractionFilter(), cursor=wrong)


async def test_filters_hold_together(stores: Stores, workspace_id: str) -> None:
    story, made = await calls(stores, workspace_id, 3)
    _, others = await calls(stores, workspace_id, 2)
    wanted = InteractionFilter(agent_id=made[0].agent, queue_id=made[0].queue, result="handled")
    page = await stores.interactions.page(workspace_id, wanted)
    assert {row.interaction_id for row in page.items} == {call.interaction for call in made}
    nothing = InteractionFilter(agent_id=made[0].agent, queue_id=others[0].queue)
    assert (await stores.interactions.page(workspace_id, nothing)).items == ()
    first = next(event for event in story.events if event.interaction_id == made[1].interaction)
    since = InteractionFilter(agent_id=made[0].agent, since=first.occurred_at)
    assert len((await stores.interactions.page(workspace_id, since)).items) == 2
    until = InteractionFilter(agent_id=made[0].agent, until=first.occurred_at)
    assert len((await stores.interactions.page(workspace_id, until)).items) == 1


async def test_one_interaction_tells_its_whole_story(stores: Stores, workspace_id: str) -> None:
    story, (call,) = await calls(stores, workspace_id, 1)
    row = await stores.interactions.read(workspace_id, call.interaction)
    assert (row.result, row.talk_ms, row.hold_ms, row.acw_ms, row.waited_ms) == (
        "handled",
        30_000,
        1500,
        3000,
        7000,
    )
    assert (row.segments, row.recordings, row.agent_id, row.queue_id) == (1, 1, call.agent, call.queue)
    timeline = await stores.interactions.timeline(workspace_id, call.interaction)
    assert [event.fact for event in timeline] == [event.fact for event in story.events]
    (segment,) = await stores.interactions.segments(workspace_id, call.interaction)
    assert (segment.queue_id, segment.talk_ms, segment.acw_ms) == (call.queue, 30_000, 3000)
    (recording,) = await stores.interactions.recordings(workspace_id, call.interaction)
    assert recording == await stores.recordings.read(workspace_id, call.recording)
    assert (recording.state, recording.channels, recording.segment_id) == ("stored", 2, call.segment)
    elsewhere = await new_workspace(stores)
    for read in (stores.interactions.read, stores.recordings.read):
        with pytest.raises(NotFound):
            await read(elsewhere, call.interaction)


async def test_recordings_that_are_over_are_told_and_calls_that_are_up_do_not_hide_them(
    stores: Stores, workspace_id: str
) -> None:
    story, (stored,) = await calls(stores, workspace_id, 1)
    agent, queue = NEW(kinds.AGENT), NEW(kinds.QUEUE)
    up = [CallIds(stores.ids, agent, queue) for _ in range(3)]
    for call in up:
        await stores.log.append(workspace_id, [*arrives(story, call), *is_answered(story, call)])
    over = CallIds(stores.ids, agent, queue)
    await stores.log.append(workspace_id, [*arrives(story, over), *is_answered(story, over)])
    await stores.log.append(workspace_id, ends(story, over)[:4])
    found = await stores.recordings.unfinished(workspace_id, limit=2)
    assert [row.recording_id for row in found] == [over.recording]
    asked = [stored.recording, over.recording, NEW(kinds.RECORDING)]
    assert await stores.recordings.states(workspace_id, asked) == {
        stored.recording: "stored",
        over.recording: "recording",
    }


async def test_figures_of_a_day(stores: Stores, workspace_id: str) -> None:
    story, made = await calls(stores, workspace_id, 2)
    queue = made[0].queue
    waiting = CallIds(stores.ids, made[0].agent, queue)
    await stores.log.append(workspace_id, arrives(story, waiting))
    since, until = story.events[0].occurred_at, story.now + timedelta(seconds=10)
    strict, kind = Thresholds(target_ms=6999), Thresholds(target_ms=7000)
    tally = by_queue(await stores.figures.queue_days(workspace_id, since, until, "UTC", {queue: kind}))[queue]
    assert (tally.offered, tally.answered, tally.answered_in_target) == (3, 2, 2)
    assert service_level(tally) == 1.0
    again = by_queue(await stores.figures.queue_days(workspace_id, since, until, "UTC", {queue: strict}))
    assert service_level(again[queue]) == 0.0
    day = await stores.figures.agent_day(workspace_id, made[0].agent, since, until)
    assert (day.handled, day.talk_ms, day.hold_ms, day.acw_ms) == (2, 60_000, 3000, 6000)
    assert day.missed == 0
    restored = CallIds(stores.ids, made[0].agent, queue)
    restored.interaction = made[0].interaction
    await stores.log.append(workspace_id, [*is_answered(story, restored), *ends(story, restored)[:3]])
    until = story.now + timedelta(seconds=10)
    day = await stores.figures.agent_day(workspace_id, made[0].agent, since, until)
    assert (day.handled, day.talk_ms) == (2, 90_000)
    empty = await stores.figures.agent_day(workspace_id, NEW(kinds.AGENT), since, until)
    assert empty == AgentDay()


async def test_what_a_conversation_was_about_is_corrected(stores: Stores, workspace_id: str) -> None:
    _, [call] = await calls(stores, workspace_id, 1)
    boss = NEW(kinds.USER)
    by = Actor(kind="user", id=boss)
    said: list[str] = []
    for code in ("A", "B"):
        made = Disposition(disposition_id=NEW(kinds.DISPOSITION), code=code, name=code)
        await stores.config.create(workspace_id, made, by)
        for _ in range(2):  # told twice, it is written once
            await stores.interactions.correct_disposition(
                workspace_id, call.interaction, made.disposition_id, boss, by
            )
        said.append(made.disposition_id)
    row = await stores.interactions.read(workspace_id, call.interaction)
    assert row.disposition_id == said[1]
    facts = [event.fact for event in await stores.interactions.timeline(workspace_id, call.interaction)]
    corrected = [fact for fact in facts if isinstance(fact, DispositionCorrected)]
    assert [(each.previous_id, each.disposition_id) for each in corrected] == [
        (None, said[0]),
        (said[0], said[1]),
    ]
    audited = await stores.audit.page(workspace_id, AuditFilter(types=("disposition.corrected",)))
    assert len(audited) == 2
    with pytest.raises(UnknownReference):
        await stores.interactions.correct_disposition(
            workspace_id, call.interaction, NEW(kinds.DISPOSITION), boss, by
        )
    with pytest.raises(NotFound):
        await stores.interactions.correct_disposition(workspace_id, NEW(kinds.INTERACTION), said[0], boss, by)
    rebuilt, whole = await replay(stores.database, workspace_id, lambda _: None)
    assert list(differences(rebuilt, whole)) == []


async def test_a_correction_and_a_fact_of_the_same_conversation_do_not_lock_each_other_out(
    stores: Stores, workspace_id: str
) -> None:
    _, [call] = await calls(stores, workspace_id, 1)
    boss = NEW(kinds.USER)
    by = Actor(kind="user", id=boss)
    made = Disposition(disposition_id=NEW(kinds.DISPOSITION), code="A", name="A")
    await stores.config.create(workspace_id, made, by)
    waiting = text("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")

    async def is_waiting() -> bool:
        async with stores.database.across() as connection:
            return bool(await connection.scalar(waiting))

    async with stores.database.tenant(workspace_id) as writer:
        await writer.execute(
            select(workspace_sequences).with_for_update()
        )  # as an append does, before its rows
        correction = asyncio.create_task(
            stores.interactions.correct_disposition(
                workspace_id, call.interaction, made.disposition_id, boss, by
            )
        )
        await until_awaited(is_waiting)
        mine = update(interactions).where(interactions.c.interaction_id == call.interaction)
        await writer.execute(mine.values(hold_ms=interactions.c.hold_ms))
    await correction
    row = await stores.interactions.read(workspace_id, call.interaction)
    assert row.disposition_id == made.disposition_id


async def test_a_visit_is_counted_as_handed_on_once(stores: Stores, workspace_id: str) -> None:
    story, (call, other) = await calls(stores, workspace_id, 2)
    on = CallTransferred(agent_id=call.agent, to="outside", asked_first=False)
    story.tell(on, on, interaction_id=other.interaction, agent_id=call.agent)
    await stores.log.append(workspace_id, story.events[-2:])
    since, until = story.events[0].occurred_at, story.now + timedelta(seconds=10)
    sums = by_queue(await stores.figures.queue_days(workspace_id, since, until, "Europe/Warsaw", {}))
    assert (sums[call.queue].answered, sums[call.queue].transferred) == (2, 1)
    elsewhere = await new_workspace(stores)
    assert await stores.figures.queue_days(elsewhere, since, until, "UTC", {}) == []


async def test_figures_of_callbacks(stores: Stores, workspace_id: str) -> None:
    story, (call,) = await calls(stores, workspace_id, 1)
    callback = CallIds(stores.ids, call.agent, call.queue)
    begun = InteractionStarted(leg_id=callback.leg, switch_id="s1", direction="out", short_ref="K7F")
    waits = QueueEntered(
        visit_id=callback.visit,
        interaction_id=callback.interaction,
        queue_id=call.queue,
        ordinal=1,
        priority=5,
        language="en",
        place=1,
        callback=True,
    )
    asked = CallbackAsked(
        of_interaction_id=call.interaction,
        queue_id=call.queue,
        contact_id=NEW(kinds.CONTACT),
        mode="agent_first",
        promised_by=None,
        keeps_until=story.now + timedelta(hours=1),
    )
    ended = CallbackEnded(queue_id=call.queue, result="kept")
    told = story.tell(begun, asked, waits, ended, interaction_id=callback.interaction)
    await stores.log.append(workspace_id, list(told))
    since, until = story.events[0].occurred_at, story.now + timedelta(seconds=10)
    found = await stores.figures.callback_events(workspace_id, since, until)
    assert [event.fact for event in found] == [asked, ended]
    assert await stores.figures.callback_events(workspace_id, until, until + timedelta(days=1)) == []
    [day] = await stores.figures.queue_days(workspace_id, since, until, "UTC", {})
    assert (day.queue_id, day.tally.offered) == (call.queue, 1)
