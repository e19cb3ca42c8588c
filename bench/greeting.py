"""From a caller's INVITE to the first packet of the greeting's sound, at five calls a second."""

import asyncio
import time

from bench.figures import Figure, percentile, spread
from bench.phones import bench_phone, stream_of
from bench.site import Site, caller_number, running_site
from ringwell.runtime.demo_callers import TRUNK_SOURCE
from tests.support.sip import Phone

CALLS_PER_SECOND = 5
CALLS = 200
LISTEN_S = 2.0
WARM_UP = 5


async def measure() -> list[Figure]:
    async with running_site() as site:
        for _ in range(WARM_UP):
            await _listen(site)
        begun = asyncio.get_running_loop().time()
        calls: list[asyncio.Task[float | None]] = []
        for number in range(CALLS):
            await asyncio.sleep(
                max(0.0, begun + number / CALLS_PER_SECOND - asyncio.get_running_loop().time())
            )
            calls.append(asyncio.create_task(_listen(site), name="caller"))
        heard = await asyncio.gather(*calls)
    took = [seconds * 1000 for seconds in heard if seconds is not None]
    silent = f"; {CALLS - len(took)} calls heard nothing within {LISTEN_S:g} s" if len(took) < CALLS else ""
    return [
        Figure(
            figure="INVITE to the greeting's first packet, p99",
            value=round(percentile(took, 99), 1),
            unit="ms",
            goal="<= 150",
            note=f"number 1000 at {CALLS_PER_SECOND} calls/s; {spread(took)}{silent}",
        )
    ]


async def _listen(site: Site) -> float | None:
    """One call; after how many seconds it heard something."""
    phone: Phone = await bench_phone(TRUNK_SOURCE, site.sip, caller_number(), site.studio)
    try:
        begun = time.perf_counter()
        leg = await phone.call("1000")
        await asyncio.sleep(LISTEN_S)
        leg.hang_up()
        await asyncio.sleep(0.2)
        heard = stream_of(leg).first_at
        return None if heard is None else heard - begun
    finally:
        phone.close()
