"""Two servers on one machine do not share audio ports without being told."""

import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.listeners import AudioClaim, Listener, check_free
from tests.support.ports import udp_range

OTHER_SERVER = (
    "import sys; from ringwell.runtime.listeners import AudioClaim; "
    "claim = AudioClaim(int(sys.argv[1]), int(sys.argv[2])); claim.hold(); print('held', flush=True); sys.stdin.read()"
)


@contextmanager
def another_server(first: int, last: int) -> Generator[None]:
    """A process that is called as a server is, and holds its range."""
    words = [sys.executable, "-c", OTHER_SERVER, str(first), str(last), "ringwell", "server"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
        assert process.stdin is not None
        process.stdin.close()


def test_the_same_range_is_refused_with_its_holder_and_the_setting() -> None:
    with (
        udp_range(40) as (first, last),
        another_server(first, last),
        pytest.raises(ConfigurationError) as refusal,
    ):
        AudioClaim(first, last).check()
    assert f"audio ports {first}-{last - 1} are in use by python" in refusal.value.problem
    assert "RINGWELL_RTP_PORTS" in refusal.value.remedy


@pytest.mark.parametrize(("from_", "to"), [(-10, 10), (10, 30), (-4, 50), (20, 60)])
def test_a_range_that_overlaps_is_refused(from_: int, to: int) -> None:
    with (
        udp_range(100) as (first, _),
        another_server(first + 30, first + 69),
        pytest.raises(ConfigurationError),
    ):
        AudioClaim(first + 30 + from_, first + 30 + to).check()


def test_a_range_beside_it_is_free_and_so_is_one_that_was_given_back() -> None:
    with udp_range(80) as (first, _):
        claim = AudioClaim(first, first + 39)
        claim.check()
        claim.hold()
        AudioClaim(first + 40, first + 79).check()
        with pytest.raises(ConfigurationError):
            AudioClaim(first, first + 39).check()
        claim.release()
        AudioClaim(first, first + 39).check()


def test_a_port_that_our_own_call_uses_is_left_to_it() -> None:
    with udp_range(40) as (first, last), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as call:
        call.bind(("127.0.0.1", first))
        claim = AudioClaim(first, last)
        claim.hold()
        claim.release()
        assert call.getsockname()[1] == first


def test_a_switch_that_holds_a_port_is_named_as_one() -> None:
    """It runs under its loader's name."""
    holds = "import socket, sys; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); print(s.getsockname()[1], flush=True); sys.stdin.read()"
    words = [sys.executable, "-c", holds, "/somewhere/usr/sbin/asterisk", "-f"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with pytest.raises(ConfigurationError) as refusal:
            check_free([Listener("127.0.0.1", port, socket.SOCK_STREAM, "sip_port")])
        assert f"in use by a switch (asterisk) (process {process.pid})" in refusal.value.problem
        assert process.stdin is not None
        process.stdin.close()
