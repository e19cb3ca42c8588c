"""Who would get a call, said beforehand; who got it and why not others, said afterwards. A real call."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import agent, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages

pytestmark = pytest.mark.e2e


def test_the_probe_names_who_is_rung_and_the_conversation_says_why(pages: Pages) -> None:
    at_work = agent(pages)
    at_work.becomes("Ready")
    chief = somebody(pages, "supervisor")
    page = chief.page
    page.goto("/board")
    page.get_by_role("link", name="Who would get this? Orders").click()
    expect(page.get_by_text("Anna Kowalska would be rung now")).to_be_visible(timeout=PATIENCE_MS)
    everybody = page.get_by_role("table", name="Everybody, and why")
    expect(everybody.get_by_role("row", name=re.compile("Boris Orlov"))).to_contain_text(
        "cannot take a call now"
    )
    expect(everybody.get_by_role("row", name=re.compile("David Marsh"))).to_contain_text("lacks Orders")

    dialling = caller(pages)
    dialling.dials("1001")
    at_work.is_offered()
    page.get_by_role("group", name="Waiting now").get_by_role("button").click()
    expect(page.get_by_text("Anna Kowalska is being rung for this caller")).to_be_visible()
    at_work.answers()
    dialling.hangs_up()
    at_work.wraps_up()

    page.goto("/conversations")
    page.locator("tbody").get_by_role("row").first.click()
    story = page.get_by_role("region", name="What happened")
    why = story.get_by_role("group").filter(has_text="Anna Kowalska was the only one free who could take it")
    expect(why).to_be_visible(timeout=PATIENCE_MS)
    why.locator("summary").click()
    expect(why).to_contain_text(re.compile(r"Passed over: .*\d not free"))
    expect(why).to_contain_text("without a skill that is needed")


def test_a_caller_is_given_by_hand_and_another_taken_from_the_list(pages: Pages) -> None:
    """Anna is at her desk but not ready; David is ready and knows nothing of orders."""
    anna, david = agent(pages), agent(pages, "agent4")
    anna.becomes("Break")
    david.becomes("Ready")
    first = caller(pages)
    first.dials("1001")
    page = somebody(pages, "supervisor").page
    page.goto("/who")
    page.get_by_role("group", name="Waiting now").get_by_role("button").click(timeout=PATIENCE_MS)
    row = page.get_by_role("row", name=re.compile("David Marsh"))
    row.get_by_role("button", name="Give to").click()
    expect(page.get_by_text("Given to David Marsh")).to_be_visible()
    david.answers()

    second = caller(pages)
    second.dials("1001")
    anna.page.get_by_role("button", name="Waiting").click(timeout=PATIENCE_MS)
    anna.page.get_by_role("button", name="Take").click()
    anna.answers()
    for talk, at_work in ((first, david), (second, anna)):
        talk.hangs_up()
        at_work.wraps_up()
