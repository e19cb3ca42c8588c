"""`ringwell simulate`: what would happen, by the routing code of the floor in virtual time."""

from math import inf
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ringwell.cli.figures import table
from ringwell.cli.report import EXIT_CANCELLED, EXIT_CONFIGURATION, EXIT_FAILED
from ringwell.cli.simulate_day import replay_day
from ringwell.simulation.engine import Simulation, sources
from ringwell.simulation.outcome import Outcome, report
from ringwell.simulation.reading import ScenarioFault, read
from ringwell.simulation.scenario import Scenario
from ringwell.simulation.switch_queue import SwitchQueue

STRETCHES = 20


def simulate(
    scenario: Annotated[
        Path | None, typer.Argument(help="A scenario in TOML; with --day, changes to that day, or nothing.")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, max=1000, help="How many times, each with other callers.")] = 10,
    seed: Annotated[int, typer.Option(help="The first run's chance; the next one has the next number.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    switch_queue: Annotated[
        bool, typer.Option("--switch-queue", help="As the switch's own Queue() would do it, not our routing.")
    ] = False,
    day: Annotated[
        str | None, typer.Option("--day", help="Replay this past day (YYYY-MM-DD) from the log instead.")
    ] = None,
    workspace: Annotated[str, typer.Option("--workspace", help="Whose day, by its slug.")] = "demo",
) -> None:
    """Play a scenario, or replay a past day beside what really happened, and print the figures with 95 % confidence intervals.

    Ctrl-C ends it: of a scenario the runs that are whole are told, of a day nothing.
    """
    if day is not None:
        replay_day(day, workspace, scenario, runs, as_json=as_json)
        return
    if scenario is None:
        raise typer.BadParameter("give a scenario, or --day")
    plan = _read(scenario)
    outcomes = _play(plan, runs, seed, SwitchQueue if switch_queue else Simulation)
    if not outcomes:
        raise typer.Exit(EXIT_CANCELLED)
    found = report(plan.name, outcomes)
    typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode() if as_json else table(found))
    if len(outcomes) < runs:
        raise typer.Exit(EXIT_CANCELLED)


def _read(path: Path) -> Scenario:
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"ringwell: {path} cannot be read: {error}", err=True)
        raise typer.Exit(EXIT_FAILED) from None
    except ScenarioFault as fault:
        for problem in fault.problems:
            typer.echo(f"ringwell: {path}: {problem}", err=True)
        raise typer.Exit(EXIT_CONFIGURATION) from None


def _play(
    plan: Scenario, runs: int, seed: int, player: type[Simulation] | type[SwitchQueue]
) -> list[Outcome]:
    """As many as were whole before Ctrl-C."""
    outcomes = list[Outcome]()
    with typer.progressbar(
        length=runs * STRETCHES, label=plan.name, file=typer.get_text_stream("stderr")
    ) as bar:
        try:
            for number in range(runs):
                run = player(plan, sources(plan, seed + number))
                for stretch in range(1, STRETCHES + 1):
                    run.play(plan.until_s * stretch / STRETCHES)
                    bar.update(1)
                run.play(inf)
                outcomes.append(run.close())
        except KeyboardInterrupt:
            typer.echo(f"\ncancelled after {len(outcomes)} of {runs} runs", err=True)
    return outcomes
