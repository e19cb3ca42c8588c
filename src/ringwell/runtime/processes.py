"""One child process: started in a session of its own, told apart from strangers, watched, ended.

A child is remembered in a file by its process id *and* its start time, so that a later supervisor never
takes, or ends, a process that merely got the same number.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. `stop_signal` asks it to end cleanly within `stop_seconds`, then it is killed.

    `output` is where its words go; None leaves them on our own terminal.
    `die_with_parent` is for tests: the kernel ends the child when its parent is gone.
    """

    name: str
    command: Sequence[str]
    output: Path | None
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10.0
    die_with_parent: bool = False


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """A process, for ever: no other ever has the same number and start time within one boot."""

    pid: int
    started: int
    boot: str


def identify(pid: int) -> ProcessIdentity | None:
    """The identity of a process that lives now; a dead one whose parent has not looked yet is gone."""
    found = _look_at(pid)
    return None if found is None or found[0] in "ZX" else found[1]


def alive(process: ProcessIdentity) -> bool:
    return identify(process.pid) == process


def number_is_still(process: ProcessIdentity) -> bool:
    """False once the number is free or another's. A process is `alive` no more, yet still has its number and its
    ports, while its last threads end."""
    found = _look_at(process.pid)
    return found is not None and found[1] == process


def _look_at(pid: int) -> tuple[str, ProcessIdentity] | None:
    """The state letter and identity of whatever has this number."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return after_name[0], ProcessIdentity(pid, int(after_name[19]), _boot())


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def start(program: Program, *more: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start, with `more` words, in a new session, so that Ctrl-C reaches the parent only, which ends the children in order."""
    words = [*program.command, *more]
    if program.die_with_parent:
        words = ["setpriv", "--pdeathsig", "KILL", "--", *words]
    with _open_output(program.output) as output:
        return subprocess.Popen(  # noqa: S603
            words,
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **program.environment},
            start_new_session=True,
        )


def _open_output(path: Path | None) -> BinaryIO:
    if path is None:
        return os.fdopen(os.dup(sys.stderr.fileno()), "wb")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def wait_gone(process: ProcessIdentity, seconds: float) -> bool:
    """Wait until a process, ours or not, has ended. Blocks; at most `seconds`."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return True
    try:
        if not number_is_still(process):
            return True
        readable, _, _ = select.select([descriptor], [], [], seconds)
        return bool(readable)
    finally:
        os.close(descriptor)


def end(process: ProcessIdentity, stop_signal: signal.Signals, seconds: float) -> bool:
    """Ask a process to end, and kill it if it does not within `seconds`. True if it ended by itself."""
    send(process, stop_signal)
    if wait_gone(process, seconds):
        return True
    send(process, signal.SIGKILL)
    wait_gone(process, 5.0)
    return False


def send(process: ProcessIdentity, number: signal.Signals) -> bool:
    """Send a signal to exactly this process; False if it is gone."""
    if not alive(process):
        return False
    with suppress(ProcessLookupError):
        os.kill(process.pid, number)
        return True
    return False


def remember(path: Path, process: ProcessIdentity, fingerprint: str) -> None:
    """Note a running child, with a fingerprint of what it was started with."""
    record = {
        "pid": process.pid,
        "started": process.started,
        "boot": process.boot,
        "fingerprint": fingerprint,
    }
    new = path.with_name(f".{path.name}.new")
    new.write_text(json.dumps(record))
    new.replace(path)


@dataclass(frozen=True, slots=True)
class Remembered:
    process: ProcessIdentity
    fingerprint: str


def recall(path: Path) -> Remembered | None:
    """The child that a file remembers, if it still lives; a damaged file remembers nothing."""
    try:
        record = json.loads(path.read_text())
        process = ProcessIdentity(int(record["pid"]), int(record["started"]), str(record["boot"]))
        remembered = Remembered(process, str(record["fingerprint"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return remembered if alive(process) else None


def wait_until(check: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Ask again and again until `check` is true; False after `seconds`."""
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
