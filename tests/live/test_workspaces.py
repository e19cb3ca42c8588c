"""An installation without the demo, as an operator has it: it becomes ready by itself, and takes up workspaces while it runs."""

import json
import urllib.error
import urllib.request
from collections.abc import Generator
from typing import Any

import pytest

from ringwell.runtime.processes import wait_until
from tests.support.installation import Server, server_on

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    with server_on(tmp_path_factory.mktemp("plain"), RINGWELL_DEMO="0") as made:
        made.start()
        yield made


def ask(
    server: Server, method: str, path: str, body: object = None, cookie: str = ""
) -> tuple[int, Any, str]:
    """Status, body and session cookie of a request as a page of ours makes it."""
    headers = {
        "Origin": server.url,
        "X-Requested-With": "ringwell",
        "Content-Type": "application/json",
        "Cookie": cookie,
    }
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.url + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            text = reply.read()
            return (
                reply.status,
                json.loads(text or b"null"),
                (reply.headers["Set-Cookie"] or "").partition(";")[0],
            )
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null"), ""


def test_a_fresh_installation_without_any_phone_becomes_ready(server: Server) -> None:
    assert wait_until(lambda: ask(server, "GET", "/health/ready")[0] == 200, 10)
    assert "The first administrator signs in as admin@main" in server.output.read_text()
