"""The demo's own business system: there in the demo, and nowhere else."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.support.edge import RunningEdge


async def _told(edge: RunningEdge, path: str) -> tuple[int, Mapping[str, Any]]:
    async with ClientSession() as session, session.get(f"{edge.url}/demo-shop/{path}") as reply:
        return reply.status, await reply.json()


@pytest.mark.parametrize(
    ("path", "kind", "field", "value"),
    [
        ("orders/101", "order", "status", "new"),
        ("orders/4714", "order", "status", "sent"),
        ("orders/108", "order", "status", "delivered"),
        ("payments/105", "payment", "owed", False),
        ("payments/102", "payment", "total", "42.20"),
        ("documents/102", "document", "ready", True),
        ("documents/103", "document", "ready", False),
    ],
)
async def test_what_a_number_is_told(
    ringwell: RunningEdge, path: str, kind: str, field: str, value: object
) -> None:
    status, told = await _told(ringwell, path)
    assert status == 200
    assert told[kind][field] == value


@pytest.mark.parametrize("path", ["orders/100", "orders/x", "payments/1234567890123", "documents/٣"])
async def test_nobody_has_such_a_number(ringwell: RunningEdge, path: str) -> None:
    status, _ = await _told(ringwell, path)
    assert status == 404
