"""One call's live state, as the log's facts make it: the state machine of an inbound call.

flow ──queue.entered──▶ waiting ──segment.started──▶ talking ◀──▶ hold
  ▲                        │ queue.left                 │
  └────────────────────────┘                           lost ──▶ talking, or waiting again
talking or hold ──call.parked──▶ parked ──call.unparked──▶ transferring or waiting
talking or hold ──call.transferred──▶ transferring (a third party is rung), outside (the caller talks to somebody outside), talking or waiting
any ──interaction.ended──▶ ended
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from ringwell.calls import introduction as owners
from ringwell.calls import party
from ringwell.calls.announced import AnnouncementHeard
from ringwell.calls.blocked import CallBlocked
from ringwell.calls.care import (
    CallerCutOff,
    CallParked,
    CallUnparked,
    CutOff,
    CutOffSettled,
    HoldCallbackAsked,
    HoldLimitPassed,
    Parked,
)
from ringwell.calls.flow_acts import MessageSent, WentOn
from ringwell.calls.hand import HandLowered, HandRaised
from ringwell.calls.introduction import Introduction
from ringwell.calls.listening import CallTakenOver, ListeningEnded
from ringwell.calls.messages import (
    AgentLegLost,
    CallAnswered,
    CallerIdentified,
    EndedBy,
    FlowReported,
    FlowStepped,
    HoldEnded,
    HoldStarted,
    InteractionEnded,
    InteractionStarted,
    RecordingFailed,
    RecordingStarted,
    SegmentEnded,
    SegmentStarted,
)
from ringwell.calls.owner_messages import OwnerEnded, OwnerSought, OwnerUnreached
from ringwell.calls.party import Party
from ringwell.calls.party_messages import (
    CallTransferred,
    ClientRung,
    PartyAsked,
    PartyFact,
    PartyHeld,
    PartyJoined,
    PartyLeft,
    PartyMuted,
    PartyResumed,
)
from ringwell.calls.recording import RecordingAnnounced, RecordingPaused, RecordingResumed
from ringwell.kernel.events import Fact

Stage = Literal["flow", "waiting", "talking", "hold", "lost", "transferring", "outside", "parked", "ended"]
Direction = Literal["in", "out"]


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Caller and agent together, from join to part. `lost_since` while the agent's leg is being restored, `paused_since` while nothing is
    recorded, `hand_since` while the agent asks who oversees for help. `hold_over`: it has been on hold for too long. `after_message` is
    what the caller had left, or was leaving, as a voice message just before."""

    segment_id: str
    ordinal: int
    agent_id: str
    leg_id: str
    bridge_id: str
    recording_id: str | None
    started_at: datetime
    hold_since: datetime | None = None
    hold_ms: int = 0
    lost_since: datetime | None = None
    give_up_at: datetime | None = None
    visit_id: str | None = None
    paused_since: datetime | None = None
    hand_since: datetime | None = None
    hold_over: bool = False
    after_message: str | None = None


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """`flow_state` is the flow interpreter's own; `segments` and `visits` count those begun,
    `queue_id` is the queue it waited in last, `talked_at` when it first came to a person. `voicemail_id` is a message
    being left, or left last, with nobody talked to since. `asked_back`: the caller is to be called back. `parties` are third ones; `from_agent_id` let the caller
    go last, `transfers` counts that, `bridge_id` is where caller and parties are who have no agent. `paused`: nothing
    of it is recorded, whoever has it, until somebody says so; `form_pause`: only while the agent fills in a field of a form.
    `heard` are announcements that the caller was told; `told_recorded`: it has heard that the call is recorded (False: it could not be
    said). `sent`: an agent has let it go to a queue, which it has not come to yet. `parked`: without an agent, for whoever picks it up. `introduction`: the
    client's owner is sought for it. `cut_off`: its line broke, and it is not settled yet whether it is called back. `went_on`: an agent has left the talk first, and the caller has gone on in the flow, which has sent so many `messages`. `page_leg` is of
    who has taken it over last, by a page, whatever telephone that agent has otherwise."""

    interaction_id: str
    leg_id: str
    switch_id: str
    short_ref: str
    started_at: datetime
    since: datetime
    stage: Stage = "flow"
    number_id: str | None = None
    project_id: str | None = None
    client_id: str | None = None
    flow_id: str | None = None
    flow_version: int | None = None
    flow_state: dict[str, object] | None = None
    contact_id: str | None = None
    contact_known: bool = False
    contact_agent_id: str | None = None
    contact_owner_id: str | None = None
    key_customer: bool = False
    caller_segment_id: str | None = None
    answered_at: datetime | None = None
    segment: Segment | None = None
    segments: int = 0
    visits: int = 0
    queue_id: str | None = None
    waited_ms: int | None = None
    talked_at: datetime | None = None
    last_agent_id: str | None = None
    voicemail_id: str | None = None
    closed: bool = False
    blocked: bool = False
    went_on: bool = False
    messages: int = 0
    heard: tuple[str, ...] = ()
    told_recorded: bool | None = None
    sent: CallTransferred | None = None
    asked_back: bool = False
    direction: Direction = "in"
    hold_ms: int = 0
    ended_by: EndedBy | None = None
    parties: tuple[Party, ...] = ()
    transfers: int = 0
    from_agent_id: str | None = None
    bridge_id: str | None = None
    paused: bool = False
    form_pause: bool = False
    parked: Parked | None = None
    introduction: Introduction | None = None
    cut_off: CutOff | None = None
    page_leg: str | None = None

    def party_of(self, agent_id: str) -> Party | None:
        """The agent as a third party of this call."""
        return next((party for party in self.parties if party.agent_id == agent_id), None)


def begin(interaction_id: str, fact: InteractionStarted, at: datetime) -> Call:
    """The call that a first fact tells of."""
    return Call(
        interaction_id=interaction_id,
        leg_id=fact.leg_id,
        switch_id=fact.switch_id,
        short_ref=fact.short_ref,
        started_at=at,
        since=at,
        direction=fact.direction,
        number_id=fact.number_id,
        project_id=fact.project_id,
        client_id=fact.client_id,
        flow_id=fact.flow_id,
        flow_version=fact.flow_version,
    )


def evolve(call: Call, fact: Fact, at: datetime) -> Call:
    """The call after a fact that concerns it; facts of other kinds change nothing."""
    match fact:
        case CallerIdentified():
            return replace(
                call,
                contact_id=fact.contact_id,
                contact_known=fact.known,
                contact_agent_id=fact.last_agent_id,
                contact_owner_id=fact.owner_agent_id,
                key_customer=fact.key_customer,
                caller_segment_id=fact.caller_segment_id,
            )
        case CallAnswered():
            return replace(call, answered_at=call.answered_at or at)
        case FlowStepped():
            return replace(call, flow_state=fact.state)
        case FlowReported(code="flow.closed"):
            return replace(call, closed=True)
        case CallBlocked():
            return replace(call, blocked=True)
        case WentOn():
            return replace(call, went_on=True)
        case MessageSent():
            return replace(call, messages=call.messages + 1)
        case AnnouncementHeard():
            return replace(call, heard=(*call.heard, fact.announcement_id))
        case RecordingAnnounced():
            return replace(call, told_recorded=fact.heard)
        case RecordingStarted(kind="voicemail"):
            return replace(call, voicemail_id=fact.recording_id)
        case RecordingFailed(recording_id=recording_id) if recording_id == call.voicemail_id:
            return replace(call, voicemail_id=None)
        case SegmentStarted():
            return _join(call, fact, at)
        case SegmentEnded():
            held = call.hold_ms + fact.hold_ms
            return replace(call, segment=None, hold_ms=held, stage="flow", since=at)
        case ClientRung():
            return replace(call, bridge_id=fact.bridge_id)
        case InteractionEnded():
            return replace(call, stage="ended", since=at, ended_by=fact.ended_by, parked=None)
        case HoldCallbackAsked():
            return replace(call, asked_back=True)
        case CallerCutOff():
            lost = CutOff(agent_id=fact.agent_id, callback_id=fact.callback_id, at=at)
            return replace(call, cut_off=lost)
        case CutOffSettled():
            return replace(call, cut_off=None)
        case CallParked():
            parked = Parked(place=fact.place, agent_id=fact.agent_id, since=at, back_at=fact.back_at)
            return replace(call, parked=parked, from_agent_id=fact.agent_id, stage="parked", since=at)
        case CallUnparked():
            return replace(call, parked=None, stage="flow", since=at)
        case (
            PartyAsked()
            | PartyJoined()
            | PartyHeld()
            | PartyResumed()
            | PartyMuted()
            | PartyLeft()
            | CallTransferred()
        ):
            return _evolve_parties(call, fact, at)
        case ListeningEnded(ended_by="taken_over"):
            return replace(call, page_leg=fact.leg_id)
        case OwnerSought() | OwnerUnreached() | OwnerEnded() | CallTakenOver():
            return replace(call, introduction=owners.after(call.introduction, fact, at))
        case _:
            return _evolve_segment(call, fact, at)


def _join(call: Call, fact: SegmentStarted, at: datetime) -> Call:
    return replace(
        call,
        segment=_segment(fact, at, call.voicemail_id),
        voicemail_id=None,
        segments=fact.ordinal,
        stage="talking",
        since=at,
        talked_at=call.talked_at or at,
        last_agent_id=fact.agent_id,
        sent=None,
        asked_back=False,
    )


def _evolve_parties(call: Call, fact: PartyFact, at: datetime) -> Call:
    call = replace(
        call,
        parties=party.after(call.parties, fact, at),
        introduction=owners.after(call.introduction, fact, at),
    )
    if isinstance(fact, CallTransferred):
        call = _let_go(call, fact)
    if isinstance(fact, PartyAsked) and fact.bridge_id:
        call = replace(call, bridge_id=fact.bridge_id)
    if call.stage not in ("flow", "transferring", "outside"):
        return call
    stage = _stage_without_agent(call.parties)
    return call if stage == call.stage else replace(call, stage=stage, since=at)


def _let_go(call: Call, fact: CallTransferred) -> Call:
    call = replace(
        call,
        transfers=call.transfers + 1,
        from_agent_id=fact.agent_id,
        bridge_id=fact.bridge_id,
        sent=fact if fact.queue_id is not None else None,
    )
    if fact.flow_id is None:
        return call
    return replace(call, flow_id=fact.flow_id, flow_version=fact.flow_version, flow_state=None)


def _stage_without_agent(parties: tuple[Party, ...]) -> Stage:
    if any(each.state == "joined" for each in parties):
        return "outside"
    return "transferring" if parties else "flow"


def _evolve_segment(call: Call, fact: Fact, at: datetime) -> Call:
    segment = call.segment
    if segment is None:
        return call
    match fact:
        case HoldStarted():
            return replace(call, segment=replace(segment, hold_since=at), stage="hold", since=at)
        case HoldEnded():
            held_ms = segment.hold_ms + fact.hold_ms
            held = replace(segment, hold_since=None, hold_ms=held_ms, hold_over=False)
            return replace(call, segment=held, stage="talking", since=at, asked_back=False)
        case HoldLimitPassed():
            return replace(call, segment=replace(segment, hold_over=True))
        case HandRaised():
            return replace(call, segment=replace(segment, hand_since=at))
        case HandLowered():
            return replace(call, segment=replace(segment, hand_since=None))
        case RecordingPaused():
            silent = replace(segment, paused_since=segment.paused_since or at)
            return replace(call, segment=silent, paused=True, form_pause=fact.why == "form")
        case RecordingResumed():
            return replace(call, segment=replace(segment, paused_since=None), paused=False, form_pause=False)
        case AgentLegLost():
            lost = replace(segment, lost_since=at, give_up_at=fact.give_up_at)
            return replace(call, segment=lost, stage="lost", since=at)
        case _:
            return call


def enter_queue(call: Call, queue_id: str, at: datetime) -> Call:
    """The call waits for a person in this queue."""
    return replace(call, stage="waiting", since=at, visits=call.visits + 1, queue_id=queue_id, sent=None)


def leave_queue(call: Call, waited_ms: int, at: datetime, *, asked_back: bool = False) -> Call:
    """The call no longer waits; what comes next is said by the facts that follow."""
    return replace(call, stage="flow", since=at, waited_ms=waited_ms, asked_back=asked_back)


def ring(call: Call, leg_id: str) -> Call:
    """The customer of a call that goes out is being rung with this leg."""
    return replace(call, leg_id=leg_id)


def milliseconds(span: timedelta) -> int:
    """Whole milliseconds, never negative: a clock that was set back makes no negative talk."""
    return max(0, round(span.total_seconds() * 1000))


def segment_times(segment: Segment, at: datetime) -> tuple[int, int]:
    """Talk and hold, in milliseconds, of a segment that ends now; time without the agent's leg is neither."""
    end = segment.lost_since or at
    hold = segment.hold_ms + (milliseconds(end - segment.hold_since) if segment.hold_since else 0)
    return max(0, milliseconds(end - segment.started_at) - hold), hold


def _segment(fact: SegmentStarted, at: datetime, after_message: str | None) -> Segment:
    return Segment(
        segment_id=fact.segment_id,
        ordinal=fact.ordinal,
        agent_id=fact.agent_id,
        leg_id=fact.agent_leg_id,
        bridge_id=fact.bridge_id,
        recording_id=fact.recording_id,
        started_at=at,
        visit_id=fact.visit_id,
        after_message=after_message,
    )
