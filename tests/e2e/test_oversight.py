"""Three browsers, proved by tones: a supervisor listens to a caller who waits, and to the agent who answers; an agent asks for help, the supervisor
whispers and joins, and the customer's card is not recorded. A supervisor takes a call over and finishes it at the desk."""

import re
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import Agent, agent, caller, desk, sign_in, somebody
from tests.support.barriers import barriers
from tests.support.browser import (
    AGENT_HZ,
    CALLER_HZ,
    PATIENCE_MS,
    TONE_DB,
    Pages,
    hears_agent,
    hears_caller,
    holds_mostly,
    until,
)

pytestmark = pytest.mark.e2e

BOSS_HZ: Final = 1700


def test_a_supervisor_comes_to_an_agent_who_raised_a_hand(pages: Pages) -> None:
    anna, customer = agent(pages), caller(pages)
    board = sign_in(pages.person(hertz=BOSS_HZ).new_page(), "supervisor").page
    board.goto("/board")
    anna.becomes("Break")
    customer.dials("1001")
    bar = _listens_to_who_waits(board)
    anna.becomes("Ready", shown="Offered")
    anna.answers()
    until(lambda: hears_caller(anna.page) and hears_agent(customer.page), 20, "the two talk")
    expect(bar).to_contain_text("You hear Anna Kowalska; nobody hears you")
    until(lambda: _hears(board, CALLER_HZ, AGENT_HZ), 20, "the supervisor has followed the call")
    board.keyboard.press("Alt+0")
    expect(bar).to_be_hidden()

    anna.page.keyboard.press("Shift+F9")
    alert = board.get_by_role("article").filter(has_text="Anna Kowalska asks for help")
    expect(alert).to_be_visible()
    alert.get_by_role("button", name="Listen").click()
    expect(bar).to_contain_text("You hear Anna Kowalska; nobody hears you", timeout=30_000)
    expect(alert).to_be_hidden()
    until(lambda: _hears(board, CALLER_HZ, AGENT_HZ), 20, "the supervisor hears both")
    expect(anna.page.get_by_role("status").filter(has_text="Supervisor listens")).to_be_visible()
    holds_mostly(
        lambda: not _hears(anna.page, BOSS_HZ) and not _hears(customer.page, BOSS_HZ), 2, "nobody hears it"
    )
    assert barriers(board) == []

    board.keyboard.press("Alt+2")
    until(lambda: _hears(anna.page, BOSS_HZ), 20, "the agent hears the whisper")
    holds_mostly(lambda: not _hears(customer.page, BOSS_HZ), 1, "the customer does not")
    expect(anna.page.get_by_role("status").filter(has_text="Supervisor whispers")).to_be_visible()
    bar.get_by_role("button", name=re.compile("^Join")).click()
    until(lambda: _hears(customer.page, BOSS_HZ), 20, "the customer hears the supervisor")
    board.keyboard.press("Alt+0")
    expect(bar).to_be_hidden()
    until(lambda: not _hears(customer.page, BOSS_HZ), 20, "the supervisor has left")

    anna.page.keyboard.press("F9")
    expect(anna.page.get_by_role("status", name="Not recorded")).to_be_visible()
    anna.page.reload()
    expect(anna.page.get_by_role("status", name="Not recorded")).to_be_visible(timeout=30_000)
    assert barriers(anna.page) == []
    anna.page.get_by_role("button", name=re.compile("^Record on")).click()
    expect(anna.page.get_by_text("Recorded", exact=True)).to_be_visible()
    anna.ends_call()
    customer.is_free()
    anna.wraps_up("in")


def test_a_supervisor_takes_a_call_over(pages: Pages) -> None:
    anna, customer = agent(pages), caller(pages)
    board = _who_oversees_and_takes_calls(pages)
    lena = Agent(board)
    anna.becomes("Break")
    customer.dials("1001")
    bar = _listens_to_who_waits(board)
    anna.becomes("Ready", shown="Offered")
    anna.answers()
    expect(bar).to_contain_text("You hear Anna Kowalska; nobody hears you")
    until(lambda: _hears(board, CALLER_HZ, AGENT_HZ), 20, "the supervisor has followed the call")

    bar.get_by_role("button", name="Take over").click()
    # First of all: what has happened is told for a few seconds.
    told = anna.page.get_by_text("Lena Lead has taken over your call.")
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    expect(bar).to_contain_text("The call is yours")
    until(lambda: _hears(customer.page, BOSS_HZ) and _hears(board, CALLER_HZ), 20, "the two talk")
    anna.shows("Wrap-up")
    anna.wraps_up()

    bar.get_by_role("link", name="To the desk").click()
    lena.shows("Talking")
    holds_mostly(lambda: _hears(customer.page, BOSS_HZ), 1, "the call goes on while the screen changes")
    assert barriers(board) == []
    lena.ends_call()
    customer.is_free()
    lena.wraps_up()


def _who_oversees_and_takes_calls(pages: Pages) -> Page:
    """The board of a supervisor who is an agent, too, without skills: no call is brought to them."""
    admin, word = somebody(pages, "admin"), "lena-leads-the-night"
    lena = {"sign_in": "lena", "name": "Lena Lead", "roles": ["supervisor", "agent"], "password": word}
    made = admin.send("POST", "/users", lena)
    assert made.ok, made.text()
    board = sign_in(pages.person(hertz=BOSS_HZ).new_page(), "lena", word=word).page
    pages.farewells.append(lambda: desk(board).leaves())
    board.goto("/board")
    return board


def _listens_to_who_waits(board: Page) -> Locator:
    """No agent has the call yet: it stands with its place, and says what cannot be done with it."""
    row = board.get_by_role("region", name="Live calls").get_by_role("row").filter(has_text="Waits in")
    row.get_by_role("button", name="Listen").click()
    bar = board.get_by_role("region", name="In on the call")
    expect(bar).to_contain_text("nobody hears you", timeout=30_000)
    expect(bar).to_contain_text("Nobody talks with the caller whom you could join.")
    expect(bar.get_by_role("button", name=re.compile("^Whisper"))).to_be_disabled()
    until(lambda: _hears(board, CALLER_HZ), 20, "the caller who waits is heard")
    assert barriers(board) == []
    return bar


def _hears(page: Page, *tones: int) -> bool:
    """Whether the page hears every one of these tones."""
    heard = page.evaluate("tones => window.ringwellTest.heard(tones)", list(tones))
    return heard is not None and all(level > TONE_DB for level in heard["tones"])
