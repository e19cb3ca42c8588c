"""Throttled sign-in, answers by idempotency key, and who looked at what."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import column, delete, insert, select, table, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from ringwell.access.model import AuditEntry
from ringwell.access.ports import Answered
from ringwell.access.throttle import ACCOUNT, FORGET_AFTER_S, SOURCE, Failures, Rule, wait
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.rows import record_of
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.access import access_log, idempotency_keys, sign_in_attempts
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import Ids

FORGOTTEN_AFTER: Final = timedelta(seconds=FORGET_AFTER_S)
KEPT_FOR: Final = timedelta(days=1)


class PostgresSignInGuard:
    """The `SignInGuard` port, by the rules of access/throttle.py: one for `address:` subjects, one for all others."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def seconds_to_wait(self, subjects: Sequence[str]) -> float:
        rules = {self._hash(subject): _rule(subject) for subject in subjects}
        wanted = select(sign_in_attempts).where(sign_in_attempts.c.subject.in_(rules))
        async with self._database.across() as connection:
            rows = (await connection.execute(wanted)).all()
        now = datetime.now(UTC).timestamp()
        waits = (
            wait(rules[subject], Failures(failures, last_at.timestamp()), now)
            for subject, failures, last_at in rows
        )
        return max(waits, default=0.0)

    async def failed(self, subjects: Sequence[str]) -> None:
        attempts = sign_in_attempts.c
        now = datetime.now(UTC)
        async with self._database.across() as connection:
            for subject in sorted(self._hash(each) for each in subjects):
                first = upsert(sign_in_attempts).values(subject=subject, failures=1, last_at=now)
                again = text(
                    "CASE WHEN sign_in_attempts.last_at < :forgotten THEN 1 ELSE sign_in_attempts.failures + 1 END"
                ).bindparams(forgotten=now - FORGOTTEN_AFTER)
                await connection.execute(
                    first.on_conflict_do_update(
                        index_elements=[attempts.subject], set_={"failures": again, "last_at": now}
                    )
                )
            await connection.execute(
                delete(sign_in_attempts).where(attempts.last_at < now - 2 * FORGOTTEN_AFTER)
            )

    async def succeeded(self, subjects: Sequence[str]) -> None:
        mine = sign_in_attempts.c.subject.in_([self._hash(subject) for subject in subjects])
        async with self._database.across() as connection:
            await connection.execute(delete(sign_in_attempts).where(mine))

    def _hash(self, subject: str) -> bytes:
        return self._sealer.hash("", "sign-in", subject.casefold())


def _rule(subject: str) -> Rule:
    return SOURCE if subject.startswith("address:") else ACCOUNT


class PostgresIdempotency:
    """The `Idempotency` port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, workspace_id: str, actor_id: str, key: str, fingerprint: str) -> Answered | None:
        keys = idempotency_keys.c
        first = (
            upsert(idempotency_keys)
            .values(workspace_id=workspace_id, actor_id=actor_id, key=key, fingerprint=fingerprint)
            .on_conflict_do_nothing()
            .returning(keys.key)
        )
        known = select(keys.fingerprint, keys.status, keys.body).where(
            keys.actor_id == actor_id, keys.key == key
        )
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(
                delete(idempotency_keys).where(keys.created_at < datetime.now(UTC) - KEPT_FOR)
            )
            if await connection.scalar(first) is not None:
                return None
            row = (await connection.execute(known)).one()
        if row.fingerprint != fingerprint or row.status is None:
            raise AlreadyExists(field="idempotency_key")
        return Answered(status=row.status, body=row.body or b"")

    async def finish(self, workspace_id: str, actor_id: str, key: str, answered: Answered) -> None:
        keys = idempotency_keys.c
        mine = (keys.actor_id == actor_id) & (keys.key == key)
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(
                update(idempotency_keys).where(mine).values(status=answered.status, body=answered.body)
            )

    async def forget(self, workspace_id: str, actor_id: str, key: str) -> None:
        keys = idempotency_keys.c
        mine = (keys.actor_id == actor_id) & (keys.key == key)
        async with self._database.tenant(workspace_id) as connection:
            await connection.execute(delete(idempotency_keys).where(mine))


_AUDIT: Final = table(
    "audit",
    column("at"),
    column("type"),
    column("actor_kind"),
    column("actor_id"),
    column("on_behalf_of"),
    column("object_id"),
    column("params"),
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
        self, workspace_id: str, *, before: datetime | None = None, limit: int = 100
    ) -> Sequence[AuditEntry]:
        wanted = select(_AUDIT).order_by(_AUDIT.c.at.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(_AUDIT.c.at < before)
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings()
            return [record_of(row, AuditEntry) for row in rows]
