"""What can be wrong with a flow: a code, where, and parameters. Words are made for the reader elsewhere."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True):
    """One finding. `node` is None when the document as a whole is meant. Codes begin with `flow.`."""

    code: str
    node: str | None = None
    params: Mapping[str, str | int] = {}
    severity: Severity = "error"


def errors_of(problems: list[Problem]) -> list[Problem]:
    """The findings that keep a document from being used."""
    return [problem for problem in problems if problem.severity == "error"]
