"""The desk's keypad: what an agent presses comes to the telephone at the other end, as the events that menus listen to."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.e2e.people import agent
from tests.support.browser import PATIENCE_MS, Pages
from tests.support.installation import Server
from tests.support.polling import until
from tests.support.sip import phone

pytestmark = pytest.mark.e2e

TRUNK = "127.0.0.2"
CALLER_HZ = 440.0
KEYS = "5*"


def test_a_key_that_is_pressed_is_heard_by_a_telephone_at_the_other_end(pages: Pages, server: Server) -> None:
    anna = agent(pages)
    anna.becomes("Ready")
    with ThreadPoolExecutor(1) as other:
        heard = other.submit(asyncio.run, keys_heard(server))
        anna.answers()
        anna.page.get_by_role("button", name="Keypad").click()
        keypad = anna.page.get_by_role("group", name="Keypad").first
        keypad.get_by_role("button", name="5").click()
        anna.page.keyboard.press("*")
        expect(keypad.get_by_text(KEYS)).to_be_visible(timeout=PATIENCE_MS)
        assert heard.result(timeout=30) == KEYS
    anna.shows("Wrap-up")


async def keys_heard(server: Server) -> str:
    """Of a caller from outside, who hangs up after the second."""
    switch = "127.0.0.1", int(server.environment["RINGWELL_SIP_PORT"])
    async with phone(TRUNK, switch, "+48225550177") as caller:
        leg = await caller.call("1001")
        leg.sound.play(CALLER_HZ)
        await until(lambda: len(leg.sound.keys) >= len(KEYS), 60)
        leg.hang_up()
        return leg.sound.keys
