"""The command `ringwell`. Each command stands in a module of its own, and only the one that is asked for is read: an operator does not
wait for the code of the others, and the parent of a server does not keep it."""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Final

import typer

COMMANDS: Final[Mapping[str, str]] = {
    "server": "server:server",
    "settings": "settings:settings",
    "brain": "brain:brain",
    "brains": "brains:app",
    "demo": "demo:app",
    "workspace": "workspace:app",
    "user": "workspace:users",
    "check-config": "check_config:check_config",
    "replay": "log_checks:replay",
    "check": "log_checks:check",
    "simulate": "simulate:simulate",
}
"""By a command's name its module, and there its function, or the application of several."""


def app_of(names: Iterable[str]) -> typer.Typer:
    """The application with these commands."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback(help="An open contact-centre platform.")(_nothing)
    for name in names:
        module, attribute = COMMANDS[name].split(":")
        found = getattr(import_module(f"{__name__}.{module}"), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def main() -> None:
    asked = sys.argv[1:2]
    app_of(asked if asked and asked[0] in COMMANDS else COMMANDS)()


def _nothing() -> None:
    """A command of its own is always asked for."""
