"""A brain that is killed under calls, or away; and back."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from ringwell.runtime.processes import ProcessIdentity, send
from tests.support.centre import Centre, Desk
from tests.support.installation import Server
from tests.support.polling import until, until_awaited

STARTS_S: Final = 60.0
"""A brain's start on a busy machine."""


@asynccontextmanager
async def brain_away(server: Server) -> AsyncGenerator[None]:
    """The brain is killed, and the next one held before it does anything, until the end of the block."""
    await kill(server, "brain")
    held: list[ProcessIdentity] = []

    def hold() -> bool:
        started = server.child("brain")
        if started is not None:
            send(started, signal.SIGSTOP)
            held.append(started)
        return started is not None

    await until(hold, STARTS_S)
    try:
        yield
    finally:
        for process in held:
            send(process, signal.SIGCONT)


async def back(centre: Centre, desks: list[Desk]) -> None:
    """Every screen has been greeted by the new brain, which hears the switch, and shows what it tells."""
    lives = [centre.boss.live, *(desk.person.live for desk in desks)]
    await until(lambda: all(len(set(live.epochs)) > 1 for live in lives), STARTS_S)
    for live in lives:
        del live.epochs[:-1]  # the next one may be killed, too
    await until_awaited(lambda: asyncio.to_thread(centre.server.is_ready), STARTS_S)


async def kill(server: Server, name: str) -> None:
    process = server.child(name)
    assert process is not None, name
    os.kill(process.pid, signal.SIGKILL)
    await until(lambda: server.child(name) != process)
