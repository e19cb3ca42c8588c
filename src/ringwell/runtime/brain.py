"""The brain: live state, routing, the switch's applications."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
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
from ringwell.journeys import render
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.dealing import WaitingCaller, waiting_for
from ringwell.journeys.live import Floor
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion, probe
from ringwell.journeys.turn import Notice
from ringwell.kernel.errors import LeaseLost, LogRefused, StoreAway
from ringwell.kernel.events import Actor
from ringwell.runtime.alarms import LOOK_EVERY_S, Alarms, Dropped
from ringwell.runtime.clock import RandomIds, SteadyClock
from ringwell.runtime.demo.cast import SLUG as DEMO_SLUG
from ringwell.runtime.floor_runner import FloorBroken, FloorRunner
from ringwell.runtime.floors import Floors, LeftOut
from ringwell.runtime.heartbeat import PERIOD, beat
from ringwell.runtime.installation import Installation
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.left_out import look_after
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.own_addresses import own_addresses
from ringwell.runtime.plan import heartbeat_file
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.stores import open_stores
from ringwell.runtime.switch_teller import SwitchTeller
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.watchdog import LATE_SECONDS

DEAF_S = 15.0
"""A brain that has not heard the switch for so long can do nothing for those who wait, whatever its lease says."""


LISTED_AT_MOST = 200
"""Callers in an agent's list of those who wait: the oldest."""
PROBED_AT_MOST = 500
"""Agents that a probe tells of one by one; all are counted."""


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
        self._floors = Floors(
            self._stores,
            self._journal,
            run=self._run_floor,
            changed=self._workspaces_changed,
            showing=self._show_left_out,
            tasks=self._tasks,
            now=self._clock.now,
            log=self._log,
        )
        self._door = Door(
            key=installation.secrets.door_key,
            epoch=uuid4().hex,
            on_command=self._command,
            on_reload=self._floors.reload,
            on_probe=self._probe,
            on_waiting=self._waiting,
            now=self._clock.now,
            ready=self._ready,
            left_out=self._floors.left_out.keys,
        )
        self._hints = ConfigHints(self._stores.url, self._floors.hinted, self._hints_missed)
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
            configs=self._floors.configs,
            newest=self._newest,
            own=lambda: own_addresses(installation.settings),
            tls=installation.settings.sip_over_tls,
            now=self._clock.now,
            log=self._log,
        )
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
        await self._leases.take(self._all_partitions(), address)
        self._tasks.start(self._keep_leases(), "leases")
        self._tasks.start(self._journal.run(), "journal")
        await self._floors.load(self._all_partitions())
        self._tasks.start(self._hints.run(), "config-hints")
        self._tasks.start(self._teller.run(), "switch-teller")
        await self._teller.answered.wait()
        self._tasks.start(self._switch.run(), "switch")
        await self._serve()
        self._tasks.start(self._look_around(), "alarms")
        left_out = look_after(
            lambda: frozenset(self._floors.left_out), self._switch.ari, self._floors.reload, self._log
        )
        self._tasks.start(left_out, "left-out")

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
            for runner in self._floors.runners.values():
                steps.callback(runner.stop)

    # --- workspaces

    def _run_floor(self, floor: Floor) -> FloorRunner:
        publisher = Publisher(floor, self._door.feed(floor.workspace_id), self._clock.now)
        publisher.show_all()
        return FloorRunner(
            floor,
            ids=self._ids,
            now=self._clock.now,
            switch=self._switch,
            journal=self._journal,
            directory=self._stores.directory,
            numbers=self._stores.callback_numbers,
            publisher=publisher,
            notify=self._notify,
            tasks=self._tasks,
            log=self._log,
            failed=self._failed,
        )

    async def _workspaces_changed(self) -> None:
        # The numbers last: whoever calls one that is new is heard from the first moment.
        await self._serve()
        await self._teller.tell()

    def _show_left_out(self, workspace_id: str, left_out: LeftOut) -> None:
        """Supervisors are told, on a board that has nothing else."""
        alert = left_out.alert
        self._door.feed(workspace_id).show(render.BOARD, {"alerts": {alert.alert_id: alert}})

    def _hints_missed(self) -> None:
        self._tasks.start(self._floors.look_for_changes(self._all_partitions()), "config-changes")

    def _all_partitions(self) -> range:
        return range(self._installation.settings.partitions)

    # --- what people ask

    async def _command(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, _key: str
    ) -> Problem | None:
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            left_out = workspace_id in self._floors.left_out
            return Problem(code="brain_away" if left_out else "workspace.unknown")
        try:
            refusal = await runner.do(actor, command)
        except (StoreAway, LogRefused) as error:
            return Problem(code=error.code)
        except FloorBroken:
            return Problem(code="brain_away")
        return Problem(code=refusal.code, params=refusal.params) if refusal else None

    def _probe(self, workspace_id: str, question: ProbeQuestion) -> ProbeAnswer | None:
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            return None
        return probe(runner.floor, question, self._clock.now().timestamp(), PROBED_AT_MOST)

    def _waiting(self, workspace_id: str, agent_id: str) -> tuple[WaitingCaller, ...]:
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            return ()
        return waiting_for(runner.floor, agent_id, self._clock.now().timestamp(), LISTED_AT_MOST)

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
            for workspace_id in tuple(self._floors.runners):
                await self._journal.commit_now(workspace_id, ())
        except (StoreAway, LeaseLost):
            return False
        return True

    def _heard(self, workspace_id: str, event: SwitchEvent) -> None:
        runner = self._floors.runners.get(workspace_id)
        if runner is not None:
            runner.hear(event)

    def _ready(self) -> bool:
        """Whether a call can be taken: the switch knows the numbers, we hear it, and we may act."""
        return self._teller.told and self._switch.is_connected and self._leases.may_act()

    def _routes(self) -> list[WorkspaceRoutes]:
        return [
            routes_of(
                config,
                self._floors.partitions[config.workspace_id],
                demo=self._is_demo(config),
                left_out=config.workspace_id in self._floors.left_out,
            )
            for config in self._floors.configs()
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
        return self._leases.token(self._floors.partitions[workspace_id])

    def _lease_lost(self, workspace_id: str) -> None:
        self._log.error("another brain writes this log now", workspace=workspace_id)
        self._over.set()

    def _lease_ending(self) -> None:
        """The database is away: callers without an agent reach people through the switch's own queue."""
        for runner in self._floors.runners.values():
            runner.store_gone()

    async def _lease_over(self) -> None:
        self._beat()
        self._serving = False
        await self._switch.serve([])

    async def _lease_back(self) -> None:
        """We may act again: what became of the callers meanwhile is asked before anybody is matched. No edge could reach us either."""
        self._beat()
        self._serving = True
        for runner in self._floors.runners.values():
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
            for workspace_id, runner in self._floors.runners.items():
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
