"""Wait for a condition with a deadline; a fixed sleep proves nothing."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Return as soon as the condition holds; AssertionError when it does not in time."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, f"not within {seconds} s"
        await asyncio.sleep(0.01)


async def until_awaited(condition: Callable[[], Awaitable[bool]], seconds: float = 5.0) -> None:
    """The same for a condition that has to be awaited."""
    end = asyncio.get_running_loop().time() + seconds
    while not await condition():
        assert asyncio.get_running_loop().time() < end, f"not within {seconds} s"
        await asyncio.sleep(0.01)
