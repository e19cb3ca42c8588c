"""Who did and who looked at what."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, StringConstraints

from ringwell.access.model import AUDIT_GROUPS, AUDITED, AuditEntry, AuditFilter
from ringwell.adapters.web.api.paging import Cursor, Limit
from ringwell.adapters.web.api.shapes import FIRST_MOMENT, LAST_MOMENT, Moment, View, id_pattern
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import field_problem
from ringwell.kernel.ids import EVENT, USER, is_id

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["audit"])

UserId = Annotated[str, StringConstraints(pattern=id_pattern(USER))]


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
    next: str | None


@router.get("/audit")
@allow("administrator")
async def read_audit(
    edge: UseEdge,
    who: Who,
    what: Annotated[
        Literal["changes", "looks", "sign_ins"] | None,
        Query(description="One group of entries; without it, all."),
    ] = None,
    user: UserId | None = None,
    since: Annotated[Moment | None, Query(alias="from", description="At or after.")] = None,
    until: Annotated[Moment | None, Query(alias="to", description="Before.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> AuditPage:
    """The audit trail: what people and their programs did to others' work, and what they looked at."""
    types = AUDITED if what is None else AUDIT_GROUPS[what]
    wanted = AuditFilter(types=types, actor_id=user, since=since, until=until)
    entries = await edge.stores.audit.page(
        who.workspace_id, wanted, before=None if cursor is None else _place(cursor), limit=limit
    )
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
    return AuditPage(items=items, next=_cursor(entries[-1]) if len(items) == limit else None)


def _cursor(entry: AuditEntry) -> str:
    return f"{entry.at.astimezone(UTC).isoformat()}~{entry.entry_id}"


def _place(cursor: str) -> tuple[datetime, str]:
    """The time and id of the last entry of the page before."""
    moment, _, entry_id = cursor.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = LAST_MOMENT.replace(tzinfo=None)
    if at.tzinfo is None or not FIRST_MOMENT <= at <= LAST_MOMENT or not is_id(entry_id, EVENT):
        raise field_problem("cursor", "unknown_cursor")
    return at, entry_id
