"""The block list."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, text

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, of_workspace, tenant_table
from ringwell.kernel import ids

blocks = tenant_table(
    "blocks",
    ("block_id",),
    Column("block_id", Id(ids.BLOCK), nullable=False),
    Column("kind", Text, nullable=False),
    Column("value_hash", LargeBinary, nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_by", Id(ids.USER), nullable=False),
    Column("interaction_id", Id(ids.INTERACTION)),
    moment("made_at", default_now=True),
    moment("ends_at", nullable=True),
    moment("review_at", nullable=True),
    moment("removed_at", nullable=True),
    Column("version", Integer, nullable=False, server_default=text("1")),
    of_workspace(),
    belongs("users", "made_by", target="user_id"),
    Index(
        "uq_blocks_value",
        "workspace_id",
        "kind",
        "value_hash",
        unique=True,
        postgresql_where=text("removed_at IS NULL"),
    ),
    comment="Callers who are not put through; number and reason sealed",
)
