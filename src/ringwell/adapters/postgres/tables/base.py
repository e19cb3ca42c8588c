"""What all tables share: names of constraints, ids, and the columns of tenant and configuration tables."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Uuid,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

from ringwell.kernel import ids

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

WORKSPACE_COLUMN = "workspace_id"
NOW = text("now()")


class Id(TypeDecorator[str]):
    """An id: prefixed text in memory, the UUID alone in the database."""

    impl = Uuid
    cache_ok = True

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def process_bind_param(self, value: str | None, dialect: Dialect) -> UUID | None:
        return None if value is None else ids.uuid_of(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else ids.make_id(self.prefix, value)


def moment(name: str, *, nullable: bool = False, default_now: bool = False) -> Column[Any]:
    """A point of time, kept in UTC."""
    return Column(
        name, DateTime(timezone=True), nullable=nullable, server_default=NOW if default_now else None
    )


def tenant_table(name: str, key: tuple[str, ...], *items: SchemaItem, comment: str | None = None) -> Table:
    """A table whose rows belong to workspaces: its primary key begins with workspace_id, and row-level security guards it."""
    return Table(
        name,
        metadata,
        Column(WORKSPACE_COLUMN, Id(ids.WORKSPACE), nullable=False),
        *items,
        PrimaryKeyConstraint(WORKSPACE_COLUMN, *key),
        comment=comment,
    )


def config_table(name: str, key: str, *items: SchemaItem) -> Table:
    """A tenant table that administrators edit. `version` is for If-Match; what is removed stays for the sake of history."""
    return tenant_table(
        name,
        (key,),
        *items,
        Column("version", Integer, nullable=False, server_default=text("1")),
        moment("created_at", default_now=True),
        moment("removed_at", nullable=True),
    )


def belongs(table: str, column: str, *, target: str | None = None) -> ForeignKeyConstraint:
    """A reference within one workspace; it can never lead to a row of another."""
    return ForeignKeyConstraint(
        [WORKSPACE_COLUMN, column], [f"{table}.{WORKSPACE_COLUMN}", f"{table}.{target or column}"]
    )


def of_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint([WORKSPACE_COLUMN], [f"workspaces.{WORKSPACE_COLUMN}"])


def unique_among_kept(table: str, *columns: str) -> Index:
    """Unique among rows that are not removed."""
    return Index(
        f"uq_{table}_{'_'.join(columns)}",
        WORKSPACE_COLUMN,
        *columns,
        unique=True,
        postgresql_where=text("removed_at IS NULL"),
    )


def tenant_tables() -> list[Table]:
    """Every table that row-level security guards."""
    return [table for table in metadata.sorted_tables if WORKSPACE_COLUMN in table.c]
