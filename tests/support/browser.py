"""A headless browser whose microphones are tones, so that who hears whom can be measured."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypedDict, cast

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

CHROMIUM: Final = Path("/usr/bin/chromium")
FLAGS: Final = (
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)
AGENT_HZ: Final = 1000
CALLER_HZ: Final = 440
TONE_DB: Final = -60
"""A tone weaker than this is taken as not there."""
MARGIN_DB: Final = 20
"""How much louder the other's tone must be than one's own."""
PATIENCE_MS: Final = 20_000
_TONES: Final = (Path(__file__).parent / "browser_tones.js").read_text()


class Heard(TypedDict):
    """Decibels of the wanted tones, and of all together."""

    tones: list[float]
    all: float


@contextmanager
def chromium() -> Generator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)  # five seconds would be a test of how busy the machine is
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return once the condition holds; AssertionError with `what` when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def holds_mostly(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """AssertionError when the condition holds less than four fifths of the time: a busy machine drops sound."""
    end, moments = time.monotonic() + seconds, list[bool]()
    while time.monotonic() < end:
        moments.append(condition())
        time.sleep(0.1)
    assert sum(moments) >= 0.8 * len(moments), f"only {sum(moments)} of {len(moments)} moments: {what}"


@dataclass
class Pages:
    """Browser contexts of one test: each a person at a computer of their own."""

    browser: Browser
    base_url: str
    opened: list[Page] = field(default_factory=list[Page])
    said: list[str] = field(default_factory=list[str])
    """What the pages' consoles said and which errors nobody caught, in order."""
    contexts: list[BrowserContext] = field(default_factory=list[BrowserContext])
    farewells: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    """What people do before they go, so that the next test finds nobody at work."""

    def person(self, *, hertz: int = AGENT_HZ, width: int = 1280, height: int = 800) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport={"width": width, "height": height},
            permissions=["microphone"],
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(_TONES.replace("FREQUENCY", str(hertz)))
        context.on("page", self._opened)
        self.contexts.append(context)
        return context

    def _opened(self, page: Page) -> None:
        number = len(self.opened)
        self.opened.append(page)

        def keep_message(message: ConsoleMessage) -> None:
            self.said.append(f"page-{number} {message.type}: {message.text}")

        def keep_error(error: Error) -> None:
            self.said.append(f"page-{number} uncaught: {error.stack or error.message}")

        page.on("console", keep_message)
        page.on("pageerror", keep_error)

    def keep_evidence(self, folder: Path) -> None:
        """What each open page shows now and what the consoles said, for whoever reads of the failure."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "console.txt").write_text("\n".join(self.said))
        for number, page in enumerate(self.opened):
            if page.is_closed():
                continue
            with suppress(Error):  # one that hangs is to keep nobody from leaving
                page.screenshot(path=folder / f"page-{number}.png", timeout=5_000)

    def close(self) -> None:
        for farewell in self.farewells:
            with suppress(Error, AssertionError):  # the test has said what it had to say
                farewell()
        for context in self.contexts:
            context.close()


def heard(page: Page) -> Heard | None:
    """What the page hears of the caller's and of the agent's tone; None without a call that is up."""
    words = "frequencies => window.ringwellTest.heard(frequencies)"
    return cast("Heard | None", page.evaluate(words, [CALLER_HZ, AGENT_HZ]))


def hears_caller(page: Page) -> bool:
    return _stands_out(heard(page), 0)


def hears_agent(page: Page) -> bool:
    return _stands_out(heard(page), 1)


def hears_music(page: Page) -> bool:
    """Sound, but neither of the two tones on top of it."""
    now = heard(page)
    return now is not None and now["all"] > TONE_DB and not _stands_out(now, 0) and not _stands_out(now, 1)


def _stands_out(now: Heard | None, which: int) -> bool:
    if now is None:
        return False
    tone, other = now["tones"][which], now["tones"][1 - which]
    return tone > TONE_DB and tone - other >= MARGIN_DB


def close_sockets(page: Page, end: str) -> None:
    """Take away the page's open connections to the address that ends so."""
    page.evaluate("end => window.ringwellTest.closeSockets(end)", end)
