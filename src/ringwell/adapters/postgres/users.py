"""Users and the agents that some of them are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET
from sqlalchemy import Column, Join, RowMapping, Select, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.errors import LastAdministrator
from ringwell.access.messages import SignedOut
from ringwell.access.model import Credentials, LevelsChange, NewUser, PeopleNames, User, UserChange
from ringwell.adapters.postgres.config_changes import Changes
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.errors import violated
from ringwell.adapters.postgres.log import append_within, event_about
from ringwell.adapters.postgres.skill_levels import write_levels
from ringwell.adapters.postgres.tables.access import (
    agent_projects,
    agent_skills,
    agents,
    api_tokens,
    sessions,
    users,
)
from ringwell.adapters.postgres.tables.setup import projects, sites, skills, teams
from ringwell.adapters.postgres.tables.workspace import workspaces
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, UnknownReference, VersionConflict
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids, uuid_of
from ringwell.kernel.settings import Limits

ENDPOINT_DIGITS: Final = 16
AGENTS_COLUMNS: Final = (
    "auto_answer",
    "phone_kind",
    "extension",
    "team_id",
    "site_id",
    "languages",
    "limits",
)
_NO_AGENT: Final = {"active": False, "team_id": None, "site_id": None}
"""What is left of somebody who is no agent any more keeps no team and no site from being removed."""
OWN_COLUMNS: Final = ("name", "password_hash", "language", "theme", "zone", "disabled")

AGENTS_OWN: Final = frozenset({"roles", "skills", "project_ids", *AGENTS_COLUMNS})

_SKILLS_OF: Final = (
    select(func.coalesce(func.jsonb_object_agg(agent_skills.c.skill_id, agent_skills.c.level), text("'{}'")))
    .where(agent_skills.c.agent_id == agents.c.agent_id)
    .scalar_subquery()
    .label("skills")
)
_PROJECTS_OF: Final = (
    select(func.coalesce(func.array_agg(agent_projects.c.project_id), text("'{}'::uuid[]")))
    .where(agent_projects.c.agent_id == agents.c.agent_id)
    .scalar_subquery()
    .label("project_ids")
)


def endpoint_of(agent_id: str) -> str:
    """The agent's phone at the switch: from the end of the id, which is random; its beginning is a time."""
    return f"a-{uuid_of(agent_id).hex[-ENDPOINT_DIGITS:]}"


class PostgresUsers:
    """The `Users` port. A change that touches what a session rests on ends the user's sessions."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids
        self._changes = Changes(ids)

    async def all(self, workspace_id: str) -> Sequence[User]:
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(select_users().order_by(users.c.sign_in))).mappings()
            return [user_of_row(row) for row in rows]

    async def names(self, workspace_id: str) -> PeopleNames:
        wanted = select(users.c.user_id, users.c.name, agents.c.agent_id).select_from(_with_agents())
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).all()
        return PeopleNames(
            users={row.user_id: row.name for row in rows},
            agents={row.agent_id: row.name for row in rows if row.agent_id is not None},
        )

    async def read(self, workspace_id: str, user_id: str) -> User:
        async with self._database.tenant(workspace_id) as connection:
            return await _read(connection, user_id)

    async def credentials(self, workspace_id: str, sign_in: str) -> Credentials | None:
        wanted = select_users().add_columns(users.c.password_hash).where(users.c.sign_in == sign_in)
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).mappings().first()
        return None if row is None else Credentials(user=user_of_row(row), password_hash=row["password_hash"])

    async def create(self, workspace_id: str, new: NewUser, by: Actor) -> User:
        user_id = self._ids.new(kinds.USER)
        own = {name: getattr(new, name) for name in OWN_COLUMNS if name != "disabled"}
        async with self._database.tenant(workspace_id) as connection:
            try:
                await connection.execute(
                    insert(users).values(
                        workspace_id=workspace_id,
                        user_id=user_id,
                        sign_in=new.sign_in,
                        roles=list(new.roles),
                        **own,
                    )
                )
            except IntegrityError as error:
                if violated(error) == "uq_users_sign_in":
                    raise AlreadyExists(field="sign_in") from error
                raise
            if "agent" in new.roles:
                await self._write_agent(connection, workspace_id, user_id, new)
            await self._changes.mark(
                connection, workspace_id, by, kind="users", thing=user_id, change="created", version=1
            )
            return await _read(connection, user_id)

    async def change(
        self, workspace_id: str, user_id: str, change: UserChange, by: Actor, *, if_version: int | None = None
    ) -> User:
        given = {
            name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET
        }
        async with self._database.tenant(workspace_id) as connection:
            before = await _lock(connection, user_id, if_version)
            if "administrator" not in given.get("roles", before.roles) or given.get("disabled", False):
                await _keep_an_administrator(connection, workspace_id, before)
            await connection.execute(
                update(users)
                .where(users.c.user_id == user_id)
                .values(version=before.version + 1, **_columns(given))
            )
            await self._change_agent(connection, workspace_id, before, given)
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind="users",
                thing=user_id,
                change="changed",
                version=before.version + 1,
                fields=tuple(sorted(given)),
            )
            if change.ends_sessions():
                await end_sessions(connection, self._ids, workspace_id, user_id, by)
            return await _read(connection, user_id)

    async def change_levels(
        self, workspace_id: str, changes: Sequence[LevelsChange], by: Actor
    ) -> Sequence[User]:
        wanted = [change.user_id for change in changes]
        async with self._database.tenant(workspace_id) as connection:
            agents_of = await _lock_agents(connection, changes)
            levels = {agents_of[change.user_id]: change.levels for change in changes}
            await write_levels(connection, workspace_id, levels)
            raised = update(users).where(users.c.user_id.in_(wanted)).values(version=users.c.version + 1)
            await connection.execute(raised)
            await self._changes.mark_all(
                connection,
                workspace_id,
                by,
                kind="users",
                things={change.user_id: change.version + 1 for change in changes},
                change="changed",
                fields=("skills",),
            )
            found = select_users().where(users.c.user_id.in_(wanted)).order_by(users.c.sign_in)
            return [user_of_row(row) for row in (await connection.execute(found)).mappings()]

    async def remove(
        self, workspace_id: str, user_id: str, by: Actor, *, if_version: int | None = None
    ) -> None:
        async with self._database.tenant(workspace_id) as connection:
            before = await _lock(connection, user_id, if_version)
            await _keep_an_administrator(connection, workspace_id, before)
            await connection.execute(
                update(users)
                .where(users.c.user_id == user_id)
                .values(removed_at=func.now(), password_hash=None, version=before.version + 1)
            )
            await connection.execute(update(agents).where(agents.c.user_id == user_id).values(**_NO_AGENT))
            if before.agent_id is not None:
                for table in (agent_skills, agent_projects):
                    await connection.execute(delete(table).where(table.c.agent_id == before.agent_id))
            await connection.execute(
                update(api_tokens)
                .where(api_tokens.c.user_id == user_id, api_tokens.c.revoked_at.is_(None))
                .values(revoked_at=func.now())
            )
            await self._changes.mark(
                connection,
                workspace_id,
                by,
                kind="users",
                thing=user_id,
                change="removed",
                version=before.version + 1,
            )
            await end_sessions(connection, self._ids, workspace_id, user_id, by)

    async def _change_agent(
        self, connection: AsyncConnection, workspace_id: str, before: User, given: Mapping[str, Any]
    ) -> None:
        roles = given.get("roles", before.roles)
        if "agent" not in roles:
            await connection.execute(
                update(agents).where(agents.c.user_id == before.user_id).values(**_NO_AGENT)
            )
        elif AGENTS_OWN & given.keys():
            wanted = msgspec.structs.replace(before, **{key: given[key] for key in AGENTS_OWN & given.keys()})
            await self._write_agent(connection, workspace_id, before.user_id, wanted)

    async def _write_agent(
        self,
        connection: AsyncConnection,
        workspace_id: str,
        user_id: str,
        wanted: User | NewUser,
    ) -> None:
        agent_id = self._ids.new(kinds.AGENT)
        own = {name: msgspec.to_builtins(getattr(wanted, name)) for name in AGENTS_COLUMNS}
        await _check_known(connection, teams.c.team_id, [wanted.team_id])
        await _check_known(connection, sites.c.site_id, [wanted.site_id])
        made = upsert(agents).values(
            workspace_id=workspace_id,
            agent_id=agent_id,
            user_id=user_id,
            endpoint=endpoint_of(agent_id),
            **own,
        )
        kept = made.on_conflict_do_update(
            index_elements=["workspace_id", "user_id"], set_={**own, "active": True}
        ).returning(agents.c.agent_id)
        agent_id = str((await connection.execute(kept)).scalar_one())
        await connection.execute(delete(agent_skills).where(agent_skills.c.agent_id == agent_id))
        await _write_skills(connection, workspace_id, agent_id, wanted.skills)
        await _write_projects(connection, workspace_id, agent_id, wanted.project_ids)


async def end_sessions(
    connection: AsyncConnection,
    ids: Ids,
    workspace_id: str,
    user_id: str,
    by: Actor,
    ended_by: Literal["administrator", "system"] = "system",
) -> None:
    """End every session of a user, and tell of those that still held."""
    open_ = (sessions.c.user_id == user_id) & sessions.c.ended_at.is_(None)
    ended = update(sessions).where(open_).values(ended_at=func.now())
    found = await connection.execute(
        ended.returning(sessions.c.session_id, sessions.c.expires_at > func.now())
    )
    facts = [
        SignedOut(session_id=session_id, user_id=user_id, by=ended_by) for session_id, held in found if held
    ]
    if facts:
        await append_within(connection, [event_about(ids, workspace_id, fact, by) for fact in facts])


async def _keep_an_administrator(connection: AsyncConnection, workspace_id: str, leaving: User) -> None:
    """Raise LastAdministrator where nobody else is one. Under the workspace's lock: two who go at once see each other."""
    if "administrator" not in leaving.roles or leaving.disabled:
        return
    workspace = select(workspaces.c.version).where(workspaces.c.workspace_id == workspace_id)
    await connection.execute(workspace.with_for_update())
    others = select(users.c.user_id).where(
        users.c.roles.contains(["administrator"]),
        users.c.user_id != leaving.user_id,
        ~users.c.disabled,
        users.c.removed_at.is_(None),
    )
    if await connection.scalar(others.limit(1)) is None:
        raise LastAdministrator


def _with_agents() -> Join:
    return users.outerjoin(
        agents, (agents.c.workspace_id == users.c.workspace_id) & (agents.c.user_id == users.c.user_id)
    )


def select_users() -> Select[*tuple[Any, ...]]:
    """Every user that is not removed, with the agent that the user is."""
    return (
        select(
            users.c.user_id,
            users.c.sign_in,
            users.c.name,
            users.c.roles,
            users.c.language,
            users.c.theme,
            users.c.zone,
            users.c.disabled,
            users.c.version,
            agents.c.agent_id,
            agents.c.endpoint,
            agents.c.active,
            agents.c.auto_answer,
            agents.c.phone_kind,
            agents.c.extension,
            agents.c.team_id,
            agents.c.site_id,
            agents.c.languages,
            agents.c.limits,
            _SKILLS_OF,
            _PROJECTS_OF,
        )
        .select_from(_with_agents())
        .where(users.c.removed_at.is_(None))
    )


def user_of_row(row: RowMapping) -> User:
    active = bool(row["active"])
    found: dict[str, int] = row["skills"] if active else {}
    return User(
        user_id=row["user_id"],
        sign_in=row["sign_in"],
        name=row["name"],
        roles=tuple(row["roles"]),
        language=row["language"],
        theme=row["theme"],
        zone=row["zone"],
        disabled=row["disabled"],
        agent_id=row["agent_id"] if active else None,
        endpoint=row["endpoint"] if active else None,
        skills={f"{kinds.SKILL}_{skill.replace('-', '')}": level for skill, level in found.items()},
        auto_answer=bool(row["auto_answer"]) and active,
        phone_kind=row["phone_kind"] if active else "browser",
        extension=(row["extension"] or "") if active else "",
        team_id=row["team_id"] if active else None,
        site_id=row["site_id"] if active else None,
        project_ids=tuple(sorted(row["project_ids"])) if active else (),
        languages=row["languages"] if active else {},
        limits=msgspec.convert(row["limits"], Limits | None) if active else None,
        version=row["version"],
    )


async def _read(connection: AsyncConnection, user_id: str) -> User:
    row = (await connection.execute(select_users().where(users.c.user_id == user_id))).mappings().first()
    if row is None:
        raise NotFound(kind="users", id=user_id)
    return user_of_row(row)


async def _lock(connection: AsyncConnection, user_id: str, if_version: int | None) -> User:
    await connection.execute(select(users.c.version).where(users.c.user_id == user_id).with_for_update())
    before = await _read(connection, user_id)
    if if_version is not None and before.version != if_version:
        raise VersionConflict(current=before.version)
    return before


async def _lock_agents(connection: AsyncConnection, changes: Sequence[LevelsChange]) -> Mapping[str, str]:
    """The agents of these users, who are locked in one order and of the versions that the changes were made from."""
    wanted = [change.user_id for change in changes]
    mine = users.c.user_id.in_(wanted)
    await connection.execute(select(users.c.version).where(mine).order_by(users.c.user_id).with_for_update())
    rows = (await connection.execute(select_users().where(mine))).mappings()
    found = {user.user_id: user for user in map(user_of_row, rows)}
    agents_of: dict[str, str] = {}
    for change in changes:
        user = found.get(change.user_id)
        if user is None:
            raise NotFound(kind="users", user=change.user_id)
        if user.version != change.version:
            raise VersionConflict(current=user.version, user=change.user_id)
        if user.agent_id is None:
            raise InvalidValue(field="user_id", user=change.user_id)
        agents_of[change.user_id] = user.agent_id
    return agents_of


def _columns(given: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: given[name] for name in OWN_COLUMNS if name in given}
    if "roles" in given:
        columns["roles"] = list(given["roles"])
    return columns


async def _write_skills(
    connection: AsyncConnection, workspace_id: str, agent_id: str, levels: Mapping[str, int]
) -> None:
    for skill_id, level in levels.items():
        if not 1 <= level <= 10:
            raise InvalidValue(field="skills")
        await _check_known(connection, skills.c.skill_id, [skill_id])
        await connection.execute(
            insert(agent_skills).values(
                workspace_id=workspace_id, agent_id=agent_id, skill_id=skill_id, level=level
            )
        )


async def _write_projects(
    connection: AsyncConnection, workspace_id: str, agent_id: str, project_ids: Sequence[str]
) -> None:
    await connection.execute(delete(agent_projects).where(agent_projects.c.agent_id == agent_id))
    await _check_known(connection, projects.c.project_id, project_ids)
    for project_id in dict.fromkeys(project_ids):
        row = {"workspace_id": workspace_id, "agent_id": agent_id, "project_id": project_id}
        await connection.execute(insert(agent_projects).values(row))


async def _check_known(connection: AsyncConnection, key: "Column[Any]", wanted: Sequence[str | None]) -> None:
    """A share lock keeps what is there from being removed before we commit. Raises UnknownReference."""
    for thing_id in wanted:
        if thing_id is None:
            continue
        found = select(key).where(key == thing_id, key.table.c.removed_at.is_(None))
        try:
            known = await connection.scalar(found.with_for_update(read=True))
        except StatementError:
            known = None
        if known is None:
            raise UnknownReference(kind=key.table.name, id=thing_id)
