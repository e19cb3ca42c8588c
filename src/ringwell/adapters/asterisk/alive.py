"""Whether the other side of a socket is still there, found out without a clock that is set anew with each message."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

SILENT_BEATS: Final = 3
"""After so many beats in a row without a word it is gone."""


async def until_silent(heard: Callable[[], int], ping: Callable[[], Awaitable[None]], beat: float) -> None:
    """Return when nothing has been heard for `SILENT_BEATS` beats (of so many seconds) in spite of a ping. `heard` counts what came."""
    before, silent = heard(), 0
    while silent < SILENT_BEATS:
        await asyncio.sleep(beat)
        now = heard()
        before, silent = now, silent + 1 if now == before else 0
        if silent == 1:
            with suppress(TimeoutError):  # nobody takes what we send: that is silence, too
                async with asyncio.timeout(beat):
                    await ping()
