"""What a supervisor sees and does while people work: the board moves by itself, and the finished call can be read and heard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import agent, caller, somebody
from tests.support.barriers import barriers
from tests.support.browser import Pages, until

pytestmark = pytest.mark.e2e


def test_the_board_follows_a_call_and_its_page_tells_and_plays_it(pages: Pages) -> None:
    anna, customer = agent(pages), caller(pages)
    supervisor = somebody(pages, "supervisor")
    board = supervisor.page
    board.goto("/board")
    tile = board.get_by_role("button", name=re.compile("Anna Kowalska"))
    expect(tile).to_contain_text("Offline")

    anna.becomes("Meeting")
    expect(tile).to_contain_text("Meeting")
    customer.dials("1001")
    orders = board.get_by_role("row", name=re.compile("^Orders"))
    expect(orders.get_by_role("cell").first).to_have_text("1")
    expect(orders).to_contain_text(re.compile(r"0:\d\d"))
    anna.becomes("Ready", shown="Offered")
    expect(tile).to_contain_text("Offered")
    anna.answers()
    expect(tile).to_contain_text("Talking")
    expect(tile).to_contain_text(re.compile(r"0:(0[3-9]|[1-5]\d)"))  # three seconds or more
    anna.page.keyboard.press("F4")
    expect(tile).to_contain_text("Hold")
    anna.page.keyboard.press("F4")
    expect(tile).to_contain_text("Talking")
    watched = board.context.new_page()
    watched.goto(f"/conversations/{supervisor.items('/interactions')[0]['interaction_id']}")
    anna.ends_call()
    customer.is_free()
    story = watched.get_by_role("region", name="What happened")
    expect(story).to_contain_text("Anna Kowalska ended the call", timeout=30_000)
    anna.wraps_up("in", "Sofa, torn cover: a new one on Tuesday.")
    # The page that watches the call has the end of it without being asked for again.
    expect(story).to_contain_text("wrap-up", ignore_case=True, timeout=30_000)
    expect(watched.get_by_role("complementary")).to_contain_text("Sofa, torn cover", timeout=30_000)
    watched.close()
    expect(tile).to_contain_text("Ready")

    board.get_by_role("region", name="Service level").get_by_role("link").click()
    board.wait_for_url(re.compile(r"/conversations\?from=(\S+)&to=\1$"))
    board.go_back()
    board.get_by_role("button", name="Ready people", exact=True).click()
    pressed = board.get_by_role("group", name="Show one state only").get_by_role("button", pressed=True)
    expect(pressed).to_contain_text("ready")
    expect(tile).to_contain_text("Ready")
    pressed.click()
    _change_state_and_undo(board, anna_is=anna.shows)
    _read_and_hear(board)


def _change_state_and_undo(board: Page, anna_is: Callable[[str], None]) -> None:
    """A supervisor pauses Anna, and takes it back."""
    tile = board.get_by_role("button", name=re.compile("Anna Kowalska"))
    tile.focus()
    board.keyboard.press("s")
    board.get_by_role("button", name="Not ready: Meeting").click()
    expect(tile).to_contain_text("Meeting")
    anna_is("Meeting")
    board.get_by_role("button", name="Undo").click()
    expect(tile).to_contain_text("Ready")
    anna_is("Ready")


def _read_and_hear(page: Page) -> None:
    page.goto("/conversations")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Answered")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/conversations/int_"))
    story = page.get_by_role("region", name="What happened")
    expect(story).to_contain_text(re.compile(r"Waited \d:\d\d in Orders"))
    expect(story).to_contain_text("Anna Kowalska answered in")
    expect(story).to_contain_text(re.compile(r"Hold \d:\d\d by Anna Kowalska"))
    expect(story).to_contain_text("Anna Kowalska ended the call")
    expect(page.get_by_role("complementary")).to_contain_text("Sofa, torn cover")

    position = page.get_by_role("slider", name="Position in the recording")
    expect(position).to_be_visible(timeout=40_000)
    page.get_by_text("Caller", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Play").click()
    until(lambda: int(position.get_attribute("aria-valuenow") or 0) >= 1, 20, "the recording plays")
    page.get_by_role("button", name="Pause").click()
    assert barriers(page) == []
    page.get_by_text("All events", exact=True).click()
    expect(story).to_contain_text("segment.started")
