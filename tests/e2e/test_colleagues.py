"""Three browsers: an agent with a customer asks a specialist beside the call, then consults the colleague by voice and hands the customer over."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Agent, agent, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages, hears_agent, hears_caller, hears_music, until

pytestmark = pytest.mark.e2e

QUESTION, ANSWER = "Is the pump of the X-200 covered?", "Yes, for two years."


def test_a_specialist_answers_beside_the_call_and_then_takes_it(pages: Pages) -> None:
    boss = somebody(pages, "admin")
    anna, ben = agent(pages), agent(pages, "agent2")
    customer = caller(pages)
    users = {str(each["sign_in"]): each for each in boss.items("/users")}
    made = boss.send("POST", "/teams", {"name": "Pumps", "answers": {}})
    assert made.ok, made.text()
    boss.change(f"/users/{users['agent2']['user_id']}", {"team_id": made.json()["team_id"]})
    ben.becomes("Break")
    anna.becomes("Ready")
    customer.dials("1000")
    until(lambda: hears_music(customer.page), 20, "the caller hears the menu")
    customer.presses("2")
    anna.answers()

    _asks_beside_the_call(anna, ben)
    until(lambda: hears_agent(customer.page), 20, "the caller has not been put on hold")
    _hands_over(anna, ben)
    until(lambda: hears_agent(customer.page) and hears_caller(ben.page), 20, "the two hear each other")
    thread = ben.page.get_by_role("region", name="Asked: Pumps")
    expect(thread.get_by_text(ANSWER)).to_be_visible(timeout=PATIENCE_MS)
    customer.hangs_up()
    ben.shows("Wrap-up")
    call = boss.items("/interactions")[0]["interaction_id"]
    boss.page.goto(f"/conversations/{call}")
    expect(boss.page.get_by_role("region", name="Questions").get_by_text(ANSWER)).to_be_visible()
    _picture(boss.page, "story")


def _asks_beside_the_call(anna: Agent, ben: Agent) -> None:
    expect(anna.page.get_by_role("button", name="Ask specialists")).to_be_enabled()
    anna.page.keyboard.press("Shift+F8")
    field = anna.page.get_by_label("Your question")
    expect(field).to_be_focused(timeout=PATIENCE_MS)
    expect(anna.page.get_by_text("Pumps (1 there)")).to_be_visible()
    _picture(anna.page, "ask")
    field.fill(QUESTION)
    anna.page.keyboard.press("Enter")
    asked = anna.page.get_by_role("region", name="Asked: Pumps")
    expect(asked.get_by_text(QUESTION)).to_be_visible(timeout=PATIENCE_MS)
    ben.page.reload()  # what was asked does not live in the page
    row = ben.page.locator("button").filter(has_text=QUESTION)
    expect(row.get_by_label("1 unread line")).to_be_visible(timeout=PATIENCE_MS)
    row.click()
    ben.page.get_by_label("Your answer").fill(ANSWER)
    _picture(ben.page, "asked")
    ben.page.keyboard.press("Enter")
    expect(asked.get_by_text(ANSWER)).to_be_visible(timeout=PATIENCE_MS)
    _picture(anna.page, "answered")


def _hands_over(anna: Agent, ben: Agent) -> None:
    """The caller hears music while the two talk, then stays with the second."""
    name = ben.page.locator("aside b").first.inner_text()
    anna.page.keyboard.press("F6")
    search = anna.page.get_by_role("combobox", name="Bring the call to")
    search.fill(name)
    # His page was just loaded anew: its telephone may still be on its way.
    found = anna.page.get_by_role("row").filter(has_text=name)
    expect(found.get_by_role("button").first).to_be_enabled(timeout=PATIENCE_MS)
    _picture(anna.page, "transfer")
    anna.page.keyboard.press("Enter")
    ben.is_offered()
    ben.page.keyboard.press("F2")
    anna.shows("Hold")
    until(lambda: hears_agent(anna.page), 20, "the first agent hears the second")
    _picture(anna.page, "consulting")
    _picture(ben.page, "consulted")
    anna.page.keyboard.press("F3")
    anna.shows("Wrap-up")
    ben.shows("Talking")


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("RINGWELL_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")
