"""What brain, edge and worker share at their start and end."""

import asyncio
import gc
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Final

import uvloop

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.installation import Installation, open_installation
from ringwell.runtime.logs import get_log, set_up_logs

Main = Callable[[Installation, asyncio.Event], Awaitable[None]]
"""Runs until the event is set, then ends cleanly."""

YOUNG_OBJECTS: Final = 20_000
"""New objects between two looks for garbage. A call makes few cycles; with Python's 700 the collector looks at each several times."""


def run_process(name: str, main: Main) -> None:
    """Open the installation, set up logs, and run `main` until SIGTERM or SIGINT. Ends the interpreter."""
    try:
        installation = open_installation()
    except ConfigurationError as error:
        sys.exit(f"{name}: {error}")
    set_up_logs(name, installation.folders.logs, installation.settings.log_level)
    _calm_collector()
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


def _calm_collector() -> None:
    """Modules and classes are never garbage: do not look at them again; and look less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)
