"""From something at the switch to the change on supervisors' screens, with twenty of them looking."""

import asyncio
import time
from dataclasses import dataclass, field

from aiohttp import ClientWebSocketResponse

from bench.figures import Figure, percentile, spread
from bench.phones import bench_phone
from bench.site import Site, caller_number, running_site
from ringwell.runtime.demo_callers import TRUNK_SOURCE

VIEWERS = 20
CALLS_PER_SECOND = 5
CALLS = 150
STAY_S = 2.0


@dataclass(eq=False)
class Screen:
    """A supervisor's live board: when each caller was first shown, and when taken away."""

    shown: dict[str, float] = field(default_factory=dict[str, float])
    gone: dict[str, float] = field(default_factory=dict[str, float])
    interactions: dict[str, str] = field(default_factory=dict[str, str])

    async def follow(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            now = time.perf_counter()
            frame = message.json()
            for change in frame.get("changes", ()):
                if change["collection"] == "calls":
                    self._see(change, now)

    def _see(self, change: dict[str, dict[str, str] | str], now: float) -> None:
        interaction, value = str(change["id"]), change.get("value")
        if isinstance(value, dict):
            self.interactions.setdefault(interaction, value["caller_number"])
            self.shown.setdefault(value["caller_number"], now)
        elif interaction in self.interactions:
            self.gone.setdefault(self.interactions[interaction], now)


async def measure() -> list[Figure]:
    async with running_site() as site:
        screens = await _open_screens(site)
        calls: dict[str, tuple[float, float]] = {}
        callers: list[asyncio.Task[None]] = []
        begun = time.perf_counter()
        for number in range(CALLS):
            await asyncio.sleep(max(0.0, begun + number / CALLS_PER_SECOND - time.perf_counter()))
            callers.append(asyncio.create_task(_call(site, calls), name="caller"))
        await asyncio.gather(*callers)
        await asyncio.sleep(1.0)
    came = [_after(screen.shown, number, at) for screen in screens for number, (at, _) in calls.items()]
    left = [_after(screen.gone, number, at) for screen in screens for number, (_, at) in calls.items()]
    return [
        _figure("a caller's INVITE to the call on a supervisor's screen, p99", came),
        _figure("a caller's BYE to the call gone from a supervisor's screen, p99", left),
    ]


def _after(seen: dict[str, float], number: str, at: float) -> float | None:
    return (seen[number] - at) * 1000 if number in seen else None


def _figure(name: str, measured: list[float | None]) -> Figure:
    took = [each for each in measured if each is not None]
    missing = f"; {len(measured) - len(took)} never seen" if len(took) < len(measured) else ""
    note = (
        f"{VIEWERS} viewers of the board, {CALLS_PER_SECOND} calls/s; counted from the packet that the caller sends, so the "
        f"switch's own time is in it; {spread(took)}{missing}"
    )
    return Figure(figure=name, value=round(percentile(took, 99), 1), unit="ms", goal="<= 300", note=note)


async def _open_screens(site: Site) -> list[Screen]:
    viewers = await site.add_people(VIEWERS, "supervisor")
    screens: list[Screen] = []
    for viewer in viewers:
        screen = Screen()
        site.follow(screen.follow(await site.live(viewer, "board")))
        screens.append(screen)
    await asyncio.sleep(1.0)
    return screens


async def _call(site: Site, calls: dict[str, tuple[float, float]]) -> None:
    number = caller_number()
    phone = await bench_phone(TRUNK_SOURCE, site.sip, number, site.studio)
    try:
        begun = time.perf_counter()
        leg = await phone.call("1000")
        await asyncio.sleep(STAY_S)
        calls[number] = (begun, time.perf_counter())
        leg.hang_up()
        await asyncio.sleep(0.5)
    finally:
        phone.close()
