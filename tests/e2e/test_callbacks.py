"""Callbacks and follow-ups as a newcomer tries them: the page of a caller is rung, and both hear each other."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Agent, Caller, Person, agent, caller, somebody
from tests.support.browser import PATIENCE_MS, Pages, hears_agent, hears_caller, until

pytestmark = pytest.mark.e2e

STRAIGHT = "1001"
RING_MS = 30_000
SEVEN_SECONDS = re.compile(r"^0:(0[7-9]|[1-5]\d)$")
"""Or more: who looks once a second may miss the very one."""


def test_who_asked_by_key_and_hung_up_is_called_back_at_the_page(pages: Pages) -> None:
    anna, first, customer = _busy(pages)
    board = somebody(pages, "supervisor")
    customer.dials(STRAIGHT)
    until(lambda: _asks(customer, board), 60, "the board tells of a callback")
    customer.leaves()
    customer.is_free()

    first.hangs_up()
    anna.shows("Wrap-up")
    anna.wraps_up()
    _takes(anna)
    _is_rung(customer)
    _both_talk(anna, customer)
    anna.ends_call()
    customer.is_free()
    anna.wraps_up()


def test_a_caller_who_gave_up_is_called_from_the_list_and_another_is_ticked_off(pages: Pages) -> None:
    anna, first, customer = _busy(pages)
    other = caller(pages)
    for each in (customer, other):
        each.dials(STRAIGHT)
    for each in (customer, other):
        expect(each.page.get_by_text(SEVEN_SECONDS).first).to_be_visible(timeout=PATIENCE_MS)
        each.hangs_up()
    first.hangs_up()
    anna.shows("Wrap-up")
    anna.wraps_up()

    page = anna.page
    page.get_by_role("link", name="Follow-ups").click()
    rows = page.get_by_role("row").filter(has=page.get_by_role("button", name="Call", exact=True))
    expect(rows).to_have_count(2, timeout=PATIENCE_MS)
    rows.first.get_by_role("button", name="Call", exact=True).click()
    page.get_by_role("link", name="Desk").click()
    anna.shows("Talking")  # her own call: her phone answers it by itself
    until(lambda: _rings(other) or _rings(customer), 20, "the caller's page is rung")
    called = other if _rings(other) else customer
    _is_rung(called)
    _both_talk(anna, called)
    anna.ends_call()
    anna.wraps_up()

    page.get_by_role("link", name="Follow-ups").click()
    expect(rows).to_have_count(1, timeout=PATIENCE_MS)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("Nobody is to be called.")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_text("Done", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("link", name="Desk").click()


def _busy(pages: Pages) -> tuple[Agent, Caller, Caller]:
    """Anna talks to somebody; another customer sits at the page."""
    anna, first, customer = agent(pages), caller(pages), caller(pages)
    anna.becomes("Ready")
    first.dials(STRAIGHT)
    anna.answers()
    return anna, first, customer


def _asks(customer: Caller, board: Person) -> bool:
    """Press 1, which means nothing before it is offered and nothing after it is done; whether the board tells of the callback."""
    if customer.is_connected():
        customer.presses_while_connected("1")
    board.page.wait_for_timeout(500)
    return board.page.get_by_role("region", name="Callbacks owed").is_visible()


def _takes(anna: Agent) -> None:
    """Answers what is offered: the customer is rung then."""
    anna.is_offered()
    anna.page.keyboard.press("F2")


def _rings(customer: Caller) -> bool:
    return customer.page.get_by_role("button", name="Answer").is_visible()


def _is_rung(customer: Caller) -> None:
    answer = customer.page.get_by_role("button", name="Answer")
    expect(answer).to_be_visible(timeout=RING_MS)
    expect(customer.page.get_by_text(re.compile("Somebody calls you"))).to_be_visible()
    answer.click()


def _both_talk(anna: Agent, customer: Caller) -> None:
    until(lambda: hears_caller(anna.page), 20, "the agent hears the customer")
    until(lambda: hears_agent(customer.page), 20, "the customer hears the agent")
