"""What the switch has now, read after every connect: nothing that happened meanwhile is told again.

Callers whom the fallback's queue holds and nobody has answered are brought back first, so that they are ours like all
others when the snapshot is taken; those who talk through the fallback are left alone and only told.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from ringwell.adapters.asterisk.ami import Ami
from ringwell.adapters.asterisk.errors import SwitchNotFound, SwitchRefused
from ringwell.adapters.asterisk.generated.models import Bridge, Channel
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.legs import AgentAt, Leg, Role, endpoint_of, instant, leg_id_of
from ringwell.adapters.asterisk.names import (
    BACK_EXTENSION,
    DIALLED,
    FALLBACK_CONTEXT,
    INBOUND_CONTEXT,
    MACHINE,
    PAUSED,
)
from ringwell.adapters.asterisk.oversight import overhears
from ringwell.calls.messages import SnapshotLeg
from ringwell.kernel.ids import LEG, is_id

Place = Literal["app", "ringing", "fallback", "dialplan"]
BACK_SECONDS: Final = 1.0
AT_ONCE: Final = 16
AGENT_VARIABLES: Final = ("RW_WORKSPACE", "RW_INTERACTION", "RW_OFFER", "RW_AGENT")
CUSTOMER_VARIABLES: Final = ("RW_WORKSPACE", "RW_INTERACTION", "RW_CUSTOMER")
SUPERVISOR_VARIABLES: Final = ("RW_WORKSPACE", "RW_INTERACTION", "RW_SUPERVISOR")
CALLER_VARIABLES: Final = ("RW_WORKSPACE", "RW_NUMBER")


@dataclass(frozen=True, slots=True)
class Found:
    """A leg at the switch: what we remember of it, and what the room is told."""

    leg: Leg
    told: SnapshotLeg


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything of ours at the switch. `online` are the endpoints that are registered, `channels` all that there were."""

    found: tuple[Found, ...]
    online: frozenset[str]
    channels: tuple[Channel, ...] = ()


class Reconciler:
    def __init__(self, ari: Ari, ami: Ami, switch_id: str) -> None:
        self._ari = ari
        self._ami = ami
        self._switch_id = switch_id

    async def take_stock(self, agents: Mapping[str, AgentAt], workspaces: Collection[str]) -> Inventory:
        """Read everything, and bring callers of these workspaces back. `agents` are known by their endpoints. Raises a SwitchError."""
        await self.bring_back(workspaces)
        channels, bridges, endpoints = await asyncio.gather(
            self._ari.channels.list_all(),
            self._ari.bridges.list_all(),
            self._ari.endpoints.list_by_tech("PJSIP"),
        )
        bridge_of = {channel: bridge.id for bridge in bridges for channel in bridge.channels}
        gate = asyncio.Semaphore(AT_ONCE)
        found = await asyncio.gather(
            *(self._look(gate, channel, bridge_of.get(channel.id), agents) for channel in channels)
        )
        online = frozenset(each.resource for each in endpoints if each.state == "online")
        beside = {bridge.id: frozenset(bridge.channels) for bridge in bridges}
        told = tuple(_with_snoop(each, beside) for each in found if each is not None)
        return Inventory(told, online, tuple(channels))

    async def bring_back(self, workspaces: Collection[str]) -> None:
        """Have the callers of these workspaces whom the fallback's queue holds, and nobody has answered. Raises a SwitchError."""
        waiting = fallback_callers(await self._ari.channels.list_all(), await self._ari.bridges.list_all())
        gate = asyncio.Semaphore(AT_ONCE)
        of = await asyncio.gather(*(self._workspace(gate, channel) for channel in waiting))
        held = [
            channel for channel, workspace_id in zip(waiting, of, strict=True) if workspace_id in workspaces
        ]
        if not held:
            return
        await asyncio.gather(*(self._redirect(gate, channel) for channel in held))
        wanted = {channel.id for channel in held}
        end = asyncio.get_running_loop().time() + BACK_SECONDS
        while wanted & {c.id for c in await self._ari.channels.list_all() if c.dialplan.app_name != "Stasis"}:
            if asyncio.get_running_loop().time() > end:
                return  # the snapshot tells of them as they are
            await asyncio.sleep(0.02)
        await asyncio.gather(*(self._music(gate, channel) for channel in held))

    async def _workspace(self, gate: asyncio.Semaphore, channel: Channel) -> str:
        async with gate:
            of = await self._variables(channel, CALLER_VARIABLES)
        return of["RW_WORKSPACE"] if of else ""

    async def _redirect(self, gate: asyncio.Semaphore, channel: Channel) -> None:
        target = {"Context": INBOUND_CONTEXT, "Exten": BACK_EXTENSION, "Priority": "1"}
        async with gate:
            try:
                await self._ami.action("Redirect", {"Channel": channel.name, **target})
            except SwitchNotFound:
                return  # hung up meanwhile

    async def _music(self, gate: asyncio.Semaphore, channel: Channel) -> None:
        """They waited to music: they go on waiting to it."""
        async with gate:
            try:
                await self._ari.channels.start_moh(channel.id)
            except SwitchRefused:
                return  # hung up meanwhile

    async def _look(
        self, gate: asyncio.Semaphore, channel: Channel, bridge: str | None, agents: Mapping[str, AgentAt]
    ) -> Found | None:
        async with gate:
            match _application_arguments(channel):
                case ["inbound", workspace_id, number, *_]:
                    return self._caller(channel, workspace_id, number, "app", bridge)
                case ["agent", *_]:
                    return await self._agent(channel, "app", bridge)
                case ["phone", workspace_id, *_]:
                    return self._dialled(channel, workspace_id, bridge)
                case [kind, *_] if kind == DIALLED:
                    place = "app" if channel.state == "Up" else "ringing"
                    return await self._made(channel, "customer", place, bridge)
                case ["customer", *_]:
                    return await self._made(channel, "customer", "app", bridge)
                case ["supervisor", *_]:
                    return await self._made(channel, "supervisor", "app", bridge)
                case _:
                    return await self._outside(channel, bridge, agents)

    async def _outside(
        self, channel: Channel, bridge: str | None, agents: Mapping[str, AgentAt]
    ) -> Found | None:
        agent = agents.get(endpoint_of(channel.name))
        if is_id(channel.id, LEG):
            place = "dialplan" if channel.state == "Up" else "ringing"
            return (
                await self._agent(channel, place, bridge)
                or await self._made(channel, "customer", place, bridge)
                or await self._made(channel, "supervisor", place, bridge)
            )
        if agent is not None and bridge is not None:
            return self._fallback_agent(channel, agent, bridge)
        if channel.dialplan.context == FALLBACK_CONTEXT:
            of = await self._variables(channel, CALLER_VARIABLES)
            return (
                self._caller(channel, of["RW_WORKSPACE"], of["RW_NUMBER"], "fallback", bridge) if of else None
            )
        return None

    def _caller(
        self, channel: Channel, workspace_id: str, number: str, place: Place, bridge: str | None
    ) -> Found:
        leg_id = leg_id_of(channel.id, self._switch_id)
        told = SnapshotLeg(
            leg_id=leg_id,
            role="caller",
            place=place,
            bridge_id=bridge,
            came_at=instant(channel.creationtime),
            number=number,
            caller_number=channel.caller.number,
            answered=channel.state == "Up",
        )
        return Found(Leg(leg_id, channel.id, workspace_id, "caller", in_app=place == "app"), told)

    async def _agent(self, channel: Channel, place: Place, bridge: str | None) -> Found | None:
        of = await self._variables(channel, AGENT_VARIABLES)
        if of is None:
            return None
        recording_id, paused = await self._recording(channel)
        told = SnapshotLeg(
            leg_id=channel.id,
            role="agent",
            place=place,
            bridge_id=bridge,
            interaction_id=of["RW_INTERACTION"],
            paused=paused,
            offer_id=of["RW_OFFER"],
            agent_id=of["RW_AGENT"],
            recording_id=recording_id,
            answered=channel.state == "Up",
        )
        return Found(Leg(channel.id, channel.id, of["RW_WORKSPACE"], "agent", in_app=place == "app"), told)

    async def _made(
        self, channel: Channel, role: Literal["customer", "supervisor"], place: Place, bridge: str | None
    ) -> Found | None:
        """The leg of a customer whom we call, or of a supervisor, who may have taken over the call and its recording."""
        names = CUSTOMER_VARIABLES if role == "customer" else SUPERVISOR_VARIABLES
        of = await self._variables(channel, names)
        if of is None:
            return None
        recording_id, paused = await self._recording(channel) if role == "supervisor" else (None, False)
        told = SnapshotLeg(
            leg_id=channel.id,
            role=role,
            place=place,
            bridge_id=bridge,
            interaction_id=of["RW_INTERACTION"],
            recording_id=recording_id,
            paused=paused,
            answered=channel.state == "Up",
            machine=MACHINE in _application_arguments(channel),
        )
        kind: Role = "caller" if role == "customer" else "agent"
        return Found(Leg(channel.id, channel.id, of["RW_WORKSPACE"], kind, in_app=place == "app"), told)

    def _dialled(self, channel: Channel, workspace_id: str, bridge: str | None) -> Found:
        """What an agent has dialled on a phone of its own."""
        leg_id = leg_id_of(channel.id, self._switch_id)
        told = SnapshotLeg(
            leg_id=leg_id, role="agent", place="app", bridge_id=bridge, answered=channel.state == "Up"
        )
        return Found(Leg(leg_id, channel.id, workspace_id, "agent", in_app=True), told)

    def _fallback_agent(self, channel: Channel, agent: AgentAt, bridge: str) -> Found:
        leg_id = leg_id_of(channel.id, self._switch_id)
        told = SnapshotLeg(
            leg_id=leg_id,
            role="agent",
            place="fallback",
            bridge_id=bridge,
            agent_id=agent.agent_id,
            answered=True,
        )
        return Found(Leg(leg_id, channel.id, agent.workspace_id, "agent"), told)

    async def _recording(self, channel: Channel) -> tuple[str | None, bool]:
        """What the recording of this leg is, if there is one, and whether it is paused."""
        recording = await self._variables(channel, ("RW_RECORDING",))
        paused = await self._variables(channel, (PAUSED,)) if recording else None
        return recording["RW_RECORDING"] if recording else None, paused is not None and paused[PAUSED] == "1"

    async def _variables(self, channel: Channel, names: Sequence[str]) -> dict[str, str] | None:
        """The variables of a channel; None when it has gone, or has not all of them."""
        try:
            answer = await self._ari.channels.get_channel_vars(channel.id, variables=names)
        except SwitchNotFound:
            return None
        return msgspec.convert(answer.variables, dict[str, str])


def _with_snoop(found: Found, beside: Mapping[str, frozenset[str]]) -> Found:
    """A supervisor's leg and what it hears by."""
    if found.told.role != "supervisor":
        return found
    snoop = overhears(found.leg.leg_id, beside.get(found.told.bridge_id or "", frozenset()))
    return Found(found.leg, replace(found.told, overhears=snoop))


def fallback_callers(channels: Sequence[Channel], bridges: Sequence[Bridge]) -> list[Channel]:
    """Callers in the switch's own queue to whom nobody speaks yet."""
    talking = {channel for bridge in bridges for channel in bridge.channels}
    return [c for c in channels if c.dialplan.context == FALLBACK_CONTEXT and c.id not in talking]


def _application_arguments(channel: Channel) -> list[str]:
    """What our dialplan handed to `Stasis()` after the application's name; empty for a channel elsewhere."""
    if channel.dialplan.app_name != "Stasis":
        return []
    return channel.dialplan.app_data.split(",")[1:]
