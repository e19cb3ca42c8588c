"""Signing in and out. Unknown names and wrong passwords get the same answer in the same time; guesses wait longer and longer."""

import math
from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from pydantic import StringConstraints

from ringwell.access.model import Session, UserChange
from ringwell.access.passwords import MAX_LENGTH, check_password
from ringwell.adapters.web.api.me import Me, me_of
from ringwell.adapters.web.api.shapes import Body
from ringwell.adapters.web.edge import Edge, UseEdge, Who, source_of
from ringwell.adapters.web.ended_sessions import leave_desk
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow, allow_anybody
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem, field_problem

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["session"])

NOWHERE: Final = "wsp_00000000000000000000000000000000"
"""A workspace that does not exist: its look-up takes as long as one that does."""


class SignInForm(Body):
    """`login` is name@workspace."""

    login: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=200)]
    password: Annotated[str, StringConstraints(max_length=MAX_LENGTH)]


class PasswordChange(Body):
    """`new`: at least 10 characters, none of the widely used ones."""

    current: Annotated[str, StringConstraints(max_length=MAX_LENGTH)]
    new: Annotated[str, StringConstraints(max_length=MAX_LENGTH)]


@router.post("/session", status_code=201)
@allow_anybody()
async def sign_in(edge: UseEdge, form: SignInForm, request: Request, response: Response) -> Me:
    """Sign in by name and password; sets the session's cookie."""
    if _is_closed(edge, form):
        raise ApiProblem(403, "demo_closed")
    source = source_of(request)
    subjects = [f"sign-in:{form.login} {source}", f"user:{form.login}", f"address:{source}"]
    await _check_guess(edge, subjects)
    session = await _session_for(edge, form, response)
    if session is None:
        edge.metrics.sign_in_failures.inc()
        raise ApiProblem(401, "bad_credentials")
    await edge.stores.guard.succeeded(subjects)
    identity = Identity(workspace_id=session.workspace_id, user=session.user, roles=session.user.roles)
    return await me_of(edge, identity)


def _is_closed(edge: Edge, form: SignInForm) -> bool:
    """Outside demo mode nobody comes into the demo workspace: its passwords stand in the manual."""
    return not edge.settings.demo and form.login.partition("@")[2] == edge.settings.demo_slug


async def _check_guess(edge: Edge, subjects: Sequence[str]) -> None:
    """Count a guess before it is checked; refuse whoever must wait."""
    seconds = await edge.stores.guard.try_now(subjects)
    if seconds > 0:
        whole = math.ceil(seconds)
        headers = {"Retry-After": str(whole)}
        raise ApiProblem(429, "too_many_attempts", {"seconds": whole}, headers=headers)


async def _session_for(edge: Edge, form: SignInForm, response: Response) -> Session | None:
    name, _, slug = form.login.partition("@")
    workspace = await edge.stores.workspaces.by_slug(slug)
    workspace_id = NOWHERE if workspace is None else workspace.workspace_id
    known = await edge.stores.users.credentials(workspace_id, name)
    password_hash = None if known is None or known.user.disabled else known.password_hash
    right = await edge.stores.passwords.verify(password_hash, form.password)
    if not right or known is None:
        return None
    return await give_session(edge, response, workspace_id, known.user.user_id)


async def give_session(edge: Edge, response: Response, workspace_id: str, user_id: str) -> Session:
    """Start a session and put its cookie on the response."""
    lifetime = edge.settings.session_lifetime_s
    token, session = await edge.stores.sessions.start(workspace_id, user_id, lifetime)
    response.set_cookie(
        edge.settings.cookie,
        token,
        max_age=lifetime,
        path="/",
        secure=edge.settings.tls,
        httponly=True,
        samesite="strict",
    )
    return session


@router.delete("/session", status_code=204)
@allow(*EVERY_ROLE)
async def sign_out(edge: UseEdge, who: Who) -> Response:
    """End this session. An agent who has no other is offline then, unless in a call."""
    if who.session_id is not None:
        await edge.stores.sessions.end(who.workspace_id, who.session_id)
    edge.pages.recheck(who.user.user_id)
    if who.session_id is not None:
        await leave_desk(edge, who.workspace_id, who.user, who.actor)
    response = Response(status_code=204)
    response.delete_cookie(
        edge.settings.cookie, path="/", secure=edge.settings.tls, httponly=True, samesite="strict"
    )
    return response


@router.post("/me/password", status_code=204)
@allow(*EVERY_ROLE, keeps_answer=False)
async def change_password(edge: UseEdge, who: Who, change: PasswordChange) -> Response:
    """Choose a new password; every session of this person ends, and this browser gets a new one."""
    account = f"password:{who.user.user_id}"
    await _check_guess(edge, [account])
    known = await edge.stores.users.credentials(who.workspace_id, who.user.sign_in)
    current_hash = None if known is None else known.password_hash
    if not await edge.stores.passwords.verify(current_hash, change.current):
        raise field_problem("current", "wrong_password")
    await edge.stores.guard.succeeded([account])
    code = check_password(change.new, sign_in=who.user.sign_in, name=who.user.name)
    if code is not None:
        raise field_problem("new", code)
    hashed = await edge.stores.passwords.hash(change.new)
    changed = UserChange(password_hash=hashed)
    await edge.stores.users.change(who.workspace_id, who.user.user_id, changed, who.actor)
    edge.pages.recheck(who.user.user_id)
    response = Response(status_code=204)
    if who.session_id is not None:
        await give_session(edge, response, who.workspace_id, who.user.user_id)
    return response
