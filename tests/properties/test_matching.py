"""Matching against an oracle that looks at everybody, and what order it must keep."""

from collections import Counter
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ringwell.routing.capacity import USUAL
from ringwell.routing.explain import Case, Situation, Verdict, chosen, passed, verdicts, why
from ringwell.routing.matching import IN_DEMAND_S, Matcher, Waiter, effective_target, goes_ahead
from ringwell.routing.messages import SkillNeed
from ringwell.routing.policies import FcfsAlis
from ringwell.routing.rules import QueueRules, Ring, Traits
from tests.support.routing_story import Story

NOON = 1_800_000_000.0
EVERYBODY = Traits()

dices = st.integers(0, 2**32).map(Random)


class Slowly(FcfsAlis):
    """The usual policy, asked by the interface instead of what the matcher has written out."""


def _waiter(number: int, at: float, priority: int = 5, **fields: object) -> Waiter:
    usual: dict[str, object] = {
        "queue_id": "q1",
        "needs": (),
        "target_s": effective_target(20, priority),
        "ahead": goes_ahead(priority),
    }
    return Waiter(interaction_id=f"int_{number:04}", entered_at=at, order=number, **{**usual, **fields})  # pyright: ignore[reportArgumentType]


def _one_agent(traits: Traits = EVERYBODY) -> Matcher:
    matcher = Matcher()
    matcher.enrol("agt_1", traits)
    matcher.free("agt_1", NOON)
    return matcher


@settings(max_examples=300)
@given(dices, st.integers(20, 60), st.booleans())
def test_the_matcher_decides_as_one_who_looks_at_everybody(dice: Random, steps: int, plain: bool) -> None:
    story = Story(dice, plain=plain)
    for _ in range(steps):
        story.happen()
        story.agree()
        story.decide()


@given(dices, st.integers(1, 40))
def test_the_usual_policy_is_the_same_by_its_interface(dice: Random, steps: int) -> None:
    story = Story(dice)
    story.matcher.policy = Slowly()
    for _ in range(steps):
        story.happen()
        story.agree()


@given(dices, st.integers(1, 40))
def test_nothing_is_kept_of_those_who_left(dice: Random, steps: int) -> None:
    story = Story(dice)
    for _ in range(steps):
        story.happen()
    for interaction_id in list(story.oracle.waiters) + list(story.left):
        story.matcher.forget(interaction_id)
    for agent_id in story.oracle.traits:
        story.matcher.occupy(agent_id)
    story.now += 2 * IN_DEMAND_S
    story.matcher.seat(_waiter(1, story.now), story.now)
    story.matcher.free("agt_1", story.now)
    story.matcher.match_waiter("int_0001", story.now)
    story.matcher.forget("int_0001")
    story.matcher.occupy("agt_1")
    kept = vars(story.matcher)
    assert not any(kept[name] for name in ("_seats", "_idle", "_coming", "_barred", "_openings", "_aheads"))
    assert not any(each.shunned or each.held or each.sitting for each in kept["_agents"].values())
    assert [demand.needs for demand in kept["_demands"].values()] == [()]


@given(dices, st.integers(1, 40))
def test_whoever_gets_a_caller_is_told_as_able_and_of_the_others_none_is_of_a_nearer_ring(
    dice: Random, steps: int
) -> None:
    story = Story(dice)
    for _ in range(steps):
        story.happen()
        for waiter in story.oracle.waiters.values():
            match = story.matcher.match_waiter(waiter.interaction_id, story.now)
            case = Case(
                waiter=waiter,
                rules=story.oracle.rules[waiter.queue_id],
                channels=USUAL,
                now=story.now,
                open_ring=story.oracle.open_rings.get(waiter.queue_id, 0),
                barred=frozenset(a for i, a in story.oracle.barred if i == waiter.interaction_id),
            )
            found = verdicts(case, _situations(story))
            able = {verdict.agent_id: verdict.ring for verdict in found if verdict.reason == "able"}
            assert (match is None) == (not able)
            if match:
                assert able[match.agent_id] == match.ring
                idle = [each for agent_id in able if (each := story.matcher.idle_as(agent_id))]
                assert chosen(found, idle, story.matcher.policy, case) == match.agent_id
                if not story.matcher.awaited(waiter.interaction_id):
                    assert passed(story.matcher, match, story.now).counts == _counted(found)
                    assert match.ring == min(ring for ring in able.values() if ring is not None)


def _counted(found: list[Verdict]) -> dict[str, int]:
    """How many verdicts of each kind; who has no room beside what is in hand is counted as not free."""
    counts = Counter(each.reason if each.reason != "no_capacity" else "busy" for each in found)
    return dict(counts)


def _situations(story: Story) -> dict[str, Situation]:
    def of(agent_id: str, traits: Traits) -> Situation:
        sitting = story.oracle.idle.get(agent_id)
        since, in_hand = (sitting.since, sitting.in_hand) if sitting else (None, ())
        resting = agent_id in story.oracle.resting
        return Situation(traits=traits, since=since, in_hand=in_hand, resting=resting)

    return {agent_id: of(agent_id, traits) for agent_id, traits in story.oracle.traits.items()}


@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(("a", "b")), st.integers(1, 4)), min_size=1),
    st.dictionaries(st.sampled_from(("a", "b")), st.integers(1, 5)),
)
def test_callers_of_one_rule_are_served_in_the_order_in_which_they_came(
    arrivals: list[tuple[int, str, int]], has: dict[str, int]
) -> None:
    matcher, now, waiters = _one_agent(Traits(skills=tuple(sorted(has.items())))), NOON, dict[str, Waiter]()
    for number, (pause, skill, level) in enumerate(arrivals):
        now += pause
        waiter = _waiter(number, now, needs=(SkillNeed(skill, level),))
        waiters[waiter.interaction_id] = waiter
        matcher.seat(waiter, now)
    served: list[Waiter] = []
    while match := matcher.match_agent("agt_1", now):
        served.append(waiters[match.interaction_id])
        matcher.forget(match.interaction_id)
    for rule in {waiter.needs for waiter in served}:
        orders = [waiter.order for waiter in served if waiter.needs == rule]
        assert orders == sorted(orders)


@given(st.integers(1, 10), st.integers(1, 3600))
def test_priority_hastens_but_age_wins_in_the_end(priority: int, between_s: int) -> None:
    """One with the lowest priority waits; callers with a higher one keep coming, each soon after the other."""
    matcher, now = _one_agent(), NOON
    matcher.seat(_waiter(0, now, 0), now)
    for number in range(1, 65):
        now += between_s
        matcher.seat(_waiter(number, now, priority), now)
        match = matcher.match_agent("agt_1", now + between_s)
        assert match
        if match.interaction_id == "int_0000":
            return
        matcher.forget(match.interaction_id)
    raise AssertionError("it starves")


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_the_longest_idle_goes_first(pauses: list[int]) -> None:
    matcher, now = Matcher(), NOON
    for number, pause in enumerate(pauses):
        now += pause
        matcher.enrol(f"agt_{number}", EVERYBODY)
        matcher.free(f"agt_{number}", now)
    matcher.seat(_waiter(1, now), now)
    match = matcher.match_waiter("int_0001", now)
    assert match
    assert match.agent_id == "agt_0"


@given(dices, st.integers(1, 60))
def test_a_caller_who_widens_or_is_offered_in_vain_keeps_its_place(dice: Random, count: int) -> None:
    """Whatever rings open and whatever offers fail, those of one queue and rule are served in the order of their coming."""
    rings = (Ring(after_s=0), Ring(after_s=10, levels_less=2), Ring(after_s=40, levels_less=9))
    matcher, now, served = Matcher({"q1": QueueRules(rings=rings)}), NOON, list[int]()
    for agent in range(4):
        matcher.enrol(f"agt_{agent}", Traits(skills=(("a", agent + 1),)))
    waiters = [_waiter(number, NOON + number, needs=(SkillNeed("a", 4),)) for number in range(count)]
    for waiter in waiters:
        matcher.seat(waiter, waiter.entered_at)
    now += count
    for _ in range(3 * count):
        now += dice.choice((0, 1, 20))
        agent_id = f"agt_{dice.randrange(4)}"
        matcher.free(agent_id, now)
        match = matcher.match_agent(agent_id, now)
        matcher.occupy(agent_id)
        if match and dice.random() < 0.3:
            waiter = waiters[int(match.interaction_id[4:])]
            matcher.unseat(match.interaction_id)
            matcher.seat(waiter, now)
        elif match:
            matcher.forget(match.interaction_id)
            served.append(int(match.interaction_id[4:]))
    assert all(first < second for first, second in pairwise(served))


@given(dices, st.integers(1, 30))
def test_a_reason_is_given_for_every_decision(dice: Random, steps: int) -> None:
    story = Story(dice)
    for _ in range(steps):
        story.happen()
        for interaction_id in story.oracle.waiters:
            match = story.matcher.match_waiter(interaction_id, story.now)
            if match is None:
                continue
            code, candidates = why(story.matcher, match, story.now)
            assert candidates == story.oracle.able(interaction_id, story.now)
            idle = story.oracle.idle
            able = [
                agent_id
                for agent_id in idle
                if story.oracle.reaches(agent_id, story.oracle.waiters[interaction_id], story.now)
                and (interaction_id, agent_id) not in story.oracle.barred
            ]
            if code != "awaited" and able:
                longest = min(able, key=lambda agent_id: (idle[agent_id].since, idle[agent_id].order))
                is_longest = longest == match.agent_id
                assert is_longest == (code in ("longest_idle", "only_one_free"))
