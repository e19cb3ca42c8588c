"""An agent's own calls: for projects whose queues it serves, to numbers that may be called."""

from typing import cast

import pytest

from ringwell.journeys.commands import PlaceCall
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Client, Project
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import Queue
from tests.support.edge import IDS, RunningEdge

NUMBER = "+48600100200"


async def project(
    ringwell: RunningEdge, place: str, *, skill: str | None = None, name: str = "Shop"
) -> Project:
    stores = ringwell.stores
    client = Client(client_id=IDS.new("cli"), name="Oak")
    found = Project(
        project_id=IDS.new("prj"), client_id=client.client_id, name=name, shown_number="+48221234567"
    )
    needs = (SkillNeed(skill),) if skill else ()
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=found.project_id, needs=needs)
    for thing in (client, found, queue):
        await stores.config.create(place, thing, SYSTEM)
    return found


def asked(ringwell: RunningEdge) -> list[PlaceCall]:
    return [command for _, _, command, _ in ringwell.brain.commands if isinstance(command, PlaceCall)]


async def test_a_number_and_a_customer_are_called_for_the_project_and_stand_among_the_last(
    ringwell: RunningEdge,
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    shop = await project(ringwell, acme.workspace_id)
    contact = ringwell.stores.contacts.add(acme.workspace_id, "Maria", NUMBER)
    async with ringwell.browser(acme, anna) as browser:
        for whom in ({"number": "600 100 201"}, {"contact_id": contact.contact_id}):
            async with browser.session.post("/api/v1/calls", json=whom) as reply:
                assert reply.status == 202
        choices = await browser.json("GET", "/calls/choices")
    first, second = asked(ringwell)
    assert (first.agent_id, second.contact_id) == (anna.agent_id, contact.contact_id)
    kept = ringwell.stores.callback_numbers.kept
    assert (kept[first.call_id].number, kept[second.call_id].number) == ("+48600100201", NUMBER)
    [choice] = cast("list[dict[str, object]]", choices["projects"])
    assert (choice["project_id"], choice["number"]) == (shop.project_id, shop.shown_number)
    assert [each["number"] for each in cast("list[dict[str, object]]", choices["last"])] == [
        "+48600100201",
        NUMBER,
    ]


@pytest.mark.parametrize(
    ("whom", "status"),
    [
        ({"number": "112"}, 422),
        ({"number": "+49 30 901820"}, 422),
        ({"number": "no number"}, 422),
        ({}, 422),
        ({"number": NUMBER, "contact_id": "con_" + "0" * 32}, 422),
        ({"contact_id": "con_" + "0" * 32}, 404),
        ({"number": NUMBER, "project_id": "prj_" + "0" * 32}, 409),
    ],
)
async def test_what_may_not_be_called_is_not(
    ringwell: RunningEdge, whom: dict[str, str], status: int
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    await project(ringwell, acme.workspace_id)
    async with (
        ringwell.browser(acme, anna) as browser,
        browser.session.post("/api/v1/calls", json=whom) as reply,
    ):
        assert reply.status == status
    assert not asked(ringwell)


async def test_nobody_calls_for_a_project_that_is_not_theirs_and_only_agents_call(
    ringwell: RunningEdge,
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    foreign = await project(ringwell, acme.workspace_id, skill="skl_" + "0" * 32)
    body = {"number": NUMBER, "project_id": foreign.project_id}
    for person, status in ((anna, 409), (boss, 403)):
        async with (
            ringwell.browser(acme, person) as browser,
            browser.session.post("/api/v1/calls", json=body) as reply,
        ):
            assert reply.status == status
    assert not asked(ringwell)


async def test_another_workspace_s_customer_is_nobody(ringwell: RunningEdge) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    anna = ringwell.person(acme, "anna", "agent")
    await project(ringwell, acme.workspace_id)
    theirs = ringwell.stores.contacts.add(other.workspace_id, "Maria", NUMBER)
    async with (
        ringwell.browser(acme, anna) as browser,
        browser.session.post("/api/v1/calls", json={"contact_id": theirs.contact_id}) as reply,
    ):
        assert reply.status == 404
