"""Questions to specialists by the API: who may ask whom, who reads and answers, and which pages are told."""

from datetime import UTC, datetime
from typing import cast

import msgspec

from ringwell.access.model import User, Workspace
from ringwell.adapters.web.live_pages import LivePages
from ringwell.agents.model import Answers, Team
from ringwell.customers.asides import LONGEST, MOST_IN_A_WHILE
from ringwell.kernel.events import SYSTEM
from tests.support.edge import Browser, RunningEdge, problem_of
from tests.support.edge_stores import IDS


class House:
    """Anna talks, Ewa is a specialist, Jan is neither, the boss oversees."""

    def __init__(self, ringwell: RunningEdge) -> None:
        self.ringwell = ringwell
        self.acme = ringwell.stores.workspaces.add("acme")
        self.anna, self.jan = self.person("anna"), self.person("jan")
        self.ewa = self.person("ewa")
        self.boss = ringwell.person(self.acme, "boss", "supervisor")
        self.call = ringwell.stores.interactions.add(self.acme.workspace_id).interaction_id
        ringwell.stores.asides.talking[self.call] = frozenset({self.anna.user_id})

    def person(self, name: str) -> User:
        return self.ringwell.person(self.acme, name, "agent")

    async def team(self) -> str:
        team = Team(team_id=IDS.new("tem"), name="Pumps", answers=Answers())
        stores, place = self.ringwell.stores, self.acme.workspace_id
        await stores.config.create(place, team, SYSTEM)
        key = (place, self.ewa.user_id)
        stores.users.known[key] = msgspec.structs.replace(stores.users.known[key], team_id=team.team_id)
        return team.team_id

    def question(self, team_id: str, **changes: object) -> dict[str, object]:
        return {
            "aside_id": IDS.new("asd"),
            "line_id": IDS.new("asl"),
            "interaction_id": self.call,
            "team_id": team_id,
            "text": "Is the pump covered?",
            **changes,
        }


async def status(browser: Browser, method: str, path: str, body: object) -> tuple[int, str]:
    async with browser.session.request(method, f"/api/v1{path}", json=body) as reply:
        return reply.status, "" if reply.status < 400 else str((await problem_of(reply))["code"])


async def listed(house: House, person: User, query: str = "") -> list[dict[str, object]]:
    async with house.ringwell.browser(house.acme, person) as browser:
        answer = await browser.json("GET", f"/asides{query}")
    return cast("list[dict[str, object]]", answer["items"])


async def test_a_question_reaches_the_group_and_nobody_else(ringwell: RunningEdge) -> None:
    house = House(ringwell)
    team = await house.team()
    asked = house.question(team)
    async with ringwell.browser(house.acme, house.anna) as browser:
        groups = await browser.json("GET", f"/aside-groups?interaction={house.call}")
        assert groups["items"] == [{"team_id": team, "name": "Pumps", "online": 0}]
        made = await browser.json("POST", "/asides", asked)
        assert (made["own_call"], made["unread"], made["may_write"]) == (True, 0, True)
    path = f"/asides/{asked['aside_id']}"
    line = {"line_id": IDS.new("asl"), "text": "Yes, for two years."}
    async with ringwell.browser(house.acme, house.jan) as browser:
        assert await status(browser, "POST", f"{path}/lines", line) == (404, "not_found")
        assert await status(browser, "PUT", f"{path}/solved", {}) == (404, "not_found")
    assert await listed(house, house.jan) == []
    assert await listed(house, house.jan, f"?interaction={house.call}") == []
    [seen] = await listed(house, house.ewa)
    assert (seen["own_call"], seen["unread"], seen["asker"]) == (False, 1, "Anna")
    async with ringwell.browser(house.acme, house.ewa) as browser:
        assert (await status(browser, "POST", f"{path}/lines", line))[0] == 201
        assert (await status(browser, "PUT", f"{path}/seen", {"lines": 200}))[0] == 204
        assert await status(browser, "PUT", f"{path}/solved", {}) == (403, "forbidden")
    [seen] = await listed(house, house.anna)
    lines = cast("list[dict[str, object]]", seen["lines"])
    assert [(each["author"], each["text"]) for each in lines] == [
        ("Anna", asked["text"]),
        ("Ewa", line["text"]),
    ]
    assert seen["unread"] == 1
    assert [each["unread"] for each in await listed(house, house.ewa)] == [0]
    async with ringwell.browser(house.acme, house.anna) as browser:
        assert (await status(browser, "PUT", f"{path}/solved", {}))[0] == 204
        assert await status(browser, "POST", f"{path}/lines", line | {"line_id": IDS.new("asl")}) == (
            409,
            "aside.over",
        )
    assert await listed(house, house.ewa) == []
    [kept] = await listed(house, house.boss, f"?interaction={house.call}")
    assert kept["over_at"] is not None
    assert len(cast("list[object]", kept["lines"])) == 2


async def test_only_who_is_in_the_call_asks_and_only_specialists(ringwell: RunningEdge) -> None:
    house = House(ringwell)
    team = await house.team()
    async with ringwell.browser(house.acme, house.jan) as browser:
        assert (await browser.json("GET", f"/aside-groups?interaction={house.call}"))["items"] == []
        assert await status(browser, "POST", "/asides", house.question(team)) == (409, "aside.not_your_call")
    async with ringwell.browser(house.acme, house.boss) as browser:
        assert await status(browser, "POST", "/asides", house.question(team)) == (403, "forbidden")
    others = Team(team_id=IDS.new("tem"), name="Others")
    elsewhere = Team(team_id=IDS.new("tem"), name="Else", answers=Answers(project_ids=(IDS.new("prj"),)))
    for each in (others, elsewhere):
        await ringwell.stores.config.create(house.acme.workspace_id, each, SYSTEM)
    async with ringwell.browser(house.acme, house.anna) as browser:
        for wrong in (others.team_id, elsewhere.team_id, IDS.new("tem")):
            assert await status(browser, "POST", "/asides", house.question(wrong)) == (422, "invalid")
        for text in ("", "  \n ", "x" * (LONGEST + 1), "a\x07"):
            assert (await status(browser, "POST", "/asides", house.question(team, text=text)))[0] == 422
        row = ringwell.stores.interactions.rows[(house.acme.workspace_id, house.call)]
        ended = msgspec.structs.replace(row, ended_at=datetime.now(UTC))
        ringwell.stores.interactions.rows[(house.acme.workspace_id, house.call)] = ended
        assert await status(browser, "POST", "/asides", house.question(team)) == (409, "aside.not_your_call")


async def test_who_has_left_the_group_or_was_disabled_reads_no_more(ringwell: RunningEdge) -> None:
    house = House(ringwell)
    team = await house.team()
    async with ringwell.browser(house.acme, house.anna) as browser:
        await browser.json("POST", "/asides", house.question(team))
    assert len(await listed(house, house.ewa)) == 1
    users, key = ringwell.stores.users, (house.acme.workspace_id, house.ewa.user_id)
    users.known[key] = msgspec.structs.replace(users.known[key], team_id=None)
    assert await listed(house, house.ewa) == []


async def test_writing_too_quickly_is_refused(ringwell: RunningEdge) -> None:
    house = House(ringwell)
    asked = house.question(await house.team())
    async with ringwell.browser(house.acme, house.anna) as browser:
        await browser.json("POST", "/asides", asked)
        answers = [
            await status(
                browser,
                "POST",
                f"/asides/{asked['aside_id']}/lines",
                {"line_id": IDS.new("asl"), "text": "?"},
            )
            for _ in range(MOST_IN_A_WHILE)
        ]
    assert answers[-1] == (429, "aside.too_quick")
    assert {code for code, _ in answers[:-1]} == {201}


class Page:
    def __init__(self, workspace: Workspace, user_id: str, team_id: str | None) -> None:
        self.workspace_id, self.user_id, self.team_id = workspace.workspace_id, user_id, team_id
        self.told: list[str] = []

    def tell(self, code: str) -> None:
        self.told.append(code)

    def recheck(self) -> None:
        raise AssertionError


async def test_pages_of_the_group_and_of_the_call_are_told(ringwell: RunningEdge) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    pages = LivePages()
    expert, talker = Page(acme, "usr_1", "tem_1"), Page(acme, "usr_2", None)
    strangers = Page(acme, "usr_3", "tem_2"), Page(other, "usr_2", "tem_1"), Page(acme, "usr_4", None)
    for page in (expert, talker, *strangers):
        pages.add(page)
    pages.asides_changed(acme.workspace_id, "tem_1", {"usr_2"})
    assert (expert.told, talker.told) == (["asides_changed"], ["asides_changed"])
    assert [page.told for page in strangers] == [[], [], []]
    pages.announcements_changed(other.workspace_id)
    assert [page.told for page in strangers] == [[], ["announcements_changed"], []]
