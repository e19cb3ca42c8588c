"""Cursors come back from anybody: each is the place that we told, or refused."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest

from ringwell.adapters.postgres.cursors import cursor_of, place_of
from ringwell.kernel.errors import InvalidValue

PROMISE = f"prm_{'0' * 32}"


@pytest.mark.parametrize("at", [datetime(2026, 1, 31, 10, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_place_is_found_again(at: datetime) -> None:
    assert place_of(cursor_of(at, PROMISE), "prm") == (at, PROMISE)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "2026-01-31T10:00:00+00:00",
        f"2026-01-31T10:00:00 {PROMISE}",
        f"2026-01-31T10:00:00+00:00 int_{'0' * 32}",
        f"0001-01-01T00:00:00+14:00 {PROMISE}",
        f"9999-12-31T23:59:59-14:00 {PROMISE}",
    ],
)
def test_what_is_no_place_is_refused(told: str) -> None:
    with pytest.raises(InvalidValue):
        place_of(urlsafe_b64encode(told.encode()).decode(), "prm")


def test_what_is_no_cursor_is_refused() -> None:
    for wrong in ("x", "żółw", "\x00"):
        with pytest.raises(InvalidValue):
            place_of(wrong, "prm")
