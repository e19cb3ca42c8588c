"""Who should have which partition: each has one owner, the numbers are even, and few of them move."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ringwell.runtime.division import divide

NAMES = ["a", "b", "c", "d", "e"]
COUNTS = st.integers(1, 20)
BRAINS = st.sets(st.sampled_from(NAMES), min_size=1)
OWNERS = st.dictionaries(st.integers(0, 19), st.sampled_from(NAMES))


@given(COUNTS, OWNERS, BRAINS, OWNERS)
def test_each_partition_has_one_owner_who_is_there_and_wishes_are_met(
    count: int, held: dict[int, str], brains: set[str], wishes: dict[int, str]
) -> None:
    owners = divide(range(count), held, brains, wishes)
    assert sorted(owners) == list(range(count))
    assert set(owners.values()) <= brains
    for partition, name in wishes.items():
        if partition < count and name in brains:
            assert owners[partition] == name


@given(COUNTS, OWNERS, BRAINS)
def test_the_numbers_are_even_and_no_more_move_than_that_takes(
    count: int, held: dict[int, str], brains: set[str]
) -> None:
    owners = divide(range(count), held, brains, {})
    counts = Counter(dict.fromkeys(brains, 0) | Counter(owners.values()))
    assert max(counts.values()) - min(counts.values()) <= 1
    had = Counter(held[each] for each in range(count) if held.get(each) in brains)
    stays = sum(held.get(each) == owner for each, owner in owners.items())
    assert stays == _most_that_can_stay(count, [had[name] for name in brains])


def _most_that_can_stay(count: int, had: list[int]) -> int:
    """Each keeps at most its even part, and as many as there are left over one more."""
    even, over = divmod(count, len(had))
    return sum(min(each, even) for each in had) + min(over, sum(each > even for each in had))


@given(COUNTS, OWNERS, BRAINS, OWNERS)
def test_what_is_divided_stays_so(
    count: int, held: dict[int, str], brains: set[str], wishes: dict[int, str]
) -> None:
    owners = divide(range(count), held, brains, wishes)
    assert divide(range(count), owners, brains, wishes) == owners


@given(COUNTS, OWNERS, OWNERS)
def test_nobody_owns_anything_where_nobody_is(
    count: int, held: dict[int, str], wishes: dict[int, str]
) -> None:
    assert divide(range(count), held, (), wishes) == {}


def test_one_who_joins_gets_a_fair_part_from_those_who_have_more() -> None:
    held = dict.fromkeys(range(8), "a")
    two = divide(range(8), held, {"a", "b"}, {})
    assert Counter(two.values()) == {"a": 4, "b": 4}
    three = divide(range(8), two, {"a", "b", "c"}, {})
    assert sorted(Counter(three.values()).values()) == [2, 3, 3]
    assert sum(two[each] != three[each] for each in range(8)) == 2
