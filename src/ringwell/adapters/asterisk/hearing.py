"""Legs that are listened to, at the switch: a snoop that hears what the leg says, and the way of its sound to a recogniser.

The snoop and the sound's channel, joined by a bridge, follow from the hearing's id, so that a brain that comes back finds and ends what was
left. The recogniser fetches the sound from the switch, by a name that the switch has just made up.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from typing import Final, TypeVar

import msgspec
import structlog

from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.adapters.asterisk.generated.models import Channel
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import Legs
from ringwell.adapters.asterisk.oversight import patiently
from ringwell.adapters.asterisk.translate import Emit
from ringwell.calls.hearing import HearingFailed, SpeechBegan, SpeechHeard, StartHearing, StopHearing
from ringwell.calls.recognisers import (
    Listening,
    NotHeard,
    Recognisers,
    SpeechBegins,
    SpeechOver,
    Verdict,
)

T = TypeVar("T")

HEARD: Final = "heard"
"""What our dialplan's application is told of a snoop, before the workspace's id."""
CONNECTION: Final = "MEDIA_WEBSOCKET_CONNECTION_ID"
DECIDED_WITHIN: Final = 2.2
"""Seconds from the end of speech: a recogniser says itself that it is too late, unless it stands still."""
GRACE: Final = 1.0
FETCHED_TRIES: Final = 100
"""Two seconds: a machine that is busy with calls lets a recogniser wait."""
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Ears:
    """The hearings of one brain. What comes of them is emitted; nothing is raised."""

    def __init__(
        self,
        ari: Ari,
        legs: Legs,
        recognisers: Recognisers,
        *,
        media_url: str,
        app_of: Callable[[str], str],
        emit: Emit,
    ) -> None:
        self._ari = ari
        self._legs = legs
        self._recognisers = recognisers
        self._media_url = media_url
        self._app_of = app_of
        self._emit = emit
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._leg_of: dict[str, str] = {}

    def start(self, workspace_id: str, command: StartHearing) -> None:
        """Begun at once, whatever else is to be done with the leg; once under one id."""
        if command.hearing_id in self._under_way:
            return
        task = asyncio.create_task(self._hear(workspace_id, command), name=f"hearing {command.hearing_id}")
        self._under_way[command.hearing_id] = task
        self._leg_of[command.hearing_id] = command.leg_id
        task.add_done_callback(lambda _: self._over(command.hearing_id))

    def _over(self, hearing_id: str) -> None:
        del self._under_way[hearing_id], self._leg_of[hearing_id]

    async def stop(self, command: StopHearing) -> None:
        """Nothing more is told of it when this returns, and nothing of it is at the switch."""
        await self._end(command.hearing_id)

    def gone(self, leg_id: str) -> None:
        """A leg has ended: nobody is left on it who could be heard."""
        for hearing_id, its in self._leg_of.items():
            if its == leg_id:
                self._under_way[hearing_id].cancel()

    async def close(self) -> None:
        for hearing_id in list(self._under_way):
            await self._end(hearing_id)

    async def end_strays(self, channels: Sequence[Channel], workspaces: Collection[str]) -> None:
        """What a brain has left behind that listened for one of these workspaces, or for a leg that has gone."""
        there = {channel.id for channel in channels}
        for channel in channels:
            app_data = channel.dialplan.app_data.split(",")
            hearing_id = channel.id.removesuffix(_EAR).removesuffix(_SOUND)
            stray = (
                channel.id.endswith(_EAR) and app_data[1:2] == [HEARD] and app_data[-1] in workspaces
            ) or (channel.id.endswith(_SOUND) and f"{hearing_id}{_EAR}" not in there)
            if stray and hearing_id not in self._under_way:
                await self._clear(hearing_id)

    async def _end(self, hearing_id: str) -> None:
        task = self._under_way.get(hearing_id)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _hear(self, workspace_id: str, command: StartHearing) -> None:
        try:
            verdict = await self._listen(workspace_id, command)
        except NotHeard as error:
            told = HearingFailed(leg_id=command.leg_id, hearing_id=command.hearing_id, reason=error.reason)
        else:
            told = SpeechHeard(
                leg_id=command.leg_id,
                hearing_id=command.hearing_id,
                key=verdict.key,
                confidence=verdict.confidence,
            )
        self._emit(workspace_id, told)

    async def _listen(self, workspace_id: str, command: StartHearing) -> Verdict:
        """Raises NotHeard."""
        longest = command.longest_seconds
        listening = await self._recognisers.begin(command.language, command.choices, longest, command.digits)
        try:
            await listening.connect(await _wholly(self._open(workspace_id, command)))
            await self._join(command.hearing_id)
            async with asyncio.timeout(longest + DECIDED_WITHIN + GRACE):
                return await self._follow(workspace_id, command, listening)
        except TimeoutError:
            raise NotHeard("too_late") from None
        except (SwitchError, msgspec.ValidationError, KeyError) as error:
            _log.info("switch.not_heard", hearing=command.hearing_id, error=str(error))
            raise NotHeard("lost") from error
        finally:
            await listening.close()
            await self._clear(command.hearing_id)

    async def _follow(self, workspace_id: str, command: StartHearing, listening: Listening) -> Verdict:
        while isinstance(told := await listening.told(), SpeechBegins):
            began = SpeechBegan(leg_id=command.leg_id, hearing_id=command.hearing_id)
            self._emit(workspace_id, began)
        if isinstance(told, SpeechOver):
            async with asyncio.timeout(DECIDED_WITHIN):
                told = await listening.told()
        if not isinstance(told, Verdict):
            raise NotHeard("lost")
        return told

    async def _open(self, workspace_id: str, command: StartHearing) -> str:
        """Where the sound is to be fetched. Raises a SwitchError."""
        target, app = self._legs.there(command.leg_id).channel_id, self._app_of(workspace_id)
        ear, sound, _ = _names(command.hearing_id)
        await self._ari.channels.snoop_channel_with_id(
            target, ear, app=app, app_args=f"{HEARD},{workspace_id}", spy="in"
        )
        made = await self._ari.channels.external_media(
            app=app,
            channel_id=sound,
            data=f"{HEARD},{workspace_id}",
            external_host="INCOMING",
            connection_type="server",
            transport="websocket",
            encapsulation="none",
            format="ulaw",
        )
        connection = msgspec.convert(made.channelvars, dict[str, str])[CONNECTION]
        return f"{self._media_url}/{connection}"

    async def _join(self, hearing_id: str) -> None:
        """The sound's channel is in our hands once the recogniser has fetched it. Raises a SwitchError."""
        ear, sound, bridge = _names(hearing_id)
        await _wholly(self._ari.bridges.create_with_id(bridge, type="mixing"))
        await patiently(lambda: self._ari.bridges.add_channel(bridge, channel=[ear, sound]), FETCHED_TRIES)

    async def _clear(self, hearing_id: str) -> None:
        """Whatever of it is there at the switch goes, whoever is told to stop meanwhile."""
        await asyncio.shield(self._do_clear(hearing_id))

    async def _do_clear(self, hearing_id: str) -> None:
        ear, sound, bridge = _names(hearing_id)
        for end in (
            self._ari.channels.hangup(ear),
            self._ari.channels.hangup(sound),
            self._ari.bridges.destroy(bridge),
        ):
            await _quietly(end)


_EAR: Final = "-ear"
_SOUND: Final = "-sound"


def media_url(ari_url: str) -> str:
    """Where the switch has the sound of channels, beside its REST interface."""
    return f"ws{ari_url.removeprefix('http').removesuffix('/ari')}/media"


def _names(hearing_id: str) -> tuple[str, str, str]:
    return f"{hearing_id}{_EAR}", f"{hearing_id}{_SOUND}", f"{hearing_id}-ears"


async def _wholly(request: Coroutine[object, object, T]) -> T:
    """Its answer is awaited also by who is told to stop: what the switch makes of it is there then, and can be ended."""
    asked = asyncio.ensure_future(request)
    try:
        return await asyncio.shield(asked)
    except asyncio.CancelledError:
        await asyncio.wait({asked})
        asked.exception()
        raise


async def _quietly(request: Awaitable[None]) -> None:
    with suppress(SwitchError):
        await request
