"""The block list: who oversees keeps it; agents ask that somebody be put on it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from msgspec import UNSET
from pydantic import AwareDatetime, Field, StringConstraints

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.shapes import Body, Line, Moment, View, id_pattern, known_id
from ringwell.adapters.web.api.versions import SeenIfTold, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import field_problem
from ringwell.kernel import ids
from ringwell.kernel.errors import NotFound
from ringwell.projects.blocks import BlockEntry, BlockKind, BlockState, value_of
from ringwell.projects.ports import BlockChange

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["block list"])

REVIEW_AFTER: Final = timedelta(days=90)
"""An entry is looked at again after this, unless a date is given."""
Reason = Annotated[Line, Field(min_length=1)]


class NewBlock(Body):
    """`value`: a number, or for `prefix` how numbers begin, with a plus. Empty for `withheld`. Where `interaction_id` names the call whose
    caller is meant: which of the numbers of their card it is; empty: the first."""

    kind: BlockKind = "number"
    value: Annotated[Line, StringConstraints(max_length=40)] = ""
    interaction_id: Annotated[str, StringConstraints(pattern=id_pattern(ids.INTERACTION))] | None = None
    reason: Reason
    ends_at: Moment | None = None
    review_at: Moment | None = None


class BlockPatch(Body):
    """What is named is changed. `state` `on` puts in force what an agent has asked for."""

    state: BlockState = "on"
    reason: Reason = "-"
    ends_at: Moment | None = None
    review_at: Moment | None = None


class BlockView(View):
    """`over`: its end has come. `due`: somebody is to look whether it is still needed."""

    block_id: str
    kind: BlockKind
    value: str
    state: BlockState
    reason: str
    made_by_name: str | None
    made_at: AwareDatetime
    interaction_id: str | None
    ends_at: AwareDatetime | None
    review_at: AwareDatetime | None
    over: bool
    due: bool
    version: int


class BlockList(View):
    items: list[BlockView]


@router.get("/blocks")
@allow("administrator", "supervisor")
async def list_blocks(edge: UseEdge, who: Who, q: Annotated[str, Query(max_length=100)] = "") -> BlockList:
    """All entries, or those with these digits or words."""
    names = (await edge.names.of(edge.stores, who.workspace_id)).users
    found = [_view(edge, each, names) for each in await edge.stores.blocks.all(who.workspace_id)]
    return BlockList(items=[each for each in found if _has(each, q)])


@router.post("/blocks", status_code=201)
@allow(*EVERY_ROLE)
async def make_block(edge: UseEdge, who: Who, body: NewBlock) -> BlockView:
    """Keep a caller out from now on. What an agent asks for blocks nobody until who oversees puts it in force; an agent names a call, no number."""
    oversees = may_oversee(who.roles)
    written = body.value
    if body.interaction_id is not None:
        written = await _caller_of(edge, who, body.interaction_id, body.value)
    elif not oversees:
        raise field_problem("interaction_id", "missing")
    if body.ends_at is not None and body.ends_at <= edge.now():
        raise field_problem("ends_at", "promise_in_the_past")
    region = (await edge.stores.workspaces.settings(who.workspace_id)).region
    kind: BlockKind = body.kind if oversees and body.interaction_id is None else "number"
    entry = BlockEntry(
        block_id=edge.ids.new(ids.BLOCK),
        kind=kind,
        value=value_of(kind, written, region),
        state="on" if oversees else "asked",
        reason=body.reason,
        made_by=who.user.user_id,
        made_at=edge.now(),
        interaction_id=body.interaction_id,
        ends_at=body.ends_at,
        review_at=body.review_at or edge.now() + REVIEW_AFTER,
    )
    made = await edge.stores.blocks.make(who.workspace_id, entry, who.actor)
    await edge.door.reload(who.workspace_id)
    return _view(edge, made, (await edge.names.of(edge.stores, who.workspace_id)).users)


@router.patch("/blocks/{block_id}")
@allow("administrator", "supervisor")
async def change_block(
    edge: UseEdge, who: Who, block_id: str, patch: BlockPatch, seen: SeenIfTold, response: Response
) -> BlockView:
    """Put it in force, or change its reason and dates."""
    named = patch.model_fields_set
    change = BlockChange(
        state=patch.state if "state" in named else UNSET,
        reason=patch.reason if "reason" in named else UNSET,
        ends_at=patch.ends_at if "ends_at" in named else UNSET,
        review_at=patch.review_at if "review_at" in named else UNSET,
    )
    changed = await edge.stores.blocks.change(
        who.workspace_id, known_id(block_id, ids.BLOCK), change, who.actor, if_version=seen
    )
    await edge.door.reload(who.workspace_id)
    put_etag(response, changed.version)
    return _view(edge, changed, (await edge.names.of(edge.stores, who.workspace_id)).users)


@router.delete("/blocks/{block_id}", status_code=204)
@allow("administrator", "supervisor")
async def remove_block(edge: UseEdge, who: Who, block_id: str) -> Response:
    """Let the caller through again."""
    await edge.stores.blocks.remove(who.workspace_id, known_id(block_id, ids.BLOCK), who.actor)
    await edge.door.reload(who.workspace_id)
    return Response(status_code=204)


async def _caller_of(edge: Edge, who: Identity, interaction_id: str, called_from: str) -> str:
    """The number of this call's caller, as their card has it; another one nobody may name so."""
    try:
        row = await edge.stores.interactions.read(who.workspace_id, interaction_id)
    except NotFound as error:
        raise field_problem("interaction_id", "unknown_reference") from error
    numbers: tuple[str, ...] = ()
    if row.contact_id is not None:
        numbers = (await edge.stores.contacts.read(who.workspace_id, row.contact_id)).numbers
    if not numbers:
        raise field_problem("interaction_id", "caller_without_number")
    if not called_from:
        return numbers[0]
    region = (await edge.stores.workspaces.settings(who.workspace_id)).region
    if value_of("number", called_from, region) not in numbers:
        raise field_problem("value", "not_of_the_caller")
    return value_of("number", called_from, region)


def _has(entry: BlockView, q: str) -> bool:
    words = q.casefold().split()
    told = f"{entry.value} {entry.reason} {entry.made_by_name or ''}".casefold()
    return all(word in told for word in words)


def _view(edge: Edge, entry: BlockEntry, names: Mapping[str, str]) -> BlockView:
    now = edge.now()
    return BlockView(
        block_id=entry.block_id,
        kind=entry.kind,
        value=entry.value,
        state=entry.state,
        reason=entry.reason,
        made_by_name=names.get(entry.made_by),
        made_at=entry.made_at,
        interaction_id=entry.interaction_id,
        ends_at=entry.ends_at,
        review_at=entry.review_at,
        over=entry.ends_at is not None and entry.ends_at <= now,
        due=entry.review_at is not None and entry.review_at <= now,
        version=entry.version,
    )
