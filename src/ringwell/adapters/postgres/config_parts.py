"""The parts of a configuration that are no plain rows, read within the transactions of others."""

from typing import Any, cast

import msgspec
from sqlalchemy import RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.roles import OVERSEERS
from ringwell.adapters.postgres.rows import record_of
from ringwell.adapters.postgres.tables import access, setup
from ringwell.agents.model import AgentProfile
from ringwell.journeys.config import FlowTrial, FlowVersion, WorkspaceConfig
from ringwell.kernel.settings import Limits, WorkspaceSettings
from ringwell.routing.messages import SkillNeed


def workspace_config(row: RowMapping) -> WorkspaceConfig:
    """The workspace itself, its parts still to be read."""
    return WorkspaceConfig(
        workspace_id=row["workspace_id"],
        version=row["config_version"],
        name=row["name"],
        slug=row["slug"],
        settings=msgspec.convert(row["settings"], WorkspaceSettings),
    )


def select_flow_versions() -> Any:
    """Versions of flows as `FlowVersion` has them."""
    columns = setup.flow_versions.c
    joined = setup.flow_versions.join(setup.flows, setup.flows.c.flow_id == columns.flow_id)
    shown = (columns.published_by, columns.published_at)
    return select(columns.flow_id, columns.version, setup.flows.c.name, columns.document, *shown).select_from(
        joined
    )


async def newest_flows(connection: AsyncConnection) -> dict[str, FlowVersion]:
    """What is published of each flow, by its id."""
    newest = select_flow_versions().where(
        setup.flows.c.removed_at.is_(None), setup.flow_versions.c.version == setup.flows.c.published
    )
    rows = (await connection.execute(newest)).mappings()
    return {row["flow_id"]: record_of(row, FlowVersion) for row in rows}


async def flow_trials(connection: AsyncConnection) -> dict[str, FlowTrial]:
    """The drafts that can be called now, by their numbers."""
    trials, versions = setup.flow_trials.c, setup.flow_versions.c
    same = (trials.flow_id == versions.flow_id) & (trials.version == versions.version)
    wanted = (
        select_flow_versions()
        .join(setup.flow_trials, same)
        .add_columns(trials.number, trials.language, trials.expires_at)
        .where(trials.expires_at > func.now(), setup.flows.c.removed_at.is_(None))
    )
    found: dict[str, FlowTrial] = {}
    for row in (await connection.execute(wanted)).mappings():
        parts = {name: row[name] for name in FlowVersion.__struct_fields__}
        found[row["number"]] = FlowTrial(
            number=row["number"],
            flow=FlowVersion(**parts),
            language=row["language"],
            expires_at=row["expires_at"],
        )
    return found


async def overseers(connection: AsyncConnection) -> frozenset[str]:
    """The users who may see and be in on other people's calls."""
    users = access.users.c
    wanted = select(users.user_id).where(
        users.removed_at.is_(None), ~users.disabled, users.roles.overlap(sorted(OVERSEERS))
    )
    return frozenset((await connection.execute(wanted)).scalars())


async def agent_profiles(connection: AsyncConnection) -> dict[str, AgentProfile]:
    """The agents who may work, by id, with their skills and projects."""
    agents, users = access.agents, access.users
    wanted = (
        select(
            agents.c.agent_id,
            agents.c.user_id,
            users.c.name,
            agents.c.endpoint,
            agents.c.auto_answer,
            agents.c.phone_kind,
            agents.c.extension,
            agents.c.team_id,
            agents.c.site_id,
            agents.c.languages,
            agents.c.limits,
        )
        .select_from(agents.join(users, users.c.user_id == agents.c.user_id))
        .where(agents.c.active, users.c.removed_at.is_(None), ~users.c.disabled)
    )
    rows = (await connection.execute(wanted)).mappings().all()
    skills: dict[str, dict[str, int]] = {}
    for agent_id, skill_id, level in await connection.execute(
        select(access.agent_skills.c.agent_id, access.agent_skills.c.skill_id, access.agent_skills.c.level)
    ):
        skills.setdefault(agent_id, {})[skill_id] = level
    projects: dict[str, list[str]] = {}
    mine = access.agent_projects.c
    for agent_id, project_id in await connection.execute(
        select(mine.agent_id, mine.project_id).order_by(mine.project_id)
    ):
        projects.setdefault(agent_id, []).append(project_id)
    return {
        row["agent_id"]: AgentProfile(
            **{**cast("Any", row), "limits": msgspec.convert(row["limits"], Limits | None)},
            skills=skills.get(row["agent_id"], {}),
            project_ids=tuple(projects.get(row["agent_id"], ())),
        )
        for row in rows
    }


async def needs_of_queues(connection: AsyncConnection) -> dict[str, list[SkillNeed]]:
    """What each queue needs, by its id."""
    needs: dict[str, list[SkillNeed]] = {}
    columns = setup.queue_needs.c
    for queue_id, skill_id, level in await connection.execute(
        select(columns.queue_id, columns.skill_id, columns.level).order_by(columns.skill_id)
    ):
        needs.setdefault(queue_id, []).append(SkillNeed(skill_id, level))
    return needs
