"""Routed and recorded calls from end to end, ours and `Queue()`'s in turn: how many a second each sustains, and what one costs the switch.

Both have the same switch with the same settings, the same callers and the same telephones. Calls come at random. A pace is sustained when
fewer than one caller in a hundred talks to nobody, and 95 of 100 have an agent within `WITHIN_MS`.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from bench.figures import Figure
from bench.phones import switch_at
from bench.process import cpu_seconds
from bench.queue_peer import address_of, queue_switch
from bench.site import Site, running_site
from bench.staff import Staff, all_ready, employ, lines_of, numbers_of, sign_in
from bench.traffic import TALK_MS, Burst, Telephones, burst, telephones
from ringwell.adapters.asterisk.http import AriAddress
from tests.support.ports import free_sip_port
from tests.support.sip import Address

WITHIN_MS: Final = 100.0
FAILED: Final = 0.01
BURST_S: Final = 5.0
PAIRS: Final = 2
STEPS: Final = (1.3, 1.08)
"""How much more is asked after a pace that was sustained: first, and after one that was not."""
MOST_TRIES: Final = 14
QUIET_S: Final = 120.0
IDLE: Final = 0.15
"""How much of a core a side may use when nobody calls."""
COST_MEMBERS: Final = 50
COST_PACE: Final = 60.0
COST_PAIRS: Final = 3
COST_S: Final = 10.0


@dataclass(frozen=True)
class Shape:
    """So many queues, with so many members of their own in each; each member is in so many of them."""

    queues: int
    members: int
    each_in: int = 1

    def told(self) -> str:
        if self.queues == 1:
            return f"{self.members} members in one queue"
        everybody = f"{self.queues * self.members} members"
        return (
            f"{everybody} in {self.queues} queues"
            if self.each_in == 1
            else f"{everybody}, each in {self.each_in} of {self.queues} queues"
        )


@dataclass(eq=False)
class Side:
    """Ours or the peer's: where it is called, who answers, and the processes that it is made of."""

    name: str
    ari: AriAddress
    sip: Address
    numbers: Sequence[str]
    phones: Telephones
    folder: Path
    processes: Mapping[str, int]
    site: Site | None = None
    staff: Staff | None = None
    bursts: int = 0
    cost_ms: dict[str, float] = field(default_factory=dict[str, float])
    """What a call of the last burst cost each process."""

    async def call(self, pace: float, seconds: float = BURST_S) -> Burst:
        self.bursts += 1
        before = {name: cpu_seconds(pid) for name, pid in self.processes.items()}
        folder = self.folder / f"burst-{self.bursts}"
        made = await burst(folder, self.sip, self.phones, self.numbers, pace, seconds)
        await self.quiet()
        calls = max(1, made.outcome.calls)
        self.cost_ms = {
            name: (cpu_seconds(pid) - before[name]) / calls * 1000 for name, pid in self.processes.items()
        }
        print(f"      {self.name}: {self._told(pace, made)}", flush=True)
        return made

    async def sustains(self, pace: float) -> bool:
        made = await self.call(pace)
        well = made.failed < FAILED and made.quick(95) < WITHIN_MS
        if not well and self.site and self.staff:
            await all_ready(self.site, self.staff)
        return well

    async def quiet(self) -> None:
        """Nobody is left at the switch, and all is done that comes after a call, or after a thousand phones have signed in."""
        async with asyncio.timeout(QUIET_S), switch_at(self.ari) as ari:
            while await ari.channels.list_all():  # noqa: ASYNC110 - the switch tells nobody
                await asyncio.sleep(0.2)
            used, before = self._used(), -1.0
            while used - before > IDLE:
                await asyncio.sleep(1)
                used, before = self._used(), used

    def _used(self) -> float:
        return sum(cpu_seconds(pid) for pid in self.processes.values())

    def _told(self, pace: float, made: Burst) -> str:
        cost = ", ".join(f"{name} {ms:.2f}" for name, ms in self.cost_ms.items())
        quick = "/".join(f"{made.quick(percent):.0f}" for percent in (50, 95, 99))
        return f"{pace:.0f}/s, failed {made.failed:.1%}, p50/95/99 {quick} ms; CPU ms a call: {cost}"


async def measure() -> list[Figure]:
    few = await _sustained(Shape(queues=1, members=10), begin=20, goal=">= 1.2")
    many = await _sustained(Shape(queues=100, members=10), begin=30, goal=">= 3")
    shared = await _sustained(Shape(queues=100, members=10, each_in=10), begin=30, goal=None)
    return [few, many, shared, await _cost()]


async def _sustained(shape: Shape, begin: float, goal: str | None) -> Figure:
    async with _both(shape) as (ours, peer):
        found: dict[Side, list[float]] = {ours: [], peer: []}
        for _ in range(PAIRS):
            for side, paces in found.items():
                paces.append(await _highest(side, paces[-1] * 0.8 if paces else begin))
    ratios = [our / its for our, its in zip(found[ours], found[peer], strict=True)]
    told = "; ".join(f"{our:.0f} beside {its:.0f}" for our, its in zip(*found.values(), strict=True))
    return Figure(
        figure=f"times Queue()'s calls a second, {shape.told()}",
        value=round(median(ratios), 2),
        unit="",
        goal=goal,
        note=(
            f"highest pace at which fewer than {FAILED:.0%} fail and 95 % have an agent within {WITHIN_MS:g} ms of their INVITE, ours beside "
            f"Queue()'s: {told} calls/s; calls at random (SIPp), {TALK_MS} ms of talk, recorded; all of it on the same two cores"
        ),
    )


async def _highest(side: Side, begin: float) -> float:
    """The highest pace that this side sustains. One that it does not is tried twice."""
    pace, best, (step, fine) = begin, 0.0, STEPS
    for _ in range(MOST_TRIES):
        if await side.sustains(pace) or await side.sustains(pace):
            best, pace = pace, pace * step
        elif not best:
            pace /= 2
        elif step == fine:
            break
        else:
            step, pace = fine, best * fine
    assert best, f"{side.name} sustains no pace"
    return best


async def _cost() -> Figure:
    """What a call costs the switch, at the same pace."""
    async with _both(Shape(queues=1, members=COST_MEMBERS)) as (ours, peer):
        cost: dict[Side, list[float]] = {ours: [], peer: []}
        for side in (ours, peer):
            await side.call(COST_PACE, COST_S)  # memory that is taken once, prompts that are read once
        for _ in range(COST_PAIRS):
            for side, seen in cost.items():
                made = await side.call(COST_PACE, COST_S)
                assert made.failed < FAILED, (
                    f"the machine is too busy: {side.name} leaves {made.failed:.0%} of callers alone"
                )
                seen.append(side.cost_ms["switch"])
        others = {name: ms for name, ms in ours.cost_ms.items() if name != "switch"}
    told = "; ".join(f"{our:.2f} beside {its:.2f}" for our, its in zip(*cost.values(), strict=True))
    beside = ", ".join(f"{name} {ms:.2f}" for name, ms in others.items())
    return Figure(
        figure=f"the switch's CPU for a call, ours by Queue()'s, {COST_MEMBERS} members",
        value=round(median(our / its for our, its in zip(*cost.values(), strict=True)), 2),
        unit="",
        goal="<= 1.11",
        note=f"{told} ms at {COST_PACE:g} calls/s, recorded; beside the switch ours uses ms a call: {beside}",
    )


@asynccontextmanager
async def _both(shape: Shape) -> AsyncGenerator[tuple[Side, Side]]:
    """Ours and the peer's, with as many members each, all free and with telephones that answer."""
    with tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name:
        async with AsyncExitStack() as stack:
            ours = await stack.enter_async_context(_ours(Path(name) / "ours", shape))
            peer = await stack.enter_async_context(_peer(Path(name) / "peer", shape))
            await ours.quiet()
            await peer.quiet()
            yield ours, peer


@asynccontextmanager
async def _ours(folder: Path, shape: Shape) -> AsyncGenerator[Side]:
    async with running_site() as site:
        staff = await employ(site, shape.queues, shape.members, shape.each_in)
        port = free_sip_port()
        await sign_in(site.ari, site.sip, [user.endpoint or "" for user in staff.everybody], port)
        async with telephones(folder / "telephones", port) as phones:
            await all_ready(site, staff)
            children = site.server.children()
            processes = {
                "switch": children["asterisk"].pid,
                "brain": children["brain"].pid,
                "worker": children["worker"].pid,
            }
            yield Side(
                "ours", site.ari, site.sip, numbers_of(shape.queues), phones, folder, processes, site, staff
            )


@asynccontextmanager
async def _peer(folder: Path, shape: Shape) -> AsyncGenerator[Side]:
    people = {number: [f"m{number}-{n}" for n in range(shape.members)] for number in numbers_of(shape.queues)}
    lines: dict[str, list[str]] = {number: [] for number in people}
    for number, served in lines_of(shape.queues, shape.each_in).items():
        for each in served:
            lines[each] += people[number]
    async with queue_switch(folder / "switch", lines) as switch:
        address, sip, port = address_of(switch), (switch.sip_host, switch.sip_port), free_sip_port()
        await sign_in(address, sip, [member for line in people.values() for member in line], port)
        assert switch.process is not None
        async with telephones(folder / "telephones", port) as phones:
            processes = {"switch": switch.process.pid}
            yield Side("Queue()", address, sip, list(lines), phones, folder, processes)
