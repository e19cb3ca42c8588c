"""One command of the room, done at the switch."""

import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from ringwell.adapters.asterisk.errors import (
    SwitchConflict,
    SwitchError,
    SwitchNotFound,
    SwitchRefused,
)
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.hearing import Ears
from ringwell.adapters.asterisk.legs import Leg, Legs
from ringwell.adapters.asterisk.names import (
    AGENT_CONTEXT,
    AUTO_ANSWER_HEADER,
    BY_US,
    CUSTOMER_CONTEXT,
    DIALLED,
    FALLBACK_CONTEXT,
    HEARS_MACHINE,
    INTERACTION_HEADER,
    OFFER_HEADER,
    RECORDING_TOLD,
    SAYS_RECORDED,
    TRANSFER_HANDLING,
    UNRECORDED,
    VOICEMAIL_FORMAT,
    fallback_device,
)
from ringwell.adapters.asterisk.oversight import Oversight, patiently
from ringwell.adapters.asterisk.phones import try_number
from ringwell.adapters.asterisk.recorder import Recorder
from ringwell.adapters.asterisk.translate import Emit, Translator
from ringwell.adapters.asterisk.whispers import Whispers
from ringwell.calls.hearing import HearingFailed, StartHearing, StopHearing
from ringwell.calls.messages import (
    AnswerLeg,
    Beep,
    CommandFailed,
    EndBridge,
    HangUpLeg,
    JoinLegs,
    MarkRecordingTold,
    MuteLeg,
    Overhear,
    PartLeg,
    PauseRecording,
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
    StartMusic,
    StartRecording,
    StartRinging,
    StopMusic,
    StopOverhearing,
    StopPlayback,
    StopRinging,
    StopVoicemail,
    SwitchCommand,
    TellTransfer,
    Whisper,
)

SUBSCRIBER_ABSENT: Final = 20
NETWORK_OUT_OF_ORDER: Final = 38
# Q.850 causes; the switch makes SIP answers of them.
CAUSES: Final = {"normal": 16, "unknown_number": 1, "refused": 21}
TRANSFER_STATES: Final = {"done": "channel_answered", "refused": "channel_declined"}

Media = Callable[[Prompt], str]
"""The sound file of a prompt, by absolute path without its ending; LookupError when there is none."""
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Performer:
    """Does commands, and tells by events how they went. Raises nothing that the switch says.

    `quick` carries what would have to wait for a playback or a recording, where there is none.
    """

    def __init__(
        self,
        ari: Ari,
        *,
        quick: Ari,
        legs: Legs,
        translator: Translator,
        emit: Emit,
        media: Media,
        app_of: Callable[[str], str],
        now: Callable[[], datetime],
        recorder: Recorder,
        ears: Ears,
        whispers: Whispers,
        oversight: Oversight,
    ) -> None:
        self._recorder = recorder
        self._ears = ears
        self._oversight = oversight
        self._whispers = whispers
        self._ari = ari
        self._quick = quick
        self._legs = legs
        self._translator = translator
        self._emit = emit
        self._media = media
        self._app_of = app_of
        self._now = now

    async def do(self, workspace_id: str, command: SwitchCommand) -> None:
        legs = _legs_of(command)
        leg = self._legs.by_leg.get(legs[0]) if legs else None
        try:
            await self._do(workspace_id, command)
        except SwitchError as error:
            self._failed(workspace_id, command, leg, error)

    def refuse(self, workspace_id: str, command: SwitchCommand, error: SwitchError) -> None:
        """Say that a command is not even tried, in the way in which it ends."""
        self._failed(workspace_id, command, None, error)

    async def _do(self, workspace_id: str, command: SwitchCommand) -> None:
        channels, of = self._ari.channels, self._legs.channel_of
        match command:
            case AnswerLeg():
                await self._for((command.leg_id,)).channels.answer(of(command.leg_id))
            case PlayPrompts():
                await self._play(command)
            case StopPlayback():
                await _unless_gone(self._ari.playbacks.stop(command.playback_id))
            case StartMusic():
                await channels.start_moh(of(command.leg_id))
            case StopMusic():
                await _unless_gone(channels.stop_moh(of(command.leg_id)))
            case RingAgent():
                await self._ring(workspace_id, command)
            case RingCustomer():
                await self._ring_customer(workspace_id, command)
            case RingSupervisor():
                await self._oversight.ring(workspace_id, command)
            case Overhear():
                await self._oversight.overhear(workspace_id, command)
            case StopOverhearing():
                await self._oversight.stop(command)
            case Whisper():
                await self._whispers.begin(workspace_id, command)
            case StartRecording():
                await self._recorder.start(command)
            case PauseRecording() | ResumeRecording():
                await self._recorder.mute(command)
                self._emit(workspace_id, _muted(command, self._now()))
            case Beep():
                media = f"sound:{self._media(Prompt('beep', 'en'))}"
                await self._ari.bridges.play(command.bridge_id, media=media)
            case StartRinging(bridge_id=str() as bridge_id):
                # A tone on the channel itself is not heard in a bridge.
                ring = _ringing_on(command.leg_id)
                await self._ari.bridges.play_with_id(bridge_id, ring, media=["tone:ring"])
            case StopRinging(bridge_id=str()):
                await _unless_gone(self._ari.playbacks.stop(_ringing_on(command.leg_id)))
            case StartRinging():
                await channels.ring(of(command.leg_id))
            case StopRinging():
                await _unless_gone(channels.ring_stop(of(command.leg_id)))
            case JoinLegs():
                await self._join(workspace_id, command)
            case PartLeg():
                await self._ari.bridges.remove_channel(command.bridge_id, channel=of(command.leg_id))
            case MuteLeg(muted=True):
                await channels.mute(of(command.leg_id), direction="in")
            case MuteLeg():
                await _unless_gone(channels.unmute(of(command.leg_id), direction="in"))
            case EndBridge():
                with suppress(SwitchConflict):  # it is dissolving
                    await _unless_gone(self._ari.bridges.destroy(command.bridge_id))
            case HangUpLeg():
                await self._hang_up(command)
            case TellTransfer():
                state = TRANSFER_STATES[command.state]
                await _unless_gone(channels.transfer_progress(of(command.leg_id), states=state))
            case RecordVoicemail():
                await self._record(command)
            case StopVoicemail():
                await _unless_gone(self._ari.recordings.stop(command.recording_id))
                await self._recorded(command.recording_id)
            case SendToFallback():
                await self._to_fallback(command)
            case MarkRecordingTold():
                await channels.set_channel_var(of(command.leg_id), variable=RECORDING_TOLD, value="1")
            case SetFallbackRecording(recorded=recorded, says_recorded=says):
                switches = {f"__{UNRECORDED}": not recorded, SAYS_RECORDED: says}
                for name, on in switches.items():
                    await channels.set_channel_var(of(command.leg_id), variable=name, value=str(int(on)))
            case StartHearing():
                self._ears.start(workspace_id, command)
            case StopHearing():
                await self._ears.stop(command)
            case SetFallbackMember():
                state = "NOT_INUSE" if command.available else "BUSY"
                await self._ari.device_states.update(fallback_device(command.endpoint), device_state=state)

    def _failed(self, workspace_id: str, command: SwitchCommand, leg: Leg | None, error: SwitchError) -> None:
        """Say it in the way in which this command ends; CommandFailed where it has no end of its own.

        `leg` is the leg as it was before: when it has gone meanwhile, its end has told of what ran on it.
        """
        name, gone = type(command).__name__, isinstance(error, SwitchNotFound)
        # A leg that goes while something is asked of it is the usual end of a call.
        log = _log.debug if gone else _log.warning
        log("switch.command_failed", command=name, error=str(error), gone=gone)
        match command:
            case PlayPrompts():
                leg = leg or Leg(command.leg_id, "", workspace_id, "caller", playback_id=command.playback_id)
                self._translator.playback_over(leg, self._now(), failed=True)
            case RecordVoicemail():
                leg = leg or Leg(
                    command.leg_id, "", workspace_id, "caller", voicemail_id=command.recording_id
                )
                self._translator.voicemail_over(leg, self._now(), 0, failed=True)
            case RingAgent() | RingSupervisor() if leg is None and (
                ringing := self._legs.by_leg.get(command.leg_id)
            ):
                ringing.hung_up_by_us = True
                self._translator.end(ringing, self._now(), SUBSCRIBER_ABSENT)
            case RingCustomer() if leg is None and (ringing := self._legs.by_leg.get(command.leg_id)):
                ringing.hung_up_by_us = True
                self._translator.end(ringing, self._now(), NETWORK_OUT_OF_ORDER)
            case StartHearing():
                lost = HearingFailed(leg_id=command.leg_id, hearing_id=command.hearing_id, reason="lost")
                self._emit(workspace_id, lost)
            case _:
                self._command_failed(workspace_id, _legs_of(command), name, error, gone=gone)

    def _command_failed(
        self, workspace_id: str, leg_ids: tuple[str, ...], command: str, error: SwitchError, *, gone: bool
    ) -> None:
        lost = [leg_id for leg_id in leg_ids if leg_id not in self._legs.by_leg]
        for leg_id in lost or leg_ids[:1] or ("",):
            failed = CommandFailed(
                at=self._now(), leg_id=leg_id, command=command, detail=str(error), gone=gone or bool(lost)
            )
            self._emit(workspace_id, failed)

    async def _play(self, command: PlayPrompts) -> None:
        leg = self._legs.there(command.leg_id)
        leg.playback_id = command.playback_id
        try:
            media = [f"sound:{self._media(prompt)}" for prompt in command.prompts]
        except LookupError as error:
            raise SwitchRefused("channels.play", str(error)) from error
        await self._ari.channels.play_with_id(leg.channel_id, command.playback_id, media=media)

    async def _ring(self, workspace_id: str, command: RingAgent) -> None:
        self._legs.make(command.leg_id, workspace_id, "agent")
        await self._ari.channels.originate_with_id(
            command.leg_id,
            endpoint=f"PJSIP/{command.endpoint}",
            context=AGENT_CONTEXT,
            extension="s",
            priority=1,
            timeout=command.timeout_s,
            caller_id=_caller_id(command.caller_number),
            originator=self._legs.channel_of(command.caller_leg_id) if command.caller_leg_id else None,
            variables=self._variables(workspace_id, command),
        )

    async def _ring_customer(self, workspace_id: str, command: RingCustomer) -> None:
        self._legs.make(command.leg_id, workspace_id, "caller")
        endpoint = await self._demo_phone(command.number) if command.demo else _outside(command)
        variables = {
            "RW_LEG": command.leg_id,
            "RW_INTERACTION": command.interaction_id,
            "RW_WORKSPACE": workspace_id,
            "RW_APP": self._app_of(workspace_id),
            "RW_CUSTOMER": "1",
            HEARS_MACHINE: "1" if command.hears_machine else "",
        }
        if command.heard_by is not None:
            await self._dial_heard(workspace_id, command, endpoint, variables)
            return
        await self._ari.channels.originate_with_id(
            command.leg_id,
            endpoint=endpoint,
            context=CUSTOMER_CONTEXT,
            extension="s",
            priority=1,
            timeout=command.timeout_s,
            caller_id=_caller_id(command.from_number),
            variables=variables,
        )

    async def _dial_heard(
        self, workspace_id: str, command: RingCustomer, endpoint: str, variables: Mapping[str, str]
    ) -> None:
        """The leg is the application's before it is dialled, so that it can be heard before it answers."""
        shown = {"CONNECTEDLINE(num,i)": _caller_id(command.from_number)}
        await self._ari.channels.create(
            endpoint=endpoint,
            app=self._app_of(workspace_id),
            app_args=f"{DIALLED},{workspace_id},{command.leg_id}",
            channel_id=command.leg_id,
            originator=self._legs.channel_of(command.heard_by or ""),
            variables={**variables, **shown},
        )
        try:
            await patiently(lambda: self._ari.channels.dial(command.leg_id, timeout=command.timeout_s))
        except SwitchError:
            await _unless_gone(self._ari.channels.hangup(command.leg_id))
            raise

    async def _demo_phone(self, number: str) -> str:
        """The page of the demo that has this number and is open; SwitchNotFound where none is."""
        phones = await self._ari.endpoints.list_by_tech("PJSIP")
        for phone in phones:
            if phone.state == "online" and try_number(phone.resource) == number:
                return f"PJSIP/{phone.resource}"
        raise SwitchNotFound("endpoints", "no page of the demo has this number", 404)

    def _variables(self, workspace_id: str, command: RingAgent) -> dict[str, str]:
        variables = {
            "RW_LEG": command.leg_id,
            "RW_INTERACTION": command.interaction_id,
            "RW_OFFER": command.offer_id,
            "RW_AGENT": command.agent_id,
            "RW_WORKSPACE": workspace_id,
            "RW_APP": self._app_of(workspace_id),
            TRANSFER_HANDLING: BY_US,
            f"PJSIP_HEADER(add,{OFFER_HEADER})": command.offer_id,
            f"PJSIP_HEADER(add,{INTERACTION_HEADER})": command.interaction_id,
        }
        if command.recording_id is not None:
            variables["RW_RECORDING"] = command.recording_id
        if command.auto_answer:
            variables[f"PJSIP_HEADER(add,{AUTO_ANSWER_HEADER})"] = "1"
        return variables

    async def _join(self, workspace_id: str, command: JoinLegs) -> None:
        channels = [self._legs.there(leg_id).channel_id for leg_id in command.leg_ids]
        with suppress(SwitchConflict):  # it is there already when a leg comes back to its call
            # Its name tells the watchdog whom an agent who is alone in it has put on hold.
            await self._ari.bridges.create_with_id(command.bridge_id, type="mixing", name=channels[0])
        await self._for(command.leg_ids).bridges.add_channel(command.bridge_id, channel=channels)

    async def _hang_up(self, command: HangUpLeg) -> None:
        if leg := self._legs.by_leg.get(command.leg_id):
            leg.hung_up_by_us = True
        channel = self._legs.channel_of(command.leg_id)
        await _unless_gone(self._ari.channels.hangup(channel, reason_code=str(CAUSES[command.reason])))

    async def _record(self, command: RecordVoicemail) -> None:
        leg = self._legs.there(command.leg_id)
        leg.voicemail_id, leg.voicemail_since = command.recording_id, command.since or self._now()
        if command.since is not None:
            await self._hear_of(leg, command.since + timedelta(seconds=command.max_s))
            return
        await self._ari.channels.record(
            leg.channel_id,
            name=command.recording_id,
            format=VOICEMAIL_FORMAT,
            max_duration_seconds=command.max_s,
            max_silence_seconds=command.silence_s,
            if_exists="fail",
            terminate_on="#",
        )

    async def _hear_of(self, leg: Leg, longest: datetime) -> None:
        """Tell the end of a message that is not being recorded any more; that of one which is will come."""
        try:
            await self._ari.recordings.get_live(leg.voicemail_id or "")
        except SwitchNotFound:
            self._translator.voicemail_cut(leg, min(self._now(), longest))

    async def _recorded(self, recording_id: str) -> None:
        """Wait until the recording is over: until then its leg cannot be joined."""

        async def ask() -> None:
            with suppress(SwitchNotFound):
                await self._ari.recordings.get_live(recording_id)
                raise SwitchConflict("recordings.stop", "it is being recorded yet", 409)

        await patiently(ask)

    async def _to_fallback(self, command: SendToFallback) -> None:
        leg = self._legs.there(command.leg_id)
        leg.in_app = False  # before the switch can tell that its own queue has the caller
        try:
            await self._ari.channels.continue_in_dialplan(
                leg.channel_id, context=FALLBACK_CONTEXT, extension="s", priority=1
            )
        except SwitchError:
            leg.in_app = True
            raise

    def _for(self, leg_ids: tuple[str, ...]) -> Ari:
        """The carrier for what waits for sound on these legs to end."""
        legs = [self._legs.by_leg.get(leg_id) for leg_id in leg_ids]
        return self._quick if all(leg is not None and leg.silent for leg in legs) else self._ari


async def _unless_gone(request: Awaitable[None]) -> None:
    """What is to end has ended when it is not there."""
    try:
        await request
    except SwitchNotFound:
        return


def _muted(command: PauseRecording | ResumeRecording, at: datetime) -> RecordingMuted:
    return RecordingMuted(at=at, leg_id=command.leg_id, muted=isinstance(command, PauseRecording))


def _ringing_on(leg_id: str) -> str:
    """The playback by which a leg that is in a bridge hears ringing: known again after a restart."""
    return f"ringing-{leg_id}"


def _legs_of(command: SwitchCommand) -> tuple[str, ...]:
    match command:
        case JoinLegs():
            return command.leg_ids
        case EndBridge() | Beep() | SetFallbackMember():
            return ()
        case _:
            return (command.leg_id,)


def lanes_of(command: SwitchCommand) -> tuple[str, ...]:
    """What the command has to keep its place in order for: its legs, its bridge, its phone."""
    match command:
        case JoinLegs():
            return (*command.leg_ids, command.bridge_id)
        case PartLeg():
            return (command.leg_id, command.bridge_id)
        case EndBridge() | Beep():
            return (command.bridge_id,)
        case SetFallbackMember():
            return (command.endpoint,)
        case _:
            return (command.leg_id,)


def _outside(command: RingCustomer) -> str:
    """Who is dialled, by which trunk; only what a number may hold, for it goes into an address."""
    number = re.sub(r"[^+0-9]", "", command.number)
    if command.server is None:
        return f"PJSIP/{number}@{command.trunk}"
    scheme, _, host = command.server.partition(":")
    return f"PJSIP/{command.trunk}/{scheme}:{number}@{host}"


def _caller_id(number: str) -> str:
    """What the agent's phone shows; only what a number may hold, for it goes into a header."""
    return re.sub(r"[^+0-9*#A-Za-z]", "", number) or "anonymous"
