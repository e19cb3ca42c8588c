"""Every screen in three languages, both themes, two sizes: no word missing, nothing beside the page, no barrier."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import sign_in
from tests.support.barriers import barriers
from tests.support.browser import PATIENCE_MS, Pages

pytestmark = pytest.mark.e2e

WEB: Final = Path(__file__).parents[2] / "web"
NAMESPACES: Final = tuple(path.stem for path in (WEB / "src/i18n/text/en").glob("*.json"))
SIZES: Final = ((1920, 1080), (1280, 800))
LANGUAGES: Final = ("en", "ru", "pl")
THEMES: Final = ("light", "dark")
DRAWN_S: Final = 3.0
ADMIN: Final = (
    "users skills matrix teams sites groups numbers flows own-prompts hours queues segments trunks "
    "clients projects owners dispositions reasons settings mail sms tokens audit"
)
SCREENS: Final = {
    "agent1": ("/desk",),
    "supervisor": (
        *("/board", "/board?wall=1", "/who", "/what-if", "/conversations", "/announcements"),
        *("/past-days", "/introductions", "/blocks", "/lending", "/promises", "/follow-ups"),
    ),
    "admin": ("/start", *(f"/admin/{place}" for place in ADMIN.split()), "/admin/hours/new"),
}


@pytest.mark.parametrize("who", SCREENS)
def test_screens_of_a_role(pages: Pages, who: str) -> None:
    page = pages.person().new_page()
    person = sign_in(page, who)
    found = list[str]()
    for language in LANGUAGES:
        reply = person.send("PATCH", "/me", {"language": language, "theme": "light"})
        assert reply.ok, reply.text()
        for path in SCREENS[who]:
            page.goto(path)
            found += [f"{path} {language} {fault}" for fault in _faults(page, language)]
    person.send("PATCH", "/me", {"language": "en", "theme": "light"})
    assert found == []


def test_screens_for_everybody(pages: Pages) -> None:
    found = list[str]()
    for language in LANGUAGES:
        page = pages.person().new_page()
        for path in ("/", "/try"):
            page.goto(path)
            _choose_language(page, language)
            found += [f"{path} {language} {fault}" for fault in _faults(page, language)]
    assert found == []


def _choose_language(page: Page, language: str) -> None:
    name = {"en": "English", "ru": "Русский", "pl": "Polski"}[language]
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=name).click()


def _faults(page: Page, language: str) -> list[str]:
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=PATIENCE_MS)
    expect(page.locator("main, nav").first).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    found = _still(page, lambda: [f"without words: {key}" for key in _missing_words(page)])
    for theme in THEMES:
        # As the page itself changes it: a screen is loaded once for both.
        page.evaluate("theme => { document.documentElement.dataset.mantineColorScheme = theme }", theme)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{theme}: {fault}" for fault in _still(page, lambda: _misplaced(page))]
        found += [f"{theme}: {barrier}" for barrier in barriers(page)]
    return found


def _still(page: Page, look: Callable[[], list[str]]) -> list[str]:
    """What is wrong, and not only for the moment in which the page is drawn anew."""
    end = time.monotonic() + DRAWN_S
    while (found := look()) and time.monotonic() < end:
        page.wait_for_timeout(50)
    return found


def _misplaced(page: Page) -> list[str]:
    """What has no room on the page as wide as it is now."""
    width, wider = cast(
        "list[int]", page.evaluate("[innerWidth, document.documentElement.scrollWidth - innerWidth]")
    )
    cut = page.evaluate(
        "[...document.querySelectorAll('header nav')].some((nav) => nav.scrollWidth > nav.clientWidth)"
    )
    return [
        *([f"{wider} px wider than {width}"] if wider > 0 else []),
        *(f"{words!r} is cut at {width}" for words in _cut_buttons(page)),
        *([f"the menu is cut at {width}"] if cut else []),
    ]


def _cut_buttons(page: Page) -> list[str]:
    """Words of buttons that have less room than they need: they end beside the button, or at its very edge."""
    words = """() => [...document.querySelectorAll(".mantine-Button-root")].filter((button) => {
        const [label, all] = [button.querySelector(".mantine-Button-label"), button.getBoundingClientRect()];
        return label.scrollWidth > label.clientWidth + 1 || label.getBoundingClientRect().right > all.right - 3;
    }).map((button) => button.innerText)"""
    return cast("list[str]", page.evaluate(words))


def _missing_words(page: Page) -> list[str]:
    """Keys that stand on the screen instead of their words."""
    pattern = rf"(?:^|\s)((?:{'|'.join(NAMESPACES)})\.[a-zA-Z_0-9]+)"
    words = (
        "pattern => [...document.body.innerText.matchAll(new RegExp(pattern, 'g'))].map((found) => found[1])"
    )
    return cast("list[str]", page.evaluate(words, pattern))
