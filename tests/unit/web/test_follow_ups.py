"""Callers who gave up: listed to who serves their queue, done once, called by the agent's own phone."""

from datetime import UTC, datetime
from typing import cast

import pytest

from ringwell.journeys.commands import CallFollowUp, ForgetCallback
from ringwell.kernel.events import SYSTEM, Event
from ringwell.outbound.messages import CallbackEnded
from ringwell.outbound.ports import FollowUp
from ringwell.projects.model import Client, Project
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import Queue
from tests.support.edge import IDS, RunningEdge


async def known(ringwell: RunningEdge, place: str, *, skill: str | None = None) -> FollowUp:
    """Somebody who gave up, in a queue that needs this skill."""
    stores = ringwell.stores
    client = Client(client_id=IDS.new("cli"), name="Oak")
    project = Project(project_id=IDS.new("prj"), client_id=client.client_id, name="Shop")
    needs = (SkillNeed(skill),) if skill else ()
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=project.project_id, needs=needs)
    for thing in (client, project, queue):
        await stores.config.create(place, thing, SYSTEM)
    contact = stores.contacts.add(place, "Maria", "+48600100200")
    row = stores.interactions.add(place, contact_id=contact.contact_id)
    found = FollowUp(
        interaction_id=row.interaction_id,
        short_ref="K7F",
        started_at=row.started_at,
        waited_ms=60_000,
        queue_id=queue.queue_id,
        number_id=None,
        project_id=None,
        client_id=None,
        contact_id=contact.contact_id,
    )
    stores.follow_ups.known[place][row.interaction_id] = found
    return found


async def test_who_is_to_be_called_is_listed_and_done_and_undone(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    found = await known(ringwell, acme.workspace_id)
    done = f"/api/v1/follow-ups/{found.interaction_id}/done"
    async with ringwell.browser(acme, boss) as browser:
        async with browser.session.get("/api/v1/follow-ups") as reply:
            [item] = (await reply.json())["items"]
        assert (item["name"], item["number"], item["queue_name"]) == ("Maria", "+48600100200", "Orders")
        for method, left in (("PUT", 0), ("DELETE", 1)):
            async with browser.session.request(method, done) as reply:
                assert reply.status == 204
            async with browser.session.get("/api/v1/follow-ups") as reply:
                assert len((await reply.json())["items"]) == left


@pytest.mark.parametrize("skilled", [True, False])
async def test_an_agent_sees_and_calls_those_of_the_queues_it_serves(
    ringwell: RunningEdge, skilled: bool
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    skill = None if skilled else "skl_" + "0" * 32
    found = await known(ringwell, acme.workspace_id, skill=skill)
    path = f"/api/v1/follow-ups/{found.interaction_id}/call"
    async with ringwell.browser(acme, anna) as browser:
        async with browser.session.get("/api/v1/follow-ups") as reply:
            assert len((await reply.json())["items"]) == skilled
        async with browser.session.post(path) as reply:
            assert reply.status == (202 if skilled else 404)
    asked = [command for _, _, command, _ in ringwell.brain.commands if isinstance(command, CallFollowUp)]
    assert len(asked) == skilled
    if asked:
        assert (asked[0].agent_id, asked[0].contact_id) == (anna.agent_id, found.contact_id)


async def test_who_is_erased_is_called_back_by_nobody(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    found = await known(ringwell, acme.workspace_id)
    callback = IDS.new("int")
    await ringwell.stores.callback_numbers.keep_for(
        acme.workspace_id, callback, found.contact_id, region="PL"
    )
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.delete(f"/api/v1/contacts/{found.contact_id}") as reply,
    ):
        assert reply.status == 204
    asked = [command for _, _, command, _ in ringwell.brain.commands if isinstance(command, ForgetCallback)]
    assert [command.interaction_id for command in asked] == [callback]


async def test_callbacks_of_past_days_are_read_by_who_oversees(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss, anna = ringwell.person(acme, "boss", "supervisor"), ringwell.person(acme, "anna", "agent")
    queue = IDS.new("que")
    late = CallbackEnded(queue_id=queue, result="kept", late=True)
    ringwell.stores.figures.events[acme.workspace_id] = [
        Event(
            event_id=IDS.new("evt"),
            workspace_id=acme.workspace_id,
            type="callback.ended",
            occurred_at=datetime(2026, 11, day, 23, 30, tzinfo=UTC),
            fact=late,
        )
        for day in (20, 22)
    ]
    path = "/figures/callbacks?from=2026-11-20&to=2026-11-22"
    async with ringwell.browser(acme, boss) as browser:
        [day] = cast("list[dict[str, object]]", (await browser.json("GET", path))["items"])
        async with browser.session.get("/api/v1/figures/callbacks?from=2026-01-01&to=2026-11-22") as reply:
            assert reply.status == 422
    assert (day["day"], day["queue_id"], day["kept"], day["late"]) == ("2026-11-21", queue, 1, 1)
    async with ringwell.browser(acme, anna) as browser, browser.session.get(f"/api/v1{path}") as reply:
        assert reply.status == 403
