"""One definition of each figure, for live boards and reports alike. Both add up the same queue visits and segments with these functions.

T, the answer threshold, and S, the short-abandon limit, belong to the queue; a wait of exactly T is within T, an abandon at exactly S is
short. A tally holds counts only, so that tallies of intervals, queues and days can be added.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from ringwell.calls.owner_messages import OwnerEnded
from ringwell.outbound.messages import CallbackEnded
from ringwell.routing.messages import VisitResult

INTERVAL = timedelta(minutes=15)
Visit = TypeVar("Visit")

ServiceLevelRule = Literal[
    "answered", "answered_and_abandoned", "early_abandons_count_as_served", "offered_less_short_abandons"
]
DEFAULT_RULE: ServiceLevelRule = "answered_and_abandoned"


class Thresholds(msgspec.Struct, frozen=True):
    """T and S in milliseconds."""

    target_ms: int = 20_000
    short_abandon_ms: int = 5_000


class QueueTally(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over queue visits; those still waiting are in `offered` only. `ended_otherwise`: nobody there, closed, failed.
    `callbacks`: asked to be called back, which is no abandon. `transferred`: answered, and then handed on at least once."""

    offered: int = 0
    answered: int = 0
    answered_in_target: int = 0
    abandoned: int = 0
    abandoned_in_target: int = 0
    short_abandoned: int = 0
    ended_otherwise: int = 0
    callbacks: int = 0
    transferred: int = 0
    answered_wait_ms: int = 0
    longest_wait_ms: int = 0


class PromiseTally(msgspec.Struct, frozen=True, kw_only=True):
    """What callers were promised: waits quoted, of which so many held (`quotes_kept` of `quotes` that are decided), and callbacks that were
    kept, of these late, or came to nothing."""

    quotes: int = 0
    quotes_kept: int = 0
    callbacks_kept: int = 0
    callbacks_late: int = 0
    callbacks_failed: int = 0


def quote_decided(wait_s: int, waited_ms: int, result: VisitResult) -> bool | None:
    """Whether a quoted wait held; None where the caller left before it was over, which tells nothing."""
    late = waited_ms > wait_s * 1000
    if result == "answered":
        return not late
    return False if result == "abandoned" and late else None


def callback_over(tally: PromiseTally, fact: CallbackEnded) -> PromiseTally:
    """The tally once a callback has its outcome: kept, perhaps late, or come to nothing. One that was taken back broke no promise, and an
    agent's own call to somebody who gave up was none."""
    if fact.follow_up or fact.result == "cancelled":
        return tally
    if fact.result == "kept":
        return replace(
            tally,
            callbacks_kept=tally.callbacks_kept + 1,
            callbacks_late=tally.callbacks_late + fact.late,
        )
    return replace(tally, callbacks_failed=tally.callbacks_failed + 1)


def calibration(tally: PromiseTally) -> float | None:
    """The share of callers who were answered within the wait that was quoted to them."""
    return _share(tally.quotes_kept, tally.quotes)


class OwnerTally(msgspec.Struct, frozen=True, kw_only=True):
    """Introductions of callers to the client's owner that came to an end. `reached`: an owner answered; of these `connected`, `answered` (through
    the agent). `message` and `call_back` were taken, whether one was reached or not; `stopped`: the caller or the agent ended it before."""

    sought: int = 0
    reached: int = 0
    connected: int = 0
    answered: int = 0
    message: int = 0
    call_back: int = 0
    refused: int = 0
    nobody: int = 0
    stopped: int = 0
    reach_ms: int = 0


def owner_ended(tally: OwnerTally, fact: OwnerEnded) -> OwnerTally:
    """The tally once an introduction has its outcome."""
    outcome = fact.outcome if fact.outcome in OwnerTally.__struct_fields__ else "stopped"
    counted = replace(
        tally,
        sought=tally.sought + 1,
        reached=tally.reached + (fact.owner_id is not None),
        reach_ms=tally.reach_ms + (fact.answered_ms or 0),
    )
    return replace(counted, **{outcome: getattr(tally, outcome) + 1})


def owner_success(tally: OwnerTally) -> float | None:
    """The share of introductions that helped the caller: connected, answered, or with a message or call back taken."""
    helped = tally.connected + tally.answered + tally.message + tally.call_back
    return _share(helped, tally.sought)


class HandlingTally(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds over handled conversations and the agents' time around them."""

    handled: int = 0
    talk_ms: int = 0
    hold_ms: int = 0
    acw_ms: int = 0
    idle_ready_ms: int = 0
    logged_in_ms: int = 0


EMPTY = QueueTally()
NO_PROMISES = PromiseTally()


def offered(tally: QueueTally) -> QueueTally:
    """The tally with one more visit that began."""
    return replace(tally, offered=tally.offered + 1)


def left(tally: QueueTally, result: VisitResult, waited_ms: int, limits: Thresholds) -> QueueTally:
    """The tally once a visit, offered before, is over."""
    tally = replace(tally, longest_wait_ms=max(tally.longest_wait_ms, waited_ms))
    in_target = int(waited_ms <= limits.target_ms)
    match result:
        case "answered":
            return replace(
                tally,
                answered=tally.answered + 1,
                answered_in_target=tally.answered_in_target + in_target,
                answered_wait_ms=tally.answered_wait_ms + waited_ms,
            )
        case "abandoned":
            return replace(
                tally,
                abandoned=tally.abandoned + 1,
                abandoned_in_target=tally.abandoned_in_target + in_target,
                short_abandoned=tally.short_abandoned + int(waited_ms <= limits.short_abandon_ms),
            )
        case "callback":
            return replace(tally, callbacks=tally.callbacks + 1)
        case _:
            return replace(tally, ended_otherwise=tally.ended_otherwise + 1)


def handed_on(tally: QueueTally) -> QueueTally:
    """The tally once the caller of an answered visit has been handed on; a visit is told once (`HandedOn`)."""
    return replace(tally, transferred=tally.transferred + 1)


class HandedOn(Generic[Visit]):
    """Which answered visits are handed on, of calls told in order of time: a visit once, however often its caller goes on from there."""

    def __init__(self) -> None:
        self._answered: dict[str, Visit] = {}

    def answer(self, interaction_id: str, visit: Visit) -> None:
        """The caller has an agent."""
        self._answered[interaction_id] = visit

    def hand_on(self, interaction_id: str) -> Visit | None:
        """An agent lets the caller go on: the visit that counts for it, if one does."""
        return self._answered.pop(interaction_id, None)

    def end(self, interaction_id: str) -> None:
        """The call is over."""
        self._answered.pop(interaction_id, None)

    def clear(self) -> None:
        """Nobody is in a call that counts."""
        self._answered.clear()


def tally_visits(visits: Iterable[tuple[VisitResult | None, int]], limits: Thresholds) -> QueueTally:
    """The tally of visits told as (result, waited_ms); result None waits still."""
    tally = EMPTY
    for result, waited_ms in visits:
        tally = offered(tally)
        if result is not None:
            tally = left(tally, result, waited_ms, limits)
    return tally


def add(one: QueueTally, other: QueueTally) -> QueueTally:
    """Both together: counts add, the longest wait is the longer of the two."""
    return QueueTally(
        offered=one.offered + other.offered,
        answered=one.answered + other.answered,
        answered_in_target=one.answered_in_target + other.answered_in_target,
        abandoned=one.abandoned + other.abandoned,
        abandoned_in_target=one.abandoned_in_target + other.abandoned_in_target,
        short_abandoned=one.short_abandoned + other.short_abandoned,
        ended_otherwise=one.ended_otherwise + other.ended_otherwise,
        callbacks=one.callbacks + other.callbacks,
        transferred=one.transferred + other.transferred,
        answered_wait_ms=one.answered_wait_ms + other.answered_wait_ms,
        longest_wait_ms=max(one.longest_wait_ms, other.longest_wait_ms),
    )


def service_level(tally: QueueTally, rule: ServiceLevelRule = DEFAULT_RULE) -> float | None:
    """A share 0–1; None where there is nothing to divide by."""
    in_target = tally.answered_in_target
    match rule:
        case "answered":
            return _share(in_target, tally.answered)
        case "answered_and_abandoned":
            return _share(in_target, tally.answered + tally.abandoned)
        case "early_abandons_count_as_served":
            return _share(in_target + tally.abandoned_in_target, tally.answered + tally.abandoned)
        case "offered_less_short_abandons":
            return _share(in_target, tally.offered - tally.short_abandoned)


def abandon_rate(tally: QueueTally, *, leave_out_short: bool = False) -> float | None:
    """Abandoned ÷ offered; with `leave_out_short`, abandons ≤ S leave both sides."""
    out = tally.short_abandoned if leave_out_short else 0
    return _share(tally.abandoned - out, tally.offered - out)


def transfer_rate(tally: QueueTally) -> float | None:
    """Of the callers who were answered, those who were then handed on at least once."""
    return _share(tally.transferred, tally.answered)


def average_speed_of_answer_ms(tally: QueueTally) -> float | None:
    """ASA: Σ wait of the answered ÷ answered."""
    return _share(tally.answered_wait_ms, tally.answered)


def average_handle_time_ms(tally: HandlingTally) -> float | None:
    """AHT of calls in: (talk + hold + ACW) ÷ handled."""
    return _share(_handling_ms(tally), tally.handled)


def occupancy(tally: HandlingTally) -> float | None:
    """Handling ÷ (handling + idle ready)."""
    handling = _handling_ms(tally)
    return _share(handling, handling + tally.idle_ready_ms)


def utilisation(tally: HandlingTally) -> float | None:
    """Handling ÷ logged in."""
    return _share(_handling_ms(tally), tally.logged_in_ms)


def wait_percentile_ms(waits: Sequence[int], percent: float) -> int | None:
    """Exact, nearest rank: the smallest wait that at least `percent` (0–100) of the waits do not exceed."""
    if not waits:
        return None
    rank = max(1, math.ceil(len(waits) * percent / 100))
    return sorted(waits)[rank - 1]


def interval_start(moment: datetime, zone: str) -> datetime:
    """The start (UTC) of the 15-minute interval that a moment belongs to, by the wall clock of an IANA zone."""
    local = moment.astimezone(ZoneInfo(zone))
    past = timedelta(minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond)
    return moment.astimezone(UTC) - past


def day_start(moment: datetime, zone: str) -> datetime:
    """The moment (UTC) at which the day of `moment` began in an IANA zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def month_start(moment: datetime, zone: str) -> datetime:
    """The moment (UTC) at which the month of `moment` began in an IANA zone."""
    return day_start(moment.astimezone(ZoneInfo(zone)).replace(day=1, hour=0), zone)


def _handling_ms(tally: HandlingTally) -> int:
    return tally.talk_ms + tally.hold_ms + tally.acw_ms


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
