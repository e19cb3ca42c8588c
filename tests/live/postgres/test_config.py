"""What administrators change: versions, references, removal, flows, and what each change leaves behind."""

import asyncio

import pytest
from sqlalchemy import text

from ringwell.access.messages import ConfigChanged
from ringwell.access.model import NewUser, UserChange
from ringwell.adapters.postgres.config_hints import ConfigHints
from ringwell.agents.model import Disposition, Site, Team
from ringwell.customers.segments import CallerSegment, SegmentRule
from ringwell.journeys.config import ConfigEntity, ConfigKind, FlowHead, HoursCalendar, Skill
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import (
    AlreadyExists,
    InvalidValue,
    NotFound,
    StillUsed,
    UnknownReference,
    VersionConflict,
)
from ringwell.kernel.events import Actor
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.projects.form import FormField
from ringwell.projects.model import Client, Number, Project, Trunk
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import BackupGroup, Queue
from ringwell.routing.rules import Pressure, Ring
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.support.polling import until
from tests.support.store import TestDatabase, new_workspace

pytestmark = pytest.mark.live
NEW = RandomIds().new
BY = Actor(kind="user", id="usr_1")


async def project(stores: Stores, workspace_id: str) -> Project:
    client = Client(client_id=NEW(kinds.CLIENT), name="Shop")
    form = (FormField(name="why", label="Why", labels={"pl": "Powód"}, kind="choice", choices=("a", "b")),)
    made = Project(project_id=NEW(kinds.PROJECT), client_id=client.client_id, name="Sales", form=form)
    await stores.config.create(workspace_id, client, BY)
    await stores.config.create(workspace_id, made, BY)
    return made


async def test_a_flows_earlier_versions_outlive_its_removal(stores: Stores, workspace_id: str) -> None:
    flow = FlowHead(flow_id=NEW(kinds.FLOW), name="Main")
    await stores.config.create(workspace_id, flow, BY)
    first = await stores.config.publish_flow(workspace_id, flow.flow_id, {"start": "one"}, BY)
    await stores.config.publish_flow(workspace_id, flow.flow_id, {"start": "two"}, BY)
    await stores.config.remove(workspace_id, "flows", flow.flow_id, BY)
    wanted = [(flow.flow_id, 1), (flow.flow_id, 7), (NEW(kinds.FLOW), 1)]
    assert await stores.config.published(workspace_id, wanted) == [first]
    assert await stores.config.published(workspace_id, []) == []


async def test_each_kind_comes_back_as_it_was_made(stores: Stores, workspace_id: str) -> None:
    sales = await project(stores, workspace_id)
    skill = Skill(skill_id=NEW(kinds.SKILL), name="Żółw ёж")
    team = Team(team_id=NEW(kinds.TEAM), name="North")
    site = Site(site_id=NEW(kinds.SITE), name="Łódź", zone="Europe/Warsaw")
    new = NewUser(sign_in="anna", name="Anna", roles=("agent",), team_id=team.team_id, site_id=site.site_id)
    for thing in (team, site):
        assert (await stores.config.create(workspace_id, thing, BY)).entity == thing
    anna = (await stores.users.create(workspace_id, new, BY)).agent_id or ""
    group = BackupGroup(
        group_id=NEW(kinds.GROUP), name="Back office", agent_ids=(anna,), team_ids=(team.team_id,)
    )
    queue = Queue(
        queue_id=NEW(kinds.QUEUE),
        name="Orders",
        project_id=sales.project_id,
        needs=(SkillNeed(skill.skill_id, 3),),
        service_level_target=0.75,
        teams=(team.team_id,),
        sites=(site.site_id,),
        rings=(
            Ring(after_s=20.5, levels_less=2, groups=(group.group_id,), lenders=(sales.project_id,)),
            Ring(pressure=Pressure(measure="service_level", opens_at=0.7, closes_at=0.85), levels_less=9),
        ),
    )
    flow = FlowHead(flow_id=NEW(kinds.FLOW), name="Main")
    things: list[ConfigEntity] = [
        skill,
        group,
        queue,
        flow,
        HoursCalendar(hours_id=NEW(kinds.HOURS), name="Always", document={"zone": "UTC", "weekly": {}}),
        Number(
            number_id=NEW(kinds.NUMBER),
            number="+48221234567",
            project_id=sales.project_id,
            flow_id=flow.flow_id,
            language="pl",
            fallback_queue_id=queue.queue_id,
        ),
        Disposition(
            disposition_id=NEW(kinds.DISPOSITION), code="OP", name="Order", project_id=sales.project_id
        ),
        CallerSegment(
            caller_segment_id=NEW(kinds.CALLER_SEGMENT),
            name="VIP",
            place=3,
            rule=SegmentRule(known=True, prefixes=("+48", "+49"), called_within_days=7, listed=True),
        ),
        Trunk(trunk_id=NEW(kinds.TRUNK), name="main", addresses=("192.0.2.1",), user="u", password="secret"),
    ]
    for thing in things:
        made = await stores.config.create(workspace_id, thing, BY)
        assert made.entity == thing
        assert made.version == 1
    config = await stores.config.load(workspace_id)
    assert config.queues == {queue.queue_id: queue}
    assert list(config.trunks.values()) == [things[-1]]
    assert (config.teams, config.sites) == ({team.team_id: team}, {site.site_id: site})
    assert config.groups == {group.group_id: group}
    assert config.version == 1 + 1 + 2 + 3 + len(things)


async def test_what_rings_groups_and_people_name_is_known_and_stays(
    stores: Stores, workspace_id: str
) -> None:
    sales, bank = await project(stores, workspace_id), await project_beside(stores, workspace_id)
    team = Team(team_id=NEW(kinds.TEAM), name="North")
    site = Site(site_id=NEW(kinds.SITE), name="Home")
    group = BackupGroup(group_id=NEW(kinds.GROUP), name="Back office", team_ids=(team.team_id,))

    def queue(*rings: Ring, teams: tuple[str, ...] = ()) -> Queue:
        queue_id = NEW(kinds.QUEUE)
        return Queue(queue_id=queue_id, name=queue_id, project_id=sales.project_id, teams=teams, rings=rings)

    unknown: list[ConfigEntity] = [
        BackupGroup(group_id=NEW(kinds.GROUP), name="X", team_ids=(NEW(kinds.TEAM),)),
        BackupGroup(group_id=NEW(kinds.GROUP), name="X", agent_ids=(NEW(kinds.AGENT),)),
        queue(teams=(NEW(kinds.TEAM),)),
        queue(Ring(after_s=1, sites=(NEW(kinds.SITE),))),
        queue(Ring(after_s=1, groups=(NEW(kinds.GROUP),))),
        queue(Ring(after_s=1, lenders=("not an id",))),
    ]
    for thing in unknown:
        with pytest.raises(UnknownReference):
            await stores.config.create(workspace_id, thing, BY)
    for thing in (team, site, group):
        await stores.config.create(workspace_id, thing, BY)
    new = NewUser(sign_in="anna", name="Anna", roles=("agent",), site_id=site.site_id)
    anna = await stores.users.create(workspace_id, new, BY)
    anna = await stores.users.change(
        workspace_id, anna.user_id, UserChange(project_ids=(bank.project_id,), team_id=team.team_id), BY
    )
    assert (anna.team_id, anna.site_id, anna.project_ids) == (team.team_id, site.site_id, (bank.project_id,))
    profile = (await stores.config.load(workspace_id)).agents[anna.agent_id or ""]
    assert (profile.team_id, profile.site_id, profile.project_ids) == (
        team.team_id,
        site.site_id,
        (bank.project_id,),
    )
    with pytest.raises(UnknownReference):
        await stores.users.change(
            workspace_id, anna.user_id, UserChange(project_ids=(NEW(kinds.PROJECT),)), BY
        )
    ringed = queue(
        Ring(after_s=1, groups=(group.group_id,), lenders=(bank.project_id,)), teams=(team.team_id,)
    )
    await stores.config.create(workspace_id, ringed, BY)
    named: tuple[tuple[ConfigKind, str], ...] = (
        ("teams", team.team_id),
        ("sites", site.site_id),
        ("groups", group.group_id),
    )
    bank_project: tuple[ConfigKind, str] = ("projects", bank.project_id)
    for kind, thing_id in (*named, bank_project):
        with pytest.raises(StillUsed):
            await stores.config.remove(workspace_id, kind, thing_id, BY)
    await stores.config.remove(workspace_id, "queues", ringed.queue_id, BY)
    await stores.config.remove(workspace_id, "groups", group.group_id, BY)
    await stores.users.remove(workspace_id, anna.user_id, BY)
    for kind, thing_id in (*named[:2], bank_project):
        await stores.config.remove(workspace_id, kind, thing_id, BY)


async def project_beside(stores: Stores, workspace_id: str) -> Project:
    client = Client(client_id=NEW(kinds.CLIENT), name="Bank")
    made = Project(project_id=NEW(kinds.PROJECT), client_id=client.client_id, name="Cards")
    await stores.config.create(workspace_id, client, BY)
    await stores.config.create(workspace_id, made, BY)
    return made


async def test_no_trunk_takes_an_address_of_another_workspaces(stores: Stores, workspace_id: str) -> None:
    other = await new_workspace(stores)

    def trunk(name: str, *addresses: str) -> Trunk:
        return Trunk(trunk_id=NEW(kinds.TRUNK), name=name, addresses=addresses)

    first = trunk("first", "203.0.113.0/28", "2001:db8:7::1", "::::")
    await stores.config.create(workspace_id, first, BY)
    for taken in ("203.0.113.5", "203.0.113.0/24", "::ffff:203.0.113.5", "2001:db8:7::/64"):
        with pytest.raises(AlreadyExists) as refusal:
            await stores.config.create(other, trunk("second", "198.51.100.77", taken), BY)
        assert refusal.value.params == {"field": "addresses", "address": taken}
    with pytest.raises(AlreadyExists):
        await stores.config.create(workspace_id, trunk("beside", "203.0.113.5"), BY)
    second = trunk("second", "203.0.113.16")
    await stores.config.create(other, second, BY)
    with pytest.raises(AlreadyExists):
        await stores.config.change(other, "trunks", second.trunk_id, {"addresses": ["203.0.113.0/27"]}, BY)
    await stores.config.change(other, "trunks", second.trunk_id, {"addresses": ["203.0.113.16/28"]}, BY)
    await stores.config.remove(workspace_id, "trunks", first.trunk_id, BY)
    await stores.config.change(other, "trunks", second.trunk_id, {"addresses": ["203.0.113.0/27"]}, BY)


async def test_a_trunks_password_is_sealed(stores: Stores, workspace_id: str) -> None:
    trunk = Trunk(trunk_id=NEW(kinds.TRUNK), name="main", password="hunter2-in-the-clear")
    await stores.config.create(workspace_id, trunk, BY)
    async with stores.database.tenant(workspace_id) as connection:
        words = text("SELECT row_to_json(trunks)::text FROM trunks")
        row = str((await connection.execute(words)).scalar_one())
    assert "hunter2" not in row
    assert b"hunter2".hex() not in row


async def test_an_edit_needs_the_newest_version(stores: Stores, workspace_id: str) -> None:
    skill = Skill(skill_id=NEW(kinds.SKILL), name="Old")
    await stores.config.create(workspace_id, skill, BY)
    changed = await stores.config.change(
        workspace_id, "skills", skill.skill_id, {"name": "New"}, BY, if_version=1
    )
    assert changed.version == 2
    with pytest.raises(VersionConflict) as refusal:
        await stores.config.change(workspace_id, "skills", skill.skill_id, {"name": "X"}, BY, if_version=1)
    assert refusal.value.params == {"current": 2}
    with pytest.raises(VersionConflict):
        await stores.config.remove(workspace_id, "skills", skill.skill_id, BY, if_version=1)
    assert (await stores.config.read(workspace_id, "skills", skill.skill_id)).entity == Skill(
        skill_id=skill.skill_id, name="New"
    )


async def test_two_edits_at_once_of_one_version_make_one_change(stores: Stores, workspace_id: str) -> None:
    skill = Skill(skill_id=NEW(kinds.SKILL), name="Old")
    await stores.config.create(workspace_id, skill, BY)
    outcomes = await asyncio.gather(
        *(
            stores.config.change(workspace_id, "skills", skill.skill_id, {"name": name}, BY, if_version=1)
            for name in ("A", "B", "C")
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, VersionConflict) for outcome in outcomes) == 2


@pytest.mark.parametrize(
    "changes", [{"queue_id": "que_x"}, {"nonsense": 1}, {"target_s": "soon"}, {"name": None}]
)
async def test_wrong_changes_are_refused(
    stores: Stores, workspace_id: str, changes: dict[str, object]
) -> None:
    sales = await project(stores, workspace_id)
    queue = Queue(queue_id=NEW(kinds.QUEUE), name="Orders", project_id=sales.project_id)
    await stores.config.create(workspace_id, queue, BY)
    with pytest.raises(InvalidValue) as refusal:
        await stores.config.change(workspace_id, "queues", queue.queue_id, changes, BY)
    assert refusal.value.params == {"field": next(iter(changes))}


async def test_references_are_checked(stores: Stores, workspace_id: str) -> None:
    sales = await project(stores, workspace_id)
    foreign = await project(stores, await new_workspace(stores))
    for project_id in (NEW(kinds.PROJECT), foreign.project_id, "not an id"):
        with pytest.raises(UnknownReference) as refusal:
            await stores.config.create(
                workspace_id, Queue(queue_id=NEW(kinds.QUEUE), name="Q", project_id=project_id), BY
            )
        assert refusal.value.params["kind"] == "projects"
    unknown = Queue(
        queue_id=NEW(kinds.QUEUE),
        name="Q",
        project_id=sales.project_id,
        needs=(SkillNeed(NEW(kinds.SKILL)),),
    )
    with pytest.raises(UnknownReference):
        await stores.config.create(workspace_id, unknown, BY)
    assert await stores.config.all_of(workspace_id, "queues") == []


async def test_what_is_used_stays_and_what_is_removed_frees_its_name(
    stores: Stores, workspace_id: str
) -> None:
    sales = await project(stores, workspace_id)
    with pytest.raises(StillUsed):
        await stores.config.remove(workspace_id, "clients", sales.client_id, BY)
    with pytest.raises(AlreadyExists) as refusal:
        await stores.config.create(workspace_id, Client(client_id=NEW(kinds.CLIENT), name="Shop"), BY)
    assert refusal.value.params == {"field": "name"}
    await stores.config.remove(workspace_id, "projects", sales.project_id, BY)
    await stores.config.remove(workspace_id, "clients", sales.client_id, BY)
    with pytest.raises(NotFound):
        await stores.config.read(workspace_id, "clients", sales.client_id)
    with pytest.raises(NotFound):
        await stores.config.remove(workspace_id, "clients", sales.client_id, BY)
    await stores.config.create(workspace_id, Client(client_id=NEW(kinds.CLIENT), name="Shop"), BY)


async def test_flows_are_versions(stores: Stores, workspace_id: str) -> None:
    head = FlowHead(flow_id=NEW(kinds.FLOW), name="Main")
    await stores.config.create(workspace_id, head, BY)
    assert (await stores.config.load(workspace_id)).flows == {}
    first = await stores.config.publish_flow(workspace_id, head.flow_id, {"start": "a"}, BY)
    second = await stores.config.publish_flow(workspace_id, head.flow_id, {"start": "b"}, BY, over=1)
    with pytest.raises(VersionConflict):
        await stores.config.publish_flow(workspace_id, head.flow_id, {"start": "c"}, BY, over=1)
    assert (first.version, second.version) == (1, 2)
    assert (await stores.config.load(workspace_id)).flows == {head.flow_id: second}
    assert list(await stores.config.flow_versions(workspace_id, head.flow_id)) == [second, first]
    with pytest.raises(NotFound):
        await stores.config.publish_flow(workspace_id, NEW(kinds.FLOW), {}, BY)


async def test_each_change_leaves_a_fact_and_a_hint(
    stores: Stores, workspace_id: str, migrated: TestDatabase
) -> None:
    heard: list[tuple[str, int]] = []
    connected = asyncio.Event()

    def hear(workspace: str, version: int) -> None:
        heard.append((workspace, version))

    hints = ConfigHints(migrated.url("app"), hear, connected.set, lambda: None)
    task = asyncio.create_task(hints.run())
    await asyncio.wait_for(connected.wait(), 20)
    skill = Skill(skill_id=NEW(kinds.SKILL), name="Old")
    await stores.config.create(workspace_id, skill, BY)
    await stores.config.change(workspace_id, "skills", skill.skill_id, {"name": "New"}, BY)
    await stores.config.remove(workspace_id, "skills", skill.skill_id, BY)
    version = (await stores.config.load(workspace_id)).version
    await until(lambda: (workspace_id, version) in heard)
    task.cancel()
    events = [event async for event in stores.log.read(workspace_id)][1:]
    facts = [event.fact for event in events]
    assert [event.actor for event in events] == [BY] * 3
    assert [fact.change for fact in facts if isinstance(fact, ConfigChanged)] == [
        "created",
        "changed",
        "removed",
    ]
    assert facts[1] == ConfigChanged(
        kind="skills",
        id=skill.skill_id,
        change="changed",
        version=2,
        config_version=version - 1,
        fields=("name",),
    )


async def test_settings_change_by_field(stores: Stores, workspace_id: str) -> None:
    before = await stores.workspaces.read(workspace_id)
    changed = await stores.workspaces.change_settings(
        workspace_id, {"misses_limit": 5}, BY, if_version=before.version
    )
    assert (await stores.workspaces.settings(workspace_id)).misses_limit == 5
    assert changed.version == before.version + 1
    with pytest.raises(VersionConflict):
        await stores.workspaces.change_settings(workspace_id, {"zone": "UTC"}, BY, if_version=before.version)
    for wrong in ({"misses_limit": "many"}, {"nonsense": 1}):
        with pytest.raises(InvalidValue):
            await stores.workspaces.change_settings(workspace_id, wrong, BY)


async def test_a_slug_belongs_to_one_workspace(stores: Stores) -> None:
    made = await stores.workspaces.create("taken", "One", WorkspaceSettings())
    with pytest.raises(AlreadyExists):
        await stores.workspaces.create("taken", "Two", WorkspaceSettings())
    found = await stores.workspaces.by_slug("taken")
    assert found is not None
    assert found.workspace_id == made
    assert await stores.workspaces.by_slug("nobody") is None


@pytest.mark.parametrize("wrong", ["", "skl_", "skl_zz", "' OR 1=1", "skl_" + "0" * 32])
async def test_what_is_no_id_is_not_found(stores: Stores, workspace_id: str, wrong: str) -> None:
    with pytest.raises(NotFound):
        await stores.config.read(workspace_id, "skills", wrong)
    with pytest.raises(NotFound):
        await stores.users.read(workspace_id, wrong)
    with pytest.raises(NotFound):
        await stores.interactions.read(workspace_id, wrong)
