from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ringwell.flows.hours import (
    WEEKDAYS,
    Calendar,
    ExceptionDay,
    Interval,
    Weekday,
    check_calendar,
    is_open,
    next_open,
    next_turn,
)

WARSAW = ZoneInfo("Europe/Warsaw")
OFFICE = Calendar(
    "Europe/Warsaw",
    {day: (Interval("09:00", "13:00"), Interval("14:00", "18:00")) for day in WEEKDAYS[:5]},
    (ExceptionDay(date(2026, 12, 25)), ExceptionDay(date(2026, 12, 26), (Interval("10:00", "12:00"),))),
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T12:59:59", True),
        ("2026-11-23T13:00", False),
        ("2026-11-23T14:00", True),
        ("2026-11-23T18:00", False),
        ("2026-11-22T12:00", False),  # a Sunday
        ("2026-12-25T12:00", False),  # a holiday on a Friday
        ("2026-12-26T11:00", True),  # a Saturday that is open for once
    ],
)
def test_office_hours(moment: str, expected: bool) -> None:
    assert is_open(OFFICE, local(moment)) is expected


def test_public_holidays_are_closed_unless_the_date_has_hours_of_its_own() -> None:
    always: dict[Weekday, tuple[Interval, ...]] = {day: (Interval("00:00", "24:00"),) for day in WEEKDAYS}
    calendar = Calendar("Europe/Warsaw", always, holidays=("PL",))
    independence = datetime(2026, 11, 11, 12, tzinfo=UTC)
    assert not is_open(calendar, independence)
    assert is_open(calendar, independence + timedelta(days=1))
    assert is_open(Calendar("Europe/Warsaw", always, holidays=("US",)), independence + timedelta(days=2))
    own = ExceptionDay(independence.date(), (Interval("10:00", "15:00"),))
    assert is_open(Calendar("Europe/Warsaw", always, (own,), ("PL",)), independence)
    opens = next_open(calendar, independence)
    assert opens is not None
    assert opens.astimezone(ZoneInfo("Europe/Warsaw")).date() == date(2026, 11, 12)


def test_a_country_nobody_knows_the_holidays_of_is_told() -> None:
    calendar = Calendar("UTC", {}, holidays=("PL", "XX"))
    assert [each.code for each in check_calendar(calendar)] == ["hours.unknown_country"]


def test_the_zone_of_the_question_does_not_matter() -> None:
    assert is_open(OFFICE, local("2026-11-23T09:00").astimezone(UTC))


def test_a_night_shift_goes_on_after_midnight() -> None:
    night = Calendar("Europe/Warsaw", {"mon": (Interval("22:00", "06:00"),)})
    assert is_open(night, local("2026-11-23T23:00"))
    assert is_open(night, local("2026-11-24T05:59"))
    assert not is_open(night, local("2026-11-24T06:00"))
    assert not is_open(night, local("2026-11-23T05:00"))


def test_round_the_clock() -> None:
    always = Calendar("Europe/Warsaw", {day: (Interval("00:00", "24:00"),) for day in WEEKDAYS})
    assert is_open(always, local("2026-11-23T00:00"))
    assert is_open(always, local("2026-11-23T23:59:59"))


def test_an_hour_that_the_spring_skips_is_never_open_and_the_next_begins_at_the_jump() -> None:
    calendar = Calendar("Europe/Warsaw", {"sun": (Interval("02:30", "05:00"),)})
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # 01:59 in Warsaw, then the clocks say 03:00
    assert not is_open(calendar, before)
    assert is_open(calendar, before + timedelta(minutes=1))


def test_an_hour_that_the_autumn_repeats_is_open_twice() -> None:
    calendar = Calendar("Europe/Warsaw", {"sun": (Interval("02:15", "02:45"),)})
    first = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    assert is_open(calendar, first)
    assert not is_open(calendar, first + timedelta(minutes=30))
    assert is_open(calendar, first + timedelta(hours=1))
    assert not is_open(calendar, first + timedelta(minutes=90))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-11-23T08:00", "2026-11-23T09:00"),
        ("2026-11-23T09:00", "2026-11-23T13:00"),
        ("2026-11-23T13:30", "2026-11-23T14:00"),
        ("2026-11-23T18:00", "2026-11-24T09:00"),
        ("2026-11-21T12:00", "2026-11-22T12:00"),  # nothing on Sunday: looked at again a day later
    ],
)
def test_before_its_next_turn_a_calendar_neither_opens_nor_closes(after: str, expected: str) -> None:
    assert next_turn(OFFICE, local(after)) == local(expected)


def test_a_night_shift_turns_in_the_morning() -> None:
    night = Calendar("Europe/Warsaw", {"mon": (Interval("22:00", "06:00"),)})
    assert next_turn(night, local("2026-11-24T02:00")) == local("2026-11-24T06:00")


def test_problems_of_a_calendar() -> None:
    twice = (ExceptionDay(date(2026, 1, 1)), ExceptionDay(date(2026, 1, 1)))
    codes = [problem.code for problem in check_calendar(Calendar("Mars/Base", {}, twice))]
    assert codes == ["hours.unknown_zone", "hours.date_twice"]
    assert [p.code for p in check_calendar(Calendar("../../etc/passwd", {}))] == ["hours.unknown_zone"]
    assert check_calendar(OFFICE) == []
