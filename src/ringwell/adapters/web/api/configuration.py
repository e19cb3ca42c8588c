"""Skills, teams, sites, backup groups, clients, projects, owners, queues, numbers, hours, dispositions, reasons, trunks, segments of callers: the same five verbs for each.

Whoever changes something gets the thing back with its new version as ETag; the brain is told to read the configuration anew.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Final, NamedTuple, cast

import msgspec
from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field, create_model

from ringwell.access.model import Role
from ringwell.adapters.web.api import config_shapes as shapes
from ringwell.adapters.web.api import line_shapes, owners, segments
from ringwell.adapters.web.api.extensions import check_extension
from ringwell.adapters.web.api.form_shapes import check_form
from ringwell.adapters.web.api.paging import Cursor, Limit, page_of
from ringwell.adapters.web.api.shapes import Body, Page, View, known_id
from ringwell.adapters.web.api.versions import Seen, SeenIfTold, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.problems import FieldProblem, invalid
from ringwell.agents.model import Disposition, NotReadyReason, Site, Team
from ringwell.customers.segments import CallerSegment
from ringwell.flows.hours import Calendar, check_calendar
from ringwell.journeys.config import ConfigEntity, ConfigKind, HoursCalendar, Skill, Versioned
from ringwell.kernel import ids
from ringwell.projects.greetings import unknown_name
from ringwell.projects.model import Client, Number, Project, Trunk
from ringwell.projects.owners import Owner
from ringwell.projects.trunks import faults_of
from ringwell.routing.model import BackupGroup, Queue, traits_of
from ringwell.routing.rules import Traits, named_nobody, problems

Fields = Mapping[str, object]


class Draft(NamedTuple):
    """A thing as it would be: whose, which, all its fields, and those that the request names."""

    workspace_id: str
    key: str
    fields: Fields
    named: Fields


Check = Callable[[Edge, Draft], Awaitable[None]]

OVERSEERS: Final[tuple[Role, ...]] = ("administrator", "supervisor")
ADMINISTRATORS: Final[tuple[Role, ...]] = ("administrator",)


class Kind(NamedTuple):
    """How one kind of thing is served. `key` names its id's field, `prefix` its ids; `check` looks at all fields
    as they would be."""

    name: ConfigKind
    record: type[ConfigEntity]
    key: str
    prefix: str
    new: type[Body]
    view: type[View]
    readers: tuple[Role, ...]
    check: Check | None = None


async def check_hours(_edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where a calendar cannot be used."""
    problems = check_calendar(msgspec.convert(draft.fields["document"], Calendar))
    if problems:
        errors = [
            FieldProblem(field="document", code=problem.code, params=dict(problem.params))
            for problem in problems
        ]
        raise invalid(*errors)


async def check_site(_edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where nobody knows the zone."""
    zone = draft.fields.get("zone")
    if zone is not None and check_calendar(Calendar(zone=str(zone), weekly={})):
        raise invalid(FieldProblem(field="zone", code="unknown_zone", params={"zone": str(zone)}))


RULES: Final = frozenset({"rings", "teams", "sites", "project_id"})


async def check_queue(edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where its rings cannot be meant: one that never opens, adds nobody or calls people who are not there, or
    projects that would borrow from each other."""
    if "extension" in draft.named:
        await check_extension(edge, draft.workspace_id, str(draft.fields["extension"]), draft.key)
    plan = msgspec.convert(draft.fields, Queue).callback
    if "callback" in draft.named and plan and plan.hours_id is not None:
        hours = await edge.stores.editor.all_of(draft.workspace_id, "hours")
        if all(getattr(thing.entity, "hours_id", None) != plan.hours_id for thing in hours):
            raise invalid(FieldProblem(field="callback", code="unknown_hours", params={}))
    if RULES.isdisjoint(draft.named):
        return
    rules = msgspec.convert(draft.fields, Queue).rules
    things = await edge.stores.editor.all_of(draft.workspace_id, "queues")
    queues = [thing.entity for thing in things if isinstance(thing.entity, Queue)]
    found = problems({queue.queue_id: queue.rules for queue in queues} | {draft.key: rules})
    errors = [
        FieldProblem(field="rings", code=each.code, params={"ring": each.ring})
        for each in found
        if each.queue_id == draft.key
    ]
    if not errors:
        known = await traits_known(edge, draft.workspace_id)
        errors = [
            FieldProblem(
                field=name if ring == 0 else "rings", code=f"{name}_without_agents", params={"ring": ring}
            )
            for ring, name in named_nobody(rules, known)
        ]
    if errors:
        raise invalid(*errors)


async def traits_known(edge: Edge, workspace_id: str) -> list[Traits]:
    """What routing knows of the workspace's agents."""
    things = await edge.stores.editor.all_of(workspace_id, "groups")
    groups = [thing.entity for thing in things if isinstance(thing.entity, BackupGroup)]
    users = await edge.stores.users.all(workspace_id)
    return [
        traits_of(user.agent_id, user, groups)
        for user in users
        if user.agent_id is not None and not user.disabled
    ]


async def check_owner(edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where nobody may be called at the number, or the project's list is full."""
    things = await edge.stores.editor.all_of(draft.workspace_id, "owners")
    settings = await edge.stores.workspaces.settings(draft.workspace_id)
    entries = [thing.entity for thing in things if isinstance(thing.entity, Owner)]
    faults = owners.faults_of(msgspec.convert(draft.fields, Owner), entries, settings)
    if faults:
        raise invalid(*faults)


async def check_project(_edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where a greeting has a name in braces that stands for nothing, or its fields are no form together."""
    check_form(draft.fields["form"])
    greetings = msgspec.convert(draft.fields, Project).greetings
    errors = [
        FieldProblem(field="greetings", code="greeting_name", params={"language": language, "name": name})
        for language, text in greetings.items()
        if (name := unknown_name(text)) is not None
    ]
    if errors:
        raise invalid(*errors)


async def check_segment(edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where it tells nothing of its callers, or there are too many."""
    things = await edge.stores.editor.all_of(draft.workspace_id, "segments")
    others = sum(getattr(thing.entity, "caller_segment_id", None) != draft.key for thing in things)
    faults = segments.faults_of(msgspec.convert(draft.fields, CallerSegment), others)
    if faults:
        raise invalid(*faults)


async def check_number(edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where another number stands for the same one of a client's."""
    mine = msgspec.convert(draft.fields, Number).stands_for
    if "stands_for" not in draft.named or not mine:
        return
    things = await edge.stores.editor.all_of(draft.workspace_id, "numbers")
    others = [each.entity for each in things if isinstance(each.entity, Number)]
    taken = {number: each for each in others if each.number_id != draft.key for number in each.stands_for}
    found = next((number for number in mine if number in taken), None)
    if found is not None:
        told = FieldProblem(
            field="stands_for",
            code="stood_for_already",
            params={"number": found, "other": taken[found].number},
        )
        raise invalid(told)


async def check_trunk(edge: Edge, draft: Draft) -> None:
    """Raises ApiProblem where the switch would not take the trunk, or others' calls and phones would come under it."""
    trunk = msgspec.convert(draft.fields, Trunk)
    if trunk.demo:
        return  # it stands in the switch's own files
    faults = faults_of(
        trunk, edge.settings.own_addresses(), tls=edge.settings.sip_tls, lab=edge.settings.demo
    )
    if faults:
        raise invalid(
            *(FieldProblem(field=each.field, code=each.code, params=dict(each.params)) for each in faults)
        )


KINDS: Final = (
    Kind("skills", Skill, "skill_id", ids.SKILL, shapes.NewSkill, shapes.SkillView, EVERY_ROLE),
    Kind("teams", Team, "team_id", ids.TEAM, shapes.NewTeam, shapes.TeamView, EVERY_ROLE),
    Kind("sites", Site, "site_id", ids.SITE, shapes.NewSite, shapes.SiteView, EVERY_ROLE, check_site),
    Kind("groups", BackupGroup, "group_id", ids.GROUP, shapes.NewGroup, shapes.GroupView, OVERSEERS),
    Kind("clients", Client, "client_id", ids.CLIENT, shapes.NewClient, shapes.ClientView, EVERY_ROLE),
    Kind(
        "projects",
        Project,
        "project_id",
        ids.PROJECT,
        shapes.NewProject,
        shapes.ProjectView,
        EVERY_ROLE,
        check_project,
    ),
    Kind("queues", Queue, "queue_id", ids.QUEUE, shapes.NewQueue, shapes.QueueView, EVERY_ROLE, check_queue),
    Kind(
        "numbers",
        Number,
        "number_id",
        ids.NUMBER,
        line_shapes.NewNumber,
        line_shapes.NumberView,
        OVERSEERS,
        check_number,
    ),
    Kind(
        "hours",
        HoursCalendar,
        "hours_id",
        ids.HOURS,
        shapes.NewHours,
        shapes.HoursView,
        OVERSEERS,
        check_hours,
    ),
    Kind(
        "dispositions",
        Disposition,
        "disposition_id",
        ids.DISPOSITION,
        shapes.NewDisposition,
        shapes.DispositionView,
        EVERY_ROLE,
    ),
    Kind("reasons", NotReadyReason, "reason_id", ids.REASON, shapes.NewReason, shapes.ReasonView, EVERY_ROLE),
    Kind(
        "trunks",
        Trunk,
        "trunk_id",
        ids.TRUNK,
        line_shapes.NewTrunk,
        line_shapes.TrunkView,
        ADMINISTRATORS,
        check_trunk,
    ),
    Kind("owners", Owner, "owner_id", ids.OWNER, owners.NewOwner, owners.OwnerView, OVERSEERS, check_owner),
    Kind(
        "segments",
        CallerSegment,
        "caller_segment_id",
        ids.CALLER_SEGMENT,
        segments.NewCallerSegment,
        segments.CallerSegmentView,
        OVERSEERS,
        check_segment,
    ),
)


def show(view: type[View], thing: Versioned) -> View:
    """A thing as the API gives it. Of a secret only that there is one."""
    values = cast("dict[str, object]", msgspec.to_builtins(thing.entity))
    values["version"] = thing.version
    values["has_password"] = values.get("password") is not None
    return view.model_validate(values)


def change_of(new: type[Body]) -> type[Body]:
    """The shape of a change: every field of the new thing's, none of them needed."""
    fields = {
        name: (field.rebuild_annotation(), Field(default_factory=_not_told))
        for name, field in new.model_fields.items()
    }
    name = f"{new.__name__.removeprefix('New')}Change"
    made = cast("Callable[..., object]", create_model)(name, __base__=Body, __doc__=new.__doc__, **fields)
    return cast("type[Body]", made)


def _not_told() -> None:
    """Never looked at: only fields that are set are."""


def named(body: BaseModel) -> dict[str, object]:
    """The fields that a request names, as plain values."""
    return body.model_dump(mode="json", exclude_unset=True)


def _in_path(key: str) -> object:
    """A parameter of the path under the kind's own name of it."""
    return Annotated[str, Path(alias=key)]


def make_router(kind: Kind) -> APIRouter:
    """The five routes of a kind."""
    router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["configuration"])
    path, one = f"/{kind.name}", f"/{kind.name}/{{{kind.key}}}"
    _add_reads(router, kind, path, one)
    _add_writes(router, kind, path, one)
    return router


def _add_reads(router: APIRouter, kind: Kind, path: str, one: str) -> None:
    async def list_things(edge: UseEdge, who: Who, cursor: Cursor = None, limit: Limit = 200) -> Page[View]:
        things = await edge.stores.editor.all_of(who.workspace_id, kind.name)
        chosen, more = page_of(things, lambda thing: str(getattr(thing.entity, kind.key)), cursor, limit)
        return Page(items=[show(kind.view, thing) for thing in chosen], next=more)

    async def read_thing(edge: UseEdge, who: Who, thing_id: str, response: Response) -> View:
        thing = await edge.stores.editor.read(who.workspace_id, kind.name, known_id(thing_id, kind.prefix))
        put_etag(response, thing.version)
        return show(kind.view, thing)

    list_things.__annotations__["return"] = Page[kind.view]
    read_thing.__annotations__ |= {"thing_id": _in_path(kind.key), "return": kind.view}
    router.get(path, name=f"list_{kind.name}")(allow(*kind.readers)(list_things))
    router.get(one, name=f"read_{kind.name}")(allow(*kind.readers)(read_thing))


def _add_writes(router: APIRouter, kind: Kind, path: str, one: str) -> None:
    async def create_thing(edge: UseEdge, who: Who, body: Body, response: Response) -> View:
        values = {**body.model_dump(mode="json"), kind.key: edge.ids.new(kind.prefix)}
        if kind.check is not None:
            await kind.check(edge, Draft(who.workspace_id, str(values[kind.key]), values, values))
        entity = msgspec.convert(values, kind.record)
        thing = await edge.stores.editor.create(who.workspace_id, entity, who.actor)
        await edge.door.reload(who.workspace_id)
        put_etag(response, thing.version)
        return show(kind.view, thing)

    async def change_thing(
        edge: UseEdge, who: Who, thing_id: str, body: Body, seen: Seen, response: Response
    ) -> View:
        values, entity_id = named(body), known_id(thing_id, kind.prefix)
        if kind.check is not None:
            before = await edge.stores.editor.read(who.workspace_id, kind.name, entity_id)
            fields = {**msgspec.to_builtins(before.entity), **values}
            await kind.check(edge, Draft(who.workspace_id, entity_id, fields, values))
        thing = await edge.stores.editor.change(
            who.workspace_id, kind.name, entity_id, values, who.actor, if_version=seen
        )
        await edge.door.reload(who.workspace_id)
        put_etag(response, thing.version)
        return show(kind.view, thing)

    async def remove_thing(edge: UseEdge, who: Who, thing_id: str, seen: SeenIfTold) -> Response:
        await edge.stores.editor.remove(
            who.workspace_id, kind.name, known_id(thing_id, kind.prefix), who.actor, if_version=seen
        )
        await edge.door.reload(who.workspace_id)
        return Response(status_code=204)

    create_thing.__annotations__ |= {"body": kind.new, "return": kind.view}
    changed = {"body": change_of(kind.new), "return": kind.view}
    change_thing.__annotations__ |= {"thing_id": _in_path(kind.key), **changed}
    remove_thing.__annotations__ |= {"thing_id": _in_path(kind.key)}
    admin = allow(*ADMINISTRATORS)
    router.post(path, status_code=201, name=f"create_{kind.name}")(admin(create_thing))
    router.patch(one, name=f"change_{kind.name}")(admin(change_thing))
    router.delete(one, status_code=204, name=f"remove_{kind.name}")(admin(remove_thing))


ROUTERS: Final = tuple(make_router(kind) for kind in KINDS)
