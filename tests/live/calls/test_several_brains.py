"""Several brains divide the partitions of one switch: one is killed, stands still, hands over, or joins, while calls are up."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Generator

import aiohttp
import pytest

from ringwell.runtime.processes import ProcessIdentity, send
from ringwell.runtime.stores import Stores
from tests.support.brains import (
    SECOND_TRUNK,
    moved,
    owners,
    partition_of,
    second_trunk,
    second_workspace,
    stores_of,
    until_even,
)
from tests.support.centre import Centre, Desk, centre_on, talking
from tests.support.installation import COMMAND, Server, server_on
from tests.support.polling import until, until_awaited
from tests.support.sip import Leg

pytestmark = pytest.mark.live

LEASE_S = 10.0
TAKEN_OVER_S = LEASE_S - 2
"""Long before the lease of who was killed ends. How long exactly is measured by the bench."""
FOLLOWED_S = 3.0
"""When pages are where their workspace is, though the brain that had it stands still and cannot say so."""
STARTS_S = 60.0
NO_TRUNK = (401, 404)
"""404: calls of it are up."""
MOVED = "the brain cannot act: waiting callers were moved to the fallback"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    with server_on(tmp_path_factory.mktemp("brains"), RINGWELL_BRAINS="2") as made:
        made.start()
        yield made
        assert MOVED not in made.log_events(), "callers on their way to another brain are not to be rescued"
        checked = made.run("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.fixture
async def stores(server: Server) -> AsyncGenerator[Stores]:
    """The demo is with the first brain."""
    async with stores_of(server) as made:
        await until_even(made.roster, 2)
        await moved(made, "demo", "brain")
        yield made


@pytest.fixture
async def centre(server: Server, stores: Stores) -> AsyncGenerator[Centre]:
    async with centre_on(server) as made:
        yield made


@pytest.fixture
async def second(server: Server, stores: Stores) -> AsyncGenerator[Centre]:
    """Another workspace, which is with the second brain."""
    slug = await second_workspace(stores)
    await moved(stores, slug, "brain-2")
    async with centre_on(server, slug, SECOND_TRUNK) as made:
        await second_trunk(stores, slug, made.phones)
        yield made


class Calls:
    """In one workspace, one caller who talks to Anna and two who wait for Celina."""

    def __init__(self, centre: Centre, users: tuple[str, str, str]) -> None:
        self.centre, self.users = centre, users

    async def begin(self) -> None:
        self.anna, self.celina = await self.centre.desk(1), await self.centre.desk(3)
        await self.anna.ready()
        talker, *waiters = self.users
        self.caller, self.talk = await self.call(talker)
        self.agent = await self.anna.answer()
        self.waiting = [await self._waits(user) for user in waiters]

    async def _waits(self, user: str) -> tuple[Leg, str]:
        leg, interaction = await self.call(user)
        await self.centre.state(interaction, "waiting")
        return leg, interaction

    async def call(self, user: str) -> tuple[Leg, str]:
        """A caller, and the interaction that is new on the board: not every trunk tells who calls."""
        known = set(self.centre.calls)
        leg = await self.centre.call("1001", user)
        if (
            leg.final in NO_TRUNK and self.centre.slug != "demo"
        ):  # the switch has been told anew what is configured
            async with stores_of(self.centre.server) as stores:
                await second_trunk(stores, self.centre.slug, self.centre.phones)
            leg = await self.centre.call("1001", user)
        await until(lambda: bool(self.centre.calls.keys() - known))
        return leg, (self.centre.calls.keys() - known).pop()

    async def talk_on(self) -> None:
        await talking(self.caller, self.agent)

    async def are_served(self) -> None:
        """In their order, by who becomes ready now; and then all is over as it should be."""
        await until_awaited(self._celina_is_ready)
        for leg, interaction in self.waiting:
            await talking(leg, await self.celina.answer())
            await _finish(self.celina, leg, interaction)
        await self.anna.is_(activity="talking", interaction_id=self.talk)
        await self.talk_on()
        await _finish(self.anna, self.caller, self.talk)
        for interaction in (self.talk, *(each for _, each in self.waiting)):
            await self.centre.closed(interaction, result="handled", segments=1)

    async def _celina_is_ready(self) -> bool:
        """Her page may still be on its way to the brain that took over; until then it is told that there is none."""
        refused = await self.celina.command("set_presence", presence="ready")
        assert refused in {None, "brain_away", "no_answer"}
        return refused is None


def numbers(first: int) -> tuple[str, str, str]:
    return f"+482255503{first}1", f"+482255503{first}2", f"+482255503{first}3"


async def test_a_brain_is_killed(centre: Centre, second: Centre, stores: Stores) -> None:
    its, others = Calls(centre, numbers(0)), Calls(second, numbers(1))
    await its.begin()
    await others.begin()
    epochs = set(second.boss.live.epochs)
    send(_process(centre.server, "brain"), signal.SIGKILL)
    killed = asyncio.get_running_loop().time()
    demo = await partition_of(stores, "demo")
    await _owned(stores, demo, "brain-2", TAKEN_OVER_S)
    await until(lambda: len(set(its.celina.person.live.epochs)) > 1, TAKEN_OVER_S)
    assert await its.celina.command("set_presence", presence="ready") is None
    first = await its.celina.answer(TAKEN_OVER_S)
    assert asyncio.get_running_loop().time() - killed < TAKEN_OVER_S
    await talking(its.waiting[0][0], first)
    await _finish(its.celina, *its.waiting.pop(0))
    await others.talk_on()
    assert set(second.boss.live.epochs) == epochs, "those of the other brain have noticed nothing"
    await its.are_served()
    await second_trunk(stores, second.slug, second.phones)  # who tells the switch now has taken it away
    await others.are_served()


async def test_a_partition_is_handed_over_and_nobody_notices(centre: Centre, stores: Stores) -> None:
    calls = Calls(centre, numbers(2))
    await calls.begin()
    away = len(calls.anna.person.live.aways)
    for to in ("brain-2", "brain", "brain-2"):
        await moved(stores, "demo", to)
        asked = asyncio.get_running_loop().time()
        assert await calls.celina.command("set_presence", presence="not_ready") is None
        assert asyncio.get_running_loop().time() - asked < 1
        await calls.talk_on()
    assert len(calls.anna.person.live.aways) == away
    calls.waiting.append(await calls.call(numbers(3)[0]))
    await calls.are_served()


async def test_a_brain_stands_still_for_longer_than_its_lease(centre: Centre, stores: Stores) -> None:
    calls = Calls(centre, numbers(4))
    await calls.begin()
    demo = await partition_of(stores, "demo")
    frozen = _process(centre.server, "brain")
    send(frozen, signal.SIGSTOP)
    try:
        await _owned(stores, demo, "brain-2", LEASE_S + 5)
        await calls.talk_on()
        await until(lambda: len(set(calls.celina.person.live.epochs)) > 1, FOLLOWED_S)
    finally:
        send(frozen, signal.SIGCONT)
    await until(lambda: centre.server.child("brain") not in (None, frozen), STARTS_S)
    await calls.are_served()


async def test_a_third_joins_and_one_is_drained(centre: Centre, stores: Stores) -> None:
    calls = Calls(centre, numbers(5))
    await calls.begin()
    helper = await asyncio.create_subprocess_exec(
        *COMMAND, "brain", "helper", env=centre.server.environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await until_even(stores.roster, 3, seconds=STARTS_S)
        await calls.talk_on()
        await stores.roster.want(await partition_of(stores, "demo"), None)
        drained = await asyncio.to_thread(centre.server.run, "brains", "drain", "brain")
        assert drained.returncode == 0
        await until_awaited(lambda: _has_nothing(stores, "brain"), STARTS_S)
        await calls.talk_on()
        listed = await asyncio.to_thread(centre.server.run, "brains")
        assert "brain@switch-1\tdraining" in listed.stdout
        lives = 'ringwell_brain_lives{brain="helper@switch-1"} 1.0'

        async def is_measured() -> bool:
            return lives in await _metrics(centre.server)

        await until_awaited(is_measured)
        resumed = await asyncio.to_thread(centre.server.run, "brains", "resume", "brain")
        assert resumed.returncode == 0
        await until_even(stores.roster, 3)
    finally:
        helper.terminate()
        await asyncio.wait_for(helper.wait(), STARTS_S)
    await until_even(stores.roster, 2)
    await calls.are_served()


async def _metrics(server: Server) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/metrics") as reply:
        return await reply.text()


def _process(server: Server, name: str) -> ProcessIdentity:
    process = server.child(name)
    assert process is not None
    return process


async def _owned(stores: Stores, partition: int, name: str, seconds: float) -> None:
    async def is_owned() -> bool:
        return (await owners(stores.roster)).get(partition) == name

    await until_awaited(is_owned, seconds)


async def _has_nothing(stores: Stores, name: str) -> bool:
    return name not in (await owners(stores.roster)).values()


async def _finish(desk: Desk, caller: Leg, interaction: str) -> None:
    caller.hang_up()
    await desk.is_(activity="wrapping_up", interaction_id=interaction)
    assert await desk.finish(interaction) is None
