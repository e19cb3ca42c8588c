"""One child of the supervisor: started or adopted, kept alive with a growing pause, ended."""

import asyncio
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from ringwell.runtime.logs import Log
from ringwell.runtime.processes import (
    ProcessIdentity,
    Program,
    Remembered,
    alive,
    end,
    identify,
    number_is_still,
    recall,
    remember,
    send,
    start,
)
from ringwell.runtime.spare import Spare

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the next start of a child that has ended once lately, twice, and so on."""

LATELY_SECONDS = 60.0
"""An end counts for so long: who cannot stay up at all is started six times a minute at most, who ends now and then at once."""

STEADY_SECONDS = 10.0
"""Who has been up for so long could stay up: its end does not count with those before."""

SPARE_AFTER_SECONDS = 5.0
"""So long after a start the spare is made ready: not while what was started needs the machine."""


def pause_before_start(ends: int) -> float:
    """Seconds to wait after so many ends lately, of which there is at least one."""
    return PAUSES[min(ends, len(PAUSES)) - 1]


def how_it_ended(code: int | None) -> str:
    """Words for a return code; None where the process was not our child."""
    if code is None:
        return "has ended"
    return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"


@dataclass
class Child:
    """What is known of one child. `before_start` may put things right, such as a stale lock file.

    `adoptable` means that a new supervisor takes it over as it is, where its fingerprint is the same. `spare` is what it is
    started from where there is one.
    """

    program: Program
    fingerprint: str
    record: Path
    log: Log
    ready: Callable[[], Awaitable[bool]]
    before_start: Callable[[], None] = lambda: None
    adoptable: bool = False
    spare: Spare | None = None
    process: ProcessIdentity | None = None
    _ends: deque[float] = field(default_factory=lambda: deque(maxlen=len(PAUSES)), init=False)
    _began: float = field(default=0.0, init=False)
    _noted: bool = field(default=True, init=False)
    _popen: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def ends_lately(self) -> int:
        """How often it has ended within the last minute without having been up for long, as far as that makes a difference."""
        since = time.monotonic() - LATELY_SECONDS
        return sum(at > since for at in self._ends)

    @property
    def running(self) -> bool:
        return self.process is not None and alive(self.process)

    def orphan(self) -> Remembered | None:
        """A child of an earlier supervisor that still lives."""
        return recall(self.record)

    def adopt(self, process: ProcessIdentity) -> None:
        self.process = process
        self._note()

    def start(self) -> None:
        """Start it and note its number. Raises OSError where the program cannot be run."""
        self.before_start()
        waiting = None if self.spare is None else self.spare.take()
        self._popen = waiting or start(self.program)
        self.process = identify(self._popen.pid)
        self._note()

    def note_again(self) -> None:
        """Where there was no room to note it: there may be by now."""
        if not self._noted:
            self._note()

    def _note(self) -> None:
        """For a later supervisor. Where the disk is full, that one would not find it; it runs, and is ours, all the same."""
        if self.process is None:
            return
        try:
            remember(self.record, self.process, self.fingerprint)
        except OSError as error:
            self.log.error(f"{self.name} runs and cannot be noted", problem=str(error))
            self._noted = False
        else:
            self._noted = True

    async def ended(self) -> int | None:
        """Wait until it has ended; its return code where it was our own child."""
        if self.process is not None:
            await gone(self.process)
        if self._popen is None:
            return None
        return await asyncio.to_thread(self._popen.wait)

    async def keep(self) -> None:
        """Start it again whenever it ends, until cancelled."""
        while True:
            self._began = time.monotonic()
            preparing = asyncio.get_running_loop().call_later(SPARE_AFTER_SECONDS, self._prepare_spare)
            try:
                code = await self.ended()
            finally:
                preparing.cancel()
            self._note_end(time.monotonic())
            pause = pause_before_start(self.ends_lately)
            self.log.warning(f"{self.name} {how_it_ended(code)}; starting it again", in_seconds=pause)
            await asyncio.sleep(pause)
            self._start_again()

    def _note_end(self, now: float) -> None:
        if now - self._began > STEADY_SECONDS:
            self._ends.clear()
        self._ends.append(now)

    def _prepare_spare(self) -> None:
        if self.spare is not None:
            try:
                self.spare.prepare()
            except OSError as error:
                self.log.warning(f"no spare {self.name} can be started", problem=str(error))

    def _start_again(self) -> None:
        try:
            self.start()
        except OSError as error:
            self.process = None
            self._popen = None
            self.log.error(f"{self.name} cannot be started", problem=str(error))

    async def stop(self) -> None:
        """End it, and wait until it is gone."""
        if self.spare is not None:
            self.spare.drop()
        process, self.process = self.process, None
        if process is not None:
            clean = await asyncio.to_thread(end, process, self.program.stop_signal, self.program.stop_seconds)
            if not clean:
                self.log.warning(f"{self.name} did not end in time and was killed")
        if self._popen is not None:
            await asyncio.to_thread(self._popen.wait)
        self.record.unlink(missing_ok=True)

    def kill(self) -> None:
        """End it at once; `keep` starts it again."""
        if self.process is not None:
            send(self.process, signal.SIGKILL)


async def gone(process: ProcessIdentity) -> None:
    """Wait, without polling, until a process has ended, whoever its parent is."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    try:
        if number_is_still(process):
            loop.add_reader(descriptor, done.set)
            await done.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
