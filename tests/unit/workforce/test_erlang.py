"""The formulas against values that were worked out elsewhere, and against each other."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.workforce.erlang import (
    erlang_b,
    erlang_c,
    impatient,
    mean_patience_s,
    patient,
    patient_within,
)

SERVICE_S = 180.0


def _rate(load: float) -> float:
    return load / SERVICE_S


def test_ten_agents_and_a_load_of_eight() -> None:
    assert erlang_c(10, 8) == pytest.approx(0.4091801508, abs=1e-10)
    assert patient(10, _rate(8), SERVICE_S).mean_wait_s == pytest.approx(36.826214, abs=1e-6)
    assert patient_within(10, _rate(8), SERVICE_S, 20) == pytest.approx(0.67235415, abs=1e-8)


def test_a_hundred_agents_and_a_load_of_ninety_five() -> None:
    assert erlang_c(100, 95) == pytest.approx(0.5064568539, abs=1e-10)
    assert patient(100, _rate(95), SERVICE_S).mean_wait_s == pytest.approx(18.232447, abs=1e-6)


def test_fifty_agents_and_callers_of_two_minutes_patience() -> None:
    outlook = impatient(50, _rate(50), SERVICE_S, 120)
    assert outlook.delayed == pytest.approx(0.470406, abs=1e-6)
    assert outlook.abandoned == pytest.approx(0.061991, abs=1e-6)
    assert outlook.mean_wait_s == pytest.approx(7.438875, abs=1e-6)


def test_a_hundred_calls_in_half_an_hour() -> None:
    rate = 100 / 1800
    outlook = patient(14, rate, SERVICE_S)
    assert outlook.delayed == pytest.approx(0.174, abs=5e-4)
    assert patient_within(14, rate, SERVICE_S, 20) == pytest.approx(0.888, abs=5e-4)
    assert outlook.occupancy == pytest.approx(0.714, abs=5e-4)


def test_one_agent_without_patience_is_a_loss_system_by_the_book() -> None:
    assert erlang_b(1, 1) == pytest.approx(0.5)
    assert erlang_b(2, 1) == pytest.approx(0.2)
    assert erlang_b(0, 5) == 1


def test_more_load_than_agents_waits_for_ever_where_nobody_gives_up() -> None:
    assert erlang_c(10, 10) == 1
    assert patient(10, _rate(11), SERVICE_S).mean_wait_s == inf
    assert patient_within(10, _rate(11), SERVICE_S, 20) == 0


@given(st.integers(1, 400), st.floats(0.1, 600), st.floats(5, 2000))
def test_what_is_offered_is_answered_or_abandoned(agents: int, load: float, patience_s: float) -> None:
    outlook = impatient(agents, _rate(load), SERVICE_S, patience_s)
    assert 0 <= outlook.abandoned <= 1
    assert 0 <= outlook.delayed <= 1
    assert 0 <= outlook.occupancy <= 1 + 1e-9
    assert outlook.abandoned == pytest.approx(outlook.mean_wait_s / patience_s, rel=1e-9)


@given(st.integers(2, 200), st.floats(0.05, 0.95))
def test_great_patience_is_as_if_nobody_gave_up(agents: int, busy: float) -> None:
    rate = _rate(busy * agents)
    outlook, without = impatient(agents, rate, SERVICE_S, 1e9), patient(agents, rate, SERVICE_S)
    assert outlook.mean_wait_s == pytest.approx(without.mean_wait_s, rel=1e-3, abs=1e-9)


def test_patience_is_told_by_those_who_gave_up_and_by_all_who_waited() -> None:
    assert mean_patience_s(5, 600) == 120
    assert mean_patience_s(0, 600) == inf
