"""Announcements: who oversees tells callers something before a flow or a queue, from now until a time, and ends it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field

from ringwell.adapters.web.api.own_prompts import Saying, SayingView, spoken_in
from ringwell.adapters.web.api.shapes import Body, Language, Line, Moment, View, id_pattern, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.own_speech import heard, own_prompts
from ringwell.adapters.web.problems import field_problem
from ringwell.flows.announcements import TARGETS, AnnouncementEntry, AnnouncementTarget, HeardTooLong
from ringwell.flows.model import SetNode
from ringwell.flows.own_prompts import Spoken
from ringwell.flows.read import flow_of
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel import ids
from ringwell.kernel.errors import UnknownReference

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["announcements"])

LONGEST: Final = timedelta(days=31)


class NewAnnouncement(Body):
    """Callers of the target hear it from now until `ends_at`: before the flow, of a queue before they begin to wait; with `to_waiting` also who
    waits already. What is said is `said` by language, or one of the workspace's prompts; a caller hears at most two minutes of all that are on. Refused where callers of a language would hear nothing,
    unless `although_lacking`."""

    target: AnnouncementTarget
    target_id: Annotated[Line, Field(max_length=40)] = ""
    said: Annotated[dict[Language, Saying], Field(max_length=3)] = Field(default_factory=dict[str, Saying])
    prompt_id: Annotated[str, Field(pattern=id_pattern(ids.PROMPT))] | None = None
    ends_at: Moment
    to_waiting: bool = False
    although_lacking: bool = False


class AnnouncementView(View):
    """`on`: callers hear it. `ended_at`: somebody ended it before its time."""

    announcement_id: str
    target: AnnouncementTarget
    target_id: str
    said: dict[str, SayingView]
    to_waiting: bool
    made_by_name: str | None
    made_at: AwareDatetime
    ends_at: AwareDatetime
    ended_at: AwareDatetime | None
    ended_by_name: str | None
    on: bool


class AnnouncementList(View):
    items: list[AnnouncementView]


@router.get("/announcements")
@allow("administrator", "supervisor")
async def list_announcements(edge: UseEdge, who: Who) -> AnnouncementList:
    """The newest fifty, also those that are over."""
    return await _list(edge, who, await edge.stores.announcements.all(who.workspace_id))


@router.get("/announcements/on")
@allow(*EVERY_ROLE)
async def list_announcements_that_are_on(edge: UseEdge, who: Who) -> AnnouncementList:
    """What callers are told now."""
    return await _list(edge, who, await edge.stores.announcements.on(who.workspace_id))


@router.post("/announcements", status_code=201)
@allow("administrator", "supervisor")
async def begin_announcement(edge: UseEdge, who: Who, body: NewAnnouncement) -> AnnouncementView:
    """Switch it on: the next caller hears it. Nothing begins where a text cannot be spoken."""
    if not edge.now() < body.ends_at <= edge.now() + LONGEST:
        raise field_problem("ends_at", "announcement_end")
    config = await edge.stores.config.load(who.workspace_id)
    await _check_target(edge, who, body)
    said = await _said(edge, who, body)
    lacking = sorted(_languages_of(config, body) - said.keys())
    if not said or (lacking and not body.although_lacking):
        raise field_problem("said", "announcement_lacks", {"languages": ", ".join(lacking)})
    entry = AnnouncementEntry(
        announcement_id=edge.ids.new(ids.ANNOUNCEMENT),
        target=body.target,
        target_id="" if body.target == "all" else body.target_id,
        said=said,
        to_waiting=body.to_waiting,
        made_by=who.user.user_id,
        made_at=edge.now(),
        ends_at=body.ends_at,
    )
    try:
        begun = await edge.stores.announcements.begin(who.workspace_id, entry, who.actor)
    except HeardTooLong as error:
        raise field_problem("said", error.code, {**error.params}) from error
    await edge.door.reload(who.workspace_id)
    return (await _list(edge, who, [begun])).items[0]


@router.delete("/announcements/{announcement_id}", status_code=204)
@allow("administrator", "supervisor")
async def end_announcement(edge: UseEdge, who: Who, announcement_id: str) -> Response:
    """End it now; nothing where it is over."""
    known = known_id(announcement_id, ids.ANNOUNCEMENT)
    await edge.stores.announcements.end(who.workspace_id, known, who.user.user_id, who.actor)
    await edge.door.reload(who.workspace_id)
    return Response(status_code=204)


async def _check_target(edge: Edge, who: Identity, body: NewAnnouncement) -> None:
    kind = TARGETS.get(body.target)
    if kind is None:
        return
    things = await edge.stores.editor.all_of(who.workspace_id, kind)
    key = f"{body.target}_id"
    if all(getattr(each.entity, key, None) != body.target_id for each in things):
        raise field_problem("target_id", "unknown_reference")


async def _said(edge: Edge, who: Identity, body: NewAnnouncement) -> dict[str, Spoken]:
    """What callers hear; a prompt's as it is now."""
    if body.prompt_id is None:
        return await heard(edge, who.workspace_id, spoken_in(body.said))
    prompt = (await own_prompts(edge, who.workspace_id)).get(body.prompt_id)
    if prompt is None:
        raise UnknownReference(kind="prompts", id=body.prompt_id)
    return prompt.said


def _languages_of(config: WorkspaceConfig, body: NewAnnouncement) -> set[str]:
    """In which languages callers of the target are spoken to."""
    queue = config.queues.get(body.target_id) if body.target == "queue" else None
    meant = {"flow": "flow_id", "project": "project_id", "number": "number_id", "queue": "project_id"}
    wanted = queue.project_id if queue else body.target_id
    key = meant.get(body.target)
    numbers = [each for each in config.numbers.values() if key is None or getattr(each, key) == wanted]
    found = {each.language for each in numbers}
    for flow_id in {each.flow_id for each in numbers}:
        found |= _chosen_in(config, flow_id)
    return found


def _chosen_in(config: WorkspaceConfig, flow_id: str) -> set[str]:
    """The languages that a flow changes to."""
    version = config.flows.get(flow_id)
    nodes = flow_of(version.document).nodes.values() if version else ()
    chosen = (each.variables.get("language") for each in nodes if isinstance(each, SetNode))
    return {each for each in chosen if isinstance(each, str)}


async def _list(edge: Edge, who: Identity, entries: Sequence[AnnouncementEntry]) -> AnnouncementList:
    names = (await edge.names.of(edge.stores, who.workspace_id)).users
    return AnnouncementList(items=[_view(edge, each, names) for each in entries])


def _view(edge: Edge, entry: AnnouncementEntry, names: Mapping[str, str]) -> AnnouncementView:
    return AnnouncementView(
        announcement_id=entry.announcement_id,
        target=entry.target,
        target_id=entry.target_id,
        said={language: SayingView.model_validate(each) for language, each in entry.said.items()},
        to_waiting=entry.to_waiting,
        made_by_name=names.get(entry.made_by),
        made_at=entry.made_at,
        ends_at=entry.ends_at,
        ended_at=entry.ended_at,
        ended_by_name=names.get(entry.ended_by or ""),
        on=entry.ended_at is None and edge.now() < entry.ends_at,
    )
