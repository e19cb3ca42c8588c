"""Lists in pages with a cursor. The cursor is the key of the last thing seen; readers give it back as it is."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from ringwell.adapters.web.problems import field_problem

Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
ShortLimit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
"""Of lists whose rows are long."""

Item = TypeVar("Item")


def page_of(
    items: Sequence[Item], key: Callable[[Item], str], cursor: str | None, limit: int
) -> tuple[Sequence[Item], str | None]:
    """The items after the cursor, and the next cursor. A cursor that names nothing is a problem of that field."""
    begin = 0
    if cursor is not None:
        keys = [key(item) for item in items]
        if cursor not in keys:
            raise field_problem("cursor", "unknown_cursor")
        begin = keys.index(cursor) + 1
    chosen = items[begin : begin + limit]
    more = begin + limit < len(items)
    return chosen, key(chosen[-1]) if more else None
