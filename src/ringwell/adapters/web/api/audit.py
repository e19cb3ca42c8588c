"""Who did and who looked at what."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from ringwell.adapters.web.api.paging import Limit
from ringwell.adapters.web.api.shapes import View
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["audit"])


class AuditItem(View):
    """`type` is an event's type or an access such as `recording.listened`; `actor_name` where it is a person still here."""

    at: AwareDatetime
    type: str
    actor_kind: str
    actor_id: str | None
    actor_name: str | None
    on_behalf_of: str | None
    object_id: str | None
    params: dict[str, object]


class AuditPage(View):
    """Newest first. `next` goes back as `cursor`."""

    items: list[AuditItem]
    next: AwareDatetime | None


@router.get("/audit")
@allow("administrator")
async def read_audit(
    edge: UseEdge,
    who: Who,
    cursor: Annotated[AwareDatetime | None, Query(description="`next` of the page before.")] = None,
    limit: Limit = 100,
) -> AuditPage:
    """The audit trail."""
    entries = await edge.stores.audit.page(who.workspace_id, before=cursor, limit=limit)
    names = (await edge.names.of(edge.stores, who.workspace_id)).users
    items = [
        AuditItem(
            at=entry.at,
            type=entry.type,
            actor_kind=entry.actor_kind,
            actor_id=entry.actor_id,
            actor_name=names.get(entry.on_behalf_of or entry.actor_id or ""),
            on_behalf_of=entry.on_behalf_of,
            object_id=entry.object_id,
            params=entry.params,
        )
        for entry in entries
    ]
    return AuditPage(items=items, next=items[-1].at if len(items) == limit else None)
