"""Configurations by which others help a queue."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from ringwell.agents.model import AgentProfile
from ringwell.journeys.config import WorkspaceConfig
from ringwell.projects.model import Project
from ringwell.routing.rules import Pressure, Ring
from tests.support.world import BANK, CLEO, CONFIG, SHOP

AT_A_PEAK = Pressure(measure="waiting", opens_at=2, closes_at=0)


def people(
    agents: Mapping[str, Mapping[str, object]], *rings: Ring, teams: tuple[str, ...] = ()
) -> WorkspaceConfig:
    """The shop's queue with these rings; of each agent what is other than usual."""
    shop = replace(CONFIG.queues[SHOP], teams=teams, rings=rings, wrap_up_s=0, announce_place_every_s=0)
    changed = {agent_id: other(CONFIG.agents[agent_id], each) for agent_id, each in agents.items()}
    return replace(
        CONFIG,
        queues=CONFIG.queues | {SHOP: shop},
        agents=CONFIG.agents | changed,
        version=CONFIG.version + 1,
    )


def other(profile: AgentProfile, changes: Mapping[str, object]) -> AgentProfile:
    return msgspec.convert({**msgspec.to_builtins(profile), **changes}, AgentProfile)


def with_lending() -> WorkspaceConfig:
    """The shop borrows at a peak from the bank, which is another project; Cleo works for the bank only."""
    lent = Ring(pressure=AT_A_PEAK, lenders=("prj_bank",))
    config = people({CLEO: {"project_ids": ("prj_bank",), "skills": {"bank": 9, "shop": 9}}}, lent)
    bank = replace(config.queues[BANK], project_id="prj_bank")
    project = Project(project_id="prj_bank", client_id="cli_1", name="Bank")
    return replace(
        config, queues=config.queues | {BANK: bank}, projects=config.projects | {"prj_bank": project}
    )


def with_rings(*rings: Ring) -> WorkspaceConfig:
    """Cleo has one level less than the shop's queue needs."""
    shop = replace(CONFIG.queues[SHOP], rings=rings, wrap_up_s=0, announce_place_every_s=0)
    return replace(CONFIG, queues=CONFIG.queues | {SHOP: shop}, version=CONFIG.version + 1)
