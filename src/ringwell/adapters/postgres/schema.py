"""The whole schema as the code has it now, as DDL text: what a migrated database must equal, and what a first migration is made of."""

from pathlib import Path
from typing import Final

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable, SetTableComment

from ringwell.adapters.postgres import security
from ringwell.adapters.postgres.tables import metadata

SCHEMA_NUMBER: Final = 44
"""Grows with each migration. It is written into the database with the oldest number of a binary that may still run on it."""

OLDEST_BINARY: Final = 1
"""Grows when a contracting migration takes away what older binaries need."""

_INSTALLATION: Final = f"INSERT INTO installation VALUES (1, {SCHEMA_NUMBER}, {OLDEST_BINARY})"  # noqa: S608 - our numbers


def ddl() -> list[str]:
    """Every statement, in order."""
    dialect = postgresql.dialect()
    words: list[str] = []
    for table in metadata.sorted_tables:
        words.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        words.extend(str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes)
        if table.comment:
            words.append(str(SetTableComment(table).compile(dialect=dialect)).strip())
    words.append("CREATE TABLE events_default PARTITION OF events DEFAULT")
    words.append((Path(__file__).parent / "functions.sql").read_text(encoding="utf-8").strip())
    words.extend(security.statements())
    words.append(_INSTALLATION)
    return words


def script() -> str:
    """The statements as one text."""
    return "".join(f"{word.rstrip(';')};\n\n" for word in ddl())
