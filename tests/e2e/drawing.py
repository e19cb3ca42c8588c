"""The flow editor as who draws uses it."""

import re
from typing import cast

from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import Person
from tests.support.browser import PATIENCE_MS


def step(page: Page, name: str) -> Locator:
    return page.locator(f'.react-flow__node[data-id="{name}"]')


def palette(page: Page, kind: str) -> Locator:
    return page.get_by_role("navigation", name="New step").get_by_role("button", name=kind, exact=True)


def add(page: Page, kind: str, name: str) -> None:
    """The palette's step comes after the chosen one, and is chosen."""
    palette(page, kind).click()
    is_chosen(page, name)


def is_chosen(page: Page, name: str) -> None:
    expect(step(page, name)).to_have_class(re.compile("selected"))


def choose(page: Page, label: str, choice: str) -> None:
    field = page.get_by_role("combobox", name=label, exact=True).first
    field.click()
    field.fill(choice)
    page.get_by_role("option", name=choice).first.click()


def leads(page: Page, name: str, way: str, target: str) -> None:
    """By the form, as the keyboard does it; the search finds a step that is out of sight."""
    go_to(page, name)
    choose(page, f"“{way}” leads to", target)


def go_to(page: Page, name: str) -> None:
    """By the search: `/`, a part of its name, Enter."""
    page.locator("h1").click()
    page.keyboard.press("/")
    choose(page, "Find a step", f"({name})")
    is_chosen(page, name)


def is_saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=PATIENCE_MS)


def is_live(page: Page, version: int) -> None:
    expect(page.get_by_text(f"Live: version {version}")).to_be_visible(timeout=PATIENCE_MS)


def new_flow(admin: Person, name: str) -> str:
    reply = admin.send("POST", "/flows", {"name": name})
    assert reply.ok, reply.text()
    return str(cast("dict[str, object]", reply.json())["flow_id"])


def opens(admin: Person, flow_id: str) -> None:
    admin.page.goto(f"/admin/flows/{flow_id}/draw")
    expect(step(admin.page, "answer")).to_be_visible(timeout=PATIENCE_MS)


def published(admin: Person, flow_id: str) -> dict[str, dict[str, object]]:
    """The steps of its first version."""
    version = admin.get(f"/flows/{flow_id}/versions/1")
    return cast("dict[str, dict[str, dict[str, object]]]", version["document"])["nodes"]


def number_for(admin: Person, number: str, flow_id: str) -> None:
    """A number that callers at /try can dial, of the demo's first project."""
    project_id = admin.items("/projects")[0]["project_id"]
    body = {"number": number, "project_id": project_id, "flow_id": flow_id, "language": "en", "demo": True}
    reply = admin.send("POST", "/numbers", body)
    assert reply.ok, reply.text()
