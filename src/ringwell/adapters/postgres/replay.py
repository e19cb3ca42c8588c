"""Reads a workspace's whole log and its projections as of one moment."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log_rows import event_of_row, select_events
from ringwell.adapters.postgres.tables import facts
from ringwell.adapters.postgres.tables.log import events as log
from ringwell.kernel.events import Event
from ringwell.kpis.facts import KEYS, FactTable, Row, Rows

PAGE: Final = 5000
_TABLES: Final = {
    "interactions": facts.interactions,
    "queue_visits": facts.queue_visits,
    "segments": facts.segments,
    "offers": facts.offers,
    "agent_intervals": facts.agent_intervals,
    "recordings": facts.recordings,
}


async def replay(
    database: Database, workspace_id: str, each: Callable[[Event], None]
) -> tuple[Rows, dict[FactTable, dict[str, Row]]]:
    """Rows rebuilt from the log, and rows as they are kept; `each` is given every event on the way.

    Both are held in memory: about a kilobyte for each interaction, segment, visit and offer.
    """
    rebuilt = Rows()
    kept: dict[FactTable, dict[str, Row]] = {}
    after = 0
    async with database.tenant(workspace_id, snapshot=True) as connection:
        while True:
            wanted = select_events().where(log.c.seq > after).order_by(log.c.seq).limit(PAGE)
            page = [event_of_row(row) for row in (await connection.execute(wanted)).mappings()]
            for event in page:
                rebuilt.take(event)
                each(event)
            if len(page) < PAGE:
                break
            after = page[-1].seq
        for table in KEYS:
            rows = (await connection.execute(select(_TABLES[table]))).mappings()
            plain = [{str(name): value for name, value in row.items()} for row in rows]
            kept[table] = {str(row[KEYS[table]]): _without_workspace(row) for row in plain}
    return rebuilt, kept


def _without_workspace(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "workspace_id"}
