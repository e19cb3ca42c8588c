"""A switch in memory: the twin of `AsteriskSwitch`, for tests and trials without a telephone in sight.

What the far ends do is done by calling methods; what comes of it and of commands is queued and emitted by `settle`, so
that nothing ever calls back into who has just called. Both pass tests/contracts/test_switch.py.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ringwell.adapters.asterisk.translate import Emit
from ringwell.calls.hearing import (
    HearingFailed,
    HearingFailure,
    SpeechBegan,
    SpeechHeard,
    StartHearing,
    StopHearing,
)
from ringwell.calls.messages import (
    AnswerLeg,
    Beep,
    CallArrived,
    CommandFailed,
    EndBridge,
    HangUpLeg,
    JoinLegs,
    KeyPressed,
    LegAnswered,
    LegEnded,
    MarkRecordingTold,
    MuteLeg,
    Overhear,
    PartLeg,
    PauseRecording,
    PhoneReachable,
    PlaybackEnded,
    PlayPrompts,
    Prompt,
    RecordingMuted,
    RecordVoicemail,
    ResumeRecording,
    RingAgent,
    RingCustomer,
    RingSupervisor,
    SendToFallback,
    SetFallbackMember,
    SetFallbackRecording,
    SnapshotLeg,
    StartMusic,
    StartRecording,
    StartRinging,
    StopMusic,
    StopOverhearing,
    StopPlayback,
    StopRinging,
    StopVoicemail,
    SwitchCommand,
    SwitchConnected,
    SwitchEvent,
    SwitchLost,
    TellTransfer,
    VoicemailEnded,
    Whisper,
)
from ringwell.kernel.ids import LEG, Ids

NORMAL, BUSY, NO_ANSWER, ABSENT, REJECTED = 16, 17, 19, 20, 21


@dataclass(slots=True)
class MemoryLeg:
    leg_id: str
    workspace_id: str
    role: Literal["caller", "agent", "customer", "supervisor"]
    number: str = ""
    caller_number: str = ""
    ring: RingAgent | None = None
    out: RingCustomer | None = None
    oversees: RingSupervisor | None = None
    overhears: Overhear | None = None
    recorded: str | None = None
    told: tuple[Prompt, ...] = ()
    told_recorded: bool = False
    fallback_recording: tuple[bool, bool] | None = None
    transfers: list[str] = field(default_factory=list[str])
    paused: bool = False
    answered: bool = False
    machine: bool = False
    music: bool = False
    muted: bool = False
    hears_ringing: bool = False
    bridge_id: str | None = None
    playback_id: str | None = None
    voicemail_id: str | None = None
    hearing: StartHearing | None = None
    place: Literal["app", "ringing", "fallback"] = "app"


class MemorySwitch:
    """Legs, bridges and phones as plain objects. `has_prompt` tells which prompts exist."""

    def __init__(
        self,
        *,
        emit: Emit,
        now: Callable[[], datetime],
        ids: Ids,
        switch_id: str = "memory",
        has_prompt: Callable[[Prompt], bool] = lambda _: True,
    ) -> None:
        self.legs: dict[str, MemoryLeg] = {}
        self.fallback_members: dict[str, bool] = {}
        self.beeps: list[str] = []
        self.deaf: HearingFailure | None = None
        """Why nobody is listened to; None where a recogniser is there."""
        self._emit = emit
        self._now = now
        self._ids = ids
        self._switch_id = switch_id
        self._has_prompt = has_prompt
        self._registered: dict[str, str] = {}
        self._bridges: set[str] = set()
        self._events: deque[tuple[str, SwitchEvent]] = deque()
        self._up = True

    # --- the Switch port

    def perform(self, workspace_id: str, commands: Sequence[SwitchCommand]) -> None:
        for command in commands:
            self._do(workspace_id, command)

    def settle(self) -> None:
        """Emit what has happened, and what comes of it."""
        while self._events:
            self._emit(*self._events.popleft())

    # --- what far ends and the network do

    def call(self, workspace_id: str, number: str, caller_number: str = "caller") -> str:
        """A caller dials; the leg's id."""
        leg_id = self._ids.new(LEG)
        self.legs[leg_id] = MemoryLeg(leg_id, workspace_id, "caller", number, caller_number)
        arrived = CallArrived(
            at=self._now(),
            leg_id=leg_id,
            switch_id=self._switch_id,
            workspace_id=workspace_id,
            number=number,
            caller_number=caller_number,
        )
        self._tell(workspace_id, arrived)
        return leg_id

    def press(self, leg_id: str, key: str) -> None:
        leg = self.legs[leg_id]
        self._tell(leg.workspace_id, KeyPressed(at=self._now(), leg_id=leg_id, key=key))

    def begin_to_speak(self, leg_id: str) -> None:
        """Somebody on a leg that is listened to has begun to speak."""
        leg = self.legs[leg_id]
        if leg.hearing is not None:
            self._tell(leg.workspace_id, SpeechBegan(leg_id=leg_id, hearing_id=leg.hearing.hearing_id))

    def say(self, leg_id: str, key: str | None, confidence: float = 0.9) -> None:
        """Somebody on this leg says what stands for the key, or (None) what is no choice; nobody hears it where the leg is not listened to."""
        leg = self.legs[leg_id]
        if leg.hearing is None:
            return
        self.begin_to_speak(leg_id)
        heard = SpeechHeard(leg_id=leg_id, hearing_id=leg.hearing.hearing_id, key=key, confidence=confidence)
        leg.hearing = None
        self._tell(leg.workspace_id, heard)

    def fail_hearing(self, leg_id: str, reason: HearingFailure = "lost") -> None:
        """The recogniser that listens to this leg gives up."""
        leg = self.legs[leg_id]
        if leg.hearing is not None:
            failed = HearingFailed(leg_id=leg_id, hearing_id=leg.hearing.hearing_id, reason=reason)
            leg.hearing = None
            self._tell(leg.workspace_id, failed)

    def hang_up(self, leg_id: str) -> None:
        """The far end's BYE or CANCEL."""
        self._end(self.legs[leg_id], NORMAL, by_far_end=True)

    def register(self, workspace_id: str, endpoint: str) -> None:
        if endpoint not in self._registered:
            self._tell(workspace_id, PhoneReachable(at=self._now(), endpoint=endpoint, reachable=True))
        self._registered[endpoint] = workspace_id

    def unregister(self, endpoint: str) -> None:
        workspace_id = self._registered.pop(endpoint, None)
        if workspace_id is not None:
            self._tell(workspace_id, PhoneReachable(at=self._now(), endpoint=endpoint, reachable=False))

    def ringing(self, endpoint: str) -> MemoryLeg | None:
        """The leg that rings at this phone."""
        legs = (leg for leg in self.legs.values() if leg.ring and leg.ring.endpoint == endpoint)
        return next((leg for leg in legs if not leg.answered), None)

    def dialled(self, number: str) -> MemoryLeg | None:
        """The leg that rings a customer at this number."""
        legs = (leg for leg in self.legs.values() if leg.out and leg.out.number == number)
        return next((leg for leg in legs if not leg.answered), None)

    def accept(self, leg_id: str, *, machine: bool = False) -> None:
        leg = self.legs[leg_id]
        leg.answered, leg.place, leg.machine = True, "app", machine
        self._tell(leg.workspace_id, LegAnswered(at=self._now(), leg_id=leg_id, machine=machine))

    def decline(self, leg_id: str) -> None:
        self._end(self.legs[leg_id], BUSY, by_far_end=True)

    def ring_out(self, leg_id: str) -> None:
        """The time to answer is over."""
        self._end(self.legs[leg_id], NO_ANSWER, by_far_end=True)

    def finish_prompts(self, leg_id: str) -> None:
        """What plays on this leg has been heard to its end."""
        self._playback_over(self.legs[leg_id], failed=False)

    def finish_voicemail(self, leg_id: str, duration_ms: int) -> None:
        self._voicemail_over(self.legs[leg_id], duration_ms)

    def lose(self) -> None:
        """The connection goes; calls stay."""
        self._up = False
        for workspace_id in self._workspaces():
            self._tell(workspace_id, SwitchLost(at=self._now(), switch_id=self._switch_id))

    def connect(self, workspace_id: str) -> None:
        """The connection is (again) there; what the workspace has is told."""
        self._up = True
        connected = SwitchConnected(
            at=self._now(),
            switch_id=self._switch_id,
            workspace_id=workspace_id,
            legs=tuple(_told(leg) for leg in self.legs.values() if leg.workspace_id == workspace_id),
            reachable=tuple(sorted(e for e, owner in self._registered.items() if owner == workspace_id)),
        )
        self._tell(workspace_id, connected)

    # --- commands

    def _do(self, workspace_id: str, command: SwitchCommand) -> None:
        match command:
            case RingAgent() | RingCustomer() | RingSupervisor():
                self._ring(workspace_id, command)
            case JoinLegs():
                self._join(workspace_id, command)
            case EndBridge():
                self._end_bridge(command.bridge_id)
            case Beep():
                self.beeps.append(command.bridge_id)
            case SetFallbackMember():
                self.fallback_members[command.endpoint] = command.available
            case HangUpLeg() if leg := self.legs.get(command.leg_id):
                self._end(leg, NORMAL, by_far_end=False)
            case StopPlayback() if leg := self.legs.get(command.leg_id):
                if leg.playback_id == command.playback_id:
                    self._playback_over(leg, failed=False)
            case (
                HangUpLeg()
                | TellTransfer()
                | StopPlayback()
                | StopMusic()
                | StopRinging()
                | MuteLeg(muted=False)
                | StopOverhearing()
                | StopHearing()
                | StopVoicemail()
            ) if command.leg_id not in self.legs:
                return  # what is to end has ended
            case _ if leg := self.legs.get(command.leg_id):
                self._do_with(leg, command)
            case _:
                self._fail(workspace_id, command.leg_id, command)

    def _do_with(self, leg: MemoryLeg, command: SwitchCommand) -> None:
        match command:
            case AnswerLeg():
                leg.answered = True
            case PlayPrompts():
                leg.playback_id = command.playback_id
                if not all(map(self._has_prompt, command.prompts)):
                    self._playback_over(leg, failed=True)
            case StartMusic() | StopMusic():
                leg.music = isinstance(command, StartMusic)
            case StartRinging() | StopRinging():
                leg.hears_ringing = isinstance(command, StartRinging)
            case PartLeg():
                leg.bridge_id = None
            case MuteLeg(muted=muted):
                leg.muted = muted
            case RecordVoicemail(since=None):
                leg.voicemail_id = command.recording_id
            case RecordVoicemail():
                if leg.voicemail_id != command.recording_id:
                    leg.voicemail_id = command.recording_id
                    self._voicemail_over(leg, 0)
            case StopVoicemail():
                self._voicemail_over(leg, 0)
            case SendToFallback():
                leg.place = "fallback"
            case MarkRecordingTold():
                leg.told_recorded = True
            case SetFallbackRecording(recorded=recorded, says_recorded=says_recorded):
                leg.fallback_recording = (recorded, says_recorded)
            case StartHearing():
                leg.hearing = command
                if self.deaf is not None:
                    self.fail_hearing(leg.leg_id, self.deaf)
            case StopHearing():
                if leg.hearing is not None and leg.hearing.hearing_id == command.hearing_id:
                    leg.hearing = None
            case Overhear() | StopOverhearing():
                leg.overhears = command if isinstance(command, Overhear) else None
            case Whisper():
                leg.told = command.prompts
            case StartRecording():
                leg.recorded = command.recording_id
            case TellTransfer():
                leg.transfers.append(command.state)
            case PauseRecording() | ResumeRecording():
                leg.paused = isinstance(command, PauseRecording)
                muted = RecordingMuted(at=self._now(), leg_id=leg.leg_id, muted=leg.paused)
                self._tell(leg.workspace_id, muted)
            case _:
                raise AssertionError(command)

    def _ring(self, workspace_id: str, command: RingAgent | RingCustomer | RingSupervisor) -> None:
        if command.leg_id in self.legs:
            self._fail(workspace_id, command.leg_id, command, gone=False)
            return
        match command:
            case RingAgent():
                leg = MemoryLeg(command.leg_id, workspace_id, "agent", ring=command, place="ringing")
            case RingCustomer():
                leg = MemoryLeg(command.leg_id, workspace_id, "customer", out=command, place="ringing")
            case RingSupervisor():
                leg = MemoryLeg(command.leg_id, workspace_id, "supervisor", oversees=command, place="ringing")
        self.legs[leg.leg_id] = leg
        if not isinstance(command, RingCustomer) and command.endpoint not in self._registered:
            self._end(leg, ABSENT, by_far_end=False)

    def _join(self, workspace_id: str, command: JoinLegs) -> None:
        gone = [leg_id for leg_id in command.leg_ids if leg_id not in self.legs]
        for leg_id in gone:
            self._fail(workspace_id, leg_id, command)
        if gone:
            return
        self._bridges.add(command.bridge_id)
        for leg_id in command.leg_ids:
            self.legs[leg_id].bridge_id = command.bridge_id

    def _end_bridge(self, bridge_id: str) -> None:
        self._bridges.discard(bridge_id)
        for leg in self.legs.values():
            if leg.bridge_id == bridge_id:
                leg.bridge_id = None

    def _fail(self, workspace_id: str, leg_id: str, command: SwitchCommand, *, gone: bool = True) -> None:
        match command:
            case PlayPrompts():
                ended = PlaybackEnded(
                    at=self._now(), leg_id=leg_id, playback_id=command.playback_id, failed=True
                )
                self._tell(workspace_id, ended)
            case RecordVoicemail():
                self._tell(
                    workspace_id,
                    VoicemailEnded(
                        at=self._now(),
                        leg_id=leg_id,
                        recording_id=command.recording_id,
                        duration_ms=0,
                        failed=True,
                    ),
                )
            case StartHearing():
                lost = HearingFailed(leg_id=leg_id, hearing_id=command.hearing_id, reason="lost")
                self._tell(workspace_id, lost)
            case _:
                name = type(command).__name__
                failed = CommandFailed(
                    at=self._now(), leg_id=leg_id, command=name, detail="no such leg", gone=gone
                )
                self._tell(workspace_id, failed)

    # --- ends, each told once

    def _end(self, leg: MemoryLeg, cause: int, *, by_far_end: bool) -> None:
        del self.legs[leg.leg_id]
        self._playback_over(leg, failed=True)
        self._voicemail_over(leg, 0)
        ended = LegEnded(at=self._now(), leg_id=leg.leg_id, cause=cause, by_far_end=by_far_end)
        self._tell(leg.workspace_id, ended)

    def _playback_over(self, leg: MemoryLeg, *, failed: bool) -> None:
        if leg.playback_id is not None:
            ended = PlaybackEnded(
                at=self._now(), leg_id=leg.leg_id, playback_id=leg.playback_id, failed=failed
            )
            leg.playback_id = None
            self._tell(leg.workspace_id, ended)

    def _voicemail_over(self, leg: MemoryLeg, duration_ms: int) -> None:
        if leg.voicemail_id is not None:
            ended = VoicemailEnded(
                at=self._now(), leg_id=leg.leg_id, recording_id=leg.voicemail_id, duration_ms=duration_ms
            )
            leg.voicemail_id = None
            self._tell(leg.workspace_id, ended)

    def _tell(self, workspace_id: str, event: SwitchEvent) -> None:
        if self._up or isinstance(event, SwitchLost):
            self._events.append((workspace_id, event))

    def _workspaces(self) -> set[str]:
        return {leg.workspace_id for leg in self.legs.values()} | set(self._registered.values())


def _told(leg: MemoryLeg) -> SnapshotLeg:
    ring = leg.ring
    return SnapshotLeg(
        leg_id=leg.leg_id,
        role=leg.role,
        place=leg.place,
        bridge_id=leg.bridge_id,
        number=leg.number,
        caller_number=leg.caller_number,
        interaction_id=made.interaction_id if (made := ring or leg.out or leg.oversees) else None,
        offer_id=ring.offer_id if ring else None,
        agent_id=ring.agent_id if ring else None,
        recording_id=ring.recording_id if ring else None,
        answered=leg.answered,
        machine=leg.machine,
        paused=leg.paused,
        overhears=("whispers" if leg.overhears.whisper else "listens") if leg.overhears else None,
    )
