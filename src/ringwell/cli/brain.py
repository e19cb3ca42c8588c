"""`ringwell brain`: one more brain beside those of the server that runs."""

import re
from typing import Annotated, Final

import typer

from ringwell.cli.operator import with_stores
from ringwell.cli.report import configuration_errors
from ringwell.runtime import brain as process
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.installation import Installation
from ringwell.runtime.plan import FIRST_BRAIN
from ringwell.runtime.stores import Stores

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")


def brain(name: Annotated[str, typer.Argument(help="Its name, which no other brain has.")]) -> None:
    """Run one more brain on the data folder of a server that runs, until it is told to end: it gets its part of the workspaces while calls go on."""

    async def is_free(installation: Installation, stores: Stores) -> None:
        whole = f"{name}@{installation.settings.switch_id}"
        if any(each.name == whole and each.lives for each in (await stores.roster.look()).brains):
            raise ConfigurationError(f"there is a brain {whole} already", "take another name")

    with configuration_errors():
        if NAME.fullmatch(name) is None or re.fullmatch(rf"{FIRST_BRAIN}(-\d+)?", name):
            raise ConfigurationError(
                f"{name!r} cannot be the name of a brain",
                f"take small letters, digits and -, not {FIRST_BRAIN}",
            )
        with_stores(is_free)
    process.main(name)
