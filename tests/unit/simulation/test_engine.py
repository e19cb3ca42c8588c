"""A simulation by hand-made arrivals, whose outcome can be told on paper, and what always holds."""

from collections.abc import Iterable, Iterator
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringwell.kernel.settings import Limits
from ringwell.routing.rules import Pressure, Ring
from ringwell.simulation.draws import Arrival, Constant, Exponential
from ringwell.simulation.engine import Simulation, sources
from ringwell.simulation.outcome import Outcome
from ringwell.simulation.scenario import (
    AgentPlan,
    PolicyCode,
    PolicyPlan,
    QueuePlan,
    Rate,
    Scenario,
    Shift,
    agent_ids,
    faults,
)
from tests.support.scenarios import random_scenario

CALL_S = 100.0


def _queue(queue_id: str = "q", **fields: object) -> QueuePlan:
    return QueuePlan(queue_id=queue_id, service=Constant(CALL_S), **fields)  # pyright: ignore[reportArgumentType]


def _scenario(queue: QueuePlan | tuple[QueuePlan, ...], *agents: AgentPlan, **fields: object) -> Scenario:
    queues = queue if isinstance(queue, tuple) else (queue,)
    return Scenario(name="test", until_s=10_000, queues=queues, agents=agents, **fields)  # pyright: ignore[reportArgumentType]


def _come(*times: float, patience_s: float = inf, service_s: float = CALL_S) -> Iterator[Arrival]:
    return iter([Arrival(at, service_s, 0.0, patience_s) for at in times])


def _waits(outcome: Outcome, queue_id: str = "q") -> list[float]:
    return [pytest.approx(wait) for wait in outcome.queues[queue_id].waits]  # pyright: ignore[reportReturnType]


def test_one_agent_answers_one_after_the_other() -> None:
    outcome = Simulation(_scenario(_queue(), AgentPlan(name="a", count=1)), {"q": _come(0, 10, 20)}).run()
    assert _waits(outcome) == [0, 90, 180]
    assert (outcome.queues["q"].offered, outcome.queues["q"].answered) == (3, 3)
    assert (outcome.busy_s, outcome.staffed_s) == (300, 10_000)


def test_whoever_has_no_more_patience_gives_up() -> None:
    coming = {"q": _come(0, 10, 20, patience_s=95)}
    queue = Simulation(_scenario(_queue(), AgentPlan(name="a", count=1)), coming).run().queues["q"]
    assert (queue.answered, queue.abandoned) == (2, 1)
    assert list(queue.waits) == [0, 90, 95]


def test_shifts_begin_and_end_and_what_is_in_hand_is_finished() -> None:
    agent = AgentPlan(name="a", count=1, shifts=(Shift(50, 120), Shift(400, 1000)))
    outcome = Simulation(_scenario(_queue(), agent), {"q": _come(0, 10)}).run()
    assert _waits(outcome) == [50, 390]
    assert outcome.staffed_s == 670
    assert outcome.busy_s == 200


def test_a_ring_opens_by_age_to_the_second_and_the_caller_keeps_its_place() -> None:
    rings = (Ring(after_s=0, teams=("own",)), Ring(after_s=30.3))
    agents = (AgentPlan(name="own", count=1, team="own"), AgentPlan(name="other", count=1, team="x"))
    outcome = Simulation(_scenario(_queue(rings=rings), *agents), {"q": _come(0, 10.1, 20)}).run()
    assert _waits(outcome) == [0, 30.3, 80]
    assert outcome.queues["q"].by_ring == {0: 2, 1: 1}


def test_a_backup_group_joins_at_a_peak_and_leaves_after_it() -> None:
    pressure = Pressure(measure="waiting", opens_at=3, closes_at=1)
    rings = (Ring(after_s=0), Ring(pressure=pressure, groups=("back",)))
    agents = (AgentPlan(name="own", count=1), AgentPlan(name="back", count=1, reserve_of=("back",)))
    outcome = Simulation(_scenario(_queue(rings=rings), *agents), {"q": _come(0, 10, 20, 30, 40)}).run()
    assert outcome.queues["q"].by_ring == {0: 3, 1: 2}
    assert _waits(outcome) == [0, 20, 80, 100, 160]


def test_chats_go_side_by_side_and_a_call_alone() -> None:
    queues = (_queue("chat", channel="chat"), _queue("q"))
    coming = {"chat": _come(0, 1, 2, 3), "q": _come(50)}
    outcome = Simulation(_scenario(queues, AgentPlan(name="a", count=1)), coming).run()
    assert _waits(outcome, "chat") == [0, 0, 0, 97]
    assert _waits(outcome) == [150]


def test_a_breather_is_taken() -> None:
    limits = Limits(breather_after=2, breather_s=60)
    scenario = _scenario(_queue(), AgentPlan(name="a", count=1), limits=limits)
    assert _waits(Simulation(scenario, {"q": _come(0, 0, 0)}).run()) == [0, 100, 260]


def test_who_comes_before_the_warm_up_counts_for_nothing_but_keeps_agents_busy() -> None:
    scenario = _scenario(_queue(), AgentPlan(name="a", count=1), warm_up_s=50)
    outcome = Simulation(scenario, {"q": _come(0, 60)}).run()
    assert outcome.queues["q"].offered == 1
    assert _waits(outcome) == [40]
    assert outcome.busy_s == 150


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_everybody_is_answered_gives_up_or_waits_still_and_the_same_seed_tells_the_same(seed: int) -> None:
    scenario = random_scenario(Random(seed))
    assert faults(scenario) == []
    first, second = (Simulation(scenario, sources(scenario, seed)).run() for _ in range(2))
    for queue_id, queue in first.queues.items():
        assert queue.answered + queue.abandoned <= queue.offered
        assert len(queue.waits) == queue.answered + queue.abandoned
        assert queue.waits == second.queues[queue_id].waits
        if not queue.plan.needs and any(_always_there(plan) for plan in scenario.agents):
            assert queue.answered + queue.abandoned == queue.offered
    assert first.busy_s >= 0
    assert first.staffed_s <= sum(plan.count for plan in scenario.agents) * scenario.until_s + 1e-6


def _always_there(plan: AgentPlan) -> bool:
    return not plan.shifts and not plan.reserve_of


@pytest.mark.parametrize("code", ["fcfs_alis", "ratio", "cost_rate", "fastest_first"])
def test_the_same_people_come_whatever_the_policy(code: PolicyCode) -> None:
    queues = tuple(
        QueuePlan(queue_id=name, arrivals=(Rate(0, 60),), service=Exponential(90), needs={name: 1})
        for name in ("a", "b")
    )
    both = AgentPlan(name="both", count=4, skills={"a": 1, "b": 1})
    plan = PolicyPlan(code=code, shares={"a": 0.5, "b": 0.5}, costs={"a": 2.0})
    scenario = Scenario(name="x", until_s=7200, queues=queues, agents=(both,), policy=plan)
    outcome = Simulation(scenario, sources(scenario, 3)).run()
    usual = Simulation(
        Scenario(name="x", until_s=7200, queues=queues, agents=(both,)), sources(scenario, 3)
    ).run()
    offered = {name: queue.offered for name, queue in outcome.queues.items()}
    assert offered == {name: queue.offered for name, queue in usual.queues.items()}
    assert all(queue.answered == queue.offered for queue in outcome.queues.values())
    assert outcome.busy_s == pytest.approx(usual.busy_s, rel=0.02)


def test_agents_have_names_with_numbers() -> None:
    scenario = _scenario(_queue(), AgentPlan(name="a", count=2))
    assert [agent_id for agent_id, _ in agent_ids(scenario)] == ["a 1", "a 2"]


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (_scenario(()), "at least one queue"),
        (_scenario((_queue(), _queue())), "once only"),
        (_scenario(_queue(channel="fax")), "no channel fax"),
        (_scenario(_queue(rings=())), "at least one ring"),
        (_scenario(_queue(rings=(Ring(after_s=0), Ring()))), "ring 1: ring never opens"),
        (_scenario(_queue(arrivals=(Rate(9, 1), Rate(3, 1)))), "in order"),
        (_scenario(_queue(), AgentPlan(name="a", count=-1)), "count"),
        (_scenario(_queue(), AgentPlan(name="a", count=1), AgentPlan(name="a", count=1)), "once only"),
        (_scenario(_queue(), AgentPlan(name="a", count=1, shifts=(Shift(9, 3),))), "shifts"),
        (_scenario(_queue(), policy=PolicyPlan(code="ratio", shares={"z": 1.0})), "no queue z"),
        (_scenario(_queue(), warm_up_s=20_000), "later than warm_up_s"),
    ],
)
def test_what_cannot_be_simulated_is_told(scenario: Scenario, words: str) -> None:
    assert any(words in fault for fault in _told(scenario))


def _told(scenario: Scenario) -> Iterable[str]:
    return faults(scenario)
