"""Announcements at the API: who oversees begins and ends them; languages that lack words are told of before."""

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from ringwell.access.model import Role, Workspace
from ringwell.flows.announcements import MOST
from ringwell.journeys.config import FlowHead
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Client, Number, Project
from tests.support.edge import Browser, Json, RunningEdge, problem_of
from tests.support.edge_stores import IDS
from tests.support.forms import TEXTS, typed
from tests.support.speech import ToneStudio, tone


@pytest.fixture
def acme(ringwell: RunningEdge) -> Workspace:
    return ringwell.stores.workspaces.add("acme")


async def numbers(ringwell: RunningEdge, place: str, *languages: str) -> list[Number]:
    client = Client(client_id=IDS.new("cli"), name="c")
    project = Project(project_id=IDS.new("prj"), client_id=client.client_id, name="p")
    flow = FlowHead(flow_id=IDS.new("flw"), name="f")
    made = [
        Number(
            number_id=IDS.new("num"),
            number=f"100{index}",
            project_id=project.project_id,
            flow_id=flow.flow_id,
            language=language,
        )
        for index, language in enumerate(languages)
    ]
    for each in (client, project, flow, *made):
        await ringwell.stores.config.create(place, each, SYSTEM)
    return made


def body(**fields: object) -> Json:
    soon = (datetime.now(UTC) + timedelta(minutes=30)).isoformat()
    return {"target": "all", "said": typed(**TEXTS), "ends_at": soon, **fields}


async def refused(browser: Browser, **fields: object) -> Json:
    async with browser.session.post("/api/v1/announcements", json=body(**fields)) as reply:
        problem = await problem_of(reply)
        assert reply.status == 422
        errors = cast("list[Json]", problem.get("errors") or [{"field": "", "code": problem["code"]}])
        return errors[0]


@pytest.mark.parametrize("role", ["administrator", "supervisor"])
async def test_one_is_begun_seen_by_everybody_and_ended(
    ringwell: RunningEdge, acme: Workspace, role: Role
) -> None:
    boss, anna = ringwell.person(acme, "boss", role), ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, boss) as browser, ringwell.browser(acme, anna) as desk:
        begun = await browser.json("POST", "/announcements", body())
        assert begun["on"] is True
        [on] = cast("list[Json]", (await desk.json("GET", "/announcements/on"))["items"])
        assert on["announcement_id"] == begun["announcement_id"]
        path = f"/announcements/{begun['announcement_id']}"
        async with desk.session.delete(f"/api/v1{path}") as reply:
            assert reply.status == 403
        await browser.json("DELETE", path)
        await browser.json("DELETE", path)
        assert (await desk.json("GET", "/announcements/on"))["items"] == []
        [kept] = cast("list[Json]", (await browser.json("GET", "/announcements"))["items"])
        assert (kept["on"], kept["ended_by_name"]) == (False, kept["made_by_name"])
    assert ringwell.brain.reloaded == [acme.workspace_id] * 3


async def test_languages_that_lack_words_are_told_before_it_begins(
    ringwell: RunningEdge, acme: Workspace
) -> None:
    boss = ringwell.person(acme, "boss", "supervisor")
    polish, _ = await numbers(ringwell, acme.workspace_id, "pl", "ru")
    async with ringwell.browser(acme, boss) as browser:
        error = await refused(browser, said=typed(en="Outage", pl="Awaria"))
        assert (error["code"], error["params"]) == ("announcement_lacks", {"languages": "ru"})
        assert ringwell.stores.announcements.kept[acme.workspace_id] == {}
        number = {"target": "number", "target_id": polish.number_id}
        await browser.json("POST", "/announcements", body(said=typed(pl="Awaria"), **number))
        await browser.json("POST", "/announcements", body(said=typed(pl="Awaria"), although_lacking=True))


async def test_nothing_begins_where_it_cannot_be_spoken_or_makes_no_sense(
    ringwell: RunningEdge, acme: Workspace
) -> None:
    boss = ringwell.person(acme, "boss", "supervisor")
    cast("ToneStudio", ringwell.edge.studio).mute.add("Awaria")
    past = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    never = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    async with ringwell.browser(acme, boss) as browser:
        error = await refused(browser, said=typed(en="Outage", pl="Awaria"))
        assert (error["field"], error["code"]) == ("said.pl", "speech_time_out")
        assert (await refused(browser, said={}))["code"] == "announcement_lacks"
        assert (await refused(browser, ends_at=past))["code"] == "announcement_end"
        assert (await refused(browser, ends_at=never))["code"] == "announcement_end"
        assert (await refused(browser, target="queue", target_id="que_" + "0" * 32))[
            "code"
        ] == "unknown_reference"
        assert (await refused(browser, prompt_id="pmt_" + "0" * 32))["code"] == "unknown_reference"
    assert ringwell.stores.announcements.kept[acme.workspace_id] == {}


async def test_a_prompt_is_said_as_it_is_now(ringwell: RunningEdge, acme: Workspace) -> None:
    boss = ringwell.person(acme, "boss", "administrator")
    async with ringwell.browser(acme, boss) as browser:
        prompt = await browser.json("POST", "/own-prompts", {"name": "Down", "said": typed(**TEXTS)})
        begun = await browser.json("POST", "/announcements", body(said={}, prompt_id=prompt["prompt_id"]))
        assert begun["said"] == prompt["said"]


async def test_a_caller_never_hears_more_than_two_minutes(ringwell: RunningEdge, acme: Workspace) -> None:
    boss = ringwell.person(acme, "boss", "administrator")
    first, second = await numbers(ringwell, acme.workspace_id, "en", "en")

    async with ringwell.browser(acme, boss) as browser:

        async def recorded(seconds: int) -> Json:
            async with browser.session.post(
                "/api/v1/sounds", data=tone(440, seconds), headers={"Content-Type": "audio/wav"}
            ) as reply:
                sound = cast("Json", await reply.json())
            return {"en": {"source": "recorded", "text": "Outage", "sound": sound["sound"]}}

        minute = await recorded(60)
        for number in (first, second):
            target = {"target": "number", "target_id": number.number_id}
            await browser.json("POST", "/announcements", body(said=minute, **target))
        await browser.json("POST", "/announcements", body(said=await recorded(50)))
        # Nobody calls two numbers at once: with this one it would be 60 + 50 + 11 seconds.
        error = await refused(browser, said=await recorded(11))
        assert (error["field"], error["code"]) == ("said", "announcement_long")
        assert error["params"] == {"seconds": 121, "most": 120}
        await browser.json("POST", "/announcements", body(said=await recorded(9)))


async def test_who_begins_too_many_is_told_so(ringwell: RunningEdge, acme: Workspace) -> None:
    boss = ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, boss) as browser:
        for _ in range(MOST):
            await browser.json("POST", "/announcements", body())
        async with browser.session.post("/api/v1/announcements", json=body()) as reply:
            problem = await problem_of(reply)
    assert (reply.status, problem["code"], problem["params"]) == (409, "no_room", {"kind": "announcements"})
