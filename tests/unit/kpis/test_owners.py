"""Introductions to owners, counted: each in exactly one of the ways in which it can end."""

from datetime import UTC, datetime
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from ringwell.calls.owner_messages import OwnerEnded, OwnerOutcome
from ringwell.kernel.events import SYSTEM, Event
from ringwell.kpis.definitions import OwnerTally, owner_ended, owner_success
from ringwell.kpis.owners import by_day

OUTCOMES: tuple[OwnerOutcome, ...] = get_args(OwnerOutcome)


@given(st.lists(st.tuples(st.sampled_from(OUTCOMES), st.booleans())))
def test_each_counts_once(ends: list[tuple[OwnerOutcome, bool]]) -> None:
    tally = OwnerTally()
    for outcome, reached in ends:
        owner_id = "own_1" if reached else None
        tally = owner_ended(
            tally, OwnerEnded(outcome=outcome, owner_id=owner_id, answered_ms=1000 if reached else None)
        )
    ways = ("connected", "answered", "message", "call_back", "refused", "nobody", "stopped")
    assert sum(getattr(tally, way) for way in ways) == tally.sought == len(ends)
    assert tally.reach_ms == 1000 * tally.reached
    success = owner_success(tally)
    assert (success is None) == (not ends)
    assert success is None or 0 <= success <= 1


def test_days_are_those_of_the_zone_and_projects_are_apart() -> None:
    def event(hour: int, project: str) -> Event:
        return Event(
            event_id="evt_1",
            workspace_id="wsp_1",
            type="owner.ended",
            version=1,
            occurred_at=datetime(2026, 11, 22, hour, 30, tzinfo=UTC),
            actor=SYSTEM,
            client_id="cli_1",
            project_id=project,
            fact=OwnerEnded(outcome="connected", owner_id="own_1"),
        )

    days = by_day([event(22, "prj_1"), event(23, "prj_1"), event(23, "prj_2")], "Europe/Warsaw")
    assert [(each.day.day, each.project_id, each.tally.connected) for each in days] == [
        (23, "prj_1", 1),
        (23, "prj_2", 1),
        (22, "prj_1", 1),
    ]
