"""A hundred calls up at once, each recorded: sound lost between two phones, and what the brain uses."""

import asyncio
from typing import NamedTuple

from bench.figures import Figure
from bench.media import Stream
from bench.phones import bench_phone, stream_of
from bench.process import cpu_seconds, resident_mb
from bench.site import Agent, Site, caller_number, running_site
from ringwell.runtime.demo_callers import TRUNK_SOURCE
from tests.support.sip import Leg

CALLS = 100
CALLS_PER_SECOND = 10
RUSHES_PER_SECOND = (50, 100)
RUSHES = 3
"""How often all of them call and end again at each pace of a rush, when what comes together is done together."""
UP_S = 20


class Mark(NamedTuple):
    """How much the brain had used at a moment of the loop's clock."""

    at: float
    cpu_s: float


async def measure() -> list[Figure]:
    async with running_site() as site:
        agents = await site.add_agents(CALLS)
        for agent in agents:
            await agent.desk.set_presence("ready")
        begun = _mark(site)
        pairs = await _all_up(site, agents, CALLS_PER_SECOND)
        heard = [stream.packets for stream in pairs]
        up = _mark(site)
        await asyncio.sleep(UP_S)
        fewest = min(stream.packets - count for stream, count in zip(pairs, heard, strict=True))
        memory = resident_mb(site.brain())
        recordings = len(list(site.installation.folders.raw_recordings.glob("*.raw")))
        talked = _mark(site)
        await _all_down(agents, CALLS_PER_SECOND)
        down = _mark(site)
        rushes = [await _rush(site, agents, pace) for pace in RUSHES_PER_SECOND]
    rest = (talked.cpu_s - up.cpu_s) / (talked.at - up.at)
    return [
        _loss(pairs, fewest, recordings),
        _per_call(CALLS_PER_SECOND, CALLS, rest, (begun, up), (talked, down)),
        *(
            _per_call(pace, CALLS * RUSHES, rest, span)
            for pace, span in zip(RUSHES_PER_SECOND, rushes, strict=True)
        ),
        Figure(figure="brain's memory at 100 calls", value=round(memory), unit="MB", goal="<= 300"),
    ]


def _loss(streams: list[Stream], fewest: int, recordings: int) -> Figure:
    came, lost = sum(len(each.numbers) for each in streams), sum(each.lost for each in streams)
    mute = sum(not each.numbers for each in streams)
    note = (
        f"{len(streams)} streams end to end, each packet numbered by the phone that sent it: {lost} of {came + lost} lost; "
        f"{mute} streams heard nothing of the other side; the fewest that any heard in {UP_S} s are {fewest} of {UP_S * 50}; "
        f"{recordings} recordings being written; phones and switch on the same two cores"
    )
    return Figure(
        figure="packets lost, 100 recorded calls up", value=lost, unit="packets", goal="<= 0", note=note
    )


def _per_call(pace: int, calls: int, rest: float, *spans: tuple[Mark, Mark]) -> Figure:
    used = sum(end.cpu_s - begin.cpu_s - rest * (end.at - begin.at) for begin, end in spans)
    return Figure(
        figure=f"brain's CPU per call, {pace} calls/s",
        value=round(used / calls * 1000, 2),
        unit="ms",
        goal="<= 4",
        note=(
            f"{calls} whole calls (arrive, queue, offer, talk, end), {pace} calls/s up and down, {CALLS} desks looking on; what the brain "
            f"uses while all of them only talk ({rest * 1000:.0f} ms a second) taken off"
        ),
    )


def _mark(site: Site) -> Mark:
    return Mark(asyncio.get_running_loop().time(), cpu_seconds(site.brain()))


async def _rush(site: Site, agents: list[Agent], pace: int) -> tuple[Mark, Mark]:
    """All of them call and end, again and again."""
    begun = _mark(site)
    for _ in range(RUSHES):
        await _all_up(site, agents, pace)
        await _all_down(agents, pace)
    return begun, _mark(site)


async def _all_up(site: Site, agents: list[Agent], pace: int) -> list[Stream]:
    """Every caller with an agent; the streams of both sides."""
    answering = [asyncio.create_task(_answer(agent), name="agent") for agent in agents]
    streams: list[Stream] = []
    for _ in agents:
        phone = await bench_phone(TRUNK_SOURCE, site.sip, caller_number(), site.studio)
        leg = await phone.call("1001")
        streams.append(stream_of(leg))
        await asyncio.sleep(1 / pace)
    streams += [stream_of(leg) for leg in await asyncio.gather(*answering)]
    return streams


async def _answer(agent: Agent) -> Leg:
    leg = await agent.phone.rung(90)
    leg.accept()
    await agent.desk.until("talking", seconds=30)
    return leg


async def _all_down(agents: list[Agent], pace: int) -> None:
    """Every agent ends its call."""
    ending: list[asyncio.Task[None]] = []
    for agent in agents:
        ending.append(asyncio.create_task(agent.desk.hang_up(), name="hang-up"))
        await asyncio.sleep(1 / pace)
    await asyncio.gather(*ending)
