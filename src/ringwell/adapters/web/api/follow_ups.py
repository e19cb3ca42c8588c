"""Callers who gave up and are to be called, by their queues' rules."""

from fastapi import APIRouter, Request
from pydantic import AwareDatetime

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.shapes import View, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem
from ringwell.journeys.commands import CallFollowUp
from ringwell.kernel import ids
from ringwell.kernel.errors import NotFound
from ringwell.outbound.ports import FollowUp
from ringwell.routing.rules import can_serve

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["follow-ups"])


class FollowUpView(View):
    """A caller who waited and gave up at `at`. `number` is null where the caller's card has none."""

    interaction_id: str
    short_ref: str
    at: AwareDatetime
    waited_ms: int
    queue_id: str
    queue_name: str | None
    contact_id: str
    name: str | None
    number: str | None
    done_at: AwareDatetime | None
    done_by: str | None


class FollowUpList(View):
    items: list[FollowUpView]


class FollowUpCall(View):
    """The interaction that goes out."""

    interaction_id: str


@router.get("/follow-ups")
@allow(*EVERY_ROLE)
async def list_follow_ups(edge: UseEdge, who: Who, done: bool = False) -> FollowUpList:
    """Those to be called, or those done, of the last week; an agent sees those of the queues that it serves."""
    found = await edge.stores.follow_ups.all(who.workspace_id, done=done)
    queues = await _queues_of(edge, who)
    mine = [each for each in found if queues is None or each.queue_id in queues]
    names = await edge.names.of(edge.stores, who.workspace_id)
    cards = await edge.stores.contacts.names(who.workspace_id, [each.contact_id for each in mine])
    items = list[FollowUpView]()
    for each in mine:
        card = cards.get(each.contact_id)
        if card is not None and not card.erased:
            items.append(
                FollowUpView(
                    interaction_id=each.interaction_id,
                    short_ref=each.short_ref,
                    at=each.started_at,
                    waited_ms=each.waited_ms,
                    queue_id=each.queue_id,
                    queue_name=names.queues.get(each.queue_id),
                    contact_id=each.contact_id,
                    name=card.name,
                    number=next(iter(card.numbers), None),
                    done_at=each.done_at,
                    done_by=names.users.get(each.done_by or ""),
                )
            )
    return FollowUpList(items=items)


@router.put("/follow-ups/{interaction_id}/done", status_code=204)
@allow(*EVERY_ROLE)
async def finish_follow_up(edge: UseEdge, who: Who, interaction_id: str) -> None:
    """Somebody has seen to it. Said twice, it is done once."""
    about = await _mine(edge, who, interaction_id)
    await edge.stores.follow_ups.set_done(who.workspace_id, about.interaction_id, who.user.user_id, who.actor)


@router.delete("/follow-ups/{interaction_id}/done", status_code=204)
@allow(*EVERY_ROLE)
async def reopen_follow_up(edge: UseEdge, who: Who, interaction_id: str) -> None:
    """It is to be done after all."""
    about = await _mine(edge, who, interaction_id)
    await edge.stores.follow_ups.reopen(who.workspace_id, about.interaction_id, who.user.user_id, who.actor)


@router.post("/follow-ups/{interaction_id}/call", status_code=202)
@allow("agent")
async def call_follow_up(edge: UseEdge, who: Who, interaction_id: str, request: Request) -> FollowUpCall:
    """Call the caller back: one's own phone rings, then the customer's. Refused while one is not ready and free."""
    del request
    about = await _mine(edge, who, interaction_id)
    callback_id = edge.ids.new(ids.INTERACTION)
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    await edge.stores.callback_numbers.keep_for(
        who.workspace_id,
        callback_id,
        about.contact_id,
        region=settings.region,
        anywhere=settings.has_callback_prefixes,
    )
    command = CallFollowUp(
        agent_id=who.agent_id or "",
        interaction_id=about.interaction_id,
        callback_id=callback_id,
        contact_id=about.contact_id,
        queue_id=about.queue_id,
        number_id=about.number_id,
    )
    problem = await edge.door.command(who.workspace_id, who.actor, command, callback_id)
    if problem is not None:
        raise ApiProblem(409, problem.code, problem.params)
    return FollowUpCall(interaction_id=callback_id)


async def _mine(edge: Edge, who: Identity, interaction_id: str) -> FollowUp:
    """Raises NotFound for one that is none, or not theirs to see."""
    about = await edge.stores.follow_ups.read(who.workspace_id, known_id(interaction_id, ids.INTERACTION))
    queues = await _queues_of(edge, who)
    if queues is not None and about.queue_id not in queues:
        raise NotFound(kind="follow_ups", id=interaction_id)
    return about


async def _queues_of(edge: Edge, who: Identity) -> frozenset[str] | None:
    """The queues that they serve; None for who sees them all."""
    if may_oversee(who.roles):
        return None
    config = await edge.stores.config.load(who.workspace_id)
    return frozenset(
        queue_id for queue_id, queue in config.queues.items() if can_serve(who.user.skills, queue.needs)
    )
