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
    assert wait_until(lambda: ask(server, "GET", "/health/ready")[0] == 200, 60)
    assert "The first administrator signs in as admin@main" in server.output.read_text()


def test_a_workspace_made_while_the_server_runs_is_served_at_once(server: Server) -> None:
    made = server.run("workspace", "add", "acme", "Acme Support", "--language", "pl")
    assert made.returncode == 0, made.stderr
    _, me, cookie = sign_in(server, "admin@acme", made.stdout.partition("password ")[2].split()[0])
    assert me["workspace"]["name"] == "Acme Support"
    numbers = server.data / "switch/etc/numbers.conf"
    assert wait_until(lambda: me["workspace"]["workspace_id"] in numbers.read_text(), 60)
    new = {"sign_in": "anna", "name": "Anna", "roles": ["agent"], "password": "for-Anna-only-1"}
    assert ask(server, "POST", "/api/v1/users", new, cookie)[0] == 201
    assert wait_until(lambda: "a workspace is served now" in server.log_events("brain"), 60)
    assert wait_until(lambda: ask(server, "GET", "/health/ready")[0] == 200, 60)
    listed = server.run("workspace", "list")
    assert listed.stdout == "acme\tAcme Support\nmain\tRingwell\n"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("workspace", "add", "main", "Again"), "there is a workspace main already"),
        (("workspace", "add", "a-b", "Hyphen"), "cannot be a workspace's slug"),
        (("workspace", "add", "fine", " "), "needs a name"),
        (("user", "reset-password", "nobody@main"), "nobody signs in as nobody@main"),
        (("user", "reset-password", "admin@nowhere"), "nobody signs in as admin@nowhere"),
    ],
)
def test_a_slip_changes_nothing_and_says_what_to_do(
    server: Server, words: tuple[str, ...], problem: str
) -> None:
    ended = server.run(*words)
    assert ended.returncode == 2
    assert problem in ended.stderr
    assert "What to do" in ended.stderr


def test_a_new_password_lets_somebody_in_again_and_ends_what_was_open(server: Server) -> None:
    old = server.output.read_text().partition("admin@main, password ")[2].split()[0]
    _, _, before = sign_in(server, "admin@main", old)
    reset = server.run("user", "reset-password", "admin@main")
    assert reset.returncode == 0, reset.stderr
    new = reset.stdout.partition("has the password ")[2].split()[0]
    assert ask(server, "GET", "/api/v1/me", cookie=before)[0] == 401
    assert ask(server, "POST", "/api/v1/session", {"login": "admin@main", "password": old})[0] == 401
    sign_in(server, "admin@main", new)


def sign_in(server: Server, login: str, password: str) -> tuple[int, Any, str]:
    answer = ask(server, "POST", "/api/v1/session", {"login": login, "password": password})
    assert answer[0] == 201, answer
    return answer
