"""Mail that goes out."""

from sqlalchemy import Column, Index, Integer, LargeBinary, SmallInteger, Text, text

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, of_workspace, tenant_table
from ringwell.kernel import ids

mail_settings = tenant_table(
    "mail_settings",
    (),
    Column("host", Text, nullable=False),
    Column("port", Integer, nullable=False),
    Column("security", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("password_sealed", LargeBinary),
    Column("sender", Text, nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    of_workspace(),
    comment="A workspace's outgoing server",
)

mails = tenant_table(
    "mails",
    ("mail_id",),
    Column("mail_id", Id(ids.MAIL), nullable=False),
    Column("promise_id", Id(ids.PROMISE)),
    Column("queue_id", Id(ids.QUEUE)),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'queued'")),
    Column("attempt", SmallInteger, nullable=False, server_default=text("0")),
    Column("code", Text),
    Column("reason_sealed", LargeBinary),
    moment("created_at", default_now=True),
    moment("next_at", nullable=True),
    moment("sent_at", nullable=True),
    belongs("data_keys", "key_id"),
    belongs("promises", "promise_id"),
    belongs("queues", "queue_id"),
    Index(
        "ix_mails_promise",
        "workspace_id",
        "promise_id",
        unique=True,
        postgresql_where=text("queue_id IS NULL"),
    ),
    Index(
        "ix_mails_queue",
        "workspace_id",
        "promise_id",
        unique=True,
        postgresql_where=text("queue_id IS NOT NULL"),
    ),
    Index("ix_mails_due", "next_at", postgresql_where=text("state = 'queued'")),
    comment="The outbox: written with what it tells, sent by a worker. queue_id: to the address of that queue, not of the client",
)
