"""A page that is used by its keys alone."""

from typing import Final

from playwright.sync_api import Locator, Page, expect

STEPS_BY_TAB: Final = 40


def forbid_the_mouse(page: Page) -> None:
    """From the next address on; `is_untouched` tells whether nobody pressed it."""
    page.add_init_script(
        "window.pressed = 0; addEventListener('pointerdown', () => { window.pressed += 1 }, true)"
    )


def is_untouched(page: Page) -> bool:
    return page.evaluate("window.pressed") == 0


def tabs_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab to go back, until this has the focus; AssertionError when it cannot be reached."""
    for _ in range(STEPS_BY_TAB):
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            return
        page.keyboard.press(key)
    expect(wanted).to_be_focused()


def leaves_the_fields(page: Page) -> None:
    """Press Tab until keys are keys again, and no text."""
    for _ in range(STEPS_BY_TAB):
        if not page.evaluate("['INPUT', 'TEXTAREA'].includes(document.activeElement?.tagName)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the fields have no end")
