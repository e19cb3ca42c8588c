"""Are the ports that we are about to use free, and if not, who has them?"""

import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.settings import Settings, variable


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
    """SIP, and the first of the audio ports: two servers with one range would take each other's."""
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


def _holder(listener: Listener) -> str | None:
    """The name and number of the process that listens there, if this user may see it."""
    inodes = _inodes(listener)
    for folder in Path("/proc").glob("[0-9]*"):
        if _holds(folder, inodes):
            name = (folder / "comm").read_text().strip()
            return f"{name} (process {folder.name})"
    return None


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
