"""`ringwell check-config`: would a server start with these settings?"""

import os

import typer

from ringwell.adapters.asterisk.config import configuration
from ringwell.cli.report import configuration_errors
from ringwell.runtime.folders import Folders
from ringwell.runtime.installation import make_installation
from ringwell.runtime.settings import data_folder, load_settings, unknown_variables


def check_config() -> None:
    """Read the settings and find the switch, without starting anything."""
    with configuration_errors():
        installation = make_installation(load_settings(os.environ), Folders(data_folder(os.environ)))
        config = installation.switch_config()
        configuration(config)
    for name in unknown_variables(os.environ):
        typer.echo(f"warning: no setting is called {name}", err=True)
    version = ".".join(map(str, config.distribution.version))
    typer.echo(f"The settings are right. Asterisk {version} under {config.distribution.root}.")
