"""The worker: finishes recordings and does other jobs that can wait."""

import asyncio

from ringwell.runtime.installation import Installation
from ringwell.runtime.main_loop import run_process


async def run(_installation: Installation, stop: asyncio.Event) -> None:
    await stop.wait()


if __name__ == "__main__":
    run_process("worker", run)
