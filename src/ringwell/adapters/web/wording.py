"""Words for codes: the server's texts in three languages, for problems of flows and hours and for timelines.

A message is written as the web's are, in this part of ICU MessageFormat: `{name}`;
`{count, plural, one {# call} other {# calls}}` with the language's own plural categories, where # is the
number; `{result, select, answered {…} other {…}}`. There is no fall-back language.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, cast

import msgspec
from babel import Locale
from babel.numbers import format_decimal

CATALOGUE: Final = Path(__file__).parent / "catalogue"
Value = str | int | float | bool


class BadMessage(ValueError):
    """A message of the catalogue cannot be understood."""


class MissingText(LookupError):
    """The catalogue has no words for a code, or the words need a parameter that was not given."""


class Argument(msgspec.Struct, frozen=True):
    """`{name}`."""

    name: str


class Choice(msgspec.Struct, frozen=True):
    """`{name, plural, …}` or `{name, select, …}`: the message of each case."""

    name: str
    plural: bool
    cases: Mapping[str, "Message"]


class Hash(msgspec.Struct, frozen=True):
    """`#` within a plural: its number."""


Message = tuple[str | Argument | Choice | Hash, ...]


def parse(text: str) -> Message:
    """The parts of a message. Raises BadMessage."""
    message, end = _message(text, 0, in_plural=False)
    if end != len(text):
        raise BadMessage(f"unexpected }} at {end}: {text}")
    return message


def _message(text: str, at: int, *, in_plural: bool) -> tuple[Message, int]:
    """The message that begins at a place, and the place where it ends: a closing brace or the end."""
    parts: list[str | Argument | Choice | Hash] = []
    while at < len(text) and text[at] != "}":
        if text[at] == "{":
            part, at = _argument(text, at + 1, in_plural=in_plural)
            parts.append(part)
        elif text[at] == "#" and in_plural:
            parts.append(Hash())
            at += 1
        else:
            stops = (text.find(stop, at) for stop in ("{", "}", *("#" * in_plural)))
            end = min((stop for stop in stops if stop >= 0), default=len(text))
            parts.append(text[at:end])
            at = end
    return tuple(parts), at


def _argument(text: str, at: int, *, in_plural: bool) -> tuple[Argument | Choice, int]:
    name, at = _word(text, at)
    if text[at : at + 1] == "}":
        return Argument(name), at + 1
    kind, at = _word(text, at + 1)
    if kind not in ("plural", "select") or text[at : at + 1] != ",":
        raise BadMessage(f"neither plural nor select at {at}: {text}")
    cases: dict[str, Message] = {}
    plural, at = kind == "plural", at + 1
    while text[at:].lstrip()[:1] not in ("}", ""):
        case, at = _word(text, at)
        cases[case], at = _message(text, at + 1, in_plural=plural or in_plural)
        at += 1
    at = text.find("}", at)
    if "other" not in cases or at < 0:
        raise BadMessage(f"a choice without `other`, or without an end: {text}")
    return Choice(name, plural, cases), at + 1


def _word(text: str, at: int) -> tuple[str, int]:
    """The word at a place, and the place of the sign (`,`, `{` or `}`) behind it."""
    ends = [end for sign in ",{}" if (end := text.find(sign, at)) >= 0]
    if not ends or not text[at : min(ends)].strip().isidentifier():
        raise BadMessage(f"no name at {at}: {text}")
    return text[at : min(ends)].strip(), min(ends)


def render(message: Message, language: str, params: Mapping[str, Value], number: Value = 0) -> str:
    """The words of a message. Raises MissingText when a parameter is not given."""
    return "".join(_rendered(part, language, params, number) for part in message)


def _rendered(
    part: str | Argument | Choice | Hash, language: str, params: Mapping[str, Value], number: Value
) -> str:
    match part:
        case str():
            return part
        case Hash():
            return _shown(number, language)
        case Argument(name=name):
            return _shown(_param(params, name), language)
        case Choice():
            value = _param(params, part.name)
            case_name = _plural_case(value, language) if part.plural else _shown(value, language)
            chosen = part.cases.get(case_name, part.cases["other"])
            return render(chosen, language, params, value if part.plural else number)


def _param(params: Mapping[str, Value], name: str) -> Value:
    if name not in params:
        raise MissingText(f"parameter {name}")
    return params[name]


def _shown(value: Value, language: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else format_decimal(value, locale=_locale(language))


def _plural_case(value: Value, language: str) -> str:
    if isinstance(value, str):
        raise MissingText(f"a number in the place of {value!r}")
    return _locale(language).plural_form(value)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@cache
def catalogue(language: str) -> Mapping[str, Message]:
    """All messages of a language by their codes. Raises BadMessage, or FileNotFoundError for no such language."""
    texts: dict[str, str] = json.loads((CATALOGUE / f"{language}.json").read_text(encoding="utf-8"))
    return {code: parse(text) for code, text in texts.items()}


def languages_in_words(codes: str, reader: str) -> str:
    """What a reader calls these languages: codes with a comma between. One that is nobody's stays as it is."""
    names = cast("Mapping[str, str]", _locale(reader).languages)
    return ", ".join(names.get(code, code) for code in codes.split(", "))


def words(language: str, code: str, params: Mapping[str, Value]) -> str:
    """The words for a code in the reader's language. Raises MissingText when there are none."""
    message = catalogue(language).get(code)
    if message is None:
        raise MissingText(code)
    return render(message, language, params)
