"""Are the ports that we are about to use free, and if not, who has them?"""

import os
import socket
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.settings import Settings, variable

SWITCH: Final = "asterisk"
AUDIO_HOST: Final = "127.0.0.1"
_LOOPBACK_AS_LISTED: Final = f"{int.from_bytes(socket.inet_aton(AUDIO_HOST), sys.byteorder):08X}"


@dataclass(frozen=True, slots=True)
class Listener:
    """A port that we mean to listen on, and the setting that tells it."""

    host: str
    port: int
    kind: socket.SocketKind
    setting: str

    @property
    def protocol(self) -> str:
        return "TCP" if self.kind is socket.SOCK_STREAM else "UDP"


def web_listeners(settings: Settings) -> list[Listener]:
    return [Listener(settings.http_host, settings.http_port, socket.SOCK_STREAM, "http_port")]


def switch_listeners(settings: Settings) -> list[Listener]:
    """SIP. Of the audio ports, which the switch takes call by call, see AudioClaim."""
    host = settings.sip_host
    listeners = [
        Listener(host, settings.sip_port, socket.SOCK_DGRAM, "sip_port"),
        Listener(host, settings.sip_port, socket.SOCK_STREAM, "sip_port"),
    ]
    if settings.sip_tls_port is not None:
        listeners.append(Listener(host, settings.sip_tls_port, socket.SOCK_STREAM, "sip_tls_port"))
    return listeners


def check_free(listeners: Iterable[Listener]) -> None:
    """Raises ConfigurationError that names the port, its holder where that can be seen, and the setting."""
    for listener in listeners:
        if not is_free(listener):
            holder = _holder(listener)
            by = f" by {holder}" if holder else ""
            raise ConfigurationError(
                f"{listener.protocol} port {listener.port} on {listener.host} is in use{by}",
                f"end that program, or set {variable(listener.setting)} to a free port",
            )


def is_free(listener: Listener) -> bool:
    family = socket.AF_INET6 if ":" in listener.host else socket.AF_INET
    with socket.socket(family, listener.kind) as probe:
        if listener.kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listener.host, listener.port))
            if listener.kind is socket.SOCK_STREAM:
                probe.listen(1)
        except PermissionError as error:
            raise ConfigurationError(
                f"port {listener.port} may not be used by this user",
                f"set {variable(listener.setting)} to a port from 1024 up",
            ) from error
        except OSError:
            return False
        return True


class AudioClaim:
    """Says on this machine whose a range of audio ports is, for as long as it is held.

    The switch listens on them only during calls, so that two servers with one range would take each other's and not see it. Two ports of
    the range, its first and its last for a call's audio, are therefore kept on loopback; the switch passes over ports that are taken.
    """

    def __init__(self, first: int, last: int) -> None:
        self._range = range(first + first % 2, last + 1, 2)
        self._held: list[socket.socket] = []

    def check(self) -> None:
        """Raises ConfigurationError where another server has ports of the range."""
        mine = f"{self._range[0]}-{self._range[-1]}"
        taken = [port for port in (self._range[0], self._range[-1]) if not is_free(_audio(port))]
        taken += [
            each[0]
            for each in _held_by_servers()
            if each[0] <= self._range[-1] and each[-1] >= self._range[0]
        ]
        if taken:
            holder = _holder(_audio(taken[0]))
            by = f" by {holder}" if holder else ""
            raise ConfigurationError(
                f"the audio ports {mine} are in use{by} (UDP port {taken[0]})",
                f"end that program, or set {variable('rtp_ports')} to a range of this server's own",
            )

    def hold(self) -> None:
        """Keep the two ports. One that is just used by our own switch's call is left to it."""
        for port in (self._range[0], self._range[-1]):
            kept = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                kept.bind((AUDIO_HOST, port))
            except OSError:
                kept.close()
            else:
                self._held.append(kept)

    def release(self) -> None:
        for kept in self._held:
            kept.close()
        self._held.clear()


def _audio(port: int) -> Listener:
    return Listener(AUDIO_HOST, port, socket.SOCK_DGRAM, "rtp_ports")


def _held_by_servers() -> list[range]:
    """The ranges of other servers, each from the lowest to the highest audio port that it keeps."""
    found: dict[str, int] = {}
    for line in Path("/proc/net/udp").read_text().splitlines()[1:]:
        columns = line.split()
        host, _, port = columns[1].rpartition(":")
        if host == _LOOPBACK_AS_LISTED:
            found[f"socket:[{columns[9]}]"] = int(port, 16)
    servers = (folder for folder in Path("/proc").glob("[0-9]*") if found and _is_server(folder))
    kept = ([port for inode, port in found.items() if _holds(folder, {inode})] for folder in servers)
    return [range(min(ports), max(ports) + 1) for ports in kept if ports]


def _is_server(process: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"server" in words and any(b"ringwell" in word for word in words)


def _holder(listener: Listener) -> str | None:
    """The name and number of the process that listens there, if this user may see it."""
    inodes = _inodes(listener)
    for folder in Path("/proc").glob("[0-9]*"):
        if _holds(folder, inodes):
            return f"{_name(folder)} (process {folder.name})"
    return None


def _name(process: Path) -> str:
    """As a person knows it: the switch runs under the name of its loader."""
    if any(
        Path(os.fsdecode(word)).name == SWITCH for word in (process / "cmdline").read_bytes().split(b"\0")
    ):
        return f"a switch ({SWITCH})"
    return (process / "comm").read_text().strip()


def _inodes(listener: Listener) -> set[str]:
    base = listener.protocol.lower()
    found: set[str] = set()
    for table in (f"/proc/net/{base}", f"/proc/net/{base}6"):
        for line in Path(table).read_text().splitlines()[1:]:
            columns = line.split()
            listens = columns[3] in ("0A", "07")
            if listens and int(columns[1].rpartition(":")[2], 16) == listener.port:
                found.add(f"socket:[{columns[9]}]")
    return found


def _holds(process: Path, inodes: set[str]) -> bool:
    try:
        return any(os.readlink(entry) in inodes for entry in (process / "fd").iterdir())
    except OSError:
        return False
