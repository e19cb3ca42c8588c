"""Addresses of the internet protocol that stand for others."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address

_NAT64: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_PLATFORM: Final = frozenset({ip_address("168.63.129.16"), ip_address("fd00:ec2::254")})
"""Clouds' own services at addresses that look like anybody's."""


class AddressForbidden(OSError):
    """A name leads to an address that is not to be connected to."""


def meant_by(text: str) -> Sequence[Address]:
    """The address and those of IPv4 that are reached by it: the kernel unwraps one that is mapped, gateways the others. ValueError."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv4Address):
        return [address]
    wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _NAT64):
        wrapped.append(IPv4Address(address.packed[-4:]))
    inner = [each for each in wrapped if each is not None]
    return inner if address.ipv4_mapped else [address, *inner]


def is_of_platform(address: Address) -> bool:
    """Whether the machine's own cloud answers there, to whom it is told what nobody else is to know."""
    return address.is_link_local or address in _PLATFORM
