"""Opening hours: weekly intervals and exceptions by date, told by the clock on the wall of a named zone.

A time that a change of clocks skips is never open; one that it repeats is open both times.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

import msgspec
from holidays import country_holidays, list_supported_countries
from msgspec import Meta

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ClockTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
MINUTES_IN_DAY: Final = 24 * 60


class Interval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Open from `opens` to just before `closes`, as HH:MM; a `closes` not after `opens` is on the next day."""

    opens: ClockTime
    closes: ClockTime


class ExceptionDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date that has hours of its own; none at all is a holiday."""

    date: date
    hours: tuple[Interval, ...] = ()


class Calendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Opening hours in the IANA zone `zone`. Days that are not named are closed.

    `holidays` are countries (ISO 3166, such as PL) whose public holidays are closed, but where a date has hours of its own.
    """

    zone: str
    weekly: dict[Weekday, tuple[Interval, ...]]
    exceptions: tuple[ExceptionDay, ...] = ()
    holidays: tuple[str, ...] = ()


class HoursProblem(msgspec.Struct, frozen=True):
    """What is wrong with a calendar: a code for the catalogue, and its parameters."""

    code: str
    params: dict[str, str]


def check_calendar(calendar: Calendar) -> list[HoursProblem]:
    """What keeps a calendar from being used: an unknown zone, a country whose holidays nobody knows, a date named twice."""
    problems: list[HoursProblem] = []
    if zone_of(calendar.zone) is None:
        problems.append(HoursProblem("hours.unknown_zone", {"zone": calendar.zone}))
    for country in calendar.holidays:
        if country not in _countries():
            problems.append(HoursProblem("hours.unknown_country", {"country": country}))
    seen: set[date] = set()
    for exception in calendar.exceptions:
        if exception.date in seen:
            problems.append(HoursProblem("hours.date_twice", {"date": exception.date.isoformat()}))
        seen.add(exception.date)
    return problems


def is_open(calendar: Calendar, now: datetime) -> bool:
    """Whether the calendar is open at the moment `now` (aware)."""
    local = now.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    return any(opens <= minute < closes for opens, closes in _spans(calendar, today)) or any(
        opens <= minute + MINUTES_IN_DAY < closes for opens, closes in _spans(calendar, yesterday)
    )


def next_turn(calendar: Calendar, after: datetime) -> datetime:
    """The next moment after `after` (aware) at which an interval of the calendar begins or ends, a day ahead at most: not before it can
    the calendar open or close."""
    zone = ZoneInfo(calendar.zone)
    today = after.astimezone(zone).date()
    turns = [
        (datetime.combine(day, time(), zone) + timedelta(minutes=minutes)).astimezone(UTC)
        for day in (today + timedelta(days=days) for days in (-1, 0, 1))
        for span in _spans(calendar, day)
        for minutes in span
    ]
    soonest = min((turn for turn in turns if turn > after), default=None)
    at_most = after + timedelta(days=1)
    return min(soonest, at_most) if soonest else at_most


LOOK_AHEAD_DAYS: Final = 370


def next_open(calendar: Calendar, after: datetime) -> datetime | None:
    """The first moment, not before `after` (aware), at which the calendar is open; None where none comes within a year."""
    if is_open(calendar, after):
        return after
    zone = ZoneInfo(calendar.zone)
    today = after.astimezone(zone).date()
    for days in range(LOOK_AHEAD_DAYS):
        day = today + timedelta(days=days)
        starts = [
            datetime.combine(day, time(), zone) + timedelta(minutes=opens)
            for opens, _ in _spans(calendar, day)
        ]
        ahead = [start.astimezone(UTC) for start in starts if start >= after]
        opening = [start for start in ahead if is_open(calendar, start)]
        if opening:
            return min(opening)
    return None


def _spans(calendar: Calendar, day: date) -> Iterator[tuple[int, int]]:
    for interval in _intervals(calendar, day):
        opens, closes = minutes_of(interval.opens), minutes_of(interval.closes)
        yield opens, closes if closes > opens else closes + MINUTES_IN_DAY


def _intervals(calendar: Calendar, day: date) -> tuple[Interval, ...]:
    for exception in calendar.exceptions:
        if exception.date == day:
            return exception.hours
    if any(day in public_holidays(country, day.year) for country in calendar.holidays):
        return ()
    return calendar.weekly.get(WEEKDAYS[day.weekday()], ())


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The days off of a country in a year; none of one that is not known, and there are years without any."""
    return frozenset(country_holidays(country, years=year)) if country in _countries() else frozenset()


@cache
def _countries() -> frozenset[str]:
    return frozenset(list_supported_countries(include_aliases=False))


def minutes_of(clock_time: str) -> int:
    """So many minutes after the beginning of the day."""
    hours, minutes = clock_time.split(":")
    return int(hours) * 60 + int(minutes)


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of this IANA name; None where there is none."""
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*", name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return None
