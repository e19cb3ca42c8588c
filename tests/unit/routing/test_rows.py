"""Rows against plain sorted lists."""

from bisect import insort

from hypothesis import given
from hypothesis import strategies as st

from ringwell.routing.capacity import USUAL
from ringwell.routing.demand import STALE_AT_MOST, Agent, Kind, Tier
from ringwell.routing.rows import NO_ONE, SPENT_AT_MOST, Line, Standing
from ringwell.routing.rules import Traits

KIND = Kind(Traits(), USUAL)

moves = st.lists(st.tuples(st.sampled_from(("join", "join", "leave", "pop")), st.integers(0, 3)), max_size=80)


@given(moves)
def test_a_line_is_a_sorted_list(story: list[tuple[str, int]]) -> None:
    line, plain = Line(), list[Standing]()
    for number, (move, which) in enumerate(story):
        if move == "join":
            standing = (float(which), number, f"int_{number}")
            insort(plain, standing)
            line.join(standing)
        elif plain:
            gone = plain.pop(0 if move == "pop" else which % len(plain))
            line.leave((gone[0], gone[1], gone[2]))
        assert line.head == (plain[0] if plain else NO_ONE)
        assert len(line) == len(plain)
        assert line.before(lambda each: each[0] < 2) == sum(each[0] < 2 for each in plain)
        assert line.first_not_in({each[2] for each in plain[:2]}) == (plain[2] if plain[2:] else None)


def test_a_long_line_that_is_left_at_the_front_does_not_grow() -> None:
    line = Line()
    for number in range(5000):
        line.join((float(number), number, str(number)))
        if number >= 10:
            line.leave((float(number - 10), number - 10, str(number - 10)))
    assert kept(line) <= 2 * SPENT_AT_MOST + 20
    assert line.head[1] == 4990


@given(moves)
def test_a_tier_has_those_who_are_idle(story: list[tuple[str, int]]) -> None:
    tier, agents = Tier(), [Agent(f"agt_{number}", KIND) for number in range(4)]
    for number, (move, which) in enumerate(story):
        agent = agents[which]
        agent.sitting = (float(which % 2), number, agent) if move == "join" else None
        if agent.sitting:
            tier.join(agent.sitting, len(agents))
        idle = sorted(each.sitting for each in agents if each.sitting)
        assert tier.present() == idle
        assert tier.first(()) == (idle[0][2] if idle else None)
        others = [each[2] for each in idle if each[2] is not agents[1]]
        assert tier.first({"agt_1"}) == (others[0] if others else None)


def test_a_tier_that_nobody_asks_does_not_keep_all_who_have_been_idle() -> None:
    tier, agent = Tier(), Agent("agt_1", KIND)
    for number in range(5000):
        agent.sitting = (float(number), number, agent)
        tier.join(agent.sitting, 1)
    assert kept(tier) <= STALE_AT_MOST + 3


def kept(row: Line | Tier) -> int:
    """All that it has room for, whether it still counts or not."""
    return len(row._items)  # pyright: ignore[reportPrivateUsage]
