"""How calls went through a flow, counted from the trails that the log keeps of them."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import text

from ringwell.adapters.postgres.database import Database
from ringwell.flows.drafts import NodeCount, Traffic, WayCount
from ringwell.kernel.ids import uuid_of

_CALLS: Final = """
    SELECT interaction_id, ended_at, result, segments FROM interactions
    WHERE workspace_id = current_workspace() AND flow_id = :flow_id AND flow_version > 0 AND started_at >= :since
"""
_STEPS: Final = """
    SELECT e.interaction_id, e.seq, e.fact FROM events e JOIN calls USING (interaction_id)
    WHERE e.workspace_id = current_workspace() AND e.type = 'flow.stepped' AND e.recorded_at >= :since
"""
_WAYS: Final = text(f"""
    WITH calls AS ({_CALLS}), steps AS ({_STEPS})
    SELECT fact->'state'->'trail'->>at AS origin, fact->'state'->'trail'->>(at + 1) AS way,
        fact->'state'->'trail'->>(at + 2) AS target, count(*) AS calls
    FROM steps, generate_series(0, jsonb_array_length(coalesce(fact->'state'->'trail', '[]')) - 3, 2) AS at
    GROUP BY 1, 2, 3
""")  # noqa: S608 - our own words
_NODES: Final = text(f"""
    WITH calls AS ({_CALLS}), steps AS ({_STEPS}),
        last AS (SELECT DISTINCT ON (interaction_id) interaction_id, fact->>'node' AS node FROM steps
            ORDER BY interaction_id, seq DESC)
    SELECT node, count(*) FILTER (WHERE ended_at IS NULL AND segments = 0) AS here,
        count(*) FILTER (WHERE result IN ('abandoned_in_flow', 'abandoned_in_queue')) AS left
    FROM last JOIN calls USING (interaction_id) GROUP BY node
""")  # noqa: S608 - our own words
_COUNT: Final = text(f"WITH calls AS ({_CALLS}) SELECT count(*) FROM calls")  # noqa: S608 - our own words


class PostgresTraffic:
    """The `Traffics` port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, workspace_id: str, flow_id: str, since: datetime) -> Traffic:
        asked: dict[str, Any] = {"flow_id": uuid_of(flow_id), "since": since}
        async with self._database.tenant(workspace_id, snapshot=True) as connection:
            ways = [WayCount(*row) for row in await connection.execute(_WAYS, asked)]
            nodes = [NodeCount(*row) for row in await connection.execute(_NODES, asked)]
            calls = await connection.scalar(_COUNT, asked) or 0
        return Traffic(calls, ways, nodes)
