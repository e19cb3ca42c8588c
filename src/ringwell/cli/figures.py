"""Figures of simulations as a table of text."""

from ringwell.simulation.outcome import Estimate, Report, Summary, figures

COLUMNS = ("offered", "service_level", "abandon_rate", "mean_wait_s", "asa_s", "waited")
SHARES = frozenset({"service_level", "abandon_rate", "waited"})


def table(found: Report) -> str:
    """A line a queue, and one for all."""
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
