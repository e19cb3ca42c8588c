"""The command `ringwell`. Each command stands in a module of its own."""

import typer

from ringwell.cli.brain import brain
from ringwell.cli.brains import app as brains
from ringwell.cli.check_config import check_config
from ringwell.cli.demo import app as demo
from ringwell.cli.log_checks import check, replay
from ringwell.cli.server import server
from ringwell.cli.settings import settings
from ringwell.cli.simulate import simulate
from ringwell.cli.workspace import app as workspace
from ringwell.cli.workspace import users

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.command()(server)
app.command()(settings)
app.command()(brain)
app.add_typer(brains, name="brains")
app.add_typer(demo, name="demo")
app.add_typer(workspace, name="workspace")
app.add_typer(users, name="user")
app.command("check-config")(check_config)
app.command()(replay)
app.command()(check)
app.command()(simulate)


@app.callback()
def ringwell() -> None:
    """An open contact-centre platform."""


def main() -> None:
    app()
