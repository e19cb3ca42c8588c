"""What an agent is told while it talks already: a snoop on the agent's leg, to which the prompts are played.

The switch mixes it into what the agent hears after the recording has taken the sound, so that no recording holds it. The snoop ends with the
leg; when the prompts are over we end it.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Final

from ringwell.adapters.asterisk.errors import SwitchError, SwitchNotFound, SwitchRefused
from ringwell.adapters.asterisk.generated.events import Channel, PlaybackFinished
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import Legs
from ringwell.adapters.asterisk.oversight import patiently
from ringwell.calls.messages import Prompt, Whisper

TOLD: Final = "told"
"""What the application is told of such a snoop, before the workspace's id."""
_ENDING: Final = "-told"


class Whispers:
    """`media`: a prompt's file, as the switch names it."""

    def __init__(
        self, ari: Ari, legs: Legs, app_of: Callable[[str], str], media: Callable[[Prompt], str]
    ) -> None:
        self._ari = ari
        self._legs = legs
        self._app_of = app_of
        self._media = media

    async def begin(self, workspace_id: str, command: Whisper) -> None:
        """Raises a SwitchError where the switch does not do it, or there is no such prompt."""
        try:
            media = [f"sound:{self._media(prompt)}" for prompt in command.prompts]
        except LookupError as error:
            raise SwitchRefused("channels.play", str(error)) from error
        snoop = f"{command.leg_id}{_ENDING}"
        await self._ari.channels.snoop_channel_with_id(
            self._legs.there(command.leg_id).channel_id,
            snoop,
            app=self._app_of(workspace_id),
            app_args=f"{TOLD},{workspace_id}",
            spy="none",
            whisper="out",
        )
        try:
            await patiently(lambda: self._ari.channels.play_with_id(snoop, snoop, media=media))
        except SwitchError:
            await self.end(snoop)
            raise

    async def end(self, snoop: str) -> None:
        with suppress(SwitchNotFound):
            await self._ari.channels.hangup(snoop)

    async def end_strays(self, channels: Sequence[Channel], workspaces: Collection[str]) -> None:
        """What a brain has begun that died, for one of these workspaces."""
        for channel in channels:
            told = channel.dialplan.app_data.split(",")
            if channel.id.endswith(_ENDING) and told[1:2] == [TOLD] and told[-1] in workspaces:
                await self.end(channel.id)


def over(event: object) -> str | None:
    """The snoop whose prompts are over by this event."""
    if isinstance(event, PlaybackFinished) and event.playback.id.endswith(_ENDING):
        return event.playback.id
    return None
