"""The whole database server stands still for a while: calls go on, and every caller without an agent reaches the switch's own queue."""

import asyncio
import os
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ringwell.adapters.asterisk.names import FALLBACK_CONTEXT
from tests.support.centre import Centre, Desk, talking
from tests.support.installation import Server
from tests.support.polling import until, until_awaited
from tests.support.sip import Leg

pytestmark = pytest.mark.live

HANDED_OVER = "the database is away: callers go to the switch's own queue"


@pytest.mark.parametrize("seconds", [10, 16])
async def test_the_database_stands_still(centre: Centre, seconds: float) -> None:
    """Shorter than the lease and a little, or well beyond its end: one talks, one waits, one is in a menu."""
    anna, celina = await centre.desk(1), await centre.desk(3)
    await anna.ready()
    users = [f"+4822555{seconds}{n}1" for n in range(4)]
    caller = await centre.call("1001", users[0])
    agent = await anna.answer()
    talk = await centre.of(users[0])
    waiting = await centre.call("1001", users[1])
    await centre.state(await centre.of(users[1]), "waiting")
    menu = await centre.call("1000", users[2])
    await centre.of(users[2])
    told = _told(centre.server)
    with _stopped(centre.server):
        began = asyncio.get_running_loop().time()
        await until(lambda: _told(centre.server) > told, 9)
        await _in_fallback(centre, 2)
        await talking(caller, agent)
        assert await celina.command("set_presence", presence="ready") is None
        rescued = await celina.answer()
        assert rescued.invite is not None
        assert rescued.invite.header("X-Ringwell-Fallback") == "1"
        # Both went at one instant: the switch's queue may have either first.
        served, other = (waiting, menu) if users[1] in rescued.invite.header("From") else (menu, waiting)
        await talking(served, rescued)
        await until(lambda: asyncio.get_running_loop().time() > began + seconds, seconds)
    await celina.is_(activity="talking")
    await anna.is_(activity="talking", interaction_id=talk)
    await talking(caller, agent)
    await talking(served, rescued)
    second = await _in_queue(centre, menu, users[2]) if other is menu else await centre.of(users[1])
    await centre.state(second, "waiting")
    newcomer = await centre.call("1001", users[3])
    third = await centre.of(users[3])
    await centre.state(third, "waiting")
    with pytest.raises(TimeoutError):
        await celina.phone.rung(2)
    served.hang_up()
    await talking(other, await celina.answer())
    await _finish(celina, other, second)
    await talking(newcomer, await celina.answer())
    await _finish(celina, newcomer, third)
    await _finish(anna, caller, talk)
    await centre.closed(talk, result="handled", segments=1)


async def _in_queue(centre: Centre, leg: Leg, user: str) -> str:
    """The caller chooses at the menu, which goes on where it stood."""
    interaction = await centre.of(user)
    await centre.state(interaction, "flow")
    await leg.sound.press("1")
    await centre.state(interaction, "waiting")
    return interaction


async def _in_fallback(centre: Centre, callers: int) -> None:
    async def there() -> bool:
        channels = await centre.ari.channels.list_all()
        return sum(each.dialplan.context == FALLBACK_CONTEXT for each in channels) == callers

    await until_awaited(there)


async def _finish(desk: Desk, caller: Leg, interaction: str) -> None:
    caller.hang_up()
    await desk.is_(activity="wrapping_up", interaction_id=interaction)
    assert await desk.finish(interaction) is None


def _told(server: Server) -> int:
    return server.log_events("brain").count(HANDED_OVER)


@contextmanager
def _stopped(server: Server) -> Generator[None]:
    """The database's processes, all of them: a stopped parent alone would leave its sessions working."""
    parent = server.child("postgres")
    assert parent is not None
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    stopped = [parent.pid, *map(int, children)]
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in stopped:
            os.kill(process, signal.SIGCONT)
