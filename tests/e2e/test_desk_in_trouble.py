"""What a desk says and keeps when something goes wrong: a reload, another tab, calls not taken, a lost network."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

import pytest
from playwright.sync_api import expect

from ringwell.runtime.processes import send
from tests.e2e.people import Agent, Caller, Person, agent, caller, desk, somebody
from tests.support.browser import (
    PATIENCE_MS,
    Pages,
    close_sockets,
    hears_agent,
    hears_caller,
    hears_music,
    until,
)
from tests.support.installation import Server

pytestmark = pytest.mark.e2e


def test_a_reload_in_a_call_keeps_the_caller_and_the_call(pages: Pages) -> None:
    anna, customer = _talking(pages, "agent2")
    supervisor = somebody(pages, "supervisor")
    until(lambda: len(_up(supervisor)) == 1, 20, "this is the only call")
    (up,) = _up(supervisor)

    anna.page.reload(wait_until="commit")
    until(lambda: hears_music(customer.page), 20, "the caller hears music")
    until(lambda: hears_agent(customer.page) and hears_caller(anna.page), 20, "both talk again")
    assert customer.is_connected()

    anna.ends_call()
    anna.wraps_up()
    until(lambda: _is_stored(supervisor, up["interaction_id"]), 30, "both recordings are stored")
    whole = supervisor.get(f"/interactions/{up['interaction_id']}")
    parts = cast("list[dict[str, object]]", whole["parts"])
    recordings = cast("list[dict[str, object]]", whole["audio"])
    assert [part["agent_id"] for part in parts] == [parts[0]["agent_id"]] * 2
    assert {part["recording_id"] for part in parts} == {each["recording_id"] for each in recordings}
    assert len(recordings) == 2


def test_a_reload_while_there_is_no_brain_keeps_the_call(pages: Pages, server: Server) -> None:
    """The page's goodbye reaches nobody, so that its leg is still at the switch when the next brain begins."""
    anna, customer = _talking(pages, "agent3")
    with _brain_away(server):
        anna.page.reload(wait_until="commit")
        expect(anna.page.get_by_text("Line good")).to_be_visible(timeout=30_000)
        assert customer.is_connected()
    until(lambda: hears_agent(customer.page) and hears_caller(anna.page), 40, "both talk again")
    anna.shows("Talking")
    anna.ends_call()
    customer.is_free()
    anna.wraps_up()


def test_the_older_tab_says_that_a_newer_one_took_over(pages: Pages) -> None:
    anna = agent(pages)
    newer = desk(anna.page.context.new_page())

    expect(anna.page.get_by_role("heading", name="Your desk is open in another tab")).to_be_visible(
        timeout=PATIENCE_MS
    )
    anna.page.get_by_role("button", name="Work in this tab").click()
    expect(anna.page.get_by_text("Line good")).to_be_visible(timeout=30_000)
    expect(newer.page.get_by_role("heading", name="Your desk is open in another tab")).to_be_visible(
        timeout=PATIENCE_MS
    )


def test_a_declined_call_goes_to_the_next_agent(pages: Pages) -> None:
    anna, customer = agent(pages), caller(pages)
    anna.becomes("Ready")
    customer.dials("1001")
    anna.is_offered()
    celina = agent(pages, "agent3")
    celina.becomes("Ready")

    anna.page.keyboard.press("Shift+F2")
    celina.answers()
    expect(anna.page.get_by_role("button", name="Answer")).to_be_hidden(timeout=PATIENCE_MS)
    until(lambda: hears_agent(customer.page), 20, "the caller hears the other agent")
    customer.hangs_up()
    celina.wraps_up()


@pytest.fixture
def impatient(pages: Pages) -> Generator[Person]:
    """The administrator, while offers last five seconds and two misses in a row are enough."""
    admin = somebody(pages, "admin")
    usual = _orders(admin)["offer_timeout_s"]
    admin.change("/settings", {"misses_limit": 2})
    _offers_last(admin, 5)
    yield admin
    admin.change("/settings", {"misses_limit": 3})
    _offers_last(admin, usual)


def _orders(admin: Person) -> dict[str, object]:
    (orders,) = [queue for queue in admin.items("/queues") if queue["name"] == "Orders"]
    return orders


def _offers_last(admin: Person, seconds: object) -> None:
    admin.change(f"/queues/{_orders(admin)['queue_id']}", {"offer_timeout_s": seconds})


def test_missed_calls_in_a_row_make_an_agent_not_ready_and_it_is_told(
    pages: Pages, impatient: Person
) -> None:
    anna, customer = agent(pages, "agent8"), caller(pages)
    anna.becomes("Ready")
    customer.dials("1001")

    anna.shows("Missed calls", 60)
    expect(anna.page.get_by_text("You missed 2 calls in a row")).to_be_visible(timeout=PATIENCE_MS)
    assert customer.is_connected(), "the caller still waits"
    _offers_last(impatient, 20)
    anna.becomes("Ready", shown="Offered")
    anna.answers()
    customer.hangs_up()
    anna.wraps_up()


def test_a_call_goes_on_while_the_desk_has_no_server(pages: Pages) -> None:
    anna, customer = _talking(pages, "agent6")
    context = anna.page.context

    context.set_offline(True)
    close_sockets(anna.page, "/live")
    close_sockets(anna.page, "/ws")
    expect(anna.page.get_by_text("No connection to Ringwell")).to_be_visible(timeout=PATIENCE_MS)
    expect(anna.page.get_by_text("data from")).to_be_visible(timeout=PATIENCE_MS)
    until(lambda: hears_agent(customer.page) and hears_caller(anna.page), 20, "both still hear each other")

    context.set_offline(False)
    expect(anna.page.get_by_text("No connection to Ringwell")).to_be_hidden(timeout=30_000)
    expect(anna.page.get_by_text("Line good")).to_be_visible(timeout=30_000)
    anna.shows("Talking")
    until(lambda: hears_agent(customer.page) and hears_caller(anna.page), 20, "both still hear each other")
    anna.ends_call()
    customer.is_free()
    anna.wraps_up()


@contextmanager
def _brain_away(server: Server) -> Generator[None]:
    """The brain is killed, and the next one held before it does anything, until the end of the block."""
    killed = server.child("brain")
    assert killed is not None
    send(killed, signal.SIGKILL)
    until(lambda: server.child("brain") not in (killed, None), 60, "another brain is started")
    held = server.child("brain")
    assert held is not None
    send(held, signal.SIGSTOP)
    try:
        yield
    finally:
        send(held, signal.SIGCONT)


def _talking(pages: Pages, name: str) -> tuple[Agent, Caller]:
    """An agent and a customer who hear each other."""
    anna, customer = agent(pages, name), caller(pages)
    anna.becomes("Ready")
    customer.dials("1001")
    anna.answers()
    until(lambda: hears_agent(customer.page) and hears_caller(anna.page), 20, "both hear each other")
    return anna, customer


def _up(person: Person) -> list[dict[str, object]]:
    return [each for each in person.items("/interactions") if each["result"] is None]


def _is_stored(person: Person, interaction_id: object) -> bool:
    recordings = cast("list[dict[str, object]]", person.get(f"/interactions/{interaction_id}")["audio"])
    return len(recordings) > 0 and all(each["state"] == "stored" for each in recordings)
