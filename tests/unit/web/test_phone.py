"""Telephones for pages."""

from ringwell.journeys.config import FlowHead
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Client, Number, Project
from tests.support.edge import RunningEdge, problem_of, running_edge
from tests.support.edge_stores import IDS


async def test_an_agent_s_page_becomes_a_phone_with_the_brain_away(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    await ringwell.brain.stop()
    async with ringwell.browser(acme, anna) as browser:
        phone = await browser.json("POST", "/phone")
    assert str(phone["phone_session_id"]).startswith("pho_")
    assert phone["uri"] == f"sip:{anna.endpoint}@127.0.0.1"
    assert phone["ws_path"] == "/ws"
    assert phone["ice_servers"] == [{"urls": "stun:stun.example:3478", "username": None, "credential": None}]


async def test_who_is_no_agent_gets_no_phone(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, boss) as browser, browser.session.post("/api/v1/phone") as reply:
        assert (reply.status, (await problem_of(reply))["code"]) == (403, "forbidden")


async def test_a_switch_that_is_down_is_said(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    ringwell.phones.down = True
    async with ringwell.browser(acme, anna) as browser, browser.session.post("/api/v1/phone") as reply:
        assert (reply.status, (await problem_of(reply))["code"]) == (503, "switch_away")


async def test_a_phone_s_secret_is_never_kept_for_a_repetition(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser:
        key = {"Idempotency-Key": "k"}
        first = await browser.json("POST", "/phone", headers=key)
        second = await browser.json("POST", "/phone", headers=key)
    assert first != second
    assert ringwell.stores.idempotency.kept == {}


async def test_try_offers_the_demo_s_numbers_and_a_phone(ringwell: RunningEdge) -> None:
    demo = ringwell.stores.workspaces.add("demo")
    config, place = ringwell.stores.config, demo.workspace_id
    client = Client(client_id=IDS.new("cli"), name="Shop")
    project = Project(project_id=IDS.new("prj"), client_id=client.client_id, name="Orders")
    flow = FlowHead(flow_id=IDS.new("flw"), name="Menu")
    for entity in (client, project, flow):
        await config.create(place, entity, SYSTEM)
    await config.publish_flow(place, flow.flow_id, {}, SYSTEM)
    for number, is_demo in (("1001", True), ("1000", True), ("+48221234567", False)):
        entity = Number(
            number_id=IDS.new("num"),
            number=number,
            project_id=project.project_id,
            flow_id=flow.flow_id,
            language="en",
            demo=is_demo,
        )
        await config.create(place, entity, SYSTEM)
    async with ringwell.program() as page:
        async with page.get("/api/v1/try/numbers") as reply:
            numbers = (await reply.json())["items"]
        async with page.post("/api/v1/try/phones") as reply:
            assert reply.status == 201
            assert (await reply.json())["endpoint"].startswith("t-")
    assert [each["number"] for each in numbers] == ["1000", "1001"]
    assert numbers[0] == {
        "number": "1000",
        "project_name": "Orders",
        "client_name": "Shop",
        "language": "en",
        "flow_name": "Menu",
    }


async def test_phones_for_try_are_not_given_without_end(ringwell: RunningEdge) -> None:
    ringwell.stores.workspaces.add("demo")
    async with ringwell.program() as page:
        statuses: list[int] = []
        for _ in range(25):
            async with page.post("/api/v1/try/phones") as reply:
                statuses.append(reply.status)
    assert statuses[:20] == [201] * 20
    assert 429 in statuses[20:]


async def test_try_is_of_the_demo_only() -> None:
    async with running_edge(demo=False) as ringwell, ringwell.program() as page:
        ringwell.stores.workspaces.add("demo")
        async with page.get("/api/v1/try/numbers") as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (404, "demo_only")
        async with page.post("/api/v1/try/phones") as reply:
            assert reply.status == 404
