"""What the manager interface does with recordings on legs that are up; ARI has no word for it."""

from pathlib import Path

from ringwell.adapters.asterisk.ami import Ami
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import Legs
from ringwell.adapters.asterisk.names import PAUSED
from ringwell.calls.messages import PauseRecording, ResumeRecording, StartRecording


class Recorder:
    """Each method raises a SwitchError where the switch does not do it."""

    def __init__(self, ari: Ari, ami: Ami, legs: Legs, folder: Path) -> None:
        self._ari = ari
        self._ami = ami
        self._legs = legs
        self._folder = folder

    async def start(self, command: StartRecording) -> None:
        """As the dialplan does it on an agent's leg; the variable tells a brain that begins later."""
        channel = self._legs.there(command.leg_id).channel_id
        await self._ari.channels.set_channel_var(channel, variable="RW_RECORDING", value=command.recording_id)
        file = f"{self._folder}/{command.recording_id}.raw"
        await self._ami.action("MixMonitor", {"Channel": channel, "File": file, "Options": "D"})

    async def mute(self, command: PauseRecording | ResumeRecording) -> None:
        """The variable says so before, and until after, the recording holds silence: a brain that begins later believes it."""
        channel, muted = self._legs.there(command.leg_id).channel_id, isinstance(command, PauseRecording)
        if muted:
            await self._ari.channels.set_channel_var(channel, variable=PAUSED, value="1")
        about = {"Channel": channel, "Direction": "both", "State": "1" if muted else "0"}
        await self._ami.action("MixMonitorMute", about)
        if not muted:
            await self._ari.channels.set_channel_var(channel, variable=PAUSED, value="0")
