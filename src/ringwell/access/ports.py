"""What the access room needs of the outside. Everything raises StoreAway when the database does not answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

import msgspec

from ringwell.access.model import (
    WHOLE_AUDIT,
    ApiToken,
    AuditEntry,
    AuditFilter,
    Credentials,
    LevelsChange,
    NewUser,
    PeopleNames,
    Role,
    Session,
    User,
    UserChange,
    Workspace,
)
from ringwell.kernel.events import Actor
from ringwell.kernel.settings import WorkspaceSettings

UNDER_WAY_S: Final = 30.0
"""Longer than any request of the API takes."""


class Passwords(Protocol):
    """Argon2id, off the event loop."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Takes the same time whether there is a hash or not."""
        ...


class Workspaces(Protocol):
    async def by_slug(self, slug: str) -> Workspace | None: ...

    async def read(self, workspace_id: str) -> Workspace:
        """NotFound."""
        ...

    async def settings(self, workspace_id: str) -> WorkspaceSettings: ...

    async def change_settings(
        self,
        workspace_id: str,
        changes: Mapping[str, object],
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Workspace:
        """Set some fields of WorkspaceSettings. InvalidValue, VersionConflict."""
        ...


class Users(Protocol):
    async def all(self, workspace_id: str) -> Sequence[User]:
        """All users by sign-in name."""
        ...

    async def names(self, workspace_id: str) -> PeopleNames: ...

    async def read(self, workspace_id: str, user_id: str) -> User:
        """NotFound."""
        ...

    async def credentials(self, workspace_id: str, sign_in: str) -> Credentials | None: ...

    async def create(self, workspace_id: str, new: NewUser, by: Actor) -> User:
        """AlreadyExists(field=sign_in), UnknownReference(kind=skills, teams, sites or projects)."""
        ...

    async def change(
        self, workspace_id: str, user_id: str, change: UserChange, by: Actor, *, if_version: int | None = None
    ) -> User:
        """NotFound, VersionConflict, LastAdministrator. Disabling, other roles, or a new password, ends the user's sessions."""
        ...

    async def change_levels(
        self, workspace_id: str, changes: Sequence[LevelsChange], by: Actor
    ) -> Sequence[User]:
        """Levels of many agents, each named once: all of them or none. The users as they are then, by sign-in name.

        NotFound and VersionConflict name the `user`; InvalidValue where one is no agent; UnknownReference(kind=skills).
        """
        ...

    async def remove(
        self, workspace_id: str, user_id: str, by: Actor, *, if_version: int | None = None
    ) -> None:
        """The user can no longer sign in and is in no list; what the log says of them stays. NotFound, VersionConflict,
        LastAdministrator."""
        ...


class Sessions(Protocol):
    """Server-side sessions. A token is given out once; only its hash is kept."""

    async def start(self, workspace_id: str, user_id: str, lifetime_s: int) -> tuple[str, Session]:
        """The token for the cookie (it carries the workspace's id) and the session."""
        ...

    async def by_token(self, token: str) -> Session | None:
        """None when unknown, malformed, over, or the user is disabled."""
        ...

    async def of_user(self, workspace_id: str, user_id: str) -> Sequence[Session]:
        """Those that still hold, newest first."""
        ...

    async def end(self, workspace_id: str, session_id: str) -> None: ...

    async def end_all(self, workspace_id: str, user_id: str, by: Actor) -> None:
        """All of a user, by an administrator or by Ringwell itself."""
        ...


class ApiTokens(Protocol):
    async def all(self, workspace_id: str) -> Sequence[ApiToken]: ...

    async def make(
        self, workspace_id: str, user_id: str, name: str, roles: Sequence[Role], by: Actor
    ) -> tuple[str, ApiToken]:
        """The secret (`rw_…`, shown once) and the token."""
        ...

    async def by_secret(self, secret: str) -> tuple[ApiToken, User] | None:
        """None when unknown, malformed, revoked, or its user is disabled."""
        ...

    async def revoke(self, workspace_id: str, token_id: str, by: Actor) -> str:
        """Whose it was, as the user's id. NotFound."""
        ...


class SignInGuard(Protocol):
    """Throttles guesses. `subjects` are texts such as `address:127.0.0.1` whose first word names a rule of access/throttle.py, the
    narrowest first; only keyed hashes are kept."""

    async def try_now(self, subjects: Sequence[str]) -> float:
        """Count a try, before it is known whether it is right, and return 0; or, where one must wait, return for how many seconds,
        and count nothing. Of many at once, no more are let through than of the same one after another.

        Once the narrowest subject has no free tries left, the others are looked at and no longer counted.
        """
        ...

    async def succeeded(self, subjects: Sequence[str]) -> None:
        """It was right: forget the tries of who it was, and take this one back from the address."""
        ...


class AuditTrail(Protocol):
    async def looked(
        self, workspace_id: str, by: Actor, action: str, object_id: str, params: Mapping[str, object]
    ) -> None:
        """Keep that somebody listened, exported, read. `action` such as `recording.listened`."""
        ...

    async def page(
        self,
        workspace_id: str,
        wanted: AuditFilter = WHOLE_AUDIT,
        *,
        before: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Sequence[AuditEntry]:
        """Newest first. `before` is the time and id of the last entry seen: many bear one time.

        What agents do to their own state is left out.
        """
        ...


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a request with an idempotency key was answered the first time."""

    status: int
    body: bytes
    etag: str | None = None


class Idempotency(Protocol):
    """Answers by `Idempotency-Key`, per actor, for a day."""

    async def begin(self, workspace_id: str, actor_id: str, key: str, fingerprint: str) -> Answered | None:
        """None: go on, and call `finish`. AlreadyExists(field=idempotency_key): the key was used for another request.
        RequestUnderWay: the first one has no answer yet; after UNDER_WAY_S without one it is held to be lost."""
        ...

    async def finish(self, workspace_id: str, actor_id: str, key: str, answered: Answered) -> None: ...

    async def forget(self, workspace_id: str, actor_id: str, key: str) -> None:
        """The request failed in a way that may be tried again."""
        ...
