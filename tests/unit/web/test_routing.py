"""The probe through the API: what is asked of the brain, and what is shown of its answer."""

from typing import cast

from msgspec import structs

from ringwell.customers.model import ContactChange
from ringwell.flows.messages import SkillLevel
from ringwell.journeys.config import FlowHead
from ringwell.journeys.dealing import WaitingCaller
from ringwell.journeys.probing import ProbeAnswer, ProbedAgent, ProbeQuestion, RingNow
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Number
from ringwell.routing.model import Queue
from ringwell.routing.preference import Acquaintance
from tests.support.edge import Json, RunningEdge, problem_of
from tests.support.edge_stores import IDS


async def test_a_probe_goes_to_the_brain_and_comes_back_with_names(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    chief = ringwell.person(acme, "chief", "supervisor")
    assert anna.agent_id is not None
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=IDS.new("prj"))
    await ringwell.stores.config.create(acme.workspace_id, queue, SYSTEM)
    await ringwell.brain.start()
    ringwell.brain.probed = ProbeAnswer(
        queue_id=queue.queue_id,
        waited_s=12,
        needs=(),
        rings=(RingNow(ring=0, by="age"), RingNow(ring=1, by=None, opens_in_s=18)),
        chosen=anna.agent_id,
        offered_to=None,
        paused=False,
        counts={"able": 1},
        agents=(
            ProbedAgent(
                agent_id=anna.agent_id, reason="able", ring=0, state="ready", not_ready=None, state_s=3
            ),
        ),
    )
    skill = IDS.new("skl")
    question: Json = {
        "queue_id": queue.queue_id,
        "waited_s": 12,
        "skills": [{"skill_id": skill, "level": 3}],
    }
    async with ringwell.browser(acme, chief) as browser:
        answer = await browser.json("POST", "/routing/probe", question)
        assert (answer["queue_name"], answer["chosen"]) == ("Orders", anna.agent_id)
        assert cast("list[Json]", answer["agents"])[0]["name"] == "Anna"
        assert ringwell.brain.probes == [
            (
                acme.workspace_id,
                ProbeQuestion(queue_id=queue.queue_id, waited_s=12, skills=(SkillLevel(skill, 3),)),
            )
        ]
        ringwell.brain.probed = None
        async with browser.session.post("/api/v1/routing/probe", json=question) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (404, "not_found")
        for none in ({}, {"queue_id": queue.queue_id, "interaction_id": IDS.new("int")}):
            async with browser.session.post("/api/v1/routing/probe", json=none) as reply:
                assert reply.status == 422
        await ringwell.brain.stop()
        async with browser.session.post("/api/v1/routing/probe", json=question) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (503, "brain_away")


async def test_a_probe_may_be_of_a_customer_and_of_none_of_another_workspace(ringwell: RunningEdge) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    chief = ringwell.person(acme, "chief", "supervisor")
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=IDS.new("prj"))
    await ringwell.stores.config.create(acme.workspace_id, queue, SYSTEM)
    await ringwell.brain.start()
    card = ringwell.stores.contacts.add(acme.workspace_id, "Ewa", "+48221234567")
    stranger = ringwell.stores.contacts.add(other.workspace_id, "Jan", "+48221234568")
    owner = IDS.new("agt")
    change = ContactChange(owner_agent_id=owner, key_customer=True, language="pl")
    await ringwell.stores.contacts.change(acme.workspace_id, card.contact_id, change, SYSTEM)
    asked: Json = {"queue_id": queue.queue_id, "contact_id": card.contact_id}
    async with ringwell.browser(acme, chief) as browser:
        for question in (asked, {**asked, "language": "ru"}, {**asked, "contact_id": stranger.contact_id}):
            async with browser.session.post("/api/v1/routing/probe", json=question) as reply:
                assert (await problem_of(reply))["code"] == "not_found"
    known = Acquaintance(owner_agent_id=owner, key_customer=True)
    assert [(each.who, each.language) for _, each in ringwell.brain.probes] == [(known, "pl"), (known, "ru")]


async def test_the_ways_of_a_number_are_those_of_its_published_flow(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    chief = ringwell.person(acme, "chief", "supervisor")
    place, stores = acme.workspace_id, ringwell.stores.config
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=IDS.new("prj"))
    flow = FlowHead(flow_id=IDS.new("flw"), name="Main")
    number = Number(
        number_id=IDS.new("num"), number="1", project_id=queue.project_id, flow_id=flow.flow_id, language="en"
    )
    for thing in (queue, flow, number):
        await stores.create(place, thing, SYSTEM)
    skill = IDS.new("skl")
    nodes = {
        "answer": {"type": "answer", "next": "wait"},
        "wait": {
            "type": "queue",
            "queue": queue.queue_id,
            "priority": 7,
            "skills": [{"skill": skill, "level": 4}],
        },
        "gone": {"type": "queue", "queue": IDS.new("que")},
    }
    document = {"format": 1, "id": "main", "language": "en", "start": "answer", "nodes": nodes}
    await stores.publish_flow(place, flow.flow_id, document, SYSTEM)
    async with ringwell.browser(acme, chief) as browser:
        ways = await browser.json("GET", f"/numbers/{number.number_id}/ways")
    assert ways["items"] == [
        {
            "node": "wait",
            "queue_id": queue.queue_id,
            "priority": 7,
            "skills": [{"skill_id": skill, "level": 4}],
        }
    ]


async def test_an_agent_sees_who_waits_whom_it_may_pull(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, chief = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "chief", "supervisor")
    queue = Queue(queue_id=IDS.new("que"), name="Orders", project_id=IDS.new("prj"))
    await ringwell.stores.config.create(acme.workspace_id, queue, SYSTEM)
    caller = WaitingCaller(
        interaction_id=IDS.new("int"),
        short_ref="K7204Q",
        queue_id=queue.queue_id,
        project_id=queue.project_id,
        language="pl",
        priority=5,
        waited_s=12.5,
        ring=1,
        offered=False,
        callback=True,
        message=True,
    )
    await ringwell.brain.start()
    ringwell.brain.waiting = {str(anna.agent_id): (caller,)}
    async with ringwell.browser(acme, anna) as browser:
        answer = await browser.json("GET", "/routing/waiting")
        assert answer == {"items": [{**structs.asdict(caller), "queue_name": "Orders"}]}
    async with (
        ringwell.browser(acme, chief) as browser,
        browser.session.get("/api/v1/routing/waiting") as reply,
    ):
        assert reply.status == 403
    await ringwell.brain.stop()
