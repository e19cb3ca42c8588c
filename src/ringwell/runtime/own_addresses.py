"""The addresses that this machine has: no trunk may claim them, for phones and browsers may come from them."""

import re
from ipaddress import IPv6Address
from pathlib import Path
from typing import Final

from ringwell.runtime.settings import Settings

FOUR: Final = Path("/proc/net/fib_trie")
SIX: Final = Path("/proc/net/if_inet6")
EVERY: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104  - compared, not listened on
_LOCAL: Final = re.compile(r"\|-- ([0-9.]+)\n\s+/32 host LOCAL")


def own_addresses(settings: Settings) -> frozenset[str]:
    """As they are now, with the public one that is set; those of every interface where the kernel tells them."""
    told = {settings.sip_host, settings.http_host, settings.external_address} - {None, *EVERY}
    return frozenset(str(each) for each in told) | _four() | _six()


def _four() -> frozenset[str]:
    try:
        return frozenset(_LOCAL.findall(FOUR.read_text()))
    except OSError:
        return frozenset()


def _six() -> frozenset[str]:
    try:
        lines = SIX.read_text().splitlines()
    except OSError:
        return frozenset()
    return frozenset(str(IPv6Address(int(line.split()[0], 16))) for line in lines)
