"""An administrator's work at the screens: make, change, be contradicted, take back; and what the forms say when it cannot be."""

import json
import re
from typing import Final, cast

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Person, somebody
from tests.support.browser import Pages, until
from tests.support.ports import free_tcp_port

pytestmark = pytest.mark.e2e

WITHOUT_A_WAY_ON: Final = {
    "format": 1,
    "id": "broken",
    "language": "en",
    "start": "answer",
    "nodes": {
        "answer": {"type": "answer", "next": "menu"},
        "menu": {
            "type": "menu",
            "prompts": [{"prompt": "menu-shop"}],
            "keys": {"1": "bye", "3": "complaints"},
            "default": "bye",
        },
        "bye": {"type": "hangup"},
    },
}


@pytest.fixture
def admin(pages: Pages) -> Person:
    return somebody(pages, "admin")


def test_a_skill_is_made_by_keyboard_removed_and_brought_back(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/skills")
    expect(page.get_by_role("row", name=re.compile("^Orders"))).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Needed.")).to_be_visible()
    page.keyboard.type("Warranty")
    page.keyboard.press("Control+Enter")
    row = page.get_by_role("row", name=re.compile("^Warranty"))
    expect(row).to_be_visible()

    row.click()
    page.get_by_role("button", name="Remove").click()
    expect(row).to_be_hidden()
    page.get_by_role("button", name="Undo").last.click()
    expect(row).to_be_visible()


def test_a_trunk_says_what_is_spent_and_that_without_prices_nothing_is_counted(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/trunks/new")
    page.get_by_label("Name", exact=True).fill("spender")
    page.get_by_role("textbox", name="Server").fill("sip:127.0.0.1:9")
    page.get_by_role("textbox", name="Calls by it may cost a day").fill("5")
    link = page.get_by_role("link", name="Set prices")
    expect(link).to_be_visible()
    page.keyboard.press("Control+Enter")
    row = page.get_by_role("row", name=re.compile("^spender"))
    expect(row).to_be_visible()
    row.click()
    spent = page.get_by_role("region", name="Spent")
    expect(spent.get_by_text("0.00 of 5")).to_be_visible()
    expect(spent.get_by_role("progressbar", name="today")).to_have_attribute("aria-valuenow", "0")
    spent.get_by_role("link", name="Set prices").click()
    prices = page.get_by_role("textbox", name="Price of a minute by beginning")
    expect(prices).to_be_focused()
    prices.fill("+48 0.05")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: Settings")).to_be_visible()
    page.go_back()
    expect(spent.get_by_text("0.00 of 5")).to_be_visible()
    expect(page.get_by_role("link", name="Set prices")).to_have_count(0)
    admin.change("/settings", {"outgoing_prices": ""})
    page.get_by_role("button", name="Remove").click()
    expect(row).to_be_hidden()


def test_what_is_used_stays_and_says_by_whom(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/skills")
    page.get_by_role("row", name=re.compile("^Orders")).click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("alert")).to_contain_text("It is still used")
    expect(page.get_by_role("row", name=re.compile("^Orders"))).to_be_visible()


def test_a_draft_survives_a_reload_and_a_conflict_is_explained(admin: Person) -> None:
    page = admin.page
    queue = next(each for each in admin.items("/queues") if each["name"] == "Delivery")
    page.goto(f"/admin/queues/{queue['queue_id']}")
    wrap_up = page.get_by_label("Wrap-up")
    wrap_up.fill("90 s")
    wrap_up.blur()
    page.reload()
    expect(page.get_by_text("What you typed earlier")).to_be_visible()
    expect(wrap_up).to_have_value(re.compile("^90"))

    admin.change(f"/queues/{queue['queue_id']}", {"target_s": 33})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Changed there: Answered within")
    page.get_by_role("button", name="Save mine on top").click()
    expect(page.get_by_text("Saved: Delivery")).to_be_visible()
    saved = admin.get(f"/queues/{queue['queue_id']}")
    assert (saved["wrap_up_s"], saved["target_s"]) == (90, 33)

    page.get_by_role("button", name="Undo").click()
    until(
        lambda: admin.get(f"/queues/{queue['queue_id']}")["wrap_up_s"] == queue["wrap_up_s"],
        10,
        "Undo takes back what was changed here",
    )
    # … and nothing of what the other one changed.
    assert admin.get(f"/queues/{queue['queue_id']}")["target_s"] == 33
    admin.change(f"/queues/{queue['queue_id']}", {"target_s": queue["target_s"]})


def test_a_kept_draft_leaves_alone_what_another_one_has_changed(admin: Person) -> None:
    page = admin.page
    queue = next(each for each in admin.items("/queues") if each["name"] == "Delivery")
    path = f"/queues/{queue['queue_id']}"
    page.goto(f"/admin{path}")
    page.get_by_label("Wrap-up").fill("80 s")
    page.get_by_label("Wrap-up").blur()
    page.goto("/admin/users")
    admin.change(path, {"target_s": 45})

    page.goto(f"/admin{path}")
    expect(page.get_by_role("alert")).to_contain_text("Changed there: Answered within")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Save mine on top").click()
    expect(page.get_by_text("Saved: Delivery")).to_be_visible()
    saved = admin.get(path)
    assert (saved["wrap_up_s"], saved["target_s"]) == (80, 45)
    admin.change(path, {"wrap_up_s": queue["wrap_up_s"], "target_s": queue["target_s"]})


def test_a_conflict_of_settings_reverts_nothing(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/settings")
    before = admin.get("/settings")
    misses = page.get_by_label("Missed calls in a row")
    misses.fill("4")
    misses.blur()
    admin.change("/settings", {"max_calls": 77})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed it")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed it")
    page.get_by_role("button", name="Save mine on top").click()
    expect(page.get_by_text("Saved: Settings")).to_be_visible()
    saved = admin.get("/settings")
    assert (saved["misses_limit"], saved["max_calls"]) == (4, 77)
    admin.change("/settings", {name: before[name] for name in ("misses_limit", "max_calls")})


def test_a_flow_opened_and_left_begins_with_the_newest_version_next_time(admin: Person) -> None:
    page = admin.page
    head = admin.items("/flows")[0]
    place = f"/flows/{head['flow_id']}"
    document = page.get_by_role("textbox", name="Document")

    def open_editor() -> None:
        page.goto(f"/admin{place}")
        page.get_by_role("button", name="New version").click()
        expect(document).to_have_value(re.compile("nodes"))

    def publish(note: str) -> None:
        made = cast("dict[str, object]", admin.items(f"{place}/versions")[0]["document"])
        reply = admin.send("POST", f"{place}/versions", {**made, "name": note})
        assert reply.ok, reply.text()

    open_editor()
    # The check of the text runs after the time in which a draft would be kept.
    expect(page.get_by_text("Can be published")).to_be_visible()
    publish("Published by another")
    open_editor()
    expect(document).to_have_value(re.compile("Published by another"))

    document.fill(document.input_value().replace("Published by another", "Mine"))
    until(lambda: "Mine" in str(page.evaluate("JSON.stringify(localStorage)")), 20, "the draft is kept")
    publish("Published by a third")
    open_editor()
    expect(page.get_by_role("status").filter(has_text="Your draft is based on version")).to_be_visible()
    expect(document).to_have_value(re.compile("Mine"))
    page.get_by_role("button", name="Discard it and begin with version").click()
    expect(document).to_have_value(re.compile("Published by a third"))


def test_a_new_agent_signs_in_with_the_password_that_was_made(admin: Person, pages: Pages) -> None:
    page = admin.page
    page.goto("/admin/users/new")
    page.get_by_label("Name", exact=True).fill("Zofia Król")
    page.get_by_label("Sign-in name").fill("zofia")
    page.get_by_role("button", name="Make one").click()
    made = page.get_by_role("textbox", name="Password")
    expect(made).not_to_have_value("")
    password = made.input_value()
    page.get_by_role("button", name="Add a skill").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Zofia Król"))).to_contain_text("zofia")

    fresh = pages.person().new_page()
    fresh.goto("/")
    fresh.get_by_label("Name and workspace").fill("zofia@demo")
    fresh.get_by_label("Password", exact=True).fill(password)
    fresh.keyboard.press("Enter")
    fresh.wait_for_url(re.compile("/desk"))

    page.get_by_role("row", name=re.compile("Zofia Król")).click()
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_role("row", name=re.compile("Zofia Król"))).to_contain_text("disabled")


def test_a_flow_with_a_missing_node_is_refused_by_name_and_a_good_one_is_published(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/flows/new")
    document = page.get_by_role("textbox", name="Document")
    document.fill(json.dumps(WITHOUT_A_WAY_ON))
    findings = page.get_by_role("region", name="What was found")
    expect(findings).to_contain_text("“complaints”")
    expect(findings.get_by_role("button", name="menu", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()

    mended = json.dumps(WITHOUT_A_WAY_ON).replace('"complaints"', '"bye"')
    document.fill(mended)
    page.get_by_label("Name", exact=True).fill("Mended")
    expect(page.get_by_text("Can be published")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile("/admin/flows/flw_"))
    expect(page.get_by_role("list", name="Outline")).to_contain_text("Menu")


def test_hours_are_changed_and_a_token_is_shown_once(admin: Person) -> None:
    page, before = admin.page, _shop_hours(admin)
    page.goto("/admin/hours")
    page.get_by_role("row", name=re.compile("^shop")).click()
    monday = page.get_by_role("group", name="Monday")
    monday.get_by_label("Closes").first.fill("2030")
    page.keyboard.press("Tab")
    expect(monday.get_by_label("Closes").first).to_have_value("20:30")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: shop")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    until(lambda: _shop_hours(admin) == before, 20, "Undo takes it back")

    page.goto("/admin/tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name", exact=True).fill("CRM")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator("code")).to_contain_text("rw_")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("code")).to_be_hidden()
    page.get_by_role("row", name=re.compile("^CRM")).click()
    page.get_by_label(re.compile("Type “CRM”")).fill("CRM")
    page.get_by_role("button", name="Revoke the token").click()
    expect(page.get_by_role("row", name=re.compile("^CRM"))).to_be_hidden()


def _shop_hours(admin: Person) -> object:
    return next(each["document"] for each in admin.items("/hours") if each["name"] == "shop")


def test_a_flow_may_begin_with_an_example_for_this_workspace(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/flows/new")
    page.get_by_label("Name").fill("Night")
    page.get_by_role("button", name="Begin with an example").click()
    expect(page.get_by_text("Can be published")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Night, version 1: the next call runs on it")).to_be_visible()
    made = next(each for each in admin.items("/flows") if each["name"] == "Night")
    assert made["published"] == 1


def test_a_gateway_for_text_messages_is_set_up_and_says_what_is_wrong_with_it(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/sms")
    expect(page.get_by_text("No gateway yet")).to_be_visible()
    page.get_by_label("Server").fill("127.0.0.1")
    page.get_by_label("Port").fill(str(free_tcp_port()))
    page.get_by_role("combobox", name="Protection").click()
    page.get_by_role("option", name="None").click()
    page.get_by_label("System ID").fill("desk")
    page.get_by_role("textbox", name="Password").fill("secret")
    page.get_by_label("Sender").fill("Żabka")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Sender")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Sender").fill("Ringwell")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("One is kept.")).to_be_visible()

    number = page.get_by_label("Send a test text to")
    number.fill("22 123 45 67")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("A mobile number.")).to_be_visible()
    number.fill("600 100 200")
    number.press("Enter")
    expect(page.get_by_role("status").filter(has_text="On its way")).to_contain_text(
        "the gateway cannot be reached", timeout=30_000
    )
    expect(page.get_by_role("region", name="The last 24 hours")).to_contain_text("1 of 500 messages used")


def test_segments_of_callers_are_named_filled_from_a_list_and_tried(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/segments")
    expect(page.get_by_text("No segment has a name yet")).to_be_visible()
    page.goto("/admin/segments/new")
    page.get_by_label("Name", exact=True).fill("Debtor")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("this segment would be nobody's")).to_be_visible()
    page.get_by_label("On this segment's list of numbers").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("row", name=re.compile("Debtor")).click()
    page.get_by_label("Numbers for the list").fill("+48 600 100 200\n600-100-201\nAnna")
    page.get_by_role("button", name="Put on the list").click()
    expect(
        page.get_by_text("2 numbers added, 0 already there, 1 line without a number. Lines: 3")
    ).to_be_visible()
    page.get_by_role("complementary").get_by_role("button", name="Close").click()
    expect(page.get_by_role("row", name=re.compile("Debtor.*2$"))).to_be_visible()

    number = page.get_by_label("Which segment?")
    number.fill("600 100 201")
    number.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Debtor · no contact")).to_be_visible()
    number.fill("600 100 203")
    number.press("Enter")
    expect(page.get_by_role("status").filter(has_text="No segment")).to_be_visible()

    [segment] = admin.items("/segments")
    assert segment["name"] == "Debtor"

    # Its list could not be brought back: first it is emptied, by the name.
    page.get_by_role("row", name=re.compile("Debtor")).click()
    remove = page.get_by_role("button", name="Remove", exact=True)
    remove.click()
    expect(page.get_by_role("alert")).to_contain_text("by its list of numbers")
    empty = page.get_by_role("region", name="Empty the list")
    expect(empty.get_by_role("button")).to_be_disabled()
    empty.get_by_label("Type “Debtor” to empty its list").fill("Debtor")
    empty.get_by_role("button").click()
    expect(empty).to_be_hidden()
    remove.click()
    expect(page.get_by_text("No segment has a name yet")).to_be_visible()
