"""Free ports, so that many test runs share a machine."""

import random
import socket

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.listeners import AudioClaim


def free_tcp_port(host: str = "127.0.0.1") -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def free_sip_port(host: str = "127.0.0.1") -> int:
    """A port that is free for UDP and for TCP."""
    while True:
        port = free_tcp_port(host)
        if is_free(port, socket.SOCK_DGRAM, host):
            return port


def free_udp_range(count: int) -> tuple[int, int]:
    """The first and last of `count` UDP ports, the first one even, that were all free when asked and are no running server's."""
    while True:
        first = random.randrange(20000, 30000, 2)
        last = first + count - 1
        if _is_unclaimed(first, last) and all(
            is_free(port, socket.SOCK_DGRAM, "0.0.0.0") for port in range(first, last + 1)
        ):
            return first, last


def _is_unclaimed(first: int, last: int) -> bool:
    """Of its range a server keeps two ports only; the others are free, and its own."""
    try:
        AudioClaim(first, last).check()
    except ConfigurationError:
        return False
    return True


def is_free(port: int, kind: socket.SocketKind, host: str) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
