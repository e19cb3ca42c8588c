"""Phone books."""

from sqlalchemy import Column, Index, LargeBinary, text

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, tenant_table
from ringwell.kernel import ids

phone_book = tenant_table(
    "phone_book",
    ("entry_id",),
    Column("entry_id", Id(ids.BOOK_ENTRY), nullable=False),
    Column("user_id", Id(ids.USER)),
    Column("team_id", Id(ids.TEAM)),
    Column("queue_id", Id(ids.QUEUE)),
    Column("content_sealed", LargeBinary, nullable=False),
    Column("number_hash", LargeBinary, nullable=False),
    moment("made_at", default_now=True),
    belongs("users", "user_id"),
    belongs("teams", "team_id"),
    belongs("queues", "queue_id"),
    Index(
        "uq_phone_book_number",
        "workspace_id",
        text("COALESCE(user_id, team_id, queue_id, workspace_id)"),
        "number_hash",
        unique=True,
    ),
    comment="Whose: a user's, a team's, a queue's, or (none) the house's; content: name, number, note",
)
