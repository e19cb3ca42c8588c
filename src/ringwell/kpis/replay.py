"""Compares projections rebuilt from the log with those that were kept (invariant 7)."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from ringwell.kpis.facts import KEYS, FactTable, Row, Rows

MISSING: Final = "(no row)"


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Where the tables are not what the log says."""

    table: FactTable
    key: str
    column: str
    rebuilt: object
    kept: object


def differences(rebuilt: Rows, kept: Mapping[FactTable, Mapping[str, Row]]) -> Iterator[Difference]:
    """Every difference, table by table. A column that is absent and one that is None are the same."""
    for table in KEYS:
        ours, theirs = rebuilt.new[table], kept.get(table, {})
        for key in sorted(ours.keys() | theirs.keys()):
            one, other = ours.get(key), theirs.get(key)
            if one is None or other is None:
                yield Difference(
                    table=table,
                    key=key,
                    column=KEYS[table],
                    rebuilt=MISSING if one is None else key,
                    kept=MISSING if other is None else key,
                )
                continue
            yield from _columns(table, key, one, other)


def _columns(table: FactTable, key: str, one: Row, other: Row) -> Iterator[Difference]:
    for column in sorted(one.keys() | other.keys()):
        rebuilt, kept = one.get(column), other.get(column)
        if rebuilt != kept:
            yield Difference(table=table, key=key, column=column, rebuilt=rebuilt, kept=kept)
