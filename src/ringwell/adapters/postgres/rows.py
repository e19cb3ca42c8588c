"""Rows as records."""

from typing import TypeVar

import msgspec
from sqlalchemy import RowMapping

Record = TypeVar("Record", bound=msgspec.Struct)


def record_of(row: RowMapping, record: type[Record]) -> Record:
    """The record whose fields are the row's columns; the columns' types already give the fields' types."""
    return record(**{str(name): value for name, value in row.items()})
