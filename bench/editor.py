"""A large flow is opened in the editor: from the click to its steps on the screen, in a browser that has just loaded the application."""

import asyncio
from typing import Final

from bench.figures import Figure, percentile
from bench.flows import document
from bench.page import browser, sign_in
from bench.site import Site, running_site

OPENS: Final = 5
BLOCKS: Final = 200
LOADED: Final = "main"
"""There once the application stands."""
OPEN: Final = """
new Promise(tell => {{
  const begun = performance.now();
  const seen = () => document.querySelector(".react-flow__viewport .react-flow__node") !== null
    && document.querySelector(".react-flow__viewport .react-flow__edge") !== null;
  const look = () => seen()
    ? requestAnimationFrame(() => setTimeout(() => tell(performance.now() - begun)))
    : requestAnimationFrame(look);
  history.pushState({{}}, "", "/admin/flows/{flow_id}/draw");
  dispatchEvent(new PopStateEvent("popstate"));
  look();
}})
"""
"""Until the first steps and ways have been painted, and the page is free for the next thing."""


async def measure() -> list[Figure]:
    async with running_site() as site:
        flow_id, nodes = await _drawn(site)
        took = [await _open(site, flow_id) for _ in range(OPENS)]
    note = f"{nodes} steps, {OPENS} browsers that had never seen the editor; slowest {max(took):.0f} ms"
    return [
        Figure(
            figure="1,000-node flow opened in the editor, median",
            value=round(percentile(took, 50)),
            unit="ms",
            goal="<= 1000",
            note=note,
        )
    ]


async def _drawn(site: Site) -> tuple[str, int]:
    """A flow whose draft is large, and how many steps it has."""
    drawn = document(BLOCKS)
    session = await site.page_of(await site.person("admin"))
    async with session.post("/api/v1/flows", json={"name": "Large"}) as answer:
        flow_id = (await answer.json())["flow_id"]
    form = {"document": drawn, "base": 0}
    async with session.put(
        f"/api/v1/flows/{flow_id}/draft", json=form, headers={"If-Match": '"0"'}
    ) as answer:
        assert answer.status < 300, await answer.text()
    return flow_id, len(drawn["nodes"])


async def _open(site: Site, flow_id: str) -> float:
    """Milliseconds."""
    async with browser() as page:
        await sign_in(page, site, "admin")
        await page.ask("Page.navigate", url=f"{site.server.url}/admin/hours")
        async with asyncio.timeout(30):
            await page.loaded.wait()
            await page.milliseconds(
                f"new Promise(tell => {{ const look = () => document.querySelector('{LOADED}')"
                " ? setTimeout(() => tell(0), 1000) : requestAnimationFrame(look); look(); })"
            )
            return await page.milliseconds(OPEN.format(flow_id=flow_id))
