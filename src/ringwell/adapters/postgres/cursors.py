"""Cursors of lists that go by time: where the last row of a page stands."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.ids import is_id


def cursor_of(at: datetime, thing_id: str) -> str:
    """What a page tells, for the next one to begin behind this row."""
    return urlsafe_b64encode(f"{at.isoformat()} {thing_id}".encode()).decode().rstrip("=")


def place_of(cursor: str, prefix: str) -> tuple[datetime, str]:
    """The time, in UTC, and the id, of this kind, of the row that a cursor stands at. InvalidValue of `cursor`."""
    try:
        moment, _, thing_id = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(" ")
        at = datetime.fromisoformat(moment)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidValue(field="cursor") from error
    if not is_id(thing_id, prefix) or at.tzinfo is None:
        raise InvalidValue(field="cursor")
    return in_utc, thing_id
