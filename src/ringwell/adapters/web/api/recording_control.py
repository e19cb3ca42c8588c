"""Pausing a live call's recording from a program, as a form for card data does."""

from typing import Literal

from fastapi import APIRouter

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.shapes import Body, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem
from ringwell.journeys.commands import PauseRecording, ResumeRecording
from ringwell.kernel import ids

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["recordings"])


class ResumeAsked(Body):
    """What asks. A `form` ends only a pause that a form has begun."""

    why: Literal["api", "form"] = "api"


class PauseAsked(Body):
    """What asks: a program, or a field of a form that is being filled in."""

    why: Literal["api", "form"] = "api"


@router.post("/interactions/{interaction_id}/recording/pause", status_code=202)
@allow(*EVERY_ROLE)
async def pause_recording(edge: UseEdge, who: Who, interaction_id: str, asked: PauseAsked) -> None:
    """Record silence until it is resumed, whoever the caller is brought to, or the call ends; for a `form` two minutes at most, and not when the
    caller is brought to somebody else. An agent for the own call, for a `form` also for one in whose talk it is, who oversees for any. The call on the
    live socket tells when the switch has done it: `paused_since`, and `pausing` no more."""
    about = await _known(edge, who, interaction_id)
    await _ask(edge, who, PauseRecording(agent_id=_whose(who), interaction_id=about, why=asked.why))


@router.post("/interactions/{interaction_id}/recording/resume", status_code=202)
@allow(*EVERY_ROLE)
async def resume_recording(
    edge: UseEdge, who: Who, interaction_id: str, asked: ResumeAsked | None = None
) -> None:
    """Go on recording."""
    about = await _known(edge, who, interaction_id)
    why = asked.why if asked else "api"
    await _ask(edge, who, ResumeRecording(agent_id=_whose(who), interaction_id=about, why=why))


async def _known(edge: Edge, who: Identity, interaction_id: str) -> str:
    """Raises NotFound for one of another workspace."""
    key = known_id(interaction_id, ids.INTERACTION)
    await edge.stores.interactions.read(who.workspace_id, key)
    return key


def _whose(who: Identity) -> str | None:
    """None: anybody's call. An agent's own id, one that nobody has where there is no agent."""
    return None if may_oversee(who.roles) else who.agent_id or ""


async def _ask(edge: Edge, who: Identity, command: PauseRecording | ResumeRecording) -> None:
    problem = await edge.door.command(who.workspace_id, who.actor, command, edge.ids.new(ids.EVENT))
    if problem is not None:
        raise ApiProblem(409, problem.code, problem.params)
