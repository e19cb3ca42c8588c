"""Ports of one's own, so that many test runs share a machine.

A port that is free when asked may be another process's a moment later, if only because that one tries whether it is free. So each process
takes whole blocks of ports, by locks that end with it, and tries only its own. They lie below those that the system gives to connections.
"""

import fcntl
import functools
import itertools
import os
import random
import socket
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.listeners import AudioClaim

BLOCK = 100
FIRST_BLOCK, BLOCKS = 10_000, 220


def free_tcp_port(host: str = "127.0.0.1") -> int:
    return next(port for port in _single_ports() if is_free(port, socket.SOCK_STREAM, host))


def free_sip_port(host: str = "127.0.0.1") -> int:
    """A port that is free for UDP and for TCP."""
    kinds = socket.SOCK_STREAM, socket.SOCK_DGRAM
    return next(port for port in _single_ports() if all(is_free(port, kind, host) for kind in kinds))


@contextmanager
def udp_range(count: int) -> Generator[tuple[int, int]]:
    """The first and last of `count` free UDP ports, the first one even, that are nobody else's until the block ends."""
    with _own_blocks(-(-count // BLOCK)) as first:
        yield first, first + count - 1


def is_free(port: int, kind: socket.SocketKind, host: str) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


@functools.cache
def _single_ports() -> Iterator[int]:
    """The ports of a block that this process keeps, in turn: one that was given out is not given again soon."""
    first = _until_the_end.enter_context(_own_blocks(1))
    return itertools.cycle(range(first, first + BLOCK))


_until_the_end = ExitStack()


@contextmanager
def _own_blocks(count: int) -> Generator[int]:
    """The first port of `count` blocks, one after the other, whose ports are free."""
    for number in random.sample(range(BLOCKS - count), BLOCKS - count):
        first = FIRST_BLOCK + number * BLOCK
        with ExitStack() as locks:
            taken = (locks.enter_context(_lock(each)) for each in range(number, number + count))
            if all(taken) and _is_nobodys(first, first + count * BLOCK - 1):
                yield first
                return
    raise AssertionError(f"{count * BLOCK} ports in a row are free nowhere")


@contextmanager
def _lock(number: int) -> Generator[bool]:
    """Whether the block is ours until the end of it."""
    folder = Path(tempfile.gettempdir()) / "ringwell-test-ports"
    folder.mkdir(exist_ok=True)
    file = os.open(folder / str(number), os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(file)


def _is_nobodys(first: int, last: int) -> bool:
    """Of its range a server that is no test's keeps two ports only; the others are free, and its own."""
    try:
        AudioClaim(first, last).check()
    except ConfigurationError:
        return False
    return all(is_free(port, socket.SOCK_DGRAM, "0.0.0.0") for port in range(first, last + 1))
