"""Waiting for the database, as long as it takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from ringwell.kernel.errors import StoreAway

RETRY_S = 0.5
LONGEST_RETRY_S = 2.0

_Answer = TypeVar("_Answer")


async def until_there(ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """The answer, as soon as the database gives one."""
    pause = RETRY_S
    while True:
        try:
            return await ask()
        except StoreAway:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_RETRY_S)
