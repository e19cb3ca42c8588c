"""Pictures of what benchmarks found, for docs/. The one place that knows matplotlib, whose types are not complete."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

Points = Sequence[tuple[float, float]]


def draw(
    path: Path, lines: Mapping[str, Points], *, xlabel: str, ylabel: str, xscale: str = "linear"
) -> None:
    """Write lines, each by its name, as an SVG that is the same for the same points."""
    with rc_context({"svg.hashsalt": path.name}):
        picture = Figure(figsize=(7, 4), layout="constrained")
        axes = picture.add_subplot()
        for name, points in lines.items():
            axes.plot([x for x, _ in points], [y for _, y in points], "o-", label=name, markersize=4)
        axes.set(xscale=xscale, xlabel=xlabel, ylabel=ylabel, ylim=(0, None))
        axes.grid(visible=True, alpha=0.3)
        axes.legend()
        picture.savefig(path, metadata={"Date": None})
