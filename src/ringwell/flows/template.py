"""Text with {variables} in it, as look-ups have it: what stands in them is put in, or the one that is missing is named."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from ringwell.flows.messages import Value

PLACE: Final = re.compile(r"\{([^{}]*)\}")
CALLER_NUMBER: Final = "caller_number"
CALLED_NUMBER: Final = "called_number"
GIVEN: Final = frozenset({CALLER_NUMBER, CALLED_NUMBER, "language"})
"""Variables that every call has."""


class NoValue(LookupError):
    """A template names a variable that holds nothing."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        super().__init__(variable)


class UnsafeValue(ValueError):
    """A value would change what is asked, not only what it is asked about."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        super().__init__(variable)


def names_in(template: str) -> tuple[str, ...]:
    """The variables that it names."""
    return tuple(PLACE.findall(template))


def filled(template: str, values: Mapping[str, Value]) -> str:
    """With the values as they are. NoValue."""
    return _put_in(template, values, lambda _, text: text)


def filled_line(template: str, values: Mapping[str, Value]) -> str:
    """For a header: one line. NoValue, UnsafeValue."""
    return _put_in(template, values, _one_line)


def filled_url(template: str, values: Mapping[str, Value]) -> str:
    """Each value is one piece of a path or a query, whatever is in it. NoValue, UnsafeValue."""
    return _put_in(template, values, _piece)


def _put_in(template: str, values: Mapping[str, Value], safe: Callable[[str, str], str]) -> str:
    def value(match: re.Match[str]) -> str:
        held = values.get(match[1])
        if held is None or held == "":
            raise NoValue(match[1])
        return safe(match[1], _text(held))

    return PLACE.sub(value, template)


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _one_line(variable: str, text: str) -> str:
    if not text.isprintable():
        raise UnsafeValue(variable)
    return text


def _piece(variable: str, text: str) -> str:
    """Dots alone would lead to another folder, quoted or not."""
    if not text.strip("."):
        raise UnsafeValue(variable)
    return quote(text, safe="")
