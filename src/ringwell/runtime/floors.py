"""The workspaces of one brain: each one's floor, and its newest configuration, read when the brain starts and when it changes.

A workspace that cannot be read is left out, so that the others are served: its callers reach people through the switch's own
queue, its desks are told that the brain is away, and it is tried again and again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import partial

import msgspec

from ringwell.adapters.postgres.group_commit import GroupCommit
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor
from ringwell.journeys.views import AlertView
from ringwell.kernel.errors import LeaseLost, NotFound, StoreAway
from ringwell.runtime.floor_runner import FloorRunner
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import until_there
from ringwell.runtime.rerun import Rerun
from ringwell.runtime.sound_files import SoundFiles
from ringwell.runtime.stores import Stores
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.workspaces import load_floor, recount

UNREADABLE = "workspace_unreadable"
COUNT_FIRST_S = 1.0
"""For so long a brain that starts waits for the day's figures; it serves callers then, however many there were today."""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Since when, and the configuration where at least that can be read: the switch's own queue goes by it."""

    since: datetime
    problem: str
    config: WorkspaceConfig | None = None

    @property
    def alert(self) -> AlertView:
        return AlertView(alert_id=UNREADABLE, code=UNREADABLE, params={}, since=self.since, level="over")


class Floors:
    """`run` makes the runner of a floor; `changed` is awaited when a workspace is served, left out, or has another configuration;
    `showing` is told of one that is left out. `owns` tells whether a partition is ours; `elsewhere` is awaited when a workspace of another
    brain's has another configuration."""

    def __init__(
        self,
        stores: Stores,
        journal: GroupCommit,
        *,
        run: Callable[[Floor], FloorRunner],
        changed: Callable[[], Awaitable[None]],
        showing: Callable[[str, LeftOut], None],
        tasks: Tasks,
        owns: Callable[[int], bool],
        elsewhere: Callable[[str], Awaitable[None]],
        sounds: SoundFiles,
        now: Callable[[], datetime],
        log: Log,
    ) -> None:
        self._stores, self._journal = stores, journal
        self._run, self._changed, self._showing = run, changed, showing
        self._owns, self._elsewhere = owns, elsewhere
        self._sounds = sounds
        self._tasks, self._now, self._log = tasks, now, log
        self._loaded = asyncio.Event()
        self._counting: set[asyncio.Task[None]] = set()
        self._reloads: dict[str, Rerun] = {}
        self.runners: dict[str, FloorRunner] = {}
        self.left_out: dict[str, LeftOut] = {}
        self.partitions: dict[str, int] = {}
        self.going: set[int] = set()
        """Partitions that another brain is about to have: nothing is begun in them."""

    async def load(self, partitions: Iterable[int]) -> list[str]:
        """All workspaces of these partitions, which are ours from now on."""
        self._loaded.clear()
        found: list[str] = []
        for partition in partitions:
            for workspace_id in await until_there(lambda p=partition: self._stores.config.workspaces([p])):
                self.partitions[workspace_id] = partition
                await self._read(workspace_id)
                found.append(workspace_id)
        self._loaded.set()
        return found

    async def counted(self) -> None:
        """The day's figures are there, or so many that they are waited for no longer."""
        if self._counting:
            await asyncio.wait(self._counting, timeout=COUNT_FIRST_S)

    async def kept(self, workspace_ids: Iterable[str]) -> bool:
        """Whether all that these have decided so far is committed."""
        try:
            for workspace_id in workspace_ids:
                await self._journal.commit_now(workspace_id, ())
        except (StoreAway, LeaseLost):
            return False
        return True

    def of(self, partition: int) -> list[str]:
        """The workspaces of a partition."""
        return [each for each, its in self.partitions.items() if its == partition]

    def drop(self, workspace_ids: Iterable[str]) -> None:
        """Another brain has these."""
        for workspace_id in workspace_ids:
            del self.partitions[workspace_id]
            self.left_out.pop(workspace_id, None)
            runner = self.runners.pop(workspace_id, None)
            if runner is not None:
                runner.give()

    def configs(self) -> list[WorkspaceConfig]:
        """The configurations of those that are served, and of those that are left out, as far as they can be read."""
        left_out = (each.config for each in self.left_out.values())
        return [
            *(runner.floor.config for runner in self.runners.values()),
            *(config for config in left_out if config is not None),
        ]

    def reload(self, workspace_id: str) -> asyncio.Future[None]:
        """Its configuration changed: done when the newest is in force."""
        reload = self._reloads.get(workspace_id)
        if reload is None:
            work = partial(self._read_again, workspace_id)
            reload = self._reloads[workspace_id] = Rerun(work, self._tasks, "reload")
        return reload.ask()

    def hinted(self, workspace_id: str, version: int) -> None:
        """Somebody has changed a configuration; an edge that was killed then cannot tell us."""
        runner = self.runners.get(workspace_id)
        if runner is None or version > runner.floor.config.version:
            self.reload(workspace_id)

    async def look_for_changes(self, partitions: Iterable[int]) -> None:
        """What changed while nobody could tell us."""
        for workspace_id in await until_there(lambda: self._stores.config.workspaces(list(partitions))):
            self.reload(workspace_id)

    async def _read_again(self, workspace_id: str) -> None:
        await self._loaded.wait()
        if workspace_id not in self.partitions:  # made while we run
            try:
                made = await until_there(lambda: self._stores.workspaces.read(workspace_id))
            except NotFound:
                return
            if not self._owns(made.partition):
                await self._elsewhere(workspace_id)
                return
            await self._loaded.wait()  # it may be ours since a moment, and be read just now
            self.partitions[workspace_id] = made.partition
        if await self._read(workspace_id):
            await self._changed()

    async def _read(self, workspace_id: str) -> bool:
        """Have the workspace as the database has it; whether that changed anything."""
        config, runner = None, self.runners.get(workspace_id)
        try:
            config = await until_there(lambda: self._stores.config.load(workspace_id))
            await self._sounds.bring(workspace_id)
            if runner is None:
                await self._begin(config)
            elif config.version > runner.floor.config.version:
                await self._configure(runner, config)
            else:
                return False
        except NotFound:
            return self.left_out.pop(workspace_id, None) is not None
        except Exception as error:  # noqa: BLE001 - one bad document must not end every call
            return self._unreadable(workspace_id, config, error)
        return True

    async def _begin(self, config: WorkspaceConfig) -> None:
        stores = self._stores
        floor = await until_there(
            lambda: load_floor(config, stores.config, stores.log, stores.call_data, self._now)
        )
        partition = self.partitions.get(config.workspace_id)
        if partition is None or partition in self.going or config.workspace_id in self.runners:
            return  # given away, or begun by another reading, meanwhile
        self.runners[config.workspace_id] = self._run(floor)
        self.left_out.pop(config.workspace_id, None)
        counting = self._tasks.start(self._count(self.runners[config.workspace_id]), "count")
        self._counting.add(counting)
        counting.add_done_callback(self._counting.discard)
        if self._loaded.is_set():
            self._log.info("a workspace is served now", workspace=config.workspace_id)

    async def _configure(self, runner: FloorRunner, config: WorkspaceConfig) -> None:
        """With a new zone another day has begun than the one that was counted."""
        runner.configure(config)
        if runner.floor.today.zone != config.settings.zone:
            await self._count(runner)

    async def _count(self, runner: FloorRunner) -> None:
        """The figures of the day. They are for screens: what cannot be counted keeps no call from being served."""
        keep = partial(self._journal.commit_now, runner.floor.workspace_id, ())
        try:
            await until_there(lambda: recount(runner.floor, self._stores.log, keep, self._now))
        except Exception:  # noqa: BLE001 - whatever it was, calls are more than figures
            self._log.exception("the day cannot be counted", workspace=runner.floor.workspace_id)
            return
        runner.show_all()

    def _unreadable(self, workspace_id: str, config: WorkspaceConfig | None, error: Exception) -> bool:
        if workspace_id in self.runners:
            self._log.error(
                "a new configuration cannot be read: the old one stays",
                workspace=workspace_id,
                exc_info=error,
            )
            return False
        before, problem = self.left_out.get(workspace_id), repr(error)
        if before is None or before.problem != problem:
            self._log.error(
                "a workspace cannot be read: it is left out, its callers go to the switch's own queue",
                workspace=workspace_id,
                exc_info=error,
            )
        found = LeftOut(since=before.since if before else self._now(), problem=problem, config=config)
        self.left_out[workspace_id] = found
        self._showing(workspace_id, found)
        return before is None or before.config != config
