"""The model of the switch's own queue: what app_queue is known to do, each told on paper."""

from collections.abc import Iterator, Mapping
from math import inf

import pytest

from ringwell.simulation.draws import Arrival, Constant
from ringwell.simulation.outcome import Outcome
from ringwell.simulation.scenario import AgentPlan, QueuePlan, Scenario, Shift
from ringwell.simulation.switch_queue import SwitchQueue


def _come(*times: float, talk_s: float = 10, patience_s: float = inf) -> Iterator[Arrival]:
    return iter([Arrival(at, talk_s, 0.0, patience_s) for at in times])


def _play(
    *agents: AgentPlan, weights: Mapping[str, int] | None = None, **coming: Iterator[Arrival]
) -> Outcome:
    queues = tuple(QueuePlan(queue_id=q, service=Constant(0), needs={q: 1}) for q in coming)
    scenario = Scenario(name="test", until_s=1000, queues=queues, agents=agents)
    return SwitchQueue(scenario, coming, weights).run()


def _agent(name: str, count: int = 1, skills: str = "a", *shifts: Shift) -> AgentPlan:
    return AgentPlan(name=name, count=count, skills=dict.fromkeys(skills, 1), shifts=shifts)


def _waits(outcome: Outcome, queue_id: str = "a") -> list[float]:
    return list(outcome.queues[queue_id].waits)


def test_who_finds_a_member_free_is_rung_at_once() -> None:
    assert _waits(_play(_agent("one", 2), a=_come(1, 2))) == [0, 0]


def test_who_waits_looks_once_a_second_from_its_own_coming() -> None:
    """The member is free at 11; the caller of 2.3 looks at 10.3 and at 11.3."""
    assert _waits(_play(_agent("one"), a=_come(1, 2.3))) == pytest.approx([0, 9])


def test_nobody_overtakes_in_one_queue_even_who_comes_just_as_a_member_is_free() -> None:
    """The caller of 11.1 may not have the member whom the first in line has not seen yet."""
    assert _waits(_play(_agent("one"), a=_come(1, 2.3, 11.1))) == pytest.approx([0, 9, 11])


def test_of_two_queues_the_first_to_look_has_the_member_whoever_is_older() -> None:
    outcome = _play(_agent("both", 1, "ab"), a=_come(1, 2.9), b=_come(3.1))
    assert _waits(outcome, "b") == pytest.approx([8])
    assert _waits(outcome, "a") == pytest.approx([0, 19])


def test_a_member_is_kept_for_a_heavier_queue_that_has_a_caller_waiting() -> None:
    """The member is free at 11; a's second looks at 11.05, b's at 11.1: without weights a has it."""

    def waits(queue_id: str, weights: Mapping[str, int]) -> list[float]:
        coming = {"a": _come(1, 2.05), "b": _come(3.1)}
        return _waits(_play(_agent("both", 1, "ab"), weights=weights, **coming), queue_id)

    assert waits("a", {}) == pytest.approx([0, 9])
    assert waits("b", {"b": 1}) == pytest.approx([8])
    assert waits("a", {"b": 1}) == pytest.approx([0, 20])


def test_a_heavier_queue_with_more_free_members_than_callers_keeps_nobody() -> None:
    """All are free at 11; b's caller looks at 11.9 only, and has two to choose from."""
    outcome = _play(
        _agent("both", 1, "ab"),
        _agent("other", 1, "b"),
        weights={"b": 1},
        a=_come(1, 2.05),
        b=iter([Arrival(1.5, 9.5, 0.0, inf), Arrival(2.9, 10, 0.0, inf)]),
    )
    assert _waits(outcome) == pytest.approx([0, 9])
    assert _waits(outcome, "b") == pytest.approx([0, 9])


def test_the_member_whose_last_call_is_longest_ago_is_rung_by_whole_seconds() -> None:
    """At 31 both are free, the first since 21 and the second since 7: the second is rung, and the first is there for b."""
    outcome = _play(
        _agent("first", 1, "ab"),
        _agent("second", 1, "a"),
        a=iter([Arrival(1, 20, 0, inf), Arrival(2, 5, 0, inf), Arrival(31, 50, 0, inf)]),
        b=_come(32),
    )
    assert _waits(outcome, "b") == [0]


def test_patience_and_shifts() -> None:
    outcome = _play(_agent("one", 1, "a", Shift(5, 8), Shift(100, 200)), a=_come(1, 2, 3, patience_s=90))
    assert (outcome.queues["a"].answered, outcome.queues["a"].abandoned) == (1, 2)
    assert outcome.staffed_s == 103
    assert outcome.busy_s == 10
