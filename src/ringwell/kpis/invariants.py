"""What must hold of every log (reliability.md), checked by reading it once from its beginning."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import msgspec

from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade
from ringwell.calls.messages import (
    AgentLegLost,
    InteractionEnded,
    InteractionStarted,
    RecordingErased,
    RecordingFailed,
    RecordingStarted,
    RecordingStored,
    SegmentEnded,
    SegmentStarted,
)
from ringwell.kernel.events import Event
from ringwell.routing.messages import QueueEntered, QueueLeft

CLOCK_TOLERANCE: Final = timedelta(seconds=1)
"""How far the monotonic length of an agent's interval may be from the difference of its wall times."""


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong: the invariant's number, a code, the event's number in the log, and of what."""

    invariant: int
    code: str
    seq: int
    about: str


class LogChecker:
    """Give it every event of one workspace in order; `violations` tells what did not hold.

    It remembers what is open, the ids of what has ended once, so that a second end is told, and those of recordings.
    """

    def __init__(self) -> None:
        self.violations: list[Violation] = []
        self.events = 0
        self._last_seq = 0
        self._interactions: set[str] = set()
        self._ended: set[str] = set()
        self._visits: dict[str, str] = {}
        self._offers: dict[str, OfferMade] = {}
        self._segments: dict[str, SegmentStarted] = {}
        self._talks: dict[str, str] = {}
        self._began: dict[str, datetime] = {}
        self._over: set[str] = set()
        self._recorded: set[str] = set()
        self._talks_recorded: dict[str, str] = {}
        self._recordings: dict[str, str] = {}
        self._since: dict[str, datetime] = {}

    def take(self, event: Event) -> None:
        """One more event."""
        self.events += 1
        if event.seq != self._last_seq + 1:
            self._tell(0, "gap_in_log", event, str(event.seq))
        self._last_seq = event.seq
        match event.fact:
            case InteractionStarted() | InteractionEnded():
                self._interaction(event)
            case QueueEntered() | QueueLeft():
                self._visit(event)
            case OfferMade() | OfferEnded():
                self._offer(event)
            case SegmentStarted() | AgentLegLost() | SegmentEnded():
                self._segment(event)
            case RecordingStarted() | RecordingStored() | RecordingFailed() | RecordingErased() as fact:
                self._recording(event, fact)
            case AgentStateChanged() as fact:
                self._state(event, fact)
            case _:
                pass

    def _tell(self, invariant: int, code: str, event: Event, about: str) -> None:
        self.violations.append(Violation(invariant=invariant, code=code, seq=event.seq, about=about))

    def _interaction(self, event: Event) -> None:
        about = event.interaction_id or ""
        if isinstance(event.fact, InteractionStarted):
            if about in self._interactions or about in self._ended:
                self._tell(1, "interaction_started_twice", event, about)
            self._interactions.add(about)
            return
        if about in self._ended:
            self._tell(1, "interaction_ended_twice", event, about)
        elif about not in self._interactions:
            self._tell(1, "interaction_never_started", event, about)
        self._interactions.discard(about)
        self._ended.add(about)
        for code, left in (
            ("visit_left_open", self._visits),
            ("talk_left_open", self._talks),
            ("offer_left_open", {key: offer.interaction_id for key, offer in self._offers.items()}),
        ):
            for key in _of(left, about):
                self._tell(1 if code == "visit_left_open" else 2, code, event, key)
        recorded, recordings = set(_of(self._talks_recorded, about)), set(_of(self._recordings, about))
        for recording in recorded ^ recordings:
            code = "talk_without_recording" if recording in recorded else "recording_without_talk"
            self._tell(6, code, event, recording)
        for recording in recorded | recordings:
            self._talks_recorded.pop(recording, None)
            self._recordings.pop(recording, None)

    def _visit(self, event: Event) -> None:
        match event.fact:
            case QueueEntered(visit_id=visit, interaction_id=interaction):
                if interaction in self._ended:
                    self._tell(1, "visit_after_end", event, visit)
                self._visits[visit] = interaction
            case QueueLeft(visit_id=visit):
                self._end_once(1, "visit", visit, visit in self._visits, event)
                self._visits.pop(visit, None)
            case _:
                pass

    def _offer(self, event: Event) -> None:
        match event.fact:
            case OfferMade() as offer:
                self._check_capacity(event, offer.agent_id)
                self._began[offer.offer_id] = event.occurred_at
                if any(other.interaction_id == offer.interaction_id for other in self._offers.values()):
                    self._tell(2, "offered_to_two", event, offer.interaction_id)
                self._offers[offer.offer_id] = offer
            case OfferEnded(offer_id=offer_id):
                self._end_once(2, "offer", offer_id, offer_id in self._offers, event)
                self._offers.pop(offer_id, None)
                self._began.pop(offer_id, None)
            case _:
                pass

    def _segment(self, event: Event) -> None:
        match event.fact:
            case SegmentStarted() as segment:
                interaction = event.interaction_id or ""
                self._check_capacity(event, segment.agent_id)
                self._began[segment.segment_id] = event.occurred_at
                if interaction in self._talks.values():
                    self._tell(2, "two_agents_talk", event, interaction)
                self._segments[segment.segment_id] = segment
                if segment.recording_id is not None:
                    self._talks_recorded[segment.recording_id] = interaction
                    if segment.recording_id in self._recorded:  # of a colleague who was asked and goes on
                        self._recordings[segment.recording_id] = interaction
                self._talks[segment.segment_id] = interaction
            case AgentLegLost(segment_id=segment_id):
                # Nobody talks from here on, or from a moment before at which nobody listened.
                self._began.pop(segment_id, None)
            case SegmentEnded(segment_id=segment_id):
                self._end_once(2, "segment", segment_id, segment_id in self._segments, event)
                segment = self._segments.pop(segment_id, None)
                self._talks.pop(segment_id, None)
                self._began.pop(segment_id, None)
                if segment is not None:
                    self._check_capacity(event, segment.agent_id)
            case _:
                pass

    def _recording(
        self, event: Event, fact: RecordingStarted | RecordingStored | RecordingFailed | RecordingErased
    ) -> None:
        """One recording to a conversation that is recorded. One without a segment is a message, of a colleague who was
        asked, or of an agent whom nobody knows any more."""
        began, known = isinstance(fact, RecordingStarted), fact.recording_id in self._recorded
        if began == known:
            code = "recording_began_twice" if began else "recording_never_began"
            self._tell(6, code, event, fact.recording_id)
        self._recorded.add(fact.recording_id)
        if isinstance(fact, RecordingStarted) and fact.segment_id is not None:
            self._recordings[fact.recording_id] = event.interaction_id or ""

    def _check_capacity(self, event: Event, agent_id: str) -> None:
        """Nothing else of the agent's may have begun before this. What the switch's own queue did is told afterwards, so that the
        order in which it happened counts, not the order in the log."""
        mine = [key for key, offer in self._offers.items() if offer.agent_id == agent_id]
        mine += [key for key, segment in self._segments.items() if segment.agent_id == agent_id]
        if any(self._began[key] <= event.occurred_at for key in mine if key in self._began):
            self._tell(2, "over_capacity", event, agent_id)

    def _end_once(self, invariant: int, kind: str, key: str, is_open: bool, event: Event) -> None:
        if key in self._over:
            self._tell(invariant, f"{kind}_ended_twice", event, key)
        elif not is_open:
            self._tell(invariant, f"{kind}_never_began", event, key)
        self._over.add(key)

    def _state(self, event: Event, fact: AgentStateChanged) -> None:
        before = self._since.get(fact.agent_id)
        self._since[fact.agent_id] = event.occurred_at
        if before is None:
            return
        if event.occurred_at < before:
            return  # the clock was set back: it does not tell how long this lasted
        drift = (event.occurred_at - before) - timedelta(milliseconds=fact.previous_ms)
        if abs(drift) > CLOCK_TOLERANCE:
            self._tell(4, "interval_is_not_wall_time", event, fact.agent_id)


def _of(open_things: Mapping[str, str], interaction_id: str) -> list[str]:
    return [key for key, whose in open_things.items() if whose == interaction_id]
