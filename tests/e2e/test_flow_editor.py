"""The flow editor, as the administrators' guide tells it: draw, check, try out, publish, call; and two people at one flow."""

import re
from typing import Final, cast

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.drawing import (
    add,
    choose,
    go_to,
    is_chosen,
    is_live,
    is_saved,
    leads,
    new_flow,
    number_for,
    opens,
    palette,
    published,
    step,
)
from tests.e2e.keyboard import forbid_the_mouse, is_untouched, leaves_the_fields, tabs_to
from tests.e2e.people import Caller, Person, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages, until

pytestmark = pytest.mark.e2e

NUMBER: Final = "1777"
MANY: Final = 1000


@pytest.fixture
def admin(pages: Pages) -> Person:
    return somebody(pages, "admin")


def _named(person: Person, path: str, key: str) -> tuple[str, str]:
    first = person.items(path)[0]
    return str(first[key]), str(first["name"])


def _draw_three_menus(page: Page, queue: str, hours: str) -> None:
    step(page, "answer").click()
    add(page, "Opening hours", "hours")
    choose(page, "Opening hours", hours)
    for name in ("menu", "menu-2", "menu-3"):
        add(page, "Menu", name)
    add(page, "Enter digits", "collect")
    page.get_by_label("Most digits").fill("4")
    add(page, "Look up", "lookup")
    choose(page, "Service", "shop")
    page.get_by_role("textbox", name="Address").fill("/orders/{number}")
    results = page.get_by_role("group", name="What is taken of the answer")
    results.get_by_role("button", name="Add a line").click()
    results.get_by_label("Variable").fill("status")
    results.get_by_label("where: order.status").fill("order.status")
    add(page, "Wait in queue", "queue")
    choose(page, "Queue", queue)
    for name in ("menu", "menu-2", "menu-3", "collect"):
        leads(page, name, "no choice", "queue")
    for way in ("not found", "failed"):
        leads(page, "lookup", way, "queue")
    go_to(page, "hours")
    add(page, "End the call", "hangup")


def test_draw_three_menus_with_hours_try_publish_and_call(admin: Person, pages: Pages) -> None:
    page = admin.page
    queue_id, queue = _named(admin, "/queues", "queue_id")
    _, hours = _named(admin, "/hours", "hours_id")
    page.goto("/admin/flows")
    page.get_by_role("button", name="Draw a new flow").click()
    page.get_by_label("What is the flow called?").fill("Three menus")
    page.get_by_role("button", name="Begin").click()
    _draw_three_menus(page, queue, hours)
    is_saved(page)

    # What is undone and done again is as it was; what is wrong is told at its step.
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(step(page, "hangup")).to_be_hidden()
    page.get_by_role("tab", name="Check").click()
    expect(page.get_by_text("The way “closed” leads nowhere yet.")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Control+y")
    expect(page.get_by_text("Nothing is wrong with it.")).to_be_visible(timeout=PATIENCE_MS)

    # A simulated caller hears in words what callers would hear, and the way lights up.
    page.get_by_role("tab", name="Test").click()
    page.locator("input[type=datetime-local]").fill("2026-11-23T12:00")
    page.get_by_role("button", name="Call", exact=True).click()
    for _ in range(3):
        page.get_by_role("group", name="Keys").get_by_role("button", name="1", exact=True).click()
    for digit in "4714":
        page.get_by_role("group", name="Keys").get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_text("Would ask: GET /orders/4714")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_label("Details").get_by_label("status").fill("sent")
    page.get_by_role("button", name="found", exact=True).click()
    expect(page.get_by_text(f"Waits in {queue}.")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-lit]").first).to_be_visible()

    # The draft can be called before anybody else hears it.
    page.get_by_role("tab", name="Call").click()
    page.get_by_role("button", name="Call this draft").click()
    expect(page.get_by_text("Connected")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Hang up").click()

    page.get_by_role("button", name=re.compile("Publish version 1")).click()
    is_live(page, 1)
    flow_id = re.findall("flw_[0-9a-f]+", page.url)[0]
    _calls_the_number(admin, pages, flow_id, queue_id)


def _calls_the_number(admin: Person, pages: Pages, flow_id: str, queue_id: str) -> None:
    """A customer dials what was drawn, comes through three menus, and is counted on the drawing."""
    number_for(admin, NUMBER, flow_id)
    customer: Caller = caller(pages)
    customer.dials(NUMBER)
    admin.page.get_by_text("Today", exact=True).click()

    def came() -> bool:
        ways = cast("list[dict[str, object]]", admin.get(f"/flows/{flow_id}/traffic")["ways"])
        return any(each["target"] in ("queue", "hangup") for each in ways)

    def presses() -> bool:
        customer.presses_while_connected("1")
        return came()

    until(presses, 40, f"a caller came to {queue_id} or heard that it is closed")
    customer.leaves()
    go_to(admin.page, "answer")
    figures = admin.page.get_by_label("Details").get_by_text("came")
    expect(figures).to_be_visible(timeout=PATIENCE_MS)


def test_a_menu_that_is_said_is_drawn_and_tried(admin: Person) -> None:
    page, flow_id = admin.page, new_flow(admin, "Said")
    page.goto(f"/admin/flows/{flow_id}/draw")
    step(page, "answer").click()
    add(page, "Menu", "menu")
    page.get_by_role("group", name="Keys").get_by_role("button", name="2", exact=True).click()
    choice = page.get_by_role("combobox", name="Choice by", exact=True)
    choice.press("Enter")
    page.get_by_role("option", name="keys and speech").dispatch_event("click")
    expect(choice).to_have_value("keys and speech")
    _phrase(page, "1", "Order")
    _phrase(page, "2", "order!")
    page.get_by_role("tab", name="Check").click()
    expect(page.get_by_text("stands for two keys: 1, 2 (English)")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("tab", name="Step").click()
    page.get_by_role("combobox", name="Phrases for key 2").press("Backspace")
    _phrase(page, "2", "the bill")
    add(page, "End the call", "hangup")
    for way in ("1 “Order”", "2 “the bill”", "no choice"):
        leads(page, "menu", way, "hangup")
    page.get_by_role("tab", name="Test").click()
    page.get_by_role("button", name="Call", exact=True).click()
    # Half understood, it is asked for; then it acts as its key.
    page.get_by_role("switch", name="Only half understood").click()
    page.get_by_role("button", name="the bill", exact=True).click()
    expect(page.get_by_text("Is that right?")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("textbox", name="Say", exact=True).fill("YEAH.")
    page.get_by_role("button", name="Say", exact=True).last.click()
    heard = page.get_by_role("list", name="What the caller hears")
    expect(heard).to_contain_text("Goodbye", timeout=PATIENCE_MS)


def _phrase(page: Page, key: str, phrase: str) -> None:
    field = page.get_by_role("combobox", name=f"Phrases for key {key}")
    field.fill(phrase)
    field.press("Enter")


OUTSIDE: Final = "+48 22 555 01 44"


def test_steps_that_act_are_added_filled_in_and_published_by_keyboard(admin: Person) -> None:
    page, flow_id = admin.page, new_flow(admin, "By keyboard")
    forbid_the_mouse(page)
    opens(admin, flow_id)
    page.keyboard.press("ArrowDown")
    is_chosen(page, "answer")
    _adds_by_keyboard(page, "Time", "times")
    _types(page, "Time zone", "Europe/Warsaw")
    _adds_by_keyboard(page, "Ring a number or an agent", "transfer")
    _types(page, "Number", OUTSIDE)
    _adds_by_keyboard(page, "Introduce to the client", "introduce")
    _adds_by_keyboard(page, "Send a message", "send")
    _types(page, "Subject", "{caller_number} has called")
    _types(page, "Text", "Please call back.")
    _adds_by_keyboard(page, "Survey", "survey")
    _types(page, "Survey", "after-the-call")
    _adds_by_keyboard(page, "End the call", "hangup")
    for name, ways in (
        ("survey", ()),
        ("send", ("not sent",)),
        ("introduce", ("call back", "nobody")),
        ("transfer", ()),
        ("times", ("otherwise",)),
    ):
        page.keyboard.press("ArrowUp")
        is_chosen(page, name)
        for way in ways:
            _leads_by_keyboard(page, way, "hangup")
    is_saved(page)
    page.keyboard.press("Control+s")
    is_live(page, 1)
    assert is_untouched(page)
    steps = published(admin, flow_id)
    assert steps["times"]["zone"] == "Europe/Warsaw"
    assert steps["transfer"]["number"] == OUTSIDE
    assert steps["send"]["subject"] == "{caller_number} has called"
    assert steps["survey"]["survey"] == "after-the-call"
    ended = {(name, way) for name, each in steps.items() for way, to in each.items() if to == "hangup"}
    assert ended >= {
        ("times", "otherwise"),
        ("introduce", "call_back"),
        ("introduce", "nobody"),
        ("send", "not_sent"),
        ("survey", "next"),
    }


def _adds_by_keyboard(page: Page, kind: str, name: str) -> None:
    page.keyboard.press("n")
    tabs_to(page, palette(page, kind))
    page.keyboard.press("Enter")
    is_chosen(page, name)


def _types(page: Page, label: str, words: str) -> None:
    page.keyboard.press("e")
    tabs_to(page, page.get_by_role("textbox", name=label, exact=True))
    page.keyboard.type(words)
    leaves_the_fields(page)


def _leads_by_keyboard(page: Page, way: str, target: str) -> None:
    page.keyboard.press("e")
    field = page.get_by_role("combobox", name=f"“{way}” leads to", exact=True)
    tabs_to(page, field)
    page.keyboard.type(target)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    leaves_the_fields(page)
    # Only now: until the field is left it also shows what was typed and not taken.
    expect(field).to_have_value(target)


def test_two_people_draw_one_flow_and_nothing_is_lost(admin: Person, pages: Pages) -> None:
    flow_id = new_flow(admin, "Drawn by two")
    second = somebody(pages, "admin")
    for person in (admin, second):
        opens(person, flow_id)
    # Its page looks every ten seconds: on a busy machine it would know before anything is drawn in it.
    draft_of = re.compile(rf"/flows/{flow_id}/draft$")
    second.page.route(
        draft_of, lambda route: route.abort() if route.request.method == "GET" else route.fallback()
    )
    step(admin.page, "answer").click()
    add(admin.page, "Say", "say")
    is_saved(admin.page)
    step(second.page, "answer").click()
    second.page.get_by_label("Note for who reads this").fill("from the second")
    second.page.unroute(draft_of)
    told = second.page.get_by_role("alert")
    expect(told.get_by_text("has changed this flow meanwhile.")).to_be_visible(timeout=PATIENCE_MS)
    told.get_by_role("button", name="Put together").click()
    expect(step(second.page, "say")).to_be_visible()
    is_saved(second.page)

    def holds_both() -> bool:
        draft = cast("dict[str, object]", admin.get(f"/flows/{flow_id}/draft")["document"])
        nodes = cast("dict[str, dict[str, object]]", draft["nodes"])
        return nodes["answer"].get("note") == "from the second" and "say" in nodes

    until(holds_both, 20, "the draft holds what both have drawn")
    # The first is shown it too, with nothing of their own at stake.
    expect(admin.page.get_by_text("has just changed this flow.")).to_be_visible(timeout=PATIENCE_MS)


def test_a_flow_of_a_thousand_steps_opens(admin: Person) -> None:
    flow_id = new_flow(admin, "A thousand steps")
    nodes: dict[str, object] = {
        f"n{n}": {
            "type": "menu",
            "prompts": [{"prompt": "menu-shop"}],
            "keys": {"1": f"n{2 * n + 1}", "2": f"n{2 * n + 2}"},
            "default": "end",
        }
        if 2 * n + 2 < MANY - 1
        else {"type": "say", "prompts": [{"prompt": "please-wait"}], "next": "end"}
        for n in range(MANY - 1)
    }
    nodes["end"] = {"type": "hangup"}
    document = {"format": 1, "id": "f", "language": "en", "start": "n0", "nodes": nodes}
    saved = admin.send(
        "PUT", f"/flows/{flow_id}/draft", {"base": 0, "document": document}, **{"If-Match": '"0"'}
    )
    assert saved.ok, saved.text()
    page = admin.page
    page.goto(f"/admin/flows/{flow_id}/draw")
    expect(step(page, "n0")).to_be_visible(timeout=PATIENCE_MS)
