"""A real database and a real switch for tests: own ports, own folders, gone when the test process is gone."""

import base64
import secrets
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ringwell.adapters.asterisk.astdb import forget_parts_of_phones
from ringwell.adapters.asterisk.config import write_configuration
from ringwell.adapters.asterisk.install import find_switch
from ringwell.adapters.asterisk.launch import console_command, environment, start_command
from ringwell.adapters.asterisk.switch_config import (
    DEMO_TRUNK_SOURCE,
    LOOPBACK,
    Addresses,
    Credentials,
    SwitchConfig,
    SwitchFolders,
)
from ringwell.adapters.postgres.server import EmbeddedServer
from ringwell.runtime.installation import prompts_folder
from ringwell.runtime.processes import Program, end, identify, start, wait_until
from tests.support.ports import free_sip_port, free_tcp_port, udp_range


@dataclass(frozen=True)
class RunningDatabase:
    """An embedded PostgreSQL, empty but for what PostgreSQL makes itself.

    `url` is the superuser's, for SQLAlchemy; `server.url(user, password, database)` makes others. `output` is what the server says.
    """

    server: EmbeddedServer
    output: Path

    @property
    def url(self) -> str:
        return self.server.url()


@dataclass
class RunningSwitch:
    """A switch with the demo trunk. Call it from `trunk_source` at `sip_host:sip_port`.

    `start`, `stop` and `kill` let a test take it away and bring it back with the same files.
    """

    config: SwitchConfig
    trunk_source: str = DEMO_TRUNK_SOURCE
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def ari_url(self) -> str:
        return f"http://{LOOPBACK}:{self.config.addresses.ari_port}/ari"

    @property
    def ari_user(self) -> str:
        return self.config.credentials.ari_user

    @property
    def ari_password(self) -> str:
        return self.config.credentials.ari_password

    @property
    def ami_port(self) -> int:
        return self.config.addresses.ami_port

    @property
    def sip_host(self) -> str:
        return self.config.addresses.sip_host

    @property
    def sip_port(self) -> int:
        return self.config.addresses.sip_port

    @property
    def websocket_url(self) -> str:
        """Where browsers' SIP goes; in production only the edge's relay comes here."""
        return f"ws://{LOOPBACK}:{self.config.addresses.ari_port}/ws"

    def start(self) -> None:
        forget_parts_of_phones(self.config.folders.state)
        output = self.config.folders.logs / "asterisk.log"
        program = Program(
            name="asterisk",
            command=start_command(self.config.distribution, self.config.folders.etc),
            environment=environment(self.config.distribution),
            output=output,
            die_with_parent=True,
        )
        self.process = start(program)
        if not wait_until(self.answers, 60):
            raise AssertionError(f"the switch did not start: {output.read_text()[-2000:]}")

    def stop(self) -> None:
        _stop(self.process, signal.SIGTERM)

    def kill(self) -> None:
        _stop(self.process, signal.SIGKILL)

    def answers(self) -> bool:
        """True once ARI tells that the switch has fully started."""
        request = urllib.request.Request(f"{self.ari_url}/asterisk/info?only=status")
        token = base64.b64encode(f"{self.ari_user}:{self.ari_password}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        try:
            with urllib.request.urlopen(request, timeout=2) as reply:
                return "startup_time" in reply.read().decode()
        except (urllib.error.URLError, OSError):
            return False

    def console(self, words: str) -> str:
        """What the switch's console answers, such as to `dialplan reload`."""
        command = console_command(self.config.distribution, self.config.folders.etc, words)
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout


@contextmanager
def running_database(folder: Path) -> Generator[RunningDatabase]:
    """A fresh cluster in `folder`; not durable, so quick."""
    with _short_folder() as socket_folder:
        server = EmbeddedServer(
            folder / "postgres", socket_folder, secrets.token_urlsafe(24), durable=False, max_connections=60
        )
        server.prepare()
        output = folder / "postgres.log"
        program = Program("postgres", server.start_command(), output, die_with_parent=True)
        process = start(program)
        try:
            if not wait_until(server.ready, 60):
                raise AssertionError(f"the database did not start: {output.read_text()[-2000:]}")
            yield RunningDatabase(server, output)
        finally:
            _stop(process, signal.SIGINT)


@contextmanager
def running_switch(
    folder: Path, *, prompts: Path | None = None, max_calls: int = 150, rtp_ports: int = 400
) -> Generator[RunningSwitch]:
    """A switch of its own in `folder`, on free ports."""
    with switch_in(folder, prompts=prompts, max_calls=max_calls, rtp_ports=rtp_ports) as switch:
        write_configuration(switch.config)
        switch.start()
        try:
            yield switch
        finally:
            switch.stop()


@contextmanager
def switch_in(
    folder: Path, *, prompts: Path | None = None, max_calls: int = 150, rtp_ports: int = 100
) -> Generator[RunningSwitch]:
    """One that is not yet configured and started, with ports and folders of its own."""
    with _short_folder() as run, udp_range(rtp_ports) as audio:
        yield RunningSwitch(_config(folder, run, prompts, max_calls, audio))


def _config(
    folder: Path, run: Path, prompts: Path | None, max_calls: int, audio: tuple[int, int]
) -> SwitchConfig:
    passwords = [secrets.token_urlsafe(24) for _ in range(3)]
    return SwitchConfig(
        switch_id=f"test-{secrets.token_hex(3)}",
        distribution=find_switch(None),
        folders=SwitchFolders(
            folder / "switch", run, folder / "logs", folder / "recordings", folder / "sounds"
        ),
        credentials=Credentials(*passwords),
        addresses=Addresses(
            LOOPBACK, free_sip_port(), *audio, ari_port=free_tcp_port(), ami_port=free_tcp_port()
        ),
        prompts=prompts or prompts_folder(),
        demo=True,
        max_calls=max_calls,
    )


@contextmanager
def _short_folder() -> Generator[Path]:
    """For sockets, whose paths may not be long, as pytest's folders are."""
    with tempfile.TemporaryDirectory(prefix="rw-", dir="/tmp") as name:
        yield Path(name)


def _stop(process: subprocess.Popen[bytes] | None, number: signal.Signals) -> None:
    if process is None or process.poll() is not None:
        return
    identity = identify(process.pid)
    if identity is not None:
        end(identity, number, 10)
    process.wait(10)
