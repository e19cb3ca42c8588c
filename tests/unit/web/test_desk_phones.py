"""Who has a desk phone, and its password."""

from ringwell.calls.listening import overseers_endpoint
from ringwell.journeys.commands import StopListening
from tests.support.edge import RunningEdge, problem_of

ANY = {"If-Match": "*"}


async def test_an_administrator_makes_a_desk_phones_password_and_it_ends_with_the_kind(
    ringwell: RunningEdge,
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    anna = ringwell.person(acme, "anna", "agent")
    path = f"/users/{anna.user_id}"
    async with ringwell.browser(acme, boss) as browser:
        async with browser.session.post(f"/api/v1{path}/desk-phone") as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (409, "no_desk_phone")
        changed = await browser.json("PATCH", path, {"phone_kind": "desk"}, ANY)
        assert changed["phone_kind"] == "desk"
        made = await browser.json("POST", f"{path}/desk-phone", headers={"Idempotency-Key": "k"})
        assert (made["user"], made["server"]) == (anna.endpoint, "192.0.2.7:5060")
        assert ringwell.stores.idempotency.kept == {}
        assert ringwell.phones.made == [anna.endpoint]
        assert ringwell.phones.removed == [anna.endpoint] * 2  # the page's, and whoever had the old password
        await browser.json("PATCH", path, {"name": "Anna Maria"}, ANY)
        assert ringwell.phones.made == [anna.endpoint]
        await browser.json("PATCH", path, {"phone_kind": "browser"}, ANY)
        assert ringwell.phones.made == []


async def test_a_page_is_no_phone_of_who_has_a_desk_phone(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, boss) as browser:
        await browser.json("PATCH", f"/users/{anna.user_id}", {"phone_kind": "desk"}, ANY)
    anna = await ringwell.stores.users.read(acme.workspace_id, anna.user_id)
    async with ringwell.browser(acme, anna) as browser:
        assert (await browser.json("GET", "/me"))["phone_kind"] == "desk"
        async with browser.session.post("/api/v1/phone") as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (409, "desk_phone")


async def test_a_change_while_the_switch_is_away_is_kept_and_told_as_waiting(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    anna = ringwell.person(acme, "anna", "agent")
    path = f"/users/{anna.user_id}"
    async with ringwell.browser(acme, boss) as browser:
        before = await browser.json("GET", path)
        assert before["phone_waits"] is False
        ringwell.phones.down = True
        changed = await browser.json("PATCH", path, {"phone_kind": "desk"}, ANY)
        assert (changed["phone_kind"], changed["phone_waits"]) == ("desk", True)
        read = await browser.json("GET", path)
        assert (read["phone_kind"], read["phone_waits"]) == ("desk", True)


async def test_who_may_not_oversee_any_more_has_no_phone_for_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    lead = ringwell.person(acme, "lead", "supervisor")
    async with ringwell.browser(acme, boss) as browser:
        await browser.json("PATCH", f"/users/{lead.user_id}", {"name": "Lea"}, ANY)
        assert ringwell.phones.removed == []
        await browser.json("PATCH", f"/users/{lead.user_id}", {"disabled": True}, ANY)
    assert ringwell.phones.removed == [overseers_endpoint(lead.user_id)]


async def test_who_is_signed_out_by_others_is_in_on_no_call_any_more(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    lead = ringwell.person(acme, "lead", "supervisor")
    async with ringwell.browser(acme, boss) as browser:
        await browser.json("DELETE", f"/users/{lead.user_id}/sessions")
    assert ringwell.phones.removed == [overseers_endpoint(lead.user_id)]
    [(workspace_id, actor, command, _)] = ringwell.brain.commands
    assert (workspace_id, actor.on_behalf_of, command) == (acme.workspace_id, lead.user_id, StopListening())
