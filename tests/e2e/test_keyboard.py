"""What an agent does without touching the mouse, from the password to the next call."""

import re
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keyboard import STEPS_BY_TAB, forbid_the_mouse, is_untouched, tabs_to
from tests.e2e.people import PASSWORD, Agent, Person, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages, hears_agent, hears_caller, hears_music, until

pytestmark = pytest.mark.e2e


def test_an_agents_whole_path_by_keyboard_alone(pages: Pages) -> None:
    page = pages.person().new_page()
    forbid_the_mouse(page)
    anna = _signs_in_at_the_keyboard(page)
    pages.farewells.append(anna.leaves)
    customer, supervisor = caller(pages), somebody(pages, "supervisor")

    _chooses_state(page, "Ready")
    anna.shows("Ready")
    customer.dials("1001")
    anna.answers()
    until(lambda: hears_agent(customer.page) and hears_caller(page), 20, "both hear each other")

    page.keyboard.press("F4")
    anna.shows("Hold")
    until(lambda: hears_music(customer.page), 20, "the caller hears music")
    page.keyboard.press("F4")
    anna.shows("Talking")

    tabs_to(page, page.locator("textarea[placeholder^='What happened']"))
    page.keyboard.type("Asked for the parcel; ")
    page.keyboard.press("F10")
    anna.shows("Wrap-up")
    page.keyboard.type("told.")
    expect(page.get_by_label("Note", exact=True)).to_have_value("Asked for the parcel; told.")
    tabs_to(page, page.get_by_role("combobox", name="What was it about?"), "Shift+Tab")
    page.keyboard.type("in")
    tabs_to(page, page.locator("button[aria-keyshortcuts='Control+Enter']"))
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Keys")
    expect(overlay).to_contain_text("Done, ready for the next")
    expect(overlay.get_by_role("heading", name="Wrap-up")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden(timeout=PATIENCE_MS)

    page.keyboard.press("Control+Enter")
    anna.shows("Ready")
    customer.is_free()
    last = supervisor.items("/interactions?limit=1")[0]
    kept = supervisor.get(f"/interactions/{last['interaction_id']}")
    assert kept["disposition_name"] is not None
    (note,) = cast("list[dict[str, object]]", kept["notes"])
    assert note["text"] == "Asked for the parcel; told."
    _chooses_state(page, "Offline")
    anna.shows("Offline")
    assert is_untouched(page)


def _signs_in_at_the_keyboard(page: Page) -> Agent:
    page.goto("/")
    expect(page.get_by_label("Name and workspace")).to_be_focused(timeout=PATIENCE_MS)
    page.keyboard.type("agent1@demo")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk$"))
    assert Person(page).send("PATCH", "/me", {"language": "en"}).ok
    page.reload()
    expect(page.get_by_text("Line good")).to_be_visible(timeout=30_000)
    return Agent(page)


def _chooses_state(page: Page, name: str) -> None:
    tabs_to(page, page.locator("button[title='Change my state']"))
    page.keyboard.press("Enter")
    item = page.get_by_role("menuitem", name=name, exact=True)
    expect(item).to_be_visible()

    def taken() -> bool:
        for _ in range(STEPS_BY_TAB):
            if item.evaluate("item => item === document.activeElement"):
                page.keyboard.press("Enter")
                return not item.is_visible()
            page.keyboard.press("ArrowDown")
        return False

    # A menu takes the focus itself a moment after it has opened, on a slow machine from the item that an arrow has reached.
    until(taken, 20, f"{name} is taken of the menu")
