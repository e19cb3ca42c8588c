"""What is taken of a service's answer: only what the step names, only plain values, and none that is long."""

import math
from collections.abc import Mapping
from typing import Final, cast

import msgspec

from ringwell.flows.messages import Told, Value

MOST_BYTES: Final = 64 * 1024
LONGEST_TEXT: Final = 500
LARGEST: Final = 2**53


def told_by_json(body: bytes, results: Mapping[str, str]) -> Told:
    """Found, where at least one of the results is there, or none is asked for."""
    try:
        document = cast("object", msgspec.json.decode(body))
    except (msgspec.DecodeError, RecursionError, ValueError):
        return Told("failed", code="not_json")
    return told_of({name: _at(document, path) for name, path in results.items()})


def told_of(found: Mapping[str, object]) -> Told:
    """Of raw values by variable. None is a variable that holds nothing."""
    values: dict[str, Value] = {}
    for name, raw in found.items():
        if raw is None:
            continue
        value = plain(raw)
        if value is None:
            return Told("failed", code="wrong_answer")
        values[name] = value
    if found and not values:
        return Told("failed", code="wrong_answer")
    return Told("found", values)


def plain(raw: object) -> Value | None:
    """As a variable holds it: text without control characters, a whole number, yes or no; other numbers as text. None: it is something else."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int):
        return raw if abs(raw) <= LARGEST else None
    if isinstance(raw, float):
        return f"{raw:.10f}".rstrip("0").rstrip(".") if math.isfinite(raw) and abs(raw) <= LARGEST else None
    if isinstance(raw, str) and len(raw) <= LONGEST_TEXT:
        return "".join(each if each.isprintable() else " " for each in raw)
    return None


def _at(document: object, path: str) -> object:
    """What stands there; None where there is no such place."""
    here = document
    for step in path.split("."):
        if isinstance(here, dict):
            here = cast("dict[str, object]", here).get(step)
        elif isinstance(here, list):
            items = cast("list[object]", here)
            here = (
                items[int(step)]
                if step.isascii() and step.isdigit() and len(step) < 6 and int(step) < len(items)
                else None
            )
        else:
            return None
    return here
