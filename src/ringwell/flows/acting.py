"""From a step that acts to its deed, with what the call knows in it; and what the clock says to a step that asks it. No clock here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ringwell.flows.act_nodes import ActingNode, IntroduceNode, SendNode, TimesNode, Window
from ringwell.flows.acts import Deed, RingOutside, RingOwners, SendMessage
from ringwell.flows.hours import WEEKDAYS, minutes_of
from ringwell.flows.messages import Value
from ringwell.flows.parts import Say
from ringwell.flows.prompts import Prompt
from ringwell.flows.template import filled, filled_line

DAY: Final = 24 * 60
Said = Callable[[Sequence[Say], str], tuple[Prompt, ...]]
"""What is to be said in a language, as recordings."""


def deed_of(node: ActingNode, values: Mapping[str, Value], language: str, said: Said) -> Deed:
    """What is to be done. NoValue, UnsafeValue."""
    match node:
        case SendNode():
            subject, text = filled_line(node.subject, values), filled(node.text, values)
            return SendMessage(node.by, node.to, subject, text)
        case IntroduceNode():
            spoken = node.language or language
            return RingOwners(spoken, said(node.prompts, spoken))
        case _:
            return RingOutside(filled_line(node.number, values), node.ring_seconds, node.meanwhile)


def is_within(node: TimesNode, now: datetime, zone: str) -> bool:
    """Whether one of its windows is open at the moment `now` (aware), by the clock of its own zone or of `zone`."""
    local = now.astimezone(ZoneInfo(node.zone or zone))
    today, minute = local.date(), local.hour * 60 + local.minute
    yesterday = today - timedelta(days=1)
    return any(
        _holds(window, today, minute) or _holds(window, yesterday, minute + DAY) for window in node.windows
    )


def _holds(window: Window, day: date, minute: int) -> bool:
    """Whether so many minutes after the beginning of a day are within the window that begins on it."""
    begins = minutes_of(window.since) if window.since else 0
    ends = minutes_of(window.until) if window.until else DAY
    if ends <= begins:
        ends += DAY
    return begins <= minute < ends and _is_on(window, day)


def _is_on(window: Window, day: date) -> bool:
    if window.days and WEEKDAYS[day.weekday()] not in window.days:
        return False
    return (window.first is None or window.first <= day) and (window.last is None or day <= window.last)
