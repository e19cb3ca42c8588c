"""Today's figures per queue and agent, folded from the same facts as history, for live screens.

A visit counts where it was offered (kpis.md). The day is the workspace's, by its zone; at midnight the figures begin anew.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ringwell.agents.messages import AgentStateChanged, OfferEnded, WrapUpEnded
from ringwell.calls.messages import SegmentEnded
from ringwell.kernel.events import Event, Fact
from ringwell.routing.messages import QueueEntered, QueueLeft


@dataclass(slots=True)
class QueueToday:
    """One queue's visits that were offered today; the waits are kept whole, so that a new threshold recounts them."""

    offered: int = 0
    answered_waits_ms: list[int] = field(default_factory=list[int])
    abandoned_waits_ms: list[int] = field(default_factory=list[int])


@dataclass(slots=True)
class AgentToday:
    """One agent's work today."""

    handled: int = 0
    talk_ms: int = 0
    hold_ms: int = 0
    acw_ms: int = 0
    missed: int = 0
    ready_ms: int = 0
    was_idle_ready: bool = False


class Today:
    """The day's accumulators of one workspace."""

    def __init__(self, zone: str, now: datetime) -> None:
        self._zone = ZoneInfo(zone)
        self.day: date = now.astimezone(self._zone).date()
        self.queues: dict[str, QueueToday] = {}
        self.agents: dict[str, AgentToday] = {}
        self._offered_today: set[str] = set()

    def roll(self, now: datetime) -> bool:
        """Begin a new day when it has come; whether it has."""
        day = now.astimezone(self._zone).date()
        if day == self.day:
            return False
        self.day = day
        self.queues, self.agents = {}, {}
        self._offered_today.clear()
        return True

    def add(self, event: Event) -> None:
        """Count a fact, if it is of this day."""
        if event.occurred_at.astimezone(self._zone).date() != self.day:
            return
        fact = event.fact
        match fact:
            case QueueEntered():
                self.queues.setdefault(fact.queue_id, QueueToday()).offered += 1
                self._offered_today.add(fact.visit_id)
            case QueueLeft() if fact.visit_id in self._offered_today:
                self._offered_today.discard(fact.visit_id)
                self._left(fact)
            case _ if event.agent_id is not None:
                self._worked(self.agents.setdefault(event.agent_id, AgentToday()), fact)
            case _:
                pass

    def _left(self, fact: QueueLeft) -> None:
        queue = self.queues.setdefault(fact.queue_id, QueueToday())
        if fact.result == "answered":
            queue.answered_waits_ms.append(fact.waited_ms)
        elif fact.result == "abandoned":
            queue.abandoned_waits_ms.append(fact.waited_ms)

    def _worked(self, mine: AgentToday, fact: Fact) -> None:
        match fact:
            case SegmentEnded(talk_ms=talk, hold_ms=hold):
                mine.handled += 1
                mine.talk_ms += talk
                mine.hold_ms += hold
            case WrapUpEnded(acw_ms=acw):
                mine.acw_ms += acw
            case OfferEnded(result="missed"):
                mine.missed += 1
            case AgentStateChanged():
                mine.ready_ms += fact.previous_ms if mine.was_idle_ready else 0
                mine.was_idle_ready = fact.presence == "ready" and fact.activity == "idle"
            case _:
                pass
