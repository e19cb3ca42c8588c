"""What earlier calls tell of a caller, read with the caller in one statement; and lists of numbers, by hash alone."""

import pytest
from sqlalchemy import text

from ringwell.customers.segments import CallerPast, CallerSegment, SegmentRule
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NoRoom, NotFound, StillUsed
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.ids import uuid_of
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.live.postgres.test_customers import call_of
from tests.support.store import new_workspace

pytestmark = pytest.mark.live
NEW = RandomIds().new
MINE, THEIRS = "+48600100200", "+48600100201"


async def made(stores: Stores, workspace_id: str, name: str = "Debtor") -> str:
    segment = CallerSegment(
        caller_segment_id=NEW(kinds.CALLER_SEGMENT), name=name, place=1, rule=SegmentRule(listed=True)
    )
    await stores.config.create(workspace_id, segment, SYSTEM)
    return segment.caller_segment_id


async def past_of(stores: Stores, workspace_id: str, number: str = MINE) -> CallerPast:
    caller = await stores.directory.identify(workspace_id, number, region="PL", past=True)
    assert caller.past is not None
    return caller.past


async def test_a_number_is_on_its_list_before_and_after_its_first_call(
    stores: Stores, workspace_id: str
) -> None:
    segment = await made(stores, workspace_id)
    assert await stores.segment_numbers.add(workspace_id, segment, [MINE, THEIRS], SYSTEM) == 2
    assert await stores.segment_numbers.add(workspace_id, segment, [MINE], SYSTEM) == 0
    assert await stores.segment_numbers.counts(workspace_id) == {segment: 2}
    looked = await stores.segment_numbers.look(workspace_id, MINE, region="PL")
    assert (looked.known, looked.past) == (False, CallerPast(lists=(segment,)))
    first = await stores.directory.identify(workspace_id, MINE, region="PL", past=True)
    assert (first.known, first.past) == (False, CallerPast(lists=(segment,)))
    assert (await past_of(stores, workspace_id)).lists == (segment,)
    assert (await stores.directory.identify(workspace_id, MINE, region="PL")).past is None

    elsewhere = await new_workspace(stores)
    assert (await past_of(stores, elsewhere)).lists == ()
    assert await stores.segment_numbers.counts(elsewhere) == {}
    with pytest.raises(NotFound):
        await stores.segment_numbers.add(elsewhere, segment, [MINE], SYSTEM)

    await stores.directory.erase(workspace_id, first.contact_id, SYSTEM)
    assert await stores.segment_numbers.counts(workspace_id) == {segment: 1}
    with pytest.raises(StillUsed):
        await stores.config.remove(workspace_id, "segments", segment, SYSTEM)
    await stores.segment_numbers.empty(workspace_id, segment, SYSTEM)
    assert await stores.segment_numbers.counts(workspace_id) == {}
    await stores.config.remove(workspace_id, "segments", segment, SYSTEM)


async def test_earlier_calls_are_known(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, MINE, region="PL", past=True)
    assert caller.past == CallerPast()
    await call_of(stores, workspace_id, caller.contact_id)
    past = await past_of(stores, workspace_id)
    assert past.called_at is not None
    assert (past.gave_up_at, past.blocked, past.owed) == (None, False, False)
    for result, gave_up in (("abandoned_in_flow", False), ("abandoned_in_queue", True), ("blocked", False)):
        async with stores.database.tenant(workspace_id) as connection:
            await connection.execute(text("UPDATE interactions SET result = :result"), {"result": result})
        past = await past_of(stores, workspace_id)
        assert past.called_at is not None
        assert (past.gave_up_at, past.blocked) == (
            past.called_at if gave_up else None,
            result == "blocked",
        )


COPIES = """
    INSERT INTO interactions SELECT (jsonb_populate_record(i, jsonb_build_object(
        'interaction_id', gen_random_uuid(), 'started_at', i.started_at - n * interval '1 minute'))).*
    FROM interactions i, generate_series(1, :copies) AS n
"""
EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM caller_past(:workspace, :contact, '')"


async def test_a_past_of_many_calls_is_not_read_through(stores: Stores, workspace_id: str) -> None:
    caller = await stores.directory.identify(workspace_id, MINE, region="PL", past=True)
    await call_of(stores, workspace_id, caller.contact_id)
    asked = {"workspace": uuid_of(workspace_id), "contact": uuid_of(caller.contact_id)}
    async with stores.database.tenant(workspace_id) as connection:
        await connection.execute(text(COPIES), {"copies": 5_000})
        for _ in ("plans", "reads"):
            (told,) = await connection.scalar(text(EXPLAIN), asked)
    assert told["Plan"]["Shared Hit Blocks"] + told["Plan"]["Shared Read Blocks"] < 60


async def test_no_more_than_there_is_room_for(
    stores: Stores, workspace_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringwell.adapters.postgres.segment_numbers.MOST_NUMBERS", 2)
    segment = await made(stores, workspace_id)
    await stores.segment_numbers.add(workspace_id, segment, [MINE], SYSTEM)
    with pytest.raises(NoRoom):
        await stores.segment_numbers.add(workspace_id, segment, [THEIRS, "+48600100202"], SYSTEM)
    assert await stores.segment_numbers.counts(workspace_id) == {segment: 1}
