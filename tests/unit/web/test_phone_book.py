"""Phone books by the API: one's own is one's own, the shared are kept by who oversees, and that stands in the audit."""

from typing import cast

from ringwell.access.model import AuditFilter
from ringwell.kernel.ids import TEAM
from tests.support.edge import RunningEdge
from tests.support.edge_stores import IDS

NUMBER = "600 100 200"


async def test_one_s_own_book_is_nobody_else_s(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, anna) as browser:
        made = await browser.json("POST", "/phone-book", {"name": "Jan", "number": NUMBER})
        assert (made["number"], made["scope"], made["may_change"]) == ("+48600100200", "own", True)
        async with browser.session.post("/api/v1/phone-book", json={"name": "J", "number": NUMBER}) as reply:
            assert reply.status == 409
        for body in (
            {"name": "Jan", "number": "no"},
            {"name": "", "number": NUMBER},
            {"name": "x", "number": "1", "scope": "team"},
        ):
            async with browser.session.post("/api/v1/phone-book", json=body) as reply:
                assert reply.status == 422
    path = f"/api/v1/phone-book/{made['entry_id']}"
    async with ringwell.browser(acme, boss) as browser:
        assert (await browser.json("GET", "/phone-book"))["items"] == []
        async with browser.session.put(path, json={"name": "x", "number": NUMBER}) as reply:
            assert reply.status == 404
        async with browser.session.delete(path) as reply:
            assert reply.status == 404


async def test_a_book_is_emptied_by_who_may_change_it_and_no_other_with_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    team, house = {"scope": "team", "team_id": IDS.new(TEAM)}, {"scope": "house"}
    path = f"/api/v1/phone-book?scope=team&team_id={team['team_id']}"
    async with ringwell.browser(acme, boss) as browser:
        for book in (team, house):
            await browser.json("POST", "/phone-book", {"name": "Jan", "number": NUMBER, **book})
    async with ringwell.browser(acme, anna) as browser:
        await browser.json("POST", "/phone-book", {"name": "Mine", "number": NUMBER})
        async with browser.session.delete(path) as reply:
            assert reply.status == 403
    async with ringwell.browser(acme, boss) as browser:
        for removed in (1, 0):
            async with browser.session.delete(path) as reply:
                assert await reply.json() == {"removed": removed}
        left = cast("list[dict[str, object]]", (await browser.json("GET", "/phone-book"))["items"])
        assert [each["scope"] for each in left] == ["house"]
    async with ringwell.browser(acme, anna) as browser:
        async with browser.session.delete("/api/v1/phone-book") as reply:
            assert reply.status == 422
        assert (await browser.json("DELETE", "/phone-book?scope=own"))["removed"] == 1
    audited = await ringwell.stores.audit.page(acme.workspace_id, AuditFilter(types=("phone_book.changed",)))
    assert [entry.params["what"] for entry in audited].count("emptied") == 2


async def test_the_house_s_book_is_imported_by_who_oversees_and_read_by_all(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    body = {"scope": "house", "text": "name,number\nTaxi,600100200\nTaxi again,600100200\n,1\n"}
    async with (
        ringwell.browser(acme, anna) as browser,
        browser.session.post("/api/v1/phone-book/import", json=body) as reply,
    ):
        assert reply.status == 403
    async with ringwell.browser(acme, boss) as browser:
        told = await browser.json("POST", "/phone-book/import", body)
    assert (told["added"], told["known"], told["faults"]) == (1, 1, [{"row": 4, "code": "name_missing"}])
    async with ringwell.browser(acme, anna) as browser:
        [item] = cast("list[dict[str, object]]", (await browser.json("GET", "/phone-book"))["items"])
        assert (item["scope"], item["may_change"]) == ("house", False)
        async with browser.session.delete(f"/api/v1/phone-book/{item['entry_id']}") as reply:
            assert reply.status == 403
    audited = await ringwell.stores.audit.page(acme.workspace_id, AuditFilter(types=("phone_book.changed",)))
    assert [entry.params for entry in audited] == [{"what": "imported"}]
