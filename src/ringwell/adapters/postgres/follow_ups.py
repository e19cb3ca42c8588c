"""Callers who gave up and are to be called, by their queues' rules: told by the interactions themselves, so that nobody is on the list twice.

Who was helped since, is being helped, asked for a callback or called again and gave up anew is not on it for the earlier call.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.tables.customers import follow_ups_done
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.setup import queues
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids
from ringwell.outbound.messages import FollowUpDone, FollowUpReopened
from ringwell.outbound.ports import FollowUp

LOOK_BACK: Final = timedelta(days=7)
MOST: Final = 500
CARED_FOR: Final = ("handled", "callback_asked")


class PostgresFollowUps:
    """The `FollowUps` port."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids

    async def all(self, workspace_id: str, *, done: bool = False) -> Sequence[FollowUp]:
        marked = follow_ups_done.c.interaction_id
        wanted = _wanted().where(marked.is_not(None) if done else marked.is_(None))
        async with self._database.tenant(workspace_id) as connection:
            rows = await connection.execute(wanted.order_by(interactions.c.started_at.desc()).limit(MOST))
            return [FollowUp(**row) for row in rows.mappings()]

    async def read(self, workspace_id: str, interaction_id: str) -> FollowUp:
        wanted = _wanted().where(interactions.c.interaction_id == interaction_id)
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).mappings().first()
        if row is None:
            raise NotFound(kind="follow_ups", id=interaction_id)
        return FollowUp(**row)

    async def set_done(self, workspace_id: str, interaction_id: str, user_id: str, by: Actor) -> None:
        about = await self.read(workspace_id, interaction_id)
        async with self._database.tenant(workspace_id) as connection:
            marked = (
                upsert(follow_ups_done)
                .values(workspace_id=workspace_id, interaction_id=interaction_id, user_id=user_id)
                .on_conflict_do_nothing()
                .returning(follow_ups_done.c.interaction_id)
            )
            if await connection.scalar(marked) is not None:
                fact = FollowUpDone(interaction_id=interaction_id, user_id=user_id)
                await self._tell(connection, workspace_id, about, fact, by)

    async def reopen(self, workspace_id: str, interaction_id: str, user_id: str, by: Actor) -> None:
        about = await self.read(workspace_id, interaction_id)
        async with self._database.tenant(workspace_id) as connection:
            unmarked = (
                delete(follow_ups_done)
                .where(follow_ups_done.c.interaction_id == interaction_id)
                .returning(follow_ups_done.c.interaction_id)
            )
            if await connection.scalar(unmarked) is not None:
                fact = FollowUpReopened(interaction_id=interaction_id, user_id=user_id)
                await self._tell(connection, workspace_id, about, fact, by)

    async def _tell(
        self,
        connection: Any,
        workspace_id: str,
        about: FollowUp,
        fact: FollowUpDone | FollowUpReopened,
        by: Actor,
    ) -> None:
        await tell_within(
            connection,
            self._ids,
            workspace_id,
            fact,
            by,
            interaction_id=about.interaction_id,
            client_id=about.client_id,
            project_id=about.project_id,
        )


def _wanted() -> Any:
    later = interactions.alias("later")
    since = datetime.now(UTC) - LOOK_BACK
    later_queue = queues.alias("later_queue")
    listed_itself = (
        exists()
        .where(later_queue.c.queue_id == later.c.queue_id, later.c.result == "abandoned_in_queue")
        .where(
            later.c.waited_ms >= later_queue.c.follow_up_after_s * 1000, later_queue.c.removed_at.is_(None)
        )
    )
    cared_for = exists().where(
        later.c.contact_id == interactions.c.contact_id,
        later.c.started_at > interactions.c.started_at,
        or_(later.c.result.in_(CARED_FOR), later.c.result.is_(None), listed_itself),
    )
    joined = interactions.join(queues, queues.c.queue_id == interactions.c.queue_id).outerjoin(
        follow_ups_done, follow_ups_done.c.interaction_id == interactions.c.interaction_id
    )
    return (
        select(
            interactions.c.interaction_id,
            interactions.c.short_ref,
            interactions.c.started_at,
            interactions.c.waited_ms,
            interactions.c.queue_id,
            interactions.c.number_id,
            interactions.c.project_id,
            interactions.c.client_id,
            interactions.c.contact_id,
            follow_ups_done.c.done_at,
            follow_ups_done.c.user_id.label("done_by"),
        )
        .select_from(joined)
        .where(
            interactions.c.result == "abandoned_in_queue",
            interactions.c.started_at > since,
            interactions.c.contact_id.is_not(None),
            queues.c.follow_up_after_s.is_not(None),
            interactions.c.waited_ms >= queues.c.follow_up_after_s * 1000,
            queues.c.removed_at.is_(None),
            ~cared_for,
        )
    )
