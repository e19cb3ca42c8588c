"""Which addresses a flow's request may go to: those of the open network, and nothing of our own."""

import socket
from collections.abc import Callable

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from ringwell.kernel.addresses import Address, AddressForbidden, is_of_platform, meant_by


class AddressRefused(AddressForbidden):
    """The host's name leads to an address that is not of the open network."""


def is_open(text: str) -> bool:
    """Whether this is an address of the open network, also where another is wrapped in it."""
    try:
        return all(_is_open(each) for each in meant_by(text))
    except ValueError:
        return False


def _is_open(address: Address) -> bool:
    inside = address.is_multicast or address.is_reserved or is_of_platform(address)
    # Old sites' own addresses count as global here.
    return address.is_global and not inside and not (address.version == 6 and address.is_site_local)


class OpenResolver(AbstractResolver):
    """Resolves once, and what it gives is what is connected to: a name that leads elsewhere a moment later changes nothing."""

    def __init__(self, may: Callable[[str], bool] = is_open, names: AbstractResolver | None = None) -> None:
        self._may = may
        self._names = names or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        if not found or not all(self._may(each["host"]) for each in found):
            raise AddressRefused(host)
        return found

    async def close(self) -> None:
        await self._names.close()


_SocketAddress = tuple[str, int] | tuple[str, int, int, int]


def open_socket(info: tuple[int, int, int, str, _SocketAddress]) -> socket.socket:
    """The last gate: however a host is written, this is what is connected to."""
    family, kind, protocol, _, address = info
    if not is_open(address[0]):
        raise AddressRefused(address[0])
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made
