"""A whole server in a process of its own, as an operator would start it, on free ports and its own data folder."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from ringwell.runtime.folders import Folders, socket_folder
from ringwell.runtime.processes import ProcessIdentity, Remembered, end, recall, wait_until
from tests.support.ports import free_sip_port, free_tcp_port, udp_range

COMMAND = (sys.executable, "-m", "ringwell")
CHILDREN = ("postgres", "asterisk", "brain", "worker", "edge")
START_SECONDS = 180
_there: list["Server"] = []


@dataclass
class Server:
    """One data folder and the settings that a server is started on it with."""

    data: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        scheme = "http" if self.certificate is None else "https"
        return f"{scheme}://127.0.0.1:{self.environment['RINGWELL_HTTP_PORT']}"

    @property
    def certificate(self) -> Path | None:
        """By which browsers and the other ends of trunks know it."""
        named = self.environment.get("RINGWELL_TLS_CERTIFICATE")
        return None if named is None else Path(named)

    @property
    def output(self) -> Path:
        return self.data.parent / "terminal.log"

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """A command that is expected to end by itself."""
        return subprocess.run(
            [*COMMAND, *words],
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    def start(self, *, within_s: float = START_SECONDS, **variables: str) -> None:
        """Start it, and wait until it says that it is ready."""
        before = self._ready_lines()
        self.launch(**variables)
        up = wait_until(lambda: self._ready_lines() > before or self.process_ended(), within_s)
        if not up or self.process_ended():
            raise AssertionError(f"the server did not start:\n{self.output.read_text()[-4000:]}")

    def launch(self, **variables: str) -> None:
        """Start it, and wait for nothing."""
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [*COMMAND, "server", "--demo"],
                env={**self.environment, **variables},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _ready_lines(self) -> int:
        return self.output.read_text().count("Ringwell is ready") if self.output.exists() else 0

    def process_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Tell the parent, and wait for it; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def child(self, name: str) -> ProcessIdentity | None:
        """The child of that name that lives now."""
        found: Remembered | None = recall(Folders(self.data).processes / f"{name}.json")
        return None if found is None else found.process

    def children(self) -> Mapping[str, ProcessIdentity]:
        found = {name: self.child(name) for name in CHILDREN}
        return {name: process for name, process in found.items() if process is not None}

    def is_live(self) -> bool:
        return self._says_yes("/health/live")

    def is_ready(self) -> bool:
        """Whether all its parts are there."""
        return self._says_yes("/health/ready")

    def _says_yes(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def log_events(self, process: str = "supervisor") -> list[str]:
        """What a process has logged, its events only."""
        text = (Folders(self.data).logs / f"{process}.log").read_text()
        return [str(json.loads(line)["event"]) for line in text.splitlines()]

    def end_everything(self) -> None:
        """Whatever a test has left behind."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        for process in self.children().values():
            end(process, signal.SIGTERM, 5)
        with_sockets = socket_folder(Folders(self.data))
        if not with_sockets.is_relative_to(self.data) and not any(with_sockets.iterdir()):
            with_sockets.rmdir()


@contextmanager
def server_on(folder: Path, audio_ports: int = 100, **variables: str) -> Generator[Server]:
    """A server that is not yet started, and is gone with all its children afterwards."""
    with udp_range(audio_ports) as (first, last):
        server = Server(folder / "data", _environment(folder, f"{first}-{last}", variables))
        _there.append(server)
        try:
            yield server
        finally:
            _there.remove(server)
            server.end_everything()


def keep_logs(where: Path) -> bool:
    """Copy what the servers that are there have written so far into this folder, each into one of its own; whether there is any."""
    for server in _there:
        kept = where / server.data.parent.name
        with suppress(OSError, shutil.Error):  # what turns over at this very moment
            shutil.copytree(Folders(server.data).logs, kept, dirs_exist_ok=True)
        with suppress(OSError):
            shutil.copy(server.output, kept)
    return where.exists()


def _environment(folder: Path, audio_ports: str, variables: dict[str, str]) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("RINGWELL_")},
        "RINGWELL_DATA": str(folder / "data"),
        "RINGWELL_HTTP_PORT": str(free_tcp_port()),
        "RINGWELL_SIP_PORT": str(free_sip_port()),
        "RINGWELL_RTP_PORTS": audio_ports,
        "RINGWELL_RECOGNISERS": "0",  # the model takes seconds to read, and few tests speak
        "RINGWELL_SPARES": "0",  # many servers are started: what a spare reads in beforehand would be their greatest work
        **variables,
    }
