"""A turn of the brain that raises: the brain is started anew, and the server takes calls again."""

import signal
from pathlib import Path

import pytest

from ringwell.runtime.processes import alive, send, wait_until
from tests.support.installation import server_on

pytestmark = pytest.mark.live

FAULT = '''
"""Python runs this at its start: in the brain, the next turn after the file appeared raises, once."""
import os, pathlib, sys

if "ringwell.runtime.brain" in sys.orig_argv:
    from ringwell.journeys import floor

    marker, whole = pathlib.Path(os.environ["TEST_FAULT"]), floor.handle

    def handle(*words):
        if marker.exists():
            marker.unlink()
            raise KeyError("agt_gone")
        return whole(*words)

    floor.handle = handle
'''


def test_a_brain_whose_turn_raises_is_started_anew(tmp_path: Path) -> None:
    seam, marker = tmp_path / "seam", tmp_path / "fault"
    seam.mkdir()
    (seam / "sitecustomize.py").write_text(FAULT)
    with server_on(tmp_path) as server:
        server.start(PYTHONPATH=str(seam), TEST_FAULT=str(marker))
        assert wait_until(server.is_ready, 60)
        before, switch = server.child("brain"), server.child("asterisk")
        assert before is not None
        assert switch is not None

        marker.touch()
        send(switch, signal.SIGKILL)  # the brain is told, which is a turn

        assert wait_until(lambda: not alive(before), 30), "the brain lives on, deaf"
        assert not marker.exists()
        assert wait_until(server.is_ready, 60)
        assert "the process ends because of a fault" in server.log_events("brain")
        assert "brain ended with code 1; starting it again" in server.log_events()
