"""What SIPp counted in a run that is over."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """Calls that began and those that went as the scenario wants; `failed` by SIPp's own words."""

    calls: int = 0
    well: int = 0
    failed: Mapping[str, int] = field(default_factory=dict[str, int])


def outcome(statistics: Path) -> Outcome:
    """Read the last line of the file that SIPp was told to keep (`-trace_stat -stf`)."""
    with statistics.open() as file:
        *_, last = csv.DictReader(file, delimiter=";")
    failed = {
        name.removesuffix("(C)"): int(value)
        for name, value in last.items()
        if name.startswith("Failed") and name.endswith("(C)") and value.isdigit() and int(value)
    }
    return Outcome(int(last["TotalCallCreated"]), int(last["SuccessfulCall(C)"]), failed)
