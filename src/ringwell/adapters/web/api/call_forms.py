"""The form that agents fill in about a call: it belongs to the interaction, whoever has the call."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, JsonValue

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.shapes import Body, View, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.names import Names
from ringwell.adapters.web.problems import ApiProblem, FieldProblem, invalid
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import INTERACTION
from ringwell.kpis.model import InteractionRow
from ringwell.projects.form import (
    MOST_FIELDS,
    Entry,
    FieldKind,
    FilledForm,
    FormField,
    Value,
    faults_of,
    label_in,
)
from ringwell.projects.model import Project

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["interactions"])

AFTERWARDS: Final = timedelta(days=1)
"""So long after its end agents may still write in the form of a call."""


class AskedFieldView(View):
    """A field of the project's form, its `label` in the reader's language."""

    name: str
    label: str
    kind: FieldKind
    choices: list[str]
    required: bool


class FormEntryView(View):
    """What stands in a field, called as when it was filled in; `author` wrote it last. Of a `card` four digits, of a `date` ISO 8601."""

    name: str
    label: str
    kind: FieldKind
    value: Value
    author: str | None
    at: AwareDatetime


class CallFormView(View):
    """`fields` are asked for now, `entries` were filled in, among them those of fields that are asked for no more. `may_write`: whether the reader may.
    `erased`: the contact was, and with it what had been filled in."""

    fields: list[AskedFieldView]
    entries: list[FormEntryView]
    may_write: bool
    erased: bool


class FormWritten(Body):
    """Values by field: text, a number, a date ("2026-01-31"), one of the choices, true or false; of a card the last four digits, and never the number. null
    empties a field. Fields that are not named stay as they are; of two who write in one, the last is right."""

    values: Annotated[dict[str, JsonValue], Field(max_length=MOST_FIELDS)]


@router.get("/interactions/{interaction_id}/form")
@allow(*EVERY_ROLE)
async def read_form(edge: UseEdge, who: Who, interaction_id: str) -> CallFormView:
    """The form of the interaction's project, and what was filled in."""
    row = await _row(edge, who, interaction_id)
    found = await edge.stores.call_forms.of(who.workspace_id, row.interaction_id)
    return await _view(edge, who, row, await _fields(edge, who, row), found)


@router.patch("/interactions/{interaction_id}/form")
@allow(*EVERY_ROLE)
async def write_form(edge: UseEdge, who: Who, interaction_id: str, written: FormWritten) -> CallFormView:
    """Fill in fields: agents of calls that they have, or had within a day, or were asked to; who oversees of all. Committed when this is answered."""
    row = await _row(edge, who, interaction_id)
    if not await _may_write(edge, who, row):
        raise ApiProblem(403, "forbidden")
    fields = await _fields(edge, who, row)
    faults = faults_of(fields, written.values)
    if faults:
        raise invalid(*(FieldProblem(field=each.field, code=each.code, params={}) for each in faults))
    values = {name: value for name, value in written.values.items() if isinstance(value, Value | None)}
    kept = await edge.stores.call_forms.write(
        who.workspace_id, row.interaction_id, fields, values, who.user.user_id, who.actor
    )
    return await _view(edge, who, row, fields, kept)


def entry_view(entry: Entry, names: Names, language: str) -> FormEntryView:
    return FormEntryView(
        name=entry.name,
        label=label_in(entry, language),
        kind=entry.kind,
        value=entry.value,
        author=names.users.get(entry.user_id),
        at=entry.at,
    )


async def _row(edge: Edge, who: Identity, interaction_id: str) -> InteractionRow:
    return await edge.stores.interactions.read(who.workspace_id, known_id(interaction_id, INTERACTION))


async def _fields(edge: Edge, who: Identity, row: InteractionRow) -> tuple[FormField, ...]:
    if row.project_id is None:
        return ()
    try:
        found = await edge.stores.editor.read(who.workspace_id, "projects", row.project_id)
    except NotFound:
        return ()
    return found.entity.form if isinstance(found.entity, Project) else ()


async def _may_write(edge: Edge, who: Identity, row: InteractionRow) -> bool:
    if may_oversee(who.roles):
        return True
    if who.agent_id is None or (row.ended_at is not None and row.ended_at < edge.now() - AFTERWARDS):
        return False
    return who.agent_id in await edge.stores.call_forms.writers(who.workspace_id, row.interaction_id)


async def _view(
    edge: Edge, who: Identity, row: InteractionRow, fields: tuple[FormField, ...], found: FilledForm
) -> CallFormView:
    names = await edge.names.of(edge.stores, who.workspace_id)
    language = who.user.language or (await edge.stores.workspaces.settings(who.workspace_id)).language
    return CallFormView(
        fields=[
            AskedFieldView(
                name=each.name,
                label=label_in(each, language),
                kind=each.kind,
                choices=list(each.choices),
                required=each.required,
            )
            for each in fields
        ],
        entries=[entry_view(each, names, language) for each in found.entries],
        may_write=bool(fields) and await _may_write(edge, who, row),
        erased=found.erased,
    )
