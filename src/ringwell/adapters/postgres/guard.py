"""Throttled sign-in, answers by idempotency key, and who looked at what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Delete,
    Text,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from ringwell.access.errors import RequestUnderWay
from ringwell.access.model import WHOLE_AUDIT, AuditEntry, AuditFilter
from ringwell.access.ports import UNDER_WAY_S, Answered
from ringwell.access.throttle import FORGET_AFTER_S, RULES, Failures, Rule, wait
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.rows import record_of
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.access import access_log, agents, idempotency_keys, sign_in_attempts
from ringwell.adapters.postgres.tables.base import Id
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids

FORGOTTEN_AFTER: Final = timedelta(seconds=FORGET_AFTER_S)
KEPT_FOR: Final = timedelta(days=1)
ADDRESS: Final = "address:"
SOON_S: Final = 0.1
"""Where somebody else's try has just been counted."""

# One statement for look and count: the row's lock lets one try after another in, each by what the one before left behind.
_TRY: Final = text("""
    INSERT INTO sign_in_attempts AS known (subject, failures, last_at) VALUES (:subject, 1, clock_timestamp())
    ON CONFLICT (subject) DO UPDATE SET last_at = clock_timestamp(), failures = CASE
        WHEN known.last_at < clock_timestamp() - CAST(:forgotten AS interval) THEN 1 ELSE known.failures + 1 END
    WHERE known.failures <= :free OR known.last_at > clock_timestamp() + make_interval(secs => :most) OR known.last_at + make_interval(secs => least(
        CAST(:most AS float8), :first * power(2::float8, least(known.failures - :free - 1, 63)))) <= clock_timestamp()
    RETURNING failures
""")
_TAKE_BACK: Final = text(
    "UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0) WHERE subject = ANY (:subjects)"
)


class _MustWait(Exception):
    """Nothing of this try is counted."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class PostgresSignInGuard:
    """The `SignInGuard` port, by the rules of access/throttle.py."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def try_now(self, subjects: Sequence[str]) -> float:
        try:
            async with self._database.across() as connection:
                await self._try(connection, subjects)
        except _MustWait as refused:
            return refused.seconds
        return 0.0

    async def _try(self, connection: AsyncConnection, subjects: Sequence[str]) -> None:
        counting = True
        for subject in subjects:
            tries = await self._count(connection, subject) if counting else None
            if tries is None:
                seconds = await self._seconds_to_wait(connection, subject)
                if counting or seconds:
                    raise _MustWait(max(seconds, SOON_S))
            elif subject == subjects[0]:
                counting = tries <= _rule(subject).free

    async def succeeded(self, subjects: Sequence[str]) -> None:
        whose = [self._hash(each) for each in subjects if not each.startswith(ADDRESS)]
        whence = [self._hash(each) for each in subjects if each.startswith(ADDRESS)]
        async with self._database.across() as connection:
            await connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.subject.in_(whose)))
            await connection.execute(_TAKE_BACK, {"subjects": whence})

    async def _count(self, connection: AsyncConnection, subject: str) -> int | None:
        """The tries of a subject with this one; None where it has to wait."""
        rule = _rule(subject)
        values = {
            "subject": self._hash(subject),
            "forgotten": FORGOTTEN_AFTER,
            "free": rule.free,
            "first": rule.first_s,
            "most": rule.most_s,
        }
        return await connection.scalar(_TRY, values)

    async def _seconds_to_wait(self, connection: AsyncConnection, subject: str) -> float:
        attempts = sign_in_attempts.c
        wanted = select(attempts.failures, attempts.last_at).where(attempts.subject == self._hash(subject))
        row = (await connection.execute(wanted)).first()
        known = None if row is None else Failures(row[0], row[1].timestamp())
        return wait(_rule(subject), known, datetime.now(UTC).timestamp())

    def _hash(self, subject: str) -> bytes:
        return self._sealer.hash("", "sign-in", subject.casefold())


def _rule(subject: str) -> Rule:
    return RULES[subject.partition(":")[0]]


class PostgresIdempotency:
    """The `Idempotency` port."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def begin(self, workspace_id: str, actor_id: str, key: str, fingerprint: str) -> Answered | None:
        keys = idempotency_keys.c
        # Keyed: what a request held, such as a new person's password, must not be guessed from its hash.
        fingerprint = self._sealer.hash(workspace_id, "request", fingerprint).hex()
        first = upsert(idempotency_keys).values(
            workspace_id=workspace_id, actor_id=actor_id, key=key, fingerprint=fingerprint
        )
        lost = (
            keys.status.is_(None)
            & (keys.fingerprint == fingerprint)
            & (keys.created_at < func.now() - timedelta(seconds=UNDER_WAY_S))
        )
        mine = first.on_conflict_do_update(
            index_elements=["workspace_id", "actor_id", "key"], set_={"created_at": func.now()}, where=lost
        ).returning(keys.key)
        known = select(keys.fingerprint, keys.status, keys.body, keys.etag).where(
            keys.actor_id == actor_id, keys.key == key
        )
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(delete_old_answers())
            if await connection.scalar(mine) is not None:
                return None
            row = (await connection.execute(known)).one()
        if row.fingerprint != fingerprint:
            raise AlreadyExists(field="idempotency_key")
        if row.status is None:
            raise RequestUnderWay
        return Answered(status=row.status, body=row.body or b"", etag=row.etag)

    async def finish(self, workspace_id: str, actor_id: str, key: str, answered: Answered) -> None:
        keys = idempotency_keys.c
        mine = (keys.actor_id == actor_id) & (keys.key == key)
        values = {"status": answered.status, "body": answered.body, "etag": answered.etag}
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(update(idempotency_keys).where(mine).values(values))

    async def forget(self, workspace_id: str, actor_id: str, key: str) -> None:
        keys = idempotency_keys.c
        mine = (keys.actor_id == actor_id) & (keys.key == key)
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(delete(idempotency_keys).where(mine))


def delete_old_answers() -> Delete:
    """Answers are kept for a day."""
    return delete(idempotency_keys).where(idempotency_keys.c.created_at < func.now() - KEPT_FOR)


_AUDIT: Final = table(
    "audit",
    column("entry_id", Id(kinds.EVENT)),
    column("at"),
    column("type"),
    column("actor_kind"),
    column("actor_id"),
    column("on_behalf_of"),
    column("object_id"),
    column("params", JSONB),
)


class PostgresAudit:
    """The `AuditTrail` port: a view of the log, and the access log beside it."""

    def __init__(self, database: Database, ids: Ids) -> None:
        self._database = database
        self._ids = ids

    async def looked(
        self, workspace_id: str, by: Actor, action: str, object_id: str, params: Mapping[str, object]
    ) -> None:
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(
                insert(access_log).values(
                    workspace_id=workspace_id,
                    access_id=self._ids.new(kinds.ACCESS),
                    actor_kind=by.kind,
                    actor_id=by.id,
                    on_behalf_of=by.on_behalf_of,
                    action=action,
                    object_id=object_id,
                    params=dict(params),
                )
            )

    async def page(
        self,
        workspace_id: str,
        wanted: AuditFilter = WHOLE_AUDIT,
        *,
        before: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Sequence[AuditEntry]:
        entries = (
            select(_AUDIT)
            .where(*_matching(wanted))
            .order_by(_AUDIT.c.at.desc(), _AUDIT.c.entry_id.desc())
            .limit(limit)
        )
        if before is not None:
            at, entry_id = before
            same = (_AUDIT.c.at == at) & (_AUDIT.c.entry_id < entry_id)
            entries = entries.where(_AUDIT.c.at <= at, (_AUDIT.c.at < at) | same)
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(entries)).mappings()
            return [record_of(row, AuditEntry) for row in rows]


def _matching(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    entry = _AUDIT.c
    yield entry.type.in_(wanted.types)
    yield or_(entry.type != "agent.state_changed", ~_own_state())
    if wanted.actor_id is not None:
        yield or_(entry.actor_id == wanted.actor_id, entry.on_behalf_of == wanted.actor_id)
    if wanted.since is not None:
        yield entry.at >= wanted.since
    if wanted.until is not None:
        yield entry.at < wanted.until


def _own_state() -> ColumnElement[bool]:
    """The agent whose state it is did it."""
    mine = (_words_of(kinds.AGENT, agents.c.agent_id) == _AUDIT.c.params["agent_id"].astext) & (
        _words_of(kinds.USER, agents.c.user_id) == _AUDIT.c.actor_id
    )
    return exists(select(agents.c.agent_id).where(mine))


def _words_of(kind: str, key: ColumnElement[str]) -> ColumnElement[str]:
    """An id as facts write it."""
    return func.concat(kind, "_", func.replace(cast(key, Text), "-", ""))
