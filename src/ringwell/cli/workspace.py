"""`ringwell workspace` and `ringwell user`: what an operator does beside the screens, while the server runs."""

import re
from typing import Annotated, Final, Literal

import typer
from aiohttp import ClientSession

from ringwell.access.model import UserChange, Workspace
from ringwell.adapters.web.door_client import DoorClient
from ringwell.cli.operator import with_stores
from ringwell.cli.report import configuration_errors
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.brains import LeasedBrains
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.first_start import create_workspace, new_password
from ringwell.runtime.installation import Installation
from ringwell.runtime.stores import Stores

app = typer.Typer(help="The workspaces of this installation.", no_args_is_help=True)
users = typer.Typer(help="Help for people who cannot sign in.", no_args_is_help=True)

SLUG: Final = re.compile(r"[a-z][a-z0-9]{1,30}")
LONGEST_NAME: Final = 120


@app.callback()
def workspace() -> None:
    """The workspaces of this installation."""


@users.callback()
def user() -> None:
    """Help for people who cannot sign in."""


@app.command()
def add(
    slug: Annotated[
        str, typer.Argument(help="What stands after the @ of its people's names: small letters and digits.")
    ],
    name: Annotated[str, typer.Argument(help="What people call it.")],
    language: Annotated[
        Literal["en", "ru", "pl"], typer.Option(help="The language in which callers hear it at first.")
    ] = "en",
) -> None:
    """Make a workspace with one administrator, and print the password once. A server that runs takes it up at once."""
    with configuration_errors():
        if SLUG.fullmatch(slug) is None:
            raise ConfigurationError(
                f"{slug!r} cannot be a workspace's slug",
                "take 2 to 31 small letters and digits, a letter first",
            )
        title = name.strip()
        if not 0 < len(title) <= LONGEST_NAME or not title.isprintable():
            raise ConfigurationError(
                "a workspace needs a name", f"give one of at most {LONGEST_NAME} characters"
            )

        async def make(installation: Installation, stores: Stores) -> None:
            if await stores.workspaces.by_slug(slug) is not None:
                raise ConfigurationError(f"there is a workspace {slug} already", "take another slug")
            made = await create_workspace(stores, slug, title, WorkspaceSettings(language=language))
            typer.echo(
                f"The workspace {slug} is there. Its administrator signs in as {made.sign_in}, password {made.password}"
            )
            typer.echo("The password is shown this once: change it after the first sign-in.")
            known = await stores.workspaces.by_slug(slug)
            if known is not None and not await _taken_up(installation, stores, known.workspace_id):
                typer.echo("The server does not run or is busy; it takes the workspace up when it starts.")

        with_stores(make)


@app.command("list")
def list_all() -> None:
    """Every workspace: slug and name."""

    async def show(_installation: Installation, stores: Stores) -> None:
        for each in await _all(stores):
            typer.echo(f"{each.slug}\t{each.name}")

    with configuration_errors():
        with_stores(show)


@users.command("reset-password")
def reset_password(
    sign_in: Annotated[str, typer.Argument(help="As it is typed to sign in: name@workspace.")],
) -> None:
    """Give somebody a new password, print it once, and end their sessions."""
    name, _, slug = sign_in.lower().partition("@")

    async def reset(_installation: Installation, stores: Stores) -> None:
        found = await stores.workspaces.by_slug(slug)
        known = None if found is None else await stores.users.credentials(found.workspace_id, name)
        if found is None or known is None:
            raise ConfigurationError(
                f"nobody signs in as {sign_in}", "see `ringwell workspace list` for the part after the @"
            )
        password = new_password()
        change = UserChange(password_hash=await stores.passwords.hash(password))
        await stores.users.change(found.workspace_id, known.user.user_id, change, SYSTEM)
        typer.echo(f"{name}@{slug} has the password {password}")
        typer.echo("It is shown this once: change it after signing in.")
        if known.user.disabled:
            typer.echo("This user is disabled, and cannot sign in until an administrator changes that.")

    with configuration_errors():
        with_stores(reset)


async def _taken_up(installation: Installation, stores: Stores, workspace_id: str) -> bool:
    """Tell the brain as an edge does that a configuration is new; False when none heard."""
    async with ClientSession() as http:
        brains = LeasedBrains(stores.leases, stores.workspaces)
        return await DoorClient(http, brains, installation.secrets.door_key).reload(workspace_id)


async def _all(stores: Stores) -> list[Workspace]:
    found = [await stores.workspaces.read(each) for each in await stores.config.workspaces()]
    return sorted(found, key=lambda each: each.slug)
