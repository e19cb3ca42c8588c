"""The brain stands still (SIGSTOP: its sockets stay open) while a caller is in its hands."""

import base64
import json
import signal
import subprocess
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ringwell.adapters.asterisk.names import FALLBACK_CONTEXT
from ringwell.runtime.installation import Installation, open_installation
from ringwell.runtime.processes import send, wait_until
from tests.support.installation import Server, server_on

pytestmark = pytest.mark.live

GREETED = "1000"


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    with server_on(tmp_path, RINGWELL_WATCHDOG_SECONDS="2") as made:
        made.start()
        yield made


def test_a_caller_of_a_brain_that_stands_still_reaches_the_switchs_own_queue(server: Server) -> None:
    installation = open_installation({**server.environment, "RINGWELL_DEMO": "1"})
    brain = server.child("brain")
    assert brain is not None
    with _caller(installation, server.data.parent):
        assert wait_until(lambda: "Stasis" in _applications(installation), 30), "no call arrived"
        send(brain, signal.SIGSTOP)
        try:
            moved = wait_until(lambda: FALLBACK_CONTEXT in _contexts(installation), 30, pause=0.2)
        finally:
            send(brain, signal.SIGCONT)
        assert moved, f"the caller was left in {_contexts(installation)}"
        assert wait_until(lambda: "the brain is back" in server.log_events(), 60)

    assert "the brain cannot act: waiting callers were moved to the fallback" in server.log_events()
    assert server.child("brain") == brain, "a short stop does not cost the brain its life"


@contextmanager
def _caller(installation: Installation, folder: Path) -> Generator[None]:
    """Somebody who dials a number with a greeting and stays on the line."""
    settings = installation.settings
    words = [
        # One at a time, and again where the brain has not yet told the switch its numbers.
        *(
            "sipp",
            "-sn",
            "uac",
            "-s",
            GREETED,
            "-i",
            "127.0.0.2",
            "-l",
            "1",
            "-r",
            "2",
            "-d",
            "60000",
            "-nostdin",
        ),
        f"{settings.sip_host}:{settings.sip_port}",
    ]
    with (folder / "sipp.log").open("wb") as output:
        process = subprocess.Popen(words, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _applications(installation: Installation) -> list[str]:
    return [channel["dialplan"]["app_name"] for channel in _channels(installation)]


def _contexts(installation: Installation) -> list[str]:
    return [channel["dialplan"]["context"] for channel in _channels(installation)]


def _channels(installation: Installation) -> list[dict[str, dict[str, str]]]:
    sign_in = installation.credentials()
    request = urllib.request.Request(f"{installation.ari_url}/channels")
    token = base64.b64encode(f"{sign_in.watchdog_user}:{sign_in.watchdog_password}".encode()).decode()
    request.add_header("Authorization", f"Basic {token}")
    with urllib.request.urlopen(request, timeout=5) as reply:
        return json.load(reply)
