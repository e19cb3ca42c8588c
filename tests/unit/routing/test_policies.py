"""What each policy chooses among the same callers and agents."""

from typing import Any

import pytest

from ringwell.routing.matching import IN_DEMAND_S, Matcher, Preference, Waiter
from ringwell.routing.messages import SkillNeed
from ringwell.routing.policies import FCFS_ALIS, CostRate, FastestFirst, Head, Idle, Policy, Ratio
from ringwell.routing.rules import Traits

NOW = 1000.0
RATES = {("agt_1", "q1"): 12.0, ("agt_1", "q2"): 30.0, ("agt_2", "q1"): 20.0}


def _rate(agent_id: str, queue_id: str) -> float:
    return RATES.get((agent_id, queue_id), 1.0)


def _head(queue_id: str, age: float, **fields: Any) -> Head:
    usual: dict[str, Any] = {
        "order": 1,
        "target_s": 20.0,
        "ahead": False,
        "preferred": False,
        "waiting": 1,
        "ring": 0,
    }
    return Head(
        interaction_id=f"{queue_id}-{age:g}", queue_id=queue_id, since=NOW - age, **{**usual, **fields}
    )


def _chosen(policy: Policy, *heads: Head) -> str:
    return policy.caller("agt_1", heads, NOW).interaction_id


def test_fcfs_goes_by_age_over_target_then_age_then_order() -> None:
    assert _chosen(FCFS_ALIS, _head("q1", 30), _head("q2", 40, target_s=60.0)) == "q1-30"
    assert _chosen(FCFS_ALIS, _head("q1", 20), _head("q2", 60, target_s=60.0)) == "q2-60"
    assert _chosen(FCFS_ALIS, _head("q1", 20, order=2), _head("q2", 20, order=1)) == "q2-20"
    assert _chosen(FCFS_ALIS, _head("q1", 90), _head("q2", 1, ahead=True)) == "q2-1"
    assert _chosen(FCFS_ALIS, _head("q1", 39), _head("q2", 5, preferred=True)) == "q2-5"
    assert _chosen(FCFS_ALIS, _head("q1", 41), _head("q2", 5, preferred=True)) == "q1-41"


def test_ratio_serves_the_queue_farthest_above_its_share() -> None:
    policy = Ratio({"q1": 0.75, "q2": 0.25})
    assert _chosen(policy, _head("q1", 50, waiting=6), _head("q2", 1, waiting=4)) == "q2-1"
    assert _chosen(policy, _head("q1", 1, waiting=10), _head("q2", 50, waiting=2)) == "q1-1"


def test_cost_rate_weighs_cost_age_and_the_agents_speed() -> None:
    policy = CostRate({"q1": 2.0}, _rate)
    assert _chosen(policy, _head("q1", 10), _head("q2", 9)) == "q2-9"  # 2·2·10·12 < 2·1·9·30
    assert _chosen(policy, _head("q1", 10), _head("q2", 7)) == "q1-10"


@pytest.mark.parametrize("policy", [Ratio({"q1": 1.0}), CostRate({"q1": 99.0}, _rate)])
def test_nobody_starves_under_any_policy(policy: Policy) -> None:
    assert _chosen(policy, _head("q1", 100, waiting=9), _head("q2", 201)) == "q2-201"
    assert _chosen(policy, _head("q1", 100, waiting=9), _head("q2", 1, ahead=True)) == "q2-1"


def test_the_fastest_goes_first_until_somebody_is_idle_for_too_long() -> None:
    policy = FastestFirst(_rate, cap_s=300)
    slow = Idle("agt_1", NOW - 200, 1, 1, 0)
    fast = Idle("agt_2", NOW - 10, 2, 1, 0)
    assert policy.agent("q1", [slow, fast], NOW).agent_id == "agt_2"
    assert policy.agent("q1", [slow, fast], NOW + 101).agent_id == "agt_1"
    assert FCFS_ALIS.agent("q1", [slow, fast], NOW).agent_id == "agt_1"


def test_the_matcher_asks_its_policy() -> None:
    matcher = Matcher(policy=FastestFirst(_rate, cap_s=300))
    for number, since in ((1, NOW - 200), (2, NOW - 10)):
        matcher.enrol(f"agt_{number}", Traits())
        matcher.free(f"agt_{number}", since)
    matcher.seat(_waiter(1), NOW)
    match = matcher.match_waiter("int_1", NOW)
    assert match
    assert match.agent_id == "agt_2"


def test_an_agent_who_covers_less_of_what_is_in_demand_goes_first_however_short_its_idleness() -> None:
    matcher = Matcher()
    matcher.enrol("agt_wide", Traits(skills=(("a", 1), ("b", 1))))
    matcher.enrol("agt_plain", Traits(skills=(("a", 1),)))
    matcher.free("agt_wide", NOW - 500)
    matcher.free("agt_plain", NOW - 1)

    def agent_for_a(at: float) -> str:
        matcher.seat(_waiter(1, needs=(SkillNeed("a"),), entered_at=at), at)
        match = matcher.match_waiter("int_1", at)
        matcher.forget("int_1")
        assert match
        return match.agent_id

    assert agent_for_a(NOW) == "agt_wide"  # nobody has asked for b
    matcher.seat(_waiter(2, needs=(SkillNeed("b"),)), NOW)
    matcher.forget("int_2")
    assert agent_for_a(NOW + 1) == "agt_plain"
    assert agent_for_a(NOW + IN_DEMAND_S - 1) == "agt_plain"
    assert agent_for_a(NOW + IN_DEMAND_S) == "agt_wide"


def test_a_preferred_agent_is_waited_for_until_the_limit_and_nobody_waits_for_one_who_cannot_serve() -> None:
    matcher = Matcher()
    matcher.enrol("agt_owner", Traits(skills=(("a", 1),)))
    matcher.enrol("agt_other", Traits(skills=(("a", 1),)))
    matcher.enrol("agt_unable", Traits())
    matcher.free("agt_other", NOW)

    def agent_for(number: int, at: float) -> str | None:
        match = matcher.match_waiter(f"int_{number}", at)
        return match.agent_id if match else None

    def seat(number: int, *names: str) -> None:
        preference = Preference(names, limit_s=30)
        matcher.seat(_waiter(number, needs=(SkillNeed("a"),), preference=preference), NOW)

    seat(1, "agt_owner")
    seat(2, "agt_unable", "agt_gone")
    assert agent_for(1, NOW + 29.9) is None
    assert agent_for(1, NOW + 30) == "agt_other"
    assert agent_for(2, NOW) == "agt_other"


def _waiter(number: int, **fields: Any) -> Waiter:
    usual: dict[str, Any] = {
        "queue_id": "q1",
        "entered_at": NOW,
        "needs": (),
        "target_s": 20.0,
        "order": number,
    }
    return Waiter(interaction_id=f"int_{number}", **{**usual, **fields})
