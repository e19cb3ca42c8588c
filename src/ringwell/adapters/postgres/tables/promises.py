"""Promises."""

from sqlalchemy import Column, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, tenant_table
from ringwell.kernel import ids

promises = tenant_table(
    "promises",
    ("promise_id",),
    Column("promise_id", Id(ids.PROMISE), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION), nullable=False),
    Column("client_id", Id(ids.CLIENT)),
    Column("project_id", Id(ids.PROJECT)),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("key_id", Id(ids.DATA_KEY), nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("words", ARRAY(LargeBinary), nullable=False, server_default=text("'{}'")),
    Column("owner_id", Id(ids.USER)),
    Column("made_by", Id(ids.USER)),
    moment("due_at", nullable=True),
    moment("made_at", default_now=True),
    moment("closed_at", nullable=True),
    Column("closed_by", Id(ids.USER)),
    belongs("data_keys", "key_id"),
    belongs("users", "owner_id", target="user_id"),
    belongs("users", "made_by", target="user_id"),
    belongs("users", "closed_by", target="user_id"),
    Index("ix_promises_interaction", "workspace_id", "interaction_id"),
    Index("ix_promises_made", "workspace_id", "made_at"),
    Index("ix_promises_open", "workspace_id", "due_at", postgresql_where=text("state = 'open'")),
    Index("ix_promises_words", "words", postgresql_using="gin"),
    comment="words: keyed hashes of the words that it may be found by",
)
