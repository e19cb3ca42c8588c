"""`ringwell simulate`: what would happen, by the routing code of the floor in virtual time."""

from math import inf
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ringwell.cli.report import EXIT_CONFIGURATION, EXIT_FAILED
from ringwell.simulation.engine import Simulation, sources
from ringwell.simulation.outcome import Estimate, Outcome, Report, Summary, figures, report
from ringwell.simulation.reading import ScenarioFault, read
from ringwell.simulation.scenario import Scenario
from ringwell.simulation.switch_queue import SwitchQueue

EXIT_CANCELLED = 130
STRETCHES = 20
COLUMNS = ("offered", "service_level", "abandon_rate", "mean_wait_s", "asa_s", "waited")
SHARES = frozenset({"service_level", "abandon_rate", "waited"})


def simulate(
    scenario: Annotated[Path, typer.Argument(help="A scenario in TOML.")],
    runs: Annotated[int, typer.Option(min=1, max=1000, help="How many times, each with other callers.")] = 10,
    seed: Annotated[int, typer.Option(help="The first run's chance; the next one has the next number.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    switch_queue: Annotated[
        bool, typer.Option("--switch-queue", help="As the switch's own Queue() would do it, not our routing.")
    ] = False,
) -> None:
    """Play a scenario and print its figures with 95 % confidence intervals. Ctrl-C ends it after the runs that are whole."""
    plan = _read(scenario)
    outcomes = _play(plan, runs, seed, SwitchQueue if switch_queue else Simulation)
    if not outcomes:
        raise typer.Exit(EXIT_CANCELLED)
    found = report(plan.name, outcomes)
    typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode() if as_json else _table(found))
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


def _table(found: Report) -> str:
    width = max(len("queue"), *(len(name) for name in found.queues), len("all"))
    head = "  ".join([f"{'queue':{width}}", *(f"{name:>17}" for name in COLUMNS)])
    rows = [_row(name, summary, width) for name, summary in found.queues.items()]
    last = _row("all", found.overall, width)
    occupancy = f"occupancy {_figure(found.occupancy, share=True)}"
    counted = f"{found.runs} runs, {found.interactions} interactions; ± is the 95 % confidence interval"
    return "\n".join([head, *rows, last, occupancy, counted])


def _row(name: str, summary: Summary, width: int) -> str:
    told = figures(summary)
    cells = (f"{_figure(told[column], share=column in SHARES):>17}" for column in COLUMNS)
    return "  ".join([f"{name:{width}}", *cells])


def _figure(estimate: Estimate, *, share: bool) -> str:
    scale, unit = (100, " %") if share else (1, "")
    within = "" if estimate.within is None else f" ± {estimate.within * scale:.2f}"
    return f"{estimate.mean * scale:.2f}{within}{unit}"
