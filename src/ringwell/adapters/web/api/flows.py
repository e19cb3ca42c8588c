"""Flows: versioned documents. Uploading one means to read it, to validate it, and to publish it."""

from collections.abc import Mapping
from typing import Annotated, Literal, cast

import msgspec
from fastapi import APIRouter, Request, Response
from pydantic import Field

from ringwell.adapters.web.api.config_shapes import FlowChange, FlowView
from ringwell.adapters.web.api.paging import Cursor, Limit, page_of
from ringwell.adapters.web.api.shapes import Body, Name, Page, View, known_id
from ringwell.adapters.web.api.versions import Seen, SeenIfTold, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem, FieldProblem, Param
from ringwell.adapters.web.wording import MissingText, words
from ringwell.flows.bind import Names, bind
from ringwell.flows.model import Flow
from ringwell.flows.problems import Problem, errors_of
from ringwell.flows.read import read_flow
from ringwell.flows.validate import Surroundings, validate
from ringwell.journeys.config import FlowHead, FlowVersion, HoursCalendar, Skill, Versioned
from ringwell.kernel.ids import FLOW
from ringwell.routing.model import Queue

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["flows"])

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


def show_version(version: FlowVersion) -> FlowVersionView:
    return FlowVersionView.model_validate(version)


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
async def check_flow(edge: UseEdge, who: Who, document: Document, request: Request) -> FlowProblems:
    """Read and validate a document without publishing it."""
    del document  # the reader wants the bytes: it names what is wrong better than a decoded document could
    _, problems = await _judged(edge, who, await request.body())
    told = [_told(problem, await _language(edge, who)) for problem in problems]
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
    """A flow that no number leads to."""
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
    return Page(items=[show_version(version) for version in chosen], next=more)


@router.post("/flows/{flow_id}/versions", status_code=201)
@allow("administrator")
async def publish_flow(
    edge: UseEdge, who: Who, flow_id: str, document: Document, request: Request
) -> FlowVersionView:
    """Upload a document: the next call that comes runs on it. Refused with all its problems, each with its node."""
    del document
    known = await edge.stores.editor.read(who.workspace_id, "flows", known_id(flow_id, FLOW))
    flow, problems = await _judged(edge, who, await request.body())
    if flow is None or errors_of(problems):
        language = await _language(edge, who)
        raise ApiProblem(422, "flow_refused", errors=[_error(problem, language) for problem in problems])
    bound = cast("Mapping[str, object]", msgspec.to_builtins(flow))
    assert isinstance(known.entity, FlowHead)
    version = await edge.stores.editor.publish_flow(who.workspace_id, known.entity.flow_id, bound, who.actor)
    await edge.door.reload(who.workspace_id)
    return show_version(version)


async def _judged(edge: Edge, who: Identity, document: bytes) -> tuple[Flow | None, list[Problem]]:
    """The flow with this workspace's ids in the place of names, and what is wrong with it."""
    read = read_flow(document)
    if not isinstance(read, Flow):
        return None, read
    editor, place = edge.stores.editor, who.workspace_id
    queues = {
        each.entity.queue_id: each.entity.name
        for each in await editor.all_of(place, "queues")
        if isinstance(each.entity, Queue)
    }
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
    flow = bind(read, Names(_ids(queues), _ids(calendars), _ids(skills)))
    around = Surroundings(queues.keys(), calendars.keys(), skills.keys(), edge.prompts)
    return flow, validate(flow, around)


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
        return words(language, problem.code, problem.params)
    except MissingText:
        return problem.code


def _error(problem: Problem, language: str) -> FieldProblem:
    params: dict[str, Param] = {
        **problem.params,
        "severity": problem.severity,
        "words": _words(problem, language),
    }
    return FieldProblem(field=problem.node or "", code=problem.code, params=params)
