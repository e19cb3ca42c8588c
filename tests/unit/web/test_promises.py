"""What was promised: made once, told to be kept by who may, refused where it cannot be meant."""

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from tests.support.edge import IDS, Browser, RunningEdge, problem_of

SOON = datetime.now(UTC) + timedelta(hours=2)


def body(call: str, **more: object) -> dict[str, object]:
    return {"interaction_id": call, "kind": "message", "text": "Call Jan", **more}


async def items(browser: Browser, query: str) -> list[object]:
    return cast("list[object]", (await browser.json("GET", f"/promises?{query}"))["items"])


async def test_a_promise_is_made_once_and_kept_by_who_made_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, ben = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "ben", "agent")
    call = ringwell.stores.interactions.add(acme.workspace_id)
    promise_id = IDS.new("prm")
    new = body(call.interaction_id, promise_id=promise_id, to_email="office@oak.example")
    async with ringwell.browser(acme, anna) as browser:
        made = await browser.json("POST", "/promises", new)
        assert (await browser.json("POST", "/promises", new)) == made
        assert (made["state"], made["text"], made["made_by_name"]) == ("open", "Call Jan", "Anna")
        kept = await browser.json("PUT", f"/promises/{promise_id}/state", {"state": "kept"})
        assert (kept["state"], kept["closed_by_name"]) == ("kept", "Anna")
        assert len(await items(browser, "state=kept&mine=true")) == 1
    async with (
        ringwell.browser(acme, ben) as browser,
        browser.session.put(f"/api/v1/promises/{promise_id}/state", json={"state": "open"}) as reply,
    ):
        assert (reply.status, (await problem_of(reply))["code"]) == (403, "forbidden")
    async with (
        ringwell.browser(acme, ben) as browser,
        browser.session.post("/api/v1/promises", json=new) as reply,
    ):
        assert (reply.status, (await problem_of(reply))["code"]) == (409, "already_exists")


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"text": "  "}, "text", "promise_without_text"),
        ({"kind": "call_back"}, "due_at", "promise_without_time"),
        ({"due_at": "2020-01-01T00:00:00Z"}, "due_at", "promise_in_the_past"),
        ({"due_at": "2190-01-01T00:00:00Z"}, "due_at", "promise_too_far"),
        ({"to_email": "a@b@c"}, "to_email", "not_an_address"),
        ({"to_email": "a@b.example, c@d.example"}, "to_email", "not_an_address"),
        ({"to_email": "a@b.example\r\nBcc: c@d.example"}, "to_email", "not_an_address"),
        ({"to_name": "A\nB"}, "to_name", "control_character"),
        ({"to_number": "+48 600 <b>"}, "to_number", "not_a_number"),
        ({"interaction_id": "int_" + "0" * 32}, "interaction_id", "unknown_reference"),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    ringwell: RunningEdge, more: dict[str, object], field: str, code: str
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    call = ringwell.stores.interactions.add(acme.workspace_id)
    async with (
        ringwell.browser(acme, anna) as browser,
        browser.session.post("/api/v1/promises", json=body(call.interaction_id, **more)) as reply,
    ):
        [error] = cast("list[dict[str, object]]", (await problem_of(reply))["errors"])
    assert (error["field"], error["code"]) == (field, code)
    assert ringwell.stores.promises.kept[acme.workspace_id] == {}


async def test_a_call_back_is_its_maker_s_to_keep_and_overdue_after_its_time(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    call = ringwell.stores.interactions.add(acme.workspace_id)
    new = body(call.interaction_id, kind="call_back", text="", due_at=SOON.isoformat())
    late = body(call.interaction_id, due_at=(datetime.now(UTC) - timedelta(minutes=1)).isoformat())
    async with ringwell.browser(acme, anna) as browser:
        made = await browser.json("POST", "/promises", new)
        assert (made["owner_name"], made["overdue"]) == ("Anna", False)
        assert (await browser.json("POST", "/promises", late))["overdue"] is True
        assert len(await items(browser, "state=overdue")) == 1
