"""Supervisors in on calls, at the switch: a snoop on the agent's leg, in a bridge with the supervisor's own leg.

A snoop without whisper discards what the supervisor says. What it whispers is mixed in after the recording has taken the sound, so
that a recording holds no whisper.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from ringwell.adapters.asterisk.errors import SwitchConflict, SwitchNotFound, SwitchRefused
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import Leg, Legs
from ringwell.adapters.asterisk.names import AUTO_ANSWER_HEADER, INTERACTION_HEADER, SUPERVISOR_CONTEXT
from ringwell.calls.messages import Overhear, RingSupervisor, StopOverhearing

TRIES: Final = 25
PAUSE_S: Final = 0.02
"""How often and how soon the switch is asked again: a snoop is in our hands a moment after it was made, and gone a moment after its end."""
NOT_YET: Final = frozenset({409, 422})


class Oversight:
    """Each method raises a SwitchError where the switch does not do it."""

    def __init__(self, ari: Ari, legs: Legs, app_of: Callable[[str], str]) -> None:
        self._ari = ari
        self._legs = legs
        self._app_of = app_of

    async def ring(self, workspace_id: str, command: RingSupervisor) -> None:
        if command.leg_id in self._legs.by_leg:
            raise SwitchConflict("channels.originate_with_id", "this leg rings already", 409)
        self._legs.add(Leg(command.leg_id, command.leg_id, workspace_id, "agent"))
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
        channel, target = self._channel(command.leg_id), self._channel(command.target_leg_id)
        snoop = _snoop(command.leg_id, whisper=command.whisper)

        async def begin() -> None:
            await self._ari.channels.snoop_channel_with_id(
                target,
                snoop,
                app=self._app_of(workspace_id),
                app_args="overheard",
                spy="both",
                whisper="out" if command.whisper else "none",
            )

        await _patiently(begin)
        bridge = _bridge(command.leg_id)
        with suppress(SwitchConflict):
            await self._ari.bridges.create_with_id(bridge, type="mixing", name=channel)
        await _patiently(lambda: self._ari.bridges.add_channel(bridge, channel=[snoop, channel]))

    async def stop(self, command: StopOverhearing) -> None:
        for whisper in (False, True):
            with suppress(SwitchNotFound):
                await self._ari.channels.hangup(_snoop(command.leg_id, whisper=whisper))
        with suppress(SwitchNotFound):
            await self._ari.bridges.destroy(_bridge(command.leg_id))

    def _channel(self, leg_id: str) -> str:
        leg = self._legs.by_leg.get(leg_id)
        if leg is None:
            raise SwitchNotFound("leg", f"{leg_id} is not at the switch", 404)
        return leg.channel_id


def _snoop(leg_id: str, *, whisper: bool) -> str:
    """Follows from the leg, so that a brain that knows only the leg can end it."""
    return f"{leg_id}-{'whispers' if whisper else 'listens'}"


def _bridge(leg_id: str) -> str:
    return f"{leg_id}-hears"


async def _patiently(ask: Callable[[], Awaitable[None]]) -> None:
    for _ in range(TRIES):
        try:
            await ask()
        except SwitchRefused as error:
            if error.status not in NOT_YET:
                raise
            await asyncio.sleep(PAUSE_S)
        else:
            return
    await ask()
