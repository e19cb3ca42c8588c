"""The switch's own queue, for when the brain is away: what it is told beforehand, and how callers get into it."""

from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Final

import msgspec

from ringwell.adapters.asterisk.config import write_private
from ringwell.adapters.asterisk.dialplan import (
    NUMBERS_FILE,
    QUEUES_FILE,
    Announced,
    FallbackQueue,
    NumberRoute,
    WorkspaceRoutes,
    numbers_conf,
    queues_generated_conf,
)
from ringwell.adapters.asterisk.errors import SwitchNotFound, SwitchRefused
from ringwell.adapters.asterisk.generated.models import Bridge, Channel
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.names import (
    FALLBACK_CONTEXT,
    INBOUND_CONTEXT,
    VOICEMAIL_FORMAT,
    fallback_device,
)
from ringwell.flows.announcements import Covered, of_number
from ringwell.journeys.config import WorkspaceConfig, traits_in
from ringwell.journeys.recording import without_brain
from ringwell.projects.model import Number
from ringwell.routing.model import Queue
from ringwell.routing.rules import Traits, ring_of

FILES: Final = ((NUMBERS_FILE, "pbx_config.so"), (QUEUES_FILE, "app_queue.so"))
TOLD_FILE: Final = "told.json"
"""What the switch was told last, for a workspace whose configuration cannot be read any more."""


def routes_of(
    config: WorkspaceConfig, partition: int, *, demo: bool, left_out: bool = False
) -> WorkspaceRoutes:
    """What the switch is told of a workspace. A fallback queue has its own people.

    Numbers can be demo numbers only where the workspace is the demo's: everybody can call those.
    """
    traits = traits_in(config)
    return WorkspaceRoutes(
        workspace_id=config.workspace_id,
        partition=partition,
        language=config.settings.language,
        max_calls=config.settings.max_calls,
        numbers=tuple(
            NumberRoute(
                each.number,
                each.language,
                each.fallback_queue_id,
                demo and each.demo,
                recorded=(rule := without_brain(config, each)).recorded,
                announced=_announced(config, each),
                says_recorded=rule.says,
            )
            for each in config.numbers.values()
        ),
        queues=tuple(
            FallbackQueue(queue_id, _members(config, queue, traits))
            for queue_id, queue in config.queues.items()
        ),
        agents={each.endpoint: agent_id for agent_id, each in config.agents.items()},
        left_out=left_out,
    )


def _announced(config: WorkspaceConfig, number: Number) -> tuple[Announced, ...]:
    """What its callers hear without the brain: what they would hear before its flow, and before its fallback queue."""
    call = Covered(number.number_id, number.flow_id, number.project_id)
    found = of_number(config.announcements, call, number.fallback_queue_id, number.language)
    return tuple(Announced(ceil(each.ends_at.timestamp()), sound) for each, sound in found)


def _members(config: WorkspaceConfig, queue: Queue, traits: Mapping[str, Traits]) -> tuple[str, ...]:
    """Its own people; where it has none, whoever its rings let in: the switch knows of no rings, and callers are to reach somebody."""
    rings = {kind: ring_of(kind, queue.rules, queue.needs) for kind in set(traits.values())}
    members = {config.agents[agent_id].endpoint: rings[kind] for agent_id, kind in traits.items()}
    own = tuple(endpoint for endpoint, ring in members.items() if ring == 0)
    return own or tuple(endpoint for endpoint, ring in members.items() if ring is not None)


async def tell_switch(ari: Ari, etc: Path, workspaces: Sequence[WorkspaceRoutes]) -> None:
    """Write the generated files and have the switch read them. Calls go on. Raises a `SwitchError` when it is away."""
    texts = {NUMBERS_FILE: numbers_conf(workspaces), QUEUES_FILE: queues_generated_conf(workspaces)}
    for name, module in FILES:
        write_private(etc / name, texts[name])
        await ari.asterisk.reload_module(module)
    write_private(etc / TOLD_FILE, msgspec.json.encode(workspaces).decode())
    await _close_unknown(ari, [endpoint for each in workspaces for endpoint in each.agents])


def told_before(etc: Path, workspace_ids: Collection[str]) -> list[WorkspaceRoutes]:
    """What the switch knows of these workspaces, which nobody can serve: their callers reach people as far as it goes."""
    try:
        told = msgspec.json.decode((etc / TOLD_FILE).read_bytes(), type=list[WorkspaceRoutes])
    except (FileNotFoundError, msgspec.DecodeError):
        return []
    return [replace(each, left_out=True) for each in told if each.workspace_id in workspace_ids]


async def _close_unknown(ari: Ari, endpoints: Sequence[str]) -> None:
    """Phones whose agents the switch knows nothing of are not rung by its queue: unknown would count as free."""
    known = {state.name for state in await ari.device_states.list_all()}
    for endpoint in endpoints:
        if fallback_device(endpoint) not in known:
            await ari.device_states.update(fallback_device(endpoint), device_state="BUSY")


async def move_held_callers_to_fallback(
    ari: Ari, only: Set[str] | None = None, *, heard: Set[str] = frozenset()
) -> int:
    """Give every caller who waits for a brain that is away, or `only` those of some workspaces, to the switch's own queue; how many
    were moved. Callers in an application that is `heard` are left to who hears it.

    Needs no application to be connected. Raises a `SwitchError` when the switch is away.
    """
    held = held_callers(
        await ari.channels.list_all(), await ari.bridges.list_all(), leaving_messages=await _recorded(ari)
    )
    moved = 0
    for channel in held:
        if (only is not None and _workspace_of(channel) not in only) or _application_of(channel) in heard:
            continue
        try:
            await ari.channels.continue_in_dialplan(
                channel.id, context=FALLBACK_CONTEXT, extension="s", priority=1
            )
            moved += 1
        except SwitchRefused:
            continue  # hung up meanwhile
    return moved


def held_callers(
    channels: Sequence[Channel], bridges: Sequence[Bridge], leaving_messages: Set[str] = frozenset()
) -> list[Channel]:
    """Callers in our hands who wait for the brain: in a queue, or in a flow.

    Who leaves a message is let finish: the switch would move the caller only then, when the brain may be back. Who was put on
    hold has an agent: alone in the bridge that has the caller's name, until the brain lets them talk on or the agent goes.
    """
    busy = {channel for bridge in bridges if len(bridge.channels) > 1 for channel in bridge.channels}
    busy |= {bridge.name for bridge in bridges if set(bridge.channels) - {bridge.name}}
    busy |= leaving_messages
    ours = (c for c in channels if c.dialplan.app_name == "Stasis" and c.dialplan.context == INBOUND_CONTEXT)
    return [channel for channel in ours if channel.id not in busy]


def _application_of(channel: Channel) -> str:
    return channel.dialplan.app_data.partition(",")[0]


def _workspace_of(channel: Channel) -> str:
    """As our dialplan handed it to `Stasis()`."""
    return "".join(channel.dialplan.app_data.split(",")[2:3])


async def _recorded(ari: Ari) -> set[str]:
    """The channels on which a message is being left now; none where the switch cannot tell, for nobody is to wait for that."""
    found: set[str] = set()
    with suppress(SwitchRefused):
        files = await ari.recordings.list_stored()
        for name in (file.name for file in files if file.format == VOICEMAIL_FORMAT):
            with suppress(SwitchNotFound):  # it is whole
                target = (await ari.recordings.get_live(name)).target_uri
                found.add(target.removeprefix("channel:"))
    return found
