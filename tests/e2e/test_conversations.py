"""The list of conversations when there are many: its place, its end, and what is new. The rows are made up."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.people import somebody
from tests.support.browser import PATIENCE_MS, Pages, until

pytestmark = pytest.mark.e2e

PAGE: Final = 50
SHOWN_AT_MOST: Final = 500
LAST: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)


class ManyConversations:
    """Answers the list's questions with rows that end a minute apart, the newest first."""

    def __init__(self, page: Page, count: int) -> None:
        self._numbers = list(range(count, 0, -1))
        page.route(re.compile(r"/api/v1/interactions\?"), self._answer)

    def one_more(self) -> None:
        self._numbers.insert(0, self._numbers[0] + 1)

    def _answer(self, route: Route) -> None:
        asked = parse_qs(urlsplit(route.request.url).query)
        begin = int(asked.get("cursor", ["0"])[0])
        end = begin + int(asked["limit"][0])
        more = str(end) if end < len(self._numbers) else None
        rows = [_row(number) for number in self._numbers[begin:end]]
        route.fulfill(body=json.dumps({"items": rows, "next": more}), content_type="application/json")


def test_back_from_a_conversation_the_list_stands_where_it_stood(pages: Pages) -> None:
    page = _list_of(pages, 620)[0]
    row = _row_of(page, 500)
    until(lambda: _scrolled_to_the_end(page) and row.is_visible(), 20, "the third page is here")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()
    row.click()
    page.wait_for_url(re.compile("/conversations/int_500$"))

    page.go_back()
    expect(row).to_be_focused(timeout=PATIENCE_MS)
    until(lambda: row.bounding_box() == before, 20, "the list stands where it stood")


def test_after_the_most_rows_the_older_ones_take_their_place(pages: Pages) -> None:
    page = _list_of(pages, 620)[0]
    older = page.get_by_role("button", name="Older conversations")
    until(lambda: _scrolled_to_the_end(page) and older.is_visible(), 30, "the last page that may stand here")
    expect(_rows(page)).to_have_count(SHOWN_AT_MOST)

    older.click()
    expect(_rows(page).first).to_contain_text(_name(620 - SHOWN_AT_MOST), timeout=PATIENCE_MS)
    expect(_rows(page).first).to_be_in_viewport()
    page.get_by_role("button", name="To the newest").click()
    expect(_rows(page).first).to_contain_text(_name(620), timeout=PATIENCE_MS)


def test_what_is_new_is_told_and_moves_nothing_until_asked_for(pages: Pages) -> None:
    page, kept = _list_of(pages, 60)
    kept.one_more()
    fresh = page.get_by_role("button", name="1 new conversation")
    expect(fresh).to_be_visible(timeout=30_000)
    expect(_rows(page).first).to_contain_text(_name(60))

    fresh.click()
    expect(_rows(page).first).to_contain_text(_name(61), timeout=PATIENCE_MS)
    expect(fresh).to_be_hidden(timeout=PATIENCE_MS)


def _list_of(pages: Pages, count: int) -> tuple[Page, ManyConversations]:
    page = somebody(pages, "supervisor").page
    kept = ManyConversations(page, count)
    page.goto("/conversations")
    expect(_rows(page).first).to_contain_text(_name(count), timeout=PATIENCE_MS)
    return page, kept


def _rows(page: Page) -> Locator:
    return page.locator("tbody").get_by_role("row")


def _row_of(page: Page, number: int) -> Locator:
    return _rows(page).filter(has_text=_name(number))


def _scrolled_to_the_end(page: Page) -> bool:
    _rows(page).last.scroll_into_view_if_needed()
    page.keyboard.press("End")
    return True


def _name(number: int) -> str:
    return f"Caller no {number}."


def _row(number: int) -> dict[str, object]:
    began = LAST - timedelta(days=1) + timedelta(minutes=number)
    row: dict[str, object] = {
        "interaction_id": f"int_{number}",
        "short_ref": f"R{number}",
        "channel": "voice",
        "direction": "in",
        "caller": {"contact_id": None, "name": _name(number), "number": "+48225550001", "erased": False},
        "started_at": began.isoformat(),
        "answered_at": None,
        "ended_at": began.isoformat(),
        "result": "closed",
        "via_fallback": False,
        "waited_ms": 0,
        "talk_ms": 0,
        "hold_ms": 0,
        "acw_ms": 0,
        "segments": 0,
        "recordings": 0,
        "ended_by": None,
    }
    for what in ("queue", "agent", "project", "client", "disposition"):
        row |= {f"{what}_id": None, f"{what}_name": None}
    return row
