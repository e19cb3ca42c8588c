"""What the editor of flows works with: one draft for each flow, a number to call it by, and how calls go through what is published."""

import secrets
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, cast

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from ringwell.adapters.web.api.flows import Document, usable
from ringwell.adapters.web.api.phone import Phone, show_phone
from ringwell.adapters.web.api.shapes import Body, Language, View, known_id
from ringwell.adapters.web.api.versions import Seen, SeenIfTold, put_etag
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import ApiProblem
from ringwell.flows.drafts import TRIAL_DIGITS, TRIAL_PREFIX, Draft, Trial
from ringwell.flows.model import MAX_DOCUMENT_BYTES
from ringwell.kernel.ids import FLOW
from ringwell.kpis.definitions import day_start

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["flows"])

TRIAL_LASTS_S: Final = 900
MOST_NESTED: Final = 32
"""No flow is nested so deep; what is could be kept, but not be told again."""


class DraftForm(Body):
    """`base` is the published version that it began from, 0 for none."""

    base: Annotated[int, Field(ge=0, lt=2**31)]
    document: Document


class DraftView(View):
    """`revision` 0 and no document where nothing is being drawn. `saved_by` is a person's name."""

    flow_id: str
    revision: int
    base: int
    document: Document | None
    saved_by: str | None
    saved_at: datetime | None


class TrialForm(Body):
    """A draft to be called, in the language that the number called would have."""

    document: Document
    language: Language


class TrialView(View):
    """Until it expires, `number` can be called with `phone`."""

    number: str
    expires_at: datetime
    phone: Phone


class WayView(View):
    """`way` as a node names it: `next`, `keys.1`, `ways.0`. `origin` is empty where calls begin."""

    origin: str
    way: str
    target: str
    calls: int


class NodeView(View):
    """`here`: calls that stand at it now. `left`: callers who hung up at it."""

    node: str
    here: int
    left: int


class TrafficView(View):
    since: datetime
    calls: int
    ways: list[WayView]
    nodes: list[NodeView]


@router.get("/flows/{flow_id}/draft")
@allow("administrator", "supervisor")
async def read_draft(edge: UseEdge, who: Who, flow_id: str, response: Response) -> DraftView:
    """What is being drawn. Its revision is its ETag, "0" where there is none."""
    known = known_id(flow_id, FLOW)
    draft = await edge.stores.drafts.read(who.workspace_id, known)
    put_etag(response, 0 if draft is None else draft.revision)
    if draft is None:
        return DraftView(flow_id=known, revision=0, base=0, document=None, saved_by=None, saved_at=None)
    return await _shown(edge, who, draft)


@router.put("/flows/{flow_id}/draft")
@allow("administrator")
async def save_draft(
    edge: UseEdge, who: Who, flow_id: str, form: DraftForm, seen: Seen, response: Response
) -> DraftView:
    """Keep what is being drawn, whether or not it may be published. Refused when somebody else saved since."""
    draft = await edge.stores.drafts.save(
        who.workspace_id,
        known_id(flow_id, FLOW),
        msgspec.json.decode(_encoded(form.document), type=dict[str, object]),
        form.base,
        who.user.user_id,
        if_revision=seen,
    )
    put_etag(response, draft.revision)
    return await _shown(edge, who, draft)


@router.delete("/flows/{flow_id}/draft", status_code=204)
@allow("administrator")
async def discard_draft(edge: UseEdge, who: Who, flow_id: str, seen: SeenIfTold) -> Response:
    """Nothing is being drawn any more: it was published, or given up."""
    await edge.stores.drafts.discard(who.workspace_id, known_id(flow_id, FLOW), if_revision=seen)
    return Response(status_code=204)


@router.post("/flows/{flow_id}/trial", status_code=201)
@allow("administrator", keeps_answer=False)
async def begin_trial(edge: UseEdge, who: Who, flow_id: str, form: TrialForm) -> TrialView:
    """A number that plays this document, and a telephone for this page that may call it, both for a quarter of an hour."""
    known = known_id(flow_id, FLOW)
    await edge.stores.editor.read(who.workspace_id, "flows", known)
    bound = await usable(edge, who, _encoded(form.document), known)
    trial = Trial(
        number=f"{TRIAL_PREFIX}{secrets.randbelow(10**TRIAL_DIGITS):0{TRIAL_DIGITS}d}",
        flow_id=known,
        version=0,
        language=form.language,
        expires_at=edge.now() + timedelta(seconds=TRIAL_LASTS_S),
    )
    await edge.stores.drafts.begin_trial(who.workspace_id, trial, bound)
    await edge.door.reload(who.workspace_id)
    account = await edge.phones.provision_try(who.workspace_id, TRIAL_LASTS_S)
    return TrialView(number=trial.number, expires_at=trial.expires_at, phone=show_phone(edge, account))


@router.get("/flows/{flow_id}/traffic")
@allow("administrator", "supervisor")
async def read_traffic(
    edge: UseEdge,
    who: Who,
    flow_id: str,
    period: Annotated[
        Literal["today", "week"], Query(description="The workspace's day, or it and six before.")
    ] = "today",
) -> TrafficView:
    """How the calls of a period went: how often each way, how many stand where now, and where callers hung up."""
    known = known_id(flow_id, FLOW)
    await edge.stores.editor.read(who.workspace_id, "flows", known)
    zone = (await edge.stores.workspaces.settings(who.workspace_id)).zone
    since = day_start(edge.now() - timedelta(days=0 if period == "today" else 6), zone)
    traffic = await edge.stores.traffic.of(who.workspace_id, known, since)
    return TrafficView(
        since=since,
        calls=traffic.calls,
        ways=[WayView.model_validate(each) for each in traffic.ways],
        nodes=[NodeView.model_validate(each) for each in traffic.nodes],
    )


async def _shown(edge: UseEdge, who: Who, draft: Draft) -> DraftView:
    names = await edge.stores.users.names(who.workspace_id)
    shown = DraftView.model_validate(draft)
    return shown.model_copy(update={"saved_by": names.users.get(draft.saved_by)})


def _encoded(document: Document) -> bytes:
    """As it can be kept: what is no number becomes null. Raises the problem with one that cannot be kept, or not be told again."""
    try:
        encoded = msgspec.json.encode(document)
    except (UnicodeEncodeError, RecursionError) as error:
        raise ApiProblem(400, "not_json") from error
    if len(encoded) > MAX_DOCUMENT_BYTES:
        raise ApiProblem(413, "body_too_large", {"limit": MAX_DOCUMENT_BYTES})
    if _is_nested(document, MOST_NESTED):
        raise ApiProblem(400, "not_json")
    return encoded


def _is_nested(value: object, levels: int) -> bool:
    """Whether there is anything deeper than so many levels."""
    if isinstance(value, dict):
        inner = list(cast("dict[str, object]", value).values())
    elif isinstance(value, list):
        inner = cast("list[object]", value)
    else:
        return False
    return levels == 0 or any(_is_nested(each, levels - 1) for each in inner)
