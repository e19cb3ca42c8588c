"""The people of a test and what they do at their screens."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, cast

from playwright.sync_api import APIResponse, Error, Locator, Page, expect

from tests.support.browser import CALLER_HZ, PATIENCE_MS, Pages

PASSWORD: Final = "demo"


@dataclass
class Person:
    """Somebody signed in, at the first screen of their role."""

    page: Page

    def get(self, path: str) -> dict[str, object]:
        reply = self.page.request.get(f"/api/v1{path}")
        assert reply.ok, reply.text()
        return cast("dict[str, object]", reply.json())

    def items(self, path: str) -> list[dict[str, object]]:
        return cast("list[dict[str, object]]", self.get(path)["items"])

    def send(self, method: str, path: str, body: object, **headers: str) -> APIResponse:
        origin = self.page.evaluate("location.origin")
        return self.page.request.fetch(
            f"/api/v1{path}",
            method=method,
            data=body,
            headers={"Origin": origin, "X-Requested-With": "ringwell", **headers},
        )

    def change(self, path: str, body: object) -> None:
        """PATCH with the version that was read just now."""
        read = self.page.request.get(f"/api/v1{path}")
        reply = self.send("PATCH", path, body, **{"If-Match": read.headers.get("etag", "*")})
        assert reply.ok, reply.text()


@dataclass
class Agent(Person):
    """An agent at the desk."""

    def _button(self) -> Locator:
        return self.page.locator("button[title='Change my state']")

    def state(self) -> str:
        return self._button().inner_text()

    def shows(self, words: str, seconds: float = 20) -> None:
        """Until the own state says so."""
        expect(self._button()).to_contain_text(words, timeout=seconds * 1000)

    def becomes(self, choice: str, shown: str | None = None) -> None:
        """Choose a state. A caller who waits is offered at once: then `shown` is not the choice."""
        self._button().click()
        self.page.get_by_role("menuitem", name=choice, exact=True).click()
        self.shows(shown or choice)

    def is_offered(self, seconds: float = 20) -> None:
        """Until a call may be answered here: it is offered, and the phone rings."""
        expect(self.page.get_by_role("button", name="Answer")).to_be_enabled(timeout=seconds * 1000)

    def answers(self) -> None:
        self.is_offered()
        self.page.keyboard.press("F2")
        self.shows("Talking")

    def ends_call(self) -> None:
        self.page.keyboard.press("F10")
        self.shows("Wrap-up")

    def wraps_up(self, code: str = "in", note: str = "") -> None:
        field = self.page.get_by_role("combobox", name="What was it about?")
        expect(field).to_be_focused(timeout=PATIENCE_MS)
        self.page.keyboard.type(code)
        if note:
            self.page.get_by_label("Note", exact=True).fill(note)
        self.page.keyboard.press("Control+Enter")
        expect(field).to_be_hidden(timeout=PATIENCE_MS)

    def leaves(self) -> None:
        """Ends what is in hand and goes offline, whatever the test has left."""
        if self.page.is_closed() or not self._button().is_visible():
            return
        if self.page.get_by_role("button", name="End call").is_enabled():
            self.ends_call()
        if "Wrap-up" in self.state():
            self.page.keyboard.press("Control+Enter")
        self.becomes("Offline")


@dataclass
class Caller:
    """A customer at the page /try."""

    page: Page

    def dials(self, number: str) -> None:
        self.page.get_by_role("button", name=re.compile(rf"^{number}\b")).click()
        expect(self.page.get_by_text("Connected")).to_be_visible(timeout=PATIENCE_MS)

    def presses(self, key: str) -> None:
        self.page.get_by_role("group", name="Keypad").get_by_role("button", name=key).click()

    def presses_while_connected(self, key: str) -> None:
        """The call may end by itself, before the key is pressed or in that moment."""
        keypad = self.page.get_by_role("group", name="Keypad")
        with suppress(Error):
            keypad.get_by_role("button", name=key).click(timeout=1_000)

    def is_connected(self) -> bool:
        return self.page.get_by_text("Connected").is_visible()

    def hangs_up(self) -> None:
        self.page.get_by_role("button", name="Hang up").click()
        self.is_free()

    def leaves(self) -> None:
        if self.page.get_by_role("button", name="Hang up").is_visible():
            self.hangs_up()

    def is_free(self) -> None:
        expect(self.page.get_by_text("Ready to call")).to_be_visible(timeout=PATIENCE_MS)


def sign_in(page: Page, name: str, workspace: str = "demo", *, word: str = PASSWORD) -> Person:
    page.goto("/")
    page.get_by_label("Name and workspace").fill(f"{name}@{workspace}")
    page.get_by_label("Password", exact=True).fill(word)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/"))
    return Person(page)


def agent(pages: Pages, name: str = "agent1") -> Agent:
    """An agent at the desk, in English, whose phone is registered, not taking calls yet."""
    page = pages.person().new_page()
    person = sign_in(page, name)
    reply = person.send("PATCH", "/me", {"language": "en"})
    assert reply.ok, reply.text()
    at_work = desk(page)
    pages.farewells.append(at_work.leaves)
    return at_work


def desk(page: Page) -> Agent:
    """The desk of whoever is signed in, once its phone is registered."""
    page.goto("/desk")
    expect(page.get_by_text("Line good")).to_be_visible(timeout=30_000)
    expect(page.locator("button[title='Change my state']")).to_be_visible(timeout=PATIENCE_MS)
    return Agent(page)


def caller(pages: Pages) -> Caller:
    page = pages.person(hertz=CALLER_HZ).new_page()
    page.goto("/try")
    expect(page.get_by_text("Ready to call")).to_be_visible(timeout=30_000)
    at_phone = Caller(page)
    pages.farewells.insert(0, at_phone.leaves)
    return at_phone


def somebody(pages: Pages, name: str, workspace: str = "demo") -> Person:
    """A person of another role at their first screen."""
    return sign_in(pages.person().new_page(), name, workspace)
