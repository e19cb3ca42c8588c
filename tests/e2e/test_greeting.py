"""What agents say first: the administrator writes it for the project, and it stands on the offer and at the top of the call."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import Person, agent, caller, somebody
from tests.support.barriers import barriers
from tests.support.browser import PATIENCE_MS, Pages

pytestmark = pytest.mark.e2e

WRONG = "Hello, {name}"
RIGHT = "Hello, {caller}, {agent} of the {project} desk"
PROJECT = "Linden Shop: sales"


def test_the_greeting_is_written_and_stands_on_the_desk(pages: Pages) -> None:
    admin = somebody(pages, "admin")
    before = {str(each["project_id"]): each["greetings"] for each in admin.items("/projects")}
    try:
        _writes(admin)
        anna = agent(pages)
        name = anna.page.locator("aside b").first.inner_text()
        said = re.compile(rf"^Hello(, .+)?, {name} of the {PROJECT} desk$")
        customer = caller(pages)
        anna.becomes("Ready")
        customer.dials("1001")
        anna.is_offered()
        expect(anna.page.get_by_role("alertdialog").get_by_text(said)).to_be_visible()
        anna.answers()
        expect(_large(anna.page).get_by_text(said)).to_be_visible(timeout=PATIENCE_MS)
        assert barriers(anna.page) == []
        customer.hangs_up()
        anna.shows("Wrap-up")
        expect(anna.page.get_by_text(said)).to_be_hidden()
    finally:
        for project_id, greetings in before.items():
            admin.change(f"/projects/{project_id}", {"greetings": greetings})


def _writes(admin: Person) -> None:
    """First with a name that stands for nothing, which is said at the field."""
    page = admin.page
    page.goto("/admin/projects")
    page.get_by_role("row", name=re.compile(f"^{PROJECT}")).click()
    field = page.get_by_role("group", name="What agents say first").get_by_label("English")
    save = page.get_by_role("button", name="Save", exact=True)
    field.fill(WRONG)
    save.click()
    expect(page.get_by_text("{name} stands for nothing here")).to_be_visible(timeout=PATIENCE_MS)
    field.fill(RIGHT)
    save.click()
    expect(page.get_by_text(f"Saved: {PROJECT}")).to_be_visible(timeout=PATIENCE_MS)


def _large(page: Page) -> Locator:
    return page.locator("[data-size=large]")
