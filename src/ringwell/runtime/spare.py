"""A process that has read all its code and waits for its turn: the next start of its program takes a tenth of the time."""

import subprocess
import sys
from contextlib import suppress
from typing import Final

from ringwell.runtime.processes import Program, start

WAITING: Final = "--spare"
"""What a program is started with that is to wait until it hears a line. The end of its input tells that it is not wanted."""


def await_turn() -> None:
    """In a process that was started as a spare: wait until it is to begin, or end it where it is not wanted. In others nothing."""
    if WAITING in sys.argv:
        sys.argv.remove(WAITING)
        if not sys.stdin.buffer.readline():
            sys.exit(0)


class Spare:
    """At most one such process of one program. It is gone when we are: its input ends then."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._waiting: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start it, unless one waits already. Raises OSError where the program cannot be run."""
        if self._waiting is None or self._waiting.poll() is not None:
            self._waiting = start(self._program, WAITING, stdin=subprocess.PIPE)

    def take(self) -> subprocess.Popen[bytes] | None:
        """Let it begin; None where none waits."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.poll() is not None or waiting.stdin is None:
            return None
        try:
            with waiting.stdin as pipe:
                pipe.write(b"begin\n")
        except BrokenPipeError:  # it has just ended
            waiting.wait()
            return None
        return waiting

    def drop(self) -> None:
        """End it."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            with suppress(ProcessLookupError):
                waiting.kill()
            waiting.communicate()
