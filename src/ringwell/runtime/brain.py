"""The brain: live state, routing, the switch's applications."""

import asyncio

from ringwell.runtime.heartbeat import PERIOD, beat
from ringwell.runtime.installation import Installation
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.plan import heartbeat_file


async def run(installation: Installation, stop: asyncio.Event) -> None:
    await keep_beating(installation, stop)


async def keep_beating(installation: Installation, stop: asyncio.Event) -> None:
    """Tell the supervisor that the loop runs. Goes on while the database or the switch is away."""
    while not stop.is_set():
        beat(heartbeat_file(installation))
        try:
            await asyncio.wait_for(stop.wait(), PERIOD)
        except TimeoutError:
            continue


if __name__ == "__main__":
    run_process("brain", run)
