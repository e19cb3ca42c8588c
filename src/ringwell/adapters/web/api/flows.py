"""Flows: versioned documents. Uploading one means to read it, to validate it, and to publish it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, cast

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from ringwell.adapters.web.api.config_shapes import FlowChange, FlowView
from ringwell.adapters.web.api.paging import Cursor, Limit, page_of
from ringwell.adapters.web.api.shapes import Body, Name, Page, View, known_id
from ringwell.adapters.web.api.versions import Seen, SeenIfTold, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.own_speech import by_id, own_prompts, pinned, speech_of
from ringwell.adapters.web.problems import ApiProblem, FieldProblem, Param
from ringwell.adapters.web.wording import MissingText, languages_in_words, words
from ringwell.customers.segments import CallerSegment
from ringwell.flows.bind import Names, bind
from ringwell.flows.model import Flow, SubflowNode, TransferNode
from ringwell.flows.own_prompts import unpinned
from ringwell.flows.problems import Problem, errors_of
from ringwell.flows.question_problems import ServiceKind
from ringwell.flows.read import flow_of, read_flow
from ringwell.flows.validate import Surroundings, validate
from ringwell.journeys.config import FlowHead, FlowVersion, HoursCalendar, Skill, Versioned
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import AGENT, FLOW, is_id
from ringwell.routing.model import Queue

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["flows"])

Base = Annotated[
    int | None,
    Query(ge=0, description="The version that it was made from: refused when another is published."),
]
OfFlow = Annotated[str | None, Query(description="Whose document it is: it must not lead into itself.")]
Document = Annotated[dict[str, object], Field(description="A flow as docs/flow.schema.json describes it.")]


class NewFlow(Body):
    """A flow has no document until one is uploaded."""

    name: Name


class FlowVersionView(View):
    """One published document."""

    flow_id: str
    version: int
    name: str
    document: Document
    published_by: str | None
    published_at: datetime | None


class FlowProblem(View):
    """What is wrong with a document. `node` is null where the whole is meant; `words` are in the reader's language."""

    code: str
    node: str | None
    params: dict[str, str | int]
    severity: Literal["error", "warning"]
    words: str


class FlowProblems(View):
    """All findings, errors first; `usable` when none of them is an error."""

    usable: bool
    problems: list[FlowProblem]


def show(thing: Versioned) -> FlowView:
    values = cast("dict[str, object]", msgspec.to_builtins(thing.entity))
    return FlowView.model_validate({**values, "version": thing.version})


async def show_versions(edge: Edge, who: Identity, versions: Sequence[FlowVersion]) -> list[FlowVersionView]:
    """With their publishers' names; null where that was no person of this workspace."""
    names = (await edge.stores.users.names(who.workspace_id)).users
    shown = [FlowVersionView.model_validate(version) for version in versions]
    return [each.model_copy(update={"published_by": names.get(each.published_by or "")}) for each in shown]


@router.get("/flows")
@allow("administrator", "supervisor")
async def list_flows(edge: UseEdge, who: Who, cursor: Cursor = None, limit: Limit = 200) -> Page[FlowView]:
    """All flows by name, without their documents."""
    things = await edge.stores.editor.all_of(who.workspace_id, "flows")
    flows = [show(thing) for thing in things]
    chosen, more = page_of(flows, lambda flow: flow.flow_id, cursor, limit)
    return Page(items=list(chosen), next=more)


@router.post("/flows", status_code=201)
@allow("administrator")
async def create_flow(edge: UseEdge, who: Who, form: NewFlow, response: Response) -> FlowView:
    """A new flow, without a document."""
    head = FlowHead(flow_id=edge.ids.new(FLOW), name=form.name)
    thing = await edge.stores.editor.create(who.workspace_id, head, who.actor)
    put_etag(response, thing.version)
    return show(thing)


@router.post("/flows/check")
@allow("administrator", "supervisor", keeps_answer=False)
async def check_flow(
    edge: UseEdge, who: Who, document: Document, request: Request, flow_id: OfFlow = None
) -> FlowProblems:
    """Read and validate a document without publishing it."""
    del document  # the reader wants the bytes: it names what is wrong better than a decoded document could
    known = None if flow_id is None else known_id(flow_id, FLOW)
    _, problems = await judged(edge, who, await request.body(), known)
    language = await _language(edge, who)
    told = [_told(problem, language) for problem in problems]
    return FlowProblems(usable=not errors_of(problems), problems=told)


@router.get("/flows/{flow_id}")
@allow("administrator", "supervisor")
async def read_flow_head(edge: UseEdge, who: Who, flow_id: str, response: Response) -> FlowView:
    """One flow."""
    thing = await edge.stores.editor.read(who.workspace_id, "flows", known_id(flow_id, FLOW))
    put_etag(response, thing.version)
    return show(thing)


@router.patch("/flows/{flow_id}")
@allow("administrator")
async def change_flow(
    edge: UseEdge, who: Who, flow_id: str, change: FlowChange, seen: Seen, response: Response
) -> FlowView:
    """Call it otherwise."""
    thing = await edge.stores.editor.change(
        who.workspace_id,
        "flows",
        known_id(flow_id, FLOW),
        change.model_dump(exclude_unset=True),
        who.actor,
        if_version=seen,
    )
    await edge.door.reload(who.workspace_id)
    put_etag(response, thing.version)
    return show(thing)


@router.delete("/flows/{flow_id}", status_code=204)
@allow("administrator")
async def remove_flow(edge: UseEdge, who: Who, flow_id: str, seen: SeenIfTold) -> Response:
    """A flow that no number and no published flow leads to."""
    await edge.stores.editor.remove(
        who.workspace_id, "flows", known_id(flow_id, FLOW), who.actor, if_version=seen
    )
    await edge.door.reload(who.workspace_id)
    return Response(status_code=204)


@router.get("/flows/{flow_id}/versions")
@allow("administrator", "supervisor")
async def list_flow_versions(
    edge: UseEdge, who: Who, flow_id: str, cursor: Cursor = None, limit: Limit = 20
) -> Page[FlowVersionView]:
    """Published documents, newest first."""
    versions = await edge.stores.editor.flow_versions(who.workspace_id, known_id(flow_id, FLOW))
    chosen, more = page_of(versions, lambda version: str(version.version), cursor, limit)
    return Page(items=await show_versions(edge, who, chosen), next=more)


@router.get("/flows/{flow_id}/versions/{version}")
@allow("administrator", "supervisor")
async def read_flow_version(edge: UseEdge, who: Who, flow_id: str, version: int) -> FlowVersionView:
    """One published document."""
    wanted = (known_id(flow_id, FLOW), version)
    found = await edge.stores.config.published(who.workspace_id, [wanted]) if 0 < version < 2**31 else ()
    if not found:
        raise NotFound(kind="flows", id=flow_id)
    return (await show_versions(edge, who, found))[0]


@router.post("/flows/{flow_id}/versions", status_code=201)
@allow("administrator")
async def publish_flow(
    edge: UseEdge, who: Who, flow_id: str, document: Document, request: Request, base: Base = None
) -> FlowVersionView:
    """Upload a document: the next call that comes runs on it. Refused with all its problems, each with its node."""
    del document
    known = known_id(flow_id, FLOW)
    await edge.stores.editor.read(who.workspace_id, "flows", known)
    bound = await usable(edge, who, await request.body(), known)
    version = await edge.stores.editor.publish_flow(who.workspace_id, known, bound, who.actor, over=base)
    await edge.door.reload(who.workspace_id)
    return (await show_versions(edge, who, [version]))[0]


async def usable(edge: Edge, who: Identity, document: bytes, flow_id: str) -> Mapping[str, object]:
    """A document that calls may run on, bound to this workspace. Raises the problem that tells all that is wrong with it."""
    flow, problems = await judged(edge, who, document, flow_id)
    if flow is not None and not errors_of(problems):
        flow, problems = await pinned(edge, who.workspace_id, flow)
    if flow is None or errors_of(problems):
        language = await _language(edge, who)
        raise ApiProblem(422, "flow_refused", errors=[_error(problem, language) for problem in problems])
    return cast("Mapping[str, object]", msgspec.to_builtins(flow))


async def judged(
    edge: Edge, who: Identity, document: bytes, flow_id: str | None = None
) -> tuple[Flow | None, list[Problem]]:
    """The flow with this workspace's ids in the place of names, and what is wrong with it."""
    read = read_flow(document)
    if not isinstance(read, Flow):
        return None, read
    editor, place = edge.stores.editor, who.workspace_id
    of_queues = [each.entity for each in await editor.all_of(place, "queues")]
    queues = {each.queue_id: each.name for each in of_queues if isinstance(each, Queue)}
    calendars = {
        each.entity.hours_id: each.entity.name
        for each in await editor.all_of(place, "hours")
        if isinstance(each.entity, HoursCalendar)
    }
    skills = {
        each.entity.skill_id: each.entity.name
        for each in await editor.all_of(place, "skills")
        if isinstance(each.entity, Skill)
    }
    segments = {
        each.entity.caller_segment_id: each.entity.name
        for each in await editor.all_of(place, "segments")
        if isinstance(each.entity, CallerSegment)
    }
    leads = any(isinstance(node, SubflowNode | TransferNode) for node in read.nodes.values())
    config = await edge.stores.config.load(place) if leads else None
    others = config.flows if config else {}
    agents = {each.agent_id: each.name for each in config.agents.values()} if config else {}
    names = {each.flow_id: each.name for each in others.values()}
    prompts = await own_prompts(edge, place)
    flow = bind(
        read, Names(_ids(queues), _ids(calendars), _ids(skills), _ids(names), _ids(agents), _ids(segments))
    )
    flow = by_id(unpinned(flow), prompts)
    flows = {each.flow_id: flow_of(each.document) for each in others.values()}
    around = Surroundings(
        queues.keys(),
        calendars.keys(),
        skills.keys(),
        edge.prompts,
        flows=flows,
        own=flow_id,
        services=await services_of(edge, who),
        speech=await speech_of(edge, place, prompts, flow_id),
        mail=(await edge.stores.mail_setup.read(place)).version > 0,
        agents=agents.keys(),
        segments=segments.keys(),
        call_back={each.queue_id for each in of_queues if isinstance(each, Queue) and each.callback},
        sms=(await edge.stores.sms_setup.read(place)).version > 0,
    )
    return flow, validate(flow, around)


async def services_of(edge: Edge, who: Identity) -> Mapping[str, ServiceKind]:
    """What this workspace's flows may ask, by name."""
    return edge.settings.services.get((await edge.stores.workspaces.read(who.workspace_id)).slug, {})


def _ids(names: Mapping[str, str]) -> Mapping[str, str]:
    return {name: identifier for identifier, name in names.items()}


async def _language(edge: Edge, who: Identity) -> str:
    return who.user.language or (await edge.stores.workspaces.settings(who.workspace_id)).language


def _told(problem: Problem, language: str) -> FlowProblem:
    return FlowProblem(
        code=problem.code,
        node=problem.node,
        params=dict(problem.params),
        severity=problem.severity,
        words=_words(problem, language),
    )


def _words(problem: Problem, language: str) -> str:
    try:
        return words(language, problem.code, _readable(problem, language))
    except MissingText:
        return problem.code


def _readable(problem: Problem, reader: str) -> dict[str, str | int]:
    """The parameters with languages by their names; `gone`: the agent is named by an id that says nothing to a reader."""
    readable = {
        name: languages_in_words(str(value), reader) if name in ("language", "languages") else value
        for name, value in problem.params.items()
    }
    return readable | {"gone": str(is_id(str(readable.get("agent")), AGENT)).lower()}


def _error(problem: Problem, language: str) -> FieldProblem:
    params: dict[str, Param] = {
        **problem.params,
        "severity": problem.severity,
        "words": _words(problem, language),
    }
    return FieldProblem(field=problem.node or "", code=problem.code, params=params)
