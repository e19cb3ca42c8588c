"""Text messages that go out."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, SmallInteger, Text, text

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, of_workspace, tenant_table
from ringwell.kernel import ids

sms_settings = tenant_table(
    "sms_settings",
    (),
    Column("kind", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("port", Integer, nullable=False),
    Column("security", Text, nullable=False),
    Column("system_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("secret_sealed", LargeBinary),
    Column("sender", Text, nullable=False),
    Column("per_day", Integer, nullable=False),
    Column("per_recipient", Integer, nullable=False),
    Column("prefixes", Text, nullable=False),
    Column("version", Integer, nullable=False),
    of_workspace(),
    comment="A workspace's gateway for text messages",
)

texts = tenant_table(
    "texts",
    ("text_id",),
    Column("text_id", Id(ids.TEXT), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION)),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("number_hash", LargeBinary, nullable=False),
    Column("parts", SmallInteger, nullable=False),
    Column("taken", SmallInteger, nullable=False, server_default=text("0")),
    Column("state", Text, nullable=False, server_default=text("'queued'")),
    Column("attempt", SmallInteger, nullable=False, server_default=text("0")),
    Column("under_way", Boolean, nullable=False, server_default=text("false")),
    Column("unsure", Boolean, nullable=False, server_default=text("false")),
    Column("code", Text),
    Column("reason_sealed", LargeBinary),
    moment("created_at", default_now=True),
    moment("next_at", nullable=True),
    moment("listen_until", nullable=True),
    belongs("data_keys", "key_id"),
    Index("ix_texts_created", "workspace_id", "created_at"),
    Index("ix_texts_due", "next_at", postgresql_where=text("state = 'queued'")),
    Index("ix_texts_listening", "listen_until", postgresql_where=text("state = 'sent'")),
    comment="Text messages: written before they are sent, sent by a worker. under_way: handed to a worker that has not told yet. Without an "
    "interaction: an administrator's test",
)

text_parts = tenant_table(
    "text_parts",
    ("text_id", "part"),
    Column("text_id", Id(ids.TEXT), nullable=False),
    Column("part", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("delivered", Boolean),
    belongs("texts", "text_id"),
    Index("ix_text_parts_name", "workspace_id", "name"),
    comment="Parts that a gateway has taken, by its own names. delivered: what it told of them later",
)
