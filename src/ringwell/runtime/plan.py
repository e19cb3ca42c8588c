"""What runs: each child's program, how it is asked whether it is ready, and what it was started with."""

import hashlib
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
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
from ringwell.runtime.watchdog import LATE_SECONDS

FIRST_BRAIN = "brain"
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


def brain_names(count: int) -> list[str]:
    """What the brains of a server are called: the first as a single one is."""
    return [FIRST_BRAIN, *(f"{FIRST_BRAIN}-{number}" for number in range(2, count + 1))]


def brain_child(installation: Installation, log: Log, name: str = FIRST_BRAIN) -> Child:
    beats = heartbeat_file(installation, name)

    async def ready() -> bool:
        beaten = last_beat(beats)
        return beaten is not None and beaten.age < 5

    # Where there are several, another one is quicker than a spare.
    alone = installation.settings.brains == 1
    program = _brain(installation, name)
    return _child(installation, program, "", ready, log, lambda: forget(beats), spared=alone)


def _brain(installation: Installation, name: str) -> Program:
    words = [] if name == FIRST_BRAIN else [name]
    return replace(_python(installation, "brain"), name=name, command=[*module_command("brain"), *words])


def worker_child(installation: Installation, log: Log) -> Child:
    async def ready() -> bool:
        return True

    return _child(installation, _python(installation, "worker"), "", ready, log)


def recogniser_child(installation: Installation, log: Log, name: str) -> Child:
    async def ready() -> bool:
        return True  # calls wait for no model: until it is in memory, menus go by keys

    program = replace(
        _python(installation, "recogniser"), name=name, command=[*module_command("recogniser"), name]
    )
    return _child(installation, program, "", ready, log)


def edge_child(installation: Installation, log: Log) -> Child:
    async def ready() -> bool:
        return await edge_answers(installation, "/health/live")

    return _child(installation, _python(installation, "edge"), "", ready, log, spared=True)


def heartbeat_file(installation: Installation, name: str = FIRST_BRAIN) -> Path:
    """Where the brain of this name beats."""
    return installation.folders.processes / f"{name}.beat"


def served(installation: Installation) -> frozenset[int]:
    """The partitions for which a brain that beats now might act, whoever has started it: also one that does not hear the switch for others."""
    beats = [last_beat(each) for each in installation.folders.processes.glob("*.beat")]
    working = [each for each in beats if each is not None and each.age <= LATE_SECONDS]
    return frozenset[int]().union(*(each.partitions for each in working))


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
