"""`ringwell demo calls`: synthetic callers for a demo server that runs."""

import asyncio
import os
import socket
import tempfile
import time
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from pathlib import Path
from typing import Annotated

import typer

from ringwell.adapters.asterisk.prompts import SOUNDS
from ringwell.cli.report import EXIT_FAILED, configuration_errors
from ringwell.runtime import sipp
from ringwell.runtime.demo_callers import (
    TRUNK_SOURCE,
    Wave,
    check_answers,
    command,
    mu_law,
    progress,
    scenario,
    waves,
    write_numbers,
)
from ringwell.runtime.settings import Settings, load_settings, reached_at

app = typer.Typer(help="Things to try with the demo workspace.", no_args_is_help=True)

LAST_CALLS_S = 150
"""How long the last callers may take after the last one came."""
VOICE = "greeting-shop"
SIPP_REFUSED = 255
"""SIPp's exit code when it could not begin; a call that failed is 1."""


@app.callback()
def demo() -> None:
    """Things to try with the demo workspace."""


@app.command()
def calls(
    per_minute: Annotated[float, typer.Option(help="Callers a minute.", min=1, max=600)] = 20,
    minutes: Annotated[float, typer.Option(help="For how long callers come.", min=0.1, max=600)] = 5,
) -> None:
    """Let callers ring the demo numbers: real SIP calls with real audio, who press keys, wait, talk and hang up."""
    with configuration_errors():
        settings = load_settings(os.environ)
        sipp.program()
        check_answers(settings.sip_host, settings.sip_port)
    with tempfile.TemporaryDirectory(prefix="ringwell-calls-") as folder, suppress(KeyboardInterrupt):
        failed = asyncio.run(_run(settings, Path(folder), per_minute, minutes))
        if failed:
            raise typer.Exit(EXIT_FAILED)


async def _run(settings: Settings, folder: Path, per_minute: float, minutes: float) -> bool:
    target = f"{reached_at(settings.sip_host)}:{settings.sip_port}"
    sound = folder / "voice.ulaw"
    write_numbers(folder)
    mu_law(SOUNDS / "en" / f"{VOICE}.wav", sound)
    async with AsyncExitStack() as stack:
        running = [
            await stack.enter_async_context(_started(each, folder, sound, target))
            for each in waves(per_minute, minutes)
        ]
        typer.echo(f"Callers ring {target}: {per_minute:g} a minute for {minutes:g} min. Ctrl-C stops.")
        try:
            async with asyncio.timeout(minutes * 60 + LAST_CALLS_S):
                await _watch(running, folder, minutes)
        except TimeoutError:
            typer.echo("Some callers were still on the line and have been ended.")
    return any(process.returncode == SIPP_REFUSED for process in running)


def _started(
    wave: Wave, folder: Path, sound: Path, target: str
) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    (folder / f"{wave.behaviour.name}.xml").write_text(scenario(wave.behaviour, sound))
    return sipp.running(command(wave, folder, target, (_free_port(), _free_port())), folder)


async def _watch(running: list[asyncio.subprocess.Process], folder: Path, minutes: float) -> None:
    """A line of progress every ten seconds until all have ended."""
    began = time.monotonic()
    waiting = {asyncio.create_task(process.wait()) for process in running}
    while waiting:
        _, waiting = await asyncio.wait(waiting, timeout=10, return_when=asyncio.ALL_COMPLETED)
        typer.echo(progress(time.monotonic() - began, minutes, *_counts(folder)))


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((TRUNK_SOURCE, 0))
        return int(probe.getsockname()[1])


def _counts(folder: Path) -> tuple[int, int, int]:
    """Calls begun, ended as they should, and failed, from SIPp's statistics."""
    totals = [0, 0, 0]
    for path in folder.glob("*.csv"):
        head, *rows = path.read_text().strip().splitlines() or [""]
        if not rows:
            continue
        row = dict(zip(head.split(";"), rows[-1].split(";"), strict=False))
        for index, name in enumerate(("TotalCallCreated", "SuccessfulCall(C)", "FailedCall(C)")):
            totals[index] += int(row.get(name, "0") or 0)
    return totals[0], totals[1], totals[2]
