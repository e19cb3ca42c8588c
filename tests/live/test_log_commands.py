"""`ringwell check` and `ringwell replay` on a server that runs, and on one that does not."""

from collections.abc import Generator

import pytest

from tests.support.installation import Server, server_on

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    with server_on(tmp_path_factory.mktemp("demo")) as server:
        server.start(RINGWELL_DEMO="1")
        yield server


@pytest.mark.parametrize("command", ["check", "replay"])
def test_a_fresh_demo_is_in_order(demo: Server, command: str) -> None:
    done = demo.run(command, "--workspace", "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("demo: ")
    assert "0 findings" in done.stdout


def test_an_unknown_workspace_is_told(demo: Server) -> None:
    done = demo.run("check", "--workspace", "nobody")
    assert done.returncode == 2
    assert "there is no workspace nobody" in done.stderr


def test_a_server_that_is_not_there_is_told(demo: Server) -> None:
    demo.stop()
    done = demo.run("replay")
    demo.start(RINGWELL_DEMO="1")
    assert done.returncode == 2
    assert "the database does not answer" in done.stderr
    assert "Traceback" not in done.stderr
