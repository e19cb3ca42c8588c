"""What runs: each child's program, how it is asked whether it is ready, and what it was started with."""

import hashlib
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from ringwell.adapters.asterisk.astdb import forget_parts_of_phones
from ringwell.adapters.asterisk.config import configuration, write_configuration
from ringwell.adapters.asterisk.launch import environment, start_command
from ringwell.adapters.asterisk.switch_config import SwitchConfig
from ringwell.adapters.postgres.server import EmbeddedServer
from ringwell.runtime.children import Child
from ringwell.runtime.heartbeat import forget, last_beat
from ringwell.runtime.installation import Installation
from ringwell.runtime.logs import Log
from ringwell.runtime.probes import edge_answers, switch_answers
from ringwell.runtime.processes import Program
from ringwell.runtime.settings import DATA_VARIABLE, variable
from ringwell.runtime.spare import Spare

Ready = Callable[[], Awaitable[bool]]


def postgres_child(installation: Installation, server: EmbeddedServer, log: Log) -> Child:
    program = Program(
        name="postgres",
        command=server.start_command(),
        output=installation.folders.logs / "postgres.log",
        stop_signal=signal.SIGINT,
        stop_seconds=30,
    )

    async def ready() -> bool:
        return server.ready()

    return _child(installation, program, "", ready, log, server.forget_dead, adoptable=True)


def switch_child(installation: Installation, config: SwitchConfig, log: Log) -> Child:
    program = Program(
        name="asterisk",
        command=start_command(config.distribution, config.folders.etc),
        environment=environment(config.distribution),
        output=installation.folders.logs / "asterisk.log",
        stop_seconds=20,
    )

    async def ready() -> bool:
        return await switch_answers(installation)

    def put_right() -> None:
        write_configuration(config)
        forget_parts_of_phones(config.folders.state)

    texts = "".join(configuration(config).values())
    return _child(installation, program, texts, ready, log, put_right, adoptable=True)


def brain_child(installation: Installation, log: Log) -> Child:
    async def ready() -> bool:
        beaten = last_beat(heartbeat_file(installation))
        return beaten is not None and beaten.age < 5

    def forget_beats() -> None:
        forget(heartbeat_file(installation))

    return _child(installation, _python(installation, "brain"), "", ready, log, forget_beats, spared=True)


def worker_child(installation: Installation, log: Log) -> Child:
    async def ready() -> bool:
        return True

    return _child(installation, _python(installation, "worker"), "", ready, log)


def edge_child(installation: Installation, log: Log) -> Child:
    async def ready() -> bool:
        return await edge_answers(installation, "/health/live")

    return _child(installation, _python(installation, "edge"), "", ready, log, spared=True)


def heartbeat_file(installation: Installation) -> Path:
    """Where the brain beats."""
    return installation.folders.processes / "brain.beat"


def child_environment(installation: Installation) -> Mapping[str, str]:
    """What our own processes need beside what we were started with."""
    return {
        DATA_VARIABLE: str(installation.folders.data),
        variable("demo"): "1" if installation.settings.demo else "0",
        "PYTHONUNBUFFERED": "1",
    }


def module_command(name: str) -> list[str]:
    return [sys.executable, "-m", f"ringwell.runtime.{name}"]


def _python(installation: Installation, name: str) -> Program:
    return Program(
        name=name, command=module_command(name), environment=child_environment(installation), output=None
    )


def _child(
    installation: Installation,
    program: Program,
    texts: str,
    ready: Ready,
    log: Log,
    before_start: Callable[[], None] = lambda: None,
    *,
    adoptable: bool = False,
    spared: bool = False,
) -> Child:
    words = "\0".join([*program.command, texts])
    return Child(
        program=program,
        fingerprint=hashlib.sha256(words.encode()).hexdigest(),
        record=installation.folders.processes / f"{program.name}.json",
        log=log,
        ready=ready,
        before_start=before_start,
        adoptable=adoptable,
        spare=Spare(program) if spared and installation.settings.spares else None,
    )
