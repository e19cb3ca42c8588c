"""Checks before a shift by the API: kept with who made them, due once a day, seen by who oversees."""

from datetime import timedelta
from typing import cast

import msgspec
import pytest

from ringwell.access.shift_checks import Measured, troubles
from ringwell.kernel.settings import WorkspaceSettings
from tests.support.edge import RunningEdge

GOOD = {"speech_db": -22.0, "noise_db": -60.0, "heard": True, "round_trip_ms": 20.0, "lost": 0.0}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"speech_db": -50.0}, ("microphone",)),
        ({"noise_db": -30.0}, ("noise",)),
        ({"heard": False, "lost": 0.5}, ("speaker", "network")),
        ({"round_trip_ms": 900.0}, ("network",)),
    ],
)
def test_what_is_to_be_seen_to(changed: dict[str, object], found: tuple[str, ...]) -> None:
    assert troubles(msgspec.convert(GOOD | changed, Measured)) == found


async def test_a_check_is_kept_and_due_again_the_next_day(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, jan = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "jan", "agent")
    boss = ringwell.person(acme, "boss", "supervisor")
    async with ringwell.browser(acme, anna) as browser:
        assert (await browser.json("GET", "/shift-checks"))["due"] is True
        made = await browser.json("POST", "/shift-checks", GOOD | {"noise_db": -20.0})
        assert made["troubles"] == ["noise"]
        listed = await browser.json("GET", "/shift-checks")
        assert (listed["due"], len(cast("list[object]", listed["items"]))) == (False, 1)
        for body in (GOOD | {"lost": 2}, GOOD | {"speech_db": 1e9}, {}):
            async with browser.session.post("/api/v1/shift-checks", json=body) as reply:
                assert reply.status == 422
    path = f"/shift-checks?user={anna.user_id}"
    async with (
        ringwell.browser(acme, jan) as browser,
        browser.session.get(f"/api/v1{path}") as reply,
    ):
        assert reply.status == 403
    async with ringwell.browser(acme, boss) as browser:
        assert len(cast("list[object]", (await browser.json("GET", path))["items"])) == 1
        async with browser.session.post("/api/v1/shift-checks", json=GOOD) as reply:
            assert reply.status == 403
    kept = ringwell.stores.shift_checks.kept[acme.workspace_id]
    kept[0] = msgspec.structs.replace(kept[0], at=kept[0].at - timedelta(days=1))
    async with ringwell.browser(acme, anna) as browser:
        assert (await browser.json("GET", "/shift-checks"))["due"] is True


async def test_where_the_workspace_wants_none_none_is_due(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    ringwell.stores.workspaces.decided[acme.workspace_id] = WorkspaceSettings(shift_check="off")
    async with ringwell.browser(acme, anna) as browser:
        assert (await browser.json("GET", "/shift-checks"))["due"] is False
