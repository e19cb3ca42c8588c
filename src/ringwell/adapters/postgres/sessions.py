"""Sessions of browsers and tokens of programs. Both carry the workspace's id, so that they are looked up as that workspace."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import RowMapping, func, insert, select, update

from ringwell.access.messages import SignedIn, SignedOut, TokenMade, TokenRevoked
from ringwell.access.model import ApiToken, Role, Session, User
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.log import tell_within
from ringwell.adapters.postgres.sealing import token_hash
from ringwell.adapters.postgres.tables.access import api_tokens, sessions, users
from ringwell.adapters.postgres.users import end_sessions, select_users, user_of_row
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import WORKSPACE, Ids, is_id, uuid_of

SECRET_BYTES: Final = 32
API_PREFIX: Final = "rw_"
USED_EVERY: Final = timedelta(minutes=1)
"""How exact a token's last use is."""


class PostgresSessions:
    """The `Sessions` port."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids

    async def start(self, workspace_id: str, user_id: str, lifetime_s: int) -> tuple[str, Session]:
        token = _new_token(workspace_id)
        session_id = self._ids.new(kinds.SESSION)
        now = datetime.now(UTC)
        expires_at = now + timedelta(seconds=lifetime_s)
        by = Actor(kind="user", id=user_id)
        fact = SignedIn(session_id=session_id, user_id=user_id)
        async with self._database.tenant(workspace_id) as connection:
            wanted = select_users().where(users.c.user_id == user_id)
            row = (await connection.execute(wanted)).mappings().first()
            if row is None:
                raise NotFound(kind="users", id=user_id)
            await connection.execute(
                insert(sessions).values(
                    workspace_id=workspace_id,
                    session_id=session_id,
                    user_id=user_id,
                    token_hash=token_hash(token),
                    created_at=now,
                    expires_at=expires_at,
                )
            )
            await tell_within(connection, self._ids, workspace_id, fact, by)
        session = Session(
            session_id=session_id,
            workspace_id=workspace_id,
            user=user_of_row(row),
            created_at=now,
            expires_at=expires_at,
        )
        return token, session

    async def by_token(self, token: str) -> Session | None:
        workspace_id = _workspace_of(token)
        if workspace_id is None:
            return None
        found = _with_user(sessions).where(
            sessions.c.token_hash == token_hash(token),
            sessions.c.ended_at.is_(None),
            sessions.c.expires_at > func.now(),
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(found)).mappings().first()
        if row is None or row["disabled"]:
            return None
        return _session_of_row(workspace_id, row)

    async def of_user(self, workspace_id: str, user_id: str) -> Sequence[Session]:
        mine = (
            _with_user(sessions)
            .where(
                sessions.c.user_id == user_id,
                sessions.c.ended_at.is_(None),
                sessions.c.expires_at > func.now(),
            )
            .order_by(sessions.c.created_at.desc())
        )
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(mine)).mappings().all()
        return [_session_of_row(workspace_id, row) for row in rows]

    async def end(self, workspace_id: str, session_id: str) -> None:
        still = (sessions.c.session_id == session_id) & sessions.c.ended_at.is_(None)
        ended = update(sessions).where(still).values(ended_at=func.now()).returning(sessions.c.user_id)
        async with self._database.tenant(workspace_id) as connection:
            user_id = await connection.scalar(ended)
            if user_id is None:
                return
            fact = SignedOut(session_id=session_id, user_id=user_id, by="person")
            by = Actor(kind="user", id=user_id)
            await tell_within(connection, self._ids, workspace_id, fact, by)

    async def end_all(self, workspace_id: str, user_id: str, by: Actor) -> None:
        whose = "system" if by.kind == "system" else "administrator"
        async with self._database.tenant(workspace_id) as connection:
            await end_sessions(connection, self._ids, workspace_id, user_id, by, whose)


class PostgresApiTokens:
    """The `ApiTokens` port."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids

    async def all(self, workspace_id: str) -> Sequence[ApiToken]:
        wanted = select(api_tokens).where(api_tokens.c.revoked_at.is_(None)).order_by(api_tokens.c.name)
        async with self._database.tenant(workspace_id) as connection:
            return [_token_of_row(row) for row in (await connection.execute(wanted)).mappings()]

    async def make(
        self, workspace_id: str, user_id: str, name: str, roles: Sequence[Role], by: Actor
    ) -> tuple[str, ApiToken]:
        secret = API_PREFIX + _new_token(workspace_id)
        token = ApiToken(
            token_id=self._ids.new(kinds.API_KEY),
            workspace_id=workspace_id,
            user_id=user_id,
            name=name,
            roles=tuple(roles),
            created_at=datetime.now(UTC),
        )
        fact = TokenMade(token_id=token.token_id, user_id=user_id)
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(
                insert(api_tokens).values(
                    workspace_id=workspace_id,
                    token_id=token.token_id,
                    user_id=user_id,
                    name=name,
                    roles=list(roles),
                    token_hash=token_hash(secret),
                    created_at=token.created_at,
                )
            )
            await tell_within(connection, self._ids, workspace_id, fact, by)
        return secret, token

    async def by_secret(self, secret: str) -> tuple[ApiToken, User] | None:
        if not secret.startswith(API_PREFIX):
            return None
        workspace_id = _workspace_of(secret.removeprefix(API_PREFIX))
        if workspace_id is None:
            return None
        found = _with_user(api_tokens).where(
            api_tokens.c.token_hash == token_hash(secret), api_tokens.c.revoked_at.is_(None)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(found)).mappings().first()
            if row is None or row["disabled"]:
                return None
            token = _token_of_row(row)
            now = datetime.now(UTC)
            if token.last_used_at is None or now - token.last_used_at > USED_EVERY:
                mine = api_tokens.c.token_id == token.token_id
                await connection.execute(update(api_tokens).where(mine).values(last_used_at=now))
        return token, user_of_row(row)

    async def revoke(self, workspace_id: str, token_id: str, by: Actor) -> str:
        still = (api_tokens.c.token_id == token_id) & api_tokens.c.revoked_at.is_(None)
        revoked = (
            update(api_tokens).where(still).values(revoked_at=func.now()).returning(api_tokens.c.user_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            user_id: str | None = await connection.scalar(revoked)
            if user_id is None:
                raise NotFound(kind="api-tokens", id=token_id)
            fact = TokenRevoked(token_id=token_id)
            await tell_within(connection, self._ids, workspace_id, fact, by)
        return user_id


def _session_of_row(workspace_id: str, row: RowMapping) -> Session:
    return Session(
        session_id=row["session_id"],
        workspace_id=workspace_id,
        user=user_of_row(row),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
    )


def _new_token(workspace_id: str) -> str:
    return f"{uuid_of(workspace_id).hex}.{secrets.token_urlsafe(SECRET_BYTES)}"


def _workspace_of(token: str) -> str | None:
    digits, dot, secret = token.partition(".")
    workspace_id = f"{WORKSPACE}_{digits}"
    return workspace_id if dot and secret and is_id(workspace_id, WORKSPACE) else None


def _with_user(table: Any) -> Any:
    """Rows of a table with the user that each belongs to; the user's own columns keep their names."""
    people = select_users().subquery("people")
    own = [column for column in table.c if column.name not in ("roles", "name", "user_id")]
    whose = [column for column in people.c if column.name not in ("name", "roles")]
    extra = [table.c[name].label(f"token_{name}") for name in ("roles", "name") if name in table.c]
    return select(*own, *whose, people.c.name, people.c.roles, *extra).join_from(
        table, people, people.c.user_id == table.c.user_id
    )


def _token_of_row(row: RowMapping) -> ApiToken:
    return ApiToken(
        token_id=row["token_id"],
        workspace_id=row["workspace_id"],
        user_id=row["user_id"],
        name=row["token_name"] if "token_name" in row else row["name"],
        roles=tuple(row["token_roles"] if "token_roles" in row else row["roles"]),
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
    )
