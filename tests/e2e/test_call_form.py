"""The form of a call in two browsers: filled in by keyboard, a card's number unrecorded and nowhere kept, and all of it on the next agent's desk."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.e2e.people import Agent, Person, agent, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages, hears_agent, hears_caller, hears_music, until

pytestmark = pytest.mark.e2e

CARD = "4111 1111 1111 1111"
ORDER, NOTE, PROMISE = "4711-B", "Wants the blue one", "Send the invoice again"


def test_what_is_filled_in_goes_with_the_caller(pages: Pages) -> None:
    boss = somebody(pages, "admin")
    with _asked_for(boss, "order"):
        _goes_along(pages, boss)


def _goes_along(pages: Pages, boss: Person) -> None:
    anna, ben = agent(pages), agent(pages, "agent2")
    sent: list[str] = []
    anna.page.context.on("request", lambda request: sent.append(_body(request)))
    customer = caller(pages)
    ben.becomes("Break")
    anna.becomes("Ready")
    customer.dials("1000")
    until(lambda: hears_music(customer.page), 20, "the caller hears the menu")
    customer.presses("2")
    anna.answers()

    form = anna.page.get_by_role("region", name="Form")
    _fills_in(anna, form)
    assert not any(CARD in each or CARD.replace(" ", "") in each for each in sent), "the number was sent"
    stored = str(anna.page.evaluate("JSON.stringify({...localStorage})"))
    assert CARD.replace(" ", "") not in stored
    _notes(anna)
    _hands_over(anna, ben)
    until(lambda: hears_agent(customer.page) and hears_caller(ben.page), 20, "the two hear each other")

    his = ben.page.get_by_role("region", name="Form")
    expect(his.get_by_role("textbox", name="Order number")).to_have_value(ORDER, timeout=PATIENCE_MS)
    expect(his.get_by_role("combobox", name="Why they call")).to_have_value("Payment")
    expect(his.get_by_role("textbox", name="Card to be charged")).to_have_value("•••• 1111")
    expect(ben.page.get_by_text(NOTE)).to_be_visible()
    expect(ben.page.get_by_label("Customer").get_by_text(PROMISE)).to_be_visible()
    expect(ben.page.get_by_text("Keys in the menu")).to_be_visible()
    _picture(ben.page, "form-handed")

    his.get_by_role("textbox", name="Order number").fill("")
    customer.hangs_up()
    ben.shows("Wrap-up")
    _is_asked_for_what_is_missing(ben, his)
    _stands_on_the_page(boss)


@contextmanager
def _asked_for(boss: Person, name: str) -> Generator[None]:
    """A field of the demo's form that has to be filled in: of its own, none has."""
    project = next(each for each in boss.items("/projects") if each["form"])
    path, fields = f"/projects/{project['project_id']}", cast("list[dict[str, object]]", project["form"])
    boss.change(path, {"form": [{**field, "required": field["name"] == name} for field in fields]})
    try:
        yield
    finally:
        boss.change(path, {"form": fields})


def _fills_in(anna: Agent, form: Locator) -> None:
    """By keyboard alone; while the card's field has the focus nothing is recorded."""
    page = anna.page
    form.get_by_role("textbox", name="Order number").focus()
    page.keyboard.type("4711")
    page.keyboard.press("Tab")
    page.keyboard.type("Pay")
    expect(page.get_by_role("option")).to_have_text(["Payment"])
    page.keyboard.press("Enter")
    expect(form.get_by_role("combobox", name="Why they call")).to_have_value("Payment")
    page.keyboard.press("Tab")
    card = form.get_by_role("textbox", name="Card to be charged")
    expect(card).to_be_focused()
    expect(form.get_by_text("Recording paused")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.type("4111 1111 1111 1112")
    _picture(page, "form-card")
    page.keyboard.press("Tab")
    expect(form.get_by_text("This is no card number")).to_be_visible()
    expect(page.get_by_label("Not recorded")).to_be_hidden(timeout=PATIENCE_MS)
    card.focus()
    expect(page.get_by_label("Not recorded")).to_be_visible(timeout=PATIENCE_MS)
    card.fill(CARD)
    page.keyboard.press("Enter")
    expect(card).to_have_value("•••• 1111")
    expect(page.get_by_label("Not recorded")).to_be_hidden(timeout=PATIENCE_MS)
    # A pause by hand is not ended by leaving the field.
    page.keyboard.press("F9")
    expect(page.get_by_label("Not recorded")).to_be_visible(timeout=PATIENCE_MS)
    card.focus()
    page.keyboard.press("Tab")
    expect(form.get_by_text("kept at")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_label("Not recorded")).to_be_visible()
    page.keyboard.press("F9")
    expect(page.get_by_label("Not recorded")).to_be_hidden(timeout=PATIENCE_MS)


def _notes(anna: Agent) -> None:
    anna.page.get_by_label("Note", exact=True).fill(NOTE)
    anna.page.keyboard.press("Shift+F7")
    promise = anna.page.get_by_role("form", name="Promise")
    promise.get_by_role("textbox", name="Message").fill(PROMISE)
    promise.locator("button[type=submit]").click()
    expect(anna.page.get_by_label("Customer").get_by_text(PROMISE)).to_be_visible(timeout=PATIENCE_MS)


def _hands_over(anna: Agent, ben: Agent) -> None:
    name = ben.page.locator("aside b").first.inner_text()
    anna.page.keyboard.press("F6")
    anna.page.get_by_role("combobox", name="Bring the call to").fill(name)
    found = anna.page.get_by_role("row").filter(has_text=name)
    expect(found.get_by_role("button").first).to_be_enabled(timeout=PATIENCE_MS)
    anna.page.keyboard.press("Enter")
    ben.is_offered()
    ben.page.keyboard.press("F2")
    anna.shows("Hold")
    # Who is asked reads along.
    order = ben.page.get_by_role("region", name="Form").get_by_role("textbox", name="Order number")
    expect(order).to_have_value("4711", timeout=PATIENCE_MS)
    field = anna.page.get_by_role("region", name="Form").get_by_role("textbox", name="Order number")
    field.focus()
    anna.page.keyboard.press("End")
    anna.page.keyboard.type("-B")
    expect(order).to_have_value(ORDER, timeout=PATIENCE_MS)
    anna.page.keyboard.press("F3")
    anna.shows("Wrap-up")
    ben.shows("Talking")


def _is_asked_for_what_is_missing(ben: Agent, form: Locator) -> None:
    """Said once; the second time it is done without."""
    ben.page.keyboard.press("Control+Enter")
    expect(ben.page.get_by_role("alert").filter(has_text="Order number")).to_be_visible(timeout=PATIENCE_MS)
    expect(form.get_by_role("textbox", name="Order number")).to_be_focused()
    _picture(ben.page, "form-asked")
    ben.page.keyboard.press("Control+Enter")
    expect(form).to_be_hidden(timeout=PATIENCE_MS)


def _stands_on_the_page(boss: Person) -> None:
    call = boss.items("/interactions")[0]["interaction_id"]
    boss.page.goto(f"/conversations/{call}")
    form = boss.page.get_by_role("region", name="What was filled in")
    expect(form.get_by_role("textbox", name="Card to be charged")).to_have_value(
        "•••• 1111", timeout=PATIENCE_MS
    )
    expect(form.get_by_role("textbox", name="Order number")).to_have_value("")
    expect(boss.page.get_by_text("wrote in the form")).to_have_count(2)
    _picture(boss.page, "form-story")


def _body(request: Request) -> str:
    return request.post_data or ""


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("RINGWELL_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")
