"""`ringwell settings`: what is set, or the page that documents every setting."""

import os
from typing import Annotated

import typer

from ringwell.cli.report import configuration_errors
from ringwell.runtime.settings import load_settings
from ringwell.runtime.settings_page import settings_page

HIDDEN = ("turn_password", "database_url")


def settings(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/settings.md.")] = False,
) -> None:
    """Show the installation's settings, or with --markdown document them all."""
    if markdown:
        typer.echo(settings_page(), nl=False)
        return
    with configuration_errors():
        for name, value in load_settings(os.environ).model_dump(mode="json").items():
            shown = "(hidden)" if name in HIDDEN and value else value
            typer.echo(f"{name} = {shown}")
