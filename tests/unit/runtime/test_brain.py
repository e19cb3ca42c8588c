"""A brain whose part fails ends, so that it is started again; a new configuration gets in whatever is in its way."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import msgspec
import pytest
from aiohttp import ClientSession, ClientTimeout
from msgspec.structs import replace

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.postgres.leases import Lease, boot_seconds
from ringwell.adapters.postgres.memory import MemoryLog
from ringwell.adapters.postgres.roster import BrainRow, PartitionRow, PostgresRoster, Process, Roster, Told
from ringwell.adapters.web import door_client
from ringwell.adapters.web.door_client import BrainAway, DoorClient
from ringwell.adapters.web.door_line import DoorPage
from ringwell.adapters.web.door_wire import Greeting
from ringwell.calls.messages import CallArrived, SwitchEvent
from ringwell.journeys.commands import SetPresence
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor
from ringwell.journeys.views import AlertView
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import StoreAway
from ringwell.kernel.events import Actor, Event
from ringwell.kernel.ids import CountingIds
from ringwell.runtime import brain as module
from ringwell.runtime import pulse, switch_links
from ringwell.runtime.brain import Brain
from ringwell.runtime.clock import SteadyClock
from ringwell.runtime.folders import Folders
from ringwell.runtime.heartbeat import last_beat
from ringwell.runtime.installation import Installation, make_installation
from ringwell.runtime.plan import heartbeat_file
from ringwell.runtime.settings import load_settings
from ringwell.runtime.workspaces import recount
from tests.support.polling import PATIENCE_S, until, until_awaited
from tests.support.speech import MemorySounds
from tests.support.world import ANNA, CONFIG, NOON, WORKSPACE

IDS = CountingIds()
OTHER = "wsp_2"
BY = Actor(kind="user", id=IDS.new(kinds.USER))


class Log(MemoryLog):
    """Does what nobody has foreseen while `odd`."""

    odd = False
    unreadable: Collection[str] = ()

    async def append(self, workspace_id: str, events: Sequence[Event], *, fence: int | None = None) -> int:
        if self.odd:
            raise RuntimeError("odd log")
        return await super().append(workspace_id, events, fence=fence)

    async def open_events(self, workspace_id: str) -> AsyncIterator[Event]:
        if workspace_id in self.unreadable:
            raise ValueError("a fact of no known kind")
        async for event in super().open_events(workspace_id):
            yield event


class Leases:
    """Gives every partition; does what nobody has foreseen while `odd`, and is not there while `away`."""

    odd = away = False

    def __init__(self) -> None:
        self.address = ""
        self.seconds = 60.0

    async def acquire(self, partition: int, owner: str, address: str, *, dead: int | None = None) -> Lease:
        self.address = address
        return Lease(partition=partition, owner=owner, token=1, deadline=boot_seconds() + self.seconds)

    async def renew(self, *leases: Lease) -> list[Lease]:
        if self.odd:
            raise RuntimeError("odd leases")
        if self.away:
            raise StoreAway
        return [msgspec.structs.replace(each, deadline=boot_seconds() + self.seconds) for each in leases]

    async def release(self, lease: Lease) -> None:
        return None


class Configs:
    """The configuration as it stands; `load` answers when `go` is set, and not at all while `away`."""

    def __init__(self) -> None:
        self.newest = CONFIG
        self.away = False
        self.slow: list[asyncio.Event] = []
        self.loads = 0
        self.others: list[str] = []
        self.odd: Collection[str] = ()

    async def workspaces(self, partitions: Sequence[int]) -> list[str]:
        return [WORKSPACE, *self.others] if 0 in partitions else []

    async def published(self, workspace_id: str, flows: object) -> dict[object, object]:
        return {}

    async def load(self, workspace_id: str) -> WorkspaceConfig:
        self.loads += 1
        found = self.newest
        if self.slow:
            await self.slow.pop(0).wait()
        if self.away:
            raise StoreAway
        if workspace_id in self.odd:
            raise ValueError("odd document")
        return replace(found, workspace_id=workspace_id)


class Switch:
    """Stands for the switch: `emit` is the brain's ear."""

    def __init__(
        self, _id: str, *_addresses: object, emit: Callable[[str, SwitchEvent], None], **_: object
    ) -> None:
        self.emit = emit
        self.ari = None
        self.is_connected = True
        self.read_anew = 0
        self.fault = asyncio.get_running_loop().create_future()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def run(self) -> None:
        await self.fault

    async def serve(self, routes: Sequence[object], *, anew: bool = False) -> None:
        self.read_anew += anew

    def perform(self, workspace_id: str, commands: Sequence[object]) -> None:
        return None


class Teller:
    """Stands for who tells the switch what is configured: notes how many queues it was told of."""

    told = True

    def __init__(self, routes: Callable[[], Sequence[WorkspaceRoutes]], queues: list[int]) -> None:
        self.routes, self._queues = routes, queues
        self.answered = asyncio.Event()

    async def run(self) -> None:
        await self.tell()
        self.answered.set()
        await asyncio.Event().wait()

    async def tell(self) -> None:
        self._queues.append(len(self.routes()[0].queues))

    def alerts(self, workspace_id: str) -> dict[str, AlertView]:
        return {}


class Others(PostgresRoster):
    """A roster in which nobody else is, unless `has_all`: then another brain has all, and we are to have nothing."""

    def __init__(self) -> None:
        self.has_all = False

    async def begin(self, name: str, process: Process, address: str) -> None:
        return None

    async def stay(self, name: str, process: Process, told: Told, *, aloud: bool = False) -> None:
        return None

    async def leave(self, name: str, process: Process) -> None:
        return None

    async def look(self) -> Roster:
        if not self.has_all:
            return Roster(brains=(), partitions=(), clock=boot_seconds())
        elsewhere = Process(machine="another", pid=1, started=1)
        me, other = (
            BrainRow(
                name=name,
                address="a",
                process=elsewhere,
                since=NOON,
                draining=name.startswith("brain@"),
                lives=True,
                quick=True,
                told=Told(),
            )
            for name in ("brain@switch-1", "other@switch-1")
        )
        rows = (
            PartitionRow(partition=each, owner=other.name, token=1, wanted=None, since=NOON, holds=True)
            for each in range(8)
        )
        return Roster(brains=(me, other), partitions=tuple(rows), clock=boot_seconds())


class Hints:
    """Stands for what the database says of changes."""

    def __init__(
        self, _url: str, heard: Callable[[str, int], None], back: Callable[[], None], _brains: object
    ) -> None:
        self.heard, self.back = heard, back

    async def run(self) -> None:
        await asyncio.Event().wait()


class World:
    """A brain on paper, with its door."""

    def __init__(self, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
        self.installation = installation
        self.monkeypatch = monkeypatch
        self.log, self.leases, self.configs = Log(WORKSPACE, OTHER), Leases(), Configs()
        self.told: list[int] = []
        self.others = Others()
        self.switch: Any = None
        self.teller: Any = None
        self.hints: Any = None
        monkeypatch.setattr(module, "open_stores", self._stores)
        monkeypatch.setattr(switch_links, "AsteriskSwitch", self._switch)
        monkeypatch.setattr(switch_links, "SwitchTeller", self._teller)
        monkeypatch.setattr(module, "ConfigHints", self._hints)
        monkeypatch.setattr("ringwell.runtime.patience.RETRY_S", 0.02)
        monkeypatch.setattr("ringwell.runtime.lease_keeper.RENEW_S", 0.05)
        monkeypatch.setattr(pulse, "LATE_SECONDS", PATIENCE_S)  # a busy machine may have it stand still

    def _stores(self, *_: object, **__: object) -> SimpleNamespace:
        async def close() -> None:
            return None

        return SimpleNamespace(
            leases=self.leases,
            log=self.log,
            config=self.configs,
            directory=None,
            callback_numbers=None,
            call_data=SimpleNamespace(of=self._no_data),
            call_mails=None,
            call_texts=None,
            sounds=MemorySounds(),
            promises=None,
            roster=self.others,
            url="",
            close=close,
        )

    @staticmethod
    async def _no_data(*_: object) -> dict[str, dict[str, str]]:
        return {}

    def _switch(self, *words: Any, **named: Any) -> Switch:
        self.switch = Switch(*words, **named)
        return self.switch

    def _hints(self, *words: Any) -> Hints:
        self.hints = Hints(*words)
        return self.hints

    def _teller(self, *_: object, routes: Callable[[], Sequence[WorkspaceRoutes]], **__: object) -> Teller:
        self.teller = Teller(routes, self.told)
        return self.teller

    @asynccontextmanager
    async def door(self, *, patience_s: float = 20.0) -> AsyncGenerator[DoorClient]:
        """Asked with more patience than edges have: a busy machine proves nothing."""
        self.monkeypatch.setattr(door_client, "BEST_EFFORT", ClientTimeout(total=patience_s))

        async def address(_: str = "") -> str:
            return self.leases.address

        async with ClientSession() as session:
            brains: Any = SimpleNamespace(door=address, teller=address)
            yield DoorClient(session, brains, self.installation.secrets.door_key)

    @asynccontextmanager
    async def brain(self, *, ready: bool = True) -> AsyncGenerator[asyncio.Task[None]]:
        """A brain that runs, and has ended afterwards."""
        stop = asyncio.Event()
        running = asyncio.create_task(Brain(self.installation).run(stop))
        try:
            async with self.door() as door:
                if ready:
                    await until(lambda: bool(self.leases.address))
                    await until_awaited(lambda: door.ready(WORKSPACE))
                yield running
        finally:
            stop.set()
            await asyncio.wait({running}, timeout=PATIENCE_S)
            assert running.done()

    def hear(self) -> None:
        self.switch.emit(
            WORKSPACE,
            CallArrived(
                at=NOON,
                leg_id="leg_1",
                switch_id="s",
                workspace_id=WORKSPACE,
                number="1001",
                caller_number="+48600700800",
            ),
        )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    environment = {"RINGWELL_DATA": str(tmp_path / "data")}
    return World(make_installation(load_settings(environment), Folders(tmp_path / "data")), monkeypatch)


async def ends_of(running: asyncio.Task[None], words: str) -> None:
    """It ends by itself, with that fault: the supervisor starts another."""
    await asyncio.wait({running}, timeout=PATIENCE_S)
    assert running.done(), "the brain lives on, deaf"
    with pytest.raises(RuntimeError, match=words):
        running.result()


async def test_a_fault_in_what_the_switch_tells_ends_the_brain(world: World) -> None:
    async with world.brain() as running:
        world.switch.fault.set_exception(RuntimeError("odd switch"))
        await ends_of(running, "odd switch")


async def test_a_fault_in_the_leases_ends_the_brain(world: World) -> None:
    async with world.brain() as running:
        world.leases.odd = True
        await ends_of(running, "odd leases")


async def test_a_fault_in_the_journal_ends_the_brain_and_the_rest_is_still_put_in_order(world: World) -> None:
    async with world.brain() as running:
        world.log.odd = True
        world.hear()
        await ends_of(running, "odd log")


async def test_a_turn_that_fails_ends_the_brain_and_is_the_last_one(world: World) -> None:
    turns: list[object] = []

    def fails(_floor: object, message: object, *_: object) -> None:
        turns.append(message)
        raise RuntimeError("odd turn")

    async with world.brain() as running:
        world.monkeypatch.setattr("ringwell.runtime.floor_runner.handle", fails)
        world.hear()
        world.hear()
        await ends_of(running, "odd turn")
    assert len(turns) == 1


async def test_a_person_whose_command_fails_is_told_that_it_may_not_be_done(world: World) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("odd command")

    async with world.brain() as running, world.door() as door:
        world.monkeypatch.setattr("ringwell.runtime.floor_runner.handle", fails)
        command = SetPresence(agent_id=IDS.new(kinds.AGENT), presence="not_ready")
        try:
            problem = await door.command(WORKSPACE, BY, command, "1")
            assert problem is not None
            assert problem.code == "brain_away"
        except BrainAway:  # it had no time to say so; the person is told the same
            pass
        await ends_of(running, "odd command")


async def test_a_machine_whose_clock_is_set_gets_a_brain_that_goes_by_it(world: World) -> None:
    world.monkeypatch.setattr(module, "LOOK_EVERY_S", 0.01)
    async with world.brain() as running:

        def was_set(_: SteadyClock) -> bool:
            return True

        world.monkeypatch.setattr(SteadyClock, "was_set", was_set)
        await asyncio.wait({running}, timeout=PATIENCE_S)
        assert running.done()
        assert running.exception() is None


async def test_a_heartbeat_that_cannot_be_written_ends_nothing(world: World) -> None:
    async with world.brain() as running:
        beats = heartbeat_file(world.installation)
        beats.unlink()
        beats.mkdir()
        await asyncio.wait({running}, timeout=1.5)
        assert not running.done()
        beats.rmdir()


def queues_less(version: int, count: int) -> WorkspaceConfig:
    """A configuration that is told from others by how many queues it has."""
    return replace(CONFIG, version=version, queues=dict(list(CONFIG.queues.items())[:count]))


async def test_of_two_reloads_at_once_the_newest_stays(world: World) -> None:
    async with world.brain(), world.door() as door:
        world.told.clear()
        slow = asyncio.Event()
        world.configs.slow.append(slow)
        world.configs.newest = queues_less(2, 1)
        first = asyncio.create_task(door.reload(WORKSPACE))
        await until(lambda: world.configs.loads == 2)
        world.configs.newest = queues_less(3, 0)
        second = asyncio.create_task(door.reload(WORKSPACE))
        await asyncio.sleep(0.05)  # the second must not overtake the first
        slow.set()
        assert await first
        assert await second
        assert world.told[-1] == 0


async def test_a_lower_version_is_ignored(world: World) -> None:
    async with world.brain(), world.door() as door:
        world.configs.newest = queues_less(3, 0)
        assert await door.reload(WORKSPACE)
        world.configs.newest = queues_less(2, 1)
        assert await door.reload(WORKSPACE)
        assert world.told[-1] == 0


async def test_a_reload_while_the_database_is_away_is_done_when_it_is_back(world: World) -> None:
    async with world.brain(), world.door(patience_s=0.5) as door:
        world.configs.newest = queues_less(2, 0)
        world.configs.away = True
        assert not await door.reload(WORKSPACE)
        world.configs.away = False
        await until(lambda: world.told[-1] == 0)


async def test_a_reload_while_the_brain_starts_is_not_lost(world: World) -> None:
    slow = asyncio.Event()
    world.configs.slow.append(slow)
    async with world.brain(ready=False), world.door() as door:
        await until(lambda: world.configs.loads == 1)
        world.configs.newest = queues_less(2, 0)
        asked = asyncio.create_task(door.reload(WORKSPACE))
        await asyncio.sleep(0.05)
        slow.set()
        await asked
        await until(lambda: world.told[-1:] == [0])


async def test_a_brain_that_has_not_read_what_is_its_own_is_not_ready(world: World) -> None:
    slow = asyncio.Event()
    world.configs.slow.append(slow)
    async with world.brain(ready=False), world.door() as door:
        await until(lambda: world.configs.loads == 1)
        assert not await door.ready(WORKSPACE)
        slow.set()
        await until_awaited(lambda: door.ready(WORKSPACE))


async def test_what_was_changed_while_the_lease_was_over_is_read(world: World) -> None:
    world.leases.seconds = 0.4
    async with world.brain() as running:
        world.leases.away = True
        await asyncio.sleep(0.6)  # longer than the lease: nobody could tell the brain anything
        world.configs.newest = queues_less(2, 0)
        world.leases.away = False
        await until(lambda: world.told[-1] == 0)
        assert not running.done()


async def test_a_change_of_which_no_edge_could_tell_is_read(world: World) -> None:
    async with world.brain(), world.door() as door:
        world.configs.newest = queues_less(2, 1)
        world.hints.heard(WORKSPACE, 2)
        await until(lambda: world.told[-1] == 1)
        told, loads = len(world.told), world.configs.loads
        world.hints.heard(WORKSPACE, 2)  # it is in force already
        assert await door.reload(WORKSPACE)
        assert (len(world.told), world.configs.loads) == (told, loads + 1)


async def test_a_change_of_which_the_database_could_not_tell_is_read_when_it_is_back(world: World) -> None:
    async with world.brain():
        world.configs.newest = queues_less(2, 0)
        world.hints.back()
        await until(lambda: world.told[-1] == 0)


async def test_a_new_zone_has_the_day_counted_anew(world: World) -> None:
    zones: list[str] = []

    async def noted(floor: Floor, *words: Any) -> None:
        await recount(floor, *words)
        zones.append(floor.today.zone)

    world.monkeypatch.setattr("ringwell.runtime.floors.recount", noted)
    async with world.brain(), world.door() as door:
        world.configs.newest = queues_less(2, 0)
        assert await door.reload(WORKSPACE)
        moved = replace(CONFIG.settings, zone="America/New_York")
        world.configs.newest = replace(CONFIG, version=3, settings=moved)
        assert await door.reload(WORKSPACE)
    assert zones == ["Europe/Warsaw", "America/New_York"]


async def is_served(door: DoorClient) -> bool:
    """Whether the workspace's floor answers, if only that it knows no such agent."""
    nobody = SetPresence(agent_id=IDS.new(kinds.AGENT), presence="ready")
    problem = await door.command(WORKSPACE, BY, nobody, IDS.new(kinds.EVENT))
    return problem is not None and problem.code == "agent.unknown"


async def test_callers_are_served_before_a_long_day_is_counted(world: World) -> None:
    counted = asyncio.Event()

    async def slow(*words: Any) -> None:
        await counted.wait()
        await recount(*words)

    world.monkeypatch.setattr("ringwell.runtime.floors.recount", slow)
    world.monkeypatch.setattr("ringwell.runtime.floors.COUNT_FIRST_S", 0.05)
    async with world.brain(), world.door() as door:
        await until_awaited(lambda: is_served(door))
        counted.set()


async def test_a_day_that_cannot_be_counted_keeps_nobody_from_being_served(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    async def bad(*_: object) -> None:
        raise RuntimeError("odd event")

    world.monkeypatch.setattr("ringwell.runtime.floors.recount", bad)
    async with world.brain() as running, world.door() as door:
        await until_awaited(lambda: is_served(door))
        assert not running.done()
    assert "the day cannot be counted" in capsys.readouterr().out


async def test_numbers_are_told_when_their_callers_can_be_heard(world: World) -> None:
    order: list[str] = []

    async def serve(*_: object, **__: object) -> None:
        order.append("served")

    async def tell() -> None:
        order.append("told")

    async with world.brain(), world.door() as door:
        world.monkeypatch.setattr(world.switch, "serve", serve)
        world.monkeypatch.setattr(world.teller, "tell", tell)
        world.configs.newest = queues_less(2, 0)
        assert await door.reload(WORKSPACE)
    assert order == ["served", "told"]


async def test_a_brain_that_does_not_hear_the_switch_for_long_tells_that_it_cannot_act(world: World) -> None:
    world.monkeypatch.setattr(pulse, "PERIOD", 0.02)
    world.monkeypatch.setattr("ringwell.runtime.shares.DEAF_S", 0.3)

    def acts() -> bool:
        beaten = last_beat(heartbeat_file(world.installation))
        return beaten is not None and beaten.acts

    async with world.brain():
        await until(acts)
        world.switch.is_connected = False
        await until(lambda: not acts())
        world.switch.is_connected = True
        await until(acts)


async def test_a_brain_that_was_told_to_give_all_away_is_not_taken_for_one_that_cannot_act(
    world: World,
) -> None:
    world.monkeypatch.setattr(pulse, "PERIOD", 0.02)
    world.others.has_all = True

    def acts() -> bool:
        beaten = last_beat(heartbeat_file(world.installation))
        return beaten is not None and beaten.acts and not beaten.partitions

    async with world.brain(ready=False):
        await until(acts)


async def test_a_brain_that_stood_still_reads_anew_where_its_callers_are(world: World) -> None:
    world.monkeypatch.setattr(pulse, "PERIOD", 0.02)
    world.monkeypatch.setattr(pulse, "LATE_SECONDS", 0.5)
    async with world.brain():
        before = world.switch.read_anew  # a busy machine may have had it stand still already
        time.sleep(0.6)  # noqa: ASYNC251 - nothing else is to run meanwhile
        await until(lambda: world.switch.read_anew > before)


async def test_a_configuration_that_cannot_be_read_leaves_the_old_one(world: World) -> None:
    async def bad(_: str) -> WorkspaceConfig:
        raise ValueError("odd document")

    async with world.brain() as running, world.door() as door:
        world.monkeypatch.setattr(world.configs, "load", bad)
        assert await door.reload(WORKSPACE)
        assert not running.done()


async def test_a_workspace_that_cannot_be_read_is_left_out_and_named(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.configs.others = [OTHER]
    world.configs.odd = {OTHER}
    async with world.brain() as running, world.door() as door:
        assert await door.left_out(WORKSPACE) == (OTHER,)
        command = SetPresence(agent_id=IDS.new(kinds.AGENT), presence="not_ready")
        refused = [await door.command(each, BY, command, each) for each in (OTHER, WORKSPACE)]
        assert [each and each.code for each in refused] == ["brain_away", "agent.unknown"]
        assert not running.done()
    told = capsys.readouterr().out
    assert "a workspace cannot be read" in told
    assert OTHER in told


async def test_the_callers_of_a_workspace_whose_log_cannot_be_read_go_to_the_switchs_own_queue(
    world: World,
) -> None:
    world.configs.others = [OTHER]
    world.log.unreadable = {OTHER}
    async with world.brain(), world.door() as door:
        assert await door.left_out(WORKSPACE) == (OTHER,)
        routes = {each.workspace_id: each for each in world.teller.routes()}
        assert routes[OTHER].application not in {routes[WORKSPACE].application, "ringwell-p0"}
        assert (routes[WORKSPACE].left_out, routes[OTHER].left_out) == (False, True)


async def test_a_workspace_that_can_be_read_again_is_served(world: World) -> None:
    world.monkeypatch.setattr("ringwell.runtime.left_out.LOOK_EVERY_S", 0.02)
    world.monkeypatch.setattr("ringwell.runtime.left_out.TRY_AGAIN_EVERY_S", 0.05)
    world.configs.others = [OTHER]
    world.log.unreadable = {OTHER}
    moved: list[frozenset[str]] = []

    async def move(_: object, only: frozenset[str]) -> int:
        moved.append(only)
        return 0

    world.monkeypatch.setattr("ringwell.runtime.left_out.move_held_callers_to_fallback", move)
    async with world.brain(), world.door() as door:
        await until(lambda: moved == [frozenset({OTHER})] * len(moved) != [])
        world.log.unreadable = set()

        async def served() -> bool:
            return await door.left_out(WORKSPACE) == ()

        await until_awaited(served)
        assert not any(each.left_out for each in world.teller.routes())


async def test_desks_of_a_workspace_that_is_left_out_are_sent_away_and_its_supervisors_told(
    world: World,
) -> None:
    world.monkeypatch.setattr("ringwell.adapters.web.door_pages.LEFT_OUT_PAUSE_S", 0.05)
    world.configs.others = [OTHER]
    world.configs.odd = {OTHER}
    async with world.brain(), world.door() as door:
        heard, page = await look_in(door, "agent", f"desk:{ANNA}")
        await asyncio.wait_for(page.ended.wait(), PATIENCE_S)
        assert heard == []
        heard, page = await look_in(door, "supervisor", "board")
        await until(lambda: len(heard) == 2)
        assert "workspace_unreadable" in heard[1]
        assert not page.ended.is_set()
        await page.close()


async def look_in(door: DoorClient, role: str, topic: str) -> tuple[list[str], DoorPage]:
    """A page of the other workspace, and what it is told."""
    heard: list[str] = []
    page = (await door.line(OTHER)).page(OTHER, heard.append)
    greeting = Greeting(workspace_id=OTHER, user_id="usr_1", actor=BY, role=role, topics=(topic,))
    await page.send(msgspec.json.encode(greeting).decode())
    return heard, page
