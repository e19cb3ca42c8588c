"""The check before a shift in a real browser: the tone of its microphone comes back from the real switch, and only then one is ready."""

from typing import cast

import pytest
from playwright.sync_api import expect

from tests.e2e.people import agent, somebody
from tests.support.browser import Pages

pytestmark = pytest.mark.e2e

FAINTEST_DB = -20.0


def test_nobody_is_ready_before_the_check_which_ends_with_ones_own_voice(pages: Pages) -> None:
    admin = somebody(pages, "admin")
    admin.change("/settings", {"shift_check": "required"})
    try:
        anna = agent(pages)
        anna.page.locator("button[title='Change my state']").click()
        anna.page.get_by_role("menuitem", name="Ready", exact=True).click()
        card = anna.page.get_by_role("region", name="Check of headset, network and noise")
        card.get_by_role("button", name="Begin").click()
        expect(card.get_by_text("A tone was played where calls ring.")).to_be_visible(timeout=30_000)
        card.get_by_role("button", name="Heard it").click()
        expect(card.get_by_text("you hear yourself back")).to_be_visible()
        expect(card.get_by_text("Did you hear yourself?")).to_be_visible(timeout=30_000)
        card.get_by_role("button", name="Heard it").click()
        expect(card.get_by_text("Kept. This is what was found:")).to_be_visible()
        kept = cast("dict[str, float]", anna.items("/shift-checks")[0])
        assert kept["echo_db"] > FAINTEST_DB
        card.get_by_role("button", name="Done").click()
        anna.becomes("Ready")
    finally:
        admin.change("/settings", {"shift_check": "offered"})
