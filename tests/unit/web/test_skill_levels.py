"""The skills matrix through the API: many agents' levels in one request, whole or not at all."""

from typing import cast

from tests.support.edge import Json, RunningEdge, problem_of
from tests.support.edge_stores import IDS


async def test_levels_of_many_agents_change_together(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    anna, jan = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "jan", "agent")
    orders, polish = IDS.new("skl"), IDS.new("skl")

    def change(user_id: str, version: int, **levels: int | None) -> dict[str, object]:
        named = {"orders": orders, "polish": polish}
        return {
            "user_id": user_id,
            "version": version,
            "levels": {named[name]: level for name, level in levels.items()},
        }

    async with ringwell.browser(acme, boss) as browser:
        first = {"changes": [change(anna.user_id, 1, orders=7, polish=3), change(jan.user_id, 1, orders=2)]}
        reply = await browser.json("PATCH", "/skill-levels", first)
        saved = cast("list[Json]", reply["items"])
        assert [(user["name"], user["version"], user["skills"]) for user in saved] == [
            ("Anna", 2, {orders: 7, polish: 3}),
            ("Jan", 2, {orders: 2}),
        ]
        assert ringwell.brain.reloaded == [acme.workspace_id]

        stale = {"changes": [change(anna.user_id, 2, orders=None), change(jan.user_id, 1, orders=9)]}
        async with browser.session.patch("/api/v1/skill-levels", json=stale) as reply:
            problem = await problem_of(reply)
        assert (reply.status, problem["params"]) == (412, {"current": 2, "user": jan.user_id})
        whole = await browser.json("GET", f"/users/{anna.user_id}")
        assert whole["skills"] == {orders: 7, polish: 3}


async def test_levels_that_cannot_be(ringwell: RunningEdge) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    boss = ringwell.person(acme, "boss", "administrator")
    anna, stranger = ringwell.person(acme, "anna", "agent"), ringwell.person(other, "eve", "agent")
    skill = IDS.new("skl")
    fit: Json = {"user_id": anna.user_id, "version": 1, "levels": {skill: 5}}
    cases: list[tuple[list[Json], int]] = [
        ([fit, fit], 422),
        ([{**fit, "levels": {skill: 11}}], 422),
        ([{**fit, "levels": {}}], 422),
        ([], 422),
        ([{**fit, "user_id": boss.user_id}], 422),
        ([{**fit, "user_id": stranger.user_id}], 404),
    ]
    async with ringwell.browser(acme, boss) as browser:
        for changes, status in cases:
            async with browser.session.patch("/api/v1/skill-levels", json={"changes": changes}) as reply:
                assert reply.status == status, changes
    assert ringwell.stores.users.known[(other.workspace_id, stranger.user_id)] == stranger
