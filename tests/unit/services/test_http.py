"""Services over HTTP that are slow, wrong, huge or hostile: the caller's flow hears in time, and nothing private is reached."""

import asyncio
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from msgspec.structs import replace

from ringwell.adapters.services.addresses import is_open
from ringwell.adapters.services.answers import MOST_BYTES, told_by_json
from ringwell.adapters.services.ask import AskedServices
from ringwell.adapters.services.http import HttpServices
from ringwell.adapters.services.named import NamedService
from ringwell.flows.messages import HttpQuestion, Told

QUESTION = HttpQuestion(
    url="/order",
    method="GET",
    service="shop",
    headers={},
    body=None,
    results={"status": "order.status", "sum": "order.lines.0.sum"},
    seconds=1.0,
    key="int_1-0",
)
ORDER = '{"order": {"status": "sent", "lines": [{"sum": 22.5}], "name": "x"}}'
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(answer: Answer) -> AsyncGenerator[int]:
    """The port of a server that answers everything so."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def says(text: str, *, kind: str = "application/json", status: int = 200, **headers: str) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text=text, content_type=kind, status=status, headers=named)

    return answer


async def slow(_: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response()


async def drips(request: web.Request) -> web.StreamResponse:
    """A byte now and then: each by itself in time, all together never."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    for _ in range(300):
        await response.write(b" ")
        await asyncio.sleep(0.1)
    return response


async def floods(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    for _ in range(1000):
        await response.write(b" " * MOST_BYTES)
    return response


async def asked(answer: Answer, question: HttpQuestion = QUESTION) -> Told:
    services = HttpServices()
    try:
        async with served(answer) as port:
            return await services.ask(question, NamedService(f"http://127.0.0.1:{port}"))
    finally:
        await services.close()


async def test_a_good_answer_fills_what_is_named_and_no_more() -> None:
    assert await asked(says(ORDER)) == Told("found", {"status": "sent", "sum": "22.5"})


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (says("{}"), "wrong_answer"),
        (says("<html>", kind="text/html"), "not_json"),
        (says("<html>"), "not_json"),
        (says("[" * 60_000), "not_json"),
        (says(ORDER, status=500), "refused"),
        (says(ORDER, status=401), "refused"),
        (says(ORDER, Content_Encoding="gzip"), "not_json"),
        (says('{"order": {"status": {"a": 1}}}'), "wrong_answer"),
        (says('{"order": {"status": 1e400}}'), "not_json"),
        (says('{"order": {"status": "' + "x" * 501 + '"}}'), "wrong_answer"),
        (floods, "too_large"),
        (slow, "too_slow"),
        (drips, "too_slow"),
        (says("", status=302, Location="http://127.0.0.1:1/else"), "redirected"),
        (says("", status=302, Location="/round"), "redirected"),
        (says("", status=302, Location="file:///etc/passwd"), "redirected"),
        (says("", status=302), "redirected"),
    ],
)
async def test_a_bad_answer_is_a_failure_in_time(answer: Answer, code: str) -> None:
    began = time.monotonic()
    assert await asked(answer) == Told("failed", code=code)
    assert time.monotonic() - began < QUESTION.seconds + 1.0


@pytest.mark.parametrize("status", [204, 404, 410])
async def test_nothing_there(status: int) -> None:
    assert await asked(says("", status=status)) == Told("not_found")


async def test_a_redirect_within_the_host_is_followed_and_what_changes_something_is_not_sent_twice() -> None:
    came: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        came.append(f"{request.method} {request.path}")
        if request.path == "/order":
            raise web.HTTPTemporaryRedirect("/other")
        return web.Response(text=ORDER, content_type="application/json")

    assert (await asked(answer)).outcome == "found"
    assert await asked(answer, replace(QUESTION, method="POST", body={})) == Told("failed", code="redirected")
    assert came == ["GET /order", "GET /other", "POST /order"]


async def test_the_settings_headers_go_with_the_question_and_count_before_the_flows() -> None:
    seen: dict[str, str] = {}

    async def answer(request: web.Request) -> web.Response:
        seen.update(request.headers, body=await request.text())
        return web.Response(text=ORDER, content_type="application/json")

    services = HttpServices()
    async with served(answer) as port:
        service = NamedService(f"http://127.0.0.1:{port}/", {"Authorization": "Bearer s3cret"})
        question = replace(
            QUESTION, method="POST", body={"order": "47"}, headers={"Authorization": "mine", "X-A": "b"}
        )
        assert (await services.ask(question, service)).outcome == "found"
        assert "s3cret" not in repr(service)
    await services.close()
    assert (seen["Authorization"], seen["X-A"], seen["body"]) == ("Bearer s3cret", "b", '{"order":"47"}')
    assert seen["Idempotency-Key"] == QUESTION.key


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fec0::1]",
        "168.63.129.16",
        "2130706433",
        "0x7f.1",
        "localhost",
        "100.64.0.1",
        "224.0.0.1",
    ],
)
async def test_no_address_of_ours_is_asked_unless_the_settings_name_it(host: str) -> None:
    services = HttpServices()
    question = replace(QUESTION, service=None, url=f"http://{host}:9/order")
    told = await services.ask(question, None)
    assert told.code == ("wrong_url" if host.isdigit() else "address_refused")
    await services.close()


class Names(AbstractResolver):
    """A name server that tells one address the first time, and another later."""

    def __init__(self, *told: str) -> None:
        self.told = list(told)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.told.pop(0) if len(self.told) > 1 else self.told[0]
        return [ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        return


async def test_a_name_that_leads_to_us_later_does_not_help() -> None:
    async with served(says(ORDER)) as port:
        names = Names("192.0.2.1", "127.0.0.1")
        services = HttpServices(names)
        question = replace(QUESTION, service=None, url=f"http://rebind.example:{port}/order")
        assert (await services.ask(question, None)).code == "address_refused"
        assert (await services.ask(question, None)).code == "address_refused"
        await services.close()


@pytest.mark.parametrize(
    ("address", "expected"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("fe80::1%eth0", False), ("nonsense", False)],
)
def test_the_open_network(address: str, expected: bool) -> None:
    assert is_open(address) is expected


async def test_another_workspaces_service_is_not_asked() -> None:
    services = AskedServices({"acme": {"shop": NamedService("http://127.0.0.1:9")}})
    assert await services.ask("demo", QUESTION) == Told("failed", code="unknown_service")
    await services.close()


def test_control_characters_do_not_reach_a_screen() -> None:
    told = told_by_json(b'{"a": "x\\u0000\\u202ey\\n"}', {"a": "a"})
    assert told.values == {"a": "x  y "}
