"""A day as the event log tells it: who came when and how patient, how long each talk took, who was there. Times are seconds from its beginning.

One pass over the events, from a day before (who is there at the beginning has become so earlier) to a while after (talks that began
on the day end later). Nothing of it is personal: callers have no names here, agents are ids.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from ringwell.access.messages import ConfigChanged
from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade, WrapUpEnded
from ringwell.calls.messages import CallerIdentified, SegmentEnded, SegmentStarted
from ringwell.kernel.events import Event
from ringwell.routing.messages import QueueEntered, QueueLeft, VisitResult
from ringwell.routing.preference import NOBODY_HERE, Acquaintance
from ringwell.routing.rules import Needs
from ringwell.simulation.scenario import Shift

BEFORE, AFTER = timedelta(days=1), timedelta(hours=6)
"""How much of the log around the day is read."""
TOLD_BY = tuple(
    str(fact.__struct_config__.tag)
    for fact in (
        CallerIdentified,
        QueueEntered,
        QueueLeft,
        OfferMade,
        OfferEnded,
        SegmentStarted,
        SegmentEnded,
        WrapUpEnded,
        AgentStateChanged,
    )
)
"""The types of events that a day is read from; ConfigChanged besides, from the day's beginning until now."""
RULES = frozenset({"queues", "users", "skills", "teams", "settings"})
LEFT_BY_THEMSELVES: frozenset[VisitResult] = frozenset({"abandoned", "timed_out"})


class Visit(msgspec.Struct):
    """One visit of a queue. `talk_s` with hold, None where nobody answered or the end is not told; `ring_s` that of `agent_id`, who answered.

    `callback`: nobody is on the line, so nobody gives up. `who`: whom the caller knew here; `preferred`: those of them whom it waits for by the
    rules of now, until it is `preferred_for_s` old.
    """

    queue_id: str
    at: float
    needs: Needs
    priority: int
    waited_s: float = 0.0
    result: VisitResult | None = None
    ring_s: float = 0.0
    talk_s: float | None = None
    wrap_up_s: float = 0.0
    callback: bool = False
    language: str = ""
    agent_id: str | None = None
    who: Acquaintance = NOBODY_HERE
    preferred: tuple[str, ...] = ()
    preferred_for_s: float = 0.0

    @property
    def answered(self) -> bool:
        return self.result == "answered"


class PastDay(msgspec.Struct, frozen=True, kw_only=True):
    """`visits` that ended in an answer or in the caller's leaving, in order; `ready` when each agent was ready.

    `left_out`: other visits (nobody logged in, closed, failed). `rules_changed`: queues, people or skills have been changed since.
    """

    length_s: float
    visits: tuple[Visit, ...]
    ready: Mapping[str, tuple[Shift, ...]]
    left_out: int = 0
    rules_changed: bool = False


class DayReader:
    """Takes the events from `begin` - BEFORE on, in order."""

    def __init__(self, begin: datetime, end: datetime) -> None:
        self._begin, self._end = begin, end
        self._length_s = (end - begin).total_seconds()
        self._visits: dict[str, Visit] = {}
        self._known: dict[str, Acquaintance] = {}
        self._visits_of: dict[str, list[Visit]] = {}
        self._visit_of_offer: dict[str, str] = {}
        self._visit_of_segment: dict[str, str] = {}
        self._ready_since: dict[str, float] = {}
        self._ready: dict[str, list[Shift]] = {}
        self._rules_changed = False

    def take(self, event: Event) -> None:
        """Fold one more event in."""
        at = (event.occurred_at - self._begin).total_seconds()
        match event.fact:
            case QueueEntered() as fact:
                if 0 <= at < self._length_s:
                    visit = Visit(
                        fact.queue_id,
                        at,
                        fact.needs,
                        fact.priority,
                        callback=fact.callback,
                        language=fact.language,
                        who=self._known.get(fact.interaction_id, NOBODY_HERE),
                    )
                    self._visits[fact.visit_id] = visit
                    self._visits_of.setdefault(fact.interaction_id, []).append(visit)
            case CallerIdentified() as fact:
                self._identified(event.interaction_id or "", fact)
            case QueueLeft(visit_id=visit_id, result=result, waited_ms=waited_ms, agent_id=agent_id):
                if visit_id in self._visits:
                    self._visits[visit_id].result = result
                    self._visits[visit_id].waited_s = waited_ms / 1000
                    self._visits[visit_id].agent_id = agent_id
            case AgentStateChanged(agent_id=agent_id, presence=presence):
                self._presence(agent_id, at, ready=presence == "ready")
            case ConfigChanged(kind=kind):
                self._rules_changed |= kind in RULES and at > 0
            case _:
                self._talk(event)

    def _identified(self, interaction_id: str, fact: CallerIdentified) -> None:
        """Who calls may be known before it waits, or a moment later."""
        who = Acquaintance(
            owner_agent_id=fact.owner_agent_id,
            last_agent_id=fact.last_agent_id,
            key_customer=fact.key_customer,
        )
        self._known[interaction_id] = who
        for visit in self._visits_of.get(interaction_id, ()):
            visit.who = who

    def _talk(self, event: Event) -> None:
        match event.fact:
            case OfferMade(offer_id=offer_id, visit_id=visit_id):
                self._visit_of_offer[offer_id] = visit_id
            case OfferEnded(offer_id=offer_id, result="accepted", after_ms=after_ms):
                visit = self._visits.get(self._visit_of_offer.get(offer_id, ""))
                if visit is not None:
                    visit.ring_s = after_ms / 1000
            case SegmentStarted(segment_id=segment_id, visit_id=str(visit_id)):
                self._visit_of_segment[segment_id] = visit_id
            case SegmentEnded(segment_id=segment_id, talk_ms=talk_ms, hold_ms=hold_ms):
                visit = self._visits.get(self._visit_of_segment.get(segment_id, ""))
                if visit is not None:
                    visit.talk_s = (visit.talk_s or 0.0) + (talk_ms + hold_ms) / 1000
            case WrapUpEnded(segment_id=str(segment_id), acw_ms=acw_ms):
                visit = self._visits.get(self._visit_of_segment.get(segment_id, ""))
                if visit is not None:
                    visit.wrap_up_s += acw_ms / 1000
            case _:
                return

    def _presence(self, agent_id: str, at: float, *, ready: bool) -> None:
        if ready:
            self._ready_since.setdefault(agent_id, at)
            return
        since = self._ready_since.pop(agent_id, None)
        if since is not None:
            self._add(agent_id, since, at)

    def _add(self, agent_id: str, since: float, until: float) -> None:
        """What is told late has happened before what is told already: nobody is ready twice at once."""
        shifts = self._ready.setdefault(agent_id, [])
        begin, end = max(0.0, since, shifts[-1].to_s if shifts else 0.0), min(self._length_s, until)
        if begin < end:
            shifts.append(Shift(begin, end))

    def day(self, until: datetime) -> PastDay:
        """What has been read. Whoever is ready still has been so until then."""
        for agent_id, since in self._ready_since.items():
            self._add(agent_id, since, (until - self._begin).total_seconds())
        self._ready_since.clear()
        ended = [
            visit for visit in self._visits.values() if visit.answered or visit.result in LEFT_BY_THEMSELVES
        ]
        return PastDay(
            length_s=self._length_s,
            visits=tuple(sorted(ended, key=lambda visit: visit.at)),
            ready={agent_id: tuple(shifts) for agent_id, shifts in sorted(self._ready.items()) if shifts},
            left_out=len(self._visits) - len(ended),
            rules_changed=self._rules_changed,
        )
