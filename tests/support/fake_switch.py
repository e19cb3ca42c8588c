"""A switch that exists on paper: it answers commands as the real one would, unless the script says otherwise.

It is strict about what the real one punishes: a leg that is spoken to cannot be joined, music is not heard in a bridge, and a
leg that never was is a mistake of ours.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ringwell.calls import messages as calls
from ringwell.calls.hearing import HearingFailed, SpeechBegan, SpeechHeard, StartHearing, StopHearing
from ringwell.calls.messages import SwitchCommand, SwitchEvent

PROMPT_S = 3
NORMAL, BUSY, NO_ANSWER, ABSENT = 16, 17, 19, 20


@dataclass(slots=True)
class FakeLeg:
    leg_id: str
    role: str
    number: str = ""
    caller_number: str = ""
    ring: calls.RingAgent | None = None
    answered: bool = False
    machine: bool = False
    music: bool = False
    bridge_id: str | None = None
    playback_id: str | None = None
    voicemail_id: str | None = None
    in_fallback: bool = False
    rings: bool = False
    muted: bool = False
    out: calls.RingCustomer | None = None
    oversees: calls.RingSupervisor | None = None
    overhears: calls.Overhear | None = None
    told: tuple[calls.Prompt, ...] = ()
    told_recorded: bool = False
    fallback_recording: tuple[bool, bool] | None = None
    recorded: str | None = None
    at_phone: str | None = None
    transfers: list[str] = field(default_factory=list[str])
    paused: bool = False
    hearing: StartHearing | None = None
    came_at: datetime | None = None


@dataclass(slots=True)
class Due:
    """Something that happens by itself at the switch, later: a prompt's end, a phone that has rung too long."""

    at: datetime
    leg_id: str
    what: str
    about: str


class FakeSwitch:
    """`events` are those not yet told; `strict` is for stories in which none of them is lost or late. `failing` are commands that the switch will refuse next, with whether the leg is gone."""

    def __init__(self, workspace_id: str, now: datetime) -> None:
        self.workspace_id = workspace_id
        self.now = now
        self.legs: dict[str, FakeLeg] = {}
        self.were: set[str] = set()
        self.registered: set[str] = set()
        self.events: deque[SwitchEvent] = deque()
        self.due: list[Due] = []
        self.failing: dict[str, bool] = {}
        self.fallback: dict[str, bool] = {}
        self.commands: list[SwitchCommand] = []
        self.strict = True

    # --- what far ends do

    def dial(self, leg_id: str, number: str, caller_number: str, forwarded: str = "") -> None:
        self._new(leg_id)
        self._add(FakeLeg(leg_id, "caller", number, caller_number, came_at=self.now))
        self._tell(
            calls.CallArrived(
                at=self.now,
                leg_id=leg_id,
                switch_id="sw1",
                workspace_id=self.workspace_id,
                number=number,
                caller_number=caller_number,
                forwarded=forwarded,
            )
        )

    def dial_from(self, leg_id: str, endpoint: str, number: str) -> None:
        """A desk phone dials by itself."""
        self._new(leg_id)
        self._add(FakeLeg(leg_id, "agent", number, at_phone=endpoint))
        self._tell(calls.PhoneDialled(at=self.now, leg_id=leg_id, endpoint=endpoint, number=number))

    def refer(self, leg_id: str, number: str = "", to_leg_id: str | None = None) -> None:
        asked = calls.TransferAsked(at=self.now, leg_id=leg_id, number=number, to_leg_id=to_leg_id)
        self._tell(asked)

    def put_on_hold(self, leg_id: str, *, held: bool = True) -> None:
        """The phone does it by itself."""
        self._tell(calls.LegHeld(at=self.now, leg_id=leg_id, held=held))

    def press(self, leg_id: str, key: str) -> None:
        leg = self.legs[leg_id]
        if key == "#" and leg.voicemail_id:
            self._voicemail_over(leg, 4000)
        self._tell(calls.KeyPressed(at=self.now, leg_id=leg_id, key=key))

    def say(self, leg_id: str, key: str | None, confidence: float) -> None:
        """Somebody says this, where somebody listens."""
        self.begin_to_speak(leg_id)
        leg = self.legs[leg_id]
        if leg.hearing is not None:
            heard = SpeechHeard(
                leg_id=leg_id, hearing_id=leg.hearing.hearing_id, key=key, confidence=confidence
            )
            leg.hearing = None
            self._tell(heard)

    def begin_to_speak(self, leg_id: str) -> None:
        leg = self.legs[leg_id]
        if leg.hearing is not None:
            self._tell(SpeechBegan(leg_id=leg_id, hearing_id=leg.hearing.hearing_id))

    def answer(self, leg_id: str, *, machine: bool = False) -> None:
        self.legs[leg_id].answered, self.legs[leg_id].machine = True, machine
        self._tell(calls.LegAnswered(at=self.now, leg_id=leg_id, machine=machine))

    def speak_early(self, leg_id: str) -> None:
        """What is dialled says something before it answers, where somebody is to hear it."""
        leg = self.legs[leg_id]
        if leg.out and leg.out.heard_by:
            self._tell(calls.EarlyMedia(at=self.now, leg_id=leg_id))

    def end(self, leg_id: str, cause: int = NORMAL) -> None:
        """The leg is gone, after what ran on it."""
        leg = self.legs.pop(leg_id, None)
        if leg is None:
            return
        self._playback_over(leg, failed=True)
        self._voicemail_over(leg, 2000)
        self._tell(calls.LegEnded(at=self.now, leg_id=leg_id, cause=cause))

    def register(self, endpoint: str, there: bool = True) -> None:
        if there != (endpoint in self.registered):
            (self.registered.add if there else self.registered.discard)(endpoint)
            self._tell(calls.PhoneReachable(at=self.now, endpoint=endpoint, reachable=there))

    def ringing(self, agent_id: str) -> FakeLeg | None:
        """The newest leg that rings this agent."""
        rung = (leg for leg in reversed(self.legs.values()) if leg.ring and leg.ring.agent_id == agent_id)
        return next((leg for leg in rung if not leg.answered), None)

    def dialled(self) -> FakeLeg | None:
        """The customer's leg that is being rung."""
        return next((leg for leg in self.legs.values() if leg.out and not leg.answered), None)

    def supervisors(self, endpoint: str) -> FakeLeg | None:
        """The newest leg of this supervisor's phone."""
        legs = reversed(self.legs.values())
        return next((leg for leg in legs if leg.oversees and leg.oversees.endpoint == endpoint), None)

    def leg_of(self, agent_id: str) -> FakeLeg:
        """The leg on which this agent talks."""
        up = (leg for leg in reversed(self.legs.values()) if leg.ring and leg.ring.agent_id == agent_id)
        return next(leg for leg in up if leg.answered)

    def snapshot(self) -> calls.SwitchConnected:
        """What is here for whoever connects: nobody is listened to on behalf of who was connected before."""
        for leg in self.legs.values():
            leg.hearing = None
        legs = tuple(self._told(leg) for leg in self.legs.values())
        return calls.SwitchConnected(
            at=self.now,
            switch_id="sw1",
            workspace_id=self.workspace_id,
            legs=legs,
            reachable=tuple(sorted(self.registered)),
        )

    def fire(self, due: Due) -> None:
        leg = self.legs.get(due.leg_id)
        match due.what:
            case "heard" if leg and leg.playback_id == due.about:
                self._playback_over(leg, failed=False)
            case "silence" if leg and leg.voicemail_id == due.about:
                self._voicemail_over(leg, 8000)
            case "rung" if leg and not leg.answered:
                self.end(leg.leg_id, NO_ANSWER)
            case _:
                pass

    # --- commands

    def perform(self, commands: Sequence[SwitchCommand]) -> None:
        for command in commands:
            self.commands.append(command)
            name = type(command).__name__
            if isinstance(command, calls.RingAgent | calls.RingCustomer | calls.RingSupervisor):
                self._new(command.leg_id)
            if name in self.failing:
                self._refuse(command, gone=self.failing.pop(name))
            else:
                self._do(command)

    def _do(self, command: SwitchCommand) -> None:
        match command:
            case calls.RingAgent():
                self._ring(command)
            case calls.RingCustomer():
                leg = self._add(FakeLeg(command.leg_id, "customer", out=command))
                self._later(command.timeout_s, leg, "rung", "")
            case calls.RingSupervisor():
                leg = self._add(FakeLeg(command.leg_id, "supervisor", oversees=command))
                if command.endpoint in self.registered:
                    self._later(command.timeout_s, leg, "rung", "")
                else:
                    self.end(leg.leg_id, ABSENT)
            case calls.JoinLegs():
                self._join(command)
            case calls.EndBridge():
                for leg in self.legs.values():
                    leg.bridge_id = None if leg.bridge_id == command.bridge_id else leg.bridge_id
            case calls.Beep():
                pass
            case calls.SetFallbackMember():
                self.fallback[command.endpoint] = command.available
            case calls.HangUpLeg():
                assert command.leg_id in self.were, command
                self.end(command.leg_id)
            case _:
                self._do_with(command)

    def _do_with(
        self,
        command: calls.AnswerLeg
        | calls.PlayPrompts
        | calls.StopPlayback
        | calls.StartMusic
        | calls.StopMusic
        | calls.PartLeg
        | calls.MuteLeg
        | calls.StartRinging
        | calls.StopRinging
        | calls.RecordVoicemail
        | calls.StopVoicemail
        | calls.Overhear
        | calls.StopOverhearing
        | calls.Whisper
        | calls.StartRecording
        | calls.PauseRecording
        | calls.ResumeRecording
        | calls.SendToFallback
        | calls.MarkRecordingTold
        | calls.SetFallbackRecording
        | calls.TellTransfer
        | StartHearing
        | StopHearing,
    ) -> None:
        assert command.leg_id in self.were, command
        leg = self.legs.get(command.leg_id)
        if leg is None:
            self._refuse(command, gone=True)
            return
        match command:
            case calls.AnswerLeg():
                leg.answered = True
            case calls.PlayPrompts():
                assert not self.strict or leg.playback_id is None, f"two at once: {command}"
                assert not self.strict or leg.bridge_id is None, f"not heard in a bridge: {command}"
                leg.playback_id = command.playback_id
                self._later(PROMPT_S, leg, "heard", command.playback_id)
            case calls.StopPlayback():
                if leg.playback_id == command.playback_id:
                    self._playback_over(leg, failed=False)
            case calls.StartMusic():
                assert not self.strict or leg.bridge_id is None, f"not heard in a bridge: {command}"
                leg.music = True
            case calls.StopMusic():
                leg.music = False
            case calls.StartRinging() | calls.StopRinging():
                leg.rings = isinstance(command, calls.StartRinging)
            case calls.PartLeg():
                leg.bridge_id = None
            case calls.MuteLeg(muted=muted):
                leg.muted = muted
            case calls.RecordVoicemail():
                assert not self.strict or leg.playback_id is None
                self._record(leg, command)
            case calls.StopVoicemail():
                self._voicemail_over(leg, 3000)
            case StartHearing():
                assert not self.strict or leg.hearing is None, f"listened to twice: {command}"
                leg.hearing = command
            case StopHearing(hearing_id=hearing_id):
                if leg.hearing is not None and leg.hearing.hearing_id == hearing_id:
                    leg.hearing = None
            case calls.SendToFallback():
                assert not self.strict or leg.hearing is None, f"listened to elsewhere: {command}"
                leg.in_fallback = True
            case calls.MarkRecordingTold():
                leg.told_recorded = True
            case calls.SetFallbackRecording():
                leg.fallback_recording = (command.recorded, command.says_recorded)
            case calls.TellTransfer(state=state):
                leg.transfers.append(state)
            case calls.Overhear():
                assert leg.bridge_id is None, f"in a talk: {command}"
                leg.overhears = command
            case calls.StopOverhearing():
                leg.overhears = None
            case calls.Whisper():
                leg.told = command.prompts
            case calls.StartRecording():
                leg.recorded = command.recording_id
            case calls.PauseRecording() | calls.ResumeRecording():
                leg.paused = isinstance(command, calls.PauseRecording)
                self._tell(calls.RecordingMuted(at=self.now, leg_id=leg.leg_id, muted=leg.paused))

    def _record(self, leg: FakeLeg, command: calls.RecordVoicemail) -> None:
        if command.since is None:
            leg.voicemail_id = command.recording_id
            self._later(8, leg, "silence", command.recording_id)
        elif leg.voicemail_id != command.recording_id:
            over = calls.VoicemailEnded(
                at=self.now, leg_id=leg.leg_id, recording_id=command.recording_id, duration_ms=5000
            )
            self._tell(over)

    def _ring(self, command: calls.RingAgent) -> None:
        leg = self._add(FakeLeg(command.leg_id, "agent", ring=command))
        if command.endpoint not in self.registered:
            self.end(leg.leg_id, ABSENT)
            return
        self._later(command.timeout_s, leg, "rung", "")

    def _join(self, command: calls.JoinLegs) -> None:
        gone = [leg_id for leg_id in command.leg_ids if leg_id not in self.legs]
        for leg_id in gone:
            assert leg_id in self.were, command
            self._tell(
                calls.CommandFailed(at=self.now, leg_id=leg_id, command="JoinLegs", detail="", gone=True)
            )
        if gone:
            return
        for leg in (self.legs[leg_id] for leg_id in command.leg_ids):
            assert not self.strict or leg.playback_id is None, f"joined while it is spoken to: {command}"
            assert not self.strict or leg.hearing is None, f"joined while it is listened to: {command}"
            assert not (self.strict and leg.music), f"joined with its music: {command}"
            assert leg.overhears is None, f"joined while it overhears: {command}"
            assert leg.voicemail_id is None, f"joined while it leaves a message: {command}"
            assert not (self.strict and leg.rings), f"joined while it hears ringing: {command}"
            leg.bridge_id = command.bridge_id

    def _refuse(self, command: SwitchCommand, *, gone: bool) -> None:
        """Say no in the way in which this command ends."""
        match command:
            case calls.PlayPrompts():
                self._tell(
                    calls.PlaybackEnded(
                        at=self.now, leg_id=command.leg_id, playback_id=command.playback_id, failed=True
                    )
                )
            case calls.RecordVoicemail():
                self._tell(
                    calls.VoicemailEnded(
                        at=self.now,
                        leg_id=command.leg_id,
                        recording_id=command.recording_id,
                        duration_ms=0,
                        failed=True,
                    )
                )
            case StartHearing():
                self._tell(
                    HearingFailed(leg_id=command.leg_id, hearing_id=command.hearing_id, reason="no_model")
                )
            case calls.EndBridge() | calls.SetFallbackMember() | calls.StopOverhearing() | calls.Beep():
                pass
            case _:
                leg_id = command.leg_ids[0] if isinstance(command, calls.JoinLegs) else command.leg_id
                self._tell(
                    calls.CommandFailed(
                        at=self.now, leg_id=leg_id, command=type(command).__name__, detail="no", gone=gone
                    )
                )

    def _new(self, leg_id: str) -> None:
        assert leg_id not in self.were, f"a leg's id is used once: {leg_id}"
        self.were.add(leg_id)

    def _add(self, leg: FakeLeg) -> FakeLeg:
        self.legs[leg.leg_id] = leg
        return leg

    def _later(self, seconds: float, leg: FakeLeg, what: str, about: str) -> None:
        self.due.append(Due(self.now + timedelta(seconds=seconds), leg.leg_id, what, about))

    def _playback_over(self, leg: FakeLeg, *, failed: bool) -> None:
        if leg.playback_id is not None:
            ended = calls.PlaybackEnded(
                at=self.now, leg_id=leg.leg_id, playback_id=leg.playback_id, failed=failed
            )
            leg.playback_id = None
            self._tell(ended)

    def _voicemail_over(self, leg: FakeLeg, duration_ms: int) -> None:
        if leg.voicemail_id is not None:
            ended = calls.VoicemailEnded(
                at=self.now, leg_id=leg.leg_id, recording_id=leg.voicemail_id, duration_ms=duration_ms
            )
            leg.voicemail_id = None
            self._tell(ended)

    def _tell(self, event: SwitchEvent) -> None:
        self.events.append(event)

    def _told(self, leg: FakeLeg) -> calls.SnapshotLeg:
        ring = leg.ring
        made = leg.ring or leg.out or leg.oversees
        place = "fallback" if leg.in_fallback else "ringing" if made and not leg.answered else "app"
        return calls.SnapshotLeg(
            leg_id=leg.leg_id,
            role="agent"
            if ring or leg.at_phone
            else "customer"
            if leg.out
            else "supervisor"
            if leg.oversees
            else "caller",
            place=place,
            bridge_id=leg.bridge_id or (leg.overhears and f"{leg.leg_id}-hears"),
            came_at=leg.came_at,
            number=leg.number,
            caller_number=leg.caller_number,
            interaction_id=made.interaction_id if made else None,
            offer_id=ring.offer_id if ring else None,
            agent_id=ring.agent_id if ring else None,
            recording_id=ring.recording_id if ring else leg.recorded,
            answered=leg.answered,
            machine=leg.machine,
            paused=leg.paused,
            overhears=("whispers" if leg.overhears.whisper else "listens") if leg.overhears else None,
        )
