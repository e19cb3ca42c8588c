"""How many decisions a second routing makes with a thousand agents."""

import random
import time
from datetime import UTC, datetime, timedelta

from bench.figures import Figure, percentile
from ringwell.routing.matching import Matcher, Waiter
from ringwell.routing.messages import SkillNeed

AGENTS = 1000
WAITING = 200
SKILLS = 20
KINDS_OF_AGENTS = 60
DECISIONS = 20_000
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


async def measure() -> list[Figure]:
    busy, free = _take_turns(free_agents=False), _take_turns(free_agents=True)
    note = f"{AGENTS} agents in {KINDS_OF_AGENTS} sets of skills, {SKILLS} queues, {DECISIONS} decisions"
    return [
        _figure(
            "decisions with every agent busy: one becomes free", busy, f"{note}, {WAITING} callers waiting"
        ),
        _figure("decisions with agents idle: one caller comes", free, f"{note}, nobody waiting"),
    ]


def _figure(name: str, took: list[float], note: str) -> Figure:
    tail = (
        f"{note}; one takes p50 {percentile(took, 50) * 1e6:.0f} µs, p99 {percentile(took, 99) * 1e6:.0f} µs"
    )
    return Figure(figure=name, value=round(len(took) / sum(took)), unit="decisions/s", note=tail)


def _take_turns(*, free_agents: bool) -> list[float]:
    """Seconds of each decision, while callers and agents come and go so that as many remain."""
    dice = random.Random(7)
    kinds = [
        {f"skl_{n}": dice.randint(1, 10) for n in dice.sample(range(SKILLS), 4)}
        for _ in range(KINDS_OF_AGENTS)
    ]
    skills = {f"agt_{n}": kinds[n % KINDS_OF_AGENTS] for n in range(AGENTS)}
    matcher, took = Matcher(), list[float]()
    if free_agents:
        for agent_id, has in skills.items():
            matcher.free(agent_id, has, NOON)
    else:
        for number in range(WAITING):
            matcher.seat(_waiter(number, dice))
    for number in range(WAITING, WAITING + DECISIONS):
        waiter, agent_id = _waiter(number, dice), f"agt_{dice.randrange(AGENTS)}"
        now = waiter.entered_at
        begun = time.perf_counter()
        if free_agents:
            matcher.seat(waiter)
            match = matcher.match_waiter(waiter.interaction_id)
        else:
            matcher.free(agent_id, skills[agent_id], now)
            match = matcher.match_agent(agent_id, now)
        if match is not None:
            matcher.forget(match.interaction_id)
            matcher.occupy(match.agent_id)
        took.append(time.perf_counter() - begun)
        if free_agents:
            matcher.forget(waiter.interaction_id)
            if match is not None:
                matcher.free(match.agent_id, skills[match.agent_id], now)
        else:
            matcher.occupy(agent_id)
            if match is not None:
                matcher.seat(waiter)
    return took


def _waiter(number: int, dice: random.Random) -> Waiter:
    skill = f"skl_{dice.randrange(SKILLS)}"
    return Waiter(
        interaction_id=f"int_{number}",
        queue_id=f"que_{skill}",
        entered_at=NOON + timedelta(seconds=number / 10),
        needs=(SkillNeed(skill, 1),),
        target_s=20,
        order=number,
    )
