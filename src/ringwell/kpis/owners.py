"""What came of introductions to clients' owners, by day, client and project."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from ringwell.calls.owner_messages import OwnerEnded
from ringwell.kernel.events import Event
from ringwell.kpis.definitions import OwnerTally, owner_ended


class OwnerDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of one project."""

    day: date
    client_id: str | None
    project_id: str | None
    tally: OwnerTally


def by_day(events: Iterable[Event], zone: str) -> list[OwnerDay]:
    """From facts of introductions' ends; newest day first."""
    here = ZoneInfo(zone)
    days = dict[tuple[date, str | None, str | None], OwnerTally]()
    for event in events:
        if isinstance(event.fact, OwnerEnded):
            key = event.occurred_at.astimezone(here).date(), event.client_id, event.project_id
            days[key] = owner_ended(days.get(key, OwnerTally()), event.fact)
    found = [OwnerDay(day=day, client_id=c, project_id=p, tally=tally) for (day, c, p), tally in days.items()]
    return sorted(found, key=lambda each: (-each.day.toordinal(), each.project_id or ""))
