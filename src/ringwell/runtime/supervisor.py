"""The parent process: no business state; starts, watches, adopts or ends the others.

Children live in sessions of their own. If this process is killed, they go on: calls stay up. The next
supervisor takes the database and the switch over where they were started with the same words and files, and
replaces the others.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace

from ringwell.adapters.asterisk.switch_config import LOOPBACK
from ringwell.adapters.postgres.server import EmbeddedServer
from ringwell.runtime.children import Child
from ringwell.runtime.heartbeat import PERIOD, last_beat
from ringwell.runtime.installation import Installation, choose_free_ports
from ringwell.runtime.listeners import (
    AudioClaim,
    Listener,
    check_free,
    is_free,
    switch_listeners,
    web_listeners,
)
from ringwell.runtime.logs import get_log, turn_over
from ringwell.runtime.plan import (
    FIRST_BRAIN,
    brain_child,
    brain_names,
    child_environment,
    edge_child,
    heartbeat_file,
    module_command,
    postgres_child,
    recogniser_child,
    served,
    switch_child,
    worker_child,
)
from ringwell.runtime.probes import edge_answers
from ringwell.runtime.processes import ProcessIdentity, end, identify
from ringwell.runtime.speech import recogniser_names
from ringwell.runtime.watchdog import Services, Watchdog

READY_SECONDS = 60.0
FILES_SECONDS = 60.0

log = get_log("ringwell.supervisor")


class StartFailed(Exception):
    """A part did not start; the message says which and where its log is."""


class Supervisor:
    """One run of a server. `rescue` is what the watchdog does; `announce` tells people that all is ready."""

    def __init__(
        self,
        installation: Installation,
        rescue: Callable[[Installation, Collection[int]], Awaitable[int]],
        announce: Callable[[], None],
    ) -> None:
        self._installation = installation
        self._rescue = rescue
        self._announce = announce
        self._children: list[Child] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._audio = AudioClaim(*installation.settings.rtp_range)
        self._services = Services(range(installation.settings.partitions))

    async def run(self) -> None:
        """Start all, keep them until SIGINT, SIGTERM or SIGHUP, end all.

        Raises StartFailed, ConfigurationError or DatabaseServerError.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._stop.set)
        starting = asyncio.create_task(self._start_all(), name="start")
        stopping = asyncio.create_task(self._told_to_stop(), name="stop")
        try:
            await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                await stopping
        finally:
            await _cancel([starting, stopping])
            await self._stop_all()

    async def _told_to_stop(self) -> None:
        await self._stop.wait()

    async def _start_all(self) -> None:
        await self._start_database()
        names = brain_names(self._installation.settings.brains)
        brains = [brain_child(self._installation, log, name) for name in names]
        hearing = recogniser_names(self._installation)
        own = [
            *brains,
            *(recogniser_child(self._installation, log, name) for name in hearing),
            worker_child(self._installation, log),
            edge_child(self._installation, log),
        ]
        # An old brain must not meet new tables; a port that is taken is told before anything else starts.
        for child in (*reversed(own), *self._brains_too_many(names), *self._recognisers_too_many(hearing)):
            await self._take_over(child, None)
        check_free(web_listeners(self._installation.settings))
        switch = await self._switch()
        self._launch(switch)
        await self._prepare()
        # They are ended in the reverse of the order in which they were launched.
        for child in own:
            self._launch(child)
        for child in (switch, *own):
            await self._await_ready(child)
        self._spawn(self._look_at_services(), "services")
        for brain in brains:
            self._spawn(self._watch(brain), f"watchdog of {brain.name}")
        self._spawn(self._keep_files(), "files")
        if not await _until(lambda: edge_answers(self._installation, "/health/ready"), READY_SECONDS):
            log.warning("the server is up, but cannot take calls yet", ask="/health/ready")
        self._announce()

    def _brains_too_many(self, names: Sequence[str]) -> list[Child]:
        """Those of an earlier supervisor that had more of them."""
        records = self._installation.folders.processes.glob(f"{FIRST_BRAIN}-*.json")
        return [brain_child(self._installation, log, each.stem) for each in records if each.stem not in names]

    def _recognisers_too_many(self, names: Sequence[str]) -> list[Child]:
        records = self._installation.folders.processes.glob("recogniser-*.json")
        return [recogniser_child(self._installation, log, e.stem) for e in records if e.stem not in names]

    async def _start_database(self) -> None:
        server = self._installation.database_server()
        if server is None:
            return
        child = postgres_child(self._installation, server, log)
        await self._take_over(child, _unrecorded(server))
        if not child.running:
            if not server.folder.exists():
                log.info("making the database")
            await asyncio.to_thread(server.prepare)
        self._launch(child)
        await self._await_ready(child)

    async def _prepare(self) -> None:
        """Roles, tables and, in demo mode, the demo workspace: a process of its own that ends."""
        words = module_command("prepare")
        process = await asyncio.create_subprocess_exec(
            *words,
            env={**os.environ, **child_environment(self._installation)},
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            raise
        if code != 0:
            raise StartFailed(f"the database could not be brought up to date (code {code})")

    async def _switch(self) -> Child:
        """The switch of before, if it still runs with the same files; else a new one on ports that are free."""
        child = switch_child(self._installation, self._installation.switch_config(), log)
        await self._take_over(child, None)
        if child.running:
            self._audio.hold()
            return child
        check_free(switch_listeners(self._installation.settings))
        self._audio.check()
        self._audio.hold()
        if not _own_ports_free(self._installation):
            ports = choose_free_ports(self._installation)
            self._installation = replace(self._installation, ports=ports)
            child = switch_child(self._installation, self._installation.switch_config(), log)
        return child

    async def _take_over(self, child: Child, unrecorded: ProcessIdentity | None) -> None:
        """Adopt or end what an earlier supervisor left."""
        found = child.orphan()
        if found is not None and found.fingerprint == child.fingerprint and child.adoptable:
            log.info(f"{child.name} still runs and is adopted", process_id=found.process.pid)
            child.adopt(found.process)
            return
        process = found.process if found is not None else unrecorded
        if process is not None:
            log.info(f"{child.name} still runs from before and is ended", process_id=process.pid)
            program = child.program
            await asyncio.to_thread(end, process, program.stop_signal, program.stop_seconds)

    def _launch(self, child: Child) -> None:
        """Start a child, unless it was adopted, and keep it."""
        self._children.append(child)
        if not child.running:
            try:
                child.start()
            except OSError as error:
                raise StartFailed(f"{child.name} cannot be started: {error}") from error
        self._spawn(child.keep(), child.name)

    async def _await_ready(self, child: Child) -> None:
        if not await _until(child.ready, READY_SECONDS):
            raise StartFailed(f"{child.name} did not become ready: look into {self._log_of(child)}")
        log.info(f"{child.name} is up")

    def _log_of(self, child: Child) -> str:
        return str(self._installation.folders.logs / f"{child.name}.log")

    async def _watch(self, brain: Child) -> None:
        watchdog = Watchdog(
            limit=self._installation.settings.watchdog_seconds,
            brain_alive=lambda: brain.running,
            ends=lambda: brain.ends_lately,
            beat=lambda: last_beat(heartbeat_file(self._installation, brain.name)),
            rescue=self._rescue_unserved,
            kill_brain=brain.kill,
            log=log,
        )
        await watchdog.run()

    async def _look_at_services(self) -> None:
        while True:
            self._look()
            await asyncio.sleep(PERIOD)

    def _look(self) -> frozenset[int]:
        return self._services.look(served(self._installation), asyncio.get_running_loop().time())

    async def _rescue_unserved(self) -> int:
        """Callers of partitions that another brain has by now, or is about to have, wait for that one."""
        left_alone = self._look()
        if len(left_alone) == self._installation.settings.partitions:
            return 0
        return await self._rescue(self._installation, left_alone)

    async def _keep_files(self) -> None:
        """Turn over the logs of the programs that are not ours (our own processes turn theirs over themselves), and note the children for
        whom there was no room."""
        logs = self._installation.folders.logs
        while True:
            for path in (logs / "postgres.log", logs / "asterisk.log", *(logs / "switch").glob("*.log")):
                await asyncio.to_thread(turn_over, path)
            for child in self._children:
                child.note_again()
            await asyncio.sleep(FILES_SECONDS)

    def _spawn(self, work: Coroutine[object, object, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._note_end)

    def _note_end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error(f"the task {task.get_name()} failed; the server stops", problem=repr(error))
            self._stop.set()

    async def _stop_all(self) -> None:
        if self._children:
            log.info("stopping")
        await _cancel(list(self._tasks))
        for child in reversed(self._children):
            await child.stop()
        self._audio.release()
        if self._children:
            log.info("stopped")


def _unrecorded(server: EmbeddedServer) -> ProcessIdentity | None:
    """A database server on our folder that no record of ours tells of."""
    pid = server.running()
    return None if pid is None else identify(pid)


def _own_ports_free(installation: Installation) -> bool:
    ports = installation.ports
    return all(
        is_free(Listener(LOOPBACK, port, socket.SOCK_STREAM, setting))
        for port, setting in ((ports.ari, "switch_ari_port"), (ports.ami, "switch_ami_port"))
    )


async def _until(check: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Ask again and again until `check` says yes; False after `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            while not await check():  # noqa: ASYNC110 - another process tells no event of ours
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
