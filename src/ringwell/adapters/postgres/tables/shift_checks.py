"""Checks before shifts."""

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB

from ringwell.adapters.postgres.tables.base import Id, belongs, moment, tenant_table
from ringwell.kernel import ids

shift_checks = tenant_table(
    "shift_checks",
    ("user_id", "made_at"),
    Column("user_id", Id(ids.USER), nullable=False),
    moment("made_at"),
    Column("measured", JSONB, nullable=False),
    belongs("users", "user_id"),
    comment="What an agent measured of headset, network and noise before a shift",
)
