"""Wait for a condition with a deadline; a fixed sleep proves nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

PATIENCE_S: Final = 30.0
"""How long a busy machine is waited for. No figure: whoever proves that something is quick names its own bound."""


async def until(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    """Return as soon as the condition holds; AssertionError when it does not in time."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, f"not within {seconds} s"
        await asyncio.sleep(0.01)


async def until_awaited(condition: Callable[[], Awaitable[bool]], seconds: float = PATIENCE_S) -> None:
    """The same for a condition that has to be awaited."""
    end = asyncio.get_running_loop().time() + seconds
    while not await condition():
        assert asyncio.get_running_loop().time() < end, f"not within {seconds} s"
        await asyncio.sleep(0.01)
