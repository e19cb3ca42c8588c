"""What has been decided about owners' answers, which are notes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.tables.customers import notes, owner_answers
from ringwell.customers.messages import AnswerState, OwnerAnswerDecided
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids


class PostgresOwnerAnswers:
    """The `OwnerAnswers` port."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids

    async def decided(self, workspace_id: str, note_ids: Sequence[str]) -> Mapping[str, AnswerState]:
        columns = owner_answers.c
        wanted = select(columns.note_id, columns.state).where(columns.note_id.in_(note_ids))
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings()
            return {row["note_id"]: row["state"] for row in rows}

    async def decide(
        self,
        workspace_id: str,
        interaction_id: str,
        note_id: str,
        state: AnswerState,
        user_id: str,
        by: Actor,
    ) -> None:
        of = select(notes.c.client_id, notes.c.project_id).where(
            notes.c.note_id == note_id, notes.c.interaction_id == interaction_id
        )
        async with self._database.tenant(workspace_id) as connection:
            about = (await connection.execute(of)).first()
            if about is None:
                raise NotFound(kind="notes", id=note_id)
            if state == "new":
                await connection.execute(delete(owner_answers).where(owner_answers.c.note_id == note_id))
            else:
                values = {"state": state, "decided_by": user_id}
                made = upsert(owner_answers).values(workspace_id=workspace_id, note_id=note_id, **values)
                await connection.execute(
                    made.on_conflict_do_update(index_elements=["workspace_id", "note_id"], set_=values)
                )
            await tell_within(
                connection,
                self._ids,
                workspace_id,
                OwnerAnswerDecided(note_id=note_id, user_id=user_id, state=state),
                by,
                interaction_id=interaction_id,
                client_id=about.client_id,
                project_id=about.project_id,
            )
