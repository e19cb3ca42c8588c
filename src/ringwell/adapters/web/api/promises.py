"""What was promised: to a client by a message, to a customer by "we call you back at …"."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from pydantic import AfterValidator, AwareDatetime, StringConstraints
from pydantic_core import PydanticCustomError

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.paging import Cursor, ShortLimit
from ringwell.adapters.web.api.shapes import Body, Email, Line, Moment, Page, Text, View, id_pattern, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.names import Names
from ringwell.adapters.web.problems import ApiProblem, field_problem
from ringwell.customers.model import Contact
from ringwell.customers.promises import (
    Addressee,
    MailState,
    NewPromise,
    Promise,
    PromiseFilter,
    PromiseKind,
    PromiseState,
    fault_of,
    is_overdue,
    may_change,
)
from ringwell.kernel import ids
from ringwell.kernel.errors import NotFound

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["promises"])

_NUMBER: Final = re.compile(r"[0-9+() ./*#-]*")


def _dialled(text: str) -> str:
    if _NUMBER.fullmatch(text) is None:
        raise PydanticCustomError("not_a_number", "is no telephone number")
    return text


Dialled = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_dialled)]
PromiseText = Annotated[Text, StringConstraints(max_length=4000)]


class PromiseBody(Body):
    """A promise to be kept. Under one `promise_id` it is made once. `owner_id`: the user who has to see to it, for a call back whoever makes it
    unless another is named."""

    promise_id: Annotated[str, StringConstraints(pattern=id_pattern(ids.PROMISE))] | None = None
    interaction_id: Annotated[str, StringConstraints(pattern=id_pattern(ids.INTERACTION))]
    kind: Literal["message", "call_back"]
    text: PromiseText = ""
    to_name: Line = ""
    to_email: Email = ""
    to_number: Dialled = ""
    due_at: Moment | None = None
    owner_id: Annotated[str, StringConstraints(pattern=id_pattern(ids.USER))] | None = None


class StateBody(Body):
    state: PromiseState


class MailView(View):
    """What has become of the mail that tells it. `code` has words on the screen; `reason` is what the other server said."""

    state: MailState
    to: str
    attempts: int
    code: str | None
    reason: str
    next_at: AwareDatetime | None
    sent_at: AwareDatetime | None


class PromiseView(View):
    """`text` and to whom are null once the customer was erased. `may_change`: the reader may say that it is kept or cancelled.
    `mail` goes to the client, `queue_mail` to the address of the queue that a voice message was left for."""

    promise_id: str
    interaction_id: str
    short_ref: str
    kind: PromiseKind
    state: PromiseState
    overdue: bool
    text: str | None
    to_name: str | None
    to_email: str | None
    to_number: str | None
    due_at: AwareDatetime | None
    client_name: str | None
    project_name: str | None
    contact_id: str | None
    contact_name: str | None
    owner_name: str | None
    made_at: AwareDatetime
    made_by_name: str | None
    closed_at: AwareDatetime | None
    closed_by_name: str | None
    may_change: bool
    mail: MailView | None
    queue_mail: MailView | None


Ids = Annotated[str | None, Query(max_length=40)]
Shown = Literal["open", "overdue", "kept", "cancelled"]


@router.get("/promises")
@allow(*EVERY_ROLE)
async def list_promises(
    edge: UseEdge,
    who: Who,
    state: Shown | None = None,
    kind: PromiseKind | None = None,
    project_id: Ids = None,
    client_id: Ids = None,
    interaction_id: Ids = None,
    contact_id: Ids = None,
    mine: bool = False,
    q: Annotated[str, Query(max_length=100)] = "",
    cursor: Cursor = None,
    limit: ShortLimit = 50,
) -> Page[PromiseView]:
    """Open and overdue ones by their due times, others newest first. `q`: whole words of what was promised or to whom, a name, a number, a
    conversation's reference."""
    wanted = PromiseFilter(
        state=None if state == "overdue" else state,
        overdue=state == "overdue",
        kind=kind,
        project_id=_asked(project_id, ids.PROJECT),
        client_id=_asked(client_id, ids.CLIENT),
        interaction_id=_asked(interaction_id, ids.INTERACTION),
        contact_id=_asked(contact_id, ids.CONTACT),
        mine=who.user.user_id if mine else None,
        words=q,
    )
    page = await edge.stores.promises.page(who.workspace_id, wanted, edge.now(), cursor=cursor, limit=limit)
    return Page(items=await _shown(edge, who, page.items), next=page.next)


@router.post("/promises", status_code=201)
@allow(*EVERY_ROLE, keeps_answer=False)
async def make_promise(edge: UseEdge, who: Who, body: PromiseBody) -> PromiseView:
    """Promise something to a client or a customer of a conversation. Committed when this is answered."""
    new = NewPromise(
        promise_id=body.promise_id or edge.ids.new(ids.PROMISE),
        interaction_id=body.interaction_id,
        kind=body.kind,
        text=body.text.strip(),
        to=Addressee(name=body.to_name, email=body.to_email, number=body.to_number),
        due_at=body.due_at,
        owner_id=body.owner_id or (who.user.user_id if body.kind == "call_back" else None),
        made_by=who.user.user_id,
    )
    fault = fault_of(new, edge.now())
    if fault is not None:
        raise field_problem(*fault)
    try:
        made = await edge.stores.promises.make(who.workspace_id, new, who.actor)
    except NotFound as error:
        raise field_problem("interaction_id", "unknown_reference") from error
    return (await _shown(edge, who, [made]))[0]


@router.get("/promises/{promise_id}")
@allow(*EVERY_ROLE)
async def read_promise(edge: UseEdge, who: Who, promise_id: str) -> PromiseView:
    """One promise."""
    found = await edge.stores.promises.read(who.workspace_id, known_id(promise_id, ids.PROMISE))
    return (await _shown(edge, who, [found]))[0]


@router.put("/promises/{promise_id}/state")
@allow(*EVERY_ROLE)
async def set_promise_state(edge: UseEdge, who: Who, promise_id: str, body: StateBody) -> PromiseView:
    """Say that it is kept or cancelled, or open after all: who made it, who has to see to it, and who oversees."""
    found = await edge.stores.promises.read(who.workspace_id, known_id(promise_id, ids.PROMISE))
    if not may_change(found, who.user.user_id, oversees=may_oversee(who.roles)):
        raise ApiProblem(403, "forbidden")
    changed = await edge.stores.promises.set_state(
        who.workspace_id, found.promise_id, body.state, who.user.user_id, who.actor
    )
    return (await _shown(edge, who, [changed]))[0]


@router.post("/promises/{promise_id}/mail", status_code=202)
@allow(*EVERY_ROLE)
async def mail_promise_again(edge: UseEdge, who: Who, promise_id: str) -> PromiseView:
    """Send the mail that tells it once more, where it did not go out: who may say that it is kept."""
    found = await edge.stores.promises.read(who.workspace_id, known_id(promise_id, ids.PROMISE))
    if not may_change(found, who.user.user_id, oversees=may_oversee(who.roles)):
        raise ApiProblem(403, "forbidden")
    return (await _shown(edge, who, [await edge.stores.promises.mail_again(who.workspace_id, promise_id)]))[0]


def _asked(identifier: str | None, prefix: str) -> str | None:
    """An id to filter by. What is no id of this kind is nobody's: NotFound."""
    return None if identifier is None else known_id(identifier, prefix)


async def _shown(edge: Edge, who: Identity, found: Sequence[Promise]) -> list[PromiseView]:
    names = await edge.names.of(edge.stores, who.workspace_id)
    contact_ids = sorted({each.contact_id for each in found if each.contact_id is not None})
    cards = await edge.stores.contacts.names(who.workspace_id, contact_ids)
    return [_view(each, who, names, cards.get(each.contact_id or ""), edge.now()) for each in found]


def _view(found: Promise, who: Identity, names: Names, card: Contact | None, now: datetime) -> PromiseView:
    to = found.to
    return PromiseView(
        promise_id=found.promise_id,
        interaction_id=found.interaction_id,
        short_ref=found.short_ref,
        kind=found.kind,
        state=found.state,
        overdue=is_overdue(found, now),
        text=found.text,
        to_name=None if to is None else to.name,
        to_email=None if to is None else to.email,
        to_number=None if to is None else to.number,
        due_at=found.due_at,
        client_name=names.clients.get(found.client_id or ""),
        project_name=names.projects.get(found.project_id or ""),
        contact_id=found.contact_id,
        contact_name=None if card is None else card.name,
        owner_name=names.users.get(found.owner_id or ""),
        made_at=found.made_at,
        made_by_name=names.users.get(found.made_by or ""),
        closed_at=found.closed_at,
        closed_by_name=names.users.get(found.closed_by or ""),
        may_change=may_change(found, who.user.user_id, oversees=may_oversee(who.roles)),
        mail=None if found.mail is None else MailView.model_validate(found.mail),
        queue_mail=None if found.queue_mail is None else MailView.model_validate(found.queue_mail),
    )
