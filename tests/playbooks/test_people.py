"""Who may have whose callers: teams and sites, projects, backup groups, lending."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from ringwell.agents.model import AgentProfile
from ringwell.journeys.config import WorkspaceConfig
from ringwell.routing.rules import Ring
from tests.playbooks.playbook import (
    Dials,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Rings,
    Visit,
)
from tests.support.world import ANNA, BEN, CONFIG, SHOP

NORTH, SOUTH, HOME = "tem_north", "tem_south", "sit_home"


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


def test_a_team_has_its_callers_to_itself_for_a_while() -> None:
    config = people({ANNA: {"team_id": NORTH}, BEN: {"team_id": SOUTH}}, Ring(after_s=15), teams=(NORTH,))
    book = Playbook() >> NewConfiguration(config) >> Ready(BEN)
    assert book >> Dials("1001") << Never(Visit("no_agents")) << Never(Rings(BEN))
    assert book >> Passes(15) << Rings(BEN)
    book = Playbook() >> NewConfiguration(config) >> Ready(BEN) >> Passes(60) >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA)


def test_a_site_joins_after_a_while() -> None:
    rings = Ring(after_s=10, levels_less=1, sites=(HOME,)), Ring(after_s=40, levels_less=1)
    config = people({ANNA: {"skills": {"shop": 2}, "site_id": HOME}, BEN: {"skills": {"shop": 2}}}, *rings)
    book = Playbook() >> NewConfiguration(config) >> Ready(BEN) >> Passes(60) >> Ready(ANNA)
    assert book >> Dials("1001") << Never(Rings(BEN)) << Never(Rings(ANNA))
    assert book >> Passes(10) << Rings(ANNA) << Never(Rings(BEN))


def test_who_works_for_other_projects_only_takes_none_of_this_one() -> None:
    config = people({ANNA: {"project_ids": ("prj_2",)}})
    book = Playbook() >> NewConfiguration(config) >> Ready(ANNA)
    assert book >> Dials("1001") << Visit("no_agents") << Never(Rings(ANNA))
    shared = people({ANNA: {"project_ids": ("prj_1", "prj_2")}})
    assert Playbook() >> NewConfiguration(shared) >> Ready(ANNA) >> Dials("1001") << Rings(ANNA)
