"""Brings the database up to date before the others start: roles, tables, in demo mode the demo workspace. Ends."""

import asyncio

from ringwell.runtime.installation import Installation
from ringwell.runtime.main_loop import run_process


async def run(_installation: Installation, _stop: asyncio.Event) -> None:
    """Nothing is stored yet."""


if __name__ == "__main__":
    run_process("prepare", run)
