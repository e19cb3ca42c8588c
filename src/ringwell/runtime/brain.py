"""The brain: live state, routing, the switch's applications."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from typing import TypeVar
from uuid import uuid4

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.fallback import routes_of
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.prompts import prompt_media
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.adapters.asterisk.switch_config import LOOPBACK
from ringwell.adapters.postgres.config_hints import ConfigHints
from ringwell.adapters.postgres.group_commit import GroupCommit
from ringwell.adapters.web.door import Door
from ringwell.adapters.web.live import Notice as NoticeFrame
from ringwell.adapters.web.live import Problem
from ringwell.calls.messages import Prompt, SwitchEvent
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Notice
from ringwell.kernel.errors import LeaseLost, LogRefused, NotFound, StoreAway
from ringwell.kernel.events import Actor
from ringwell.runtime.alarms import LOOK_EVERY_S, Alarms, Dropped
from ringwell.runtime.clock import RandomIds, SteadyClock
from ringwell.runtime.demo.cast import SLUG as DEMO_SLUG
from ringwell.runtime.floor_runner import FloorBroken, FloorRunner
from ringwell.runtime.heartbeat import PERIOD, beat
from ringwell.runtime.installation import Installation
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.own_addresses import own_addresses
from ringwell.runtime.plan import heartbeat_file
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.rerun import Rerun
from ringwell.runtime.stores import open_stores
from ringwell.runtime.switch_teller import SwitchTeller
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.watchdog import LATE_SECONDS
from ringwell.runtime.workspaces import load_floor, recount

RETRY_S = 0.5
LONGEST_RETRY_S = 2.0
DEAF_S = 15.0
"""A brain that has not heard the switch for so long can do nothing for those who wait, whatever its lease says."""


class Brain:
    """One brain, which owns every partition of its installation. Made anew for each life of the process."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._log = get_log("ringwell.brain")
        self._clock = SteadyClock()
        self._ids = RandomIds()
        self._over = asyncio.Event()
        self._fault: BaseException | None = None
        self._tasks = Tasks(self._log, failed=self._failed)
        self._stores = open_stores(installation, self._ids, name="brain")
        self._leases = LeaseKeeper(
            self._stores.leases,
            owner=f"brain@{installation.settings.switch_id}",
            ending=self._lease_ending,
            over=self._lease_over,
            back=self._lease_back,
            log=self._log,
        )
        self._journal = GroupCommit(self._stores.log, fence=self._fence, lease_lost=self._lease_lost)
        self._runners: dict[str, FloorRunner] = {}
        self._partitions: dict[str, int] = {}
        self._door = Door(
            key=installation.secrets.door_key,
            epoch=uuid4().hex,
            on_command=self._command,
            on_reload=self._reload,
            now=self._clock.now,
            ready=self._ready,
        )
        self._hints = ConfigHints(self._stores.url, self._hinted, self._hints_missed)
        self._alarms = Alarms(
            {"raw": installation.folders.raw_recordings, "archive": installation.folders.archive},
            now=self._clock.now,
            database_away=lambda: self._leases.away_since or self._journal.away_since,
            dropped=self._dropped,
        )
        self._switch = self._make_switch()
        self._teller = SwitchTeller(
            self._switch.ari,
            installation.switch_folders().etc,
            routes=self._routes,
            configs=lambda: [runner.floor.config for runner in self._runners.values()],
            newest=self._newest,
            own=lambda: own_addresses(installation.settings),
            tls=installation.settings.sip_tls_port is not None,
            now=self._clock.now,
            log=self._log,
        )
        self._loaded = asyncio.Event()
        self._reloads: dict[str, Rerun] = {}
        self._serving = True
        self._heard_at = asyncio.get_running_loop().time()

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop, until another brain has taken over or the machine's clock was set, or until something fails, which is raised:
        a new life reads what is."""
        async with self._switch:
            try:
                self._tasks.start(self._keep_beating(), "heartbeat")
                self._tasks.start(self._start(), "start")
                await _first(stop.wait(), self._over.wait())
            finally:
                await self._end()
        if self._fault is not None:
            raise self._fault

    async def _start(self) -> None:
        address = await self._door.start()
        await self._leases.take(range(self._installation.settings.partitions), address)
        self._tasks.start(self._keep_leases(), "leases")
        self._tasks.start(self._journal.run(), "journal")
        await self._load_all()
        self._loaded.set()
        self._tasks.start(self._hints.run(), "config-hints")
        self._tasks.start(self._teller.run(), "switch-teller")
        await self._teller.answered.wait()
        self._tasks.start(self._switch.run(), "switch")
        await self._serve()
        self._tasks.start(self._look_around(), "alarms")

    def _failed(self, error: BaseException) -> None:
        """A task or a turn has failed: what this process holds cannot be trusted any more."""
        if self._fault is None:
            self._fault = error
        self._over.set()

    async def _end(self) -> None:
        """Each step is taken whatever the others raise; the last first."""
        async with AsyncExitStack() as steps:
            steps.push_async_callback(self._stores.close)
            steps.push_async_callback(self._leases.release)
            steps.push_async_callback(self._journal.close)
            steps.push_async_callback(self._tasks.stop)
            steps.push_async_callback(self._door.stop)
            for runner in self._runners.values():
                steps.callback(runner.stop)

    # --- workspaces

    async def _load_all(self) -> None:
        for partition in range(self._installation.settings.partitions):
            for workspace_id in await _until_there(lambda p=partition: self._stores.config.workspaces([p])):
                self._partitions[workspace_id] = partition
                self._runners[workspace_id] = await self._begin(workspace_id)

    async def _begin(self, workspace_id: str) -> FloorRunner:
        """Its floor as the database has it. One that cannot be read ends the brain, and all callers reach people through the switch's own
        queue: an operator has to know which one it is."""
        try:
            config = await _until_there(lambda: self._stores.config.load(workspace_id))
            return await self._run_floor(config)
        except Exception:
            self._log.exception("a workspace cannot be read: no brain can start", workspace=workspace_id)
            raise

    async def _run_floor(self, config: WorkspaceConfig) -> FloorRunner:
        floor = await _until_there(lambda: self._revived(config))
        publisher = Publisher(floor, self._door.feed(config.workspace_id), self._clock.now)
        publisher.show_all()
        return FloorRunner(
            floor,
            ids=self._ids,
            now=self._clock.now,
            switch=self._switch,
            journal=self._journal,
            directory=self._stores.directory,
            publisher=publisher,
            notify=self._notify,
            tasks=self._tasks,
            log=self._log,
            failed=self._failed,
        )

    async def _revived(self, config: WorkspaceConfig) -> Floor:
        return await load_floor(config, self._stores.config, self._stores.log, self._clock.now)

    async def _reload(self, workspace_id: str) -> None:
        """Its configuration changed: returns when the newest is in force."""
        await self._ask_reload(workspace_id)

    def _ask_reload(self, workspace_id: str) -> asyncio.Future[None]:
        reload = self._reloads.get(workspace_id)
        if reload is None:
            work = partial(self._read_again, workspace_id)
            reload = self._reloads[workspace_id] = Rerun(work, self._tasks, "reload")
        return reload.ask()

    async def _read_again(self, workspace_id: str) -> None:
        await self._loaded.wait()
        try:
            config = await _until_there(lambda: self._stores.config.load(workspace_id))
        except NotFound:
            return
        except Exception:  # noqa: BLE001 - one bad document must not end every call
            self._log.exception("the configuration cannot be read: the old one stays", workspace=workspace_id)
            return
        runner = self._runners.get(workspace_id)
        if runner is None:
            await self._take_up(config)
        elif config.version > runner.floor.config.version:
            await self._configure(runner, config)
        else:
            return
        # The numbers last: whoever calls one that is new is heard from the first moment.
        await self._serve()
        await self._teller.tell()

    async def _configure(self, runner: FloorRunner, config: WorkspaceConfig) -> None:
        """With a new zone another day has begun than the one that was counted."""
        runner.configure(config)
        if runner.floor.today.zone != config.settings.zone:
            keep = partial(self._journal.commit_now, config.workspace_id, ())
            await _until_there(lambda: recount(runner.floor, self._stores.log, keep, self._clock.now()))
            runner.show_all()

    def _hinted(self, workspace_id: str, version: int) -> None:
        """Somebody has changed a configuration; an edge that was killed then cannot tell us."""
        runner = self._runners.get(workspace_id)
        if runner is None or version > runner.floor.config.version:
            self._ask_reload(workspace_id)

    def _hints_missed(self) -> None:
        self._tasks.start(self._look_for_changes(), "config-changes")

    async def _look_for_changes(self) -> None:
        """What changed while nobody could tell us."""
        partitions = range(self._installation.settings.partitions)
        for workspace_id in await _until_there(lambda: self._stores.config.workspaces(partitions)):
            self._ask_reload(workspace_id)

    async def _take_up(self, config: WorkspaceConfig) -> None:
        """A workspace that was made while we run."""
        workspace = await _until_there(lambda: self._stores.workspaces.read(config.workspace_id))
        self._partitions[config.workspace_id] = workspace.partition
        self._runners[config.workspace_id] = await self._run_floor(config)
        self._log.info("a new workspace is served", workspace=config.workspace_id)

    # --- what people ask

    async def _command(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, _key: str
    ) -> Problem | None:
        runner = self._runners.get(workspace_id)
        if runner is None:
            return Problem(code="workspace.unknown")
        try:
            refusal = await runner.do(actor, command)
        except (StoreAway, LogRefused) as error:
            return Problem(code=error.code)
        except FloorBroken:
            return Problem(code="brain_away")
        return Problem(code=refusal.code, params=refusal.params) if refusal else None

    def _notify(self, workspace_id: str, notice: Notice) -> None:
        frame = NoticeFrame(code=notice.code, params=notice.params)
        self._door.notify(workspace_id, frame, agent_id=notice.agent_id, only_phone=notice.phone_session_id)

    # --- the switch

    def _make_switch(self) -> AsteriskSwitch:
        installation = self._installation
        credentials = installation.credentials()
        folders = installation.switch_folders()
        return AsteriskSwitch(
            installation.settings.switch_id,
            AriAddress(
                url=installation.ari_url, user=credentials.ari_user, password=credentials.ari_password
            ),
            AmiAddress(
                host=LOOPBACK,
                port=installation.ports.ami,
                user=credentials.ami_user,
                secret=credentials.ami_password,
            ),
            emit=self._heard,
            media=_media,
            may_act=self._leases.may_act,
            on_replaced=self._replaced,
            queue_log=folders.logs / "queue_log",
            cursor=installation.folders.processes / "queue_log.cursor",
            kept=self._facts_kept,
        )

    async def _facts_kept(self) -> bool:
        """Whether all that the floors have decided so far is committed."""
        try:
            for workspace_id in self._runners:
                await self._journal.commit_now(workspace_id, ())
        except (StoreAway, LeaseLost):
            return False
        return True

    def _heard(self, workspace_id: str, event: SwitchEvent) -> None:
        runner = self._runners.get(workspace_id)
        if runner is not None:
            runner.hear(event)

    def _ready(self) -> bool:
        """Whether a call can be taken: the switch knows the numbers, we hear it, and we may act."""
        return self._teller.told and self._switch.is_connected and self._leases.may_act()

    def _routes(self) -> list[WorkspaceRoutes]:
        return [
            routes_of(
                runner.floor.config, self._partitions[workspace_id], demo=self._is_demo(runner.floor.config)
            )
            for workspace_id, runner in self._runners.items()
        ]

    def _is_demo(self, config: WorkspaceConfig) -> bool:
        return self._installation.settings.demo and config.slug == DEMO_SLUG

    async def _newest(self) -> list[WorkspaceConfig]:
        """Every workspace's configuration as it stands in the database."""
        known = await self._stores.config.workspaces()
        return [await self._stores.config.load(workspace_id) for workspace_id in known]

    async def _serve(self) -> None:
        if self._serving:
            await self._switch.serve(self._routes())

    def _replaced(self, partition: int) -> None:
        self._log.error("another brain has taken the switch's application", partition=partition)
        self._over.set()

    # --- leases

    def _fence(self, workspace_id: str) -> int | None:
        return self._leases.token(self._partitions[workspace_id])

    def _lease_lost(self, workspace_id: str) -> None:
        self._log.error("another brain writes this log now", workspace=workspace_id)
        self._over.set()

    def _lease_ending(self) -> None:
        """The database is away: callers without an agent reach people through the switch's own queue."""
        for runner in self._runners.values():
            runner.store_gone()

    async def _lease_over(self) -> None:
        self._beat()
        self._serving = False
        await self._switch.serve([])

    async def _lease_back(self) -> None:
        """We may act again: what became of the callers meanwhile is asked before anybody is matched. No edge could reach us either."""
        self._beat()
        self._serving = True
        for runner in self._runners.values():
            runner.store_back()
        await self._switch.serve(self._routes(), anew=True)
        self._hints_missed()

    async def _keep_leases(self) -> None:
        try:
            await self._leases.run()
        except LeaseLost as error:
            self._log.error("another brain has taken over", **error.params)
            self._over.set()

    async def _look_around(self) -> None:
        while not self._clock.was_set():
            alerts = await self._alarms.look()
            for workspace_id, runner in self._runners.items():
                runner.look_around({**alerts, **self._teller.alerts(workspace_id)})
            await asyncio.sleep(LOOK_EVERY_S)
        self._log.error(
            "the machine's clock was set: a new brain goes by it", old=self._clock.now().isoformat()
        )
        self._over.set()

    def _dropped(self) -> Dropped | None:
        since = self._journal.dropped_since
        return None if since is None else Dropped(self._journal.dropped.total(), since)

    def _beat(self) -> None:
        try:
            beat(heartbeat_file(self._installation), acts=self._leases.may_act() and not self._is_deaf())
        except OSError as error:  # a disk that is full must not end the calls
            self._log.error("the heartbeat cannot be written", problem=repr(error))

    def _is_deaf(self) -> bool:
        now = asyncio.get_running_loop().time()
        if self._switch.is_connected:
            self._heard_at = now
        return now - self._heard_at > DEAF_S

    async def _keep_beating(self) -> None:
        """Tell the supervisor that the loop runs, also while the database or the switch is away. Who stood still for so long that the
        watchdog may have taken the callers away has to ask where they are."""
        now = asyncio.get_running_loop().time
        while True:
            self._beat()
            beaten = now()
            await asyncio.sleep(PERIOD)
            if self._serving and now() - beaten > LATE_SECONDS:
                self._log.warning(
                    "the brain stood still: what is has to be read anew", seconds=round(now() - beaten)
                )
                await self._switch.serve(self._routes(), anew=True)


_Answer = TypeVar("_Answer")


async def _until_there(ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """The answer, as soon as the database gives one."""
    pause = RETRY_S
    while True:
        try:
            return await ask()
        except StoreAway:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_RETRY_S)


async def _first(*waits: Coroutine[object, object, object]) -> None:
    """Until one of them is done."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _media(prompt: Prompt) -> str:
    """The prompt's file as the switch wants it."""
    return prompt_media(prompt.language, FlowPrompt(prompt.code, prompt.number))


async def run(installation: Installation, stop: asyncio.Event) -> None:
    await Brain(installation).run(stop)


if __name__ == "__main__":
    run_process("brain", run)
