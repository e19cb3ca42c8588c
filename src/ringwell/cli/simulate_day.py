"""`ringwell simulate --day`: a past day of the log, replayed by today's routing code beside what really happened."""

import asyncio
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import typer

from ringwell.cli.figures import table
from ringwell.cli.report import EXIT_CANCELLED, EXIT_CONFIGURATION, EXIT_FAILED, configuration_errors
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.installation import open_installation
from ringwell.runtime.past_days import read_day, rules_of
from ringwell.runtime.stores import Stores, open_stores
from ringwell.simulation.past_day import PastDay
from ringwell.simulation.what_if import NOTHING, Answer, Changes, NothingToReplay, Unplayable, what_if

BAR = 1000


def replay_day(day: str, slug: str, changes: Path | None, runs: int, *, as_json: bool) -> None:
    """Print the day as it was, replayed, and (where there are changes) replayed with them."""
    asked = _changes(changes)
    with configuration_errors():
        stores = open_stores(open_installation(), RandomIds(), name="simulate", connections=1)
        try:
            found, config = asyncio.run(_read(stores, slug, _date(day)))
        except StoreAway:
            typer.echo("ringwell: the database does not answer. Is the server running?", err=True)
            raise typer.Exit(EXIT_CONFIGURATION) from None
    answer = _play(found, config, asked, runs, day)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
    else:
        typer.echo(_words(answer, config, changed=asked != NOTHING))


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise typer.BadParameter(f"{day} is no day such as 2026-11-21", param_hint="--day") from None


def _changes(path: Path | None) -> Changes:
    if path is None:
        return NOTHING
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Changes)
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"ringwell: {path} cannot be read: {error}", err=True)
        raise typer.Exit(EXIT_FAILED) from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        typer.echo(f"ringwell: {path}: {error}", err=True)
        raise typer.Exit(EXIT_CONFIGURATION) from None


async def _read(stores: Stores, slug: str, day: date) -> tuple[PastDay, WorkspaceConfig]:
    try:
        workspace = await stores.workspaces.by_slug(slug)
        if workspace is None:
            raise ConfigurationError(f"there is no workspace {slug}", "give the slug of one with --workspace")
        config = await stores.config.load(workspace.workspace_id)
        return await read_day(stores.log, config, day, datetime.now(UTC)), config
    finally:
        await stores.close()


def _play(found: PastDay, config: WorkspaceConfig, changes: Changes, runs: int, label: str) -> Answer:
    with typer.progressbar(length=BAR, label=label, file=typer.get_text_stream("stderr")) as bar:
        told = 0

        def go_on(progress: float) -> bool:
            nonlocal told
            bar.update(round(progress * BAR) - told)
            told = round(progress * BAR)
            return True

        try:
            answer = what_if(found, rules_of(config), changes, runs, go_on)
        except NothingToReplay:
            typer.echo(f"ringwell: nobody came to a queue on {label}", err=True)
            raise typer.Exit(EXIT_FAILED) from None
        except Unplayable as fault:
            for problem in fault.problems:
                typer.echo(f"ringwell: {problem}", err=True)
            raise typer.Exit(EXIT_CONFIGURATION) from None
        except KeyboardInterrupt:
            typer.echo("\ncancelled", err=True)
            raise typer.Exit(EXIT_CANCELLED) from None
    assert answer is not None, "nobody stops it"
    return answer


def _words(answer: Answer, config: WorkspaceConfig, *, changed: bool) -> str:
    names = {queue_id: queue.name for queue_id, queue in config.queues.items()}
    parts = [("as it really was", answer.really), ("replayed as it was", answer.replayed)]
    if changed:
        parts.append(("replayed with the changes", answer.changed))
    words = list[str]()
    for title, told in parts:
        queues = {names.get(queue_id, queue_id): found for queue_id, found in told.report.queues.items()}
        words += [title, table(msgspec.structs.replace(told.report, queues=queues)), ""]
    words.append(f"{answer.people} agents were ready on that day; {answer.left_out} visits are left out")
    if answer.rules_changed:
        words.append("queues or people have been changed since: it was replayed by those of now")
    return "\n".join(words)
