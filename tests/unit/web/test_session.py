"""Signing in, staying in, signing out; and who is kept out."""

import asyncio

import pytest
from msgspec.structs import replace
from multidict import CIMultiDict

from ringwell.journeys.commands import SetPresence
from ringwell.kernel.events import SYSTEM
from tests.support.edge import RunningEdge, errors_of, problem_of, running_edge

FORM = {"login": "anna@acme", "password": "secret"}


async def test_sign_in_gives_a_cookie_that_scripts_cannot_read(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent", "supervisor")
    async with (
        ringwell.program() as page,
        page.post("/api/v1/session", json={**FORM, "login": " Anna@ACME "}) as reply,
    ):
        assert reply.status == 201
        me = await reply.json()
        cookie = reply.headers["Set-Cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert me["user_id"] == anna.user_id
    assert me["login"] == "anna@acme"
    assert (me["role"], me["roles"]) == ("supervisor", ["agent", "supervisor"])
    assert me["agent_id"] == anna.agent_id
    assert me["workspace"]["slug"] == "acme"
    assert me["workspace"]["demo"] is False


async def test_unknown_people_and_wrong_passwords_look_the_same(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    ringwell.person(acme, "anna", "agent")
    gone = ringwell.person(acme, "gone", "agent")
    ringwell.stores.users.known[(acme.workspace_id, gone.user_id)] = replace(gone, disabled=True)
    answers: list[object] = []
    wrong = [
        {"login": "anna@acme", "password": "wrong"},
        {"login": "bob@acme", "password": "wrong"},
        {"login": "anna@nowhere", "password": "wrong"},
        {"login": "anna", "password": "wrong"},
        {"login": "gone@acme", "password": "secret"},
    ]
    for number, form in enumerate(wrong, start=1):
        ringwell.stores.guard.failures.clear()
        async with ringwell.program() as page, page.post("/api/v1/session", json=form) as reply:
            assert reply.status == 401
            assert "Set-Cookie" not in reply.headers
            answers.append(await problem_of(reply))
        # The same work is done for each: the password is always hashed once.
        assert ringwell.stores.passwords.verified == number
    assert all(answer == answers[0] for answer in answers)


async def test_guesses_wait_and_the_right_password_waits_too(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    ringwell.person(acme, "anna", "agent")
    async with ringwell.program() as page:
        for _ in range(4):
            async with page.post("/api/v1/session", json={**FORM, "password": "guess"}) as reply:
                assert reply.status == 401
        verified = ringwell.stores.passwords.verified
        async with page.post("/api/v1/session", json=FORM) as reply:
            assert reply.status == 429
            assert int(reply.headers["Retry-After"]) >= 1
            assert (await problem_of(reply))["code"] == "too_many_attempts"
    assert ringwell.stores.passwords.verified == verified


async def test_many_guesses_at_once_do_not_pass_together(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    ringwell.person(acme, "anna", "agent")

    async def guess() -> int:
        async with (
            ringwell.program() as page,
            page.post("/api/v1/session", json={**FORM, "password": "guess"}) as reply,
        ):
            return reply.status

    statuses = await asyncio.gather(*(guess() for _ in range(12)))
    assert statuses.count(429) >= 6


async def test_success_forgets_the_account_s_slips_not_the_address_s(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    ringwell.person(acme, "anna", "agent")
    async with ringwell.program() as page:
        async with page.post("/api/v1/session", json={**FORM, "password": "slip"}):
            pass
        async with page.post("/api/v1/session", json=FORM) as reply:
            assert reply.status == 201
    assert {subject: count for subject, count in ringwell.stores.guard.failures.items() if count} == {
        "address:127.0.0.1": 1
    }


async def test_outside_demo_mode_the_demo_is_closed() -> None:
    form = {"login": "admin@demo", "password": "secret"}
    for demo, status in ((True, 201), (False, 403)):
        async with running_edge(demo=demo) as ringwell, ringwell.program() as page:
            ringwell.person(ringwell.stores.workspaces.add("demo"), "admin", "administrator")
            async with page.post("/api/v1/session", json=form) as reply:
                assert reply.status == status
                if not demo:
                    assert (await problem_of(reply))["code"] == "demo_closed"


async def test_behind_a_proxy_guesses_count_by_the_browser_s_address() -> None:
    for behind_proxy, subject in ((True, "address:192.0.2.7"), (False, "address:127.0.0.1")):
        async with running_edge(behind_proxy=behind_proxy) as ringwell, ringwell.program() as page:
            headers = CIMultiDict(
                [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.9, 192.0.2.7")]
            )
            async with page.post("/api/v1/session", json=FORM, headers=headers) as reply:
                assert reply.status == 401
            assert subject in ringwell.stores.guard.failures


async def test_no_other_site_can_sign_a_browser_in(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    ringwell.person(acme, "anna", "agent")
    evil = {"Origin": "https://evil.example"}
    async with ringwell.program() as page, page.post("/api/v1/session", json=FORM, headers=evil) as reply:
        assert reply.status == 403
        assert (await problem_of(reply))["code"] == "wrong_origin"


async def test_writes_with_a_cookie_need_our_page(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser:
        headers = {"Origin": "https://evil.example"}
        async with browser.session.patch("/api/v1/me", json={}, headers=headers) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (403, "wrong_origin")
        browser.session.headers.popall("X-Requested-With")
        async with browser.session.patch("/api/v1/me", json={}) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (403, "header_missing")
        browser.session.headers.popall("Origin")
        async with browser.session.patch("/api/v1/me", json={}) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (403, "wrong_origin")
        async with browser.session.get("/api/v1/me") as reply:
            assert reply.status == 200


async def test_signing_out_ends_the_session_at_the_server(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser:
        async with browser.session.delete("/api/v1/session") as reply:
            assert reply.status == 204
        async with browser.session.get(
            "/api/v1/me", cookies={ringwell.edge.settings.cookie: browser.token}
        ) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (401, "not_signed_in")


async def test_an_agent_who_has_signed_out_everywhere_is_offline(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, anna) as there, ringwell.browser(acme, anna) as here:
        await there.json("DELETE", "/session")
        assert ringwell.brain.commands == []
        await here.json("DELETE", "/session")
    async with ringwell.browser(acme, boss) as browser:
        await browser.json("DELETE", "/session")
    [(workspace_id, actor, command, _)] = ringwell.brain.commands
    assert (workspace_id, actor.id) == (acme.workspace_id, anna.user_id)
    assert command == SetPresence(agent_id=anna.agent_id or "", presence="offline")


@pytest.mark.parametrize("how", ["signed out", "new password", "other roles"])
async def test_an_agent_whom_an_administrator_signs_out_is_offline(ringwell: RunningEdge, how: str) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "administrator")
    path = f"/users/{anna.user_id}"
    changes = {
        "new password": {"password": "a-new-word-for-anna"},
        "other roles": {"roles": ["agent", "supervisor"]},
    }
    async with ringwell.browser(acme, anna), ringwell.browser(acme, boss) as browser:
        await browser.json("PATCH", path, {"language": "pl"}, {"If-Match": "*"})
        assert ringwell.brain.commands == []
        if how == "signed out":
            await browser.json("DELETE", f"{path}/sessions")
        else:
            await browser.json("PATCH", path, changes[how], {"If-Match": "*"})
    sent = [
        (actor.id, command)
        for _, actor, command, _ in ringwell.brain.commands
        if isinstance(command, SetPresence)
    ]
    assert sent == [(boss.user_id, SetPresence(agent_id=anna.agent_id or "", presence="offline"))]


async def test_signing_out_does_not_wait_for_a_brain(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    await ringwell.brain.stop()
    async with ringwell.browser(acme, anna) as browser:
        await browser.json("DELETE", "/session")


async def test_a_program_signs_in_by_its_token_alone(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    secret, _ = await ringwell.stores.tokens.make(
        acme.workspace_id, boss.user_id, "crm", ("administrator",), SYSTEM
    )
    async with (
        ringwell.program(secret) as program,
        program.patch("/api/v1/me", json={"language": "pl"}) as reply,
    ):
        assert reply.status == 200
        assert (await reply.json())["language"] == "pl"
    async with ringwell.program("rw_wrong") as program, program.get("/api/v1/me") as reply:
        assert reply.status == 401


async def test_a_wrong_authorization_header_is_not_made_good_by_a_cookie(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser:
        for value in ("Bearer rw_wrong", "Basic YTpi", "Bearer"):
            async with browser.session.get("/api/v1/me", headers={"Authorization": value}) as reply:
                assert reply.status == 401


async def test_what_is_not_named_stays(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser:
        await browser.json("PATCH", "/me", {"theme": "dark", "language": "ru"})
        me = await browser.json("PATCH", "/me", {"auto_answer": True})
        assert (me["theme"], me["language"], me["auto_answer"]) == ("dark", "ru", True)
        async with browser.session.patch("/api/v1/me", json={"theme": "pink", "x": 1}) as reply:
            assert await errors_of(reply) == {("theme", "literal_error"), ("x", "extra_forbidden")}
    assert ringwell.brain.reloaded == [acme.workspace_id]


async def test_a_new_password_needs_the_old_one_and_gives_this_browser_a_new_session(
    ringwell: RunningEdge,
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    new = "correct horse battery"
    async with ringwell.browser(acme, anna) as browser:
        for body, expected in [
            ({"current": "wrong", "new": new}, ("current", "wrong_password")),
            ({"current": "secret", "new": "short"}, ("new", "password_short")),
            ({"current": "secret", "new": "password12"}, ("new", "password_simple")),
        ]:
            async with browser.session.post("/api/v1/me/password", json=body) as reply:
                assert await errors_of(reply) == {expected}
        body = {"current": "secret", "new": new}
        async with browser.session.post("/api/v1/me/password", json=body) as reply:
            assert reply.status == 204
            assert ringwell.edge.settings.cookie in reply.headers["Set-Cookie"]
    assert ringwell.stores.users.hashes[anna.user_id] == f"hash of {new}"


async def test_the_database_being_away_is_said(ringwell: RunningEdge) -> None:
    ringwell.stores.workspaces.away = True
    async with ringwell.program() as page, page.post("/api/v1/session", json=FORM) as reply:
        assert (reply.status, reply.headers["Retry-After"]) == (503, "1")
        assert (await problem_of(reply))["code"] == "store_away"


async def test_bodies_that_are_none(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        headers = {"Content-Type": "application/json"}
        async with page.post("/api/v1/session", data=b"{", headers=headers) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (400, "not_json")
        async with page.post("/api/v1/session", data=b"x" * 3_000_000, headers=headers) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (413, "body_too_large")
        async with page.get("/api/v1/nothing") as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (404, "not_found")
