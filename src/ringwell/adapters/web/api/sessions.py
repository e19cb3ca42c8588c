"""Where a person is signed in, and how to end that elsewhere."""

from fastapi import APIRouter, Response
from pydantic import AwareDatetime

from ringwell.adapters.web.api.shapes import Page, View, known_id
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.ended_sessions import leave_desk, silence_page
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import SESSION, USER

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["session"])


class SessionView(View):
    """A signed-in browser. `current` is the one that asks."""

    session_id: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    current: bool


@router.get("/sessions")
@allow(*EVERY_ROLE)
async def list_sessions(edge: UseEdge, who: Who) -> Page[SessionView]:
    """One's own sessions, newest first."""
    sessions = await edge.stores.sessions.of_user(who.workspace_id, who.user.user_id)
    items = [
        SessionView(
            session_id=session.session_id,
            created_at=session.created_at,
            expires_at=session.expires_at,
            current=session.session_id == who.session_id,
        )
        for session in sessions
    ]
    return Page(items=items)


@router.delete("/sessions/{session_id}", status_code=204)
@allow(*EVERY_ROLE)
async def end_session(edge: UseEdge, who: Who, session_id: str) -> Response:
    """End one of one's own sessions: its pages are signed out at once."""
    wanted = known_id(session_id, SESSION)
    mine = await edge.stores.sessions.of_user(who.workspace_id, who.user.user_id)
    if wanted not in {session.session_id for session in mine}:
        raise NotFound
    await edge.stores.sessions.end(who.workspace_id, wanted)
    edge.pages.recheck(who.user.user_id)
    return Response(status_code=204)


@router.delete("/users/{user_id}/sessions", status_code=204)
@allow("administrator")
async def end_user_sessions(edge: UseEdge, who: Who, user_id: str) -> Response:
    """Sign a person out everywhere. An agent is offline then, unless in a call."""
    user = await edge.stores.users.read(who.workspace_id, known_id(user_id, USER))
    await edge.stores.sessions.end_all(who.workspace_id, user.user_id, who.actor)
    edge.pages.recheck(user.user_id)
    await silence_page(edge, who.workspace_id, user)
    await leave_desk(edge, who.workspace_id, user, who.actor)
    return Response(status_code=204)
