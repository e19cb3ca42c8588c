"""Queue visits of past days, by day and queue: the live board's definitions, over the rows of history."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from ringwell.kpis.definitions import (
    EMPTY,
    HandedOn,
    QueueTally,
    Thresholds,
    add,
    handed_on,
    left,
    offered,
)
from ringwell.routing.messages import VisitResult

DayOfQueue = tuple[date, str]


class QueueVisit(NamedTuple):
    """One visit of a caller. `result` is None while it lasts; `left_at` tells when an agent had the caller, or it was over."""

    interaction_id: str
    queue_id: str
    entered_at: datetime
    left_at: datetime | None
    result: VisitResult | None
    waited_ms: int


class QueueDay(msgspec.Struct, frozen=True, kw_only=True):
    """A queue's visits that were offered on one day of the workspace's zone."""

    day: date
    queue_id: str
    tally: QueueTally


class QueueDays:
    """Visits, told one after the other, as days of queues. `transfers`: interactions whose caller an agent has let go, and when."""

    def __init__(
        self, zone: str, limits: Mapping[str, Thresholds], transfers: Iterable[tuple[str, datetime]]
    ) -> None:
        self._here = ZoneInfo(zone)
        self._limits = limits
        self._tallies: dict[DayOfQueue, QueueTally] = {}
        self._transfers: defaultdict[str, list[datetime]] = defaultdict(list)
        for interaction_id, at in transfers:
            self._transfers[interaction_id].append(at)
        self._answered: defaultdict[str, list[tuple[datetime, DayOfQueue]]] = defaultdict(list)

    def add(self, visit: QueueVisit) -> None:
        """Count a visit where it was offered."""
        key = visit.entered_at.astimezone(self._here).date(), visit.queue_id
        tally = offered(self._tallies.get(key, EMPTY))
        if visit.result is not None:
            limits = self._limits.get(visit.queue_id, Thresholds())
            tally = left(tally, visit.result, visit.waited_ms, limits)
        self._tallies[key] = tally
        if visit.result == "answered" and visit.left_at and visit.interaction_id in self._transfers:
            self._answered[visit.interaction_id].append((visit.left_at, key))

    def days(self) -> list[QueueDay]:
        """Newest day first."""
        tallies = dict(self._tallies)
        for interaction_id, answered in self._answered.items():
            for key in _counted(interaction_id, answered, self._transfers[interaction_id]):
                tallies[key] = handed_on(tallies[key])
        found = [QueueDay(day=day, queue_id=queue, tally=tally) for (day, queue), tally in tallies.items()]
        return sorted(found, key=lambda each: (-each.day.toordinal(), each.queue_id))


def _counted(
    interaction_id: str, answered: Iterable[tuple[datetime, DayOfQueue]], transfers: Iterable[datetime]
) -> Iterator[DayOfQueue]:
    """The days and queues for which one call counts as handed on."""
    story: list[tuple[datetime, DayOfQueue | None]] = [*answered, *((at, None) for at in transfers)]
    calls = HandedOn[DayOfQueue]()
    for _, key in sorted(story, key=lambda told: told[0]):
        if key is not None:
            calls.answer(interaction_id, key)
        elif (counts := calls.hand_on(interaction_id)) is not None:
            yield counts


def by_queue(days: Iterable[QueueDay]) -> dict[str, QueueTally]:
    """The sums of each queue's days."""
    sums: dict[str, QueueTally] = {}
    for each in days:
        sums[each.queue_id] = add(sums.get(each.queue_id, EMPTY), each.tally)
    return sums
