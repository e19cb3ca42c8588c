"""The first job of those who run the floor: see and step in live, set things up without a file."""

import json
import re
import uuid

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.people import agent, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages

pytestmark = pytest.mark.e2e


def test_the_board_shows_a_waiting_caller_live(pages: Pages) -> None:
    agent(pages, "agent1").becomes("Break")  # somebody is logged in, so that the caller waits
    supervisor, customer = somebody(pages, "supervisor"), caller(pages)
    waiting = _waiting(supervisor.page.get_by_role("row", name=re.compile("^Orders")))
    expect(waiting).to_have_text("0", timeout=PATIENCE_MS)

    customer.dials("1001")
    expect(waiting).to_have_text("1", timeout=PATIENCE_MS)
    customer.hangs_up()
    expect(waiting).to_have_text("0", timeout=PATIENCE_MS)


def _waiting(queue: Locator) -> Locator:
    return queue.get_by_role("cell").first


def test_a_supervisor_changes_the_state_of_an_agent(pages: Pages) -> None:
    henryk, supervisor = agent(pages, "agent8"), somebody(pages, "supervisor")
    henryk.becomes("Ready")

    supervisor.page.get_by_role("button", name=re.compile("Henryk Baran")).click()
    supervisor.page.get_by_role("button", name=re.compile("Break")).click()
    henryk.shows("Break")
    expect(henryk.page.get_by_text("Your supervisor has changed your state")).to_be_visible()


def test_an_administrator_is_told_which_node_of_a_flow_is_wrong(pages: Pages) -> None:
    admin = somebody(pages, "admin")
    admin.page.goto("/admin/flows")
    admin.page.get_by_role("button", name="Flow from a file", exact=True).click()
    document = {
        "format": 1,
        "id": "wrong",
        "name": "Wrong",
        "language": "en",
        "start": "answer",
        "nodes": {"answer": {"type": "answer", "next": "nowhere"}},
    }
    admin.page.locator("textarea").first.fill(json.dumps(document))
    expect(admin.page.get_by_text("nowhere").last).to_be_visible(timeout=PATIENCE_MS)
    expect(admin.page.get_by_role("button", name=re.compile("Publish"))).to_be_disabled()


def test_an_administrator_adds_a_skill(pages: Pages) -> None:
    admin = somebody(pages, "admin")
    name = f"Skill {uuid.uuid4().hex[:6]}"
    admin.page.goto("/admin/skills")
    admin.page.get_by_role("button", name="New skill").click()
    admin.page.get_by_label("Name").fill(name)
    admin.page.get_by_role("button", name=re.compile("^Save")).click()

    expect(admin.page.get_by_text(f"Saved: {name}")).to_be_visible(timeout=PATIENCE_MS)
    assert name in {skill["name"] for skill in admin.items("/skills")}
