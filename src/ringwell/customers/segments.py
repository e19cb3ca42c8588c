"""Named segments of callers: what the workspace calls groups of those who call it, by what is known of them at their call's arrival."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import normalise

MOST: Final = 50
"""Segments of a workspace."""
MOST_NUMBERS: Final = 50_000
"""Numbers on all lists of a workspace."""


class SegmentRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is told must be so; a rule that tells nothing is nobody's.

    `known`, `key`, `owned`: a contact from before, a key customer, one whose account somebody has. `prefixes`: the number begins as one of these
    (`+48`). `languages`: the one on the card. `called_within_days`, `gave_up_within_days`: before this call, and hung up while waiting in a queue; who left during the flow waited for nobody.
    `open_promise`: something is owed. `blocked_before`: was once kept out. `listed`: the number is on the segment's own list.
    """

    known: bool | None = None
    key: bool | None = None
    owned: bool | None = None
    prefixes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    called_within_days: int | None = None
    gave_up_within_days: int | None = None
    open_promise: bool = False
    blocked_before: bool = False
    listed: bool = False


class CallerSegment(msgspec.Struct, frozen=True, kw_only=True):
    """A caller belongs to the first that fits, by `place`."""

    caller_segment_id: str
    name: str
    place: int
    rule: SegmentRule


class CallerPast(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a caller's earlier calls. `lists` are the segments that have the number on their list."""

    called_at: datetime | None = None
    gave_up_at: datetime | None = None
    blocked: bool = False
    owed: bool = False
    lists: tuple[str, ...] = ()


class CallerTraits(msgspec.Struct, frozen=True, kw_only=True):
    """A caller as the rules look at it; `number` as it was shown."""

    number: str
    known: bool = False
    key: bool = False
    owned: bool = False
    language: str | None = None
    past: CallerPast = CallerPast()


def segment_of(
    segments: Iterable[CallerSegment], caller: CallerTraits, region: str, now: datetime
) -> CallerSegment | None:
    """The first that fits; None where none does."""
    try:
        number = normalise(caller.number, region)
    except InvalidValue:
        number = ""
    ordered = sorted(segments, key=lambda each: (each.place, each.caller_segment_id))
    return next((each for each in ordered if _fits(each, caller, number, now)), None)


def _fits(segment: CallerSegment, caller: CallerTraits, number: str, now: datetime) -> bool:
    rule, past = segment.rule, caller.past
    if rule == SegmentRule():
        return False
    return (
        _is(rule.known, caller.known)
        and _is(rule.key, caller.key)
        and _is(rule.owned, caller.owned)
        and (not rule.prefixes or number.startswith(rule.prefixes))
        and (not rule.languages or caller.language in rule.languages)
        and _within(rule.called_within_days, past.called_at, now)
        and _within(rule.gave_up_within_days, past.gave_up_at, now)
        and (past.owed or not rule.open_promise)
        and (past.blocked or not rule.blocked_before)
        and (segment.caller_segment_id in past.lists or not rule.listed)
    )


def _is(wanted: bool | None, is_so: bool) -> bool:
    return wanted is None or wanted == is_so


def _within(days: int | None, at: datetime | None, now: datetime) -> bool:
    return days is None or (at is not None and at >= now - timedelta(days=days))


def numbers_in(text: str, region: str) -> tuple[list[str], list[int]]:
    """The numbers that stand in the lines of a text, as they are known, each once; and the lines (from 1) that hold none."""
    found: dict[str, None] = {}
    faulty: list[int] = []
    for place, line in enumerate(text.splitlines(), 1):
        written = line.strip().strip(";,\"'")
        if not written:
            continue
        number = _number(written, region)
        if number is None:
            faulty.append(place)
        else:
            found[number] = None
    return list(found), faulty


def _number(written: str, region: str) -> str | None:
    """A telephone number and nothing else."""
    if not set(written) <= set("+0123456789 ()-./\t\u00a0"):
        return None
    try:
        number = normalise(written, region)
    except InvalidValue:
        return None
    return number if number.startswith("+") else None
