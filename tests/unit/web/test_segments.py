"""Segments of callers at the API: named, ordered, with lists of numbers, and tried."""

from typing import cast

import pytest

from ringwell.customers.ports import KnownCaller
from tests.support.edge import Browser, RunningEdge, problem_of

MINE = "+48600100200"


async def test_an_administrator_names_segments_and_sees_who_belongs_to_them(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    admin = ringwell.person(acme, "admin", "administrator")
    ringwell.stores.segment_numbers.callers[MINE] = KnownCaller(
        contact_id="con_1", name="Jan", known=True, key_customer=True
    )
    async with ringwell.browser(acme, admin) as browser:
        debtor = await browser.json(
            "POST", "/segments", {"name": "Debtor", "place": 1, "rule": {"listed": True}}
        )
        await browser.json("POST", "/segments", {"name": "VIP", "place": 2, "rule": {"key": True}})
        assert await browser.json("POST", "/segments/try", {"to": "600 100 200"}) | {"name": ""} == {
            "caller_segment_id": (await _named(browser, "VIP"))["caller_segment_id"],
            "name": "",
            "known": True,
        }
        path = f"/segments/{debtor['caller_segment_id']}/numbers"
        told = await browser.json("POST", path, {"text": f"{MINE}\n600-100-200\nAnna"})
        assert told == {"added": 1, "there": 0, "wrong": 1, "faulty": [3]}
        assert (await browser.json("POST", "/segments/try", {"to": MINE}))["name"] == "Debtor"
        counts = await browser.json("GET", "/segment-counts")
        assert counts == {"counts": {debtor["caller_segment_id"]: 1}}
        async with browser.session.delete(f"/api/v1{path}") as reply:
            assert reply.status == 204
        assert (await browser.json("POST", "/segments/try", {"to": MINE}))["name"] == "VIP"
        unknown = await browser.json("POST", "/segments/try", {"to": "+4930123456"})
        assert (unknown["name"], unknown["known"]) == (None, False)


async def _named(browser: Browser, name: str) -> dict[str, object]:
    items = cast("list[dict[str, object]]", (await browser.json("GET", "/segments"))["items"])
    return next(each for each in items if each["name"] == name)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Nobody", "rule": {}},
        {"name": "Odd", "rule": {"prefixes": ["48"]}},
        {"name": "Odd", "rule": {"called_within_days": 0}},
        {"name": "Odd", "rule": {"languages": ["xx"]}},
        {"name": "", "rule": {"key": True}},
        {"name": "Odd", "rule": {"key": True}, "place": 0},
    ],
)
async def test_what_cannot_be_meant_is_refused(ringwell: RunningEdge, body: dict[str, object]) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    admin = ringwell.person(acme, "admin", "administrator")
    async with (
        ringwell.browser(acme, admin) as browser,
        browser.session.post("/api/v1/segments", json=body) as reply,
    ):
        assert reply.status == 422
        assert (await problem_of(reply))["code"] == "invalid"


async def test_others_do_not_change_them(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, boss) as browser:
        for path, body in (
            ("segments", {"name": "VIP", "rule": {"key": True}}),
            ("segments/csg_0192f3a0b1c27d3e8f4a5b6c7d8e9f00/numbers", {"text": MINE}),
        ):
            async with browser.session.post(f"/api/v1/{path}", json=body) as reply:
                assert reply.status == 403
        assert (await browser.json("POST", "/segments/try", {"to": MINE}))["name"] is None
