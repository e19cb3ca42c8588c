"""Supervisors in on calls, at the switch: a snoop on the agent's leg, in a bridge with the supervisor's own leg.

A snoop without whisper discards what the supervisor says. What it whispers is mixed in after the recording has taken the sound, so
that a recording holds no whisper.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from typing import Final, Literal

from ringwell.adapters.asterisk.errors import SwitchConflict, SwitchNotFound, SwitchRefused
from ringwell.adapters.asterisk.generated.models import Channel
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import Legs
from ringwell.adapters.asterisk.names import AUTO_ANSWER_HEADER, INTERACTION_HEADER, SUPERVISOR_CONTEXT
from ringwell.calls.messages import Overhear, RingSupervisor, StopOverhearing

TRIES: Final = 25
PAUSE_S: Final = 0.02
"""How often and how soon the switch is asked again: a snoop is in our hands a moment after it was made, and gone a moment after its end."""
KINDS: Final = frozenset({"listens", "whispers"})
NOT_YET: Final = frozenset({409, 422})
NOT_GONE_YET: Final = NOT_YET | {500}
"""A snoop whose name an earlier one has that is not gone yet: the switch answers 500, as to whatever it cannot do."""


class Oversight:
    """Each method raises a SwitchError where the switch does not do it."""

    def __init__(self, ari: Ari, legs: Legs, app_of: Callable[[str], str]) -> None:
        self._ari = ari
        self._legs = legs
        self._app_of = app_of

    async def ring(self, workspace_id: str, command: RingSupervisor) -> None:
        self._legs.make(command.leg_id, workspace_id, "agent")
        await self._ari.channels.originate_with_id(
            command.leg_id,
            endpoint=f"PJSIP/{command.endpoint}",
            context=SUPERVISOR_CONTEXT,
            extension="s",
            priority=1,
            timeout=command.timeout_s,
            variables={
                "RW_LEG": command.leg_id,
                "RW_INTERACTION": command.interaction_id,
                "RW_WORKSPACE": workspace_id,
                "RW_APP": self._app_of(workspace_id),
                "RW_SUPERVISOR": "1",
                f"PJSIP_HEADER(add,{INTERACTION_HEADER})": command.interaction_id,
                f"PJSIP_HEADER(add,{AUTO_ANSWER_HEADER})": "1",
            },
        )

    async def overhear(self, workspace_id: str, command: Overhear) -> None:
        """From now on in this way; whoever was in on the call in another one stays in the bridge, and only the snoop is another."""
        channel = self._legs.there(command.leg_id).channel_id
        target = self._legs.there(command.target_leg_id).channel_id
        snoop, bridge = _snoop(command.leg_id, whisper=command.whisper), _bridge(command.leg_id)
        await self._end_snoops(command.leg_id)

        async def begin() -> None:
            await self._ari.channels.snoop_channel_with_id(
                target,
                snoop,
                app=self._app_of(workspace_id),
                app_args="overheard",
                spy="both",
                whisper="out" if command.whisper else "none",
            )

        await patiently(begin, not_yet=NOT_GONE_YET)
        with suppress(SwitchConflict):
            await self._ari.bridges.create_with_id(bridge, type="mixing", name=channel)
        there = (await self._ari.bridges.get(bridge)).channels
        joining = [snoop] if channel in there else [snoop, channel]
        await patiently(lambda: self._ari.bridges.add_channel(bridge, channel=joining))

    async def stop(self, command: StopOverhearing) -> None:
        """The leg is in no bridge when this returns: one that a bridge's end puts out could be put out of its next bridge instead."""
        bridge = _bridge(command.leg_id)
        with suppress(SwitchRefused):
            await self._ari.bridges.remove_channel(bridge, channel=[self._legs.channel_of(command.leg_id)])
        await self._end_snoops(command.leg_id)
        with suppress(SwitchNotFound, SwitchConflict):
            await self._ari.bridges.destroy(bridge)

    async def end_strays(self, channels: Sequence[Channel], workspaces: Collection[str]) -> None:
        """What a brain had begun that died, for a supervisor who has gone since."""
        apps, there = {self._app_of(each) for each in workspaces}, {channel.id for channel in channels}
        for channel in channels:
            leg_id, _, kind = channel.id.rpartition("-")
            if kind not in KINDS or leg_id in there or channel.dialplan.app_data.split(",")[0] not in apps:
                continue
            await self._end_snoops(leg_id)
            with suppress(SwitchNotFound, SwitchConflict):
                await self._ari.bridges.destroy(_bridge(leg_id))

    async def _end_snoops(self, leg_id: str) -> None:
        for whisper in (False, True):
            with suppress(SwitchNotFound):
                await self._ari.channels.hangup(_snoop(leg_id, whisper=whisper))


def overhears(leg_id: str, channels: Collection[str]) -> Literal["listens", "whispers"] | None:
    """By which snoop of its own this supervisor's leg hears, of those in its bridge."""
    if _snoop(leg_id, whisper=True) in channels:
        return "whispers"
    return "listens" if _snoop(leg_id, whisper=False) in channels else None


def _snoop(leg_id: str, *, whisper: bool) -> str:
    """Follows from the leg, so that a brain that knows only the leg can end it."""
    return f"{leg_id}-{'whispers' if whisper else 'listens'}"


def _bridge(leg_id: str) -> str:
    return f"{leg_id}-hears"


async def patiently(
    ask: Callable[[], Awaitable[object]], tries: int = TRIES, not_yet: frozenset[int] = NOT_YET
) -> None:
    """Ask until the switch answers with something else than one of these statuses, or has been asked once more than `tries`."""
    for _ in range(tries):
        try:
            await ask()
        except SwitchRefused as error:
            if error.status not in not_yet:
                raise
            await asyncio.sleep(PAUSE_S)
        else:
            return
    await ask()
