"""What brain, edge and worker share at their start and end."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

import uvloop

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.installation import Installation, open_installation
from ringwell.runtime.logs import get_log, set_up_logs

Main = Callable[[Installation, asyncio.Event], Awaitable[None]]
"""Runs until the event is set, then ends cleanly."""


def run_process(name: str, main: Main) -> None:
    """Open the installation, set up logs, and run `main` until SIGTERM or SIGINT. Ends the interpreter."""
    try:
        installation = open_installation()
    except ConfigurationError as error:
        sys.exit(f"{name}: {error}")
    set_up_logs(name, installation.folders.logs, installation.settings.log_level)
    uvloop.run(_until_told(name, main, installation))


async def _until_told(name: str, main: Main, installation: Installation) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    log = get_log(f"ringwell.{name}")
    try:
        await main(installation, stop)
    except Exception:
        log.exception("the process ends because of a fault")
        raise
