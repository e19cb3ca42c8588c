"""What an operator's command does on the database of an installation, beside a server that runs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer

from ringwell.cli.report import EXIT_CONFIGURATION
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.installation import Installation, open_installation
from ringwell.runtime.stores import Stores, open_stores

Result = TypeVar("Result")
Work = Callable[[Installation, Stores], Awaitable[Result]]


def with_stores(work: Work[Result]) -> Result:
    """Do it, or say that the database is away, and end."""
    installation = open_installation()

    async def run() -> Result:
        stores = open_stores(installation, RandomIds(), name="operator", connections=1)
        try:
            return await work(installation, stores)
        finally:
            await stores.close()

    try:
        return asyncio.run(run())
    except StoreAway:
        typer.echo("ringwell: the database does not answer. Is the server running?", err=True)
        raise typer.Exit(EXIT_CONFIGURATION) from None
