"""The skills matrix: typed, filled, pasted and taken back by keyboard, and fluent with several hundred people."""

import json
import re
from typing import Final, cast

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.people import Person, somebody
from tests.support.browser import Pages, until

pytestmark = pytest.mark.e2e

MANY: Final = 600


@pytest.fixture
def admin(pages: Pages) -> Person:
    return somebody(pages, "admin")


def _levels(person: Person, name: str) -> dict[str, object]:
    """The levels of one agent by the skills' names."""
    names = {skill["skill_id"]: str(skill["name"]) for skill in person.items("/skills")}
    user = next(each for each in person.items("/users") if each["name"] == name)
    skills = cast("dict[str, object]", user["skills"])
    return {names[skill_id]: level for skill_id, level in skills.items()}


def _paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_levels_are_typed_saved_and_taken_back_by_keyboard(admin: Person) -> None:
    page = admin.page
    before = {name: _levels(admin, name) for name in ("Anna Kowalska", "Boris Orlov")}
    page.goto("/admin/matrix")
    grid = page.get_by_role("grid", name="Skills matrix")
    expect(grid.get_by_role("rowheader", name="Anna Kowalska")).to_be_visible()
    grid.focus()
    # The first column is Banking: Anna becomes 10, and with Boris below the whole of Complaints 3.
    page.keyboard.type("10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.type("3")
    expect(page.get_by_text("3 levels of 2 people not saved")).to_be_visible()
    page.reload()
    expect(page.get_by_text("3 levels of 2 people not saved")).to_be_visible()
    grid.focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Control+z")
    expect(page.get_by_text("3 levels of 2 people not saved")).to_be_visible()

    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved: 3 levels of 2 people")).to_be_visible()
    assert _levels(admin, "Anna Kowalska") == {**before["Anna Kowalska"], "Banking": 10, "Complaints": 3}
    assert _levels(admin, "Boris Orlov") == {**before["Boris Orlov"], "Complaints": 3}

    page.get_by_role("status").get_by_role("button", name="Undo").click()
    for name, levels in before.items():
        until(lambda name=name, levels=levels: _levels(admin, name) == levels, 20, "Undo takes all back")


def test_a_spreadsheet_with_names_goes_where_they_stand(admin: Person) -> None:
    page = admin.page
    page.goto("/admin/matrix")
    grid = page.get_by_role("grid", name="Skills matrix")
    expect(grid.get_by_role("rowheader", name="Anna Kowalska")).to_be_visible()
    grid.focus()
    _paste(page, "Name\tOrders\tCooking\nagent2\t9\t1\nNobody\t1\t1\n")
    expect(page.get_by_text("1 level of 1 person not saved")).to_be_visible()
    expect(page.get_by_text("3 cells were left out")).to_be_visible()
    row = grid.get_by_role("row", name=re.compile("Boris Orlov"))
    expect(row.get_by_role("gridcell", name="9, not saved")).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("All is saved")).to_be_visible()


def test_of_several_hundred_people_only_those_seen_are_drawn(admin: Person) -> None:
    """Of 600 people and 60 skills only what is in sight is drawn, and a key is answered at once."""
    page = admin.page
    skills = [{"skill_id": f"skl_{n:032x}", "name": f"Skill {n:02}", "version": 1} for n in range(60)]
    known = admin.items("/users")[0]
    people = [
        {
            **known,
            "user_id": f"usr_{n:032x}",
            "agent_id": f"agt_{n:032x}",
            "name": f"Agent {n:03}",
            "sign_in": f"agent{n}",
            "disabled": False,
            "skills": {skills[(n + k) % 60]["skill_id"]: 1 + (n + k) % 10 for k in range(12)},
        }
        for n in range(MANY)
    ]

    def answer(route: Route, items: object) -> None:
        route.fulfill(body=json.dumps({"items": items, "next": None}), content_type="application/json")

    page.route(re.compile(r"/api/v1/users(\?|$)"), lambda route: answer(route, people))
    page.route(re.compile(r"/api/v1/skills(\?|$)"), lambda route: answer(route, skills))
    page.goto("/admin/matrix")
    grid = page.get_by_role("grid", name="Skills matrix")
    expect(grid.get_by_role("rowheader", name="Agent 000")).to_be_visible()
    assert page.get_by_role("gridcell").count() < 1500
    grid.focus()
    page.keyboard.press("Control+End")
    expect(grid.get_by_role("rowheader", name=f"Agent {MANY - 1}")).to_be_visible()
    # Going up again, the grid draws what is seen and no more.
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    expect(grid.get_by_role("rowheader", name=f"Agent {MANY - 41}")).to_be_visible()
    assert page.get_by_role("gridcell").count() < 1500
