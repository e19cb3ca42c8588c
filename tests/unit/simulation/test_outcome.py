"""Figures and what chance leaves open."""

from random import Random

import pytest

from ringwell.simulation.draws import Arrival, Constant, Exponential, Lognormal, Observed, instants
from ringwell.simulation.engine import Simulation
from ringwell.simulation.outcome import estimate, report, student
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Rate, Scenario


@pytest.mark.parametrize(
    ("freedom", "point"), [(1, 12.706), (4, 2.776), (5, 2.571), (9, 2.262), (19, 2.093), (120, 1.980)]
)
def test_student_is_as_in_the_tables(freedom: int, point: float) -> None:
    assert student(freedom) == pytest.approx(point, abs=2e-3)


def test_an_estimate_has_an_interval_from_two_runs_on() -> None:
    assert estimate([3.0]).within is None
    several = estimate([1.0, 2.0, 3.0, 4.0, 5.0])
    assert several.mean == 3
    assert several.within == pytest.approx(2.776 * 1.5811 / 5**0.5, abs=1e-3)


def test_a_report_has_the_figures_of_each_queue_and_of_all() -> None:
    queues = tuple(QueuePlan(queue_id=name, service=Constant(100), target_s=20) for name in ("a", "b"))
    scenario = Scenario(name="x", until_s=1000, queues=queues, agents=(AgentPlan(name="g", count=1),))
    coming = {
        "a": iter([Arrival(0, 100, 0, 99), Arrival(90, 100, 0, 99)]),
        "b": iter([Arrival(50, 100, 0, 30), Arrival(300, 100, 0, 30)]),
    }
    found = report("x", [Simulation(scenario, coming).run()])
    a, b = found.queues["a"], found.queues["b"]
    assert (a.service_level.mean, a.abandon_rate.mean, a.mean_wait_s.mean, a.waited.mean) == (1, 0, 5, 0.5)
    assert (b.service_level.mean, b.abandon_rate.mean, b.asa_s.mean) == (0.5, 0.5, 0)
    assert found.overall.service_level.mean == 0.75
    assert found.overall.mean_wait_s.mean == 10
    assert found.occupancy.mean == pytest.approx(0.3)
    assert found.interactions == 4


def test_arrivals_follow_their_curve() -> None:
    curve = (Rate(0, 3600), Rate(1000, 0), Rate(2000, 7200))
    times = list(instants(curve, 3000, Random(1)))
    assert times == sorted(times)
    assert sum(at < 1000 for at in times) == pytest.approx(1000, abs=150)
    assert not any(1000 <= at < 2000 for at in times)
    assert sum(at >= 2000 for at in times) == pytest.approx(2000, abs=200)


@pytest.mark.parametrize("kind", [Exponential(120), Lognormal(120, 60), Constant(120), Observed((60, 180))])
def test_durations_have_the_mean_that_they_are_given(
    kind: Exponential | Lognormal | Constant | Observed,
) -> None:
    draw = kind.draw(Random(1))
    assert kind.mean_s == 120
    assert sum(draw() for _ in range(20_000)) / 20_000 == pytest.approx(120, rel=0.03)
