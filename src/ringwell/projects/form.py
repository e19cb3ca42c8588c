"""The form that agents fill in during a call: the fields that a project asks for, and what may stand in them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Final, Literal, NamedTuple
from unicodedata import category

import msgspec

FieldKind = Literal["text", "number", "date", "choice", "yes_no", "card"]
"""`card`: of a card's number the last four digits are kept, and nothing more of it is ever sent here."""
Value = str | int | float | bool

MOST_FIELDS: Final = 30
LONGEST_TEXT: Final = 1000
LARGEST_NUMBER: Final = 10**15
NAME: Final = "^[a-z][a-z0-9_]{0,39}$"
"""What programs call a field."""
_LAST_FOUR: Final = re.compile("[0-9]{4}")
_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FormField(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """People read `label`, or the one in their own language among `labels`. `choices` are those of a `choice`, in order. A `required` one is asked
    for before a call's wrap-up is finished."""

    name: str
    label: str
    labels: Mapping[str, str] = {}
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a field, with the field as it was then. `card`: four digits; `date`: as in ISO 8601; `choice`: one of the words."""

    name: str
    label: str
    labels: Mapping[str, str] = {}
    kind: FieldKind
    value: Value
    user_id: str
    at: datetime


class FormFault(NamedTuple):
    """What is wrong with a value, under the field's name in a request."""

    field: str
    code: str


class FilledForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was filled in about an interaction, in the order of the form. Of an `erased` contact nothing is left."""

    entries: tuple[Entry, ...] = ()
    erased: bool = False


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """A form after somebody has written in it. `told`: the fields that were filled in or emptied, or hold another's words no more."""

    entries: tuple[Entry, ...]
    told: tuple[str, ...]


def label_in(labelled: FormField | Entry, language: str) -> str:
    """What a reader of this language calls the field."""
    return labelled.labels.get(language) or labelled.label


def form_fault(fields: Iterable[FormField]) -> str | None:
    """The code of what keeps these fields from being a form; None where they are one."""
    names = [each.name for each in fields]
    if len(set(names)) < len(names):
        return "form_name_twice"
    for each in fields:
        if each.kind == "choice" and not each.choices:
            return "form_no_choices"
        if len(set(each.choices)) < len(each.choices):
            return "form_choice_twice"
    return None


def faults_of(fields: Iterable[FormField], values: Mapping[str, object]) -> list[FormFault]:
    """What keeps these values, by the fields' names, from being written. It repeats nothing of them, and no name that is unknown: they may be
    what nobody should have sent."""
    known = {each.name: each for each in fields}
    if not known.keys() >= values.keys():
        return [FormFault("values", "form_unknown_field")]
    found = ((name, _fault_of(known[name], value)) for name, value in values.items())
    return [FormFault(f"values.{name}", code) for name, code in found if code]


def filled(
    before: Iterable[Entry],
    fields: Iterable[FormField],
    written: Mapping[str, Value | None],
    user_id: str,
    now: datetime,
) -> Filling:
    """The last writer of a field is right; fields that were not written in stay, those that the project no longer asks for too. `written` has no
    faults; None and "" empty a field."""
    kept = {each.name: each for each in before}
    told: list[str] = []
    asked = {each.name: each for each in fields}
    for name, typed in written.items():
        was, value = kept.get(name), None if typed == "" else typed
        if value is None and was is None:
            continue
        if was is not None and (was.kind, was.value) == (asked[name].kind, value):
            continue
        if value is None or was is None or was.user_id != user_id:
            told.append(name)
        if value is None:
            kept.pop(name)
        else:
            kept[name] = _entry(asked[name], value, user_id, now)
    order = [*asked, *(name for name in kept if name not in asked)]
    return Filling(entries=tuple(kept[name] for name in order if name in kept), told=tuple(told))


def _entry(field: FormField, value: Value, user_id: str, now: datetime) -> Entry:
    return Entry(
        name=field.name,
        label=field.label,
        labels=field.labels,
        kind=field.kind,
        value=value,
        user_id=user_id,
        at=now,
    )


def _fault_of(field: FormField, value: object) -> str | None:
    match field.kind, value:
        case _, None | "":
            return None
        case "yes_no", bool():
            return None
        case "number", int() | float() if _is_number(value):
            return None
        case "text", str() if len(value) > LONGEST_TEXT:
            return "form_too_long"
        case "text", str() if _is_readable(value):
            return None
        case "choice", str() if value in field.choices:
            return None
        case "date", str() if _is_date(value):
            return None
        case "card", str() if _LAST_FOUR.fullmatch(value):
            return None
        case _:
            return f"form_no_{field.kind}"


def _is_readable(value: str) -> bool:
    return not any(category(each) in {"Cc", "Cs"} for each in value if each not in "\t\n\r")


def _is_number(value: float) -> bool:
    return not isinstance(value, bool) and isfinite(value) and abs(value) <= LARGEST_NUMBER


def _is_date(value: str) -> bool:
    try:
        return _DATE.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False
