"""An interface beside loopback: without one a browser offers no address at which it could be heard."""

import ctypes
import os
import shutil
import socket
import subprocess
from typing import Final

_NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET; os.unshare comes with Python 3.12
_PAIR: Final = (
    "ip link set lo up",
    "ip link add rw0 type veth peer name rw1",
    "ip address add 10.77.0.1/24 dev rw0",
    "ip link set rw0 up",
    "ip link set rw1 up",
    "ip route add default via 10.77.0.2",
)


def has_own_address() -> bool:
    """Whether a packet to anywhere would leave by an address that is not loopback's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.200", 9))
        except OSError:
            return False
        return not str(probe.getsockname()[0]).startswith("127.")


def enter_own_network() -> str | None:
    """Put this process and those it starts into a network with an interface of its own; why not, if it cannot be."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return "only loopback here, and no rights (root) or no `ip` (iproute2) to make another interface"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NETWORK) != 0:
        return f"only loopback here, and no other network may be made: {os.strerror(ctypes.get_errno())}"
    for line in _PAIR:
        subprocess.run(line.split(), check=True, timeout=10)
    return None
