"""Which spellings are scored, and that what was said is among them."""

from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.speech.search import LEAD_COUNTS, Search, Spelling, Tokens

TOKENS = 4
After = dict[Tokens, list[float]]
"""By beginning: how likely each token follows."""
LEAST, LEAST_LIKELY = -6.0, -12.0
likely = st.lists(st.floats(min_value=-9, max_value=0), min_size=TOKENS, max_size=TOKENS)
words = st.lists(st.integers(0, TOKENS - 1), min_size=1, max_size=3).map(tuple)
silences = st.floats(min_value=-9, max_value=0)
spelt = st.dictionaries(st.sampled_from("pqrstuv"), st.builds(Spelling, words, silences), min_size=1)


def walk(
    spellings: dict[str, Spelling], after: After, least: float = -100, least_likely: float = -100
) -> tuple[Search, list[str]]:
    """What was found, and what was asked for it."""
    search = Search(spellings, least, least_likely)
    search.begin({token: after[()][token] for token in range(TOKENS)})
    asked: list[str] = []
    while begun := search.next(2):
        asked += begun
        for way in begun:
            search.learn(way, each_of(spellings[way].tokens, after))
    return search, asked


def each_of(tokens: Tokens, after: After) -> list[float]:
    return [after[tokens[:at]][token] for at, token in enumerate(tokens)]


def unsilent(**tokens: Tokens) -> dict[str, Spelling]:
    return {way: Spelling(each, 0.0) for way, each in tokens.items()}


def tree(first: list[float], then: list[float]) -> After:
    return (
        {(): first}
        | {(a,): then for a in range(TOKENS)}
        | {(a, b): then for a in range(TOKENS) for b in range(TOKENS)}
    )


def test_what_is_the_beginning_of_another_is_scored_with_it() -> None:
    search, asked = walk(unsilent(a=(0,), ab=(0, 1), abc=(0, 1, 2)), tree([-1] * 4, [-2] * 4))
    assert search.found == {"a": -1, "ab": -3, "abc": -5}
    assert "a" not in asked


def test_what_begins_too_unlikely_is_not_asked_about() -> None:
    after = tree([-1, -7, -8, -9], [-1] * 4)
    assert walk(unsilent(ab=(0, 1), bb=(1, 1)), after, least_likely=-5)[1] == ["ab"]


def test_what_is_too_far_behind_the_best_is_not_asked_about() -> None:
    after = tree([-1, -1 - LEAD_COUNTS, -9, -9], [-0.5] * 4)
    many = unsilent(ab=(0, 1), ac=(0, 2), bb=(1, 1), bc=(1, 2), cb=(2, 1))
    assert set(walk(many, after)[1]) == {"ab", "ac", "bb", "bc"}
    assert set(walk(many, tree([-1, -6, -9, -9], [-0.5] * 4))[1]) == {"ab", "ac"}


def test_what_silence_says_hardly_ever_is_asked_about_first() -> None:
    long = {"short": Spelling((0, 1), -1.0), "long": Spelling((1, 1, 1), -9.0)}
    search = Search(long, -100, -100)
    search.begin({0: -1.0, 1: -4.0})
    assert search.next(1) == ["long"]


def test_where_nothing_can_have_been_said_nothing_is_asked() -> None:
    assert walk(unsilent(ab=(0, 1)), tree([-8] * 4, [-1] * 4), least=-3)[1] == []


@given(spelt, likely, likely)
def test_each_is_as_likely_as_its_tokens_together(
    spellings: dict[str, Spelling], first: list[float], then: list[float]
) -> None:
    after = tree(first, then)
    for way, found in walk(spellings, after)[0].found.items():
        assert abs(found - sum(each_of(spellings[way].tokens, after))) < 1e-6


@given(spelt, likely, likely)
def test_who_scores_all_finds_the_same_best_and_the_same_next(
    spellings: dict[str, Spelling], first: list[float], then: list[float]
) -> None:
    after = tree(first, then)
    every = {way: sum(each_of(each.tokens, after)) for way, each in spellings.items()}
    weights = {way: every[way] - each.silent for way, each in spellings.items() if every[way] >= LEAST_LIKELY}
    best = max(weights.values(), default=LEAST)
    matter = {way for way, weight in weights.items() if weight > max(LEAST, best - LEAD_COUNTS) + 1e-6}
    found = walk(spellings, after, LEAST, LEAST_LIKELY)[0].found
    assert matter <= found.keys()
