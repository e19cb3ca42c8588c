"""`ringwell replay` and `ringwell check`: does the database hold what the log says, and does the log make sense?"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Final

import typer

from ringwell.access.model import Workspace
from ringwell.adapters.postgres.replay import replay as read_back
from ringwell.cli.report import EXIT_CONFIGURATION, EXIT_FAILED, configuration_errors
from ringwell.kernel.errors import StoreAway
from ringwell.kpis.invariants import LogChecker
from ringwell.kpis.replay import differences
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.installation import open_installation
from ringwell.runtime.stores import Stores, open_stores
from ringwell.runtime.workspaces import load_floor

SHOWN: Final = 50
"""How many findings of a workspace are printed in full."""

Slug = Annotated[
    str | None, typer.Option("--workspace", help="Only this workspace, by its slug; all when left out.")
]
Check = Callable[[Stores, str, str], Awaitable[int]]
"""Prints what it finds in the workspace with this id and name; how many findings."""


def replay(workspace: Slug = None) -> None:
    """Rebuild the tables that are made from the log, and print where the live ones differ."""
    _run(workspace, compare_projections)


def check(workspace: Slug = None) -> None:
    """Check that the log holds together, and that the tables made from it still equal it."""
    _run(workspace, check_invariants)


async def compare_projections(stores: Stores, workspace_id: str, name: str) -> int:
    """Invariant 7."""
    events = 0

    def count(_: object) -> None:
        nonlocal events
        events += 1

    rebuilt, kept = await read_back(stores.database, workspace_id, count)
    found = [
        f"{each.table} {each.key} {each.column}: the log says {each.rebuilt}, the table {each.kept}"
        for each in differences(rebuilt, kept)
    ]
    _print(name, events, found)
    return len(found)


async def check_invariants(stores: Stores, workspace_id: str, name: str) -> int:
    """Invariants 1, 2, 4, 6 (as far as the log tells) and 7."""
    checker = LogChecker()
    rebuilt, kept = await read_back(stores.database, workspace_id, checker.take)
    found = [
        f"invariant {each.invariant}: {each.code}, event {each.seq}: {each.about}"
        for each in checker.violations
    ]
    found += [
        f"invariant 7: {each.table} {each.key} {each.column}: the log says {each.rebuilt}, the table {each.kept}"
        for each in differences(rebuilt, kept)
    ]
    _print(name, checker.events, found)
    return len(found)


def _print(name: str, events: int, found: Sequence[str]) -> None:
    typer.echo(f"{name}: {events} events, {len(found)} findings")
    for line in islice(found, SHOWN):
        typer.echo(f"  {line}")
    if len(found) > SHOWN:
        typer.echo(f"  … and {len(found) - SHOWN} more")


def _run(slug: str | None, check_one: Check) -> None:
    with configuration_errors():
        stores = open_stores(open_installation(), RandomIds(), name="check", connections=1)
        try:
            found = asyncio.run(_all(stores, slug, check_one))
        except StoreAway:
            typer.echo("ringwell: the database does not answer. Is the server running?", err=True)
            raise typer.Exit(EXIT_CONFIGURATION) from None
    if found:
        raise typer.Exit(EXIT_FAILED)


async def _all(stores: Stores, slug: str | None, check_one: Check) -> int:
    try:
        known = [await stores.workspaces.read(each) for each in await stores.config.workspaces()]
        wanted = [workspace for workspace in known if slug in (None, workspace.slug)]
        if slug is not None and not wanted:
            raise ConfigurationError(f"there is no workspace {slug}", "give the slug of one, or leave it out")
        return sum([await _one(stores, each, check_one) for each in wanted])
    finally:
        await stores.close()


async def _one(stores: Stores, workspace: Workspace, check_one: Check) -> int:
    """One that cannot be read is a finding, and keeps no other from being looked at."""
    try:
        config = await stores.config.load(workspace.workspace_id)
        await load_floor(config, stores.config, stores.log, stores.call_data, lambda: datetime.now(UTC))
        return await check_one(stores, workspace.workspace_id, workspace.slug)
    except StoreAway:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the brain leaves the workspace out for it
        typer.echo(f"{workspace.slug}: cannot be read, so that no brain serves it: {error!r}")
        return 1
