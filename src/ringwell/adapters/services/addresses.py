"""Which addresses a flow's request may go to: those of the open network, and nothing of our own."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NAT64: Final = 96
_Address = IPv4Address | IPv6Address


class AddressRefused(OSError):
    """The host's name leads to an address that is not of the open network."""


def is_open(text: str) -> bool:
    """Whether this is an address of the open network, also where another is wrapped in it."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _meant(address))


def _meant(address: _Address) -> list[_Address]:
    """The address, and those of IPv4 that a gateway would make of it."""
    if isinstance(address, IPv4Address):
        return [address]
    wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address.packed[:12] == bytes.fromhex("0064ff9b") + bytes(8):
        wrapped.append(IPv4Address(address.packed[_NAT64 // 8 :]))
    inner = [each for each in wrapped if each is not None]
    return list(inner) if address.ipv4_mapped else [address, *inner]


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
