"""What came of introductions to clients' owners: figures, and owners' answers as suggestions for the knowledge base."""

from datetime import date, timedelta
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import AwareDatetime

from ringwell.adapters.web.api.figures import FirstDay, LastDay, period
from ringwell.adapters.web.api.shapes import Body, View, known_id
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.calls.owner_messages import OwnerEnded
from ringwell.customers.messages import AnswerState
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import INTERACTION, NOTE
from ringwell.kpis.definitions import owner_success
from ringwell.kpis.owners import by_day

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["owners"])

LOOK_BACK = timedelta(days=92)
MOST_ANSWERS = 200


class OwnerDayView(View):
    """A project's introductions on one day of the workspace's zone, by how they ended. `reached`: an owner answered, on average after
    `reach_s` seconds; `stopped`: by the caller or the agent, before; `helped`: the share that helped the caller."""

    day: date
    client_name: str | None
    project_id: str | None
    project_name: str | None
    sought: int
    reached: int
    connected: int
    answered: int
    message: int
    call_back: int
    refused: int
    nobody: int
    stopped: int
    reach_s: float | None
    helped: float | None


class OwnerDays(View):
    items: list[OwnerDayView]


class OwnerAnswerView(View):
    """What an owner had said to a customer, as the agent wrote it."""

    note_id: str
    interaction_id: str
    at: AwareDatetime
    text: str
    owner_name: str | None
    client_name: str | None
    project_name: str | None
    agent_name: str | None
    state: AnswerState


class OwnerAnswerList(View):
    items: list[OwnerAnswerView]


class AnswerDecision(Body):
    """`kept` for the knowledge base, or `dropped`; `new` takes that back."""

    state: Literal["new", "kept", "dropped"]


@router.get("/figures/owners")
@allow("administrator", "supervisor")
async def owner_figures(edge: UseEdge, who: Who, since: FirstDay, until: LastDay) -> OwnerDays:
    """Newest day first; days and projects without introductions are left out. At most 92 days."""
    zone, begin, end = await period(edge, who, since, until)
    events = await edge.stores.figures.owner_events(who.workspace_id, begin, end)
    names = await edge.names.of(edge.stores, who.workspace_id)
    days = [
        OwnerDayView(
            day=each.day,
            client_name=names.clients.get(each.client_id or ""),
            project_id=each.project_id,
            project_name=names.projects.get(each.project_id or ""),
            reach_s=each.tally.reach_ms / each.tally.reached / 1000 if each.tally.reached else None,
            helped=owner_success(each.tally),
            **{
                name: getattr(each.tally, name) for name in each.tally.__struct_fields__ if name != "reach_ms"
            },
        )
        for each in by_day(events, zone)
    ]
    return OwnerDays(items=days)


@router.get("/owner-answers")
@allow("administrator", "supervisor")
async def list_owner_answers(edge: UseEdge, who: Who, state: AnswerState = "new") -> OwnerAnswerList:
    """Owners' answers of the last 92 days, newest first, at most 200; those of erased customers are gone."""
    now = edge.now()
    events = await edge.stores.figures.owner_events(who.workspace_id, now - LOOK_BACK, now)
    ended = [
        (event, event.fact)
        for event in reversed(events)
        if isinstance(event.fact, OwnerEnded) and event.fact.outcome == "answered"
    ]
    ids = [fact.note_id for _, fact in ended if fact.note_id]
    notes = await edge.stores.notes.named(who.workspace_id, ids)
    decided = await edge.stores.owner_answers.decided(who.workspace_id, ids)
    names = await edge.names.of(edge.stores, who.workspace_id)
    items = list[OwnerAnswerView]()
    for event, fact in ended:
        note = notes.get(fact.note_id or "")
        if note is None or note.text is None or decided.get(note.note_id, "new") != state:
            continue
        items.append(
            OwnerAnswerView(
                note_id=note.note_id,
                interaction_id=note.interaction_id,
                at=event.occurred_at,
                text=note.text,
                owner_name=names.owners.get(fact.owner_id or ""),
                client_name=names.clients.get(event.client_id or ""),
                project_name=names.projects.get(event.project_id or ""),
                agent_name=names.agents.get(event.agent_id or ""),
                state=state,
            )
        )
    return OwnerAnswerList(items=items[:MOST_ANSWERS])


@router.put("/interactions/{interaction_id}/owner-answers/{note_id}", status_code=204)
@allow("administrator", "supervisor")
async def decide_owner_answer(
    edge: UseEdge, who: Who, interaction_id: str, note_id: str, decision: AnswerDecision
) -> Response:
    """Say what becomes of an answer. Committed when this is answered."""
    about, note = known_id(interaction_id, INTERACTION), known_id(note_id, NOTE)
    events = await edge.stores.interactions.timeline(who.workspace_id, about)
    if all(not isinstance(event.fact, OwnerEnded) or event.fact.note_id != note for event in events):
        raise NotFound(kind="owner_answers", id=note)
    await edge.stores.owner_answers.decide(
        who.workspace_id, about, note, decision.state, who.user.user_id, who.actor
    )
    return Response(status_code=204)
