"""`ringwell check-config`: would a server start with these settings?"""

import os

import typer

from ringwell.adapters.asterisk.install import SwitchNotFound, find_switch
from ringwell.cli.report import configuration_errors
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.settings import load_settings, unknown_variables


def check_config() -> None:
    """Read the settings and find the switch. Nothing is written or started."""
    with configuration_errors():
        settings = load_settings(os.environ)
        try:
            switch = find_switch(settings.asterisk)
        except SwitchNotFound as error:
            raise ConfigurationError(str(error), "run script/server, or set RINGWELL_ASTERISK") from None
    for name in unknown_variables(os.environ):
        typer.echo(f"warning: no setting is called {name}", err=True)
    version = ".".join(map(str, switch.version))
    typer.echo(f"The settings are right. Asterisk {version} under {switch.root}.")
