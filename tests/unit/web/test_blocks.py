"""The block list at the API: who oversees blocks, agents ask."""

from typing import cast

import pytest

from tests.support.edge import RunningEdge, problem_of


async def test_what_an_agent_asks_for_is_put_in_force_by_who_oversees(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    contact = ringwell.stores.contacts.add(acme.workspace_id, "Rude", "+48600100200")
    call = ringwell.stores.interactions.add(acme.workspace_id, contact_id=contact.contact_id)
    async with ringwell.browser(acme, anna) as browser:
        asked = await browser.json(
            "POST", "/blocks", {"interaction_id": call.interaction_id, "reason": "Shouts"}
        )
        async with browser.session.post("/api/v1/blocks", json={"value": "+48600", "reason": "x"}) as reply:
            assert reply.status == 422
        async with browser.session.get("/api/v1/blocks") as reply:
            assert reply.status == 403
        async with browser.session.delete(f"/api/v1/blocks/{asked['block_id']}") as reply:
            assert reply.status == 403
    assert (asked["state"], asked["value"], asked["kind"]) == ("asked", "+48600100200", "number")
    async with ringwell.browser(acme, boss) as browser:
        on = await browser.json("PATCH", f"/blocks/{asked['block_id']}", {"state": "on"})
        assert on["state"] == "on"
        for q, found in (("600100", 1), ("shouts", 1), ("nobody", 0)):
            listed = cast("list[object]", (await browser.json("GET", f"/blocks?q={q}"))["items"])
            assert len(listed) == found
        async with browser.session.delete(f"/api/v1/blocks/{asked['block_id']}") as reply:
            assert reply.status == 204
    assert ringwell.brain.reloaded == [acme.workspace_id] * 3


@pytest.mark.parametrize(
    "more",
    [
        {"value": "abc"},
        {"kind": "prefix", "value": "+48"},
        {"reason": ""},
        {"reason": "a\nb"},
        {"ends_at": "2020-01-01T00:00:00Z"},
        {"interaction_id": "int_" + "0" * 32},
    ],
)
async def test_what_cannot_be_meant_is_refused(ringwell: RunningEdge, more: dict[str, object]) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    body = {"kind": "number", "value": "+48600100200", "reason": "Rude", **more}
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.post("/api/v1/blocks", json=body) as reply,
    ):
        assert reply.status == 422
        assert (await problem_of(reply))["code"] in {"invalid", "invalid_value"}
    assert ringwell.stores.blocks.kept[acme.workspace_id] == {}
