"""From what the switch tells to what the calls room hears. No I/O: legs in, events out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from ringwell.adapters.asterisk.arrivals import UnknownEvent
from ringwell.adapters.asterisk.generated.events import (
    Arrival,
    ChannelDestroyed,
    ChannelDtmfReceived,
    ChannelHold,
    ChannelTransfer,
    ChannelUnhold,
    ChannelUserevent,
    Dial,
    PeerStatusChange,
    PlaybackFinished,
    RecordingFailed,
    RecordingFinished,
    StasisStart,
)
from ringwell.adapters.asterisk.legs import AgentAt, Leg, Legs, Role, endpoint_of, instant, leg_id_of
from ringwell.adapters.asterisk.names import MACHINE, TRY_PREFIX
from ringwell.calls.messages import (
    CallArrived,
    CallerTaken,
    EarlyMedia,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegHeld,
    PhoneDialled,
    PhoneReachable,
    PlaybackEnded,
    SwitchEvent,
    TransferAsked,
    VoicemailEnded,
)

FLOOR_EVENTS: Final = frozenset(
    {
        "StasisStart",
        "ChannelDtmfReceived",
        "ChannelHold",
        "ChannelTransfer",
        "ChannelUnhold",
        "Dial",
        "PlaybackFinished",
        "RecordingFinished",
        "RecordingFailed",
    }
)
"""What a partition's application hears."""
WATCH_EVENTS: Final = frozenset({"ChannelDestroyed", "ChannelUserevent", "PeerStatusChange"})
"""What the one application hears that watches all phones and channels, those not yet in our hands included."""

NORMAL_CLEARING: Final = 16
NETWORK_OUT_OF_ORDER: Final = 38
TIMED_OUT: Final = 408
NEVER_RANG: Final = "Down"
"""The state of a channel whose other side has not said anything: with TIMED_OUT the line is dead, and not somebody away from a telephone."""
Emit = Callable[[str, SwitchEvent], None]
"""Takes the workspace's id and what happened in it."""


class Translator:
    """Hears the switch's events in order and emits the room's.

    `agents` are known by the endpoints of their phones. `online` are the endpoints that are registered, kept here, also of those who
    are no agents now: who becomes one (again) may have registered before.
    """

    def __init__(self, switch_id: str, legs: Legs, emit: Emit) -> None:
        self._switch_id = switch_id
        self._legs = legs
        self._emit = emit
        self.agents: Mapping[str, AgentAt] = {}
        self.online: set[str] = set()

    def hear(self, event: Arrival | UnknownEvent) -> None:
        match event:
            case StasisStart():
                self._started(event)
            case Dial():
                self._rings(event)
            case ChannelDestroyed():
                self._destroyed(event)
            case PlaybackFinished():
                self._playback_finished(event)
            case ChannelDtmfReceived():
                self._key_pressed(event)
            case PeerStatusChange():
                self._phone_changed(event)
            case ChannelTransfer():
                self._transfer_asked(event)
            case ChannelHold() | ChannelUnhold():
                self._held(event)
            case RecordingFinished():
                self._voicemail_over(event, (event.recording.duration or 0) * 1000, failed=False)
            case RecordingFailed():
                self._voicemail_over(event, 0, failed=True)
            case _:
                return  # nothing to the room

    def _started(self, event: StasisStart) -> None:
        match event.args:
            case ["inbound", workspace_id, number, *told]:
                self._caller_arrived(event, workspace_id, number, "".join(told))
            case ["agent", workspace_id, leg_id, *_]:
                self._answered(event, workspace_id, leg_id, "agent")
            case ["supervisor", workspace_id, leg_id, *_]:
                self._answered(event, workspace_id, leg_id, "agent")
            case ["phone", workspace_id, number, *_]:
                self._phone_dialled(event, workspace_id, number)
            case ["customer", workspace_id, leg_id, *heard]:
                self._answered(event, workspace_id, leg_id, "caller", machine=MACHINE in heard)
            case _:
                return

    def _rings(self, event: Dial) -> None:
        """How it goes with a leg that the application has dialled itself; others are in our hands when they have answered."""
        leg, at = self._legs.by_channel.get(event.peer.id), instant(event.timestamp)
        if leg is None or leg.in_app:
            return
        if event.dialstatus == "ANSWER":
            leg.in_app = True
            self._emit(leg.workspace_id, LegAnswered(at=at, leg_id=leg.leg_id))
        elif event.dialstatus == "PROGRESS":
            self._emit(leg.workspace_id, EarlyMedia(at=at, leg_id=leg.leg_id))

    def _destroyed(self, event: ChannelDestroyed) -> None:
        leg = self._legs.by_channel.get(event.channel.id)
        if leg is None:
            self._legs.remember_end(event.channel.id)
        else:
            dead = event.tech_cause == TIMED_OUT and event.channel.state == NEVER_RANG
            cause = NETWORK_OUT_OF_ORDER if dead else event.cause or NORMAL_CLEARING
            self.end(leg, instant(event.timestamp), cause, event.tech_cause)

    def taken(self, event: ChannelUserevent) -> bool:
        """Whether the switch's own queue has a caller whom we took to be in our hands."""
        leg = self._legs.by_channel.get(event.channel.id) if event.channel else None
        if leg is None or not leg.in_app:
            return False
        leg.in_app = False
        self._emit(leg.workspace_id, CallerTaken(at=instant(event.timestamp), leg_id=leg.leg_id))
        return True

    def _key_pressed(self, event: ChannelDtmfReceived) -> None:
        leg = self._legs.by_channel.get(event.channel.id)
        if leg is not None and leg.role == "caller":
            key = KeyPressed(at=instant(event.timestamp), leg_id=leg.leg_id, key=event.digit)
            self._emit(leg.workspace_id, key)

    def _playback_finished(self, event: PlaybackFinished) -> None:
        leg = self._legs.by_channel.get(event.playback.target_uri.removeprefix("channel:"))
        if leg is not None and leg.playback_id == event.playback.id:
            self.playback_over(leg, instant(event.timestamp), failed=event.playback.state == "failed")

    def _phone_changed(self, event: PeerStatusChange) -> None:
        """Told when a phone comes or goes. EndpointStateChange would be told with every channel of the phone, too."""
        endpoint, reachable = event.endpoint.resource, event.endpoint.state == "online"
        if endpoint.startswith(TRY_PREFIX) or reachable == (endpoint in self.online):
            return
        (self.online.add if reachable else self.online.discard)(endpoint)
        if endpoint in self.agents:
            self.tell_phone(endpoint, instant(event.timestamp))

    def tell_phone(self, endpoint: str, at: datetime) -> None:
        """Whether this agent's phone is registered."""
        told = PhoneReachable(at=at, endpoint=endpoint, reachable=endpoint in self.online)
        self._emit(self.agents[endpoint].workspace_id, told)

    def _caller_arrived(self, event: StasisStart, workspace_id: str, number: str, forwarded: str) -> None:
        channel, at = event.channel, instant(event.timestamp)
        known = self._legs.by_channel.get(channel.id)
        if known is not None and known.in_app:
            return  # the snapshot has told of it
        leg_id = leg_id_of(channel.id, self._switch_id)
        leg = self._legs.add(Leg(leg_id, channel.id, workspace_id, "caller", in_app=True))
        arrived = CallArrived(
            at=at,
            leg_id=leg_id,
            switch_id=self._switch_id,
            workspace_id=workspace_id,
            number=number,
            caller_number=channel.caller.number,
            forwarded=forwarded,
        )
        self._emit(workspace_id, arrived)
        if channel.id in self._legs.ended:
            self.end(leg, at, NORMAL_CLEARING)

    def _answered(
        self, event: StasisStart, workspace_id: str, leg_id: str, role: Role, *, machine: bool = False
    ) -> None:
        """A leg that we made is in our hands."""
        leg = self._legs.by_leg.get(leg_id)
        if leg is None and leg_id in self._legs.ended:
            return
        if leg is None:
            leg = self._legs.add(Leg(leg_id, event.channel.id, workspace_id, role))
        if not leg.in_app:
            leg.in_app = True
            answered = LegAnswered(at=instant(event.timestamp), leg_id=leg_id, machine=machine)
            self._emit(workspace_id, answered)

    def _phone_dialled(self, event: StasisStart, workspace_id: str, number: str) -> None:
        channel, at = event.channel, instant(event.timestamp)
        if channel.id in self._legs.by_channel:
            return  # the snapshot has told of it
        leg_id = leg_id_of(channel.id, self._switch_id)
        leg = self._legs.add(Leg(leg_id, channel.id, workspace_id, "agent", in_app=True))
        dialled = PhoneDialled(at=at, leg_id=leg_id, endpoint=endpoint_of(channel.name), number=number)
        self._emit(workspace_id, dialled)
        if channel.id in self._legs.ended:
            self.end(leg, at, NORMAL_CLEARING)

    def _transfer_asked(self, event: ChannelTransfer) -> None:
        leg = self._legs.by_channel.get(event.referred_by.source_channel.id)
        if leg is None or event.state is not None:  # a state: that is what we have told ourselves
            return
        wanted, other = event.refer_to.requested_destination, event.refer_to.destination_channel
        to = self._legs.by_channel.get(other.id) if other else None
        asked = TransferAsked(
            at=instant(event.timestamp),
            leg_id=leg.leg_id,
            number="" if wanted.protocol_id else (wanted.destination or ""),
            to_leg_id=to.leg_id if to else None,
        )
        self._emit(leg.workspace_id, asked)

    def _held(self, event: ChannelHold | ChannelUnhold) -> None:
        leg = self._legs.by_channel.get(event.channel.id)
        if leg is not None and leg.role == "agent":
            held = isinstance(event, ChannelHold)
            self._emit(leg.workspace_id, LegHeld(at=instant(event.timestamp), leg_id=leg.leg_id, held=held))

    def _voicemail_over(
        self, event: RecordingFinished | RecordingFailed, duration_ms: int, *, failed: bool
    ) -> None:
        leg = self._legs.by_channel.get(event.recording.target_uri.removeprefix("channel:"))
        if leg is not None and leg.voicemail_id == event.recording.name:
            self.voicemail_over(leg, instant(event.timestamp), duration_ms, failed=failed)

    def playback_over(self, leg: Leg, at: datetime, *, failed: bool) -> None:
        """The one PlaybackEnded of what plays on this leg."""
        if leg.playback_id is not None:
            ended = PlaybackEnded(at=at, leg_id=leg.leg_id, playback_id=leg.playback_id, failed=failed)
            leg.playback_id = None
            self._emit(leg.workspace_id, ended)

    def voicemail_over(self, leg: Leg, at: datetime, duration_ms: int, *, failed: bool) -> None:
        """The one VoicemailEnded of what is recorded on this leg."""
        if leg.voicemail_id is not None:
            ended = VoicemailEnded(
                at=at,
                leg_id=leg.leg_id,
                recording_id=leg.voicemail_id,
                duration_ms=duration_ms,
                failed=failed,
            )
            leg.voicemail_id = None
            self._emit(leg.workspace_id, ended)

    def voicemail_cut(self, leg: Leg, at: datetime) -> None:
        """The recording is over, and the switch has not (yet) said how long it became."""
        since = leg.voicemail_since or at
        self.voicemail_over(leg, at, max(0, round((at - since).total_seconds() * 1000)), failed=False)

    def end(self, leg: Leg, at: datetime, cause: int, sip_code: int | None = None) -> None:
        """The one LegEnded of this leg, after the ends of what ran on it."""
        self._legs.remove(leg)
        self.playback_over(leg, at, failed=True)
        self.voicemail_cut(leg, at)
        ended = LegEnded(
            at=at,
            leg_id=leg.leg_id,
            cause=cause,
            sip_code=sip_code,
            by_far_end=not leg.hung_up_by_us,
        )
        self._emit(leg.workspace_id, ended)
