"""Rows against plain sorted lists."""

from bisect import insort

from hypothesis import given
from hypothesis import strategies as st

from ringwell.routing.rows import NO_ONE, SPENT_AT_MOST, STALE_AT_MOST, Line, Standing, Tier

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
    assert len(vars_of(line)) <= 2 * SPENT_AT_MOST + 20
    assert line.head[1] == 4990


@given(moves)
def test_a_tier_has_those_who_are_idle(story: list[tuple[str, int]]) -> None:
    tier, idle = Tier(), dict[str, Standing]()
    for number, (move, which) in enumerate(story):
        agent_id = f"agt_{which}"
        if move == "join":
            idle[agent_id] = (float(which % 2), number, agent_id)
            tier.join(idle[agent_id], idle)
        else:
            idle.pop(agent_id, None)
        assert tier.present(idle) == sorted(idle.values())
        assert tier.first(idle, ()) == min(idle.values(), default=None)
        others = [each for each in sorted(idle.values()) if each[2] != "agt_1"]
        assert tier.first(idle, {"agt_1"}) == (others[0] if others else None)


def test_a_tier_that_nobody_asks_does_not_keep_all_who_have_been_idle() -> None:
    tier, idle = Tier(), dict[str, Standing]()
    for number in range(5000):
        idle["agt_1"] = (float(number), number, "agt_1")
        tier.join(idle["agt_1"], idle)
    assert len(vars_of(tier)) <= STALE_AT_MOST + 3


def vars_of(row: Line | Tier) -> list[Standing]:
    """All that it keeps, whether it still counts or not."""
    return row._items  # pyright: ignore[reportPrivateUsage]
