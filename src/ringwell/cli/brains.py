"""`ringwell brains`: which brain has what, and how it is given to another."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from ringwell.adapters.postgres.roster import BrainRow, Roster
from ringwell.cli.operator import with_stores
from ringwell.cli.report import configuration_errors
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.installation import Installation
from ringwell.runtime.stores import Stores

app = typer.Typer(
    help="The brains of this installation, and who has which workspaces.", invoke_without_command=True
)

Name = Annotated[str, typer.Argument(help="The brain's name, as the list shows it.")]
Partition = Annotated[int, typer.Argument(help="The partition's number, as the list shows it.", min=0)]


@app.callback()
def show(context: typer.Context) -> None:
    """List brains and partitions, or change who has what."""
    if context.invoked_subcommand is not None:
        return

    async def listed(installation: Installation, stores: Stores) -> None:
        found = await stores.roster.look()
        slugs: dict[int, list[str]] = {}
        for each in await stores.config.workspaces():
            made = await stores.workspaces.read(each)
            slugs.setdefault(made.partition, []).append(made.slug)
        for line in (*_brains(found), "", *_partitions(found, installation.settings.partitions, slugs)):
            typer.echo(line)

    with configuration_errors():
        with_stores(listed)


@app.command("hand-over")
def hand_over(partition: Partition, to: Name) -> None:
    """Have a partition's calls go on with this brain, now and for as long as it is there."""

    async def wanted(installation: Installation, stores: Stores) -> None:
        _check_partition(installation, partition)
        name = (await _known(installation, stores, to)).name
        await stores.roster.want(partition, name)
        typer.echo(f"Partition {partition} is to go to {name}: see `ringwell brains`")

    with configuration_errors():
        with_stores(wanted)


@app.command("let-go")
def let_go(partition: Partition) -> None:
    """Take back a `hand-over`: the partition goes by the even division again."""

    async def free(installation: Installation, stores: Stores) -> None:
        _check_partition(installation, partition)
        await stores.roster.want(partition, None)

    with configuration_errors():
        with_stores(free)


@app.command()
def drain(name: Name) -> None:
    """Have a brain hand over all that it has, so that it can be ended without anybody's noticing."""
    _set_draining(name, draining=True)


@app.command()
def resume(name: Name) -> None:
    """Let a brain that was drained have partitions again."""
    _set_draining(name, draining=False)


def _set_draining(name: str, *, draining: bool) -> None:
    async def change(installation: Installation, stores: Stores) -> None:
        found = await _known(installation, stores, name)
        await stores.roster.drain(found.name, draining=draining)

    with configuration_errors():
        with_stores(change)


async def _known(installation: Installation, stores: Stores, name: str) -> BrainRow:
    """Brains of this server's own switch need no @."""
    whole = name if "@" in name else f"{name}@{installation.settings.switch_id}"
    for each in (await stores.roster.look()).brains:
        if each.name == whole:
            return each
    raise ConfigurationError(f"there is no brain {whole}", "see `ringwell brains` for their names")


def _check_partition(installation: Installation, partition: int) -> None:
    if partition >= installation.settings.partitions:
        raise ConfigurationError(
            f"there is no partition {partition}", f"take one below {installation.settings.partitions}"
        )


def _brains(found: Roster) -> Iterator[str]:
    yield "brain\tstate\tsince\tpartitions"
    for each in found.brains:
        state = "away" if not each.lives else "draining" if each.draining else "there"
        its = [str(row.partition) for row in found.partitions if row.holds and row.owner == each.name]
        yield f"{each.name}\t{state}\t{_shown(each.since)}\t{','.join(its) or '-'}"


def _partitions(found: Roster, count: int, slugs: dict[int, list[str]]) -> Iterator[str]:
    rows = {row.partition: row for row in found.partitions}
    yield "partition\tbrain\tsince\twanted\tworkspaces"
    for each in range(count):
        row = rows.get(each)
        has = row is not None and row.holds
        words = [
            str(each),
            row.owner or "-" if row is not None and has else "-",
            _shown(row.since) if row is not None and has else "-",
            (row.wanted if row is not None else None) or "-",
            ",".join(sorted(slugs.get(each, ()))) or "-",
        ]
        yield "\t".join(words)


def _shown(moment: datetime | None) -> str:
    return "-" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
