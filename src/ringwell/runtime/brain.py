"""The brain: live state, routing, the switch's applications."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from uuid import uuid4

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.fallback import routes_of
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.names import WATCH_APP
from ringwell.adapters.asterisk.prompts import prompt_media
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.sockets import Sockets
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.adapters.asterisk.switch_config import LOOPBACK
from ringwell.adapters.postgres.config_hints import ConfigHints
from ringwell.adapters.postgres.group_commit import GroupCommit
from ringwell.adapters.postgres.roster import Told
from ringwell.adapters.web.door import Door
from ringwell.adapters.web.door_answers import Moved
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
from ringwell.runtime.brains import TELLING
from ringwell.runtime.clock import RandomIds, SteadyClock
from ringwell.runtime.demo.cast import SLUG as DEMO_SLUG
from ringwell.runtime.elsewhere import Elsewhere
from ringwell.runtime.floor_runner import FloorBroken, FloorGiven, FloorRunner
from ringwell.runtime.floors import Floors, LeftOut
from ringwell.runtime.heartbeat import PERIOD, beat
from ringwell.runtime.installation import Installation
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.left_out import look_after
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.own_addresses import own_addresses
from ringwell.runtime.ownership import Ownership
from ringwell.runtime.plan import FIRST_BRAIN, heartbeat_file
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.shares import Share, Shares
from ringwell.runtime.spare import await_turn
from ringwell.runtime.stores import open_stores
from ringwell.runtime.switch_teller import SwitchTeller
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.telling import AllConfigs, AllRoutes, Telling
from ringwell.runtime.watchdog import LATE_SECONDS

LISTED_AT_MOST = 200
"""Callers in an agent's list of those who wait: the oldest."""
PROBED_AT_MOST = 500
"""Agents that a probe tells of one by one; all are counted."""
KEPT_S = 1.0
"""So long a partition that is to go waits for its facts to be committed; then it stays for now."""


class Brain:
    """One brain, which owns some partitions of its installation, or all. Made anew for each life of the process."""

    def __init__(self, installation: Installation, name: str = FIRST_BRAIN) -> None:
        self._installation = installation
        self._name = name
        self._log = get_log("ringwell.brain")
        self._clock = SteadyClock()
        self._ids = RandomIds()
        self._over = asyncio.Event()
        self._fault: BaseException | None = None
        self._tasks = Tasks(self._log, failed=self._failed)
        self._stores = open_stores(installation, self._ids, name=name)
        full_name = f"{name}@{installation.settings.switch_id}"
        self._leases = LeaseKeeper(
            self._stores.leases,
            owner=full_name,
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
            owns=lambda partition: partition in self._leases.held,
            elsewhere=self._changed_elsewhere,
            now=self._clock.now,
            log=self._log,
        )
        self._elsewhere = Elsewhere(self._stores, self._log)
        self._ownership = Ownership(
            self._stores.roster,
            self._leases,
            name=full_name,
            partitions=self._all_partitions(),
            taken=self._taken,
            give=self._give,
            told=self._told,
            others=self._others_said,
            tasks=self._tasks,
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
            serves=lambda each: each in self._floors.runners or each in self._floors.left_out,
        )
        self._hints = ConfigHints(
            self._stores.url, self._floors.hinted, self._hints_missed, self._ownership.look_soon
        )
        self._alarms = Alarms(
            {"raw": installation.folders.raw_recordings, "archive": installation.folders.archive},
            now=self._clock.now,
            database_away=lambda: self._leases.away_since or self._journal.away_since,
            dropped=self._dropped,
        )
        self._sockets = Sockets()
        self._shares = Shares(
            self._make_switch, routes=self._routes, lost=self._replaced, tasks=self._tasks, log=self._log
        )
        self._http = HttpTransport(self._ari_address(), may_act=self._leases.may_act, sockets=self._sockets)
        self._telling = Telling(
            self._make_teller,
            self._elsewhere,
            routes=self._routes,
            configs=self._floors.configs,
            routes_of=self._routes_of,
            tasks=self._tasks,
            now=self._clock.now,
        )
        self._begun = False
        self._serving = True

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop, until another brain has taken over or the machine's clock was set, or until something fails, which is raised:
        a new life reads what is."""
        async with _when_woken(self._woken), self._http, self._shares:
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
        self._tasks.start(self._keep_leases(), "leases")
        self._tasks.start(self._journal.run(), "journal")
        await self._ownership.begin(address)
        self._begun = True
        self._tasks.start(self._hints.run(), "config-hints")
        self._tasks.start(self._ownership.run(), "ownership")
        self._tasks.start(self._look_around(), "alarms")
        left_out = look_after(
            lambda: frozenset(self._floors.left_out), Ari(self._http), self._floors.reload, self._log
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
            steps.push_async_callback(self._ownership.leave)
            steps.push_async_callback(self._leases.release)
            steps.push_async_callback(self._journal.close)
            steps.push_async_callback(self._tasks.stop)
            steps.push_async_callback(self._door.stop)
            for runner in self._floors.runners.values():
                steps.callback(runner.stop)

    # --- partitions

    async def _taken(self, partitions: Sequence[int]) -> None:
        """These are ours: read what they have, and be the switch of it. At the first start the day's figures are waited for."""
        share = self._shares.begin(partitions)
        self._elsewhere.taken(await self._floors.load(partitions))
        if self._begun:  # callers first: who tells the switch has the workspaces of all to read
            await self._shares.connect(share)
            await self._tell_from_now_on(partitions)
            return
        if await self._tell_from_now_on(partitions):
            await self._telling.answered()
        await self._floors.counted()
        await self._shares.connect(share)

    async def _tell_from_now_on(self, partitions: Sequence[int]) -> bool:
        """Whether the switch is to be told by us since these are ours."""
        if TELLING in partitions:
            await self._telling.begin(
                [each for each in self._all_partitions() if each not in self._leases.held]
            )
        return TELLING in partitions

    async def _give(self, partition: int) -> bool:
        """Another brain is to have this one: finish what is under way, keep it, and let go. False when that cannot be now."""
        workspaces = self._floors.of(partition)
        runners = [self._floors.runners[each] for each in workspaces if each in self._floors.runners]
        self._floors.going.add(partition)
        for runner in runners:
            runner.pause()
        if not await self._kept_soon(workspaces):
            self._floors.going.discard(partition)
            for runner in runners:
                runner.go_on()
            return False
        await self._shares.settle(partition, workspaces)
        await self._leases.give(partition)
        await self._door.move(self._no_longer_ours(partition))
        return True

    def _no_longer_ours(self, partition: int) -> Collection[str]:
        """At one moment: who tells the switch must not find a workspace nowhere. All that it has by now."""
        workspaces = self._floors.of(partition)
        configs = [each for each in self._floors.configs() if each.workspace_id in workspaces]
        self._floors.drop(workspaces)
        self._floors.going.discard(partition)
        self._journal.forget(workspaces)
        self._elsewhere.given(partition, configs)
        if partition == TELLING:
            self._telling.end()
        self._shares.close_empty()
        return workspaces

    async def _kept_soon(self, workspace_ids: Sequence[str]) -> bool:
        """The floors stand still for so long."""
        try:
            async with asyncio.timeout(KEPT_S):
                return await self._kept(workspace_ids)
        except TimeoutError:
            return False

    async def _changed_elsewhere(self, workspace_id: str) -> None:
        await self._telling.changed(workspace_id)

    def _others_said(self, said: Mapping[str, Told]) -> None:
        self._telling.heard(said)

    def _told(self) -> Told:
        return Told(left_out=tuple(sorted(self._floors.left_out)), refused=self._telling.refused())

    # --- workspaces

    def _run_floor(self, floor: Floor) -> FloorRunner:
        publisher = Publisher(floor, self._door.feed(floor.workspace_id), self._clock.now)
        publisher.show_all()
        return FloorRunner(
            floor,
            ids=self._ids,
            now=self._clock.now,
            switch=self._shares.of(self._floors.partitions[floor.workspace_id]),
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
        await self._telling.tell()

    def _show_left_out(self, workspace_id: str, left_out: LeftOut) -> None:
        """Supervisors are told, on a board that has nothing else."""
        alert = left_out.alert
        self._door.feed(workspace_id).show(render.BOARD, {"alerts": {alert.alert_id: alert}})

    def _hints_missed(self) -> None:
        # All of them: who tells the switch goes by others' workspaces, too.
        self._tasks.start(self._floors.look_for_changes(self._all_partitions()), "config-changes")

    def _all_partitions(self) -> range:
        return range(self._installation.settings.partitions)

    # --- what people ask

    async def _command(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, _key: str
    ) -> Problem | None:
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            if workspace_id in self._floors.left_out:
                return Problem(code="brain_away")
            raise Moved
        try:
            refusal = await runner.do(actor, command)
        except (StoreAway, LogRefused) as error:
            return Problem(code=error.code)
        except FloorGiven:
            raise Moved from None
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

    def _make_teller(self, routes: AllRoutes, configs: AllConfigs) -> SwitchTeller:
        installation = self._installation
        return SwitchTeller(
            Ari(self._http),
            installation.switch_folders().etc,
            routes=routes,
            configs=configs,
            newest=self._newest,
            own=lambda: own_addresses(installation.settings),
            tls=installation.settings.sip_over_tls,
            now=self._clock.now,
            log=self._log,
        )

    def _ari_address(self) -> AriAddress:
        user = self._installation.credentials()
        return AriAddress(url=self._installation.ari_url, user=user.ari_user, password=user.ari_password)

    def _make_switch(self, share: Share, replaced: Callable[[int], None]) -> AsteriskSwitch:
        installation = self._installation
        credentials = installation.credentials()
        folders = installation.switch_folders()
        cursors = installation.folders.processes / "queue_log.cursor"
        return AsteriskSwitch(
            installation.settings.switch_id,
            self._ari_address(),
            AmiAddress(
                host=LOOPBACK,
                port=installation.ports.ami,
                user=credentials.ami_user,
                secret=credentials.ami_password,
            ),
            emit=self._heard,
            media=_media,
            may_act=self._leases.may_act,
            on_replaced=replaced,
            queue_log=folders.logs / "queue_log",
            cursor=Cursor(cursors, lambda: share.partitions, self._all_partitions()),
            kept=partial(self._share_kept, share),
            sockets=self._sockets,
            watch_app=f"{WATCH_APP}-{self._name}-{share.number}",
        )

    async def _share_kept(self, share: Share) -> bool:
        return await self._kept(
            [each for partition in share.partitions for each in self._floors.of(partition)]
        )

    async def _kept(self, workspace_ids: Sequence[str]) -> bool:
        """Whether all that these floors have decided so far is committed."""
        try:
            for workspace_id in workspace_ids:
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
        return self._telling.told and self._shares.is_connected and self._leases.may_act()

    def _routes(self) -> list[WorkspaceRoutes]:
        """Of our workspaces."""
        left_out, partitions = self._floors.left_out, self._floors.partitions
        return [
            self._routes_of(each, partitions[each.workspace_id], each.workspace_id in left_out)
            for each in self._floors.configs()
        ]

    def _routes_of(self, config: WorkspaceConfig, partition: int, left_out: bool) -> WorkspaceRoutes:
        return routes_of(config, partition, demo=self._is_demo(config), left_out=left_out)

    def _is_demo(self, config: WorkspaceConfig) -> bool:
        return self._installation.settings.demo and config.slug == DEMO_SLUG

    async def _newest(self) -> list[WorkspaceConfig]:
        """Every workspace's configuration as it stands in the database."""
        known = await self._stores.config.workspaces()
        return [await self._stores.config.load(workspace_id) for workspace_id in known]

    async def _serve(self) -> None:
        if self._serving:
            await self._shares.serve()

    def _replaced(self, partition: int) -> None:
        self._tasks.start(self._take_back(partition), "take-back")

    async def _take_back(self, partition: int) -> None:
        """Somebody has connected for an application of ours. Whose it is, the lease tells."""
        self._log.error("another has taken the switch's application", partition=partition)
        try:
            await self._leases.confirm()
        except (LeaseLost, StoreAway):
            self._over.set()
        else:
            await self._serve()

    # --- leases

    def _fence(self, workspace_id: str) -> int:
        """Raises LeaseLost: what is not ours is not written at all, rather than without a token."""
        partition = self._floors.partitions.get(workspace_id)
        token = None if partition is None else self._leases.token(partition)
        if token is None:
            raise LeaseLost(workspace=workspace_id)
        return token

    def _lease_lost(self, workspace_id: str) -> None:
        self._log.error("another brain writes this log now", workspace=workspace_id)
        if workspace_id in self._floors.partitions:
            self._over.set()
        else:  # it was given away, and may come back
            self._journal.forget([workspace_id])

    def _lease_ending(self) -> None:
        """The database is away: callers without an agent reach people through the switch's own queue."""
        for runner in self._floors.runners.values():
            runner.store_gone()

    async def _lease_over(self) -> None:
        self._beat()
        self._serving = False
        await self._shares.stop()

    async def _lease_back(self) -> None:
        """We may act again: what became of the callers meanwhile is asked before anybody is matched. No edge could reach us either."""
        self._beat()
        self._serving = True
        for runner in self._floors.runners.values():
            runner.store_back()
        await self._shares.serve(anew=True)
        self._hints_missed()

    def _woken(self) -> None:
        """We were stopped (SIGSTOP), perhaps in the midst of sending something, and go on now. Called before anything else is done."""
        if self._leases.held and not self._leases.may_act():
            self._sockets.cut()

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
                runner.look_around({**alerts, **self._telling.alerts(workspace_id)})
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
            heard, held = self._shares.heard(), self._leases.held
            # One that has nothing, for others have it all, has nobody to act for.
            acts = self._leases.may_act() and heard >= held if held else self._begun
            beat(heartbeat_file(self._installation, self._name), acts=acts, partitions=heard & held)
        except OSError as error:  # a disk that is full must not end the calls
            self._log.error("the heartbeat cannot be written", problem=repr(error))

    async def _keep_beating(self) -> None:
        """Tell the supervisor that the loop runs, also while the database or the switch is away. Who stood still for so long that the
        watchdog may have taken the callers away has to ask where they are."""
        now = asyncio.get_running_loop().time
        while True:
            self._beat()
            beaten = now()
            await asyncio.sleep(PERIOD)
            if self._serving and now() - beaten > LATE_SECONDS and self._leases.may_act():
                self._log.warning(
                    "the brain stood still: what is has to be read anew", seconds=round(now() - beaten)
                )
                await self._shares.serve(anew=True)


@asynccontextmanager
async def _when_woken(woken: Callable[[], None]) -> AsyncGenerator[None]:
    """Not by the loop, which would first send what it was about to send."""
    before = signal.signal(signal.SIGCONT, lambda _number, _frame: woken())
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, before)


async def _first(*waits: Coroutine[object, object, object]) -> None:
    """Until one of them is done."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _media(prompt: Prompt) -> str:
    """The prompt's file as the switch wants it."""
    return prompt_media(prompt.language, FlowPrompt(prompt.code, prompt.number))


def main(name: str) -> None:
    """The process of the brain of this name."""
    run_process(name, lambda installation, stop: Brain(installation, name).run(stop))


if __name__ == "__main__":
    await_turn()
    main(sys.argv[1] if len(sys.argv) > 1 else FIRST_BRAIN)
