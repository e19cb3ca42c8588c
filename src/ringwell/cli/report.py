"""How a command tells the operator what to put right: two lines, no stack trace, exit code 2."""

from collections.abc import Generator
from contextlib import contextmanager

import typer

from ringwell.runtime.errors import ConfigurationError

EXIT_CONFIGURATION = 2
EXIT_FAILED = 1
EXIT_CANCELLED = 130


@contextmanager
def configuration_errors() -> Generator[None]:
    try:
        yield
    except ConfigurationError as error:
        typer.echo(f"ringwell: {error.problem}", err=True)
        typer.echo(f"What to do: {error.remedy}.", err=True)
        raise typer.Exit(EXIT_CONFIGURATION) from None
