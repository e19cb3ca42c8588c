"""Levels of many agents, written with a few statements however many they are."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.adapters.postgres.tables.access import agent_skills
from ringwell.adapters.postgres.tables.setup import skills
from ringwell.kernel.errors import InvalidValue, UnknownReference


async def write_levels(
    connection: AsyncConnection, workspace_id: str, wanted: Mapping[str, Mapping[str, int | None]]
) -> None:
    """Agent id → skill id → the new level, None to take it away; what is not named stays."""
    cells = [
        (agent_id, skill_id, level)
        for agent_id, levels in wanted.items()
        for skill_id, level in levels.items()
    ]
    if any(level is not None and not 1 <= level <= 10 for _, _, level in cells):
        raise InvalidValue(field="levels")
    await _lock_skills(connection, {skill_id for _, skill_id, _ in cells})
    gone = [(agent_id, skill_id) for agent_id, skill_id, level in cells if level is None]
    if gone:
        cell = tuple_(agent_skills.c.agent_id, agent_skills.c.skill_id)
        await connection.execute(delete(agent_skills).where(cell.in_(gone)))
    kept = [
        {"workspace_id": workspace_id, "agent_id": agent_id, "skill_id": skill_id, "level": level}
        for agent_id, skill_id, level in cells
        if level is not None
    ]
    if kept:
        put = upsert(agent_skills)
        key = ["workspace_id", "agent_id", "skill_id"]
        put = put.on_conflict_do_update(index_elements=key, set_={"level": put.excluded.level})
        await connection.execute(put, kept)


async def _lock_skills(connection: AsyncConnection, wanted: Collection[str]) -> None:
    """A share lock keeps them from being removed before we commit. Raises UnknownReference."""
    there = select(skills.c.skill_id).where(skills.c.skill_id.in_(wanted), skills.c.removed_at.is_(None))
    try:
        rows = await connection.execute(there.order_by(skills.c.skill_id).with_for_update(read=True))
        known = set(rows.scalars())
    except StatementError:
        known = set[str]()
    for skill_id in sorted(set(wanted) - known):
        raise UnknownReference(kind="skills", id=skill_id)
