"""What a workspace says in its own words: a prompt that a flow says, and an announcement that everybody sees."""

import re
import shutil
from typing import Final, cast

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.drawing import add, is_live, is_saved, new_flow, number_for, opens, published, step
from tests.e2e.people import Person, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages, hears_music, until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no voice: install espeak-ng"),
]

NUMBER: Final = "1778"
MOVING: Final = "We are moving to another house this week. Please call again on Monday."
OUTAGE: Final = {"English": "The lines are down.", "Russian": "Связи нет.", "Polish": "Awaria linii."}


def test_a_prompt_is_typed_heard_and_said_by_a_flow(pages: Pages) -> None:
    admin = somebody(pages, "admin")
    page = admin.page
    page.goto("/admin/own-prompts")
    page.get_by_role("button", name="New prompt").click()
    page.get_by_role("textbox", name="Name").fill("Moving house")
    page.get_by_label("English: Type what is said").fill(MOVING)
    with page.expect_response(_gives_sound) as spoken:
        page.get_by_role("group", name="English").get_by_role("button", name="Listen").click()
    assert spoken.value.ok, spoken.value.text()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("^Moving house"))).to_contain_text("English")

    flow_id = new_flow(admin, "Moving")
    opens(admin, flow_id)
    step(page, "answer").click()
    _says_it_alone(page)
    page.get_by_role("button", name=re.compile("Publish version 1")).click()
    is_live(page, 1)
    steps = published(admin, flow_id)
    (said,) = cast("list[dict[str, object]]", steps["say"]["prompts"])
    assert said["own"] == admin.items("/own-prompts")[0]["prompt_id"]
    assert "prompts" not in steps["hangup"]

    number_for(admin, NUMBER, flow_id)
    customer = caller(pages)
    customer.dials(NUMBER)
    # The call ends by itself, and nothing but the prompt is said in it.
    until(lambda: hears_music(customer.page), 20, "the caller hears the prompt")
    customer.is_free()


def _gives_sound(response: Response) -> bool:
    return response.url.endswith(("/api/v1/speech", "/audio"))


def _says_it_alone(page: Page) -> None:
    """A step that says the prompt, and an end without a word."""
    add(page, "Say", "say")
    page.get_by_role("button", name="Own prompt").click()
    expect(page.get_by_role("combobox", name="Own prompt")).to_have_value("Moving house")
    with page.expect_response(_gives_sound) as heard:
        page.get_by_label("Details").get_by_role("button", name="Play: English").last.click()
    assert heard.value.ok
    page.get_by_role("button", name="Take away").first.click()
    add(page, "End the call", "hangup")
    page.get_by_role("button", name="Take away").click()
    is_saved(page)


def test_an_announcement_is_seen_at_once_by_everybody_until_it_is_ended(pages: Pages) -> None:
    supervisor, admin = somebody(pages, "supervisor"), somebody(pages, "admin")
    pages.farewells.append(lambda: _end_all(supervisor))
    admin.page.goto("/admin/queues")
    page = supervisor.page
    page.goto("/board")
    page.get_by_role("link", name="Announcement", exact=True).click()
    form = page.get_by_role("form", name="Announcement")
    expect(form.get_by_label("English: Type what is said")).to_be_focused()
    for language, words in OUTAGE.items():
        form.get_by_label(f"{language}: Type what is said").fill(words)
    form.get_by_role("button", name="Begin now").click()

    told = admin.page.get_by_role("status").filter(has_text=OUTAGE["English"])
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    expect(told).to_contain_text("Announcement until")
    row = page.get_by_role("row").filter(has_text=OUTAGE["English"])
    expect(row).to_contain_text("All callers")

    row.get_by_role("button", name="End now").click()
    expect(row).to_contain_text("Over")
    expect(told).to_be_hidden(timeout=PATIENCE_MS)


def _end_all(supervisor: Person) -> None:
    for each in supervisor.items("/announcements/on"):
        supervisor.send("DELETE", f"/announcements/{each['announcement_id']}", None)
