"""Who may have whose callers: teams and sites, projects, backup groups, lending."""

from msgspec.structs import replace

from ringwell.journeys import render
from ringwell.journeys.config import WorkspaceConfig
from ringwell.routing.messages import RingsChanged
from ringwell.routing.model import BackupGroup
from ringwell.routing.rules import Ring
from tests.playbooks.helping import AT_A_PEAK, other, people, with_lending
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    HangsUp,
    IsBack,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Rings,
    TimeAway,
    Visit,
)
from tests.support.world import ANNA, BEN, CLEO, CONFIG, SHOP

NORTH, SOUTH, HOME = "tem_north", "tem_south", "sit_home"


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


BACK = BackupGroup(group_id="grp_back", name="Back office", agent_ids=(BEN,))


def with_backup() -> WorkspaceConfig:
    config = people({}, Ring(pressure=AT_A_PEAK, groups=("grp_back",)))
    return replace(config, groups={BACK.group_id: BACK})


def test_a_backup_group_joins_at_a_peak_and_leaves_after_it() -> None:
    book = Playbook() >> NewConfiguration(with_backup()) >> Ready(BEN) >> Passes(60)
    assert book >> Dials("1001", "first") << Never(Visit("no_agents")) << Never(Rings(BEN))
    assert book >> Dials("1001", "second") << Rings(BEN, interaction_id=book.interaction("first"))
    assert book << A(RingsChanged, rings=(1,), groups=("grp_back",), lenders=())
    assert render.board(book.floor)["rings"].keys() == {SHOP}
    assert book.floor.helps(BEN, SHOP) == "backup"
    book = book >> Answers(BEN) >> HangsUp("first")  # one waits yet: between the limits
    assert book << Rings(BEN, interaction_id=book.interaction("second"))
    assert book >> Answers(BEN) << A(RingsChanged, rings=(), groups=())
    assert render.board(book.floor)["rings"] == {}
    assert book >> HangsUp("second") >> Dials("1001", "third") << Never(Rings(BEN))


def test_a_backup_group_is_still_in_after_a_restart_between_the_limits() -> None:
    book = Playbook() >> NewConfiguration(with_backup()) >> Ready(BEN) >> Passes(60)
    book = book >> Dials("1001", "first") >> Dials("1001", "second") >> Answers(BEN) >> Dies()
    book = book >> TimeAway(2) >> IsBack() >> HangsUp("first")
    assert book << Rings(BEN, interaction_id=book.interaction("second"))


def test_members_by_team_and_by_name_are_called_and_serve_nobody_else() -> None:
    config = with_backup()
    team = replace(BACK, agent_ids=(), team_ids=(NORTH,))
    anna = other(CONFIG.agents[ANNA], {"team_id": NORTH})
    config = replace(config, groups={BACK.group_id: team}, agents=config.agents | {ANNA: anna})
    book = Playbook() >> NewConfiguration(config) >> Ready(ANNA) >> Dials("1001", "first")
    assert book << Never(Rings(ANNA))
    assert book >> Dials("1001", "second") << Rings(ANNA)


def test_idle_people_of_a_project_are_lent_at_a_peak_of_another() -> None:
    book = Playbook() >> NewConfiguration(with_lending()) >> Ready(CLEO)
    assert book >> Dials("1001", "first") << Never(Rings(CLEO))
    assert book >> Dials("1001", "second") << Rings(CLEO, interaction_id=book.interaction("first"))
    assert book << A(RingsChanged, rings=(1,), project_id="prj_1", lenders=("prj_bank",))
    view = render.agent_view(book.floor, CLEO)
    assert view
    assert view.helps == "lent"
    assert book >> Answers(CLEO) >> HangsUp("first") << Rings(CLEO, interaction_id=book.interaction("second"))


def test_who_is_lent_is_back_with_the_next_caller_of_its_own_project() -> None:
    book = Playbook() >> NewConfiguration(with_lending()) >> Ready(CLEO)
    book = book >> Dials("1001", "first") >> Dials("1001", "second") >> Answers(CLEO) >> Passes(300)
    book = book >> Dials("1002", "own") >> HangsUp("first")
    assert book << Rings(CLEO, interaction_id=book.interaction("own"))
    assert book >> Answers(CLEO) >> HangsUp("own") << Rings(CLEO, interaction_id=book.interaction("second"))
