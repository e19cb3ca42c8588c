"""A whole call as facts, for tests of the log and the figures."""

from dataclasses import dataclass, field
from datetime import timedelta

from ringwell.agents.messages import (
    AgentStateChanged,
    DispositionSet,
    OfferEnded,
    OfferMade,
    WrapUpEnded,
    WrapUpStarted,
)
from ringwell.calls.messages import (
    CallAnswered,
    CallerIdentified,
    HoldEnded,
    HoldStarted,
    InteractionEnded,
    InteractionStarted,
    RecordingStarted,
    RecordingStored,
    SegmentEnded,
    SegmentStarted,
)
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Event
from ringwell.kernel.ids import Ids
from ringwell.routing.messages import QueueEntered, QueueLeft
from tests.support.store import Story


@dataclass
class CallIds:
    """The ids of one call's parts."""

    ids: Ids
    agent: str
    queue: str
    contact: str | None = None
    interaction: str = ""
    visit: str = ""
    offer: str = ""
    segment: str = ""
    recording: str = ""
    leg: str = field(default="leg_00000000000000000000000000000001")

    def __post_init__(self) -> None:
        self.interaction = self.ids.new(kinds.INTERACTION)
        self.visit = self.ids.new(kinds.VISIT)
        self.offer = self.ids.new(kinds.OFFER)
        self.segment = self.ids.new(kinds.SEGMENT)
        self.recording = self.ids.new(kinds.RECORDING)


def arrives(
    story: Story, call: CallIds, *, project_id: str | None = None, client_id: str | None = None
) -> list[Event]:
    """Up to waiting in the queue."""
    facts = (
        InteractionStarted(
            leg_id=call.leg, switch_id="s1", short_ref=call.interaction[-6:].upper(), client_id=client_id
        ),
        *((CallerIdentified(contact_id=call.contact, known=True),) if call.contact else ()),
        CallAnswered(leg_id=call.leg),
        QueueEntered(
            visit_id=call.visit,
            interaction_id=call.interaction,
            queue_id=call.queue,
            ordinal=1,
            priority=5,
            language="en",
            place=1,
        ),
    )
    return list(story.tell(*facts, interaction_id=call.interaction, project_id=project_id))


def is_answered(story: Story, call: CallIds, *, waited_ms: int = 7000) -> list[Event]:
    """Offered, accepted, talking; recorded."""
    deadline = story.now + timedelta(seconds=20)
    facts = (
        OfferMade(
            offer_id=call.offer,
            interaction_id=call.interaction,
            visit_id=call.visit,
            queue_id=call.queue,
            agent_id=call.agent,
            leg_id=call.leg,
            recording_id=call.recording,
            deadline=deadline,
            why={"candidates": 1},
        ),
        AgentStateChanged(
            agent_id=call.agent,
            presence="ready",
            activity="offered",
            interaction_id=call.interaction,
            previous_ms=1000,
        ),
        RecordingStarted(
            recording_id=call.recording, segment_id=call.segment, agent_id=call.agent, leg_id=call.leg
        ),
        OfferEnded(
            offer_id=call.offer,
            interaction_id=call.interaction,
            agent_id=call.agent,
            result="accepted",
            after_ms=2000,
        ),
        QueueLeft(
            visit_id=call.visit,
            interaction_id=call.interaction,
            queue_id=call.queue,
            result="answered",
            waited_ms=waited_ms,
            agent_id=call.agent,
        ),
        SegmentStarted(
            segment_id=call.segment,
            ordinal=1,
            agent_id=call.agent,
            agent_leg_id=call.leg,
            bridge_id="brg_1",
            recording_id=call.recording,
            visit_id=call.visit,
        ),
        AgentStateChanged(
            agent_id=call.agent,
            presence="ready",
            activity="talking",
            interaction_id=call.interaction,
            previous_ms=5000,
        ),
    )
    return list(story.tell(*facts, interaction_id=call.interaction, agent_id=call.agent))


def ends(story: Story, call: CallIds) -> list[Event]:
    """A hold, the end, wrap-up with a disposition, the recording stored."""
    facts = (
        HoldStarted(segment_id=call.segment, agent_id=call.agent),
        HoldEnded(segment_id=call.segment, agent_id=call.agent, hold_ms=1500),
        SegmentEnded(
            segment_id=call.segment, agent_id=call.agent, talk_ms=30_000, hold_ms=1500, ended_by="caller"
        ),
        InteractionEnded(result="handled", ended_by="caller", cause=16),
        WrapUpStarted(
            agent_id=call.agent, interaction_id=call.interaction, segment_id=call.segment, deadline=None
        ),
        AgentStateChanged(
            agent_id=call.agent,
            presence="ready",
            activity="wrapping_up",
            interaction_id=call.interaction,
            previous_ms=4000,
        ),
        DispositionSet(agent_id=call.agent, interaction_id=call.interaction, disposition_id=None),
        WrapUpEnded(
            agent_id=call.agent,
            interaction_id=call.interaction,
            acw_ms=3000,
            by="agent",
            segment_id=call.segment,
        ),
        AgentStateChanged(agent_id=call.agent, presence="ready", activity="idle", previous_ms=2000),
        RecordingStored(
            recording_id=call.recording,
            key=f"w/p/{call.recording}.wav",
            sha256="0" * 64,
            size=1000,
            duration_ms=31_000,
            channels=2,
        ),
    )
    return list(story.tell(*facts, interaction_id=call.interaction, agent_id=call.agent))


def whole_call(story: Story, call: CallIds) -> list[Event]:
    return [*arrives(story, call), *is_answered(story, call), *ends(story, call)]
