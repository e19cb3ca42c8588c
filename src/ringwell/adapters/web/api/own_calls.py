"""Calls that agents make on their own account: to a number, to a customer, to somebody called before."""

from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from ringwell.adapters.web.api.shapes import Body, View, id_pattern, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem
from ringwell.customers.ports import NumberToCall
from ringwell.journeys.commands import PlaceCall
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel import ids
from ringwell.kernel.errors import InvalidValue
from ringwell.outbound.callback import may_call
from ringwell.routing.model import Queue
from ringwell.routing.rules import can_serve

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["own calls"])

MOST_CALLED = 20


class OwnCall(Body):
    """Whom to call: exactly one of a number and a contact. `project_id`: for whom; without it for the first project that one works for."""

    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)] | None = (
        None
    )
    contact_id: Annotated[str, Field(pattern=id_pattern(ids.CONTACT))] | None = None
    project_id: Annotated[str, Field(pattern=id_pattern(ids.PROJECT))] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.number is None) == (self.contact_id is None):
            raise ValueError("exactly one of number and contact_id")
        return self


class OwnCallMade(View):
    """The interaction that goes out."""

    interaction_id: str


class ProjectToCall(View):
    """A project that one may call for. `number` is what the called see."""

    project_id: str
    name: str
    client_name: str
    number: str | None


class Called(View):
    """Somebody whom one has called."""

    contact_id: str
    name: str | None
    number: str
    at: AwareDatetime


class CallChoices(View):
    """For whom one may call, and whom one has called last, newest first."""

    projects: list[ProjectToCall]
    last: list[Called]


@router.get("/calls/choices")
@allow("agent")
async def read_call_choices(edge: UseEdge, who: Who) -> CallChoices:
    """What a dial field needs."""
    config = await edge.stores.config.load(who.workspace_id)
    last = await edge.stores.callback_numbers.last_called(who.workspace_id, who.agent_id or "", MOST_CALLED)
    projects = [
        config.projects[each] for each in dict.fromkeys(queue.project_id for queue in _mine(config, who))
    ]
    return CallChoices(
        projects=[
            ProjectToCall(
                project_id=each.project_id,
                name=each.name,
                client_name=config.clients[each.client_id].name if each.client_id in config.clients else "",
                number=each.shown_number or _shown(config, each.project_id)[1],
            )
            for each in projects
        ],
        last=[
            Called(contact_id=each.contact_id, name=each.name, number=each.number, at=each.at)
            for each in last
        ],
    )


@router.post("/calls", status_code=202)
@allow("agent")
async def make_call(edge: UseEdge, who: Who, wanted: OwnCall) -> OwnCallMade:
    """Call somebody: one's own phone rings, answering by itself, then theirs. Refused while one is in another call."""
    config = await edge.stores.config.load(who.workspace_id)
    queue = _queue_for(config, who, wanted.project_id)
    call_id = edge.ids.new(ids.INTERACTION)
    try:
        kept = await _keep(edge, who, wanted, call_id)
    except InvalidValue:
        raise ApiProblem(422, "number.not_allowed") from None
    if any(
        number.number in (kept.number, kept.number.removeprefix("+")) for number in config.numbers.values()
    ):
        raise ApiProblem(409, "transfer.own_number")
    command = PlaceCall(
        agent_id=who.agent_id or "",
        call_id=call_id,
        contact_id=kept.contact_id,
        number=kept.number,
        queue_id=queue.queue_id,
        number_id=_shown(config, queue.project_id)[0],
    )
    problem = await edge.door.command(who.workspace_id, who.actor, command, call_id)
    if problem is not None:
        raise ApiProblem(409, problem.code, problem.params)
    return OwnCallMade(interaction_id=call_id)


async def _keep(edge: Edge, who: Identity, wanted: OwnCall, call_id: str) -> NumberToCall:
    """Keep the number for the call: NotFound for a contact without one, InvalidValue for a number that may not be called."""
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    numbers, region, anywhere = (
        edge.stores.callback_numbers,
        settings.region,
        settings.has_callback_prefixes,
    )
    if wanted.number is not None:
        kept = await numbers.keep(who.workspace_id, call_id, wanted.number, region=region, anywhere=anywhere)
    else:
        contact_id = known_id(wanted.contact_id or "", ids.CONTACT)
        kept = await numbers.keep_for(who.workspace_id, call_id, contact_id, region=region, anywhere=anywhere)
    if not may_call(kept.number, settings.callback_prefixes):
        raise InvalidValue(field="number")
    return kept


def _mine(config: WorkspaceConfig, who: Identity) -> list[Queue]:
    """The queues that the agent serves, by project and name: their projects are those it may call for."""
    queues = [queue for queue in config.queues.values() if can_serve(who.user.skills, queue.needs)]
    known = [queue for queue in queues if queue.project_id in config.projects]
    return sorted(known, key=lambda queue: (config.projects[queue.project_id].name, queue.name))


def _queue_for(config: WorkspaceConfig, who: Identity, project_id: str | None) -> Queue:
    """Whose after-call work and recording the call has."""
    for queue in _mine(config, who):
        if project_id in (None, queue.project_id):
            return queue
    raise ApiProblem(409, "own_call.no_project")


def _shown(config: WorkspaceConfig, project_id: str) -> tuple[str | None, str | None]:
    """The first of the project's numbers, by id and as who is called sees it where the project shows no other."""
    found = sorted(
        (each.number, each.number_id) for each in config.numbers.values() if each.project_id == project_id
    )
    return (found[0][1], found[0][0]) if found else (None, None)
