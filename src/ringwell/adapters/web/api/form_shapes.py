"""A project's form as the API takes and gives it."""

from typing import Annotated

import msgspec
from pydantic import Field

from ringwell.adapters.web.api.shapes import Body, Language, Name, View
from ringwell.adapters.web.problems import field_problem
from ringwell.projects.form import MOST_FIELDS, NAME, FieldKind, FormField, form_fault


class NewFormField(Body):
    """Agents read `label`, or the one in their own language among `labels`. `name` is what programs call it: the same name is the same field.
    Of a `card` the last four digits are kept, and the recording is paused while it is filled in. `choices` are for a `choice`."""

    name: Annotated[str, Field(pattern=NAME)]
    label: Name
    labels: Annotated[dict[Language, Name], Field(default_factory=dict, max_length=3)]
    kind: FieldKind = "text"
    choices: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    required: bool = False


class FormFieldView(View):
    name: str
    label: str
    labels: dict[str, str]
    kind: FieldKind
    choices: tuple[str, ...]
    required: bool


Form = Annotated[tuple[NewFormField, ...], Field(max_length=MOST_FIELDS)]


def check_form(form: object) -> None:
    """Raises ApiProblem for fields that are no form together."""
    fault = form_fault(msgspec.convert(form, tuple[FormField, ...]))
    if fault:
        raise field_problem("form", fault)
