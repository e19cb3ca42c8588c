"""Clients' owners, whom callers are introduced to: their call-out list."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, StringConstraints

from ringwell.adapters.web.api.config_shapes import HoursId, ProjectId
from ringwell.adapters.web.api.shapes import Body, Name, View
from ringwell.adapters.web.problems import FieldProblem
from ringwell.kernel.numbers import normalise
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.outbound.callback import is_callable
from ringwell.projects.owners import MOST_OWNERS, Owner


class NewOwner(Body):
    """One entry of a project's call-out list. Of those who are there by `hours_id` (null: always) the lowest `place` is rung first, each for
    `rings_s`. `hears_machines`: a voicemail that answers is told from a person, and the next one is rung."""

    project_id: ProjectId
    name: Name
    number: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{2,15}$")]
    hours_id: HoursId | None = None
    place: Annotated[int, Field(ge=1, le=100)] = 1
    rings_s: Annotated[int, Field(ge=5, le=60)] = 20
    hears_machines: bool = True


class OwnerView(View):
    owner_id: str
    project_id: str
    name: str
    number: str
    hours_id: str | None
    place: int
    rings_s: int
    hears_machines: bool
    version: int


def faults_of(owner: Owner, listed: Iterable[Owner], settings: WorkspaceSettings) -> list[FieldProblem]:
    """What is wrong with an entry beside the others of its workspace."""
    others = [
        each for each in listed if each.project_id == owner.project_id and each.owner_id != owner.owner_id
    ]
    faults: list[FieldProblem] = []
    if len(others) >= MOST_OWNERS:
        faults.append(FieldProblem(field="", code="too_many_owners", params={"most": MOST_OWNERS}))
    number = normalise(owner.number, settings.region)
    if not is_callable(number, settings):
        faults.append(FieldProblem(field="number", code="not_callable"))
    if any(each.number == number for each in others):
        faults.append(FieldProblem(field="number", code="owner_listed"))
    return faults
