"""Workspaces, their counters and the leases of partitions."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from ringwell.adapters.postgres.tables.base import metadata, moment, of_workspace, tenant_table

workspaces = tenant_table(
    "workspaces",
    (),
    Column("slug", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("partition", SmallInteger, nullable=False),
    Column("settings", JSONB, nullable=False, server_default=text("'{}'")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("config_version", Integer, nullable=False, server_default=text("1")),
    moment("created_at", default_now=True),
    UniqueConstraint("slug"),
)

workspace_sequences = tenant_table(
    "workspace_sequences",
    (),
    Column("last_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("fence", BigInteger, nullable=False, server_default=text("0")),
    of_workspace(),
    comment="last_seq: the log's counter, locked by each append; fence: the token of the lease that may append as the brain",
)

partition_leases = Table(
    "partition_leases",
    metadata,
    Column("partition", SmallInteger, primary_key=True, autoincrement=False),
    Column("owner", Text),
    Column("token", BigInteger, nullable=False, server_default=text("0")),
    Column("address", Text),
    moment("deadline", nullable=True),
    moment("since", nullable=True),
    Column("wanted", Text),
    comment="owner: the brain that has the partition until the deadline; wanted: whom an operator wants to have it",
)

brains = Table(
    "brains",
    metadata,
    Column("name", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", BigInteger, nullable=False),
    moment("since"),
    moment("deadline"),
    Column("draining", Boolean, nullable=False, server_default=text("false")),
    Column("told", JSONB, nullable=False, server_default=text("'{}'")),
    comment="The brains that are there, each until its deadline; draining: it is to hand over what it has",
)

installation = Table(
    "installation",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("schema_number", Integer, nullable=False),
    Column("oldest_binary", Integer, nullable=False),
    Column("keys_fingerprint", LargeBinary),
    comment="One row. A binary whose own number is below oldest_binary must not run on this database",
)
