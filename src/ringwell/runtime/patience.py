"""Waiting: for the database, as long as it takes, and for the next look."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from ringwell.kernel.errors import StoreAway

RETRY_S = 0.5
LONGEST_RETRY_S = 2.0

_Answer = TypeVar("_Answer")


async def until_there(ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """The answer, as soon as the database gives one."""
    wait = RETRY_S
    while True:
        try:
            return await ask()
        except StoreAway:
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_RETRY_S)


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until told to stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
