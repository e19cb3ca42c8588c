"""`ringwell server`: the supervisor."""

import asyncio
import os
import resource
from typing import Annotated

import typer

from ringwell.adapters.postgres.server import DatabaseServerError
from ringwell.cli.report import EXIT_FAILED, configuration_errors
from ringwell.runtime.data_lock import data_lock
from ringwell.runtime.folders import Folders
from ringwell.runtime.installation import make_installation
from ringwell.runtime.logs import get_log, set_up_logs
from ringwell.runtime.rescue import rescue_callers
from ringwell.runtime.settings import Settings, data_folder, load_settings, unknown_variables
from ringwell.runtime.supervisor import StartFailed, Supervisor

OPEN_FILES = 65536
DEMO_SIGN_INS = ("admin@demo", "supervisor@demo", "agent1@demo … agent8@demo")


def server(
    demo: Annotated[
        bool, typer.Option("--demo", help="Demo mode, unless a setting says otherwise (RINGWELL_DEMO, demo).")
    ] = False,
) -> None:
    """Start everything and keep it running until Ctrl-C."""
    # What any of us or our children makes is ours alone, wherever the data folder lies.
    os.umask(0o077)
    _allow_many_files()
    with configuration_errors():
        settings = load_settings(os.environ, demo_unless_set=demo)
        folders = Folders(data_folder(os.environ))
        folders.make()
        set_up_logs("supervisor", folders.logs, settings.log_level)
        for name in unknown_variables(os.environ):
            get_log("ringwell.server").warning("no setting has this name", variable=name)
        with data_lock(folders.lock):
            _supervise(settings, folders)


def _allow_many_files() -> None:
    """A call takes about ten descriptors in the switch; many systems start programs with 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _supervise(settings: Settings, folders: Folders) -> None:
    installation = make_installation(settings, folders)
    supervisor = Supervisor(installation, rescue_callers, lambda: announce(settings))
    try:
        asyncio.run(supervisor.run())
    except (StartFailed, DatabaseServerError) as error:
        typer.echo(f"ringwell: {error}", err=True)
        raise typer.Exit(EXIT_FAILED) from None


def announce(settings: Settings) -> None:
    """One address and, in demo mode, who may sign in."""
    typer.echo(f"\nRingwell is ready: {settings.origin}")
    if settings.demo:
        typer.echo(f"  sign in as {', '.join(DEMO_SIGN_INS)}; password: demo")
        typer.echo(f"  a caller's phone: {settings.origin}/try")
    typer.echo("Ctrl-C stops it.\n")
