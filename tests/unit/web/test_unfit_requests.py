"""Requests that no page of ours makes are refused by name, whatever route they are for."""

import json
from collections.abc import AsyncGenerator

import pytest

from ringwell.adapters.web.guard import has_half_pair, has_nul
from ringwell.adapters.web.middleware import MAX_BODY
from ringwell.adapters.web.relay_live import BAD_FRAME
from tests.support.edge import RunningEdge, errors_of, problem_of

UNFIT = {("", "control_character")}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('{"a":"\\u0000"}', True),
        ('{"a":"\\\\\\u0000"}', True),
        ('{"a":"\\\\u0000"}', False),
        ('{"a":"\\u0001"}', False),
        ("\0", True),
        ("{}", False),
    ],
)
def test_nul_is_found_however_it_is_written(text: str, holds: bool) -> None:
    assert has_nul(text.encode()) is holds
    if text != "\0":
        assert ("\0" in str(json.loads(text).get("a"))) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (r'{"a":"\ud800"}', True),
        (r'{"\uDC00":1}', True),
        (r'{"a":"\ude00\ud83d"}', True),
        (r'{"a":"\ud83d\ud83d\ude00"}', True),
        (r'{"a":"\ud83d\ude00"}', False),
        (r'{"a":"\ud83d\ude00\uD83D\uDE00"}', False),
        (r'{"a":"\\ud800"}', False),
        (r'{"a":"\\\ud800"}', True),
        (r'{"a":"\u0105\ud7ff"}', False),
    ],
)
def test_half_a_pair_is_found(text: str, holds: bool) -> None:
    assert has_half_pair(text.encode()) is holds
    read = "".join(f"{name}{value}" for name, value in json.loads(text).items())
    assert any("\ud800" <= letter <= "\udfff" for letter in read) is holds


async def test_half_a_pair_is_refused_at_the_edge(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    form = r'{"document":{"x":"\ud800"},"caller":{"language":"en"}}'
    headers = {"Content-Type": "application/json"}
    async with (
        ringwell.browser(acme, ringwell.person(acme, "boss", "administrator")) as browser,
        browser.session.post("/api/v1/flows/simulate", data=form, headers=headers) as reply,
    ):
        assert (reply.status, await errors_of(reply)) == (422, UNFIT)


async def test_nul_is_refused_at_the_edge(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    form = {"login": "a@\0", "password": "x"}
    async with ringwell.program() as page, page.post("/api/v1/session", json=form) as reply:
        assert await errors_of(reply) == UNFIT
    async with ringwell.browser(acme, boss) as browser:
        for query in ("?q=%00", "?cursor=a%00b"):
            async with browser.session.get(f"/api/v1/interactions{query}") as reply:
                assert await errors_of(reply) == UNFIT
        export = {"rows": 1, "filters": {"q\0": "x"}}
        async with browser.session.post("/api/v1/interactions/exports", json=export) as reply:
            assert await errors_of(reply) == UNFIT


async def test_nul_in_a_command_ends_the_socket(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live("desk")
        await socket.send({"type": "subscribe", "topic": "\0"})
        assert await socket.close_code() == BAD_FRAME


@pytest.mark.parametrize(
    "query", ["from=0001-01-01T00:00:00%2B14:00", "to=9999-12-31T23:59:59-14:00", "from=1969-12-31T23:59:59Z"]
)
async def test_times_outside_every_calendar_are_refused(ringwell: RunningEdge, query: str) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.get(f"/api/v1/interactions?{query}") as reply,
    ):
        assert await errors_of(reply) == {(query.partition("=")[0], "moment_outside")}


async def test_more_rows_than_a_page_holds_are_refused(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.get("/api/v1/interactions?limit=201") as reply,
    ):
        assert await errors_of(reply) == {("limit", "less_than_equal")}


async def _chunks() -> AsyncGenerator[bytes]:
    for _ in range(MAX_BODY // 65536 + 2):
        yield b" " * 65536


async def test_a_large_body_without_a_length_is_too_large(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.post("/api/v1/skills", data=_chunks()) as reply,
    ):
        assert (reply.status, (await problem_of(reply))["code"]) == (413, "body_too_large")


async def test_servers_on_two_ports_of_a_host_have_cookies_of_their_own(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    ringwell.person(acme, "anna", "agent")
    form = {"login": "anna@acme", "password": "secret"}
    async with ringwell.program() as page, page.post("/api/v1/session", json=form) as reply:
        port = ringwell.url.rpartition(":")[2]
        assert reply.headers["Set-Cookie"].startswith(f"ringwell_session_{port}=")
