"""Administration over the API: versions, repetitions, clear problems, and the brain being told."""

import asyncio
import json
from collections.abc import Sequence
from typing import cast

import pytest

from ringwell.adapters.web.relay_live import SESSION_ENDED
from ringwell.journeys.commands import PhoneOpened
from ringwell.journeys.config import ConfigKind, Versioned
from ringwell.kernel.events import SYSTEM
from tests.support.edge import Browser, Json, RunningEdge, errors_of, problem_of
from tests.support.forms import administrator

FLOW: Json = {
    "format": 1,
    "id": "shop",
    "language": "en",
    "start": "hello",
    "nodes": {
        "hello": {"type": "answer", "next": "say"},
        "say": {"type": "say", "prompts": [{"prompt": "welcome"}], "next": "queue"},
        "queue": {"type": "queue", "queue": "Orders", "on_nobody": "bye"},
        "bye": {"type": "hangup"},
    },
}


async def make_project(browser: Browser) -> str:
    client = await browser.json("POST", "/clients", {"name": "Shop"})
    project = await browser.json("POST", "/projects", {"name": "Sales", "client_id": client["client_id"]})
    return str(project["project_id"])


async def test_a_queue_is_made_read_changed_and_removed(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        project_id = await make_project(browser)
        skill = await browser.json("POST", "/skills", {"name": " Polish "})
        assert skill["name"] == "Polish"
        needs = [{"skill_id": skill["skill_id"], "level": 3}]
        form = {"name": "Orders", "project_id": project_id, "needs": needs}
        queue = await browser.json("POST", "/queues", form)
        assert (queue["needs"], queue["target_s"], queue["version"]) == (needs, 20, 1)
        path = f"/api/v1/queues/{queue['queue_id']}"
        async with browser.session.get(path) as reply:
            assert reply.headers["ETag"] == '"1"'
        async with browser.session.patch(path, json={"target_s": 30}, headers={"If-Match": '"1"'}) as reply:
            assert (reply.status, reply.headers["ETag"]) == (200, '"2"')
            changed = await reply.json()
        assert changed == {**queue, "target_s": 30, "version": 2}
        async with browser.session.patch(path, json={"target_s": 40}, headers={"If-Match": '"1"'}) as reply:
            problem = await problem_of(reply)
            assert (reply.status, problem["code"], problem["params"]) == (
                412,
                "version_conflict",
                {"current": 2},
            )
        async with browser.session.delete(path, headers={"If-Match": '"1"'}) as reply:
            assert reply.status == 412
        async with browser.session.delete(path) as reply:
            assert reply.status == 204
        async with browser.session.get(path) as reply:
            assert reply.status == 404
    assert set(ringwell.brain.reloaded) == {acme.workspace_id}
    assert len(ringwell.brain.reloaded) == 6


async def test_edits_say_which_version_they_saw(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        skill = await browser.json("POST", "/skills", {"name": "Polish"})
        path = f"/api/v1/skills/{skill['skill_id']}"
        async with browser.session.patch(path, json={"name": "x"}) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (428, "if_match_missing")
        for value in ("1", '"x"', '"1", "2"'):
            async with browser.session.patch(path, json={"name": "x"}, headers={"If-Match": value}) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (400, "if_match_malformed")
        for value in ("*", 'W/"2"'):
            await browser.json("PATCH", f"/skills/{skill['skill_id']}", {"name": "x"}, {"If-Match": value})


async def test_problems_name_the_field(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    cases: list[tuple[str, Json, set[tuple[str, str]]]] = [
        ("/skills", {}, {("name", "missing")}),
        ("/skills", {"name": "  "}, {("name", "string_too_short")}),
        ("/skills", {"name": "a\u0001b"}, {("name", "control_character")}),
        ("/skills", {"name": "x" * 121}, {("name", "string_too_long")}),
        ("/skills", {"name": "x", "level": 1}, {("level", "extra_forbidden")}),
        ("/queues", {"name": "Q", "project_id": "7"}, {("project_id", "string_pattern_mismatch")}),
        (
            "/queues",
            {"name": "Q", "project_id": "prj_" + "0" * 32, "needs": [{"skill_id": "?", "level": 11}]},
            {("needs.0.skill_id", "string_pattern_mismatch"), ("needs.0.level", "less_than_equal")},
        ),
        (
            "/hours",
            {"name": "H", "document": {"zone": "Mars/Base", "weekly": {}}},
            {("document", "hours.unknown_zone")},
        ),
        (
            "/hours",
            {
                "name": "H",
                "document": {"zone": "UTC", "weekly": {"mon": [{"opens": "9", "closes": "24:01"}]}},
            },
            {
                ("document.weekly.mon.0.opens", "string_pattern_mismatch"),
                ("document.weekly.mon.0.closes", "string_pattern_mismatch"),
            },
        ),
        ("/trunks", {"name": "Bad Name"}, {("name", "string_pattern_mismatch")}),
        ("/trunks", {"name": "t", "password": 'a"\r\nb'}, {("password", "control_character")}),
        ("/trunks", {"name": "t", "addresses": ["::::"]}, {("addresses", "not_an_address")}),
        ("/trunks", {"name": "t", "addresses": ["1.2.3.4/99"]}, {("addresses", "not_an_address")}),
        ("/trunks", {"name": "t", "addresses": ["127.0.0.1"]}, {("addresses", "no_peers_address")}),
        ("/trunks", {"name": "t", "addresses": ["198.51.100.9"]}, {("addresses", "own_address")}),
        ("/trunks", {"name": "t", "addresses": ["10.0.0.0/8"]}, {("addresses", "network_too_wide")}),
        ("/trunks", {"name": "t", "registers": True}, {("server", "missing"), ("user", "missing")}),
        ("/trunks", {"name": "t", "server": "sip:["}, {("server", "not_a_server")}),
        (
            "/users",
            {"sign_in": "a b", "name": "A", "roles": []},
            {("sign_in", "string_pattern_mismatch"), ("roles", "too_short")},
        ),
        (
            "/users",
            {"sign_in": "anna", "name": "A", "roles": ["agent"], "password": "short"},
            {("password", "password_short")},
        ),
    ]
    async with administrator(ringwell, acme) as browser:
        for path, form, expected in cases:
            async with browser.session.post(f"/api/v1{path}", json=form) as reply:
                assert await errors_of(reply) == expected, path
    assert ringwell.brain.reloaded == []


NAMES_NOTHING: Json = {
    "teams": [],
    "sites": [],
    "groups": [],
    "lenders": [],
    "any_language": False,
    "in_site_hours": False,
}


async def test_a_queue_s_rings_come_back_and_stay_when_others_are_changed(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    pressure = {"measure": "waiting", "opens_at": 5, "closes_at": 2}
    rings = [
        {"after_s": 20.5, "pressure": None, "levels_less": 2, **NAMES_NOTHING},
        {"after_s": None, "pressure": pressure, "levels_less": 9, **NAMES_NOTHING},
    ]
    async with administrator(ringwell, acme) as browser:
        form = {"name": "Orders", "project_id": await make_project(browser), "rings": rings}
        queue = await browser.json("POST", "/queues", form)
        assert queue["rings"] == rings
        path, every = f"/api/v1/queues/{queue['queue_id']}", {"If-Match": "*"}
        async with browser.session.patch(path, json={"target_s": 30}, headers=every) as reply:
            assert (await reply.json())["rings"] == rings
        async with browser.session.patch(path, json={"rings": rings[:1]}, headers=every) as reply:
            assert (await reply.json())["rings"] == rings[:1]


@pytest.mark.parametrize(
    ("rings", "code"),
    [
        ([{"levels_less": 2}], "ring_never_opens"),
        ([{"after_s": 30, "levels_less": 1}, {"after_s": 20, "levels_less": 2}], "ring_opens_sooner"),
        ([{"after_s": 30, "levels_less": 2}, {"after_s": 40}], "ring_asks_more"),
        ([{"after_s": 30}], "ring_adds_nobody"),
        (
            [{"pressure": {"measure": "waiting", "opens_at": 5, "closes_at": 5}, "levels_less": 1}],
            "pressure_never_closes",
        ),
    ],
)
async def test_rings_that_cannot_be_meant_are_refused(
    ringwell: RunningEdge, rings: list[Json], code: str
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        form = {"name": "Orders", "project_id": await make_project(browser), "rings": rings}
        async with browser.session.post("/api/v1/queues", json=form) as reply:
            assert await errors_of(reply) == {("rings", code)}
        queue = await browser.json("POST", "/queues", {**form, "rings": []})
        path = f"/api/v1/queues/{queue['queue_id']}"
        async with browser.session.patch(path, json={"rings": rings}, headers={"If-Match": "*"}) as reply:
            assert await errors_of(reply) == {("rings", code)}


async def test_rings_name_teams_sites_groups_and_projects_that_lend(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        shop, bank = await make_project(browser), await make_project(browser)
        team = str((await browser.json("POST", "/teams", {"name": "North"}))["team_id"])
        site = str(
            (await browser.json("POST", "/sites", {"name": "Łódź", "zone": "Europe/Warsaw"}))["site_id"]
        )
        works: Json = {
            "sign_in": "anna",
            "name": "Anna",
            "roles": ["agent"],
            "team_id": team,
            "site_id": site,
        }
        anna = await browser.json("POST", "/users", {**works, "project_ids": [bank]})
        assert (anna["team_id"], anna["site_id"], anna["project_ids"]) == (team, site, [bank])
        form: Json = {"name": "Back office", "agent_ids": [anna["agent_id"]], "team_ids": [team]}
        group = await browser.json("POST", "/groups", form)
        assert form.items() <= group.items()
        rings: list[Json] = [
            {"after_s": 10.0, "levels_less": 0},
            {"after_s": 20.0, "levels_less": 2, "sites": [site], "groups": [group["group_id"]]},
            {"after_s": 30.0, "levels_less": 2, "sites": [site], "lenders": [bank]},
        ]
        whole: list[Json] = [{"pressure": None, **NAMES_NOTHING, **ring} for ring in rings]
        queue = await browser.json(
            "POST", "/queues", {"name": "Orders", "project_id": shop, "teams": [team], "rings": rings}
        )
        assert (queue["teams"], queue["sites"], queue["rings"]) == ([team], [], whole)


async def test_rings_that_call_people_who_are_not_there_are_refused(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        shop, bank = await make_project(browser), await make_project(browser)
        team = str((await browser.json("POST", "/teams", {"name": "North"}))["team_id"])
        group = str((await browser.json("POST", "/groups", {"name": "Back office"}))["group_id"])
        cases: list[tuple[Json, tuple[str, str]]] = [
            ({"teams": [team]}, ("teams", "teams_without_agents")),
            ({"rings": [{"after_s": 1, "groups": [group]}]}, ("rings", "groups_without_agents")),
            ({"rings": [{"after_s": 1, "lenders": [bank]}]}, ("rings", "lenders_without_agents")),
            ({"rings": [{"after_s": 1, "lenders": [shop]}]}, ("rings", "lending_cycle")),
        ]
        for part, expected in cases:
            form = {"name": "Orders", "project_id": shop, **part}
            async with browser.session.post("/api/v1/queues", json=form) as reply:
                assert await errors_of(reply) == {expected}, part


async def test_projects_that_would_borrow_from_each_other_are_refused(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        shop, bank = await make_project(browser), await make_project(browser)
        for number, project in enumerate((shop, bank)):
            works = {"sign_in": f"a{number}", "name": "A", "roles": ["agent"], "project_ids": [project]}
            await browser.json("POST", "/users", works)
        lent: Json = {"rings": [{"after_s": 30, "levels_less": 0, "lenders": [bank]}]}
        await browser.json("POST", "/queues", {"name": "Orders", "project_id": shop, **lent})
        queue = await browser.json("POST", "/queues", {"name": "Cards", "project_id": bank})
        back: Json = {"rings": [{"after_s": 30, "lenders": [shop]}]}
        path, every = f"/api/v1/queues/{queue['queue_id']}", {"If-Match": "*"}
        async with browser.session.patch(path, json=back, headers=every) as reply:
            assert await errors_of(reply) == {("rings", "lending_cycle")}
        async with browser.session.patch(path, json={"target_s": 30}, headers=every) as reply:
            assert reply.status == 200


async def test_a_site_in_a_zone_that_nobody_knows_is_refused(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    form = {"name": "X", "zone": "Mars/Base"}
    async with (
        administrator(ringwell, acme) as browser,
        browser.session.post("/api/v1/sites", json=form) as reply,
    ):
        assert await errors_of(reply) == {("zone", "unknown_zone")}


async def test_a_trunk_s_password_never_comes_back(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        form = {"name": "main", "server": "sip:provider.example:5060", "user": "u", "password": "hush-hush"}
        async with browser.session.post("/api/v1/trunks", json=form) as reply:
            made = await reply.text()
        async with browser.session.get("/api/v1/trunks") as reply:
            listed = await reply.text()
    assert "hush" not in made + listed
    assert json.loads(made)["has_password"] is True


async def test_a_change_of_a_trunk_is_judged_with_what_it_leaves_as_it_is(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        form = {"name": "main", "server": "sip:provider.example", "user": "u", "registers": True}
        trunk = await browser.json("POST", "/trunks", form)
        path, every = f"/api/v1/trunks/{trunk['trunk_id']}", {"If-Match": "*"}
        for change, fault in (
            ({"server": None}, ("server", "missing")),
            ({"addresses": ["198.51.100.0/24"]}, ("addresses", "own_address")),
        ):
            async with browser.session.patch(path, json=change, headers=every) as reply:
                assert await errors_of(reply) == {fault}
        async with browser.session.patch(
            path, json={"registers": False, "server": None}, headers=every
        ) as reply:
            assert reply.status == 200


async def test_lists_come_in_pages(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        for name in "edcba":
            await browser.json("POST", "/skills", {"name": name})
        seen: list[str] = []
        cursor, pages = "", 0
        while True:
            page = await browser.json("GET", f"/skills?limit=2{cursor}")
            seen += [str(each["name"]) for each in cast("list[Json]", page["items"])]
            pages += 1
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert (seen, pages) == (["a", "b", "c", "d", "e"], 3)
        async with browser.session.get("/api/v1/skills?cursor=nothing") as reply:
            assert await errors_of(reply) == {("cursor", "unknown_cursor")}
        async with browser.session.get("/api/v1/skills?limit=0") as reply:
            assert await errors_of(reply) == {("limit", "greater_than_equal")}


async def test_a_repeated_post_is_done_once(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        key = {"Idempotency-Key": "one"}
        first = await browser.json("POST", "/skills", {"name": "Polish"}, key)
        second = await browser.json("POST", "/skills", {"name": "Polish"}, key)
        assert first == second
        listed = await browser.json("GET", "/skills")
        assert len(cast("list[Json]", listed["items"])) == 1
        async with browser.session.post("/api/v1/skills", json={"name": "Other"}, headers=key) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (409, "already_exists")
        async with browser.session.post(
            "/api/v1/skills", json={}, headers={"Idempotency-Key": "two"}
        ) as reply:
            assert reply.status == 422
        async with browser.session.post("/api/v1/skills", json={"name": "Polish"}, headers=key) as reply:
            assert (reply.headers["Idempotency-Replayed"], reply.headers["ETag"]) == ("true", '"1"')
        # What was refused may be put right under the same key.
        await browser.json("POST", "/skills", {"name": "Good"}, {"Idempotency-Key": "two"})
        async with browser.session.post(
            "/api/v1/skills", json={"name": "x"}, headers={"Idempotency-Key": "x" * 201}
        ) as reply:
            assert (await problem_of(reply))["code"] == "idempotency_key_malformed"


async def test_people_and_their_sessions(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        skill = await browser.json("POST", "/skills", {"name": "Polish"})
        form: Json = {
            "sign_in": "Ewa",
            "name": "Ewa Nowak",
            "roles": ["agent"],
            "password": "a quiet green lamp",
            "skills": {str(skill["skill_id"]): 7},
        }
        ewa = await browser.json("POST", "/users", form)
        assert (ewa["sign_in"], ewa["role"]) == ("ewa", "agent")
        assert str(ewa["agent_id"]).startswith("agt_")
        async with browser.session.post("/api/v1/users", json=form) as reply:
            problem = await problem_of(reply)
            assert (reply.status, problem["code"], problem["params"]) == (
                409,
                "already_exists",
                {"field": "sign_in"},
            )
        user = await ringwell.stores.users.read(acme.workspace_id, str(ewa["user_id"]))
        async with ringwell.browser(acme, user) as page:
            live = await page.live()
            await live.socket.receive(timeout=5)
            change = await browser.json(
                "PATCH", f"/users/{ewa['user_id']}", {"disabled": True}, {"If-Match": '"1"'}
            )
            assert change["disabled"] is True
            assert await live.close_code() == 4401
            async with page.session.get("/api/v1/me") as reply:
                assert reply.status == 401


async def test_somebody_remains_administrator(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with ringwell.browser(acme, boss) as browser:
        path, any_version = f"/api/v1/users/{boss.user_id}", {"If-Match": "*"}
        for change in ({"disabled": True}, {"roles": ["agent"]}):
            async with browser.session.patch(path, json=change, headers=any_version) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (409, "last_administrator")
        async with browser.session.delete(path) as reply:
            assert reply.status == 409
        second = ringwell.person(acme, "second", "administrator")
        async with browser.session.delete(f"/api/v1/users/{second.user_id}") as reply:
            assert reply.status == 204


GONE = "The agent whom the call goes to is gone."


async def test_a_flow_is_checked_bound_and_published(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        project_id = await make_project(browser)
        flow = await browser.json("POST", "/flows", {"name": "Shop"})
        assert flow["published"] == 0
        path = f"/flows/{flow['flow_id']}/versions"
        findings = await browser.json("POST", "/flows/check", FLOW)
        assert findings["usable"] is False
        problem = cast("list[Json]", findings["problems"])[0]
        assert (problem["code"], problem["node"]) == ("flow.unknown_queue", "queue")
        assert problem["words"] == "There is no queue “Orders”."
        for agent, said in (
            ("Anna", "There is no agent “Anna” who could sign in."),
            ("agt_" + "0" * 32, GONE),
        ):
            rings: Json = {"type": "transfer", "agent": agent, "no_answer": "bye"}
            ringing = {**FLOW, "nodes": {**cast("Json", FLOW["nodes"]), "ring": rings}}
            findings = await browser.json("POST", "/flows/check", ringing)
            problems = cast("list[Json]", findings["problems"])
            assert said in [each["words"] for each in problems if each["node"] == "ring"]
        async with browser.session.post(f"/api/v1{path}", json=FLOW) as reply:
            refused = await problem_of(reply)
        assert (refused["status"], refused["code"]) == (422, "flow_refused")
        assert {(each["field"], each["code"]) for each in cast("list[Json]", refused["errors"])} == {
            ("queue", "flow.unknown_queue")
        }
        queue = await browser.json("POST", "/queues", {"name": "Orders", "project_id": project_id})
        version = await browser.json("POST", path, FLOW)
        assert version["version"] == 1
        nodes = cast("dict[str, Json]", cast("Json", version["document"])["nodes"])
        assert nodes["queue"]["queue"] == queue["queue_id"]
        listed = await browser.json("GET", path)
        assert [each["version"] for each in cast("list[Json]", listed["items"])] == [1]
        broken = {**FLOW, "nodes": {"hello": {"type": "answer", "next": "nowhere"}}}
        async with browser.session.post(f"/api/v1{path}", json=broken) as reply:
            errors = cast("list[Json]", (await problem_of(reply))["errors"])
        assert ("hello", "flow.missing_node") in {(each["field"], each["code"]) for each in errors}
        async with browser.session.post(f"/api/v1{path}", json={"format": 1}) as reply:
            assert (await problem_of(reply))["code"] == "flow_refused"
    assert ringwell.brain.reloaded.count(acme.workspace_id) == 4


async def test_two_people_draw_one_flow(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        flow = await browser.json("POST", "/flows", {"name": "Shop"})
        path = f"/flows/{flow['flow_id']}/draft"
        nothing = await browser.json("GET", path)
        assert (nothing["revision"], nothing["document"]) == (0, None)
        drawn: Json = {"base": 0, "document": {"any": "thing"}}
        saved = await browser.json("PUT", path, drawn, {"If-Match": '"0"'})
        assert (saved["revision"], saved["saved_by"]) == (1, "Boss")
        for headers, status in (({"If-Match": '"0"'}, 412), ({}, 428)):
            async with browser.session.put(f"/api/v1{path}", json=drawn, headers=headers) as reply:
                assert reply.status == status
        await browser.json("DELETE", path, None, {"If-Match": '"1"'})
        assert (await browser.json("GET", path))["revision"] == 0


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        ('{"x":NaN}', {"x": None}),
        ('{"x":"\\ud800"}', None),
        ('{"\\ud800":1}', None),
        ('{"x":' + "[" * 300 + "]" * 300 + "}", None),
        ('{"x":' + "[" * 900 + "]" * 900 + "}", None),
    ],
)
async def test_a_draft_that_could_not_be_told_again_is_not_kept(
    ringwell: RunningEdge, document: str, kept: Json | None
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        flow = await browser.json("POST", "/flows", {"name": "Shop"})
        path = f"/flows/{flow['flow_id']}/draft"
        headers = {"Content-Type": "application/json", "If-Match": '"0"'}
        form = f'{{"base":0,"document":{document}}}'
        async with browser.session.put(f"/api/v1{path}", data=form, headers=headers) as reply:
            assert (reply.status == 200) is (kept is not None)
            assert reply.status < 500
        read = await browser.json("GET", path)
        assert (read["revision"], read["document"]) == (int(kept is not None), kept)


async def test_a_draft_is_published_only_over_what_it_was_made_from(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        project_id = await make_project(browser)
        await browser.json("POST", "/queues", {"name": "Orders", "project_id": project_id})
        flow = await browser.json("POST", "/flows", {"name": "Shop"})
        path = f"/flows/{flow['flow_id']}/versions"
        published = await browser.json("POST", f"{path}?base=0", FLOW)
        assert (published["version"], published["published_by"]) == (1, None)
        assert (await browser.json("GET", f"{path}/1"))["document"] == published["document"]
        async with browser.session.post(f"/api/v1{path}?base=0", json=FLOW) as reply:
            assert reply.status == 412


async def test_what_is_published_while_a_document_is_being_judged_is_not_published_over(
    ringwell: RunningEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme, editor = ringwell.stores.workspaces.add("acme"), ringwell.stores.config
    async with administrator(ringwell, acme) as browser:
        project_id = await make_project(browser)
        await browser.json("POST", "/queues", {"name": "Orders", "project_id": project_id})
        flow_id = str((await browser.json("POST", "/flows", {"name": "Shop"}))["flow_id"])
        calm = editor.all_of

        async def all_of(workspace_id: str, kind: ConfigKind) -> Sequence[Versioned]:
            if kind == "skills":
                await editor.publish_flow(workspace_id, flow_id, {"by": "somebody else"}, SYSTEM)
            return await calm(workspace_id, kind)

        monkeypatch.setattr(editor, "all_of", all_of)
        async with browser.session.post(f"/api/v1/flows/{flow_id}/versions?base=0", json=FLOW) as reply:
            assert (reply.status, (await problem_of(reply))["params"]) == (412, {"current": 1})
        assert (await editor.flow_versions(acme.workspace_id, flow_id))[0].document == {"by": "somebody else"}


async def test_a_simulated_caller_walks_a_document_that_is_not_kept(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        asked: Json = {"document": FLOW, "caller": {"language": "pl"}}
        first = await browser.json("POST", "/flows/simulate", asked)
        said = [each for each in cast("list[Json]", first["happened"]) if each["type"] == "say"]
        assert said[0]["text"] == "welcome in pl"
        event: Json = {"type": "wait"}
        second = await browser.json(
            "POST", "/flows/simulate", {**asked, "state": first["state"], "event": event}
        )
        assert second["stage"] == "queued"
        for wrong in ({"state": {"node": 1}, "event": event}, {"document": {"format": 1}}):
            async with browser.session.post("/api/v1/flows/simulate", json={**asked, **wrong}) as reply:
                assert reply.status == 422


async def test_a_simulated_caller_speaks(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    menu = {
        "type": "menu",
        "prompts": [{"prompt": "welcome"}],
        "keys": {"1": "menu", "2": "bye"},
        "default": "bye",
        "hear": "both",
        "said": {"2": {"phrases": {"en": ["nothing, thanks"]}}},
    }
    number = {
        "type": "collect",
        "prompts": [{"prompt": "welcome"}],
        "variable": "order",
        "min_digits": 4,
        "hear": "both",
        "next": "bye",
        "default": "menu",
        "on_zero": "bye",
    }
    nodes = {"menu": menu, "number": number, "bye": {"type": "hangup"}}
    document = {**FLOW, "start": "menu", "nodes": nodes}
    async with administrator(ringwell, acme) as browser:

        async def walk(*events: Json, start: str = "menu") -> Json:
            asked: Json = {"document": {**document, "start": start}, "caller": {"language": "en"}}
            now = await browser.json("POST", "/flows/simulate", asked)
            for event in events:
                step: Json = {**asked, "state": now["state"], "event": event}
                now = await browser.json("POST", "/flows/simulate", step)
            return now

        first = await walk()
        [hear] = [each for each in cast("list[Json]", first["happened"]) if each["type"] == "hear"]
        assert hear["phrases"] == ["one", "nothing, thanks", "two"]
        assert (await walk({"type": "say", "text": "Nothing  THANKS!"}))["stage"] == "ended"
        unsure: Json = {"type": "say", "text": "two", "sure": False}
        asked = await walk(unsure)
        assert asked["node"] == "menu"
        assert (await walk(unsure, {"type": "say", "text": "yeah"}))["stage"] == "ended"
        assert cast("Json", (await walk({"type": "say", "text": "what?"}))["state"])["misses"] == 1
        assert cast("Json", (await walk({"type": "deaf"}))["state"])["by_keys"] is True
        near = await walk({"type": "say", "text": "I'd like nothing, thanks"})
        assert cast("Json", near["state"])["unsure"] == "2"
        four: Json = {"type": "say", "text": "four seven one four"}
        read_back = cast("Json", (await walk(four, start="number"))["state"])
        assert (read_back["unsure"], read_back["typed"]) == ("number", "4714")
        assert (await walk(four, {"type": "say", "text": "yes"}, start="number"))["stage"] == "ended"
        short = await walk({"type": "say", "text": "forty-seven"}, start="number")
        assert cast("Json", short["state"])["misses"] == 1
        assert (await walk({"type": "say", "text": "Operator!"}, start="number"))["stage"] == "ended"
        somebody: Json = {"type": "say", "text": "could I talk to some human being"}
        assert cast("Json", (await walk(somebody, start="number"))["state"])["unsure"] == "number"
        assert (await walk(somebody, {"type": "say", "text": "yes"}, start="number"))["stage"] == "ended"


async def test_a_draft_gets_a_number_and_a_phone(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        project_id = await make_project(browser)
        await browser.json("POST", "/queues", {"name": "Orders", "project_id": project_id})
        flow = await browser.json("POST", "/flows", {"name": "Shop"})
        path = f"/flows/{flow['flow_id']}/trial"
        made = await browser.json("POST", path, {"document": FLOW, "language": "en"})
        assert str(made["number"]).startswith("*99")
        assert cast("Json", made["phone"])["password"]
        [(trial, kept)] = ringwell.stores.drafts.trials
        assert (trial.number, "nodes" in kept) == (made["number"], True)
        async with browser.session.post(f"/api/v1{path}", json={"document": {}, "language": "en"}) as reply:
            assert reply.status == 422
        traffic = await browser.json("GET", f"/flows/{flow['flow_id']}/traffic?period=week")
        assert traffic["calls"] == 0
        prompts = await browser.json("GET", "/prompts")
        assert cast("list[Json]", prompts["items"])[0]["texts"] == {
            language: f"welcome in {language}" for language in ("en", "ru", "pl")
        }
        async with browser.session.get("/api/v1/prompts/welcome/audio?language=ru") as reply:
            assert await reply.read() == b"RIFF welcome ru"


async def test_settings_and_the_first_run(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        setup = await browser.json("GET", "/setup")
        steps = cast("list[Json]", setup["steps"])
        assert [step["code"] for step in steps] == ["trunk", "people", "queue", "flow", "number", "test_call"]
        assert not any(step["done"] for step in steps)
        changed = await browser.json(
            "PATCH", "/settings", {"language": "pl", "max_calls": 5}, {"If-Match": '"1"'}
        )
        assert (changed["language"], changed["max_calls"], changed["version"]) == ("pl", 5, 2)
        async with browser.session.patch(
            "/api/v1/settings", json={"zone": "Mars/Base"}, headers={"If-Match": "*"}
        ) as reply:
            assert await errors_of(reply) == {("zone", "unknown_zone")}


async def test_one_s_own_sessions(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, other = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "other", "agent")
    async with (
        ringwell.browser(acme, anna) as here,
        ringwell.browser(acme, anna) as there,
        ringwell.browser(acme, other) as theirs,
    ):
        listed = cast("list[Json]", (await here.json("GET", "/sessions"))["items"])
        assert sorted(bool(each["current"]) for each in listed) == [False, True]
        elsewhere = next(each["session_id"] for each in listed if not each["current"])
        async with theirs.session.delete(f"/api/v1/sessions/{elsewhere}") as reply:
            assert reply.status == 404
        await here.json("DELETE", f"/sessions/{elsewhere}")
        async with there.session.get("/api/v1/me") as reply:
            assert reply.status == 401
    async with administrator(ringwell, acme) as boss, ringwell.browser(acme, other) as theirs:
        await boss.json("DELETE", f"/users/{other.user_id}/sessions")
        async with theirs.session.get("/api/v1/me") as reply:
            assert reply.status == 401


async def test_a_page_that_is_signed_out_by_others_is_no_telephone_any_more(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with administrator(ringwell, acme) as boss:
        await boss.json("DELETE", f"/users/{anna.user_id}/sessions")
        assert ringwell.phones.removed == [anna.endpoint]
        await boss.json("PATCH", f"/users/{anna.user_id}", {"name": "Anna Maria"}, {"If-Match": "*"})
        assert ringwell.phones.removed == [anna.endpoint]
        endings = [
            {"password": "correct horse battery"},
            {"disabled": True},
            {"roles": ["agent", "supervisor"]},
        ]
        for number, ends in enumerate(endings, start=2):
            ringwell.brain.commands.clear()
            await boss.json("PATCH", f"/users/{anna.user_id}", ends, {"If-Match": "*"})
            assert ringwell.phones.removed == [anna.endpoint] * number
            first = ringwell.brain.commands[0][2]  # the call that it may have is not its any more
            assert isinstance(first, PhoneOpened)
            assert first.agent_id == anna.agent_id


async def test_the_live_socket_of_a_revoked_token_is_closed(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        made = await browser.json("POST", "/api-tokens", {"name": "CRM", "roles": ["administrator"]})
        async with (
            ringwell.program(str(made["secret"])) as program,
            program.ws_connect("/api/v1/live") as socket,
        ):
            await browser.json("DELETE", f"/api-tokens/{made['token_id']}")
            async with asyncio.timeout(5):
                async for _ in socket:
                    pass
            assert socket.close_code == SESSION_ENDED


async def test_tokens_are_shown_once_and_stop_when_revoked(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        made = await browser.json("POST", "/api-tokens", {"name": "CRM", "roles": ["administrator"]})
        secret = str(made["secret"])
        async with browser.session.get("/api/v1/api-tokens") as reply:
            assert secret not in await reply.text()
        form = {"name": "x", "roles": ["supervisor"]}
        async with browser.session.post("/api/v1/api-tokens", json=form) as reply:
            assert await errors_of(reply) == {("roles", "role_not_yours")}
        async with ringwell.program(secret) as program:
            async with program.post("/api/v1/skills", json={"name": "By a program"}) as reply:
                assert reply.status == 201
            more = {"name": "more", "roles": ["administrator"]}
            async with program.post("/api/v1/api-tokens", json=more) as reply:
                assert reply.status == 403
            await browser.json("DELETE", f"/api-tokens/{made['token_id']}")
            async with program.get("/api/v1/me") as reply:
                assert reply.status == 401


async def test_two_numbers_do_not_stand_for_the_same_one(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        project_id = await make_project(browser)
        flow = (await browser.json("POST", "/flows", {"name": "Shop"}))["flow_id"]
        form = {"project_id": project_id, "flow_id": flow, "language": "en", "stands_for": ["+48221000100"]}
        first = await browser.json("POST", "/numbers", {**form, "number": "1001"})
        async with browser.session.post("/api/v1/numbers", json={**form, "number": "1002"}) as reply:
            assert await errors_of(reply) == {("stands_for", "stood_for_already")}
        path = f"/api/v1/numbers/{first['number_id']}"
        same = {"stands_for": ["+48221000100", "+48221000101"]}
        async with browser.session.patch(path, json=same, headers={"If-Match": "*"}) as reply:
            assert reply.status == 200


async def test_a_project_greets_in_the_languages_that_callers_are_spoken_to_in(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        path = f"/api/v1/projects/{await make_project(browser)}"
        greetings = {"en": "Good day, {project}, {agent} here", "pl": "Dzień dobry, {caller}"}
        seen = {"If-Match": '"1"'}
        async with browser.session.patch(
            path, json={"greetings": greetings, "says_recorded": True}, headers=seen
        ) as reply:
            changed = await reply.json()
        assert (changed["greetings"], changed["says_recorded"]) == (greetings, True)
        for refused in (
            {"en": "This is {agnet}"},
            {"en": "{"},
            {"en": ""},
            {"en": "Hi\nthere"},
            {"xx": "Hi"},
            {"en": "a" * 401},
        ):
            async with browser.session.patch(
                path, json={"greetings": refused}, headers={"If-Match": '"2"'}
            ) as reply:
                assert reply.status == 422, refused

        async with browser.session.patch(
            path, json={"greetings": {"ru": "{name}"}}, headers={"If-Match": '"2"'}
        ) as reply:
            errors = (await problem_of(reply))["errors"]
        assert errors == [
            {"field": "greetings", "code": "greeting_name", "params": {"language": "ru", "name": "{name}"}}
        ]
