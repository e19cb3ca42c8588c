"""Past days by queue, as who oversees reads them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ringwell.kernel.events import SYSTEM
from ringwell.kpis.queues import QueueVisit
from ringwell.projects.model import Client, Project
from ringwell.routing.messages import VisitResult
from ringwell.routing.model import Queue
from tests.support.edge import IDS, RunningEdge

NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
"""Half past midnight of the 21st in Warsaw."""
PATH = "/figures/queues?from=2026-11-20&to=2026-11-21"


async def a_queue(ringwell: RunningEdge, place: str, target_s: int) -> Queue:
    client = Client(client_id=IDS.new("cli"), name="Oak")
    project = Project(project_id=IDS.new("prj"), client_id=client.client_id, name="Shop")
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=project.project_id, target_s=target_s)
    for thing in (client, project, queue):
        await ringwell.stores.config.create(place, thing, SYSTEM)
    return queue


def visit(queue_id: str, result: VisitResult, waited_s: int, at: datetime = NIGHT) -> QueueVisit:
    left = at + timedelta(seconds=waited_s)
    return QueueVisit(IDS.new("int"), queue_id, at, left, result, waited_s * 1000)


async def test_days_and_sums_by_the_queues_own_thresholds(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    queue = await a_queue(ringwell, acme.workspace_id, target_s=60)
    calls = [visit(queue.queue_id, "answered", 30), visit(queue.queue_id, "abandoned", 90)]
    before = visit(queue.queue_id, "answered", 90, NIGHT - timedelta(hours=2))
    figures = ringwell.stores.figures
    figures.visits[acme.workspace_id] = [*calls, before]
    figures.transfers[acme.workspace_id] = [(calls[0].interaction_id, NIGHT + timedelta(minutes=2))]
    async with ringwell.browser(acme, boss) as browser:
        answer: dict[str, Any] = await browser.json("GET", PATH)
    newer, older = answer["items"]
    assert (newer["day"], older["day"]) == ("2026-11-21", "2026-11-20")
    assert (newer["queue_name"], newer["project_name"]) == ("Orders", "Shop")
    assert (newer["service_level"], newer["abandon_rate"], newer["transfer_rate"]) == (0.5, 0.5, 1.0)
    assert (older["service_level"], older["transferred"]) == (0.0, 0)
    [of_queue] = answer["queues"]
    assert (of_queue["offered"], of_queue["average_wait_ms"], of_queue["transfer_rate"]) == (3, 60_000, 0.5)
    assert answer["total"]["answered"] == 2


async def test_nothing_happened_is_an_empty_answer(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, boss) as browser:
        answer: dict[str, Any] = await browser.json("GET", PATH)
    assert (answer["items"], answer["queues"], answer["total"]["offered"]) == ([], [], 0)
    assert answer["total"]["service_level"] is None


async def test_only_who_oversees_reads_them_and_not_for_ever(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss, anna = ringwell.person(acme, "boss", "supervisor"), ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser, browser.session.get(f"/api/v1{PATH}") as reply:
        assert reply.status == 403
    async with ringwell.browser(acme, boss) as browser:
        for days in ("from=2026-01-01&to=2026-11-21", "from=2026-11-21&to=2026-11-20"):
            async with browser.session.get(f"/api/v1/figures/queues?{days}") as reply:
                assert reply.status == 422
