"""Jobs that workers do."""

from sqlalchemy import Boolean, Column, Double, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from ringwell.adapters.postgres.tables.base import Id, moment, of_workspace, tenant_table
from ringwell.kernel import ids

jobs = tenant_table(
    "jobs",
    ("job_id",),
    Column("job_id", Id(ids.JOB), nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'queued'")),
    Column("user_id", Id(ids.USER), nullable=False),
    Column("request", JSONB, nullable=False),
    Column("progress", Double, nullable=False, server_default=text("0")),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("cancel_asked", Boolean, nullable=False, server_default=text("false")),
    moment("created_at", default_now=True),
    moment("started_at", nullable=True),
    moment("beat_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("problem", Text),
    Column("result", JSONB),
    of_workspace(),
    Index(
        "ix_jobs_active",
        "workspace_id",
        "job_id",
        postgresql_where=text("state IN ('queued', 'running')"),
    ),
)
