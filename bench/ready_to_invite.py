"""From an agent's "ready" to the INVITE at its phone, fifty agents and two hundred callers waiting; `Queue()` beside it."""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.callers import PATIENT, waiting_callers
from bench.figures import Figure, percentile, spread
from bench.media import Studio
from bench.phones import BenchPhone, registered_phones, switch_at
from bench.process import cpu_seconds
from bench.queue_peer import address_of, member_device, queue_switch
from bench.site import Agent, running_site
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress
from tests.support.sip import Address

AGENTS = 50
WAITING = 200
MEASURE_S = 40
TALK_S = 1.0
PAUSE_S = (2.0, 6.0)
Step = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Worker:
    """One agent as this benchmark drives it: how it becomes free, and how it stays busy after the call it has just answered."""

    phone: BenchPhone
    ready: Step
    stay_busy: Step
    hang_up: Step


async def measure() -> list[Figure]:
    ours, note = await _ours()
    peers = await _peers()
    facts = f"{AGENTS} agents, {WAITING} callers waiting with sound both ways (SIPp), calls recorded"
    beside = f"beside it Queue() with the same traffic (autofill, retry=1, leastrecent; freed by device state), {spread(peers)}"
    figures = [
        Figure(
            figure=f'"ready" to INVITE at the agent, {name}',
            value=round(percentile(ours, percent), 1),
            unit="ms",
            goal=goal,
            peer=round(percentile(peers, percent), 1),
            note=f"{facts}; {spread(ours)}; {note}; {beside}",
        )
        for name, percent, goal in (("median", 50, "<= 10"), ("p99", 99, "<= 60"))
    ]
    better = figures[0].peer / figures[0].value if figures[0].peer else 0.0
    return [
        *figures,
        Figure(figure="times sooner than Queue(), median", value=round(better, 1), unit="", goal=">= 30"),
    ]


async def _ours() -> tuple[list[float], str]:
    async with running_site() as site:
        agents = await site.add_agents(AGENTS)
        workers = [_worker(agent) for agent in agents]
        return await _with_callers(site.ari, site.sip, workers, site.brain())


def _worker(agent: Agent) -> Worker:
    async def stay_busy() -> None:
        await agent.desk.until("talking")
        await agent.desk.set_presence("not_ready")

    return Worker(agent.phone, partial(agent.desk.set_presence, "ready"), stay_busy, agent.desk.hang_up)


async def _peers() -> list[float]:
    endpoints = [f"member{number}" for number in range(AGENTS)]
    with tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name, Studio() as studio:
        async with AsyncExitStack() as stack:
            beside = queue_switch(Path(name), {PATIENT.number: endpoints}, told_free=True)
            switch = await stack.enter_async_context(beside)
            address, sip = address_of(switch), (switch.sip_host, switch.sip_port)
            ari = await stack.enter_async_context(switch_at(address))
            phones = await registered_phones(address, sip, endpoints, studio)
            for phone in phones:
                stack.callback(phone.close)
            workers = [_member(ari, phone) for phone in phones]
            await asyncio.gather(*(worker.stay_busy() for worker in workers))
            measured, _ = await _with_callers(address, sip, workers, None)
            return measured


def _member(ari: Ari, phone: BenchPhone) -> Worker:
    device = member_device(phone.user)

    async def hang_up() -> None:
        for leg in phone.legs.values():
            if not leg.ended.is_set():
                leg.hang_up()

    return Worker(
        phone,
        partial(ari.device_states.update, device, device_state="NOT_INUSE"),
        partial(ari.device_states.update, device, device_state="INUSE"),
        hang_up,
    )


async def _with_callers(
    address: AriAddress, sip: Address, workers: Sequence[Worker], brain: int | None
) -> tuple[list[float], str]:
    """Milliseconds of each offer, and what else was seen."""
    with tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name:
        async with waiting_callers(Path(name), sip, WAITING + 10) as sipp:
            await _until_waiting(address)
            before = (cpu_seconds(sipp), cpu_seconds(brain) if brain else 0.0)
            measured: list[float] = []
            until = time.perf_counter() + MEASURE_S
            await asyncio.gather(*(_work(worker, measured, until) for worker in workers))
            note = f"SIPp used {(cpu_seconds(sipp) - before[0]) / MEASURE_S * 100:.0f} % of a core"
            if brain:
                note += f", the brain {(cpu_seconds(brain) - before[1]) / MEASURE_S * 100:.0f} %"
            return measured, note


async def _until_waiting(address: AriAddress) -> None:
    async with asyncio.timeout(60), switch_at(address) as ari:
        while len(await ari.channels.list_all()) < WAITING:  # noqa: ASYNC110 - the switch tells nobody
            await asyncio.sleep(0.5)


async def _work(worker: Worker, measured: list[float], until: float) -> None:
    """Ready, answer, talk, pause, again."""
    dice = random.Random(worker.phone.user)
    await asyncio.sleep(dice.uniform(0, PAUSE_S[1]))
    while time.perf_counter() < until:
        begun = time.perf_counter()
        await worker.ready()
        leg = await worker.phone.rung(20)
        measured.append((worker.phone.invited_at - begun) * 1000)
        leg.accept()
        await worker.stay_busy()
        await asyncio.sleep(TALK_S)
        await worker.hang_up()
        await asyncio.sleep(dice.uniform(*PAUSE_S))
