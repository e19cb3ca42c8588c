"""Which segment a caller belongs to, and which numbers stand in a pasted list."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ringwell.customers.segments import (
    CallerPast,
    CallerSegment,
    CallerTraits,
    SegmentRule,
    numbers_in,
    segment_of,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINE = "+48600100200"


def segment(name: str, place: int = 1, **rule: Any) -> CallerSegment:
    return CallerSegment(caller_segment_id=f"csg_{name}", name=name, place=place, rule=SegmentRule(**rule))


def found(segments: list[CallerSegment], number: str = MINE, **traits: Any) -> str | None:
    caller = CallerTraits(number=number, **traits)
    segment = segment_of(segments, caller, "PL", NOW)
    return segment.name if segment else None


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("rule", "traits"),
    [
        ({"known": True}, {"known": True}),
        ({"known": False}, {"known": False}),
        ({"key": True}, {"key": True}),
        ({"owned": True}, {"owned": True}),
        ({"languages": ("pl", "ru")}, {"language": "ru"}),
        ({"called_within_days": 7}, {"past": CallerPast(called_at=days_ago(6))}),
        ({"gave_up_within_days": 1}, {"past": CallerPast(gave_up_at=days_ago(0.5))}),
        ({"open_promise": True}, {"past": CallerPast(owed=True)}),
        ({"blocked_before": True}, {"past": CallerPast(blocked=True)}),
        ({"listed": True}, {"past": CallerPast(lists=("csg_x",))}),
    ],
)
def test_each_thing_that_is_told_must_be_so(rule: dict[str, Any], traits: dict[str, Any]) -> None:
    assert found([segment("x", **rule)], **traits) == "x"
    opposite: dict[str, Any] = {"known": not traits["known"]} if "known" in traits else {}
    assert found([segment("x", **rule)], **opposite) is None


def test_all_together_must_be_so() -> None:
    both = [segment("x", key=True, prefixes=("+48",))]
    assert found(both, key=True) == "x"
    assert found(both, number="+4930123456", key=True) is None


@pytest.mark.parametrize("number", ["600 100 200", "+48 600-100-200"])
def test_a_number_is_looked_at_as_it_is_known(number: str) -> None:
    assert found([segment("poland", prefixes=("+48600",))], number=number) == "poland"


def test_who_withholds_the_number_is_in_no_country() -> None:
    assert found([segment("poland", prefixes=("+48",))], number="anonymous") is None


def test_the_first_by_place_wins() -> None:
    assert (
        found([segment("second", 2, known=True), segment("first", 1, key=True)], known=True, key=True)
        == "first"
    )
    assert found([segment("second", 2, known=True), segment("first", 1, key=True)], known=True) == "second"


def test_a_rule_that_tells_nothing_is_nobodys() -> None:
    assert found([segment("x")], known=True, key=True) is None


def test_a_day_too_late_is_too_late() -> None:
    week = [segment("x", called_within_days=7)]
    assert found(week, past=CallerPast(called_at=days_ago(7.1))) is None
    assert found(week) is None


def test_a_pasted_list() -> None:
    text = "+48 600 100 200\n600-100-200;\n\nAnna\n\t(22) 123 45 67\n+49 30 123456,\n12\n<script>"
    numbers, faulty = numbers_in(text, "PL")
    assert numbers == [MINE, "+48221234567", "+4930123456"]
    assert faulty == [4, 7, 8]
