"""Who asks: from a session cookie or an API token, for requests and WebSockets alike."""

from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
from starlette.requests import HTTPConnection

from ringwell.access.model import Role, User
from ringwell.access.ports import ApiTokens, Sessions
from ringwell.access.roles import main_role, narrowed
from ringwell.kernel.events import Actor

COOKIE: Final = "ringwell_session"
SECURE: Final = "__Host-"
"""Before the name where there is TLS: a browser takes it only with Secure, for this very host."""


def cookie_name(origin: str, *, tls: bool) -> str:
    """The session's cookie of one server. Browsers keep cookies by host alone: servers on other ports have other names."""
    port = urlsplit(origin).port
    name = COOKIE if port is None else f"{COOKIE}_{port}"
    return f"{SECURE}{name}" if tls else name


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """A person at a browser (`session_id`), or a program in a person's name (`token_id`); `roles` are what it may act with."""

    workspace_id: str
    user: User
    roles: tuple[Role, ...]
    session_id: str | None = None
    token_id: str | None = None

    @property
    def actor(self) -> Actor:
        if self.token_id is not None:
            return Actor(kind="token", id=self.token_id, on_behalf_of=self.user.user_id)
        return Actor(kind="user", id=self.user.user_id)

    @property
    def actor_id(self) -> str:
        return self.token_id or self.user.user_id

    @property
    def role(self) -> Role:
        return main_role(self.roles)

    @property
    def agent_id(self) -> str | None:
        return self.user.agent_id if "agent" in self.roles else None


class Shown(msgspec.Struct, frozen=True):
    """The credential that a request shows, not yet checked."""

    kind: Literal["session", "token"]
    secret: str


def shown(connection: HTTPConnection, cookie: str) -> Shown | None:
    """An Authorization header wins over a cookie; a header that is no bearer token shows nothing valid."""
    header = connection.headers.get("authorization")
    if header is not None:
        scheme, _, secret = header.partition(" ")
        return Shown("token", secret.strip() if scheme.lower() == "bearer" else "")
    value = connection.cookies.get(cookie)
    return None if value is None else Shown("session", value)


async def identify(credential: Shown | None, sessions: Sessions, tokens: ApiTokens) -> Identity | None:
    """Who that is; None for nobody. StoreAway."""
    if credential is None or not credential.secret:
        return None
    if credential.kind == "token":
        return await _by_token(credential.secret, tokens)
    session = await sessions.by_token(credential.secret)
    if session is None or session.user.disabled:
        return None
    return Identity(
        workspace_id=session.workspace_id,
        user=session.user,
        roles=session.user.roles,
        session_id=session.session_id,
    )


async def _by_token(secret: str, tokens: ApiTokens) -> Identity | None:
    found = await tokens.by_secret(secret)
    if found is None or found[1].disabled:
        return None
    token, user = found
    # A token never does more than its maker may do today.
    roles = narrowed(user.roles, token.roles)
    return Identity(workspace_id=token.workspace_id, user=user, roles=roles, token_id=token.token_id)
