"""Checks before a shift by the API: kept with who made them, due once a day, seen by who oversees."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import cast
from uuid import uuid4

import msgspec
import pytest

from ringwell.access.model import User, UserChange
from ringwell.access.shift_checks import Measured, troubles
from ringwell.adapters.web import vetting
from ringwell.adapters.web.live import Hello, Reply
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.settings import WorkspaceSettings
from tests.support.edge import IDS, Browser, LiveSocket, RunningEdge

GOOD = {"speech_db": -22.0, "noise_db": -60.0, "heard": True, "round_trip_ms": 20.0, "lost": 0.0}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"speech_db": -50.0}, ("microphone",)),
        ({"noise_db": -30.0}, ("noise",)),
        ({"heard": False, "lost": 0.5}, ("speaker", "network")),
        ({"round_trip_ms": 900.0}, ("network",)),
        ({"echo_db": -1.0}, ()),
        ({"echo_db": -120.0}, ("line",)),
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


async def test_where_one_is_required_nobody_is_ready_without_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    ringwell.stores.workspaces.decided[acme.workspace_id] = WorkspaceSettings(shift_check="required")
    async with ringwell.browser(acme, anna) as browser:
        socket = await _at_the_brain(browser)
        assert await _asks(socket, anna, "ready") == "shift_check.required"
        assert await _asks(socket, anna, "not_ready") is None
        await browser.json("POST", "/shift-checks", GOOD)
        assert await _asks(socket, anna, "ready") is None
    kept = ringwell.stores.shift_checks.kept[acme.workspace_id]
    kept[0] = msgspec.structs.replace(kept[0], at=kept[0].at - timedelta(days=1))
    async with ringwell.browser(acme, boss) as browser:
        socket = await _at_the_brain(browser)
        assert await _asks(socket, anna, "ready") is None
    async with ringwell.browser(acme, anna) as browser:
        socket = await _at_the_brain(browser)
        assert await _asks(socket, anna, "ready") == "shift_check.required"
    async with ringwell.browser(acme, ringwell.person(acme, "owner", "administrator")) as browser:
        await browser.json("PATCH", "/settings", {"shift_check": "offered"}, {"If-Match": '"1"'})
    async with ringwell.browser(acme, anna) as browser:
        socket = await _at_the_brain(browser)
        assert await _asks(socket, anna, "ready") is None, "what was changed here is known here at once"


async def test_of_a_desk_phone_none_is_required(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    jan = ringwell.person(acme, "jan", "agent")
    await ringwell.stores.users.change(acme.workspace_id, jan.user_id, UserChange(phone_kind="desk"), SYSTEM)
    ringwell.stores.workspaces.decided[acme.workspace_id] = WorkspaceSettings(shift_check="required")
    async with ringwell.browser(acme, jan) as browser:
        socket = await _at_the_brain(browser)
        assert await _asks(socket, jan, "ready") is None


async def test_nor_ready_by_the_end_of_a_wrap_up(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    ringwell.stores.workspaces.decided[acme.workspace_id] = WorkspaceSettings(shift_check="required")
    async with ringwell.browser(acme, anna) as browser:
        socket = await _at_the_brain(browser)
        done = {"type": "finish_wrap_up", "agent_id": anna.agent_id, "interaction_id": IDS.new("int")}
        assert await _told(socket, {**done, "then": "ready"}) == "shift_check.required"
        assert await _told(socket, {**done, "then": "not_ready"}) is None
        assert await _told(socket, done) is None
        await browser.json("POST", "/shift-checks", GOOD)
        assert await _told(socket, {**done, "then": "ready"}) is None


async def test_a_database_that_stands_still_holds_up_nobody(
    ringwell: RunningEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")

    let_go = asyncio.Event()

    async def never(*_: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await let_go.wait()  # as the driver does, which asks the database to stop what it was asked for

    monkeypatch.setattr(vetting, "LONGEST_S", 0.01)
    monkeypatch.setattr(ringwell.stores.workspaces, "settings", never)
    monkeypatch.setattr(ringwell.stores.promises, "read", never)
    async with ringwell.browser(acme, anna) as browser:
        socket = await _at_the_brain(browser)
        assert await _asks(socket, anna, "ready") is None
        said = {"type": "owner_said", "agent_id": anna.agent_id, "interaction_id": IDS.new("int")}
        wanted = {**said, "outcome": "message", "promise_id": IDS.new("prm")}
        assert await _told(socket, wanted) == "store_away"
    let_go.set()


async def _at_the_brain(browser: Browser) -> LiveSocket:
    socket = await browser.live()
    await socket.until(Hello)
    return socket


async def _asks(socket: LiveSocket, agent: User, presence: str) -> str | None:
    """What the server says to the agent's becoming this."""
    return await _told(socket, {"type": "set_presence", "agent_id": agent.agent_id, "presence": presence})


async def _told(socket: LiveSocket, command: Mapping[str, object]) -> str | None:
    await socket.send({"type": "command", "id": str(uuid4()), "command": command})
    problem = (await socket.until(Reply)).problem
    return problem.code if problem else None
