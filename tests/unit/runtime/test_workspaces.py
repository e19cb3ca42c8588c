"""The day's figures, counted while the floor goes on: at a start, and when the workspace's zone is changed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from ringwell.adapters.postgres.memory import MemoryLog
from ringwell.agents.messages import OfferEnded
from ringwell.journeys.live import Floor
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Event
from ringwell.kernel.ids import CountingIds
from ringwell.runtime.workspaces import recount
from tests.support.world import ANNA, CONFIG, WORKSPACE

NOW = datetime(2025, 11, 24, 11, tzinfo=UTC)
NIGHT = NOW - timedelta(hours=9)
"""Of this day in Warsaw, of the day before in New York."""
IDS = CountingIds()


def missed(at: datetime) -> Event:
    fact = OfferEnded(
        offer_id="ofr_1", interaction_id="int_1", agent_id=ANNA, result="missed", after_ms=20_000
    )
    return Event(
        event_id=IDS.new(kinds.EVENT),
        workspace_id=WORKSPACE,
        type=str(fact.__struct_config__.tag),
        occurred_at=at,
        fact=fact,
    )


def in_zone(zone: str) -> Floor:
    return Floor(replace(CONFIG, settings=replace(CONFIG.settings, zone=zone)), NOW)


def move(floor: Floor, zone: str) -> None:
    """The workspace gets another zone."""
    floor.configure(replace(floor.config, settings=replace(floor.config.settings, zone=zone)), NOW)


class Log(MemoryLog):
    """Something happens, and is kept, while it is read."""

    def __init__(self, floor: Floor, *meanwhile: Event) -> None:
        super().__init__(WORKSPACE)
        self._floor, self._meanwhile = floor, meanwhile

    async def since(self, workspace_id: str, moment: datetime) -> AsyncIterator[Event]:
        for event in self._meanwhile:
            self._floor.count(event)
        if self._meanwhile:
            await self.append(workspace_id, self._meanwhile)
        async for event in super().since(workspace_id, moment):
            yield event


async def test_the_day_is_counted_by_the_new_zone() -> None:
    for old, new, count in (
        ("Europe/Warsaw", "America/New_York", 1),
        ("America/New_York", "Europe/Warsaw", 2),
    ):
        floor = in_zone(old)
        log = Log(floor)
        at_noon = missed(NOW)
        floor.count(at_noon)

        async def keep(log: MemoryLog = log, event: Event = at_noon) -> None:
            await log.append(WORKSPACE, [event])

        await log.append(WORKSPACE, [missed(NIGHT)])
        move(floor, new)
        await recount(floor, log, keep, lambda: NOW)
        assert (floor.today.zone, floor.today.agents[ANNA].missed) == (new, count)


async def test_what_happens_while_the_log_is_read_counts_once() -> None:
    floor = in_zone("America/New_York")
    log = Log(floor, missed(NOW), missed(NOW))

    async def keep() -> None:
        floor.count(missed(NOW))  # it comes too late to be kept now

    move(floor, "Europe/Warsaw")
    await recount(floor, log, keep, lambda: NOW)
    assert floor.today.agents[ANNA].missed == 3
    floor.count(missed(NOW))
    assert floor.today.agents[ANNA].missed == 4


async def test_until_it_is_counted_the_day_stays_as_it_was() -> None:
    floor = in_zone("Europe/Warsaw")
    floor.count(missed(NIGHT))
    move(floor, "America/New_York")
    assert (floor.today.zone, floor.today.agents[ANNA].missed) == ("Europe/Warsaw", 1)


async def test_of_two_counts_at_once_the_later_one_counts() -> None:
    floor = in_zone("Europe/Warsaw")
    log, meanwhile = Log(floor), asyncio.Event()

    async def wait() -> None:
        await meanwhile.wait()

    async def at_once() -> None:
        return None

    await log.append(WORKSPACE, [missed(NOW)])
    earlier = asyncio.create_task(recount(floor, log, wait, lambda: NOW))
    await asyncio.sleep(0)
    await recount(floor, log, at_once, lambda: NOW)
    meanwhile.set()
    await earlier
    assert floor.today.agents[ANNA].missed == 1


async def test_a_day_that_ends_while_it_is_counted_is_not_the_next_ones() -> None:
    floor = in_zone("Europe/Warsaw")
    tomorrow = NOW + timedelta(days=1)
    log = Log(floor, missed(tomorrow))
    times = iter((NOW, tomorrow))

    async def keep() -> None:
        return None

    await log.append(WORKSPACE, [missed(NOW), missed(NOW)])
    await recount(floor, log, keep, lambda: next(times))
    assert floor.today.agents[ANNA].missed == 1
