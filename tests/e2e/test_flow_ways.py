"""A flow that takes a callback, hears a number and asks for the caller's segment: drawn, published, and walked in text by all its ways."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.drawing import add, choose, go_to, is_live, is_saved, leads, new_flow, opens, published, step
from tests.e2e.people import Person, somebody
from tests.support.browser import PATIENCE_MS, Pages

pytestmark = pytest.mark.e2e

VIP = "Very important"


def _picks(page: Page, label: str, choice: str) -> None:
    """From a short list, which cannot be searched."""
    field = page.get_by_role("combobox", name=label, exact=True).first
    field.press("Enter")
    page.get_by_role("option", name=choice, exact=True).dispatch_event("click")
    expect(field).to_have_value(choice)


def _calls_from(page: Page, segment: str | None) -> None:
    """The simulated caller, of this segment or of none, begins anew."""
    details = page.get_by_label("Details")
    summary = details.get_by_text("Who calls, and when")
    field = details.get_by_role("combobox", name="Caller's segment")
    if not field.is_visible():
        summary.click()
    if segment is not None:
        _picks(page, "Caller's segment", segment)
    details.get_by_role("button", name=re.compile("^Call( again)?$")).click()


def _says(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Say", exact=True).fill(words)
    page.get_by_role("button", name="Say", exact=True).last.click()


def _takes_away(admin: Person, flow_id: str, segment_id: str) -> None:
    """Others look at segments, too."""
    admin.send("DELETE", f"/flows/{flow_id}", None)
    admin.send("DELETE", f"/segments/{segment_id}", None)


def test_a_callback_a_number_by_speech_and_a_segment_are_drawn_and_tried(pages: Pages) -> None:
    admin = somebody(pages, "admin")
    reply = admin.send("POST", "/segments", {"name": VIP, "rule": {"key": True}})
    assert reply.ok, reply.text()
    page, flow_id = admin.page, new_flow(admin, "Three ways")
    pages.farewells.append(lambda: _takes_away(admin, flow_id, str(reply.json()["caller_segment_id"])))
    queue = str(admin.items("/queues")[0]["name"])
    opens(admin, flow_id)
    step(page, "answer").click()
    add(page, "If", "branch")
    _picks(page, "What is compared", "Caller's segment")
    choose(page, "Caller's segment", VIP)
    add(page, "Take a callback", "callback")
    choose(page, "Queue", queue)
    add(page, "End the call", "hangup")
    for way in ("declined", "not possible"):
        leads(page, "callback", way, "hangup")
    go_to(page, "branch")
    add(page, "Enter digits", "collect")
    _picks(page, "Digits by", "keys and speech")
    add(page, "Wait in queue", "queue")
    choose(page, "Queue", queue)
    leads(page, "collect", "only 0", "queue")
    leads(page, "collect", "no choice", "hangup")
    is_saved(page)
    page.keyboard.press("Control+s")
    is_live(page, 1)
    steps = published(admin, flow_id)
    assert (steps["collect"]["hear"], steps["collect"]["on_zero"]) == ("both", "queue")
    assert steps["callback"]["next"] == "hangup"

    page.get_by_role("tab", name="Test").click()
    heard = page.get_by_role("list", name="What the caller hears")
    _calls_from(page, None)
    _says(page, "four seven one four")
    expect(heard).to_contain_text("Is that right?", timeout=PATIENCE_MS)
    _says(page, "yes")
    expect(heard).to_contain_text(f"Waits in {queue}.", timeout=PATIENCE_MS)
    _calls_from(page, None)
    _says(page, "Operator")
    expect(heard).to_contain_text(f"Waits in {queue}.", timeout=PATIENCE_MS)
    _calls_from(page, VIP)
    expect(heard).to_contain_text(f"Would take down a callback by: {queue}", timeout=PATIENCE_MS)
    page.get_by_role("button", name="declined", exact=True).click()
    expect(heard).to_contain_text("Goodbye", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Wait", exact=True).click()
    expect(page.get_by_text("The call is over.")).to_be_visible(timeout=PATIENCE_MS)
    expect(heard).not_to_contain_text("Waits in")
