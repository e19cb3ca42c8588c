"""The sockets of our connections to the switch: all can be cut at once."""

import socket
from contextlib import suppress
from weakref import WeakSet

Address = tuple[int, int, int, str, tuple[object, ...]]
"""As `getaddrinfo` tells it."""


class Sockets:
    """Whoever makes a connection takes its socket from here."""

    def __init__(self) -> None:
        self._open: WeakSet[socket.socket] = WeakSet()

    def make(self, address: Address) -> socket.socket:
        """A socket for that address, not connected yet."""
        family, kind, protocol, _, _ = address
        made = socket.socket(family, kind, protocol)
        self._open.add(made)
        return made

    def cut(self) -> None:
        """What is about to be sent goes nowhere, and who waits for an answer hears that the connection is lost.

        May be called by the handler of a signal, in the middle of anything.
        """
        for each in tuple(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
