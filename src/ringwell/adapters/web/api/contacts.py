"""Customers' cards."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Query, Response
from msgspec import UNSET, structs
from pydantic import AwareDatetime, Field, StringConstraints

from ringwell.adapters.web.api.config_shapes import AgentId
from ringwell.adapters.web.api.interactions import InteractionItem, page_of_interactions
from ringwell.adapters.web.api.paging import Cursor, Limit, ShortLimit
from ringwell.adapters.web.api.shapes import Body, Language, Line, Page, Text, View, known_id
from ringwell.adapters.web.api.versions import Seen, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.customers.model import Contact, ContactChange
from ringwell.journeys.commands import ForgetCallback
from ringwell.kernel.ids import CONTACT
from ringwell.kernel.storage import StorageReadOnly, peaks_key
from ringwell.kpis.model import InteractionFilter

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["contacts"])

PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ()./-]{1,40}$")]


class ContactView(View):
    """A card. An erased contact has no values left. `owner_agent_id` has the account (`owner_name`); a `key_customer` may wait longer for whom it
    prefers."""

    contact_id: str
    name: str | None
    company: str | None
    email: str | None
    language: str | None
    comment: str | None
    numbers: tuple[str, ...]
    created_at: AwareDatetime
    erased: bool
    owner_agent_id: str | None
    owner_name: str | None
    key_customer: bool
    version: int


class ContactPatch(Body):
    """What is named is changed; `numbers` replaces all."""

    name: Line | None = None
    company: Line | None = None
    email: Line | None = None
    language: Language | None = None
    comment: Text | None = None
    numbers: Annotated[tuple[PhoneNumber, ...], Field(max_length=20)] = Field(default_factory=tuple[str, ...])
    owner_agent_id: AgentId | None = None
    key_customer: bool = Field(default_factory=bool)


async def shown(edge: Edge, workspace_id: str, *contacts: Contact) -> list[ContactView]:
    """The cards, with the names of those who have the accounts."""
    names = (await edge.names.of(edge.stores, workspace_id)).agents
    return [
        ContactView(**structs.asdict(each), owner_name=names.get(each.owner_agent_id or ""))
        for each in contacts
    ]


@router.get("/contacts")
@allow(*EVERY_ROLE)
async def find_contacts(
    edge: UseEdge, who: Who, q: Annotated[str, Query(min_length=2, max_length=100)], limit: Limit = 20
) -> Page[ContactView]:
    """Contacts by a number, or by whole words of a name."""
    found = await edge.stores.contacts.find(who.workspace_id, q, limit)
    return Page(items=await shown(edge, who.workspace_id, *found))


@router.get("/contacts/{contact_id}")
@allow(*EVERY_ROLE)
async def read_contact(edge: UseEdge, who: Who, contact_id: str, response: Response) -> ContactView:
    """One card."""
    contact = await edge.stores.contacts.read(who.workspace_id, known_id(contact_id, CONTACT))
    put_etag(response, contact.version)
    [view] = await shown(edge, who.workspace_id, contact)
    return view


@router.patch("/contacts/{contact_id}")
@allow(*EVERY_ROLE)
async def change_contact(
    edge: UseEdge, who: Who, contact_id: str, patch: ContactPatch, seen: Seen, response: Response
) -> ContactView:
    """Change a card."""
    named = patch.model_fields_set
    change = ContactChange(
        name=(patch.name or None) if "name" in named else UNSET,
        company=(patch.company or None) if "company" in named else UNSET,
        email=(patch.email or None) if "email" in named else UNSET,
        language=patch.language if "language" in named else UNSET,
        comment=(patch.comment or None) if "comment" in named else UNSET,
        numbers=patch.numbers if "numbers" in named else UNSET,
        owner_agent_id=patch.owner_agent_id if "owner_agent_id" in named else UNSET,
        key_customer=patch.key_customer if "key_customer" in named else UNSET,
    )
    contact = await edge.stores.contacts.change(
        who.workspace_id, known_id(contact_id, CONTACT), change, who.actor, if_version=seen
    )
    put_etag(response, contact.version)
    [view] = await shown(edge, who.workspace_id, contact)
    return view


@router.delete("/contacts/{contact_id}", status_code=204)
@allow("administrator")
async def erase_contact(edge: UseEdge, who: Who, contact_id: str) -> Response:
    """Destroy the key under which this person's card and notes are kept, and delete their recordings. It cannot be undone.

    Nobody calls them back any more.
    """
    owed = await edge.stores.callback_numbers.owed_to(who.workspace_id, known_id(contact_id, CONTACT))
    erased = await edge.stores.contacts.erase(who.workspace_id, known_id(contact_id, CONTACT), who.actor)
    for callback_id in owed:
        # A brain that is away finds no number when it is back.
        forget = ForgetCallback(interaction_id=callback_id)
        await edge.door.try_command(who.workspace_id, who.actor, forget, f"erased {callback_id}")
    for key in erased:
        # From here nobody may hear them; a file that cannot be deleted now is deleted by the worker.
        with suppress(StorageReadOnly):
            await edge.stores.storage.remove(key)
            await edge.stores.storage.remove(peaks_key(key))
    return Response(status_code=204)


@router.get("/contacts/{contact_id}/interactions")
@allow(*EVERY_ROLE)
async def list_contact_interactions(
    edge: UseEdge, who: Who, contact_id: str, cursor: Cursor = None, limit: ShortLimit = 20
) -> Page[InteractionItem]:
    """This person's earlier interactions, newest first."""
    contact = await edge.stores.contacts.read(who.workspace_id, known_id(contact_id, CONTACT))
    wanted = InteractionFilter(contact_id=contact.contact_id)
    return await page_of_interactions(edge, who, wanted, cursor, limit)
