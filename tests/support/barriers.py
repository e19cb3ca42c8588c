"""What keeps people with other senses or hands from a page, as axe finds it."""

from pathlib import Path
from typing import Final, cast

from playwright.sync_api import Page

AXE: Final = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"


def barriers(page: Page) -> list[str]:
    """What axe calls serious or critical, with the first elements of each, once what fades in or out has done so."""
    page.evaluate(AXE.read_text())
    words = """async () => {
        const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
        const moving = document.getAnimations().filter(ends);
        const rest = Promise.all(moving.map(({ finished }) => finished.catch(() => {})));
        await Promise.race([rest, new Promise((enough) => setTimeout(enough, 3000))]);
        return (await axe.run()).violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}`);
    }"""
    return cast("list[str]", page.evaluate(words))
