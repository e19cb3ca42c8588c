"""What a trunk may be, so that the switch takes it and nobody else's calls and phones come under it."""

import ipaddress
import re
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from ringwell.projects.model import Trunk

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

WIDEST: Final[Mapping[int, int]] = {4: 24, 6: 64}
"""The shortest prefix of a network that a trunk may have, by the version of IP: 256 addresses, or one IPv6 network."""
_NO_PEER: Final[tuple[Network, ...]] = tuple(
    ipaddress.ip_network(each)
    for each in ("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/128", "::1/128", "ff00::/8")
)
"""Nobody calls from these, or everybody on this machine does."""
_SERVER: Final = re.compile(
    r"sips?:(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:(?P<port>\d{1,5}))?"
)


class TrunkFault(NamedTuple):
    """What is wrong with a field of a trunk."""

    field: str
    code: str
    params: Mapping[str, str | int] = {}


def network_of(address: str) -> Network | None:
    """The network that an address of a peer ("192.0.2.1", "192.0.2.0/28", "2001:db8::1") stands for, if it is one."""
    try:
        network = ipaddress.ip_network(address, strict=False)
    except ValueError:
        return None
    if isinstance(network, ipaddress.IPv6Network) and network.prefixlen >= 96:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return ipaddress.ip_network((mapped, network.prefixlen - 96), strict=False)
    return network


def overlap(one: str, other: str) -> bool:
    """Whether two addresses of trunks have an address in common."""
    first, second = network_of(one), network_of(other)
    return first is not None and second is not None and _overlap(first, second)


def faults_of(trunk: Trunk, own: Collection[str], *, tls: bool, lab: bool = False) -> list[TrunkFault]:
    """All that keeps a trunk from being made. `own` are this machine's addresses, from which phones and browsers may come; `tls` tells
    whether the switch speaks SIP over TLS; in a `lab` servers may be on this machine."""
    faults = [fault for address in trunk.addresses if (fault := _of_address(address, own)) is not None]
    if trunk.server is not None and not is_server(trunk.server):
        faults.append(TrunkFault("server", "not_a_server"))
    elif trunk.server is not None and not lab and _is_here(trunk.server, own):
        faults.append(TrunkFault("server", "own_address", {"address": _host_of(trunk.server)}))
    if trunk.registers and not trunk.server:
        faults.append(TrunkFault("server", "missing"))
    if (trunk.registers or trunk.password) and not trunk.user:
        faults.append(TrunkFault("user", "missing"))
    if trunk.transport == "tls" and not tls:
        faults.append(TrunkFault("transport", "tls_not_set_up"))
    if trunk.srtp and trunk.transport != "tls":
        # Its keys would go over the wire for all to read.
        faults.append(TrunkFault("srtp", "needs_tls"))
    return faults


def is_server(address: str) -> bool:
    """Whether it is a server's SIP address, such as sip:provider.example:5060."""
    match = _SERVER.fullmatch(address)
    if match is None:
        return False
    host, port = match["host"], match["port"]
    if host.startswith("[") and not _is_ip6(host[1:-1]):
        return False
    return port is None or 0 < int(port) < 65536


def registered_as(server: str, user: str) -> str:
    """The address of record under which a trunk registers at its server."""
    scheme, _, rest = server.partition(":")
    return f"{scheme}:{user}@{rest}"


def _host_of(server: str) -> str:
    match = _SERVER.fullmatch(server)
    return match["host"].strip("[]") if match else ""


def _is_here(server: str, own: Collection[str]) -> bool:
    """Whether calls would go to this machine's own services, or to nobody; a provider in the house, at a private address, is none of them."""
    host = _host_of(server).lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    network = network_of(host)
    if network is None:
        return host.replace(".", "").isdecimal()  # such as 127.1, which is an address to some
    link_local = network.network_address.is_link_local
    return (
        link_local
        or any(_overlap(network, each) for each in _NO_PEER)
        or any(overlap(host, each) for each in own)
    )


def _is_ip6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def _of_address(address: str, own: Collection[str]) -> TrunkFault | None:
    network = network_of(address)
    told = {"address": address}
    if network is None:
        return TrunkFault("addresses", "not_an_address", told)
    if network.prefixlen < WIDEST[network.version]:
        return TrunkFault("addresses", "network_too_wide", {**told, "widest": WIDEST[network.version]})
    if any(_overlap(network, each) for each in _NO_PEER):
        return TrunkFault("addresses", "no_peers_address", told)
    if any(overlap(address, each) for each in own):
        return TrunkFault("addresses", "own_address", told)
    return None


def _overlap(first: Network, second: Network) -> bool:
    if isinstance(first, ipaddress.IPv4Network) and isinstance(second, ipaddress.IPv4Network):
        return first.overlaps(second)
    if isinstance(first, ipaddress.IPv6Network) and isinstance(second, ipaddress.IPv6Network):
        return first.overlaps(second)
    return False
