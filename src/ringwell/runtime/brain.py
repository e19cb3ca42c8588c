"""The brain: live state, routing, the switch's applications."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from ringwell.adapters.postgres.config_hints import ConfigHints
from ringwell.adapters.postgres.group_commit import GroupCommit
from ringwell.adapters.postgres.roster import Told
from ringwell.adapters.services.ask import AskedServices
from ringwell.adapters.web.door import Door
from ringwell.adapters.web.live import Notice as NoticeFrame
from ringwell.journeys import render
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Notice
from ringwell.kernel.errors import LeaseLost, StoreAway
from ringwell.runtime.alarms import LOOK_EVERY_S, Alarms, Dropped
from ringwell.runtime.asked import Asked
from ringwell.runtime.brains import TELLING
from ringwell.runtime.clock import RandomIds, SteadyClock
from ringwell.runtime.elsewhere import Elsewhere
from ringwell.runtime.floor_runner import FloorRunner
from ringwell.runtime.floors import Floors, LeftOut
from ringwell.runtime.installation import Installation
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.left_out import look_after
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.ownership import Ownership
from ringwell.runtime.plan import FIRST_BRAIN, heartbeat_file
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.pulse import Pulse
from ringwell.runtime.service_desk import ServiceDesk
from ringwell.runtime.services import services_of
from ringwell.runtime.shares import Shares
from ringwell.runtime.sound_files import SoundFiles
from ringwell.runtime.spare import await_turn
from ringwell.runtime.stores import open_stores
from ringwell.runtime.switch_links import SwitchLinks
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.telling import Telling

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
        self._services = AskedServices(services_of(installation))
        self._service_desk = ServiceDesk(
            self._services,
            self._stores.call_data,
            self._stores.call_mails,
            self._stores.call_texts,
            lambda workspace_id: self._journal.commit_now(workspace_id, ()),
            self._log,
        )
        self._floors = Floors(
            self._stores,
            self._journal,
            run=self._run_floor,
            changed=self._workspaces_changed,
            showing=self._show_left_out,
            tasks=self._tasks,
            owns=lambda partition: partition in self._leases.held,
            elsewhere=self._changed_elsewhere,
            sounds=SoundFiles(installation.folders.sounds, self._stores.sounds, self._log),
            now=self._clock.now,
            log=self._log,
        )
        self._asked = Asked(self._floors, self._clock.now)
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
            on_command=self._asked.command,
            on_reload=self._floors.reload,
            on_probe=self._asked.probe,
            on_waiting=self._asked.waiting,
            on_targets=self._asked.targets,
            on_trunk_test=self._asked.trunk_test,
            on_trunk_spent=self._asked.trunk_spent,
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
        self._links = SwitchLinks(
            installation,
            name,
            floors=self._floors,
            stores=self._stores,
            may_act=self._leases.may_act,
            now=self._clock.now,
            log=self._log,
        )
        self._shares = Shares(
            self._links.switch,
            routes=self._links.routes,
            lost=self._replaced,
            tasks=self._tasks,
            log=self._log,
        )
        self._pulse = Pulse(
            heartbeat_file(installation, name), self._leases, self._shares, lambda: self._begun, self._log
        )
        self._telling = Telling(
            self._links.teller,
            self._elsewhere,
            routes=self._links.routes,
            configs=self._floors.configs,
            left_out=self._floors.left_out.keys,
            told=self._links.told_before,
            routes_of=self._links.routes_of,
            tasks=self._tasks,
            now=self._clock.now,
        )
        self._begun = False
        self._serving = True

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop, until another brain has taken over or the machine's clock was set, or until something fails, which is raised:
        a new life reads what is."""
        async with _when_woken(self._woken), self._links.http, self._shares:
            try:
                self._tasks.start(self._pulse.run(), "heartbeat")
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
            lambda: frozenset(self._floors.left_out), self._links.ari, self._floors.reload, self._log
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
            steps.push_async_callback(self._services.close)
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
                return await self._floors.kept(workspace_ids)
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
            asking=self._service_desk,
            promises=self._stores.promises,
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

    def _notify(self, workspace_id: str, notice: Notice) -> None:
        frame = NoticeFrame(code=notice.code, params=notice.params)
        self._door.notify(workspace_id, frame, agent_id=notice.agent_id, only_phone=notice.phone_session_id)

    # --- the switch

    def _ready(self) -> bool:
        """Whether a call can be taken: all that is ours has been read, the switch knows the numbers, we hear it, and we may act."""
        return self._begun and self._telling.told and self._shares.is_connected and self._leases.may_act()

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
        self._pulse.beat()
        self._serving = False
        await self._shares.stop()

    async def _lease_back(self) -> None:
        """We may act again: what became of the callers meanwhile is asked before anybody is matched. No edge could reach us either."""
        self._pulse.beat()
        self._serving = True
        for runner in self._floors.runners.values():
            runner.store_back()
        await self._shares.serve(anew=True)
        self._hints_missed()

    def _woken(self) -> None:
        """We were stopped (SIGSTOP), perhaps in the midst of sending something, and go on now. Called before anything else is done."""
        if self._leases.held and not self._leases.may_act():
            self._links.cut()

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


def main(name: str) -> None:
    """The process of the brain of this name."""
    run_process(name, lambda installation, stop: Brain(installation, name).run(stop))


if __name__ == "__main__":
    await_turn()
    main(sys.argv[1] if len(sys.argv) > 1 else FIRST_BRAIN)
