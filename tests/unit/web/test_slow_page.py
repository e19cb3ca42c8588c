"""A page that does not read is dropped, and harms nobody."""

import asyncio

from ringwell.adapters.web.feed import put
from ringwell.adapters.web.live import Hello, Snapshot
from ringwell.adapters.web.relay_live import TOO_SLOW
from ringwell.projects.model import Client
from tests.support.edge import RunningEdge


async def test_a_page_that_does_not_read_is_dropped_and_comes_back(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    feed = ringwell.brain.door.feed(acme.workspace_id)
    async with ringwell.browser(acme, boss) as browser:
        socket = await browser.live("board")
        await socket.until(Hello)
        await socket.until(Snapshot)
        big = "x" * 40_000
        async with asyncio.timeout(20):
            while len(ringwell.edge.pages):
                # Nobody reads: socket buffers fill, then the page's own queue, then it is dropped.
                for number in range(20):
                    feed.publish(
                        "board", [put("clients", str(number), Client(client_id=big, name=str(feed)))]
                    )
                    feed.publish("board", [put("clients", str(number), Client(client_id=big, name="b"))])
                await asyncio.sleep(0.01)
        assert ringwell.edge.metrics.text().count(b"ringwell_live_slow_pages_total 1.0") == 1
        assert await socket.close_code() in {TOO_SLOW, None, 1006}
        again = await browser.live("board")
        await again.until(Hello)
        await again.until(Snapshot)
