"""Matching against an oracle that looks at everybody, and what order it must keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ringwell.routing.matching import Match, Matcher, Waiter, can_serve, effective_target, goes_ahead
from ringwell.routing.messages import SkillNeed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SKILLS = ("a", "b", "c")
PRIORITIES = (0, 2, 5, 8, 10, 11)


@dataclass
class Oracle:
    """Everything in plain lists, looked through whole at each decision: O(n·m)."""

    waiters: dict[str, Waiter] = field(default_factory=dict[str, Waiter])
    idle: dict[str, tuple[datetime, int, Mapping[str, int]]] = field(
        default_factory=dict[str, tuple[datetime, int, Mapping[str, int]]]
    )
    barred: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def urgency(self, waiter: Waiter, now: datetime) -> tuple[bool, float, float, int]:
        age = (now - waiter.entered_at).total_seconds()
        return waiter.ahead, age / waiter.target_s, age, -waiter.order

    def for_waiter(self, interaction_id: str) -> str | None:
        waiter = self.waiters[interaction_id]
        able = [
            (since, order, agent_id)
            for agent_id, (since, order, skills) in self.idle.items()
            if can_serve(skills, waiter.needs) and (interaction_id, agent_id) not in self.barred
        ]
        return min(able)[2] if able else None

    def for_agent(self, agent_id: str, now: datetime) -> str | None:
        skills = self.idle[agent_id][2]
        able = [
            (self.urgency(waiter, now), waiter.interaction_id)
            for waiter in self.waiters.values()
            if can_serve(skills, waiter.needs) and (waiter.interaction_id, agent_id) not in self.barred
        ]
        return max(able)[1] if able else None

    def place(self, interaction_id: str, now: datetime) -> int:
        mine = self.waiters[interaction_id]
        same = (w for w in self.waiters.values() if w.queue_id == mine.queue_id)
        return 1 + sum(self.urgency(w, now) > self.urgency(mine, now) for w in same)

    def able(self, interaction_id: str) -> int:
        needs = self.waiters[interaction_id].needs
        return sum(can_serve(skills, needs) for _, _, skills in self.idle.values())


needs = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4), max_size=2)
skills = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5), max_size=3)


@dataclass(frozen=True)
class Step:
    """One change; of its fields each kind takes what it needs."""

    kind: str
    number: int
    agent: int
    skills: dict[str, int]
    queue_id: str
    priority: int
    seconds: int


KINDS = ("arrive", "arrive", "free", "free", "occupy", "leave", "come_back", "bar", "unbar", "wait")
steps = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(KINDS),
        number=st.integers(0, 12),
        agent=st.integers(0, 5),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4), max_size=3),
        queue_id=st.sampled_from(("q1", "q2")),
        priority=st.sampled_from(PRIORITIES),
        seconds=st.integers(0, 300),
    ),
    max_size=60,
)


class Both:
    """The matcher and its oracle, told the same."""

    def __init__(self) -> None:
        self.matcher, self.oracle = Matcher(), Oracle()
        self.now, self.order = NOON, 0
        self.left: dict[str, Waiter] = {}

    def arrive(self, wanted: Mapping[str, int], queue_id: str, priority: int) -> None:
        self.order += 1
        waiter = Waiter(
            interaction_id=f"int_{self.order:03}",
            queue_id=queue_id,
            entered_at=self.now,
            needs=tuple(SkillNeed(skill, level) for skill, level in sorted(wanted.items())),
            target_s=effective_target(20 if queue_id == "q1" else 60, priority),
            order=self.order,
            ahead=goes_ahead(priority),
        )
        self.seat(waiter)

    def seat(self, waiter: Waiter) -> None:
        self.matcher.seat(waiter)
        self.oracle.waiters[waiter.interaction_id] = waiter

    def free(self, number: int, has: Mapping[str, int]) -> None:
        self.order += 1
        self.matcher.free(f"agt_{number}", has, self.now)
        self.oracle.idle[f"agt_{number}"] = (self.now, self.order, has)

    def occupy(self, number: int) -> None:
        self.matcher.occupy(f"agt_{number}")
        self.oracle.idle.pop(f"agt_{number}", None)

    def leave(self, number: int) -> None:
        for interaction_id in list(self.oracle.waiters)[number : number + 1]:
            self.matcher.unseat(interaction_id)
            self.left[interaction_id] = self.oracle.waiters.pop(interaction_id)

    def come_back(self, number: int) -> None:
        for interaction_id in list(self.left)[number : number + 1]:
            self.seat(self.left.pop(interaction_id))

    def bar(self, number: int, agent: int) -> None:
        for interaction_id in list(self.oracle.waiters)[number : number + 1]:
            self.matcher.bar(interaction_id, f"agt_{agent}")
            self.oracle.barred.add((interaction_id, f"agt_{agent}"))

    def unbar(self, number: int, agent: int) -> None:
        for interaction_id in list(self.oracle.waiters)[number : number + 1]:
            self.matcher.unbar(interaction_id, f"agt_{agent}")
            self.oracle.barred.discard((interaction_id, f"agt_{agent}"))

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def agree(self) -> None:
        for interaction_id in self.oracle.waiters:
            match = self.matcher.match_waiter(interaction_id)
            assert (match.agent_id if match else None) == self.oracle.for_waiter(interaction_id)
            assert self.matcher.place(interaction_id, self.now) == self.oracle.place(interaction_id, self.now)
            self.explained(match)
        for agent_id in self.oracle.idle:
            match = self.matcher.match_agent(agent_id, self.now)
            assert (match.interaction_id if match else None) == self.oracle.for_agent(agent_id, self.now)
            self.explained(match)

    def explained(self, match: Match | None) -> None:
        if match:
            assert match.candidates == self.oracle.able(match.interaction_id)
            assert match.waiting == len(self.oracle.waiters) - 1

    def do(self, step: Step) -> None:
        match step.kind:
            case "arrive":
                self.arrive(step.skills, step.queue_id, step.priority)
            case "free":
                self.free(step.agent, step.skills)
            case "occupy":
                self.occupy(step.agent)
            case "leave":
                self.leave(step.number)
            case "come_back":
                self.come_back(step.number)
            case "bar":
                self.bar(step.number, step.agent)
            case "unbar":
                self.unbar(step.number, step.agent)
            case "wait":
                self.wait(step.seconds)
            case _:
                raise AssertionError(step)


@given(steps)
def test_the_matcher_decides_as_one_who_looks_at_everybody(story: list[Step]) -> None:
    both = Both()
    for step in story:
        both.do(step)
        both.agree()


@given(steps)
def test_nothing_is_kept_of_those_who_left(story: list[Step]) -> None:
    both = Both()
    for step in story:
        both.do(step)
    for waiter in list(both.oracle.waiters) + list(both.left):
        both.matcher.forget(waiter)
    for agent in range(6):
        both.matcher.occupy(f"agt_{agent}")
    assert not any(
        vars(both.matcher)[name] for name in ("_lines", "_benches", "_waiters", "_idle", "_barred")
    )


@given(st.lists(st.tuples(st.integers(0, 30), needs), min_size=1, max_size=30), skills)
def test_callers_of_one_rule_are_served_in_the_order_in_which_they_came(
    arrivals: list[tuple[int, dict[str, int]]], has: dict[str, int]
) -> None:
    both = Both()
    for pause, wanted in arrivals:
        both.wait(pause)
        both.arrive(wanted, "q1", 5)
    both.free(1, has)
    served: list[Waiter] = []
    while match := both.matcher.match_agent("agt_1", both.now):
        served.append(both.oracle.waiters[match.interaction_id])
        both.matcher.forget(match.interaction_id)
    for rule in {waiter.needs for waiter in served}:
        orders = [waiter.order for waiter in served if waiter.needs == rule]
        assert orders == sorted(orders)


@given(st.integers(1, 10), st.integers(1, 3600))
def test_priority_hastens_but_age_wins_in_the_end(priority: int, between_s: int) -> None:
    """One with the lowest priority waits; callers with a higher one keep coming, each soon after the other."""
    both = Both()
    both.arrive({}, "q1", 0)
    both.free(1, {})
    for _ in range(64):
        both.wait(between_s)
        both.arrive({}, "q1", priority)
        match = both.matcher.match_agent("agt_1", both.now + timedelta(seconds=between_s))
        assert match
        if match.interaction_id == "int_001":
            return
        both.matcher.forget(match.interaction_id)
    raise AssertionError("it starves")


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_the_longest_idle_goes_first(pauses: list[int]) -> None:
    both = Both()
    for number, pause in enumerate(pauses):
        both.wait(pause)
        both.free(number, {"a": 1})
    both.arrive({"a": 1}, "q1", 5)
    match = both.matcher.match_waiter("int_" + f"{both.order:03}")
    assert match
    assert match.agent_id == "agt_0"
