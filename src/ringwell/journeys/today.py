"""Today's figures per queue and agent, folded from the same facts as history, for live screens.

A visit counts where it was offered (kpis.md). The day is the workspace's, by its zone; at midnight the figures begin anew. Ready time
is counted when it is over; what runs is for who shows it (`of_today`), as is what of it is today's.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from ringwell.agents.messages import AgentStateChanged, OfferEnded, WrapUpEnded
from ringwell.calls.call import milliseconds
from ringwell.calls.flow_acts import MessageSent
from ringwell.calls.messages import InteractionEnded, SegmentEnded
from ringwell.calls.party_messages import CallTransferred
from ringwell.journeys.lately import Lately
from ringwell.kernel.events import Event
from ringwell.kpis.definitions import (
    EMPTY,
    NO_PROMISES,
    HandedOn,
    PromiseTally,
    QueueTally,
    Thresholds,
    callback_over,
    day_start,
    handed_on,
    left,
    month_start,
    offered,
    quote_decided,
    tally_visits,
)
from ringwell.outbound.lines import LineFreed, LineRefusal, LineRefused, LineTaken
from ringwell.outbound.messages import CallbackDialled, CallbackEnded
from ringwell.routing.messages import PlaceTold, QueueEntered, QueueLeft, VisitResult

_INTO_THE_NEXT_DAY = timedelta(hours=36)


@dataclass(slots=True)
class QueueToday:
    """One queue's visits that were offered today; what each came to is kept, so that new thresholds can count them again."""

    limits: Thresholds = field(default_factory=Thresholds)
    tally: QueueTally = EMPTY
    results: list[tuple[VisitResult, int]] = field(default_factory=list[tuple[VisitResult, int]])
    promises: PromiseTally = NO_PROMISES

    def enter(self) -> None:
        self.tally = offered(self.tally)

    def leave(self, result: VisitResult, waited_ms: int) -> None:
        self.results.append((result, waited_ms))
        self.tally = left(self.tally, result, waited_ms, self.limits)

    def hand_on(self) -> None:
        """The caller of an answered visit goes on from there."""
        self.tally = handed_on(self.tally)

    def decide(self, held: bool) -> None:
        """A quote has come true, or has not."""
        told = self.promises
        self.promises = replace(told, quotes=told.quotes + 1, quotes_kept=told.quotes_kept + held)

    def call_back(self, fact: CallbackEnded) -> None:
        """A callback is over."""
        self.promises = callback_over(self.promises, fact)

    def by(self, limits: Thresholds) -> QueueTally:
        """The tally by these thresholds."""
        if limits != self.limits:
            self.limits = limits
            counted = tally_visits(self.results, limits)
            self.tally = replace(counted, offered=self.tally.offered, transferred=self.tally.transferred)
        return self.tally


@dataclass(slots=True)
class AgentToday:
    """One agent's work today. Ready time that still runs is not in `ready_ms`.

    `last_interaction_id`: a conversation whose leg was lost and restored has several segments and was handled once. `transferred` of those
    were handed on by this agent at least once, `last_transferred` the last of them.
    """

    handled: int = 0
    talk_ms: int = 0
    hold_ms: int = 0
    acw_ms: int = 0
    missed: int = 0
    ready_ms: int = 0
    last_interaction_id: str | None = None
    transferred: int = 0
    last_transferred: str | None = None


class Hit(NamedTuple):
    """How often a limit was hit, first and last."""

    times: int
    first: datetime
    last: datetime


class Today:
    """The day's accumulators of one workspace. `dialled` counts attempts to call back, `dialled_to` those to each contact. `lines_of` counts calls
    to the outside that each agent wished, `spent` what calls came to that are over, in thousandths, `spent_by` of each
    trunk, and `spent_before` what each had come to in this month when the day began; `refused_lines` those not made, `messages` what flows have sent."""

    def __init__(self, zone: str, now: datetime) -> None:
        self.zone = zone
        self.queues: dict[str, QueueToday] = {}
        self.agents: dict[str, AgentToday] = {}
        self.dialled = 0
        self.dialled_to: Counter[str] = Counter()
        self.lines_of: Counter[str] = Counter()
        self.spent = 0
        self.spent_by: Counter[str] = Counter()
        self.spent_before: Counter[str] = Counter()
        self.messages = 0
        self.refused_lines: dict[LineRefusal, Hit] = {}
        self._waiting: set[str] = set()
        self._quoted: dict[str, tuple[datetime, int]] = {}
        self._in_hand = HandedOn[str]()
        self.began = now
        self._over = now
        self._begin(now)

    def tally(self, queue_id: str, limits: Thresholds) -> QueueTally:
        """A queue's visits so far, by these thresholds."""
        queue = self.queues.get(queue_id)
        return queue.by(limits) if queue else EMPTY

    def roll(self, now: datetime) -> bool:
        """Begin a new day when it has come; whether it has."""
        if now < self._over:
            return False
        self._roll_month(now)
        self._begin(now)
        self.agents = {}
        self.queues = {}
        self._waiting.clear()
        self._quoted.clear()
        self._in_hand.clear()
        self.dialled = 0
        self.dialled_to.clear()
        self.lines_of.clear()
        self.spent = 0
        self.messages = 0
        self.refused_lines.clear()
        return True

    def promises(self, queue_id: str) -> PromiseTally:
        """What a queue's callers were promised, and what came of it."""
        queue = self.queues.get(queue_id)
        return queue.promises if queue else NO_PROMISES

    def of_today(self, since: datetime, now: datetime) -> int:
        """What of the time from `since` to `now` is today's, in milliseconds."""
        return milliseconds(now - max(since, self.began))

    def add(self, event: Event) -> None:
        """Count a fact, if it is of this day."""
        if not self.began <= event.occurred_at < self._over:
            return
        match event.fact:
            case QueueEntered(queue_id=queue_id, visit_id=visit_id, callback=False):
                self.queues.setdefault(queue_id, QueueToday()).enter()
                self._waiting.add(visit_id)
            case PlaceTold(visit_id=visit_id, wait_s=int() as wait_s) if visit_id in self._waiting:
                self._quoted.setdefault(visit_id, (event.occurred_at, wait_s))
            case QueueLeft() as fact if fact.visit_id in self._waiting:
                self._waiting.discard(fact.visit_id)
                queue = self.queues.setdefault(fact.queue_id, QueueToday())
                queue.leave(fact.result, fact.waited_ms)
                if fact.result == "answered":
                    self._in_hand.answer(fact.interaction_id, fact.queue_id)
                told = self._quoted.pop(fact.visit_id, None)
                waited_ms = milliseconds(event.occurred_at - told[0]) if told else 0
                held = quote_decided(told[1], waited_ms, fact.result) if told else None
                if held is not None:
                    queue.decide(held)
            case CallTransferred(agent_id=agent_id):
                self._handed_on(agent_id, event.interaction_id or "")
            case InteractionEnded():
                self._in_hand.end(event.interaction_id or "")
            case CallbackDialled(contact_id=contact_id, reading=False, taken_over=False, own=own):
                self.dialled += not own
                if contact_id is not None:
                    self.dialled_to[contact_id] += 1
            case LineTaken(agent_id=str() as agent_id):
                self.lines_of[agent_id] += 1
            case MessageSent():
                self.messages += 1
            case LineFreed(cost=cost, trunk_id=trunk_id):
                self.spent += cost
                self.spent_by[trunk_id] += cost
            case LineRefused(reason=reason):
                before = self.refused_lines.get(reason, Hit(0, event.occurred_at, event.occurred_at))
                self.refused_lines[reason] = Hit(before.times + 1, before.first, event.occurred_at)
            case CallbackEnded() as fact:
                self.queues.setdefault(fact.queue_id, QueueToday()).call_back(fact)
            case SegmentEnded(agent_id=agent_id):
                self._talked(self.agents.setdefault(agent_id, AgentToday()), event.fact, event.interaction_id)
            case WrapUpEnded() | OfferEnded() | AgentStateChanged() as fact:
                self._worked(self.agents.setdefault(fact.agent_id, AgentToday()), fact, event.occurred_at)
            case _:
                pass

    def _handed_on(self, agent_id: str, interaction_id: str) -> None:
        """A visit and an agent count a conversation once, however often it is handed on from there."""
        queue_id = self._in_hand.hand_on(interaction_id)
        if queue_id is not None:
            self.queues.setdefault(queue_id, QueueToday()).hand_on()
        mine = self.agents.setdefault(agent_id, AgentToday())
        if mine.last_transferred != interaction_id:
            mine.last_transferred = interaction_id
            mine.transferred += 1

    def _talked(self, mine: AgentToday, fact: SegmentEnded, interaction_id: str | None) -> None:
        if interaction_id is None or interaction_id != mine.last_interaction_id:
            mine.handled += 1
        mine.last_interaction_id = interaction_id
        mine.talk_ms += fact.talk_ms
        mine.hold_ms += fact.hold_ms

    def _worked(
        self, mine: AgentToday, fact: WrapUpEnded | OfferEnded | AgentStateChanged, at: datetime
    ) -> None:
        match fact:
            case WrapUpEnded():
                mine.acw_ms += fact.acw_ms
            case OfferEnded():
                mine.missed += int(fact.result == "missed")
            case AgentStateChanged():
                mine.ready_ms += min(fact.ready_ms, self.of_today(self.began, at))

    def _roll_month(self, now: datetime) -> None:
        """The day that is over is one of the month before, or of this one."""
        same = month_start(now, self.zone) <= self.began
        self.spent_before = self.spent_before + self.spent_by if same else Counter()
        self.spent_by.clear()

    def _begin(self, now: datetime) -> None:
        self.began = day_start(now, self.zone)
        self._over = day_start(self.began + _INTO_THE_NEXT_DAY, self.zone)


class Recount:
    """A day, and what agents did lately, counted anew from the log while the floor goes on: what happens meanwhile comes after what the log
    tells."""

    def __init__(self, zone: str, now: datetime) -> None:
        self.today = Today(zone, now)
        self.lately = Lately()
        self._heard: dict[str, Event] = {}

    def hear(self, event: Event) -> None:
        """It happens now; the log may tell it, too."""
        self._heard[event.event_id] = event

    def add(self, event: Event) -> None:
        """The log tells it."""
        if event.event_id not in self._heard:
            self.today.add(event)
            self.lately.add(event)

    def end(self, now: datetime) -> Today:
        """The day that it is now, when the log has told all."""
        self.today.roll(now)
        for event in self._heard.values():
            self.today.add(event)
            self.lately.add(event)
        return self.today
