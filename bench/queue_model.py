"""The model of the switch's own `Queue()` against the real one: the same callers come to both, with the same talks and the same patience.

Several centres of two queues, which share some of their members, run side by side on one switch; each is modelled by itself.
"""

import asyncio
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.figures import Figure
from bench.media import Studio
from bench.phones import BenchPhone, bench_phone, registered_phones
from bench.queue_peer import MAX_CALLS, address_of
from ringwell.adapters.asterisk.config import write_private
from ringwell.adapters.asterisk.dialplan import NUMBERS_FILE, QUEUES_FILE
from ringwell.adapters.asterisk.names import DEMO_TRUNK_CONTEXT
from ringwell.simulation.draws import Arrival, Constant
from ringwell.simulation.outcome import Outcome
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Scenario
from ringwell.simulation.switch_queue import SwitchQueue
from tests.support.servers import RunningSwitch, running_switch
from tests.support.sip import Address, Leg

CENTRES = 6
LASTS_S = 55.0
SERVICE_S, PATIENCE_S, PER_SECOND = 3.0, 6.0, 2.4
SHORTEST_S = 0.3
"""Of a talk, so that it is not over before the switch has heard that it began."""
QUEUES = "ab"
MEMBERS: Mapping[str, int] = {"a": 3, "ab": 3, "b": 2}
JITTERS, JITTER_S = 20, 0.05
"""The model is asked as often, with callers so much earlier or later: who comes to whom is chaotic in both."""
NUMBER = re.compile(r"sip:(\d+)@")


@dataclass
class Caller:
    """One caller: of which queue, when, for how long; and what became of it, in seconds."""

    queue_id: str
    arrival: Arrival
    waited_s: float = 0.0
    answered: bool = False


@dataclass
class Centre:
    """Two queues, their members' telephones and their callers."""

    number: int
    callers: dict[str, Caller] = field(default_factory=dict[str, Caller])

    def member(self, skills: str, number: int) -> str:
        return f"m{self.number}{skills}{number}"

    def members(self, queue_id: str) -> list[str]:
        return [
            self.member(skills, number)
            for skills, count in MEMBERS.items()
            if queue_id in skills
            for number in range(count)
        ]

    def everybody(self) -> list[str]:
        return [self.member(skills, number) for skills, count in MEMBERS.items() for number in range(count)]

    def extension(self, queue_id: str) -> str:
        return f"2{self.number}{QUEUES.index(queue_id)}"


async def measure() -> list[Figure]:
    centres = [_centre(number) for number in range(CENTRES)]
    await _play(centres)
    callers = [caller for centre in centres for caller in centre.callers.values()]
    modelled = [_modelled(centres, Random(number)) for number in range(JITTERS)]
    wait, gone = (_mean([each[which] for each in modelled]) for which in (0, 1))
    real_wait = _mean([caller.waited_s for caller in callers])
    real_gone = _mean([not caller.answered for caller in callers]) * 100
    spreads = [
        (min(each[which] for each in modelled), max(each[which] for each in modelled)) for which in (0, 1)
    ]
    note = f"{len(callers)} callers of {CENTRES} centres, each with two queues that share members; beside it the real Queue()"
    return [
        Figure(
            figure="model of Queue(): mean wait",
            value=round(wait, 3),
            unit="s",
            peer=round(real_wait, 3),
            note=f"{note}; {JITTERS} runs of the model {spreads[0][0]:.3f} to {spreads[0][1]:.3f}",
        ),
        Figure(
            figure="model of Queue(): abandoned",
            value=round(gone, 2),
            unit="%",
            peer=round(real_gone, 2),
            note=f"{note}; {JITTERS} runs of the model {spreads[1][0]:.2f} to {spreads[1][1]:.2f}",
        ),
        Figure(
            figure="model of Queue(): mean wait, off the real one by",
            value=round(abs(wait / real_wait - 1) * 100, 1),
            unit="%",
            goal="<= 10",
            note=note,
        ),
    ]


def _centre(number: int) -> Centre:
    dice, centre, at = Random(number), Centre(number), 0.0
    while (at := at + dice.expovariate(PER_SECOND)) < LASTS_S:
        talk_s = SHORTEST_S + dice.expovariate(1 / (SERVICE_S - SHORTEST_S))
        arrival = Arrival(at, talk_s, 0.0, dice.expovariate(1 / PATIENCE_S))
        centre.callers[f"48{number}{len(centre.callers):05d}"] = Caller(dice.choice(QUEUES), arrival)
    return centre


# --- the model


def _modelled(centres: Sequence[Centre], dice: Random) -> tuple[float, float]:
    """The mean wait in seconds and the share that gave up, in per cent, over all centres."""
    queues = [queue for centre in centres for queue in _model(centre, dice).queues.values()]
    offered = sum(queue.offered for queue in queues)
    return sum(sum(queue.waits) for queue in queues) / offered, 100 * sum(
        queue.abandoned for queue in queues
    ) / offered


def _model(centre: Centre, dice: Random) -> Outcome:
    scenario = Scenario(
        name="centre",
        until_s=LASTS_S + 1,
        queues=tuple(QueuePlan(queue_id=q, service=Constant(0), needs={q: 1}) for q in QUEUES),
        agents=tuple(
            AgentPlan(name=skills, count=count, skills=dict.fromkeys(skills, 1))
            for skills, count in MEMBERS.items()
        ),
    )
    coming = {
        queue_id: iter(
            sorted(
                (
                    _jittered(each.arrival, dice)
                    for each in centre.callers.values()
                    if each.queue_id == queue_id
                ),
                key=lambda arrival: arrival.at,
            )
        )
        for queue_id in QUEUES
    }
    return SwitchQueue(scenario, coming).run()


def _jittered(arrival: Arrival, dice: Random) -> Arrival:
    at = arrival.at + dice.uniform(0, JITTER_S)
    return Arrival(at, arrival.service_s, arrival.wrap_up_s, arrival.patience_s)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


# --- the switch


async def _play(centres: Sequence[Centre]) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name,
        Studio() as studio,
        running_switch(Path(name), max_calls=MAX_CALLS, rtp_ports=1400) as switch,
    ):
        _configure(switch, centres)
        sip = switch.sip_host, switch.sip_port
        everybody = [each for centre in centres for each in centre.everybody()]
        async with AsyncExitStack() as stack:
            phones = await registered_phones(address_of(switch), sip, everybody, studio)
            for phone in phones:
                stack.callback(phone.close)
            callers = {number: each for centre in centres for number, each in centre.callers.items()}
            members = [asyncio.create_task(_answer(phone, callers)) for phone in phones]
            begun = time.perf_counter()
            await asyncio.gather(
                *(
                    _call(number, each, centre.extension(each.queue_id), switch, sip, studio, begun)
                    for centre in centres
                    for number, each in centre.callers.items()
                )
            )
            for task in members:
                task.cancel()
            await asyncio.gather(*members, return_exceptions=True)


def _configure(switch: RunningSwitch, centres: Sequence[Centre]) -> None:
    queues = [(centre, queue_id) for centre in centres for queue_id in QUEUES]
    write_private(switch.config.folders.etc / QUEUES_FILE, "".join(_queue(*each) for each in queues))
    numbers = "".join(
        f"exten => {centre.extension(queue_id)},1,Queue({_name(centre, queue_id)})\n"
        for centre, queue_id in queues
    )
    write_private(switch.config.folders.etc / NUMBERS_FILE, f"[{DEMO_TRUNK_CONTEXT}]\n{numbers}")
    switch.console("module reload app_queue.so")
    switch.console("dialplan reload")


def _name(centre: Centre, queue_id: str) -> str:
    return f"centre{centre.number}{queue_id}"


def _queue(centre: Centre, queue_id: str) -> str:
    fields = [
        f"[{_name(centre, queue_id)}]",
        *("musicclass=default", "strategy=leastrecent", "timeout=20", "retry=1", "wrapuptime=0"),
        *("autofill=yes", "ringinuse=no", "joinempty=yes", "leavewhenempty=no", "announce-frequency=0"),
        *(f"member => PJSIP/{each}" for each in centre.members(queue_id)),
    ]
    return "\n".join(fields) + "\n"


async def _answer(phone: BenchPhone, callers: Mapping[str, Caller]) -> None:
    """A member: answers at once, talks for as long as this caller does, hangs up."""
    while True:
        leg = await phone.rung(LASTS_S * 4)
        leg.accept()
        await asyncio.sleep(_caller_of(leg, callers).arrival.service_s)
        if not leg.ended.is_set():
            leg.hang_up()


def _caller_of(leg: Leg, callers: Mapping[str, Caller]) -> Caller:
    found = NUMBER.search(leg.remote)
    assert found is not None, f"no caller's number in {leg.remote}"
    return callers[found[1]]


async def _call(
    number: str,
    caller: Caller,
    extension: str,
    switch: RunningSwitch,
    sip: Address,
    studio: Studio,
    begun: float,
) -> None:
    """Come when it is time, and leave when patience ends or the member hangs up."""
    await asyncio.sleep(begun + caller.arrival.at - time.perf_counter())
    phone = await bench_phone(switch.trunk_source, sip, number, studio)
    try:
        called = time.perf_counter()
        leg = await phone.call(extension)
        caller.answered = await _within(leg.answered, caller.arrival.patience_s)
        caller.waited_s = time.perf_counter() - called
        if not caller.answered:
            leg.hang_up()
        assert await _within(leg.ended, LASTS_S), f"{number} was not let go"
    finally:
        phone.close()


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
