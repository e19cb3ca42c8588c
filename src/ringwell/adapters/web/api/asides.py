"""Questions to specialists beside a call: an agent asks a team, everybody of the team and of the call reads and writes, who oversees too."""

from collections.abc import Collection, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.shapes import Body, View, Written, id_pattern, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.names import Names
from ringwell.adapters.web.problems import ApiProblem, field_problem
from ringwell.agents.model import Team
from ringwell.customers.asides import LONGEST, MOST_LINES, Aside, NewAside, NewLine, Reader
from ringwell.kernel import ids
from ringwell.kernel.errors import NotFound

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["questions to specialists"])

InteractionId = Annotated[str, StringConstraints(pattern=id_pattern(ids.INTERACTION))]


def _says(text: str) -> str:
    if not text.strip():
        raise ValueError("says nothing")
    return text


Said = Annotated[Written, Field(max_length=LONGEST), AfterValidator(_says)]


class NewAsideBody(Body):
    """`aside_id` and `line_id` are chosen by who asks: the same ones again are the same question, not a second one."""

    aside_id: Annotated[str, Field(pattern=id_pattern(ids.ASIDE))]
    line_id: Annotated[str, Field(pattern=id_pattern(ids.ASIDE_LINE))]
    interaction_id: InteractionId
    team_id: Annotated[str, Field(pattern=id_pattern(ids.TEAM))]
    text: Said


class NewLineBody(Body):
    line_id: Annotated[str, Field(pattern=id_pattern(ids.ASIDE_LINE))]
    text: Said


class Seen(Body):
    """How many lines the reader has read."""

    lines: Annotated[int, Field(ge=0, le=MOST_LINES)]


class AsideLineView(View):
    """`text` is null once the contact was erased."""

    line_id: str
    user_id: str
    author: str | None
    at: AwareDatetime
    text: str | None


class AsideView(View):
    """A question and what was written to it. `own_call`: the reader asked it, or talks in this call. `unread`: lines of others that the
    reader has not read. `over_at`: it was solved, or its call has ended."""

    aside_id: str
    interaction_id: str
    short_ref: str
    project_name: str | None
    team_id: str
    team_name: str | None
    asked_by: str
    asker: str | None
    asked_at: AwareDatetime
    over_at: AwareDatetime | None
    own_call: bool
    may_write: bool
    unread: int
    lines: list[AsideLineView]


class AsideList(View):
    """The oldest first."""

    items: list[AsideView]


class AsideGroupView(View):
    """A team that may be asked about a call; `online`: how many of it are at their desks."""

    team_id: str
    name: str
    online: int


class AsideGroupList(View):
    items: list[AsideGroupView]


@router.get("/aside-groups")
@allow(*EVERY_ROLE)
async def list_aside_groups(edge: UseEdge, who: Who, interaction: InteractionId) -> AsideGroupList:
    """Whom the reader may ask about this call, those at their desks first. Nobody, where it is not the reader's call."""
    if who.user.user_id not in await edge.stores.asides.talkers(who.workspace_id, interaction):
        return AsideGroupList(items=[])
    online = await edge.stores.asides.online(who.workspace_id)
    groups = [
        AsideGroupView(team_id=team.team_id, name=team.name, online=online.get(team.team_id, 0))
        for team in await _groups(edge, who, interaction)
    ]
    return AsideGroupList(items=sorted(groups, key=lambda group: (-group.online, group.name.casefold())))


@router.get("/asides")
@allow(*EVERY_ROLE)
async def list_asides(
    edge: UseEdge, who: Who, interaction: Annotated[InteractionId | None, Query()] = None
) -> AsideList:
    """Without an interaction the open ones of the reader's team and calls; else all of the interaction that the reader may read."""
    stores, reader = edge.stores, _reader(who)
    if interaction is None:
        found = await stores.asides.open_for(who.workspace_id, reader.user_id, reader.team_id)
    else:
        found = await stores.asides.of_interaction(who.workspace_id, interaction)
    return AsideList(items=await _views(edge, who, [each for each in found if reader.may_read(each)]))


@router.post("/asides", status_code=201)
@allow("agent", keeps_answer=False)
async def ask_aside(edge: UseEdge, who: Who, asked: NewAsideBody) -> AsideView:
    """Ask a team about the call that one is in. 409 where the call is over or too much is open."""
    place = who.workspace_id
    if who.user.user_id not in await edge.stores.asides.talkers(place, asked.interaction_id):
        raise ApiProblem(409, "aside.not_your_call")
    if asked.team_id not in {team.team_id for team in await _groups(edge, who, asked.interaction_id)}:
        raise field_problem("team_id", "aside_no_group")
    new = NewAside(**asked.model_dump(), user_id=who.user.user_id)
    return await _view(edge, who, await edge.stores.asides.ask(place, new, who.actor))


@router.post("/asides/{aside_id}/lines", status_code=201)
@allow(*EVERY_ROLE, keeps_answer=False)
async def answer_aside(edge: UseEdge, who: Who, aside_id: str, line: NewLineBody) -> AsideView:
    """Answer, or ask further. Committed when this is answered."""
    aside = await _mine(edge, who, aside_id)
    new = NewLine(line_id=line.line_id, aside_id=aside.aside_id, user_id=who.user.user_id, text=line.text)
    return await _view(edge, who, await edge.stores.asides.write(who.workspace_id, new, who.actor))


@router.put("/asides/{aside_id}/seen", status_code=204)
@allow(*EVERY_ROLE)
async def set_aside_seen(edge: UseEdge, who: Who, aside_id: str, seen: Seen) -> Response:
    """The reader has read so many lines."""
    aside = await _mine(edge, who, aside_id)
    lines = min(seen.lines, len(aside.lines))
    await edge.stores.asides.saw(who.workspace_id, aside.aside_id, who.user.user_id, lines)
    return Response(status_code=204)


@router.put("/asides/{aside_id}/solved", status_code=204)
@allow(*EVERY_ROLE)
async def set_aside_solved(edge: UseEdge, who: Who, aside_id: str) -> Response:
    """It is answered: who is in the call says so, or who oversees."""
    aside = await _mine(edge, who, aside_id)
    if not _reader(who).may_solve(aside):
        raise ApiProblem(403, "forbidden")
    await edge.stores.asides.solve(who.workspace_id, aside.aside_id, who.user.user_id, who.actor)
    return Response(status_code=204)


async def _groups(edge: Edge, who: Identity, interaction_id: str) -> Sequence[Team]:
    """The teams that answer questions about such calls."""
    call = await edge.stores.interactions.read(who.workspace_id, interaction_id)
    config = await edge.stores.config.load(who.workspace_id)
    queue = config.queues.get(call.queue_id or "")
    skills = () if queue is None else tuple(need.skill_id for need in queue.needs)
    return [team for team in config.teams.values() if _answers(team, call.project_id, skills)]


def _answers(team: Team, project_id: str | None, skills: Collection[str]) -> bool:
    return team.answers is not None and team.answers.cover(project_id, skills)


def _reader(who: Identity) -> Reader:
    """A program in somebody's name reads what they do; of a team are agents only."""
    team_id = who.user.team_id if "agent" in who.roles else None
    return Reader(user_id=who.user.user_id, team_id=team_id, oversees=may_oversee(who.roles))


async def _mine(edge: Edge, who: Identity, aside_id: str) -> Aside:
    """NotFound for one that they may not read."""
    aside = await edge.stores.asides.read(who.workspace_id, known_id(aside_id, ids.ASIDE))
    if not _reader(who).may_read(aside):
        raise NotFound(kind="asides", id=aside_id)
    return aside


async def _view(edge: Edge, who: Identity, aside: Aside) -> AsideView:
    return (await _views(edge, who, [aside]))[0]


async def _views(edge: Edge, who: Identity, asides: Sequence[Aside]) -> list[AsideView]:
    names = await edge.names.of(edge.stores, who.workspace_id)
    return [_shown(aside, names, who.user.user_id) for aside in asides]


def _shown(aside: Aside, names: Names, user_id: str) -> AsideView:
    lines = [
        AsideLineView(
            line_id=line.line_id,
            user_id=line.user_id,
            author=names.users.get(line.user_id),
            at=line.at,
            text=line.text,
        )
        for line in aside.lines
    ]
    return AsideView(
        aside_id=aside.aside_id,
        interaction_id=aside.interaction_id,
        short_ref=aside.short_ref,
        project_name=names.projects.get(aside.project_id or ""),
        team_id=aside.team_id,
        team_name=names.teams.get(aside.team_id),
        asked_by=aside.asked_by,
        asker=names.users.get(aside.asked_by),
        asked_at=aside.asked_at,
        over_at=aside.over_at,
        own_call=user_id in {aside.asked_by, *aside.talkers},
        may_write=aside.over_at is None,
        unread=aside.unread(user_id),
        lines=lines,
    )
