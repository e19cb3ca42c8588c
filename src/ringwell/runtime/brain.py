"""The brain: live state, routing, the switch's applications."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar
from uuid import uuid4

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.adapters.asterisk.fallback import routes_of, tell_switch
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.phones import Trunk as SwitchTrunk
from ringwell.adapters.asterisk.prompts import prompt_media
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.adapters.asterisk.switch_config import LOOPBACK
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
from ringwell.kernel.errors import LeaseLost, LogRefused, StoreAway
from ringwell.kernel.events import Actor
from ringwell.projects.model import Trunk
from ringwell.runtime.alarms import LOOK_EVERY_S, Alarms, Dropped
from ringwell.runtime.clock import RandomIds, SteadyClock
from ringwell.runtime.floor_runner import FloorRunner
from ringwell.runtime.heartbeat import PERIOD, beat
from ringwell.runtime.installation import Installation
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.plan import heartbeat_file
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.settings import bracketed
from ringwell.runtime.stores import open_stores
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.workspaces import load_floor

RETRY_S = 0.5


class Brain:
    """One brain, which owns every partition of its installation. Made anew for each life of the process."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._log = get_log("ringwell.brain")
        self._clock = SteadyClock()
        self._ids = RandomIds()
        self._tasks = Tasks(self._log)
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
        self._told_switch = False
        self._alarms = Alarms(
            {"raw": installation.folders.raw_recordings, "archive": installation.folders.archive},
            now=self._clock.now,
            database_away=lambda: self._leases.away_since or self._journal.away_since,
            dropped=self._dropped,
        )
        self._switch = self._make_switch()
        self._fault = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop, or until another brain has taken over."""
        self._tasks.start(self._keep_beating(), "heartbeat")
        address = await self._door.start()
        async with self._switch:
            try:
                await self._leases.take(range(self._installation.settings.partitions), address)
                self._tasks.start(self._keep_leases(), "leases")
                self._tasks.start(self._journal.run(), "journal")
                await self._load_all()
                await self._tell_switch()
                self._tasks.start(self._switch.run(), "switch")
                await self._serve()
                self._tasks.start(self._look_around(), "alarms")
                await _first(stop.wait(), self._fault.wait())
            finally:
                await self._end()

    async def _end(self) -> None:
        for runner in self._runners.values():
            runner.stop()
        await self._door.stop()
        await self._tasks.stop()
        await self._journal.close()
        await self._leases.release()
        await self._stores.close()

    # --- workspaces

    async def _load_all(self) -> None:
        for partition in range(self._installation.settings.partitions):
            for workspace_id in await _until_there(lambda p=partition: self._stores.config.workspaces([p])):
                config = await _until_there(lambda w=workspace_id: self._stores.config.load(w))
                self._partitions[workspace_id] = partition
                self._runners[workspace_id] = await self._run_floor(config)

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
        )

    async def _revived(self, config: WorkspaceConfig) -> Floor:
        return await load_floor(config, self._stores.config, self._stores.log, self._clock.now)

    async def _reload(self, workspace_id: str) -> None:
        runner = self._runners.get(workspace_id)
        if runner is None:
            return
        runner.configure(await self._stores.config.load(workspace_id))
        await self._tell_switch()
        await self._serve()

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
        )

    def _heard(self, workspace_id: str, event: SwitchEvent) -> None:
        runner = self._runners.get(workspace_id)
        if runner is not None:
            runner.hear(event)

    def _ready(self) -> bool:
        """Whether a call can be taken: the switch knows the numbers, we hear it, and we may act."""
        return self._told_switch and self._switch.is_connected and self._leases.may_act()

    async def _tell_switch(self) -> None:
        """Numbers and fallback queues, as soon as the switch answers."""
        etc = self._installation.switch_folders().etc
        while True:
            try:
                await tell_switch(self._switch.ari, etc, self._routes())
                await self._provision_trunks()
            except SwitchError as error:
                self._log.warning("the switch does not answer yet", problem=str(error))
                await asyncio.sleep(RETRY_S)
            else:
                self._told_switch = True
                return

    async def _provision_trunks(self) -> None:
        """Make the trunks that administrators have set; the demo's own stands in the switch's files."""
        phones = AsteriskPhones(self._switch.ari, domain=bracketed(self._installation.settings.sip_host))
        for runner in self._runners.values():
            config = runner.floor.config
            for trunk in config.trunks.values():
                if not trunk.demo:
                    await phones.provision_trunk(trunk_at_switch(config, trunk))

    def _routes(self) -> list[WorkspaceRoutes]:
        return [
            routes_of(runner.floor.config, self._partitions[workspace_id])
            for workspace_id, runner in self._runners.items()
        ]

    async def _serve(self) -> None:
        await self._switch.serve(self._routes())

    def _replaced(self, partition: int) -> None:
        self._log.error("another brain has taken the switch's application", partition=partition)
        self._fault.set()

    # --- leases

    def _fence(self, workspace_id: str) -> int | None:
        return self._leases.token(self._partitions[workspace_id])

    def _lease_lost(self, workspace_id: str) -> None:
        self._log.error("another brain writes this log now", workspace=workspace_id)
        self._fault.set()

    def _lease_ending(self) -> None:
        """The database is away: callers without an agent reach people through the switch's own queue."""
        for runner in self._runners.values():
            runner.store_gone()

    async def _lease_over(self) -> None:
        self._beat()
        await self._switch.serve([])

    async def _lease_back(self) -> None:
        """We may act again: what became of the callers meanwhile is asked before anybody is matched."""
        self._beat()
        for runner in self._runners.values():
            runner.store_back()
        await self._switch.serve(self._routes(), anew=True)

    async def _keep_leases(self) -> None:
        try:
            await self._leases.run()
        except LeaseLost as error:
            self._log.error("another brain has taken over", **error.params)
            self._fault.set()

    async def _look_around(self) -> None:
        while True:
            alerts = await self._alarms.look()
            for runner in self._runners.values():
                runner.show_alerts(alerts)
            await asyncio.sleep(LOOK_EVERY_S)

    def _dropped(self) -> Dropped | None:
        since = self._journal.dropped_since
        return None if since is None else Dropped(self._journal.dropped.total(), since)

    def _beat(self) -> None:
        beat(heartbeat_file(self._installation), acts=self._leases.may_act())

    async def _keep_beating(self) -> None:
        """Tell the supervisor that the loop runs, also while the database or the switch is away."""
        while True:
            self._beat()
            await asyncio.sleep(PERIOD)


_Answer = TypeVar("_Answer")


async def _until_there(ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """The answer, as soon as the database gives one."""
    while True:
        try:
            return await ask()
        except StoreAway:
            await asyncio.sleep(RETRY_S)


async def _first(*waits: Coroutine[object, object, object]) -> None:
    """Until one of them is done."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _media(prompt: Prompt) -> str:
    """The prompt's file as the switch wants it."""
    return prompt_media(prompt.language, FlowPrompt(prompt.code, prompt.number))


def trunk_at_switch(config: WorkspaceConfig, trunk: Trunk) -> SwitchTrunk:
    """The trunk as the switch knows it: under the workspace's name and its own."""
    return SwitchTrunk(
        name=f"trunk-{config.slug}-{trunk.name}",
        workspace_id=config.workspace_id,
        addresses=trunk.addresses,
        server=trunk.server,
        user=trunk.user,
        password=trunk.password,
        registers=trunk.registers,
        transport=f"transport-{trunk.transport}",
    )


async def run(installation: Installation, stop: asyncio.Event) -> None:
    await Brain(installation).run(stop)


if __name__ == "__main__":
    run_process("brain", run)
