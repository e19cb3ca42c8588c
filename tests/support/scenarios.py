"""Scenarios by chance, for what must hold in all of them."""

from random import Random

from ringwell.kernel.settings import Limits
from ringwell.routing.rules import Pressure, Ring
from ringwell.simulation.draws import Constant, Exponential
from ringwell.simulation.scenario import AgentPlan, PolicyPlan, QueuePlan, Rate, Scenario, Shift

SKILLS = ("a", "b", "c")


def random_scenario(dice: Random) -> Scenario:
    """A small one of an hour, with a bit of everything."""
    return Scenario(
        name="by chance",
        until_s=3600,
        warm_up_s=dice.choice((0.0, 600.0)),
        queues=tuple(_queue(f"q{number}", dice) for number in range(dice.randint(1, 3))),
        agents=tuple(_agents(f"g{number}", dice) for number in range(dice.randint(1, 3))),
        policy=PolicyPlan(code=dice.choice(("fcfs_alis", "ratio", "cost_rate", "fastest_first"))),
        limits=Limits(breather_after=dice.choice((None, 3)), occupancy_cap=dice.choice((None, 0.8))),
    )


def _queue(queue_id: str, dice: Random) -> QueuePlan:
    pressure = Pressure(measure=dice.choice(("waiting", "expected_wait")), opens_at=4, closes_at=1)
    further = (Ring(after_s=15.1, levels_less=2), Ring(pressure=pressure, levels_less=9, groups=("back",)))
    return QueuePlan(
        queue_id=queue_id,
        arrivals=(Rate(0, dice.choice((10, 60))), Rate(1800, dice.choice((0, 120)))),
        service=Exponential(dice.choice((30, 200))),
        wrap_up=Constant(dice.choice((0, 10))),
        patience=Exponential(120) if dice.random() < 0.7 else None,
        needs={} if dice.random() < 0.4 else {dice.choice(SKILLS): dice.randint(1, 5)},
        channel=dice.choice(("call", "call", "chat", "mail")),
        priority=dice.choice((1, 5, 5, 9, 11)),
        rings=(Ring(after_s=0), *further[: dice.randint(0, 2)]),
    )


def _agents(name: str, dice: Random) -> AgentPlan:
    return AgentPlan(
        name=name,
        count=dice.randint(1, 4),
        skills={skill: dice.randint(1, 6) for skill in dice.sample(SKILLS, dice.randint(0, 3))},
        reserve_of=("back",) if dice.random() < 0.2 else (),
        shifts=() if dice.random() < 0.6 else (Shift(300, 2000), Shift(2500, 3600)),
        speed=dice.choice((0.8, 1.0, 1.3)),
    )
