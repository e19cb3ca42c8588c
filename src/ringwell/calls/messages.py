"""What the calls room says and hears: commands to the switch, events from it, and the facts it leaves in the log.

All frozen; all name legs by our own id, which is also the switch's channel id. Times are aware UTC datetimes, durations whole
milliseconds, `switch_id` names the switch (one today).
"""

from datetime import datetime
from typing import Literal

import msgspec

from ringwell.calls.hearing import HearingCommand, HearingEvent
from ringwell.calls.message import Message
from ringwell.kernel.events import Fact


class Prompt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence for the caller: a shipped prompt by code (with a number where it needs one), spoken in `language`; or a `sound` of the
    workspace's own, as `<workspace>/<name>`."""

    code: str
    language: str
    number: int | None = None
    sound: str | None = None


# --- commands to the switch -------------------------------------------------------------------------------------------


class AnswerLeg(Message, frozen=True, kw_only=True):
    leg_id: str


class PlayPrompts(Message, frozen=True, kw_only=True):
    """Play the prompts one after another to one leg that is in no bridge. Ends in exactly one PlaybackEnded."""

    leg_id: str
    playback_id: str
    prompts: tuple[Prompt, ...]


class StopPlayback(Message, frozen=True, kw_only=True):
    leg_id: str
    playback_id: str


class StartMusic(Message, frozen=True, kw_only=True):
    """Hold music on a leg that is in no bridge, until StopMusic."""

    leg_id: str


class StopMusic(Message, frozen=True, kw_only=True):
    leg_id: str


class RingAgent(Message, frozen=True, kw_only=True):
    """Ring an agent's phone with a new leg. Ends in LegAnswered (and then it is ours to bridge) or in LegEnded.

    The leg's recording starts when it answers, in the switch, as `recording_id`; None records nothing.
    """

    leg_id: str
    interaction_id: str
    offer_id: str
    agent_id: str
    endpoint: str
    caller_leg_id: str
    caller_number: str
    recording_id: str | None
    timeout_s: int
    auto_answer: bool = False


class RingCustomer(Message, frozen=True, kw_only=True):
    """Call somebody outside with a new leg. Ends in LegAnswered (and then it is ours to bridge) or in LegEnded.

    `trunk` is the switch's name of it, `server` its address where the trunk knows none by itself; `from_number` is what is shown there.
    `demo`: a telephone of the demo's own page is rung, or nobody. `hears_machine`: whoever answers is listened to first, and LegAnswered tells
    whether it is a machine. `heard_by`: a leg that is up, whose far end is to hear what is said there before anybody answers; EarlyMedia tells when.
    """

    leg_id: str
    interaction_id: str
    trunk: str
    server: str | None
    number: str
    from_number: str
    timeout_s: int
    demo: bool = False
    hears_machine: bool = False
    heard_by: str | None = None


class RingSupervisor(Message, frozen=True, kw_only=True):
    """Ring the phone by which somebody is in on calls; it answers by itself. Ends in LegAnswered or in LegEnded."""

    leg_id: str
    interaction_id: str
    endpoint: str
    timeout_s: int


class Overhear(Message, frozen=True, kw_only=True):
    """Let a supervisor's leg, which is up, hear what the target leg hears and says. With `whisper` who is on the target leg hears the
    supervisor, and nobody else does; without it nobody can."""

    leg_id: str
    target_leg_id: str
    whisper: bool = False


class StopOverhearing(Message, frozen=True, kw_only=True):
    """The supervisor's leg hears nothing any more, and stays up."""

    leg_id: str


class Whisper(Message, frozen=True, kw_only=True):
    """Who is on this leg, which is up, hears the prompts besides what it hears; nobody else does, no recording holds them, and nothing is told
    of their end."""

    leg_id: str
    prompts: tuple[Prompt, ...]


class StartRecording(Message, frozen=True, kw_only=True):
    """Record a leg that is up, from now until it ends, as an agent's leg is: what it says and what it hears."""

    leg_id: str
    recording_id: str


class PauseRecording(Message, frozen=True, kw_only=True):
    """The leg's recording holds silence on both channels from now on. Ends in RecordingMuted."""

    leg_id: str


class ResumeRecording(Message, frozen=True, kw_only=True):
    """The leg's recording goes on. Ends in RecordingMuted."""

    leg_id: str


class Beep(Message, frozen=True, kw_only=True):
    """A short sign for all in the bridge."""

    bridge_id: str


class StartRinging(Message, frozen=True, kw_only=True):
    """A leg that is up, alone in this bridge or (None) in none, hears that somebody else is being rung, until StopRinging."""

    leg_id: str
    bridge_id: str | None = None


class StopRinging(Message, frozen=True, kw_only=True):
    leg_id: str
    bridge_id: str | None = None


class JoinLegs(Message, frozen=True, kw_only=True):
    """Put legs, the caller's first, into one mixing bridge, made when it does not exist."""

    bridge_id: str
    leg_ids: tuple[str, ...]


class PartLeg(Message, frozen=True, kw_only=True):
    """Take one leg out of the bridge; it stays up."""

    bridge_id: str
    leg_id: str


class MuteLeg(Message, frozen=True, kw_only=True):
    """Nobody hears what is said on this leg (`muted`), or everybody again; the leg hears on."""

    leg_id: str
    muted: bool


class EndBridge(Message, frozen=True, kw_only=True):
    bridge_id: str


class HangUpLeg(Message, frozen=True, kw_only=True):
    """End a leg. `reason` becomes the cause the far end sees."""

    leg_id: str
    reason: Literal["normal", "unknown_number", "refused"] = "normal"


class TellTransfer(Message, frozen=True, kw_only=True):
    """Tell the telephone that has asked for a transfer what came of it. `done`: the caller is in our hands, whoever is still to answer."""

    leg_id: str
    state: Literal["done", "refused"]


class RecordVoicemail(Message, frozen=True, kw_only=True):
    """Record the caller alone into `recording_id`; ends in VoicemailEnded.

    `since` when it was begun then, by a brain that died: nothing is begun, its end is told as soon as it comes or at once.
    """

    leg_id: str
    recording_id: str
    max_s: int
    silence_s: int
    since: datetime | None = None


class StopVoicemail(Message, frozen=True, kw_only=True):
    """Record the caller's message no further; what there is of it is kept, and the leg can be joined. VoicemailEnded comes as ever."""

    leg_id: str
    recording_id: str


class SendToFallback(Message, frozen=True, kw_only=True):
    """Give a caller back to the switch's own queue."""

    leg_id: str


class MarkRecordingTold(Message, frozen=True, kw_only=True):
    """The caller has heard that the call is recorded: the switch's own queue is not to tell it again."""

    leg_id: str


class SetFallbackRecording(Message, frozen=True, kw_only=True):
    """Whether the switch's own queue, if the caller comes into it, records the talk, and tells the caller so before."""

    leg_id: str
    recorded: bool
    says_recorded: bool


class SetFallbackMember(Message, frozen=True, kw_only=True):
    """Whether the switch's own queue may ring this agent while the brain is away; it leaves alone whoever is in a call."""

    endpoint: str
    available: bool


SwitchCommand = (
    AnswerLeg
    | PlayPrompts
    | StopPlayback
    | StartMusic
    | StopMusic
    | RingAgent
    | RingCustomer
    | RingSupervisor
    | Overhear
    | StopOverhearing
    | Whisper
    | StartRecording
    | PauseRecording
    | ResumeRecording
    | Beep
    | StartRinging
    | StopRinging
    | JoinLegs
    | PartLeg
    | MuteLeg
    | EndBridge
    | HangUpLeg
    | TellTransfer
    | RecordVoicemail
    | StopVoicemail
    | SendToFallback
    | MarkRecordingTold
    | SetFallbackRecording
    | SetFallbackMember
    | HearingCommand
)

# --- events from the switch -------------------------------------------------------------------------------------------


class CallArrived(Message, frozen=True, kw_only=True):
    """A caller's new leg is ours. `number` is the number dialled as the trunk gave it, `caller_number` may be empty. `forwarded`: what a
    trusted trunk's Diversion and History-Info say (projects/forwarded.py)."""

    at: datetime
    leg_id: str
    switch_id: str
    workspace_id: str
    number: str
    caller_number: str
    forwarded: str = ""


class LegAnswered(Message, frozen=True, kw_only=True):
    """A leg that we made, an agent's, a supervisor's or a customer's, answered and is in our hands. `machine`: it was listened to, and speaks
    as a voicemail does."""

    at: datetime
    leg_id: str
    machine: bool = False


class EarlyMedia(Message, frozen=True, kw_only=True):
    """A leg that rings and that somebody is to hear (RingCustomer's `heard_by`) says something before it is answered: the far network's ringing tone,
    or an announcement. From now on it can be in a bridge. Told at least once."""

    at: datetime
    leg_id: str


class LegEnded(Message, frozen=True, kw_only=True):
    """A leg is gone. `cause` is the Q.850 cause, `by_far_end` whether the other side ended it (its BYE or CANCEL), not we."""

    at: datetime
    leg_id: str
    cause: int
    sip_code: int | None = None
    by_far_end: bool = True


class KeyPressed(Message, frozen=True, kw_only=True):
    at: datetime
    leg_id: str
    key: str


class PlaybackEnded(Message, frozen=True, kw_only=True):
    """The prompts ended, were stopped, or failed."""

    at: datetime
    leg_id: str
    playback_id: str
    failed: bool = False


class VoicemailEnded(Message, frozen=True, kw_only=True):
    at: datetime
    leg_id: str
    recording_id: str
    duration_ms: int
    failed: bool = False


class RecordingMuted(Message, frozen=True, kw_only=True):
    """The leg's recording holds silence now (`muted`), or sound again."""

    at: datetime
    leg_id: str
    muted: bool


class CommandFailed(Message, frozen=True, kw_only=True):
    """The switch refused a command. `gone` when the leg it named no longer exists (its LegEnded comes or came)."""

    at: datetime
    leg_id: str
    command: str
    detail: str
    gone: bool = False


class PhoneReachable(Message, frozen=True, kw_only=True):
    """An agent's phone registered with the switch, or went away."""

    at: datetime
    endpoint: str
    reachable: bool


class SnapshotLeg(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A leg that the switch has now. `role`: caller, agent, customer (whom we call), or supervisor (who is in on a call); `paused`: its recording holds silence; `machine`: a voicemail has answered; `place`: app (in our application), ringing, fallback (the switch's own
    queue), or dialplan; `bridge_id` when in one of our bridges; `came_at` is when a caller came; `overhears`: what of a supervisor's is in that bridge, a
    snoop that only listens or one that whispers, too."""

    leg_id: str
    role: Literal["caller", "agent", "customer", "supervisor"]
    place: Literal["app", "ringing", "fallback", "dialplan"]
    bridge_id: str | None = None
    came_at: datetime | None = None
    number: str = ""
    caller_number: str = ""
    interaction_id: str | None = None
    offer_id: str | None = None
    agent_id: str | None = None
    recording_id: str | None = None
    answered: bool = False
    machine: bool = False
    paused: bool = False
    overhears: Literal["listens", "whispers"] | None = None


class SwitchConnected(Message, frozen=True, kw_only=True):
    """We have (again) the switch's ear. What it has now, to be compared with what the log says."""

    at: datetime
    switch_id: str
    workspace_id: str
    legs: tuple[SnapshotLeg, ...] = ()
    reachable: tuple[str, ...] = ()


class SwitchLost(Message, frozen=True, kw_only=True):
    at: datetime
    switch_id: str


class CallerTaken(Message, frozen=True, kw_only=True):
    """The switch's own queue has a caller of ours, and not because we sent it there: the watchdog did, while we were away."""

    at: datetime
    leg_id: str


class PhoneDialled(Message, frozen=True, kw_only=True):
    """An agent has dialled `number` on the telephone at `endpoint`: a new leg, which nobody has answered yet."""

    at: datetime
    leg_id: str
    endpoint: str
    number: str


class TransferAsked(Message, frozen=True, kw_only=True):
    """A telephone asks (REFER) to bring whom it talks to on this leg elsewhere: to whom it talks to on its leg `to_leg_id`, or to `number`. Neither:
    to something that is none of ours. Ends in TellTransfer."""

    at: datetime
    leg_id: str
    number: str = ""
    to_leg_id: str | None = None


class LegHeld(Message, frozen=True, kw_only=True):
    """A telephone has put this leg on hold by itself (`held`), or has taken it off hold."""

    at: datetime
    leg_id: str
    held: bool


class FallbackCallEnded(Message, frozen=True, kw_only=True):
    """A call that the switch served by its own queue while we were away, told when it is over (from the switch's queue log).

    `leg_id` is the caller's; `agent_endpoint` and `talk_ms` are None and 0 when nobody answered. Told at least once, perhaps again.
    """

    at: datetime
    leg_id: str
    switch_id: str
    workspace_id: str
    number: str
    caller_number: str
    queue_id: str | None
    entered_at: datetime
    waited_ms: int
    agent_endpoint: str | None = None
    talk_ms: int = 0
    ended_by: Literal["caller", "agent", "system"] = "caller"
    recording_id: str | None = None


SwitchEvent = (
    CallArrived
    | CallerTaken
    | LegAnswered
    | EarlyMedia
    | LegEnded
    | KeyPressed
    | PlaybackEnded
    | VoicemailEnded
    | RecordingMuted
    | CommandFailed
    | PhoneReachable
    | PhoneDialled
    | TransferAsked
    | LegHeld
    | FallbackCallEnded
    | SwitchConnected
    | SwitchLost
    | HearingEvent
)

# --- facts ------------------------------------------------------------------------------------------------------------

EndedBy = Literal["caller", "agent", "system", "switch"]
InteractionResult = Literal[
    "handled",
    "abandoned_in_flow",
    "abandoned_in_queue",
    "ended_in_flow",
    "voicemail",
    "closed",
    "unknown_number",
    "blocked",
    "rejected",
    "failed",
    "callback_asked",
    "callback_failed",
    "callback_cancelled",
    "callback_expired",
    "not_reached",
]


class InteractionStarted(Fact, frozen=True, kw_only=True, tag="interaction.started"):
    """A call came in, or is to go out (`direction`): then `leg_id` is that of the first attempt. `short_ref` is what people say aloud.
    The caller's number is no part of it: see CallerIdentified."""

    leg_id: str
    switch_id: str
    channel: Literal["call"] = "call"
    direction: Literal["in", "out"] = "in"
    number_id: str | None = None
    project_id: str | None = None
    client_id: str | None = None
    flow_id: str | None = None
    flow_version: int | None = None
    short_ref: str
    via_fallback: bool = False


class CallerIdentified(Fact, frozen=True, kw_only=True, tag="interaction.caller_identified"):
    """Who calls, and whom they know here: who served them last, who has their account. `caller_segment_id`: the workspace's name for such callers."""

    contact_id: str
    known: bool
    last_agent_id: str | None = None
    owner_agent_id: str | None = None
    key_customer: bool = False
    caller_segment_id: str | None = None


class CallAnswered(Fact, frozen=True, kw_only=True, tag="call.answered"):
    leg_id: str


class FlowStepped(Fact, frozen=True, kw_only=True, tag="flow.stepped"):
    """The flow stands at a node; `state` is the interpreter's own state, enough to go on from here after a crash."""

    node: str
    state: dict[str, object]


class FlowKeyPressed(Fact, frozen=True, kw_only=True, tag="flow.key_pressed"):
    node: str
    key: str


class FlowReported(Fact, frozen=True, kw_only=True, tag="flow.reported"):
    """The flow has something to tell the people who keep it (flow.closed, flow.unknown_calendar, …)."""

    code: str
    node: str
    params: dict[str, str]


class SegmentStarted(Fact, frozen=True, kw_only=True, tag="segment.started"):
    """Caller and agent hear each other. `ordinal` counts the interaction's segments from 1."""

    segment_id: str
    ordinal: int
    agent_id: str
    agent_leg_id: str
    bridge_id: str
    recording_id: str | None
    visit_id: str | None = None


class SegmentEnded(Fact, frozen=True, kw_only=True, tag="segment.ended"):
    segment_id: str
    agent_id: str
    talk_ms: int
    hold_ms: int
    ended_by: EndedBy


class HoldStarted(Fact, frozen=True, kw_only=True, tag="call.hold_started"):
    segment_id: str
    agent_id: str


class HoldEnded(Fact, frozen=True, kw_only=True, tag="call.hold_ended"):
    segment_id: str
    agent_id: str
    hold_ms: int


class AgentLegLost(Fact, frozen=True, kw_only=True, tag="call.agent_leg_lost"):
    """The agent's browser vanished while talking; the caller hears music until `give_up_at`."""

    segment_id: str
    agent_id: str
    leg_id: str
    give_up_at: datetime


class AgentLegRestored(Fact, frozen=True, kw_only=True, tag="call.agent_leg_restored"):
    segment_id: str
    agent_id: str
    leg_id: str
    recording_id: str | None
    away_ms: int


class VoicemailLeft(Fact, frozen=True, kw_only=True, tag="call.voicemail_left"):
    recording_id: str
    duration_ms: int


class InteractionEnded(Fact, frozen=True, kw_only=True, tag="interaction.ended"):
    """The interaction's one terminal state. The agent's wrap-up may go on after it."""

    result: InteractionResult
    ended_by: EndedBy
    cause: int | None = None


class RecordingStarted(Fact, frozen=True, kw_only=True, tag="recording.started"):
    """What is said on this leg is recorded. `segment_id` is None of a message, and of a colleague who was asked for the call: if it goes
    on with the caller, its segment names this recording."""

    recording_id: str
    segment_id: str | None
    agent_id: str | None
    leg_id: str
    kind: Literal["segment", "voicemail"] = "segment"


class RecordingStored(Fact, frozen=True, kw_only=True, tag="recording.stored"):
    """The recording's file is in the archive under `key`; `sha256` of the file, size in bytes."""

    recording_id: str
    key: str
    sha256: str
    size: int
    duration_ms: int
    channels: int


class RecordingFailed(Fact, frozen=True, kw_only=True, tag="recording.failed"):
    """The recording could not be made or kept; `code` says why (no_file, no_space, read_only, damaged)."""

    recording_id: str
    code: str


class RecordingErased(Fact, frozen=True, kw_only=True, tag="recording.erased"):
    """Whose voice it was has been erased: nobody hears it any more, and its file is deleted."""

    recording_id: str


CallFact = (
    InteractionStarted
    | CallerIdentified
    | CallAnswered
    | FlowStepped
    | FlowKeyPressed
    | FlowReported
    | SegmentStarted
    | SegmentEnded
    | HoldStarted
    | HoldEnded
    | AgentLegLost
    | AgentLegRestored
    | VoicemailLeft
    | InteractionEnded
    | RecordingStarted
    | RecordingStored
    | RecordingFailed
    | RecordingErased
)
