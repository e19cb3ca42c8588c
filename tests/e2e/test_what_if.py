"""The What-if page: a day of real events replayed with changes by the worker, by keyboard, followed, left and cancelled."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Route, expect

from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.installation import open_installation
from ringwell.runtime.stores import open_stores
from tests.e2e.people import Person, somebody
from tests.support.brains import furnish
from tests.support.browser import Pages
from tests.support.installation import Server
from tests.support.past_days import put_calls

pytestmark = pytest.mark.e2e

CALLS: Final = 150
SLUG: Final = "past-days"
PLAYED_MS: Final = 60_000


@pytest.fixture(scope="module")
def day(server: Server) -> str:
    """On which there were calls, in a workspace of this test's own: others call in the demo's on the same day."""

    async def put() -> str:
        stores = open_stores(open_installation(server.environment), RandomIds(), name="test", connections=1)
        try:
            workspace_id = await stores.workspaces.create(SLUG, "Past days", WorkspaceSettings())
            await furnish(stores, SLUG)
            config = await stores.config.load(workspace_id)
            begin = await put_calls(stores, config, CALLS)
            return begin.astimezone(ZoneInfo(config.settings.zone)).date().isoformat()
        finally:
            await stores.close()

    # The browser's own loop runs in this thread.
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, put()).result()


@pytest.fixture
def supervisor(pages: Pages, day: str) -> Person:
    assert day
    return somebody(pages, "supervisor", SLUG)


def _open(person: Person, day: str) -> Page:
    page = person.page
    page.goto("/what-if")
    page.get_by_label("Day", exact=True).fill(day)
    return page


def test_a_day_is_played_with_more_people_by_keyboard(supervisor: Person, day: str) -> None:
    page = _open(supervisor, day)
    page.get_by_role("button", name="Add people").press("Enter")
    form = page.get_by_role("form", name="The day and the changes")
    form.get_by_role("combobox", name="Queue").press("ArrowDown")
    page.get_by_role("option", name="Bank").wait_for()
    page.keyboard.type("Bank")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(form.get_by_role("combobox", name="Queue")).to_have_value("Bank")
    form.get_by_label("From").fill("00:00")
    form.get_by_label("Until").fill("23:59")
    page.keyboard.press("Control+Enter")
    level = page.get_by_role("row", name="Service level")
    expect(level).to_be_visible(timeout=PLAYED_MS)
    gave_up = page.get_by_role("row", name="Gave up")
    expect(gave_up.get_by_role("cell").first).to_have_text(re.compile(r"^20\s%$"))
    expect(gave_up.get_by_role("cell").nth(2)).to_contain_text("±")
    expect(page.get_by_role("img", name=re.compile("Service level by half hours"))).to_be_visible()
    page.get_by_text("Mean wait", exact=True).last.click()
    expect(page.get_by_role("img", name=re.compile("Mean wait by half hours"))).to_be_visible()

    # The question has an address of its own, and stands in the list after a reload.
    page.reload()
    expect(level).to_be_visible(timeout=PLAYED_MS)
    expect(page.get_by_text("1 change").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as SVG").click()
    assert download.value.path().read_text().startswith("<svg")


def test_a_day_on_which_nobody_came_says_so(supervisor: Person) -> None:
    page = _open(supervisor, "2020-02-02")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nobody came to a queue on that day")).to_be_visible(timeout=PLAYED_MS)


def test_progress_is_shown_and_it_can_be_cancelled(supervisor: Person, day: str) -> None:
    """The worker is quicker than a hand: a page that is told of a long one."""
    page = supervisor.page
    asked = supervisor.send("POST", "/what-if", {"day": day, "runs": 2}).json()
    running = {**asked, "state": "running", "progress": 0.37}

    def told(route: Route) -> None:
        route.fulfill(body=json.dumps(running), content_type="application/json")

    page.route(re.compile(rf"/api/v1/what-if/{asked['job_id']}$"), told)
    with page.expect_request(re.compile(rf"/what-if/{asked['job_id']}/cancel$")) as cancelled:
        page.goto(f"/what-if?question={asked['job_id']}")
        bar = page.get_by_role("progressbar")
        expect(bar).to_have_attribute("aria-valuenow", "37")
        expect(page.get_by_text("37 %").first).to_be_visible()
        page.get_by_role("button", name="Cancel").press("Enter")
    assert cancelled.value.method == "POST"


def test_an_agent_does_not_see_it(pages: Pages) -> None:
    page = somebody(pages, "agent2").page
    page.goto("/what-if")
    page.wait_for_url(re.compile("/desk$"))
    expect(page.get_by_role("link", name="What if")).to_have_count(0)
